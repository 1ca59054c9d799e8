"""The plan of a run as it grows, on disk: each path once, and no file under another file."""

import sqlite3
from collections.abc import Iterator
from typing import Final

from wpmigrate.errors import WpmigrateError
from wpmigrate.output.disk import temporary_space
from wpmigrate.output.plan import PlannedFile

_SCHEMA: Final = "CREATE TABLE tree (path TEXT PRIMARY KEY, bytes INTEGER, sha256 TEXT, action TEXT) WITHOUT ROWID"


class Tree:
    """The planned files of one run; the database is a nameless temporary file, so that memory does not grow."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.execute(_SCHEMA)
        self._db.execute("PRAGMA synchronous = OFF")
        self._db.execute("BEGIN")

    def add(self, file: PlannedFile) -> None:
        """Take one file; a path that clashes with an earlier one is a bug of whoever chose the paths."""
        self.claim(file.path)
        with temporary_space():
            self._db.execute("INSERT INTO tree VALUES (?, ?, ?, ?)", (file.path, file.bytes, file.sha256, file.action))

    def claim(self, path: str) -> None:
        """Refuse a path that is planned already, or that is a folder of one, or lies under one."""
        above = [path[:i] for i, char in enumerate(path) if char == "/"]
        marks = ",".join("?" * (len(above) + 1))
        sql = f"SELECT path FROM tree WHERE path IN ({marks}) OR (path > ? AND path < ?) LIMIT 1"  # noqa: S608 - marks only
        if row := self._db.execute(sql, (path, *above, f"{path}/", f"{path}0")).fetchone():
            raise WpmigrateError(
                f"Two files of one run are planned for one place: {row[0]!r} and {path!r}.", code="clash"
            )

    def __contains__(self, path: str) -> bool:
        return self._db.execute("SELECT 1 FROM tree WHERE path = ?", (path,)).fetchone() is not None

    def __iter__(self) -> Iterator[PlannedFile]:
        for row in self._db.execute("SELECT * FROM tree ORDER BY path"):
            yield PlannedFile(*row)

    def close(self) -> None:
        """Drop the database."""
        self._db.close()
