"""The names of all stored files, in a scratch database, so that memory does not grow with their number."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import Final, TypeAlias

from wpmigrate.media.spellings import fold, forms, size_of
from wpmigrate.media.stored import scratch_space

Row: TypeAlias = tuple[str, bytes, int]


class Catalogue:
    """What each holder (a folder or an archive, by number) has: names, places and sizes; and what is refused there."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(_SCHEMA)
        self._db.execute("BEGIN")

    def enter(self, holder: int, names: Sequence[str], place: bytes, size: int) -> bool:
        """Take a file under its names; the later of two wins. Answer whether its first name was new."""
        with scratch_space():
            known = self._db.execute(_KNOWN, (fold(names[0]), holder, names[0])).fetchone() is not None
            for at, name in enumerate(names):
                cut = size_of(name)
                row = (fold(name), holder, name, place, size, fold(cut[0]) if cut else None, cut[1] if cut else 0)
                self._db.execute(_ALIAS if at else _ENTER, row)
        return not known

    def refuse(self, holder: int, name: str, reason: str) -> None:
        """Remember a member that is not offered."""
        with scratch_space():
            self._db.execute("INSERT INTO troubles VALUES (?, ?, ?, ?)", (fold(name), holder, name, reason))

    def finish(self) -> None:
        """Build what lookups need, once all is entered."""
        with scratch_space():
            self._db.executescript(_INDEXES)

    def exact(self, holder: int, name: str) -> Row | None:
        """Look up a name as it stands."""
        return self._row(_EXACT, (fold(name), holder, name))

    def likest(self, holder: int, name: str) -> Row | None:
        """Look up a name as it stands, else in its other Unicode form, else in other case."""
        for form in forms(name):
            if row := self._row(_EXACT, (fold(name), holder, form)):
                return row
        return self._row(_TWIN, (fold(name), holder))

    def largest(self, holder: int, name: str) -> Row | None:
        """Look up the largest size that was cut from a name."""
        return self._row(_LARGEST, (fold(name), holder))

    def reason(self, holder: int, name: str) -> str:
        """Answer why a name is refused; empty where it is not."""
        row = self._db.execute(_REASON, (fold(name), holder)).fetchone()
        return str(row[0]) if row else ""

    def troubles(self) -> Iterator[tuple[int, str, str]]:
        """List what is refused: holder, name and reason, in the order it was met."""
        yield from self._db.execute("SELECT holder, name, reason FROM troubles ORDER BY rowid")

    def __len__(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM files WHERE NOT alias").fetchone()[0])

    def _row(self, sql: str, values: tuple[object, ...]) -> Row | None:
        row: Row | None = self._db.execute(sql, values).fetchone()
        return row

    def close(self) -> None:
        """Drop the database."""
        self._db.close()


_SCHEMA: Final = """
PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; PRAGMA cache_size = -8000;
CREATE TABLE files (
    folded TEXT, holder INTEGER, name TEXT, place BLOB, size INTEGER, original TEXT, area INTEGER, alias INTEGER,
    PRIMARY KEY (folded, holder, name)
) WITHOUT ROWID;
CREATE TABLE troubles (folded TEXT, holder INTEGER, name TEXT, reason TEXT);
"""
_INDEXES: Final = """
CREATE INDEX sizes ON files (original, holder, area DESC, name) WHERE original IS NOT NULL;
CREATE INDEX refused ON troubles (folded, holder);
"""
_KNOWN: Final = "SELECT 1 FROM files WHERE folded = ? AND holder = ? AND name = ?"
_ENTER: Final = "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, 0)"
_ALIAS: Final = "INSERT OR IGNORE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, 1)"
_EXACT: Final = "SELECT name, place, size FROM files WHERE folded = ? AND holder = ? AND name = ?"
_TWIN: Final = "SELECT name, place, size FROM files WHERE folded = ? AND holder = ? ORDER BY name LIMIT 1"
_LARGEST: Final = (
    "SELECT name, place, size FROM files WHERE original = ? AND holder = ? ORDER BY area DESC, name LIMIT 1"
)
_REASON: Final = "SELECT reason FROM troubles WHERE folded = ? AND holder = ? LIMIT 1"
