"""The facts of a whole site, for any number of readers: one SQLite file that pass 1 has closed."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache, partial
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import msgspec
from msgspec.structs import replace

from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.model import Attachment, Author, Menu, MenuItem, Place, Site, Term, TermRef, Translation
from wpmigrate.site.builder import IndexBuilder
from wpmigrate.site.clock import Clock, zone_of
from wpmigrate.site.lookups import Lookups
from wpmigrate.site.marks import Marks
from wpmigrate.site.options import SiteOptions
from wpmigrate.site.originals import candidates, has_extension, host_of, is_copy, origin_of
from wpmigrate.site.overrides import Revision, revised
from wpmigrate.site.parts import kinds_of, named_part, parts_of, read_part
from wpmigrate.site.permalinks import absolute
from wpmigrate.site.places import Ancestry, Row, ancestors_of, claim_of
from wpmigrate.site.schema import fits, open_closed
from wpmigrate.site.selection import Decision
from wpmigrate.site.slugs import decode_slug, safe_segment
from wpmigrate.site.terms import INTERNAL_TAXONOMIES, fold_taxonomy, safe_taxonomy
from wpmigrate.site.titles import plain_name
from wpmigrate.wxr.records import ItemRecord, TermUse

__all__ = ["IndexBuilder", "SiteIndex", "SiteOptions"]

_FIELDS: Final = (
    "ordinal, key, id, type, slug, path, parent, date, date_gmt, pub_date, language, outcome, visibility, owner,"
    " wanted, address, edition, kin"
)
_ROW: Final = f"SELECT {_FIELDS} FROM items"  # noqa: S608 - our words
_LAST: Final = 2**63 - 1
_AHEAD: Final = 64
_DECISIONS: Final = (
    f"SELECT ordinal, key, type, outcome, visibility, reason, mute, file, start, stop, document, {_FIELDS} FROM items"  # noqa: S608 - our words
    " WHERE ordinal BETWEEN ? AND ? ORDER BY ordinal"
)
_LISTED: Final = _ROW.replace(" FROM items", ", status, title FROM items")
_ATTACHMENT: Final = (
    "SELECT record, date, date_gmt, pub_date, creator FROM attachments JOIN items USING (ordinal)"
    " WHERE outcome = 'attachment'"
)
_SHOWN_ELSEWHERE: Final = (
    "SELECT record FROM attachments JOIN items USING (ordinal) WHERE reason = 'parent-kept-out' AND attachments.id = ?"
)
_UPLOAD: Final = f"{_ATTACHMENT} AND upload = ? ORDER BY items.ordinal LIMIT 1"
_SEEN: Final = ("id", "url", "alt", "file", "mime", "width", "height")
_KIN: Final = (
    "SELECT key, edition, path FROM items WHERE kin = ? AND ordinal != ? AND outcome = 'post' AND visibility = 'published'"
    " AND edition != '' ORDER BY ordinal"
)
_CHILD: Final = "SELECT 1 FROM items WHERE parent = ? AND outcome = 'post' AND type != 'post' AND parent != 0 LIMIT 1"
_PARENTS: Final = "SELECT DISTINCT parent FROM items WHERE outcome = 'post' AND type != 'post' AND parent != 0"
_CLAIM: Final = "SELECT 1 FROM claims JOIN items USING (ordinal) WHERE claims.path = ? AND ordinal != ? AND reason != 'duplicate' LIMIT 1"
_TERM_BY_SLUG: Final = "SELECT record FROM terms WHERE taxonomy = ? AND raw = ? ORDER BY place LIMIT 1"
_TERM_BY_NAME: Final = "SELECT record FROM terms WHERE taxonomy = ? AND name = ? ORDER BY place LIMIT 1"


class SiteIndex:
    """Answers questions about a site; it changes nothing, and holds little in memory."""

    def __init__(self, path: Path) -> None:
        self._connection = open_closed(path)
        facts = dict(self._connection.execute("SELECT name, value FROM facts").fetchall())
        self._site = msgspec.json.decode(facts["site"], type=Site)
        self._term_languages = msgspec.json.decode(facts["term_languages"], type=dict[str, dict[str, str]])
        self.options = msgspec.json.decode(facts["options"], type=SiteOptions)
        self.clock = Clock(self._site.offset, zone_of(self.options.timezone))
        self.lookups = Lookups(self._connection)
        self._is_revised = self._rows("SELECT 1 FROM revisions LIMIT 1").fetchone() is not None
        self._ahead: dict[int, Any] = {}
        """The rows of the items that are being decided on, by ordinal."""
        self._menu_entries: dict[int, list[tuple[Menu, MenuItem]]] | None = None
        self._row_by_id = lru_cache(maxsize=4096)(self._read_row_by_id)
        self._author_of = lru_cache(maxsize=1024)(self._read_author_of)
        self.author = lru_cache(maxsize=1024)(self._read_author)
        self.term_ref = lru_cache(maxsize=4096)(self._term_ref)
        self.attachment = lru_cache(maxsize=1024)(self._read_attachment)
        self.upload = lru_cache(maxsize=1024)(self._read_upload)
        self.part = lru_cache(maxsize=256)(partial(read_part, self._connection))
        kinds = kinds_of(self._connection)
        self.named_part = lru_cache(maxsize=256)(partial(named_part, self._connection, kinds))
        self.parts = lru_cache(maxsize=16)(partial(parts_of, self._connection, kinds))
        self.original = lru_cache(maxsize=1024)(self._read_original)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    # --- the site and its small collections -------------------------------------------------------------------------

    def site(self) -> Site:
        """Answer the site's own facts."""
        return self._site

    def authors(self) -> list[Author]:
        """List the authors: the channel's, then those that written items name."""
        return [
            msgspec.json.decode(row[0], type=Author) for row in self._rows("SELECT record FROM authors ORDER BY place")
        ]

    def merged_authors(self) -> list[Author]:
        """List the authors of the export that its owner has made one with another."""
        rows = self._rows("SELECT record FROM merged_authors ORDER BY place")
        return [msgspec.json.decode(row[0], type=Author) for row in rows]

    def terms(self) -> list[Term]:
        """List the terms that are written as such: the channel's, then derived ones."""
        return [term for term in self._all_terms() if term.taxonomy not in INTERNAL_TAXONOMIES]

    def terms_above(self, term: TermRef) -> tuple[TermRef, ...]:
        """List the terms above one of its taxonomy, from the root."""
        *above, _ = self._paths.get((term.taxonomy, term.slug), term.slug).split("/")
        return tuple(ref for slug in above if (ref := self._nested.get((term.taxonomy, slug))))

    @cached_property
    def _paths(self) -> dict[tuple[str, str], str]:
        """Hold the paths of the terms that stand below others."""
        return {(term.taxonomy, term.slug): term.path for term in self.terms() if term.parent}

    @cached_property
    def _nested(self) -> dict[tuple[str, str], TermRef]:
        """Hold the terms that others stand below."""
        wanted = {(kind, slug) for (kind, _), path in self._paths.items() for slug in path.split("/")}
        found = (term for term in self.terms() if (term.taxonomy, term.slug) in wanted)
        return {(one.taxonomy, one.slug): TermRef(one.taxonomy, one.slug, one.name, one.ambiguous) for one in found}

    def internal_terms(self) -> list[Term]:
        """List the terms that are WordPress's own bookkeeping; those of `nav_menu` are written as menus."""
        return [term for term in self._all_terms() if term.taxonomy in INTERNAL_TAXONOMIES]

    def menus(self) -> list[Menu]:
        """List the menus with the entries that are shown."""
        return [msgspec.json.decode(row[0], type=Menu) for row in self._rows("SELECT record FROM menus ORDER BY place")]

    def menu_entries(self, number: int) -> Sequence[tuple[Menu, MenuItem]]:
        """Answer the menus that show an entry, and how."""
        if self._menu_entries is None:
            self._menu_entries = {}
            for menu in self.menus():
                for item in menu.items:
                    self._menu_entries.setdefault(item.id, []).append((menu, item))
        return self._menu_entries.get(number, ())

    def diagnostics(self) -> Iterator[tuple[str, str, Diagnostic]]:
        """List what is poorer about the site as a whole: kind of thing, ledger id, finding."""
        for kind, key, code, detail in self._rows("SELECT kind, id, code, detail FROM findings ORDER BY rowid"):
            yield kind, key, Diagnostic(Code[code], detail)

    # --- items ------------------------------------------------------------------------------------------------------

    def decisions(self, first: int = 0, last: int = _LAST) -> Iterator[Decision]:
        """List what becomes of every item of the export, or of those from `first` to `last`, in document order."""
        found = self._rows(_DECISIONS, first, last)
        while rows := found.fetchmany(_AHEAD):
            self._ahead = {row[0]: row for row in rows}
            for ordinal, key, kind, outcome, visibility, reason, mute, *_ in rows:
                yield Decision(ordinal, key, kind, outcome, visibility, reason, bool(mute))

    def outcomes(self) -> dict[str, int]:
        """Count the items of the export by what becomes of them: `written`, `failed`, or why they are left out."""
        told = "CASE WHEN reason != '' THEN reason WHEN outcome != 'fail' THEN 'written' ELSE 'failed' END"
        return dict(self._rows(f"SELECT {told}, count(*) FROM items GROUP BY 1"))  # noqa: S608 - our words

    def extents(self) -> Iterator[tuple[int, int]]:
        """List every item of the export with the bytes that it takes there, in document order."""
        return self._rows("SELECT ordinal, stop - start FROM items ORDER BY ordinal")

    def location(self, ordinal: int) -> tuple[int, int, int, int]:
        """Answer where an item's bytes lie: file, start, end, document."""
        if (ahead := self._ahead.get(ordinal)) is not None:
            file, start, stop, document = ahead[7:11]
            return file, start, stop, document
        found = self._rows("SELECT file, start, stop, document FROM items WHERE ordinal = ?", ordinal)
        file, start, stop, document = next(iter(found))
        return file, start, stop, document

    def place(self, ordinal: int) -> Place | None:
        """Answer where a written item stands."""
        if (ahead := self._ahead.get(ordinal)) is not None:
            return self._place(Row(*ahead[11:])) if ahead[3] == "post" else None
        row = next(iter(self._rows(f"{_ROW} WHERE ordinal = ? AND outcome = 'post'", ordinal)), None)
        return self._place(Row(*row)) if row else None

    def places(self) -> Iterator[Place]:
        """List the items that become files, in document order."""
        for row in self._rows(f"{_ROW} WHERE outcome = 'post' ORDER BY ordinal"):
            yield self._place(Row(*row))

    def listing(self) -> Iterator[tuple[Place, str, str]]:
        """List the items that become files, with their status and title as they stand in the export."""
        for *row, status, title in self._rows(f"{_LISTED} WHERE outcome = 'post' ORDER BY ordinal"):
            yield self._place(Row(*row)), status, title

    def as_wanted(self, ordinal: int, item: ItemRecord) -> ItemRecord:
        """Answer an item with what its owner has changed about it."""
        rows = self._rows("SELECT record FROM revisions WHERE ordinal = ?", ordinal) if self._is_revised else ()
        return next((revised(item, msgspec.json.decode(record, type=Revision)) for (record,) in rows), item)

    def translations(self, place: Place) -> tuple[Translation, ...]:
        """List the same item in other languages, as far as visitors may see it."""
        rows = self._rows(_KIN, place.kin, place.ordinal) if place.kin else ()
        return tuple(Translation(*row) for row in rows)

    def ancestry(self, place: Place) -> Ancestry:
        """Answer what stands above an item, and what is poorer about it."""
        row = next(iter(self._rows(f"{_ROW} WHERE ordinal = ?", place.ordinal)))
        return self._ancestry(Row(*row))

    # --- what items refer to ----------------------------------------------------------------------------------------

    def attached(self, parent_id: int) -> list[Attachment]:
        """List the attachments of an item as WordPress orders them."""
        rows = self._rows(
            f"{_ATTACHMENT} AND attachments.parent = ? ORDER BY menu_order, attachments.id", fits(parent_id)
        )
        return [self._attachment(*row) for row in rows] if parent_id else []

    def featured(self, attachment_id: int) -> Attachment | None:
        """Answer the picture that stands for an item.

        One that hangs on a kept-out post is shown by WordPress all the same, so that its file and alternative text are
        public here; the rest of its record is not.
        """
        known = self.attachment(attachment_id)
        rows = self._rows(_SHOWN_ELSEWHERE, fits(attachment_id)) if known is None and fits(attachment_id) else ()
        hidden = (msgspec.json.decode(record, type=Attachment) for (record,) in rows)
        return known or next((Attachment(**{name: getattr(one, name) for name in _SEEN}) for one in hidden), None)

    def attachments(self) -> Iterator[Attachment]:
        """List the attachments that are written, in document order."""
        for row in self._rows(f"{_ATTACHMENT} ORDER BY items.ordinal"):
            yield self._attachment(*row)

    def attachment_at(self, ordinal: int) -> Attachment | None:
        """Answer the written attachment that an item is."""
        rows = self._rows(f"{_ATTACHMENT} AND items.ordinal = ?", ordinal)
        return next((self._attachment(*row) for row in rows), None)

    def reusable(self, ref: int) -> str | None:
        """Answer the raw body of a published reusable block."""
        rows = self._rows(
            "SELECT body FROM bodies JOIN items USING (ordinal) WHERE bodies.id = ? AND reason != 'duplicate' ORDER BY ordinal",
            fits(ref),
        )
        return next((str(body) for (body,) in rows), None)

    def author_of(self, creator: str, coauthors: Iterable[TermUse] = ()) -> list[Author]:
        """Answer who wrote an item: its creator, and the co-authors that its terms name."""
        found = [self._author_of("creator", creator)] if creator else []
        found += [self._author_of("coauthor", use.slug) for use in coauthors]
        known = [author for author in dict.fromkeys(found) if author is not None]
        nobody = None if known else self._author_of("creator", "")
        return known or ([nobody] if nobody else [])

    def became(self, login: str) -> Author | None:
        """Answer whom an author was made one with."""
        return self._author_of("merged", login)

    def user(self, number: int) -> Author | None:
        """Answer the author with a user id."""
        return self._author_of("user", str(number)) if number else None

    def is_claimed(self, path: str, ordinal: int) -> bool:
        """Say whether another item has, or had, the permalink `path`."""
        claim = claim_of(path)
        return claim in self.lookups.claims and self._rows(_CLAIM, claim, ordinal).fetchone() is not None

    # --- inside -----------------------------------------------------------------------------------------------------

    def _rows(self, query: str, *values: Any) -> sqlite3.Cursor:
        return self._connection.execute(query, values)

    def _all_terms(self) -> list[Term]:
        found = [
            msgspec.json.decode(row[0], type=Term) for row in self._rows("SELECT record FROM terms ORDER BY place")
        ]
        return [self._in_editions(term) for term in found] if self._site.languages else found

    def _in_editions(self, term: Term) -> Term:
        """Answer a term with the editions that it is used in; the site's own language is an empty word."""
        told = self._term_languages.get(f"{term.taxonomy}/{term.slug}", {})
        own = self._site.languages[0]
        names = {language: name for language, name in told.items() if language != own and name not in ("", term.name)}
        return replace(term, editions=tuple("" if one == own else one for one in told), names=names)

    def _place(self, row: Row) -> Place:
        return Place(
            key=row.key,
            ordinal=row.ordinal,
            type=_safe_type(row.type),
            slug=row.slug,
            visibility=row.visibility,
            date=self.clock.resolve(row.date, row.date_gmt, row.pub_date)[0],
            permalink=row.permalink,
            ancestors=self._ancestry(row).slugs,
            has_children=bool(row.owner)
            and row.id in self._parents
            and self._rows(_CHILD, row.id).fetchone() is not None,
            front_page=bool(row.owner) and row.id == self._site.front_page,
            id=row.id or None,
            language=row.language,
            file=row.wanted,
            address=row.address,
            edition=row.edition if row.edition in self._site.languages[1:] else "",
            kin=row.kin if self._site.languages else "",
        )

    @cached_property
    def _parents(self) -> Marks:
        return Marks(number for (number,) in self._rows(_PARENTS))

    def _ancestry(self, row: Row) -> Ancestry:
        return ancestors_of(row, self._row_by_id)

    def _read_row_by_id(self, number: int) -> Row | None:
        row = next(iter(self._rows(f"{_ROW} WHERE id = ? AND owner = 1", number)), None)
        return Row(*row) if row else None

    def _read_attachment(self, attachment_id: int) -> Attachment | None:
        """Look up a written attachment by post id."""
        number = fits(attachment_id)
        rows = self._rows(f"{_ATTACHMENT} AND attachments.id = ? ORDER BY items.ordinal LIMIT 1", number)
        return next((self._attachment(*row) for row in rows), None) if number else None

    def _read_upload(self, url: str) -> Attachment | None:
        """Look up the written attachment whose file `url` is, or is a smaller copy of."""
        for key in candidates(url):
            row = self._rows(_UPLOAD, key).fetchone() if key in self.lookups.uploads else None
            if row is not None:
                return self._attachment(*row)
        return None

    def _read_original(self, url: str) -> str:
        """Answer the uploaded picture that `url` is a copy of; a copy of one that nobody exported stays what it is."""
        full = absolute(url, self._site.url)
        if not is_copy(full) or not (has_extension(full) or self.lookups.has_bare_uploads):
            return url
        found = self.upload(full)
        if found is not None:
            return found.url
        origin = origin_of(full)
        return origin if origin != full and host_of(origin) == host_of(self._site.url) else url

    def _attachment(self, record: bytes, date: str, date_gmt: str, pub_date: str, creator: str) -> Attachment:
        authors = self.author_of(creator)
        return replace(
            msgspec.json.decode(record, type=Attachment),
            date=self.clock.resolve(date, date_gmt, pub_date)[0],
            author=authors[0].login if authors else "",
        )

    def _read_author(self, login: str) -> Author:
        """Answer the author with a public login."""
        found = next(iter(self._rows("SELECT record FROM authors WHERE login = ?", login)))
        return msgspec.json.decode(found[0], type=Author)

    def _read_author_of(self, kind: str, word: str) -> Author | None:
        rows = self._rows("SELECT login FROM author_keys WHERE kind = ? AND word = ?", kind, word)
        return next((self.author(login) for (login,) in rows), None)

    def _term_ref(self, use: TermUse) -> TermRef:
        """Answer the term that an item means."""
        taxonomy = fold_taxonomy(use.taxonomy)
        return self._read_term(safe_taxonomy(taxonomy), decode_slug(use.slug), plain_name(use.name))

    def _read_term(self, taxonomy: str, slug: str, name: str) -> TermRef:
        query = _TERM_BY_SLUG if slug else _TERM_BY_NAME
        rows = self._rows(query, taxonomy, slug or name)
        found = next((msgspec.json.decode(record, type=Term) for (record,) in rows), None)
        if found is None:  # a term of WordPress's own bookkeeping
            return TermRef(taxonomy, safe_segment(slug, "term"), name or slug)
        return TermRef(taxonomy, found.slug, found.name, found.ambiguous)


@lru_cache(maxsize=256)
def _safe_type(name: str) -> str:
    return safe_segment(name, "post")
