"""Pass 1, the pure half: the light facts of items, one run of items at a time, in any process."""

from collections.abc import Callable
from hashlib import blake2b
from typing import Any, Final

import msgspec
from msgspec import Struct

from wpmigrate.site.attachments import build_attachment
from wpmigrate.site.authors import molongui_guest, molongui_uses, with_details
from wpmigrate.site.claims import claims_of
from wpmigrate.site.clock import offset_of
from wpmigrate.site.editions import STRIDE, editions, kin_of, told_language
from wpmigrate.site.filters import Sieve
from wpmigrate.site.fragments import fragments_of
from wpmigrate.site.menus import read_entry
from wpmigrate.site.options import SiteOptions
from wpmigrate.site.originals import key_of
from wpmigrate.site.parts import part_of
from wpmigrate.site.permalinks import is_home, path_of
from wpmigrate.site.schema import fits
from wpmigrate.site.script import foreign_language
from wpmigrate.site.selection import INTERNAL_TYPES, SHARED_TYPES, judge
from wpmigrate.site.slugs import decode_slug, item_slug, safe_segment
from wpmigrate.site.terms import INTERNAL_TAXONOMIES, fold_taxonomy
from wpmigrate.site.titles import plain_name
from wpmigrate.wxr.records import AuthorRecord, ItemRecord, TermUse

