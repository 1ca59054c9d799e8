"""Items that stand exactly as WordPress writes them, read without building a tree: nearly all there are.

An item is plain when it is well-formed beyond doubt and holds WordPress's fields in WordPress's order. Then three expressions
find what a parser would find, at a fifth of its cost. Anything else, an odd blank included, is left to the parser: no answer
here is ever a guess (a test compares both readers on every export there is).
"""

import re
from collections.abc import Sequence
from functools import cached_property, lru_cache
from typing import Final

from wpmigrate.wxr.comments import whole_number
from wpmigrate.wxr.records import CommentRecord, ItemRecord, TermUse
from wpmigrate.wxr.uses import item_terms, term_use

_FORBIDDEN: Final = bytes((*range(9), 11, 12, *range(14, 32)))
# One section that its element closes at once, or a text in which nothing but WordPress's own references stands. What says that it
# is a section is a group of its own. A group repeated possessively must hold no capture: gh-101955 breaks it in Python 3.11.
_SECTION: Final = r"[^\]]*+(?:\](?!\]>)[^\]]*+)*+"
_PROSE: Final = r"[^<&\]]*+(?:&(?:amp|lt|gt|quot|apos|#0?38);[^<&\]]*+)*+"
_SECTIONED: Final = rf"<!\[CDATA\[({_SECTION})\]\]>"
_BARE: Final = r"([^<&\]]*+)"
_ATTRIBUTE: Final = r'"([^"<&\t\n]*+)"'
_REFERENCES: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'", "#038": "&", "#38": "&"}
_REFERENCE: Final = re.compile("&([a-z0-9#]++);")

_FIELDS: Final = (
    "title", "link", "pubDate", "dc:creator", "guid", "description", "content:encoded", "excerpt:encoded", "wp:post_id",
    "wp:post_date", "wp:post_date_gmt", "wp:post_modified", "wp:post_modified_gmt", "wp:comment_status", "wp:ping_status",
    "wp:post_name", "wp:status", "wp:post_parent", "wp:menu_order", "wp:post_type", "wp:post_password", "wp:is_sticky",
    "wp:attachment_url",
)  # fmt: skip
_OPTIONAL: Final = frozenset(("description", "wp:post_modified", "wp:post_modified_gmt", "wp:attachment_url"))
_UNSECTIONED: Final = frozenset(
    (
        "link", "pubDate", "guid", "description", "wp:post_id", "wp:post_parent", "wp:menu_order", "wp:is_sticky",
        "wp:comment_id", "wp:comment_author_url", "wp:comment_parent", "wp:comment_user_id",
    )
)  # fmt: skip
_COMMENT_FIELDS: Final = (
    "id", "author", "author_email", "author_url", "author_IP", "date", "date_gmt", "content", "approved", "type", "parent",
    "user_id",
)  # fmt: skip


def _text(group: int) -> str:
    """Write the expression of a text whose first group has that number."""
    return rf"(<!\[CDATA\[)?((?({group}){_SECTION}|{_PROSE}))(?({group})\]\]>)"


def _field(name: str, inside: str) -> str:
    opening = 'guid(?: isPermaLink="(?:true|false)")?' if name == "guid" else name
    whole = rf"\s*+<{opening}(?:/>|>{inside}</{name}>)"
    return f"(?:{whole})?" if name in _OPTIONAL else whole


class _Shape:
    """Elements that follow each other, twice: as WordPress writes them now, and as any version may have written them."""

    def __init__(self, before: str, names: Sequence[str], after: str = "") -> None:
        self._before, self._names, self._after = before, names, after
        now = (_BARE if name in _UNSECTIONED else _SECTIONED for name in names)
        # Where none begins, nothing is matched: so the end of a list is told by one look, not by two that fail.
        self._now = re.compile(f"{before}{''.join(map(_field, names, now))}{after}|(?!{before})", re.ASCII)

    @cached_property
    def _ever(self) -> re.Pattern[str]:
        texts = (_text(2 * place + 1) for place in range(len(self._names)))
        return re.compile(f"{self._before}{''.join(map(_field, self._names, texts))}{self._after}", re.ASCII)

    def match(self, text: str, place: int) -> tuple[Sequence[str], int] | None:
        """Answer the texts of the elements that stand at `place`, and where they end."""
        found = self._now.match(text, place)
        if found is not None:
            return (found.groups(""), found.end()) if found.lastindex else None
        found = self._ever.match(text, place)
        return None if found is None else (_values(found.groups("")), found.end())


def _meta(kind: str) -> _Shape:
    return _Shape(rf"\s*+<wp:{kind}>", ("wp:meta_key", "wp:meta_value"), rf"\s*+</wp:{kind}>")


