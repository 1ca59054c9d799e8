"""`<wp:comment>` and fields of key and value."""

import re
from typing import Any

from lxml import etree

from wpmigrate.wxr.elements import children, content
from wpmigrate.wxr.records import CommentRecord

_INTEGER = re.compile(r"\s*([+-]?[0-9]{1,18})")
_DIGITS = 18
_TEXTS = {
    "wp:comment_author": "author",
    "wp:comment_author_email": "email",
    "wp:comment_author_url": "url",
    "wp:comment_author_IP": "ip",
    "wp:comment_date": "date",
    "wp:comment_date_gmt": "date_gmt",
    "wp:comment_content": "content",
    "wp:comment_approved": "approved",
    "wp:comment_type": "type",
}
_INTEGERS = {"wp:comment_id": "id", "wp:comment_parent": "parent", "wp:comment_user_id": "user_id"}


def read_comment(element: etree._Element) -> tuple[CommentRecord, list[str]]:
    """Read one comment; name the elements that no field holds."""
    fields: dict[str, Any] = {}
    meta: list[tuple[str, str]] = []
    unknown: list[str] = []
    for name, child in children(element):
        if name in _TEXTS:
            fields.setdefault(_TEXTS[name], text(child))
        elif name in _INTEGERS:
            fields.setdefault(_INTEGERS[name], integer(child))
        elif name == "wp:commentmeta":
            meta.append(read_meta(child))
        else:
            unknown.append(name)
    return CommentRecord(**fields, meta=tuple(meta)), unknown


def read_meta(element: etree._Element) -> tuple[str, str]:
    """Read the key and the value of one field, the value as it stood."""
    found = dict(children(element))
    name, value = found.get("wp:meta_key"), found.get("wp:meta_value")
    return text(name) if name is not None else "", text(value) if value is not None else ""


def text(element: etree._Element) -> str:
    """Answer the stripped text of an element."""
    return content(element).strip()


def integer(element: etree._Element) -> int:
    """Read an integer as PHP casts one: what is none is 0."""
    return whole_number(content(element))


def whole_number(text: str) -> int:
    """Read an integer as PHP casts a string to one."""
    if text == "0":
        return 0
    if text.isdecimal() and text.isascii() and len(text) <= _DIGITS:
        return int(text)
    match = _INTEGER.match(text)
    return int(match[1]) if match else 0
