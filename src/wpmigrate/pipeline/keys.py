"""Ledger names for comments: their id, or their place in their item where they have none or share it."""

import sqlite3
from typing import Final

from wpmigrate.site.marks import Marks

_BLOCK: Final = 1000


class CommentKeys:
    """Which comment ids have been met, in a nameless temporary database, so that memory does not grow."""

    def __init__(self) -> None:
        self._seen = sqlite3.connect("", isolation_level=None)
        self._seen.execute("CREATE TABLE seen (key TEXT PRIMARY KEY) WITHOUT ROWID")
        self._marks = Marks()
        self._waiting: list[tuple[str]] = []
        self._seen.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;")

    def key(self, number: str, item: str) -> str:
        """Answer a name no comment has had yet: `17`, else `<item>/1`, `<item>/2` and so on."""
        if number not in ("", "0") and self._new(number):
            return number
        count = 1
        while not self._new(f"{item}/{count}"):
            count += 1
        return f"{item}/{count}"

    def close(self) -> None:
        """Drop the database."""
        self._seen.close()

    def _new(self, key: str) -> bool:
        if key in self._marks and self._is_seen(key):
            return False
        self._marks.add(key)
        self._waiting.append((key,))
        if len(self._waiting) >= _BLOCK:
            self._enter()
        return True

    def _is_seen(self, key: str) -> bool:
        self._enter()
        return self._seen.execute("SELECT 1 FROM seen WHERE key = ?", (key,)).fetchone() is not None

    def _enter(self) -> None:
        self._seen.executemany("INSERT INTO seen VALUES (?)", self._waiting)
        self._waiting.clear()
