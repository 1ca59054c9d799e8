"""What the links of the old site mean: every spelling of an address that WordPress answered, or once did."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Final
from urllib.parse import unquote, unquote_plus

from msgspec.structs import replace

from wpmigrate.site.archives import Archives, Bases
from wpmigrate.site.files import Files, behind_image_server
from wpmigrate.site.found import COMMENTS, FEED, FOREIGN, HOME, OTHER, UNKNOWN, Found
from wpmigrate.site.hosts import Address, Root, decoded, encodable, read_address, root_of, segments_below
from wpmigrate.site.index import SiteIndex
from wpmigrate.site.lookups import Holder
from wpmigrate.site.slugs import decode_slug

__all__ = ["Bases", "Found", "Resolver"]

Asked = dict[str, str]
"""The variables of a query, the last of each name."""


class Resolver:
    """Answers what a URL means. `bases` are words no export tells; `hosts` are further hosts the site once had."""

    def __init__(self, index: SiteIndex, *, bases: Bases | None = None, hosts: Iterable[str] = ()) -> None:
        told = (root_of(url) for url in (*index.lookups.grounds().addresses, *hosts))
        self._roots = tuple(dict.fromkeys(root for root in told if root)) or (Root(""),)
        self._lookups = index.lookups
        self._archives = Archives(index, bases or Bases())
        self._files = Files(index.lookups, self._roots)
        self._types = index.lookups.types()
        self._answer = lru_cache(maxsize=8192)(self._read)
        self._page = lru_cache(maxsize=16)(self._page_at)

    def resolve(self, url: str, base: str = "") -> Found:
        """Answer what `url` means on the page whose permalink path is `base`."""
        address = read_address(url, self._page(base))
        if address is None:
            return OTHER
        plain = Address(address.host, address.path, address.query) if address.fragment else address
        small = len(plain.path) + len(plain.query) <= _LONGEST_REMEMBERED
        found = self._answer(plain) if small else self._read(plain)
        return replace(found, fragment=_fragment(address.fragment)) if address.fragment else found

    def file_of(self, ordinal: int) -> str:
        """Answer the path of an attachment's file below the uploads folder."""
        return self._files.path_of(ordinal)

    def _page_at(self, base: str) -> Address:
        root = self._roots[0]
        folder = "".join(f"/{segment}" for segment in root.folder)
        return Address(root.host, f"{folder}/{encodable(base).removeprefix('/')}")

    def _read(self, address: Address) -> Found:
        address = behind_image_server(address)
        file = self._files.find(address)
        if file is not None:
            return file
        below = (segments_below(address, root) for root in self._roots)
        segments = next((one for one in below if one is not None), None)
        if segments is None:
            return FOREIGN
        return self._known(segments, address.query)

    def _known(self, segments: list[str], query: str) -> Found:
        """Answer what an address below the site's own means."""
        if segments and _is_machinery(segments[0]):
            return FEED if segments[0] in _FEED_FILES else UNKNOWN
        asked = _read_query(query)
        found = self._numbered(asked, query)
        if found is not None:
            return replace(found, query=_kept(query, _VARIABLES | _PASSING))
        if segments[:1] == ["index.php"]:
            segments = segments[1:]
        if not segments or (len(segments) == 1 and segments[0] in _HOMES):
            found = self._asked(asked)
            spent = _VARIABLES | _PASSING | self._types.union(self._archives.by_base.values())
            return found if found.kind == "unknown" else replace(found, query=_kept(query, spent))
        found = self._at(segments) or self._escaped_twice(segments)
        return replace(found, query=_kept(query, _PASSING)) if found else UNKNOWN

    # --- by query ---------------------------------------------------------------------------------------------------

    def _numbered(self, asked: Asked, query: str) -> Found | None:
        name = next((name for name in _NUMBERED if name in asked), "")
        number = _NUMBER.match(asked[name].strip()) if name else None
        if number is None:
            return None
        return self._found(self._lookups.numbered(int(number[0])) or self._lookups.holder(f"?{query}"))

    def _asked(self, asked: Asked) -> Found:
        """Answer what a query at the site's own address means."""
        by_name: dict[str, Callable[[str], Found | None]] = {
            "pagename": lambda value: self._at([part for part in value.split("/") if part]) or self._named(value),
            "name": self._named,
            "attachment": self._named,
            "category_name": lambda value: self._archives.term("category", value),
            "cat": self._archives.term_numbered,
            "tag": lambda value: self._archives.term("post_tag", value),
            "tag_id": lambda value: self._archives.term_numbered(value, "post_tag"),
            "term": lambda value: self._archives.term(asked.get("taxonomy", ""), value),
            "author": self._archives.author_numbered,
            "author_name": self._archives.author,
            "m": self._archives.moment,
            "post_format": self._archives.format,
            "year": lambda value: self._archives.date(value, asked.get("monthnum", ""), asked.get("day", "")),
        }
        for name, value in asked.items():
            found = (by_name[name](value) or UNKNOWN) if name in by_name else self._typed(name, value)
            if found is not None:
                return _fed(found) if "feed" in asked else found
        if "feed" in asked:
            return COMMENTS if asked["feed"].startswith("comments") else FEED
        return UNKNOWN if asked.keys() & _VARIABLES - _PAGING else HOME

    def _typed(self, name: str, value: str) -> Found | None:
        """Answer the item or term whose type or taxonomy is the name of a variable: `?book=dune`; None is no such name."""
        if name in self._types - _NO_VARIABLES:
            return self._named(value, name) or UNKNOWN
        return self._archives.term(name, value) or UNKNOWN if name in self._archives.by_base.values() else None

    # --- by path ----------------------------------------------------------------------------------------------------

    def _at(self, segments: list[str]) -> Found | None:
        rest, tail = segments, ""
        for _ in range(_MOST_TAILS):
            found = self._exact(rest) or (None if tail == "number" else self._archives.find(rest))
            if found is not None:
                return _fed(found) if tail == "feed" else found
            if tail == "number":
                break
            rest, tail = _without_tail(rest)
            if tail == "feed" and (not rest or rest in (["comments"], list(self._archives.front))):
                return COMMENTS if rest == ["comments"] else FEED
            if not rest and tail in ("form", "page"):
                return HOME
            if not tail or not rest:
                break
        return self._archives.category_at(segments) or self._formerly(segments) or self._formerly(rest)

    def _exact(self, segments: list[str]) -> Found | None:
        for way in _with_and_without_index(segments):
            found = self._found(self._lookups.holder("/" + "/".join(way)))
            if found is not None:
                return found
        return None

    def _escaped_twice(self, segments: list[str]) -> Found | None:
        again = [decoded(segment) for segment in segments]
        return self._at(again) if again != segments else None

    def _formerly(self, segments: list[str]) -> Found | None:
        """Answer the one item that an address of another permalink structure means."""
        *above, last = segments or [""]
        name = _SUFFIX.sub("", last)
        if _NUMBER.fullmatch(name) and len(above) == 1 and above[0] in _ARCHIVES:
            holder = self._lookups.numbered(int(name))
            return self._found(holder) if holder and holder.shown else None
        if not name or _NUMBER.fullmatch(name) or len(above) > _MOST_FOLDERS:
            return None
        if not all(self._is_structure(word) for word in above):
            return None
        return self._found(_only(self._lookups.named(name), above, name))

    def _is_structure(self, word: str) -> bool:
        if self._archives.is_base(word):
            return False
        if _NUMBER.fullmatch(word) or word in _ARCHIVES or word in self._types:
            return True
        known = self._archives.names_term(word) or self._archives.author(word) or self._lookups.named(word)
        return bool(known)

    def _named(self, slug: str, kind: str = "") -> Found | None:
        *above, name = (decode_slug(part) for part in slug.strip("/").split("/"))
        holders = self._lookups.named(name)
        return self._found(_only([one for one in holders if kind in ("", one.type)], above, name))

    def _found(self, holder: Holder | None) -> Found | None:
        if holder is None:
            return None
        if holder.type != "attachment":
            return Found("item", holder.key, holder.ordinal, visible=holder.shown)
        upload = self._files.path_of(holder.ordinal)
        return Found("attachment", holder.key, holder.ordinal, upload, visible=holder.shown)


