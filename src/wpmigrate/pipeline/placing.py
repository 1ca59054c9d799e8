"""Where every item's file lies, for every target, decided in document order before any body is read."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from wpmigrate.contract import Capabilities, Place, Placed, Target
from wpmigrate.errors import UsageError
from wpmigrate.site.index import SiteIndex
from wpmigrate.site.patterns import KEEP, expand
from wpmigrate.site.places import claim_of
from wpmigrate.site.slugs import Allocator
from wpmigrate.site.titles import plain_title

_LONGEST: Final = 100


class Chosen(Struct, frozen=True):
    """A target of this run with its options and the folder its files lie in (empty, or `<name>/` among several)."""

    name: str
    target: Target
    options: Any
    prefix: str


class Placing:
    """The paths of a run, in a scratch SQLite so that memory does not grow with the export."""

    def __init__(self, scratch: Path, index: SiteIndex, chosen: Mapping[str, Chosen], permalinks: str) -> None:
        self._index = index
        self._chosen = chosen
        self._archives: dict[str, dict[str, str]] = {}
        self._paths = sqlite3.connect(scratch / "paths.sqlite")
        self._paths.execute("PRAGMA synchronous=OFF")
        self._paths.execute(
            "CREATE TABLE paths"
            " (target TEXT, ordinal INTEGER, path TEXT, wished TEXT, url TEXT, claim TEXT,"
            " PRIMARY KEY (target, ordinal))"
        )
        for one in chosen.values():
            self._paths.executemany("INSERT INTO paths VALUES (?, ?, ?, ?, ?, ?)", _rows(one, index, permalinks))
        self._paths.execute("CREATE INDEX claims ON paths (target, claim)")
        self._paths.commit()
        self._lists = {one.name: _lists(one, index) for one in chosen.values()}
        self._claims = {name: {claim_of(url) for url in lists.values()} for name, lists in self._lists.items()}
        self.where = lru_cache(maxsize=4096)(self._where)

    def paths(self, ordinal: int) -> dict[str, tuple[str, str]]:
        """Answer target name → (path, the path it wished for); empty when no target holds the item."""
        rows = self._paths.execute("SELECT target, path, wished FROM paths WHERE ordinal = ?", (ordinal,))
        return {target: (path, wished) for target, path, wished in rows}

    def listed(self, target: str, kind: str, key: str) -> str:
        """Answer where the list of a term (`taxonomy/slug`) or an author (its slug) stands, or an empty string."""
        return self._lists[target].get(f"{kind} {key}", "")

    def is_free(self, target: str, old: str, new: str) -> bool:
        """Say whether an old address can lead to a new one: nothing else stands there on the new site."""
        claim = claim_of(old)
        query = "SELECT 1 FROM paths WHERE target = ? AND claim = ? AND url != '' LIMIT 1"
        taken = claim in self._claims[target] or self._paths.execute(query, (target, claim)).fetchone() is not None
        return not taken or claim_of(new) == claim

    def archives(self, target: str) -> Mapping[str, str]:
        """Answer old address → new one of the lists of post types of their own: the folder their items' addresses share."""
        if target not in self._archives:
            self._archives[target] = dict(self._folders(target))
        return self._archives[target]

    def _folders(self, target: str) -> Iterator[tuple[str, str]]:
        where = self._chosen[target].target.addresses
        if where is None:
            return
        met: dict[str, dict[str, None]] = {}
        lists: dict[str, str] = {}
        taken: set[str] = set()
        for item in self.placed(target):
            taken.add(item.url)
            kind, (old, _, deeper) = item.place.type, item.place.permalink.strip("/").partition("/")
            if item.url and kind not in ("post", "page"):
                met.setdefault(kind, {}).update({f"/{old}/": None} if deeper else {})
                if item.list_folder():
                    lists.setdefault(kind, f"/{item.list_folder()}/")
        claims = Counter(folder for folders in met.values() for folder in folders)
        for kind, folders in met.items():
            new = lists.get(kind) or where.section(kind)
            if new and new not in taken:
                # What several types share, or one has several of, is no list's address.
                yield from ((old, new) for old in folders if len(folders) == claims[old] == 1 or old == new)
                yield f"?post_type={kind}", new

    def placed(self, target: str) -> Iterator[Placed]:
        """List what one target holds, in document order."""
        rows = self._paths.execute("SELECT ordinal, path, url FROM paths WHERE target = ? ORDER BY ordinal", (target,))
        for ordinal, path, url in rows.fetchall():
            place = self._index.place(ordinal)
            if place is not None:
                yield Placed(place, path, url)

    def _where(self, target: str, ordinal: int) -> tuple[str, str]:
        """Answer the file of an item and its address on the new site; empty where the target has none."""
        query = "SELECT path, url FROM paths WHERE target = ? AND ordinal = ?"
        found: tuple[str, str] | None = self._paths.execute(query, (target, ordinal)).fetchone()
        return found or ("", "")

    def close(self) -> None:
        """Let go of the scratch file."""
        self._paths.close()


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


def _rows(one: Chosen, index: SiteIndex, permalinks: str) -> Iterator[tuple[str, int, str, str, str, str]]:
    addresses = Allocator()
    allocator = Allocator()
    for place, title in _titled(one, index):
        if holds(one.target.holds, place):
            wished = _wished(place, title, one)
            if not wished:
                continue
            path = allocator.allocate(wished)
            url = _address(one, Placed(place, path), permalinks, addresses)
            yield one.name, place.ordinal, path, wished, url, claim_of(url)


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