INSERTS: Final = {
    "items": (
        "INSERT INTO items (ordinal, file, start, stop, document, id, type, status, slug, title, link, path, parent, date,"
        " date_gmt, pub_date, changed, creator, language, identity, outcome, visibility, reason, edition, kin, mute)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ),
    "attachments": "INSERT INTO attachments VALUES (?, ?, ?, ?, ?, ?)",
    "bodies": "INSERT INTO bodies VALUES (?, ?, ?)",
    "parts": "INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?)",
    "entries": "INSERT INTO entries VALUES (?, ?)",
    "claims": "INSERT INTO claims VALUES (?, ?, ?, ?, ?)",
    "uses": "INSERT INTO uses VALUES (?, ?, ?, ?)",
}
"""How the rows of each table are entered."""

_KEPT_USES: Final = frozenset(("author", "nav_menu"))
_SHOWN_PARTS: Final = frozenset(("publish", "acf-disabled", "inherit", ""))

Location = tuple[int, ...]
"""(file, start, end) or (file, start, end, document): where an item's bytes lie."""


class Ground(Struct, frozen=True):
    """What the channel says that items are read with."""

    options: SiteOptions
    url: str = ""
    language: str = ""


class Gathered(Struct):
    """The facts of some items, in their order: rows by table, and what is counted over all of them."""

    rows: dict[str, list[Any]]
    offsets: dict[int, int]
    folders: dict[str, int]
    homes: list[int]
    guests: list[AuthorRecord]
    met: set[tuple[str, str]]
    comments: int = 0
    editions: int = 0
    term_languages: dict[str, dict[str, str]] = {}
    fragments: set[str] = set()


def nothing() -> Gathered:
    """Answer what is gathered before the first item."""
    return Gathered({table: [] for table in INSERTS}, {}, {}, [], [], set())


class Gathering:
    """Gathers facts. `is_known` says of taxonomy, slug and name whether a channel defines such a term."""

    def __init__(self, ground: Ground, is_known: Callable[[str, str, str], bool]) -> None:
        self._options, self._url, self._site_language = ground.options, ground.url, ground.language
        self._is_known = is_known
        self._part_types = frozenset(ground.options.parts)
        self._sieve = Sieve(ground.options.filters)
        self.found = nothing()

    def take(self) -> Gathered:
        """Answer what was gathered since the last time."""
        self.found.met |= self._sieve.met
        found, self.found = self.found, nothing()
        return found

    def add_item(self, ordinal: int, location: Location, item: ItemRecord, *, plain: bool = False) -> None:
        """Take the light facts of one item, `plain` if it was read without a finding: of each of its languages."""
        mute = plain and not item.comments
        for number, (language, one) in enumerate(editions(item, self._site_language, self._url)):
            self._add_edition(ordinal, number, location, one, language, mute=mute)
            self.found.editions += number > 0
        self.found.comments += len(item.comments)
        self.found.fragments.update(fragments_of(item, self._url))

    def _add_edition(
        self, base: int, number: int, location: Location, item: ItemRecord, language: str, *, mute: bool
    ) -> None:
        rows, ordinal = self.found.rows, base + number * STRIDE
        verdict = self._sieve.narrow(judge(item.type, item.status, item.password, self._options, item.link), item)
        slug, _ = item_slug(item.slug, item.title, item.status, item.id or ordinal, self._options.slugs)
        told = language or told_language(item)
        kin = kin_of(item) or (f"#{base}" if language else "")
        own, parent = 0 if number else fits(item.id), fits(item.parent)
        path = path_of(item.link, self._url)
        rows["items"].append(
            (
                ordinal, *_four(location), own, item.type, item.status, slug, item.title, item.link, path, parent,
                item.date, item.date_gmt, item.pub_date, item.modified_gmt or item.modified or item.date_gmt or item.date,
                item.creator, told or self._language(item), identity_of(item, language if number else ""), verdict.outcome,
                verdict.visibility, verdict.reason, told, kin, mute,
            )
        )  # fmt: skip
        offset = offset_of(item.date, item.date_gmt)
        if offset is not None:
            self.found.offsets[offset] = self.found.offsets.get(offset, 0) + 1
        rows["claims"].extend(claims_of(item, ordinal, path, self._url))
        self.add_uses(ordinal, (*item.terms, *molongui_uses(item.meta)))
        if told:
            self._note_languages(item, told)
        if not number:
            self._add_kind(ordinal, own, parent, item)

    def add_unreadable(self, ordinal: int, location: Location, code: str) -> None:
        """Note an item that could not be read; `code` says why."""
        values = (0, "", "", "", "", "", "", 0, "", "", "", "", "", "", None, "fail", "private", code, "", "", False)
        self.found.rows["items"].append((ordinal, *_four(location), *values))

    def add_uses(self, ordinal: int, uses: tuple[TermUse, ...]) -> None:
        """Take the terms of an item that no channel defines, or that say more than a term."""
        for use in uses:
            taxonomy = fold_taxonomy(use.taxonomy)
            derives = taxonomy not in INTERNAL_TAXONOMIES and not self._is_known(taxonomy, use.slug, use.name)
            if derives or taxonomy in _KEPT_USES:
                self.found.rows["uses"].append((ordinal, taxonomy, use.slug, use.name))

    def _add_kind(self, ordinal: int, number: int, parent: int, item: ItemRecord) -> None:
        """Keep what only one type of item is asked for later."""
        rows = self.found.rows
        if item.type in self._part_types and item.status in _SHOWN_PARTS and not item.password:
            part = part_of(item, number, parent)
            rows["parts"].append((ordinal, number, item.type, item.slug, part.parent, msgspec.json.encode(part)))
        if item.type == "attachment":
            record = build_attachment(item, self._url)
            encoded, key = msgspec.json.encode(record), key_of(record.url)
            rows["attachments"].append((ordinal, number, parent, fits(item.menu_order), key, encoded))
            if record.file and key.endswith(f"/{record.file}"):
                folder = key.removesuffix(record.file)
                self.found.folders[folder] = self.found.folders.get(folder, 0) + 1
        elif item.type == "nav_menu_item":
            rows["entries"].append((ordinal, msgspec.json.encode(read_entry(item))))
        elif item.type in SHARED_TYPES and item.status == "publish" and not item.password:
            rows["bodies"].append((ordinal, number, item.content))
        elif item.type == "guest-author":
            self.found.guests.append(with_details(AuthorRecord(login=item.slug, display_name=item.title), item.meta))
        elif item.type == "guest_author":
            self.found.guests.append(molongui_guest(item))
        elif item.type == "page" and is_home(item.link, self._url):
            self.found.homes.append(ordinal)

    def _note_languages(self, item: ItemRecord, language: str) -> None:
        """Note in which languages a term is used."""
        for use in item.terms:
            taxonomy = fold_taxonomy(use.taxonomy)
            if taxonomy not in INTERNAL_TAXONOMIES:
                key = f"{taxonomy}/{safe_segment(decode_slug(use.slug), '')}"
                self.found.term_languages.setdefault(key, {}).setdefault(language, plain_name(use.name))

    def _language(self, item: ItemRecord) -> str:
        if item.type in INTERNAL_TYPES or item.type == "nav_menu_item":
            return ""
        return foreign_language(item.title, item.content, self._site_language)


def _four(location: Location) -> tuple[int, int, int, int]:
    file, start, stop, *document = location
    return file, start, stop, document[0] if document else 0


def identity_of(item: ItemRecord, edition: str = "") -> bytes:
    """Answer what makes an item the same in two parts; one that has no id must be the same to the letter."""
    parts = [item.type, str(item.id), edition or item.guid or f"{item.slug}\n{item.title}"]
    if item.type == "nav_menu_item":  # hand-made exports give the entries of two menus the same ids
        parts += [use.slug for use in item.terms if use.taxonomy == "nav_menu"]
    if not item.id:
        parts += [item.slug, item.title, item.date, item.link, item.content]
    return blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=16).digest()
