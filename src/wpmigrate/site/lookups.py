"""What the index answers about addresses: who has, had or is named by one, and where the site and its files lie."""

import sqlite3
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any, Final

import msgspec
from msgspec import Struct

from wpmigrate.model import Attachment, Term
from wpmigrate.site.marks import Marks
from wpmigrate.site.places import claim_of
from wpmigrate.site.schema import fits
from wpmigrate.site.terms import INTERNAL_TAXONOMIES

_SHOWN: Final = "(outcome IN ('post', 'attachment') AND visibility = 'published')"
_PUBLIC_POST: Final = "type = 'post' AND outcome = 'post' AND visibility = 'published'"
_HOLDER: Final = (
    "items.key, items.ordinal, items.id, items.type, items.outcome, items.visibility, items.path, items.date"
)
_BY_CLAIM: Final = (
    f"SELECT {_HOLDER} FROM claims JOIN items USING (ordinal) WHERE claims.path = ? AND reason != 'duplicate'"  # noqa: S608 - our words
    f" ORDER BY {_SHOWN} DESC, claims.kind, ordinal LIMIT 1"
)
_BY_NAME: Final = (
    f"SELECT DISTINCT {_HOLDER} FROM claims JOIN items USING (ordinal)"  # noqa: S608 - our words
    f" WHERE claims.name = ? AND {_SHOWN} LIMIT 50"
)
_BY_ID: Final = f"SELECT {_HOLDER} FROM items WHERE id = ? AND owner = 1 AND type != 'nav_menu_item'"  # noqa: S608 - our words
_SHOWN_ITEM: Final = f"SELECT title, link, type FROM items WHERE id = ? AND owner = 1 AND {_SHOWN}"  # noqa: S608 - our words
_FILE: Final = (
    "SELECT items.key, items.ordinal, record FROM attachments JOIN items USING (ordinal)"
    " WHERE outcome = 'attachment' AND upload = ? ORDER BY items.ordinal LIMIT 1"
)


class Grounds(Struct, frozen=True):
    """Where a site lives: its own addresses, those of the network it is part of, and the folders its uploads lie in."""

    addresses: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    uploads: tuple[str, ...] = ()


class Holder(Struct, frozen=True):
    """An item that an address leads, or led, to."""

    key: str
    ordinal: int
    id: int
    type: str
    outcome: str
    visibility: str
    path: str
    date: str

    @property
    def shown(self) -> bool:
        """Whether a visitor may see it on the new site."""
        return self.outcome in ("post", "attachment") and self.visibility == "published"