def _fed(found: Found) -> Found:
    return replace(found, feed=True) if found.kind in ("term", "author", "format") else found


def _only(holders: list[Holder], above: list[str], name: str) -> Holder | None:
    """Answer the one item that is meant: a post rather than an attachment, and of the date or parent that is named."""
    date = "-".join(part.zfill(2) for part in above if _NUMBER.fullmatch(part))
    path = "/".join([*above[-1:], name]).casefold()
    narrower: tuple[Callable[[Holder], bool], ...] = (
        lambda one: one.type != "attachment",
        lambda one: bool(date) and one.date.startswith(date),
        lambda one: bool(above) and one.path.strip("/").casefold().endswith(path),
        lambda one: one.type == "post",
    )
    for fits in narrower:
        holders = [one for one in holders if fits(one)] or holders
    return holders[0] if len(holders) == 1 else None


def _without_tail(segments: list[str]) -> tuple[list[str], str]:
    """Take from a path what names a part or another form of a page, and say what that was."""
    last = segments[-1].lower() if segments else ""
    before = segments[-2].lower() if len(segments) > 1 else ""
    if last in _FEEDS:
        return segments[: -2 if before == "feed" else -1], "feed"
    if last in _FORMS or _COMMENT_PAGE.fullmatch(last):
        return segments[:-1], "form"
    if _NUMBER.fullmatch(last):
        return (segments[:-2], "page") if before == "page" else (segments[:-1], "number")
    return segments, ""


