"""Which uploads the written bodies use, gathered while they are written, in a scratch database."""

import sqlite3
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from types import TracebackType
from typing import Final, Literal, Self, TypeAlias, get_args

from msgspec import Struct

from wpmigrate.media.stored import scratch_space

Kind: TypeAlias = Literal["image", "video", "audio", "file"]

BLOCK: Final = 4000
FIRST: Final = 3

_KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
_RANKS: Final = {kind: rank for rank, kind in enumerate(_KINDS)}


class Used(Struct, frozen=True):
    """One upload that is used: by how many things, the URL it was first met at, and the first things that use it.

    `kind` is the most telling one of all uses: a picture that is shown here and linked there is an image.
    """

    upload: str
    url: str
    kind: Kind
    count: int
    users: tuple[str, ...]


class Uses:
    """The uses of a run. Rows are written in blocks, so that memory does not grow with them."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(_SCHEMA)
        self._waiting: list[tuple[str, str, int, str]] = []

    def add(self, upload: str, url: str, kind: Kind, key: str) -> None:
        """Note that the thing with ledger key `key` uses the upload at this path, which stands at `url`."""
        self._waiting.append((_text(upload), _text(url), _RANKS[kind], _text(key)))
        if len(self._waiting) >= BLOCK:
            self._flush()

    def __iter__(self) -> Iterator[Used]:
        """List each upload once, in order of path."""
        self._flush()
        with scratch_space():
            rows = self._db.execute("SELECT upload, url, kind, user FROM uses ORDER BY upload, rowid")
        for upload, group in groupby(rows, itemgetter(0)):
            yield _used(upload, group)

    def __contains__(self, upload: object) -> bool:
        self._flush()
        self._db.execute("CREATE INDEX IF NOT EXISTS uploads ON uses (upload)")
        return self._db.execute("SELECT 1 FROM uses WHERE upload = ?", (_text(str(upload)),)).fetchone() is not None

    def __len__(self) -> int:
        self._flush()
        return int(self._db.execute("SELECT count(DISTINCT upload) FROM uses").fetchone()[0])

    def _flush(self) -> None:
        if self._waiting:
            with scratch_space(), self._db:
                self._db.execute("BEGIN")
                self._db.executemany("INSERT INTO uses VALUES (?, ?, ?, ?)", self._waiting)
            self._waiting.clear()

    def close(self) -> None:
        """Drop the database."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _used(upload: str, rows: Iterator[tuple[str, str, int, str]]) -> Used:
    """Join the rows of one upload. Things come one after another, and one asks often: for sizes, targets, and the proof."""
    first, last, count, best = "", None, 0, len(_KINDS) - 1
    users: dict[str, None] = {}
    for _, url, rank, user in rows:
        first = first or url
        count, last = count + (user != last), user
        best = min(best, rank)
        if len(users) < FIRST:
            users[user] = None
    return Used(upload, first, _KINDS[best], count, tuple(users))


def _text(text: str) -> str:
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


_SCHEMA: Final = """
PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; PRAGMA cache_size = -8000;
CREATE TABLE uses (upload TEXT, url TEXT, kind INTEGER, user TEXT);
"""