_LONGEST_KNOWN: Final = 500
_HEAD: Final = _Shape("<item>", _FIELDS)
_CATEGORY: Final = re.compile(
    rf"\s*+<category domain={_ATTRIBUTE} nicename={_ATTRIBUTE}>{_text(3)}</category>", re.ASCII
)
_META: Final = _meta("postmeta")
_COMMENT: Final = _Shape(r"\s*+<wp:comment>", tuple(f"wp:comment_{name}" for name in _COMMENT_FIELDS))
_COMMENT_META: Final = _meta("commentmeta")
_COMMENT_END: Final = re.compile(r"\s*+</wp:comment>", re.ASCII)
_END: Final = re.compile(r"\s*+</item>\s*+", re.ASCII)


def read_plain(raw: bytes) -> ItemRecord | None:
    """Read an item under the usual prefixes, or answer None where only a parser can tell what stands there."""
    if len(raw.translate(None, _FORBIDDEN)) != len(raw):
        return None
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return None
    if "\ufffe" in text or "\uffff" in text:
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _read(text)


def _read(text: str) -> ItemRecord | None:
    head = _HEAD.match(text, 0)
    if head is None:
        return None
    values, place = head
    uses, place = _uses(text, place)
    meta, place = _pairs(_META, text, place)
    comments, place = _comments(text, place)
    if _END.fullmatch(text, place) is None:
        return None
    return _record(values, item_terms(uses), meta, tuple(comments))


def _uses(text: str, place: int) -> tuple[list[TermUse], int]:
    uses = []
    while (found := _CATEGORY.match(text, place)) is not None:
        element = found[0]
        uses.append(_known_use(element) if len(element) <= _LONGEST_KNOWN else _use(element))
        place = found.end()
    return uses, place


def _use(element: str) -> TermUse:
    """Read one `<category>`."""
    domain, nicename, section, name = _CATEGORY.fullmatch(element).groups("")  # type: ignore[union-attr]  # it has just matched
    return term_use(domain, nicename, (name if section else _plain(name)).strip())


# A site has few terms, and uses them often; a name that no site has must not stay in memory.
_known_use: Final = lru_cache(maxsize=1 << 12)(_use)


def _pairs(shape: _Shape, text: str, place: int) -> tuple[tuple[tuple[str, str], ...], int]:
    """Answer the fields that follow each other from `place`, and where the last one ends."""
    pairs = []
    while (found := shape.match(text, place)) is not None:
        (key, value), place = found
        pairs.append((key.strip(), value.strip()))
    return tuple(pairs), place


def _comments(text: str, place: int) -> tuple[list[CommentRecord], int]:
    comments: list[CommentRecord] = []
    while (found := _COMMENT.match(text, place)) is not None:
        values, end = found
        meta: tuple[tuple[str, str], ...] = ()
        closed = _COMMENT_END.match(text, end)
        if closed is None:
            meta, end = _pairs(_COMMENT_META, text, end)
            closed = _COMMENT_END.match(text, end)
            if closed is None:
                break
        place = closed.end()
        number, *texts, parent, user = values
        author, email, url, ip, date, gmt, content, approved, kind = map(str.strip, texts)
        # Positional, because there are millions: in the order of the record's fields.
        comments.append(
            CommentRecord(
                whole_number(number), author, email, url, ip, date, gmt, content, approved, kind,
                0 if parent == "0" else whole_number(parent), 0 if user == "0" else whole_number(user), meta,
            )
        )  # fmt: skip
    return comments, place


def _record(
    values: Sequence[str],
    terms: tuple[TermUse, ...],
    meta: tuple[tuple[str, str], ...],
    comments: tuple[CommentRecord, ...],
) -> ItemRecord:
    content, excerpt, number = values[6:9]
    title, link, pub_date, creator, guid, description = map(str.strip, values[:6])
    (
        date, date_gmt, modified, modified_gmt, comment_status, ping_status, slug, status, parent, menu_order, kind,
        password, sticky, attachment_url,
    ) = map(str.strip, values[9:])  # fmt: skip
    # Positional, as of comments: in the order of the record's fields.
    return ItemRecord(
        title, link, pub_date, creator, guid, description, content, excerpt, whole_number(number), date, date_gmt,
        modified, modified_gmt, comment_status, ping_status, slug, status, whole_number(parent), whole_number(menu_order),
        kind or "post", password, whole_number(sticky) == 1, attachment_url, terms, meta, comments,
    )  # fmt: skip


def _values(groups: tuple[str, ...]) -> list[str]:
    """Answer the texts of a match, which alternate with what says that they were sections."""
    return [
        text if section or "&" not in text else _plain(text)
        for section, text in zip(groups[::2], groups[1::2], strict=True)
    ]


def _plain(text: str) -> str:
    """Answer what a text with references says."""
    return _REFERENCE.sub(lambda match: _REFERENCES[match[1]], text)
