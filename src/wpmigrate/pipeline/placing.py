"""Where every item's file lies, for every target, decided in document order before any body is read."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, Final, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from wpmigrate.contract import Capabilities, Place, Placed, Target
from wpmigrate.errors import UsageError
from wpmigrate.pipeline.profiling import PLACE
from wpmigrate.site.index import SiteIndex
from wpmigrate.site.patterns import KEEP, expand
from wpmigrate.site.places import claim_of
from wpmigrate.site.schema import open_closed
from wpmigrate.site.slugs import Allocator
from wpmigrate.site.titles import plain_title

_LONGEST: Final = 100
_LISTED: Final = frozenset(("post", "page"))
_FILE: Final = "paths.sqlite"
_AHEAD: Final = 64
_PATHS: Final = (
    "SELECT ordinal, target, path, wished, url FROM paths WHERE ordinal BETWEEN ? AND ? ORDER BY ordinal, target"
)
_TABLES: Final = """
CREATE TABLE paths (
    target TEXT, ordinal INTEGER, path TEXT, wished TEXT, url TEXT, claim TEXT, key TEXT, shown INTEGER,
    PRIMARY KEY (ordinal, target)
);
CREATE TABLE stood (target TEXT, key TEXT, url TEXT);
CREATE TABLE archives (target TEXT, old TEXT, new TEXT);
"""


_MOVED: Final = """
SELECT stood.url, paths.url FROM paths JOIN stood ON stood.target = paths.target AND stood.key = paths.key
WHERE paths.target = ? AND paths.shown AND stood.url != paths.url ORDER BY paths.ordinal, stood.url
"""
Stood: TypeAlias = tuple[str, str, str]


class Chosen(Struct, frozen=True):
    """A target of this run with its options and the folder its files lie in (empty, or `<name>/` among several)."""

    name: str
    target: Target
    options: Any
    prefix: str


@PLACE
def place_items(
    scratch: Path, index: SiteIndex, chosen: Mapping[str, Chosen], permalinks: str, stood: Iterable[Stood] = ()
) -> None:
    """Decide every path of a run, in a scratch SQLite so that memory does not grow with the export.

    `stood` is where earlier runs placed what they wrote: target, key and address.
    """
    with closing(sqlite3.connect(scratch / _FILE, isolation_level=None)) as paths:
        paths.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_TABLES} BEGIN;")
        for one in chosen.values():
            paths.executemany("INSERT INTO paths VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _rows(one, index, permalinks))
        paths.execute("CREATE INDEX claims ON paths (target, claim)")
        for one in chosen.values():
            paths.executemany("INSERT INTO archives VALUES (?, ?, ?)", _archives(one, index, paths))
        paths.executemany("INSERT INTO stood VALUES (?, ?, ?)", stood)
        paths.execute("CREATE INDEX former ON stood (target, key)")
        paths.execute("COMMIT")


class Placing:
    """The paths of a run, for any number of readers."""

    def __init__(self, scratch: Path, index: SiteIndex, chosen: Mapping[str, Chosen]) -> None:
        self._index = index
        self._paths = open_closed(scratch / _FILE)
        self._archives: dict[str, dict[str, str]] = {name: {} for name in chosen}
        for target, old, new in self._paths.execute("SELECT target, old, new FROM archives ORDER BY rowid"):
            self._archives[target][old] = new
        self._lists = {one.name: _lists(one, index) for one in chosen.values()}
        self._claims = {name: {claim_of(url) for url in self._standing(one)} for name, one in chosen.items()}
        self._has_moved = self._paths.execute("SELECT 1 FROM stood LIMIT 1").fetchone() is not None
        self._ahead: dict[int, dict[str, tuple[str, str, str]]] = {}
        self.where = lru_cache(maxsize=4096)(self._where)

    def _standing(self, one: Chosen) -> Iterator[str]:
        """List where something stands that is no item: lists of terms, authors, types and posts, and the feed."""
        yield from self._lists[one.name].values()
        yield from self._archives[one.name].values()
        if one.target.addresses is not None:
            yield from filter(None, (one.target.addresses.posts, one.target.addresses.feed))

    def paths(self, ordinal: int) -> dict[str, tuple[str, str, str]]:
        """Answer target name → (path, the path it wished for, address); empty when no target holds the item."""
        if ordinal not in self._ahead:  # items are asked for in their order, so that the next ones come along
            self._ahead = {number: {} for number in range(ordinal, ordinal + _AHEAD)}
            for number, target, *where in self._paths.execute(_PATHS, (ordinal, ordinal + _AHEAD - 1)):
                path, wished, url = where
                self._ahead[number][target] = (path, wished, url)
        return self._ahead[ordinal]

    def listed(self, target: str, kind: str, key: str) -> str:
        """Answer where the list of a term (`taxonomy/slug`) or an author (its slug) stands, or an empty string."""
        return self._lists[target].get(f"{kind} {key}", "")

    def is_free(self, target: str, old: str, new: str) -> bool:
        """Say whether an old address can lead to a new one: nothing else stands there on the new site.

        `old` is empty where the address lies outside of the new site.
        """
        claim = claim_of(old)
        query = "SELECT 1 FROM paths WHERE target = ? AND claim = ? AND url != '' LIMIT 1"
        taken = claim in self._claims[target] or self._paths.execute(query, (target, claim)).fetchone() is not None
        return not old or not taken or claim_of(new) == claim

    def stood(self, target: str, key: str, url: str) -> list[str]:
        """List where earlier runs placed an item that stands at `url` now."""
        query = "SELECT url FROM stood WHERE target = ? AND key = ? AND url != ? ORDER BY url"
        return [old for (old,) in self._paths.execute(query, (target, key, url))] if self._has_moved else []

    def moved(self, target: str) -> Iterator[tuple[str, str]]:
        """List old and new address of every item that an earlier run placed elsewhere."""
        yield from self._paths.execute(_MOVED, (target,))

    def shown(self) -> Iterator[Stood]:
        """List target, key and address of what this run publishes."""
        yield from self._paths.execute("SELECT target, key, url FROM paths WHERE shown")

    def archives(self, target: str) -> Mapping[str, str]:
        """Answer old address → new one of the lists of post types of their own: the folder their items' addresses share."""
        return self._archives[target]

    def placed(self, target: str) -> Iterator[Placed]:
        """List what one target holds, in document order."""
        return _placed(self._paths, self._index, target)

    def _where(self, target: str, ordinal: int) -> tuple[str, str]:
        """Answer the file of an item and its address on the new site; empty where the target has none."""
        query = "SELECT path, url FROM paths WHERE target = ? AND ordinal = ?"
        found: tuple[str, str] | None = self._paths.execute(query, (target, ordinal)).fetchone()
        return found or ("", "")

    def close(self) -> None:
        """Let go of the scratch file."""
        self._paths.close()


