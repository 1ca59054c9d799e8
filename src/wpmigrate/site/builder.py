"""Pass 1: the facts of a whole site into one SQLite file, item by item, with memory that does not grow."""

from collections import Counter
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

import msgspec

from wpmigrate.errors import UsageError
from wpmigrate.model import Site
from wpmigrate.site import settle
from wpmigrate.site.attachments import build_attachment
from wpmigrate.site.author_sheet import edit_roll
from wpmigrate.site.authors import Roll, from_term, molongui_guest, molongui_uses, with_details
from wpmigrate.site.claims import claims_of
from wpmigrate.site.clock import Clock, offset_of, zone_of
from wpmigrate.site.editions import STRIDE, editions, in_home_language, is_several, kin_of, told_language
from wpmigrate.site.edits import Edits
from wpmigrate.site.filters import Sieve, checked
from wpmigrate.site.lookups import Grounds
from wpmigrate.site.menus import read_entry
from wpmigrate.site.options import SiteOptions
from wpmigrate.site.originals import key_of
from wpmigrate.site.overrides import apply_overrides
from wpmigrate.site.parts import part_of
from wpmigrate.site.patterns import KEEP
from wpmigrate.site.permalinks import is_home, path_of, site_key
from wpmigrate.site.schema import INDEXES, create, fits
from wpmigrate.site.script import foreign_language
from wpmigrate.site.selection import INTERNAL_TYPES, SHARED_TYPES, judge
from wpmigrate.site.slugs import decode_slug, item_slug, safe_segment
from wpmigrate.site.terms import INTERNAL_TAXONOMIES, TermBook, fold_taxonomy
from wpmigrate.site.titles import plain_name
from wpmigrate.wxr.records import AuthorRecord, ChannelRecord, ItemRecord, TermUse

