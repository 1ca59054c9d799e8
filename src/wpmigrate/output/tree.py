"""The plan of a run as it grows, on disk: each path once, and no file under another file."""

import sqlite3
from collections.abc import Iterator
from typing import Final

from wpmigrate.errors import WpmigrateError
from wpmigrate.output.disk import temporary_space
from wpmigrate.output.plan import PlannedFile
from wpmigrate.site.marks import Marks

_SCHEMA: Final = "CREATE TABLE tree (path TEXT PRIMARY KEY, bytes INTEGER, sha256 TEXT, action TEXT) WITHOUT ROWID"
_BLOCK: Final = 500


class Tree:
    """The planned files of one run; the database is a nameless temporary file, so that memory does not grow.

    Every planned file and every folder above one leaves a mark: where there is none the database needs no asking.
    """

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute(_SCHEMA)
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.execute("BEGIN")
        self._waiting: list[tuple[str, int, str, str]] = []
        self._marks = Marks()

    def add(self, file: PlannedFile) -> None:
        """Take one file; a path that clashes with an earlier one is a bug of whoever chose the paths."""
        above = self.claim(file.path)
        for name in (file.path, *(f"{folder}/" for folder in above)):
            self._marks.add(name)
        self._waiting.append((file.path, file.bytes, file.sha256, file.action))
        if len(self._waiting) >= _BLOCK:
            self._written()

    def claim(self, path: str) -> list[str]:
        """Refuse a path that is planned already, or that is a folder of one, or lies under one; answer the folders above."""
        above = list(_folders(path))
        if not self._marks.lacks(path, f"{path}/", *above):
            self._refuse_taken(path, above)
        return above

    def _refuse_taken(self, path: str, above: list[str]) -> None:
        marks = ",".join("?" * (len(above) + 1))
        sql = f"SELECT path FROM tree WHERE path IN ({marks}) OR (path > ? AND path < ?) LIMIT 1"  # noqa: S608 - marks only
        if row := self._written().execute(sql, (path, *above, f"{path}/", f"{path}0")).fetchone():
            raise WpmigrateError(
                f"Two files of one run are planned for one place: {row[0]!r} and {path!r}.", code="clash"
            )

    def _written(self) -> sqlite3.Connection:
        if self._waiting:
            with temporary_space():
                self._db.executemany("INSERT INTO tree VALUES (?, ?, ?, ?)", self._waiting)
            self._waiting.clear()
        return self._db

    def __contains__(self, path: str) -> bool:
        return self._written().execute("SELECT 1 FROM tree WHERE path = ?", (path,)).fetchone() is not None

    def __iter__(self) -> Iterator[PlannedFile]:
        for row in self._written().execute("SELECT * FROM tree ORDER BY path"):
            yield PlannedFile(*row)

    def close(self) -> None:
        """Drop the database."""
        self._db.close()


def _folders(path: str) -> Iterator[str]:
    at = path.find("/")
    while at >= 0:
        yield path[:at]
        at = path.find("/", at + 1)