def _with_and_without_index(segments: list[str]) -> Iterator[list[str]]:
    """A site whose server rewrites nothing has `/index.php/` before its permalinks; both forms go on answering."""
    yield segments
    yield ["index.php", *segments]


def _is_machinery(word: str) -> bool:
    """Say whether a path leads into WordPress itself."""
    return word in _MACHINERY or (word.startswith("wp-") and word.endswith(".php"))


def _read_query(query: str) -> Asked:
    pairs = (pair.partition("=") for pair in query.split("&", _MOST_VARIABLES)[:_MOST_VARIABLES] if pair)
    return {unquote_plus(name).lower(): unquote_plus(value) for name, _, value in pairs}


def _kept(query: str, dropped: frozenset[str]) -> str:
    """Answer what of a query the new page may still need."""
    pairs = [pair for pair in query.split("&") if pair and not _is_dropped(pair, dropped)] if query else []
    return f"?{'&'.join(pairs)}" if pairs else ""


def _is_dropped(pair: str, dropped: frozenset[str]) -> bool:
    name = unquote_plus(pair.partition("=")[0]).lower()
    return name in dropped or name.startswith("utm_")


def _fragment(text: str) -> str:
    """Decode a fragment if that cannot change what it means."""
    if "%" not in text:
        return f"#{text}"
    try:
        plain = unquote(text, errors="strict")
    except UnicodeDecodeError:
        return f"#{text}"
    return f"#{text if _UNSAFE.search(plain) else plain}"


_LONGEST_REMEMBERED: Final = 2048
_MOST_TAILS: Final = 4
_MOST_FOLDERS: Final = 10
_MOST_VARIABLES: Final = 50
_NUMBER = re.compile(r"[0-9]{1,18}")
_SUFFIX = re.compile(r"\.(?:html?|php|aspx?)\Z", re.IGNORECASE)
_COMMENT_PAGE = re.compile(r"comment-page-[0-9]{1,9}")
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0\"<>\\^`{|}%#\[\]()\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_NUMBERED: Final = ("attachment_id", "page_id", "p")
_PAGING: Final = frozenset(("paged", "page", "cpage", "order", "orderby"))
_VARIABLES: Final = _PAGING | frozenset(
    "p page_id attachment_id post_type pagename name attachment category_name cat tag tag_id taxonomy term author"
    " author_name post_format m year monthnum day w s feed withcomments subpost subpost_id static search exact sentence".split()
)
_PASSING: Final = frozenset(
    "replytocom preview preview_id preview_nonce cpage paged page amp noamp share nb fbclid gclid mc_cid mc_eid".split()
)
# WordPress asks for these by other names, and `page` counts the parts of a page.
_NO_VARIABLES: Final = frozenset(("post", "page"))
_HOMES: Final = frozenset(("index.php", "index.html", "index.htm"))
_MACHINERY: Final = frozenset(("wp-admin", "wp-includes", "wp-content", "wp-json", "xmlrpc.php"))
_FEED_FILES: Final = frozenset(("wp-rss.php", "wp-rss2.php", "wp-atom.php", "wp-rdf.php", "wp-feed.php"))
_FEEDS: Final = frozenset(("feed", "rss", "rss2", "atom", "rdf"))
_FORMS: Final = frozenset(("trackback", "embed", "amp", "index.html", "index.htm", "index.php"))
_ARCHIVES: Final = frozenset(("archives", "archive", "index.php", "blog", "attachment"))
