"""What a report tells beyond the ledger, gathered while a run writes; a run without such a report gathers nothing.

It lies in a nameless temporary database, so that memory does not grow. Only what is written comes in: of what is kept out,
the ledger's id, type and reason are all that anybody may know.
"""

import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import TracebackType
from typing import Any, Final, Self

import msgspec
from msgspec import Struct

from wpmigrate.model import Post
from wpmigrate.output.disk import temporary_space
from wpmigrate.render.view import View

BLOCK: Final = 500
_SIDES: Final = b"\0"
_LEVEL: Final = 6


class _Said(Struct):
    date: str | None = None


_SAID: Final = msgspec.json.Decoder(_Said)
_POST: Final = msgspec.json.Decoder(Post)


class Told(Struct, frozen=True):
    """One written item. `old` and `new` are its addresses; `size` is of its two sides, or 0 where they were not kept."""

    ordinal: int
    key: str
    title: str
    type: str
    visibility: str
    date: str
    authors: str
    old: str
    new: str
    path: str
    fidelity: float | None
    whole: int
    size: int = 0


class Collected:
    """The written items of a run, both sides of their bodies, their blocks, and when people commented.

    `room` is how many bytes of bodies that came through whole are kept; those that did not are kept all.
    """

    def __init__(self, room: int | None = 0) -> None:
        self.months: Counter[str] = Counter()
        self._room = room
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(_SCHEMA)
        self._posts: list[tuple[Any, ...]] = []
        self._blocks: list[tuple[str, int, int]] = []

    def post(
        self,
        line: bytes,
        address: str,
        path: str,
        fidelity: float | None,
        view: bytes,
        blocks: Mapping[str, int],
        *,
        whole: bool,
    ) -> None:
        """Take a written item: its line of the neutral JSON, where it stands, and its two sides, packed."""
        post = _POST.decode(line)
        place = post.place
        if whole and self._room is not None:
            self._room -= len(view)
            view = view if self._room >= 0 else b""
        old = place.permalink or post.link
        row = (
            place.ordinal,
            place.key,
            post.title,
            place.type,
            place.visibility,
            post.date or "",
            "\n".join(post.authors),
        )
        texts = (_text(one) if isinstance(one, str) else one for one in (*row, old, address, path))
        self._posts.append((*texts, fidelity, whole, view or None))
        self._blocks += [(name, count, place.ordinal) for name, count in blocks.items()]
        if len(self._posts) >= BLOCK:
            self._flushed()

    def comments(self, lines: Iterable[bytes]) -> None:
        """Count written comments by month, from their lines of the neutral JSON."""
        self.months.update(said.date[:7] for said in map(_SAID.decode, lines) if said.date)

    def posts(self) -> Iterator[Told]:
        """List the written items as they stand in the export."""
        return (Told(*row) for row in self._flushed().execute(_ALL))

    def at(self, ordinal: int) -> Told | None:
        """Answer the written item at a place of the export."""
        return self._one(_AT, ordinal)

    def named(self, key: str) -> Told | None:
        """Answer the written item with a ledger id."""
        return self._one(_NAMED, key)

    def counts(self) -> Iterator[tuple[str, str, int]]:
        """Count written items by year and type; an item without a date has no year."""
        yield from self._flushed().execute(_YEARS)

    def by_author(self) -> Counter[str]:
        """Count written items by login."""
        rows = self._flushed().execute("SELECT authors, count(*) FROM posts GROUP BY authors")
        found: Counter[str] = Counter()
        for authors, number in rows:
            found.update(dict.fromkeys(authors.split("\n"), number))
        return found

    def scores(self) -> Iterator[tuple[float | None, int]]:
        """Count written items by fidelity."""
        yield from self._flushed().execute("SELECT fidelity, count(*) FROM posts GROUP BY fidelity ORDER BY fidelity")

    def blocks(self) -> Iterator[tuple[str, int, int, int]]:
        """List the blocks by name: how many, in how many items, and the first of those; the most frequent first."""
        yield from self._flushed().execute(_BLOCKS)

    def views(self) -> Iterator[tuple[int, View]]:
        """List the bodies that were kept: the poorest first, then those that came through whole."""
        query = "SELECT ordinal, view FROM posts WHERE view IS NOT NULL ORDER BY whole, fidelity, ordinal"
        for ordinal, view in self._flushed().execute(query):
            before, _, after = zlib.decompress(view).partition(_SIDES)
            yield ordinal, View(before.decode(), after.decode())

    def _one(self, query: str, value: int | str) -> Told | None:
        row = self._flushed().execute(query, (value,)).fetchone()
        return Told(*row) if row else None

    def _flushed(self) -> sqlite3.Connection:
        if self._posts:
            with temporary_space(), self._db as db:
                db.execute("BEGIN")
                db.executemany(_ADD, self._posts)
                db.executemany("INSERT INTO blocks VALUES (?, ?, ?)", self._blocks)
            self._posts.clear()
            self._blocks.clear()
        return self._db

    def close(self) -> None:
        """Drop the database."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def packed(view: View) -> bytes:
    """Pack both sides of a body, to pass them on and to keep them."""
    sides = (side.replace("\0", "\ufffd").encode("utf-8", "replace") for side in (view.before, view.after))
    return zlib.compress(_SIDES.join(sides), _LEVEL)


def _text(text: str) -> str:
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


_ALL: Final = """
SELECT ordinal, key, title, type, visibility, date, authors, old, new, path, fidelity, whole, coalesce(length(view), 0)
FROM posts ORDER BY ordinal
"""
_AT: Final = _ALL.replace("ORDER BY ordinal", "WHERE ordinal = ?")
_NAMED: Final = _ALL.replace("ORDER BY ordinal", "WHERE key = ?")
_ADD: Final = "INSERT OR IGNORE INTO posts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_YEARS: Final = """
SELECT substr(date, 1, 4), type, count(*) FROM posts GROUP BY 1, 2 ORDER BY 1, 2
"""
_BLOCKS: Final = """
SELECT name, sum(count), count(*), min(ordinal) FROM blocks GROUP BY name ORDER BY 2 DESC, name
"""
_SCHEMA: Final = """
PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF; PRAGMA cache_size = -8000;
CREATE TABLE posts (
    ordinal INTEGER PRIMARY KEY, key TEXT, title TEXT, type TEXT, visibility TEXT, date TEXT, authors TEXT, old TEXT, new TEXT,
    path TEXT, fidelity REAL, whole INTEGER, view BLOB
);
CREATE INDEX posts_key ON posts (key);
CREATE TABLE blocks (name TEXT, count INTEGER, ordinal INTEGER);
"""
