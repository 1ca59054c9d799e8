"""Every address of the old site that must go on answering, once, and what stands there."""

from collections.abc import Iterator
from hashlib import blake2b
from itertools import chain, islice

from msgspec import Struct
from msgspec.structs import replace

from wpmigrate.model import Author
from wpmigrate.site.archives import Archives, Bases, nicename_of
from wpmigrate.site.claims import GUID, OLD_SLUG
from wpmigrate.site.found import COMMENTS, FEED, Found
from wpmigrate.site.index import SiteIndex
from wpmigrate.site.links import Resolver
from wpmigrate.site.places import claim_of
from wpmigrate.wxr.records import TermUse

_SAMPLE = 500
# Terms of these are shown below their parents; the rule for other taxonomies is the plain slug.
_NESTED = frozenset(("category", "product_cat"))


class Source(Struct, frozen=True):
    """An old address: a decoded path, or `/?` and a query, below the site's own; and what it means."""

    url: str
    found: Found


def sources(index: SiteIndex, *, bases: Bases | None = None) -> Iterator[Source]:
    """List the addresses of what is published, each once: where two things claim one, the first keeps it."""
    walk = _Walk(index, bases or Bases())
    met: set[int] = set()
    for url, found in walk.pairs():
        digest = blake2b(claim_of(url).encode("utf-8", "replace"), digest_size=8).digest()
        name = int.from_bytes(digest, "big")
        if name not in met and url != "/":
            met.add(name)
            yield Source(url, found)


class _Walk:
    def __init__(self, index: SiteIndex, bases: Bases) -> None:
        self._index = index
        self._lookups = index.lookups
        self._bases = bases
        self._archives = Archives(index, bases)
        self._resolver = Resolver(index, bases=bases)
        self._front = "".join(f"/{word}" for word in self._archives.front)
        paths = list(islice(self._lookups.post_paths(), _SAMPLE))
        self._plain = not paths and any(True for _ in self._lookups.dates())
        self._by_day = any(_begins_with_day(path[len(self._front) :]) for path in paths)
        self._by_id = bool(paths) and all(path.strip("/").rpartition("/")[2].isdigit() for path in paths)

    def pairs(self) -> Iterator[tuple[str, Found]]:
        """Yield addresses, those that outrank others first."""
        yield from chain(
            self._paths("post"),
            self._numbers("post"),
            self._guids("post"),
            self._old_slugs(),
            self._paths("attachment"),
            self._numbers("attachment"),
            self._guids("attachment"),
            self._feeds(),
            self._terms(),
            self._authors(),
            self._dates(),
            self._formats(),
        )

    def _paths(self, outcome: str) -> Iterator[tuple[str, Found]]:
        for key, ordinal, _, _, path, _ in self._lookups.published(outcome):
            if path:
                yield path, self._item(outcome, key, ordinal)

    def _numbers(self, outcome: str) -> Iterator[tuple[str, Found]]:
        for key, ordinal, number, kind, _, owner in self._lookups.published(outcome):
            if number and owner:
                name = "attachment_id" if outcome == "attachment" else "page_id" if kind == "page" else "p"
                yield f"/?{name}={number}", self._item(outcome, key, ordinal)

    def _guids(self, outcome: str) -> Iterator[tuple[str, Found]]:
        """Yield guids that mean the item they are of; imports and moves leave numbers that are another item's now."""
        for key, ordinal, kind, url in self._lookups.former(GUID):
            meant = self._resolver.resolve(self._full(url)) if kind == outcome else None
            if meant is not None and meant.ordinal == ordinal:
                yield url, self._item(outcome, key, ordinal)

    def _old_slugs(self) -> Iterator[tuple[str, Found]]:
        for key, ordinal, outcome, url in self._lookups.former(OLD_SLUG):
            if not self._index.is_claimed(url, ordinal):
                yield url, self._item(outcome, key, ordinal)

    def _feeds(self) -> Iterator[tuple[str, Found]]:
        pretty = ("/feed/", "/feed/atom/", "/comments/feed/")
        asked = ("/?feed=rss2", "/?feed=atom", "/?feed=comments-rss2")
        root = "/index.php" if self._archives.front[:1] == ("index.php",) else ""
        for url in asked if self._plain else pretty:
            yield f"{root}{url}", COMMENTS if "comments" in url else FEED

    def _terms(self) -> Iterator[tuple[str, Found]]:
        terms = list(self._lookups.raw_slugs())
        raw_by_slug = {(taxonomy, term.slug): raw for taxonomy, raw, term in terms}
        for taxonomy, raw, term in terms:
            found = Found("term", f"{taxonomy}/{term.slug}")
            above = [raw_by_slug.get((taxonomy, slug), slug) for slug in term.path.split("/")[:-1]]
            path = "/".join([*(above if taxonomy in _NESTED else ()), raw])
            if not self._plain:
                yield from _with_feed(f"{self._front}/{self._bases.of(taxonomy)}/{path}/", found)
            elif taxonomy != "category":
                yield from _with_feed(f"/?{'tag' if taxonomy == 'post_tag' else taxonomy}={raw}", found)
            if taxonomy == "category" and term.id:
                yield from _with_feed(f"/?cat={term.id}", found) if self._plain else ((f"/?cat={term.id}", found),)

    def _authors(self) -> Iterator[tuple[str, Found]]:
        for kind, word in self._lookups.creators():
            coauthors = [TermUse("author", word, "")] if kind == "coauthor" else []
            for author in self._index.author_of("" if coauthors else word, coauthors):
                if word if not self._plain else author.id:
                    yield from _with_feed(self._list_of(author), Found("author", author.slug))
        for merged in self._index.merged_authors():
            became = self._index.became(merged.login)
            if became and (merged.id or not self._plain):
                yield from _with_feed(self._list_of(merged), Found("author", became.slug))

    def _list_of(self, author: Author) -> str:
        """Answer where WordPress listed what an author wrote."""
        if self._plain:
            return f"/?author={author.id}"
        return f"{self._front}/{self._bases.author}/{nicename_of(author.login) or author.slug}/"

    def _dates(self) -> Iterator[tuple[str, Found]]:
        before = f"{self._front}/date" if self._by_id else self._front
        for key in sorted(self._archives.periods):
            if len(key) < 10 or self._by_day:
                url = f"/?m={key.replace('/', '')}" if self._plain else f"{before}/{key}/"
                yield url, Found("date", key)

    def _formats(self) -> Iterator[tuple[str, Found]]:
        for name in self._archives.formats:
            url = f"/?post_format={name}" if self._plain else f"{self._front}/type/{name}/"
            yield from _with_feed(url, Found("format", name))

    def _item(self, outcome: str, key: str, ordinal: int) -> Found:
        if outcome != "attachment":
            return Found("item", key, ordinal)
        return Found("attachment", key, ordinal, self._resolver.file_of(ordinal))

    def _full(self, url: str) -> str:
        return f"{self._index.site().url}{url}"


def _with_feed(url: str, found: Found) -> Iterator[tuple[str, Found]]:
    yield url, found
    yield f"{url}{'&feed=rss2' if '?' in url else 'feed/'}", replace(found, feed=True)


def _begins_with_day(path: str) -> bool:
    head = path.strip("/").split("/")[:3]
    return len(head) == 3 and all(part.isdigit() for part in head)
