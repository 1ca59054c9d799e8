"""What earlier runs learnt about URLs: which are gone for good, and what each file hashed to that came whole.

A cache: where it is damaged, it is begun anew, at the price of asking again.
"""

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from msgspec import Struct

from wpmigrate.media.partial import writing

FORMAT: Final = 1
FILE: Final = "memory.sqlite"
GONE: Final = frozenset({404, 410})


class Memory(Struct, frozen=True):
    """The last run's word on one URL. `time` is in seconds since 1970; `sha256` is empty where the file never came."""

    reason: str = ""
    status: int = 0
    attempts: int = 0
    time: int = 0
    validator: str = ""
    sha256: str = ""
    bytes: int = 0
    content_type: str = ""

    @property
    def gone(self) -> bool:
        """Tell whether the server said that there will be no such file."""
        return self.status in GONE


class Remembered:
    """The memory of one folder. Nothing is written, not even the file, before there is something to remember."""

    def __init__(self, folder: Path, today: Callable[[], float], *, read_only: bool = False) -> None:
        self._file = folder / FILE
        self._today = today
        self._read_only = read_only
        self._db: sqlite3.Connection | None = None
        if self._file.is_file():
            self._db = self._open()

    def recall(self, url: str) -> Memory:
        """Answer what is known about a URL."""
        if self._db is None:
            return Memory()
        try:
            row = self._db.execute(_RECALL, (_printable(url),)).fetchone()
        except sqlite3.DatabaseError:
            self._begin_anew()
            return Memory()
        return Memory(*row) if row else Memory()

    def remember(self, url: str, memory: Memory) -> None:
        """Keep the newest word on a URL, and count the requests of all runs together."""
        if self._read_only:
            return
        earlier = self.recall(url)
        row = (
            _printable(url),
            memory.reason,
            memory.status,
            memory.attempts + earlier.attempts,
            int(self._today()),
            memory.validator,
            memory.sha256,
            memory.bytes,
            memory.content_type,
        )
        with suppress(sqlite3.DatabaseError):
            if self._db is None:
                self._db = self._open()
            self._db.execute(_REMEMBER, row)

    def close(self) -> None:
        """Close the file."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def _open(self) -> sqlite3.Connection:
        try:
            return _connect(self._file, read_only=self._read_only)
        except sqlite3.DatabaseError:
            self._begin_anew()
            return _connect(self._file, read_only=False) if not self._read_only else sqlite3.connect(":memory:")

    def _begin_anew(self) -> None:
        self.close()
        if not self._read_only:
            with writing(self._file):
                self._file.unlink(missing_ok=True)


def _connect(file: Path, *, read_only: bool) -> sqlite3.Connection:
    mode = "ro" if read_only else "rwc"
    db = sqlite3.connect(f"{file.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
    try:
        (version,) = db.execute("PRAGMA user_version").fetchone()
        if not read_only:
            db.execute("PRAGMA synchronous = OFF")  # safe against a kill; after a power failure it is begun anew
            if version != FORMAT:
                db.execute("DROP TABLE IF EXISTS downloads")
            db.execute(_SCHEMA)
            db.execute(f"PRAGMA user_version = {FORMAT}")
        db.execute(_RECALL, ("",))
    except BaseException:
        db.close()
        raise
    return db


def _printable(url: str) -> str:
    return url.encode("utf-8", "replace").decode()


_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS downloads (
    url TEXT PRIMARY KEY, reason TEXT, status INTEGER, attempts INTEGER, time INTEGER,
    validator TEXT, sha256 TEXT, bytes INTEGER, content_type TEXT
) WITHOUT ROWID
"""
_RECALL: Final = """
SELECT reason, status, attempts, time, validator, sha256, bytes, content_type FROM downloads WHERE url = ?
"""
_REMEMBER: Final = "INSERT OR REPLACE INTO downloads VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
