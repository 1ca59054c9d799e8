"""Numbers by numbers, of which the most go to disk: what a run must know of every item costs no memory for each."""

import sqlite3
import weakref
from typing import Final

from wpmigrate.site.marks import Marks

_FEW: Final = 50_000
_HALF: Final = 1 << 63
_TABLE: Final = """
CREATE TABLE rest (key INTEGER PRIMARY KEY, value INTEGER);
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;
"""


class Spilling:
    """A dictionary of numbers of 64 bits: the last ones in memory, all before them in a nameless temporary database."""

    def __init__(self, few: int = _FEW) -> None:
        self._few = few
        self._last: dict[int, int] = {}
        self._rest: tuple[sqlite3.Connection, Marks] | None = None

    def get(self, key: int) -> int | None:
        """Answer the number of a key, or None where it has none."""
        found = self._last.get(key)
        return self._spilt(key) if found is None and self._rest is not None else found

    def setdefault(self, key: int, value: int) -> int:
        """Answer the number of a key, which is `value` from now on where it had none."""
        found = self.get(key)
        if found is None:
            self[key] = found = value
        return found

    def __setitem__(self, key: int, value: int) -> None:
        self._last[key] = value
        if len(self._last) >= self._few:
            self._spill()

    def _spilt(self, key: int) -> int | None:
        assert self._rest is not None, "asked for where there is a rest"
        database, marks = self._rest
        if key not in marks:
            return None
        row = database.execute("SELECT value FROM rest WHERE key = ?", (key - _HALF,)).fetchone()
        return None if row is None else int(row[0]) + _HALF

    def _spill(self) -> None:
        if self._rest is None:
            database = sqlite3.connect("", isolation_level=None)
            weakref.finalize(self, database.close)
            database.executescript(_TABLE)
            self._rest = database, Marks()
        database, marks = self._rest
        for key in self._last:
            marks.add(key)
        rows = sorted((key - _HALF, value - _HALF) for key, value in self._last.items())
        database.executemany("INSERT OR REPLACE INTO rest VALUES (?, ?)", rows)
        self._last.clear()
