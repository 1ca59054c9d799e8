"""`<item>`: a span's bytes in, one record out."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from lxml import etree
from msgspec import Struct, structs

from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.source.repair import Repair
from wpmigrate.wxr.channel import Head
from wpmigrate.wxr.comments import integer, read_comment, read_meta, text
from wpmigrate.wxr.elements import Namespaces, children, content, is_junk, parse_span
from wpmigrate.wxr.names import meanings
from wpmigrate.wxr.plain import read_plain
from wpmigrate.wxr.records import ItemRecord, TermUse
from wpmigrate.wxr.uses import item_terms, term_use

_SPACED_VERSIONS = ("1.0", "1.1")
_PLAIN = ("wp", "content", "excerpt", "dc")


class ReadItem(Struct, frozen=True):
    """A record, or None where nothing could be read, with what was mended and what came out poorer."""

    item: ItemRecord | None
    repairs: tuple[Repair, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to say of how it was read."""
        return not self.repairs and not self.diagnostics


def read_item(raw: bytes, offset: int, head: Head) -> ReadItem:
    """Read the item that stands at `offset` of its file, under the namespaces of its document's head."""
    return read_surely(raw, head) or _read_parsed(raw, offset, head)


def read_surely(raw: bytes, head: Head) -> ReadItem | None:
    """Read an item that stands as WordPress writes it, or answer None where a parser must look."""
    if head.assumed or head.channel.wxr_version in _SPACED_VERSIONS or not _has_usual_prefixes(head.namespaces):
        return None
    record = read_plain(raw)
    return None if record is None else ReadItem(record)


def _read_parsed(raw: bytes, offset: int, head: Head) -> ReadItem:
    read = _read_spaced if head.channel.wxr_version in _SPACED_VERSIONS else _read
    parsed = parse_span(raw, offset, "item", head.namespaces, read)
    record, diagnostics = parsed.value, parsed.diagnostics
    if record is not None and record.unknown:
        diagnostics += (Diagnostic(Code.UNKNOWN_ELEMENT, ", ".join(record.unknown)[:200], len(record.unknown)),)
    return ReadItem(record, parsed.repairs + _assumed(raw, offset, head), diagnostics)


@lru_cache(maxsize=64)
def _has_usual_prefixes(namespaces: Namespaces) -> bool:
    """Say whether the prefixes of a document mean what they mean in WordPress's own exports, and no other ones do."""
    meant = meanings(namespaces)
    return all(meant.get(prefix) == prefix for prefix in _PLAIN)


def _read_spaced(element: etree._Element) -> ItemRecord:
    """Read an item of WordPress 3.3 or older, which wrote a space after a final bracket to keep its CDATA whole."""
    record = _read(element)
    return structs.replace(record, content=_unspaced(record.content), excerpt=_unspaced(record.excerpt))


def _unspaced(body: str) -> str:
    return body[:-1] if body.endswith("] ") else body


def _read(element: etree._Element) -> ItemRecord:
    fields: dict[str, Any] = {}
    lists: dict[str, list[Any]] = {name: [] for name in _LISTS}
    unknown: list[str] = []
    for name, child in children(element):
        if name in _FIELDS:
            field, read = _FIELDS[name]
            fields.setdefault(field, read(child))
        elif name in _LISTS:
            lists[name].append(_LISTS[name](child))
        elif not is_junk(name):
            unknown.append(name)
    comments = lists["wp:comment"]
    for _, others in comments:
        unknown += others
    fields["type"] = fields.get("type") or "post"
    return ItemRecord(
        **fields,
        terms=item_terms(lists["category"]),
        meta=tuple(lists["wp:postmeta"]),
        comments=tuple(comment for comment, _ in comments),
        enclosures=tuple(filter(None, lists["enclosure"])),
        unknown=tuple(dict.fromkeys(unknown)),
    )


def _sticky(element: etree._Element) -> bool:
    return integer(element) == 1


def _use(element: etree._Element) -> TermUse:
    return term_use(element.get("domain", ""), element.get("nicename", ""), text(element))


def _enclosure(element: etree._Element) -> str:
    """Write an enclosure as WordPress's own meta is."""
    url, length, kind = (element.get(name, "").strip() for name in ("url", "length", "type"))
    return f"{url}\n{length}\n{kind}".rstrip("\n") if url else ""


def _assumed(raw: bytes, offset: int, head: Head) -> tuple[Repair, ...]:
    """Report prefixes that the item uses and its document never declared."""
    for prefix in head.assumed:
        place = raw.find(b"<%b:" % prefix.encode())
        if place >= 0:
            return (Repair(Code.UNDECLARED_PREFIX.slug, offset + place, 1, prefix),)
    return ()


_FIELDS: dict[str, tuple[str, Callable[[etree._Element], Any]]] = {
    "title": ("title", text),
    "link": ("link", text),
    "pubDate": ("pub_date", text),
    "dc:creator": ("creator", text),
    "guid": ("guid", text),
    "description": ("description", text),
    "content:encoded": ("content", content),
    "excerpt:encoded": ("excerpt", content),
    "wp:post_id": ("id", integer),
    "wp:post_date": ("date", text),
    "wp:post_date_gmt": ("date_gmt", text),
    "wp:post_modified": ("modified", text),
    "wp:post_modified_gmt": ("modified_gmt", text),
    "wp:comment_status": ("comment_status", text),
    "wp:ping_status": ("ping_status", text),
    "wp:post_name": ("slug", text),
    "wp:status": ("status", text),
    "wp:post_parent": ("parent", integer),
    "wp:menu_order": ("menu_order", integer),
    "wp:post_type": ("type", text),
    "wp:post_password": ("password", text),
    "wp:is_sticky": ("sticky", _sticky),
    "wp:attachment_url": ("attachment_url", text),
}
_LISTS: dict[str, Callable[[etree._Element], Any]] = {
    "category": _use,
    "wp:postmeta": read_meta,
    "wp:comment": read_comment,
    "enclosure": _enclosure,
}
