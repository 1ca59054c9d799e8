"""The short way to an item: one that is written as WordPress itself writes it needs no parser.

One expression takes such an item apart, from its first byte to its last: fields of text or CDATA, one after the other, with
nothing but white space between them. Whatever else is met, were it well-formed, answers None, and the parser reads the item.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, TypeAlias

from wpmigrate.wxr.names import meanings
from wpmigrate.wxr.records import CommentRecord, ItemRecord, TermUse

Fields: TypeAlias = dict[str, str]

_CONTROLS: Final = bytes({*range(0x20)} - {0x09, 0x0A, 0x0D})
_NEEDED: Final = ("wp", "content", "excerpt", "dc")
_PIECE: Final = re.compile(
    r"[ \t\n]*+(?:<(/?(?:item|wp:comment|wp:postmeta|wp:commentmeta))>"
    r'|<([A-Za-z]++(?::[A-Za-z_]++)?)(?: domain="([^"<&\t\n]*+)" nicename="([^"<&\t\n]*+)"| isPermaLink="(?:true|false)")?>'
    r"(?:<!\[CDATA\[([^\]]*+(?:\](?!\]>)[^\]]*+)*+)\]\]>|([^<]*+))</\2>"
    r"|([^ \t\n][\s\S]*))"
)
"""A tag of what holds fields; or a field: name, domain, nicename, CDATA, text; or the rest, from whatever is neither."""

_ENTITY: Final = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)")
_INTEGER: Final = re.compile(r"\s*([+-]?[0-9]{1,18})")
_ITEM: Final = frozenset(
    "title link pubDate dc:creator guid description content:encoded excerpt:encoded wp:post_id wp:post_date wp:post_date_gmt"
    " wp:post_modified wp:post_modified_gmt wp:comment_status wp:ping_status wp:post_name wp:status wp:post_parent"
    " wp:menu_order wp:post_type wp:post_password wp:is_sticky wp:attachment_url".split()
)
_COMMENT: Final = frozenset(
    "wp:comment_id wp:comment_author wp:comment_author_email wp:comment_author_url wp:comment_author_IP wp:comment_date"
    " wp:comment_date_gmt wp:comment_content wp:comment_approved wp:comment_type wp:comment_parent"
    " wp:comment_user_id".split()
)
_META: Final = frozenset(("wp:meta_key", "wp:meta_value"))
_KNOWN: Final[Mapping[str, frozenset[str]]] = {
    "": frozenset(),
    "item": _ITEM,
    "wp:comment": _COMMENT,
    "wp:postmeta": _META,
    "wp:commentmeta": _META,
}
_HOMES: Final[Mapping[str, str]] = {
    "item": "",
    "wp:comment": "item",
    "wp:postmeta": "item",
    "wp:commentmeta": "wp:comment",
}


def read_plain(raw: bytes, namespaces: tuple[tuple[str, str], ...]) -> ItemRecord | None:
    """Read an item that is written as WordPress writes one; answer None for any other."""
    text = _decoded(raw) if _are_usual(namespaces) else None
    if text is None:
        return None
    item = _Item()
    fields: Fields = {}
    for tag, name, domain, nicename, section, plain, _ in _PIECE.findall(text):
        if not name:
            now = item.turn(tag, fields)
            if now is None:
                return None
            fields = now
            continue
        value: str | None = plain or section
        if plain and ("&" in plain or "]]>" in plain):
            value = _resolved(plain)
        if name == "category" and value is not None and item.within == "item":
            item.terms.append(_use(domain, nicename, value))
        elif value is None or domain or nicename or name in fields:
            return None  # a field that is met twice is none of WordPress's
        else:
            fields[name] = value
    return None if fields or item.within else item.record


class _Item:
    """An item as far as it is read: `within` is the innermost element that is open, `record` the item once it is closed."""

    def __init__(self) -> None:
        self.record: ItemRecord | None = None
        self.within = ""
        self.terms: list[TermUse] = []
        self._fields: Fields = {}
        self._meta: list[tuple[str, str]] = []
        self._comment: Fields = {}
        self._comment_meta: list[tuple[str, str]] = []
        self._comments: list[CommentRecord] = []

    def turn(self, tag: str, fields: Fields) -> Fields | None:
        """Open or close what holds fields; answer the fields that go on from here, or None where that tag has no place."""
        home = _HOMES.get(tag)
        if home is not None:
            fits = home == self.within and self.record is None and (self.within or not fields)
            return self._open(tag) if fits else None
        if tag[1:] != self.within or not tag or not fields.keys() <= _KNOWN[self.within]:
            return None
        return self._close(fields)

    def _open(self, tag: str) -> Fields:
        self.within = tag
        if tag == "item":
            return self._fields
        if tag == "wp:comment":
            self._comment = {}
            return self._comment
        return {}

    def _close(self, fields: Fields) -> Fields:
        tag, self.within = self.within, _HOMES[self.within]
        if tag == "item":
            self.record = _item(fields, self.terms, self._meta, self._comments)
            return {}
        if tag == "wp:comment":
            self._comments.append(_comment_record(fields, self._comment_meta))
            self._comment_meta = []
            return self._fields
        pair = fields.get("wp:meta_key", "").strip(), fields.get("wp:meta_value", "").strip()
        (self._meta if tag == "wp:postmeta" else self._comment_meta).append(pair)
        return self._fields if tag == "wp:postmeta" else self._comment


def _use(domain: str, nicename: str, name: str) -> TermUse:
    domain = domain.strip()
    return TermUse(TAXONOMIES.get(domain, domain), nicename.strip(), name.strip())


@lru_cache(maxsize=64)
def _are_usual(namespaces: tuple[tuple[str, str], ...]) -> bool:
    """Say whether the prefixes of WXR mean what they mean in WordPress."""
    meant = meanings(namespaces)
    return all(meant.get(prefix) == prefix for prefix in _NEEDED)


def _decoded(raw: bytes) -> str | None:
    """Decode bytes as a parser does that refuses what is no character; line ends are LF."""
    if len(raw.translate(None, _CONTROLS)) != len(raw):
        return None
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return None
    if "\ufffe" in text or "\uffff" in text:
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _resolved(text: str) -> str | None:
    """Resolve the entities that XML knows by itself."""
    if "]]>" in text or _ENTITY.search(text):
        return None
    text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&apos;", "'")
    return text.replace("&amp;", "&")


def _integer(text: str) -> int:
    if not text:
        return 0
    match = _INTEGER.match(text)
    return int(match[1]) if match else 0


def _comment_record(fields: Fields, meta: list[tuple[str, str]]) -> CommentRecord:
    get = fields.get
    return CommentRecord(
        id=_integer(get("wp:comment_id", "")),
        author=get("wp:comment_author", "").strip(),
        email=get("wp:comment_author_email", "").strip(),
        url=get("wp:comment_author_url", "").strip(),
        ip=get("wp:comment_author_IP", "").strip(),
        date=get("wp:comment_date", "").strip(),
        date_gmt=get("wp:comment_date_gmt", "").strip(),
        content=get("wp:comment_content", "").strip(),
        approved=get("wp:comment_approved", "").strip(),
        type=get("wp:comment_type", "").strip(),
        parent=_integer(get("wp:comment_parent", "")),
        user_id=_integer(get("wp:comment_user_id", "")),
        meta=tuple(meta),
    )


def _item(
    fields: Fields, terms: list[TermUse], meta: list[tuple[str, str]], comments: list[CommentRecord]
) -> ItemRecord:
    get = fields.get
    return ItemRecord(
        title=get("title", "").strip(),
        link=get("link", "").strip(),
        pub_date=get("pubDate", "").strip(),
        creator=get("dc:creator", "").strip(),
        guid=get("guid", "").strip(),
        description=get("description", "").strip(),
        content=get("content:encoded", ""),
        excerpt=get("excerpt:encoded", ""),
        id=_integer(get("wp:post_id", "")),
        date=get("wp:post_date", "").strip(),
        date_gmt=get("wp:post_date_gmt", "").strip(),
        modified=get("wp:post_modified", "").strip(),
        modified_gmt=get("wp:post_modified_gmt", "").strip(),
        comment_status=get("wp:comment_status", "").strip(),
        ping_status=get("wp:ping_status", "").strip(),
        slug=get("wp:post_name", "").strip(),
        status=get("wp:status", "").strip(),
        parent=_integer(get("wp:post_parent", "")),
        menu_order=_integer(get("wp:menu_order", "")),
        type=get("wp:post_type", "").strip() or "post",
        password=get("wp:post_password", "").strip(),
        sticky=_integer(get("wp:is_sticky", "")) == 1,
        attachment_url=get("wp:attachment_url", "").strip(),
        terms=without_repeats(terms),
        meta=tuple(meta),
        comments=tuple(comments),
    )


TAXONOMIES: Final[Mapping[str, str]] = {"": "category", "tag": "post_tag"}


def without_repeats(uses: list[TermUse]) -> tuple[TermUse, ...]:
    """Apply the rules for old exports, which name each term twice: with its slug, and again without."""
    named = {use.name for use in uses if use.slug}
    kept = (use for use in uses if (use.slug or use.name) and (use.slug or use.name not in named))
    return tuple(dict.fromkeys(kept))