class Lookups:
    """Questions that links ask; of what there is only marks are held in memory."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @cached_property
    def uploads(self) -> Marks:
        """The keys of the uploads that are written."""
        return Marks(key for (key,) in self._rows("SELECT upload FROM attachments"))

    @cached_property
    def has_bare_uploads(self) -> bool:
        """Whether the file of an attachment has a name without an extension."""
        keys = self._rows("SELECT upload FROM attachments WHERE upload != ''")
        return not all("." in key.rpartition("/")[2] for (key,) in keys)

    @cached_property
    def claims(self) -> Marks:
        """The addresses that items have, or had."""
        return Marks(path for (path,) in self._rows("SELECT path FROM claims"))

    @cached_property
    def _slugs(self) -> Marks:
        return Marks(slug for (slug,) in self._rows("SELECT raw FROM terms"))

    @cached_property
    def _names(self) -> Marks:
        return Marks(name for (name,) in self._rows("SELECT DISTINCT name FROM claims"))

    def fragments(self) -> frozenset[str]:
        """Answer the names of the parts of pages that links from elsewhere lead to."""
        row = self._rows("SELECT value FROM facts WHERE name = 'fragments'").fetchone()
        return frozenset(msgspec.json.decode(row[0], type=list[str]))

    def grounds(self) -> Grounds:
        """Answer where the site lives."""
        row = self._rows("SELECT value FROM facts WHERE name = 'grounds'").fetchone()
        return msgspec.json.decode(row[0], type=Grounds)

    def holder(self, path: str) -> Holder | None:
        """Answer the item whose permalink is `path`, else one that had it; what a visitor can see comes first."""
        claim = path if path.startswith("?") else claim_of(path)
        return self._holder(_BY_CLAIM, claim) if claim in self.claims else None

    def numbered(self, number: int) -> Holder | None:
        """Answer the item with a post id."""
        return self._holder(_BY_ID, fits(number)) if fits(number) else None

    def shown_item(self, number: int) -> tuple[str, str, str] | None:
        """Answer title, old address and type of a published item with a post id."""
        found: tuple[str, str, str] | None = self._rows(_SHOWN_ITEM, fits(number)).fetchone() if fits(number) else None
        return found

    def named(self, slug: str) -> list[Holder]:
        """List published items whose slug is, or was, `slug`."""
        name = claim_of(slug)
        return [Holder(*row) for row in self._rows(_BY_NAME, name)] if name in self._names else []

    def file(self, ordinal: int) -> Attachment | None:
        """Answer the record of an attachment."""
        row = self._rows("SELECT record FROM attachments WHERE ordinal = ?", ordinal).fetchone()
        return msgspec.json.decode(row[0], type=Attachment) if row else None

    def parent_of(self, ordinal: int) -> Holder | None:
        """Answer the item that an attachment hangs on."""
        row = self._rows("SELECT parent FROM attachments WHERE ordinal = ?", ordinal).fetchone()
        return self.numbered(row[0]) if row and row[0] else None

    def upload(self, keys: Iterable[str]) -> tuple[str, int, Attachment] | None:
        """Answer ledger key, ordinal and record of the attachment with the first of `keys` that is known."""
        for key in keys:
            row = self._rows(_FILE, key).fetchone() if key in self.uploads else None
            if row is not None:
                return row[0], row[1], msgspec.json.decode(row[2], type=Attachment)
        return None

    def term(self, taxonomy: str, slug: str) -> Term | None:
        """Answer a term by the slug it had in WordPress."""
        if self._slugs.lacks(slug, slug.lower()):
            return None
        query = "SELECT record FROM terms WHERE taxonomy = ? AND raw IN (?, ?) ORDER BY place LIMIT 1"
        return self._term(query, taxonomy, slug, slug.lower())

    def term_numbered(self, taxonomy: str, number: int) -> Term | None:
        """Answer a term by its id."""
        query = "SELECT record FROM terms WHERE taxonomy = ? AND id = ? ORDER BY place LIMIT 1"
        return self._term(query, taxonomy, fits(number)) if fits(number) else None

    def raw_slugs(self) -> Iterator[tuple[str, str, Term]]:
        """List the terms that have archives: taxonomy, slug in WordPress, record."""
        for taxonomy, raw, record in self._rows("SELECT taxonomy, raw, record FROM terms ORDER BY place"):
            if taxonomy not in INTERNAL_TAXONOMIES:
                yield taxonomy, raw, msgspec.json.decode(record, type=Term)

    def taxonomies(self) -> list[str]:
        """List the taxonomies whose terms have archives."""
        rows = self._rows("SELECT taxonomy FROM terms GROUP BY taxonomy ORDER BY MIN(place)")
        return [name for (name,) in rows if name not in INTERNAL_TAXONOMIES]

    def types(self) -> frozenset[str]:
        """List the types of the items."""
        return frozenset(name for (name,) in self._rows("SELECT DISTINCT type FROM items"))

    def written_types(self) -> frozenset[str]:
        """List the types of the items that become pages."""
        return frozenset(name for (name,) in self._rows("SELECT DISTINCT type FROM items WHERE outcome = 'post'"))

    def dates(self) -> Iterator[tuple[str, str, str]]:
        """List the dates of published posts: local, GMT and the feed's."""
        return self._rows(f"SELECT DISTINCT date, date_gmt, pub_date FROM items WHERE {_PUBLIC_POST}")  # noqa: S608 - our words

    def post_paths(self) -> Iterator[str]:
        """List the permalinks of published posts."""
        for (path,) in self._rows(f"SELECT path FROM items WHERE {_PUBLIC_POST} AND path != ''"):  # noqa: S608 - our words
            yield path

    def author_words(self) -> Iterator[tuple[str, str]]:
        """List the words that items name authors by, and the logins they mean."""
        return self._rows("SELECT word, login FROM author_keys WHERE kind != 'user' ORDER BY kind, word")

    def creators(self) -> Iterator[tuple[str, str]]:
        """List who wrote published posts: kind of word, and word."""
        return self._rows(
            f"SELECT 'creator', creator FROM items WHERE {_PUBLIC_POST} UNION SELECT 'coauthor', uses.slug FROM uses"  # noqa: S608 - our words
            f" JOIN items USING (ordinal) WHERE taxonomy = 'author' AND {_PUBLIC_POST} ORDER BY 1 DESC, 2"
        )

    def published(self, outcome: str) -> Iterator[tuple[str, int, int, str, str, int]]:
        """List what is published, in document order: key, ordinal, id, type, path, whether the id is its own."""
        return self._rows(
            "SELECT key, ordinal, id, type, path, owner FROM items WHERE outcome = ? AND visibility = 'published'"
            " ORDER BY ordinal",
            outcome,
        )

    def former(self, kind: int) -> Iterator[tuple[str, int, str, str]]:
        """List former addresses of published items: key, ordinal, outcome, address."""
        return self._rows(
            f"SELECT items.key, items.ordinal, outcome, url FROM claims JOIN items USING (ordinal) WHERE {_SHOWN}"  # noqa: S608 - our words
            " AND kind = ? AND url != '' AND reason != 'duplicate' ORDER BY ordinal, claims.rowid",
            kind,
        )

    def _rows(self, query: str, *values: Any) -> sqlite3.Cursor:
        return self._connection.execute(query, values)

    def _holder(self, query: str, value: str | int) -> Holder | None:
        row = self._rows(query, value).fetchone()
        return Holder(*row) if row else None

    def _term(self, query: str, taxonomy: str, *values: str | int) -> Term | None:
        row = None if taxonomy in INTERNAL_TAXONOMIES else self._rows(query, taxonomy, *values).fetchone()
        return msgspec.json.decode(row[0], type=Term) if row else None
