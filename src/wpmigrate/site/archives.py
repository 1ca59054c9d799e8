"""Archives of the old site: which addresses mean a term, an author or a date."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice, takewhile
from typing import Final

from msgspec import Struct

from wpmigrate.site.found import Found
from wpmigrate.site.hosts import decoded
from wpmigrate.site.index import SiteIndex
from wpmigrate.site.slugs import decode_slug

# WooCommerce, Jetpack and WordPress itself name these otherwise than their taxonomy.
_USUAL: Final = {
    "product_cat": "product-category",
    "product_tag": "product-tag",
    "jetpack-portfolio-type": "project-type",
    "jetpack-portfolio-tag": "project-tag",
}
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_NUMBER = re.compile(r"[0-9]{1,18}")
_MOMENT = re.compile(r"([0-9]{4})(?:([0-9]{2})(?:([0-9]{2})[0-9]{0,6})?)?")
_WORDS = re.compile(r"[^\W_]+")
_DASHES = re.compile(r"-{2,}")
_PARTED: Final = str.maketrans(dict.fromkeys("./–— \t\u00a0", "-"))
_STATIC: Final = frozenset(("index.php", "archives", "archive", "blog"))
_SAMPLE: Final = 500
_LONGEST_NICENAME: Final = 50


class Bases(Struct, frozen=True):
    """The words that stand before terms and authors; no export tells them."""

    category: str = "category"
    tag: str = "tag"
    author: str = "author"

    def of(self, taxonomy: str) -> str:
        """Answer the word before the terms of a taxonomy."""
        asked = {"category": self.category, "post_tag": self.tag}
        return asked.get(taxonomy) or _USUAL.get(taxonomy, taxonomy)


class Archives:
    """Reads addresses of archives; what it has to collect, it collects when first asked."""

    def __init__(self, index: SiteIndex, bases: Bases) -> None:
        self._index = index
        self._lookups = index.lookups
        self._bases = bases

    @cached_property
    def front(self) -> tuple[str, ...]:
        """The words that stand before every permalink of a post, and so before its archives: `/blog/2024/slug/`."""
        heads = [path.strip("/").split("/")[:-1] for path in islice(self._lookups.post_paths(), _SAMPLE)]
        common = (words[0] for words in takewhile(lambda words: len(set(words)) == 1, zip(*heads, strict=False)))
        alone = len(heads) < 2
        return tuple(takewhile(lambda word: word in _STATIC or not (alone or self._varies(word)), common))

    @cached_property
    def by_base(self) -> Mapping[str, str]:
        """Taxonomies by the words that stand before their terms."""
        taxonomies = self._lookups.taxonomies()
        found = {self._bases.of(name): name for name in reversed(taxonomies)}
        for name in taxonomies:
            found.setdefault(name, name)
        for name in taxonomies:
            for base in _spellings(name):
                found.setdefault(base, name)
        return found

    def find(self, segments: list[str]) -> Found | None:
        """Answer the archive at a path."""
        for rest in self._below_front(segments):
            found = self._term(rest) or self._author_at(rest) or self._date_at(rest) or self._format_at(rest)
            if found is not None:
                return found
        return None

    def is_base(self, word: str) -> bool:
        """Say whether terms or authors stand below a word."""
        return word == self._bases.author or word in self.by_base

    def names_term(self, slug: str) -> bool:
        """Say whether a term of any taxonomy has a slug."""
        return any(self._lookups.term(taxonomy, slug) for taxonomy in self._lookups.taxonomies())

    def category_at(self, segments: list[str]) -> Found | None:
        """Answer the category that a path spells whole, as on sites without a word before categories."""
        term = self._lookups.term("category", segments[-1]) if segments else None
        return Found("term", f"category/{term.slug}") if term and term.path == "/".join(segments) else None

    def term(self, taxonomy: str, slug: str) -> Found | None:
        """Answer a term by its slug, or by those of its parents and its own."""
        term = self._lookups.term(taxonomy, decode_slug(slug.strip("/").rpartition("/")[2]))
        return Found("term", f"{term.taxonomy}/{term.slug}") if term else None

    def term_numbered(self, text: str, taxonomy: str = "category") -> Found | None:
        """Answer a term by its id."""
        number = _NUMBER.match(text)
        term = self._lookups.term_numbered(taxonomy, int(number[0])) if number else None
        return Found("term", f"{term.taxonomy}/{term.slug}") if term else None

    def author(self, nicename: str) -> Found | None:
        """Answer an author by the last part of their address."""
        slug = self._authors.get(_squeezed(nicename))
        return Found("author", slug) if slug else None

    def author_numbered(self, text: str) -> Found | None:
        """Answer an author by user id."""
        number = _NUMBER.match(text)
        author = self._index.user(int(number[0])) if number else None
        return Found("author", author.slug) if author else None

    def date(self, year: str, month: str = "", day: str = "") -> Found | None:
        """Answer the archive of a year, month or day in which something was published."""
        key = "/".join([year, *(part.zfill(2) for part in (month, day) if part)])
        return Found("date", key) if key in self.periods else None

    def moment(self, text: str) -> Found | None:
        """Answer the archive that digits such as 202401 mean."""
        told = _MOMENT.fullmatch(text)
        return self.date(*(part or "" for part in told.groups())) if told else None

    def format(self, name: str) -> Found | None:
        """Answer the archive of a format of posts, such as `aside`."""
        return Found("format", name) if name in self.formats else None

    @cached_property
    def formats(self) -> Sequence[str]:
        """The formats of posts that the site has, which WordPress keeps as terms."""
        formats = (term.slug for term in self._index.internal_terms() if term.taxonomy == "post_format")
        return [slug.removeprefix("post-format-") for slug in formats]

    @cached_property
    def periods(self) -> frozenset[str]:
        """Years, months and days in which a post was published, as keys."""
        days = {key for row in self._lookups.dates() if (key := self._day(*row))}
        return frozenset(key[:length] for key in days for length in (4, 7, 10))

    def _day(self, local: str, gmt: str, published: str) -> str:
        told = _DAY.match(local) or _DAY.match(self._index.clock.resolve(local, gmt, published)[0] or "")
        return "/".join(told.groups()) if told and told[1] != "0000" else ""

    def _below_front(self, segments: list[str]) -> Iterator[list[str]]:
        yield segments
        front = list(self.front)
        if front and segments[: len(front)] == front:
            yield segments[len(front) :]

    def _term(self, segments: list[str]) -> Found | None:
        for length in (1, 2):
            taxonomy = self.by_base.get("/".join(segments[:length])) if len(segments) > length else None
            if taxonomy:
                return self.term(taxonomy, segments[-1])
        return None

    def _author_at(self, segments: list[str]) -> Found | None:
        *base, nicename = segments or [""]
        return self.author(nicename) if "/".join(base) == self._bases.author else None

    def _date_at(self, segments: list[str]) -> Found | None:
        parts = segments[1:] if segments[:1] == ["date"] else segments
        if not 1 <= len(parts) <= 3 or not all(_NUMBER.fullmatch(part) for part in parts):
            return None
        return self.date(*parts)

    def _format_at(self, segments: list[str]) -> Found | None:
        return self.format(segments[1]) if len(segments) == 2 and segments[0] == "type" else None

    def _varies(self, word: str) -> bool:
        """Say whether a word that all permalinks share may still be a date, a category or an author."""
        return _NUMBER.fullmatch(word) is not None or self.names_term(word) or self.author(word) is not None

    @cached_property
    def _authors(self) -> Mapping[str, str]:
        authors = {author.login: author for author in self._index.authors()}
        found: dict[str, str] = {}
        for author in authors.values():
            found.setdefault(_squeezed(nicename_of(author.login)), author.slug)
        told = [(author.slug, author.slug) for author in authors.values()]
        told += [(word, authors[login].slug) for word, login in self._lookups.author_words() if login in authors]
        told += [(author.name, author.slug) for author in authors.values()]
        for word, slug in told:
            found.setdefault(_squeezed(word), slug)
        found.pop("", None)
        return found


def nicename_of(login: str) -> str:
    """Answer how WordPress spells a login in an address."""
    text = "".join(char for char in unicodedata.normalize("NFKD", login) if not "\u0300" <= char <= "\u036f")
    text = unicodedata.normalize("NFC", text).lower().translate(_PARTED)
    kept = "".join(char for char in text if char in "-_" or char.isalnum())
    return _DASHES.sub("-", kept).strip("-")[:_LONGEST_NICENAME]


def _squeezed(word: str) -> str:
    """Answer what the spellings of a nicename share."""
    return "".join(_WORDS.findall(nicename_of(decoded(word))))


def _spellings(name: str) -> Iterator[str]:
    dashed = name.replace("_", "-")
    yield from (dashed, f"{dashed}s", f"{dashed.removesuffix('y')}ies", f"{dashed}es")