_BATCH: Final = 500
_MOST_FOLDERS: Final = 1000
_LIKELY_FOLDERS: Final = 20
_TOLD: Final = ("title", "url", "description", "language", "generator", "wxr_version", "icon")
_SHOWN_PARTS: Final = frozenset(("publish", "acf-disabled", "inherit", ""))
_NO_EDITS: Final = Edits()
_KEPT_USES: Final = frozenset(("author", "nav_menu"))
_INSERTS: Final = {
    "items": (
        "INSERT INTO items (ordinal, file, start, stop, document, id, type, status, slug, title, link, path, parent, date,"
        " date_gmt, pub_date, changed, creator, language, identity, outcome, visibility, reason, edition, kin)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    ),
    "attachments": "INSERT INTO attachments VALUES (?, ?, ?, ?, ?, ?)",
    "bodies": "INSERT INTO bodies VALUES (?, ?, ?)",
    "parts": "INSERT INTO parts VALUES (?, ?, ?, ?, ?, ?)",
    "entries": "INSERT INTO entries VALUES (?, ?)",
    "claims": "INSERT INTO claims VALUES (?, ?, ?, ?, ?)",
    "uses": "INSERT INTO uses VALUES (?, ?, ?, ?)",
}

Location = tuple[int, ...]
"""(file, start, end) or (file, start, end, document): where an item's bytes lie."""


class IndexBuilder:
    """Takes channels and items in document order; `finish` settles what depends on the whole site."""

    def __init__(self, path: Path, options: SiteOptions, edits: Edits = _NO_EDITS) -> None:
        self._options = options
        self._edits = edits
        self._part_types = frozenset(options.parts)
        self._sieve = Sieve(checked(options.filters))
        self._zone = zone_of(options.timezone)
        self._connection = create(path)
        self._rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in _INSERTS}
        self._site = Site(title="", url="")
        self._authors: dict[str, AuthorRecord] = {}
        self._terms = TermBook()
        self._offsets: Counter[int] = Counter()
        self._homes: list[int] = []
        self._addresses: dict[str, None] = {}
        self._networks: dict[str, None] = {}
        self._uploads: Counter[str] = Counter()
        self._term_languages: dict[str, dict[str, str]] = {}
        self.editions = 0

    def add_channel(self, document: int, channel: ChannelRecord) -> None:
        """Merge the head of one part; parts of another blog are refused."""
        url = channel.base_blog_url or channel.link or channel.base_site_url
        if url and self._site.url and site_key(url) != site_key(self._site.url):
            raise UsageError(
                f"Part {document + 1} is of another site ({url}) than the first ({self._site.url}):"
                " convert them one by one.",
                code="different-sites",
            )
        self._site = _merged(self._site, channel, url)
        self._addresses |= dict.fromkeys(filter(None, (url, channel.link)))
        self._networks |= dict.fromkeys(filter(None, (channel.base_site_url,)))
        for author in channel.authors:
            self._authors[author.login or f"\n{author.id}\n{author.display_name}"] = author
        for term in channel.terms:
            home = self._site.language
            if is_several(term.name) or is_several(term.description):
                name, about = in_home_language(term.name, home), in_home_language(term.description, home)
                term = msgspec.structs.replace(term, name=name, description=about)  # noqa: PLW2901 - the same in one language
            guest = from_term(term)
            if guest is not None:
                self._authors.setdefault(guest.login, guest)
            self._terms.define(term, parent_by_name=_names_parents(channel.wxr_version))

    def add_item(self, ordinal: int, location: Location, item: ItemRecord) -> None:
        """Take the light facts of one item: of each of its languages, where it holds several."""
        for number, (language, one) in enumerate(editions(item, self._site.language, self._site.url)):
            self._add_edition(ordinal, number, location, one, language)
            self.editions += number > 0

    def _add_edition(self, base: int, number: int, location: Location, item: ItemRecord, language: str) -> None:
        ordinal = base + number * STRIDE
        verdict = self._sieve.narrow(judge(item.type, item.status, item.password, self._options), item)
        slug, _ = item_slug(item.slug, item.title, item.status, item.id or ordinal, self._options.slugs)
        told = language or told_language(item)
        kin = kin_of(item) or (f"#{base}" if language else "")
        own, parent = 0 if number else fits(item.id), fits(item.parent)
        path = path_of(item.link, self._site.url)
        self._rows["items"].append(
            (
                ordinal, *_four(location), own, item.type, item.status, slug, item.title, item.link, path, parent,
                item.date, item.date_gmt, item.pub_date, item.modified_gmt or item.modified or item.date_gmt or item.date,
                item.creator, told or self._language(item), _identity(item, language if number else ""), verdict.outcome,
                verdict.visibility, verdict.reason, told, kin,
            )
        )  # fmt: skip
        offset = offset_of(item.date, item.date_gmt)
        if offset is not None:
            self._offsets[offset] += 1
        self._rows["claims"].extend(claims_of(item, ordinal, path, self._site.url))
        self._add_uses(ordinal, (*item.terms, *molongui_uses(item.meta)))
        if told:
            self._note_languages(item, told)
        if not number:
            self._add_kind(ordinal, own, parent, item)
        if len(self._rows["items"]) >= _BATCH:
            self._flush()

    def add_unreadable(self, ordinal: int, location: Location, code: str) -> None:
        """Note an item that could not be read; `code` says why."""
        values = (0, "", "", "", "", "", "", 0, "", "", "", "", "", "", None, "fail", "private", code, "", "")
        self._rows["items"].append((ordinal, *_four(location), *values))

    def finish(self) -> None:
        """Settle duplicates, visibility, authors, terms and menus, and close the file for many readers."""
        self._flush()
        connection = self._connection
        for statement in INDEXES:
            connection.execute(statement)
        settle.mark_duplicates(connection)
        settle.give_keys(connection)
        self._apply_wishes()
        settle.hide_attached(connection)
        site = self._settled_site()
        settle.enter_authors(connection, self._roll())
        menus = settle.enter_terms(connection, self._terms)
        settle.enter_menus(connection, menus, site.url)
        uploads = tuple(folder for folder, _ in self._uploads.most_common(_LIKELY_FOLDERS))
        grounds = Grounds(tuple(self._addresses), tuple(self._networks), uploads)
        told = self._term_languages if site.languages else {}
        for name, value in (("site", site), ("options", self._options), ("grounds", grounds), ("term_languages", told)):
            connection.execute("INSERT INTO facts VALUES (?, ?)", (name, msgspec.json.encode(value)))
        connection.execute("COMMIT")
        connection.close()

    def close(self) -> None:
        """Let go of the file without finishing it."""
        self._connection.close()

    def _flush(self) -> None:
        for table, rows in self._rows.items():
            if rows:
                self._connection.executemany(_INSERTS[table], rows)
                rows.clear()

    def _add_uses(self, ordinal: int, uses: tuple[TermUse, ...]) -> None:
        for use in uses:
            taxonomy = fold_taxonomy(use.taxonomy)
            derives = taxonomy not in INTERNAL_TAXONOMIES and self._terms.find(taxonomy, use.slug, use.name) is None
            if derives or taxonomy in _KEPT_USES:
                self._rows["uses"].append((ordinal, taxonomy, use.slug, use.name))

    def _add_kind(self, ordinal: int, number: int, parent: int, item: ItemRecord) -> None:
        """Keep what only one type of item is asked for later."""
        if item.type in self._part_types and item.status in _SHOWN_PARTS and not item.password:
            part = part_of(item, number, parent)
            self._rows["parts"].append((ordinal, number, item.type, item.slug, part.parent, msgspec.json.encode(part)))
        if item.type == "attachment":
            record = build_attachment(item, self._site.url)
            encoded, key = msgspec.json.encode(record), key_of(record.url)
            self._rows["attachments"].append((ordinal, number, parent, fits(item.menu_order), key, encoded))
            if record.file and key.endswith(f"/{record.file}") and len(self._uploads) < _MOST_FOLDERS:
                self._uploads[key.removesuffix(record.file)] += 1
        elif item.type == "nav_menu_item":
            self._rows["entries"].append((ordinal, msgspec.json.encode(read_entry(item))))
        elif item.type in SHARED_TYPES and item.status == "publish" and not item.password:
            self._rows["bodies"].append((ordinal, number, item.content))
        elif item.type == "guest-author":
            guest = with_details(AuthorRecord(login=item.slug, display_name=item.title), item.meta)
            self._authors.setdefault(guest.login, guest)
        elif item.type == "guest_author":
            molongui = molongui_guest(item)
            self._authors.setdefault(molongui.login, molongui)
        elif item.type == "page" and is_home(item.link, self._site.url):
            self._homes.append(ordinal)

    def _note_languages(self, item: ItemRecord, language: str) -> None:
        """Note in which languages a term is used."""
        for use in item.terms:
            taxonomy = fold_taxonomy(use.taxonomy)
            if taxonomy not in INTERNAL_TAXONOMIES:
                key = f"{taxonomy}/{safe_segment(decode_slug(use.slug), '')}"
                self._term_languages.setdefault(key, {}).setdefault(language, plain_name(use.name))

    def _language(self, item: ItemRecord) -> str:
        if item.type in INTERNAL_TYPES or item.type == "nav_menu_item":
            return ""
        return foreign_language(item.title, item.content, self._site.language)

    def _apply_wishes(self) -> None:
        """Change and leave out items as the owner of the site asks."""
        connection, sieve = self._connection, self._sieve
        clock = Clock(self._offset(), self._zone)
        if self._edits.overrides is not None:
            keep = self._options.permalinks == KEEP
            apply_overrides(connection, self._edits.overrides, clock, keep_permalinks=keep)
        sieve.sift(connection, clock, self._roll)
        settle.record(connection, "document", (("0", found) for found in sieve.findings(connection)))

    def _roll(self) -> Roll:
        """Answer who wrote what is written, as the owner of the site wants to call them."""
        records, personal = list(self._authors.values()), self._options.personal_data
        roll = settle.call_roll(self._connection, records, personal_data=personal)
        if self._edits.authors is None:
            return roll
        everyone = settle.call_roll(self._connection, records, personal_data=personal, condition=settle.ANY)
        return edit_roll(roll, everyone, self._edits.authors, personal_data=personal)

    def _offset(self) -> int:
        return max(self._offsets, key=lambda minutes: (self._offsets[minutes], minutes), default=0)

    def _settled_site(self) -> Site:
        return msgspec.structs.replace(
            self._site,
            timezone=self._options.timezone or "",
            offset=self._offset(),
            front_page=settle.front_page(self._connection, self._homes),
            languages=settle.languages(self._connection, self._site.language),
        )