def standing(one: Chosen, place: Place, title: str, permalinks: str) -> tuple[str, str]:
    """Answer where one item would lie, and its address, if it were alone."""
    path = _wished(place, plain_title(title), one)
    return path, _address(one, Placed(place, path), permalinks, Allocator())


def _placed(paths: sqlite3.Connection, index: SiteIndex, target: str) -> Iterator[Placed]:
    rows = paths.execute("SELECT ordinal, path, url FROM paths WHERE target = ? ORDER BY ordinal", (target,))
    for ordinal, path, url in rows:
        place = index.place(ordinal)
        if place is not None:
            yield Placed(place, path, url)


def _archives(one: Chosen, index: SiteIndex, paths: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """List target, old address and new one of the lists of post types."""
    where = one.target.addresses
    if where is None or not index.lookups.written_types() - _LISTED:
        return []
    met: dict[str, dict[str, None]] = {}
    lists: dict[str, str] = {}
    for item in _placed(paths, index, one.name):
        kind, (old, _, deeper) = item.place.type, item.place.permalink.strip("/").partition("/")
        if item.url and kind not in _LISTED:
            met.setdefault(kind, {}).update({f"/{old}/": None} if deeper else {})
            if item.list_folder():
                lists.setdefault(kind, f"/{item.list_folder()}/")
    taken = "SELECT 1 FROM paths WHERE target = ? AND claim = ? AND url = ?"
    claims = Counter(folder for folders in met.values() for folder in folders)
    found: list[tuple[str, str, str]] = []
    for kind, folders in met.items():
        new = lists.get(kind) or where.section(kind)
        if new and paths.execute(taken, (one.name, claim_of(new), new)).fetchone() is None:
            # What several types share, or one has several of, is no list's address.
            found += [(one.name, old, new) for old in folders if len(folders) == claims[old] == 1 or old == new]
            found.append((one.name, f"?post_type={kind}", new))
    return found


def holds(capabilities: Capabilities, place: Place) -> bool:
    """Say whether a platform has room for an item of this kind and state."""
    if place.visibility == "scheduled":
        return capabilities.scheduled or capabilities.drafts
    if place.visibility != "published":
        return capabilities.drafts
    return capabilities.pages if place.type == "page" else capabilities.posts


def not_held(capabilities: Capabilities, index: SiteIndex, comments: int) -> Iterator[tuple[str, int]]:
    """Compare a platform with a site: what there is and it has no room for, and how much of it."""
    custom = {term.taxonomy for term in index.terms()} - {"category", "post_tag"}
    there = {
        "menus": ("menus", len(index.menus())),
        "comments": ("comments", comments),
        "taxonomies": (f"taxonomies: {', '.join(sorted(custom))[:_LONGEST]}", len(custom)),
    }
    languages = index.site().languages[1:]
    there["languages"] = (f"languages of their own: {', '.join(languages)[:_LONGEST]}", len(languages))
    for name, (what, count) in there.items():
        if count and not getattr(capabilities, name):
            yield what, count


def _lists(one: Chosen, index: SiteIndex) -> dict[str, str]:
    where = one.target.addresses
    if where is None:
        return {}
    terms = {f"term {term.taxonomy}/{term.slug}": where.term(term, one.options) for term in index.terms()}
    return terms | {f"author {author.slug}": where.author(author, one.options) for author in index.authors()}


def _rows(one: Chosen, index: SiteIndex, permalinks: str) -> Iterator[tuple[str, int, str, str, str, str, str, bool]]:
    addresses = Allocator()
    allocator = Allocator()
    for place, title in _titled(one, index):
        if holds(one.target.holds, place):
            wished = _wished(place, title, one)
            if not wished:
                continue
            path = allocator.allocate(wished)
            url = _address(one, Placed(place, path), permalinks, addresses)
            shown = url != "" and place.visibility == "published"
            yield one.name, place.ordinal, path, wished, url, claim_of(url), place.key, shown


def _titled(one: Chosen, index: SiteIndex) -> Iterator[tuple[Place, str]]:
    """List the items, with their titles where files are named after them."""
    if one.target.path_by_title is None:
        return ((place, "") for place in index.places())
    return ((place, plain_title(title)) for place, _, title in index.listing())


def _wished(place: Place, title: str, one: Chosen) -> str:
    """Answer the path an item shall have; its owner may choose one, but not that of a file of another kind."""
    if place.edition and ":" in place.key and not one.target.holds.languages:  # the same item in another language
        place = replace(place, slug=f"{place.slug}-{place.edition}")
    by_title = one.target.path_by_title
    proposed = by_title(place, title, one.options) if by_title else one.target.path(place, one.options)
    if not place.file or one.target.into:
        return proposed
    suffix = PurePosixPath(proposed).suffix
    if not place.file.endswith(suffix):
        raise UsageError(
            f"The path {place.file} of item {place.key} in the overrides must end in {suffix} for {one.name}.",
            code="bad-overrides",
        )
    return place.file


def _address(one: Chosen, item: Placed, permalinks: str, taken: Allocator) -> str:
    """Answer where an item stands on the new site: a pattern may have the same address for two."""
    where, place = one.target.addresses, item.place
    if where is None:
        return ""
    if place.address and place.visibility in ("published", "scheduled"):
        return place.address
    if permalinks == KEEP or place.front_page or place.visibility not in ("published", "scheduled"):
        return where.item(item, one.options)
    wished = expand(permalinks, place)
    if place.edition and place.permalink.startswith(f"/{place.edition}/"):
        wished = f"/{place.edition}{wished}"
    ending = "/" if wished.endswith("/") else ""
    return f"/{taken.allocate(wished.strip('/'))}{ending}"
