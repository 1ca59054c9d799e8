"""Ledger names for comments: their id, or their place in their item where they have none or share it."""

import sqlite3


class CommentKeys:
    """Which comment ids have been met, in a nameless temporary database, so that memory does not grow."""

    def __init__(self) -> None:
        self._seen = sqlite3.connect("", isolation_level=None)
        self._seen.execute("CREATE TABLE seen (key TEXT PRIMARY KEY) WITHOUT ROWID")
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
        return self._seen.execute("INSERT OR IGNORE INTO seen VALUES (?)", (key,)).rowcount == 1
