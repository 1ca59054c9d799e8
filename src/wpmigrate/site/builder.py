"""Pass 1: the facts of a whole site into one SQLite file, item by item, with memory that does not grow."""

from collections import Counter
from pathlib import Path
from typing import Final

import msgspec

from wpmigrate.errors import UsageError
from wpmigrate.model import Site
from wpmigrate.site import settle
from wpmigrate.site.author_sheet import edit_roll
from wpmigrate.site.authors import Roll, from_term
from wpmigrate.site.clock import Clock, zone_of
from wpmigrate.site.editions import in_home_language, is_several
from wpmigrate.site.edits import Edits
from wpmigrate.site.filters import Sieve, checked
from wpmigrate.site.gathering import INSERTS, Gathered, Gathering, Ground, Location
from wpmigrate.site.lookups import Grounds
from wpmigrate.site.options import SiteOptions
from wpmigrate.site.overrides import apply_overrides
from wpmigrate.site.patterns import KEEP
from wpmigrate.site.permalinks import site_key, split_url
from wpmigrate.site.schema import INDEXES, create
from wpmigrate.site.terms import TermBook
from wpmigrate.site.titles import plain_name
from wpmigrate.wxr.records import AuthorRecord, ChannelRecord, ItemRecord

_BATCH: Final = 500
_MOST_FOLDERS: Final = 1000
_LIKELY_FOLDERS: Final = 20
_TOLD: Final = ("title", "url", "description", "language", "generator", "wxr_version", "icon")
_NO_EDITS: Final = Edits()


class IndexBuilder:
    """Takes channels and items in document order; `finish` settles what depends on the whole site."""

    def __init__(self, path: Path, options: SiteOptions, edits: Edits = _NO_EDITS) -> None:
        self._options = options
        self._edits = edits
        self._wanted = msgspec.structs.replace(options, filters=checked(options.filters))
        self._sieve = Sieve(self._wanted.filters)
        self._zone = zone_of(options.timezone)
        self._connection = create(path)
        self._site = Site(title="", url="")
        self._authors: dict[str, AuthorRecord] = {}
        self._terms = TermBook()
        self._offsets: Counter[int] = Counter()
        self._homes: list[int] = []
        self._addresses: dict[str, None] = {}
        self._networks: dict[str, None] = {}
        self._uploads: Counter[str] = Counter()
        self._term_languages: dict[str, dict[str, str]] = {}
        self._fragments: set[str] = set()
        self.editions = 0
        self._gathering = self._gather()

    def add_channel(self, document: int, channel: ChannelRecord) -> None:
        """Merge the head of one part; parts of another blog are refused."""
        url = channel.base_blog_url or channel.link or channel.base_site_url
        if url and self._site.url and site_key(url) != site_key(self._site.url):
            raise UsageError(
                f"Part {document + 1} is of another site ({url}) than the first ({self._site.url}):"
                " convert them one by one, or all with `wpmigrate bulk`.",
                code="different-sites",
            )
        self.join(self._gathering.take())
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
        self._gathering = self._gather()

    def _gather(self) -> Gathering:
        return Gathering(self.ground(), lambda *use: self._terms.find(*use) is not None)

    def ground(self) -> Ground:
        """Answer what the items that come now are read with."""
        return Ground(self._wanted, self._site.url, self._site.language)

    def known_terms(self) -> frozenset[tuple[str, str]]:
        """List taxonomy and slug of the terms that channels define."""
        return self._terms.keys()

    def add_item(self, ordinal: int, location: Location, item: ItemRecord, *, plain: bool = False) -> None:
        """Take the light facts of one item, `plain` if it was read without a finding."""
        self._gathering.add_item(ordinal, location, item, plain=plain)
        self._flush_batch()

    def add_unreadable(self, ordinal: int, location: Location, code: str) -> None:
        """Note an item that could not be read; `code` says why."""
        self._gathering.add_unreadable(ordinal, location, code)

    def _flush_batch(self) -> None:
        if len(self._gathering.found.rows["items"]) >= _BATCH:
            self.join(self._gathering.take())

    def join(self, found: Gathered) -> None:
        """Enter the facts of some items, which come after those of all items before."""
        for table, rows in found.rows.items():
            self._connection.executemany(INSERTS[table], rows)
        self._offsets.update(found.offsets)
        self._homes += found.homes
        self._sieve.met |= found.met
        self._fragments |= found.fragments
        self.editions += found.editions
        for key, names in found.term_languages.items():
            self._term_languages[key] = names | self._term_languages.get(key, {})
        for guest in found.guests:
            self._authors.setdefault(guest.login, guest)
        for folder, count in found.folders.items():
            if folder in self._uploads or len(self._uploads) < _MOST_FOLDERS:
                self._uploads[folder] += count

    def finish(self) -> None:
        """Settle duplicates, visibility, authors, terms and menus, and close the file for many readers."""
        self.join(self._gathering.take())
        connection = self._connection
        for statement in INDEXES:
            connection.execute(statement)
        settle.mark_duplicates(connection)
        settle.give_keys(connection)
        self._apply_wishes()
        settle.hide_topics(connection)
        settle.hide_attached(connection)
        site = self._settled_site()
        settle.enter_authors(connection, self._roll())
        menus = settle.enter_terms(connection, self._terms)
        settle.enter_menus(connection, menus, site.url)
        uploads = tuple(folder for folder, _ in self._uploads.most_common(_LIKELY_FOLDERS))
        grounds = Grounds(tuple(self._addresses), tuple(self._networks), uploads)
        told = self._term_languages if site.languages else {}
        facts = {"site": site, "options": self._options, "grounds": grounds, "term_languages": told}
        for name, value in (facts | {"fragments": sorted(self._fragments)}).items():
            connection.execute("INSERT INTO facts VALUES (?, ?)", (name, msgspec.json.encode(value)))
        connection.execute("COMMIT")
        connection.close()

    def close(self) -> None:
        """Let go of the file without finishing it."""
        self._connection.close()

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
        url=url.rstrip("/") if split_url(url) else "",
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