def _merged(known: Site, channel: ChannelRecord, url: str) -> Site:
    """Fill what the parts before left empty."""
    told = Site(
        title=plain_name(in_home_language(channel.title, channel.language)),
        url=url.rstrip("/"),
        description=plain_name(in_home_language(channel.description, channel.language)),
        language=channel.language,
        generator=channel.generator,
        wxr_version=channel.wxr_version,
        icon=channel.image_url,
    )
    gaps = {name: getattr(told, name) for name in _TOLD if not getattr(known, name)}
    return msgspec.structs.replace(known, **gaps)


def _names_parents(version: str) -> bool:
    """Say whether parents of categories are given by name, as before WXR 1.1."""
    return version in ("", "1.0")


def _four(location: Location) -> tuple[int, int, int, int]:
    file, start, stop, *document = location
    return file, start, stop, document[0] if document else 0


def _identity(item: ItemRecord, edition: str = "") -> bytes:
    """Answer what makes an item the same in two parts; one that has no id must be the same to the letter."""
    parts = [item.type, str(item.id), edition or item.guid or f"{item.slug}\n{item.title}"]
    if item.type == "nav_menu_item":  # hand-made exports give the entries of two menus the same ids
        parts += [use.slug for use in item.terms if use.taxonomy == "nav_menu"]
    if not item.id:
        parts += [item.slug, item.title, item.date, item.link, item.content]
    return blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=16).digest()
