"""`<item>`: a span's bytes in, one record out."""

from typing import Any

from lxml import etree
from msgspec import Struct, structs

from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.source.repair import Repair
from wpmigrate.wxr.channel import Head
from wpmigrate.wxr.comments import integer, read_comment, read_meta, text
from wpmigrate.wxr.elements import children, content, is_junk, parse_span
from wpmigrate.wxr.records import CommentRecord, ItemRecord, TermUse

_TEXTS = {
    "title": "title",
    "link": "link",
    "pubDate": "pub_date",
    "dc:creator": "creator",
    "guid": "guid",
    "description": "description",
    "wp:post_date": "date",
    "wp:post_date_gmt": "date_gmt",
    "wp:post_modified": "modified",
    "wp:post_modified_gmt": "modified_gmt",
    "wp:comment_status": "comment_status",
    "wp:ping_status": "ping_status",
    "wp:post_name": "slug",
    "wp:status": "status",
    "wp:post_type": "type",
    "wp:post_password": "password",
    "wp:attachment_url": "attachment_url",
}
_INTEGERS = {"wp:post_id": "id", "wp:post_parent": "parent", "wp:menu_order": "menu_order"}
_BODIES = {"content:encoded": "content", "excerpt:encoded": "excerpt"}
_SPACED_VERSIONS = ("1.0", "1.1")
_TAXONOMIES = {"": "category", "tag": "post_tag"}


class ReadItem(Struct, frozen=True):
    """A record, or None where nothing could be read, with what was mended and what came out poorer."""

    item: ItemRecord | None
    repairs: tuple[Repair, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def read_item(raw: bytes, offset: int, head: Head) -> ReadItem:
    """Read the item that stands at `offset` of its file, under the namespaces of its document's head."""
    read = _read_spaced if head.channel.wxr_version in _SPACED_VERSIONS else _read
    parsed = parse_span(raw, offset, "item", head.namespaces, read)
    record, diagnostics = parsed.value, parsed.diagnostics
    if record is not None and record.unknown:
        diagnostics += (Diagnostic(Code.UNKNOWN_ELEMENT, ", ".join(record.unknown)[:200], len(record.unknown)),)
    return ReadItem(record, parsed.repairs + _assumed(raw, offset, head), diagnostics)


def _read_spaced(element: etree._Element) -> ItemRecord:
    """Read an item of WordPress 3.3 or older, which wrote a space after a final bracket to keep its CDATA whole."""
    record = _read(element)
    return structs.replace(record, content=_unspaced(record.content), excerpt=_unspaced(record.excerpt))


def _unspaced(body: str) -> str:
    return body[:-1] if body.endswith("] ") else body


def _read(element: etree._Element) -> ItemRecord:
    fields: dict[str, Any] = {}
    meta: list[tuple[str, str]] = []
    comments: list[CommentRecord] = []
    uses: list[etree._Element] = []
    enclosures: list[str] = []
    unknown: list[str] = []
    for name, child in children(element):
        if name in _TEXTS:
            fields.setdefault(_TEXTS[name], text(child))
        elif name == "wp:postmeta":
            meta.append(read_meta(child))
        elif name in _BODIES:
            fields.setdefault(_BODIES[name], content(child))
        elif name in _INTEGERS:
            fields.setdefault(_INTEGERS[name], integer(child))
        elif name == "category":
            uses.append(child)
        elif name == "wp:comment":
            comment, others = read_comment(child)
            comments.append(comment)
            unknown += others
        elif name == "wp:is_sticky":
            fields.setdefault("sticky", integer(child) == 1)
        elif name == "enclosure" and child.get("url"):
            enclosures.append(_enclosure(child))
        elif not is_junk(name):
            unknown.append(name)
    return ItemRecord(
        **{**fields, "type": fields.get("type") or "post"},
        terms=_terms(uses),
        meta=tuple(meta),
        comments=tuple(comments),
        enclosures=tuple(enclosures),
        unknown=tuple(dict.fromkeys(unknown)),
    )


def _enclosure(element: etree._Element) -> str:
    return "\n".join(element.get(name, "").strip() for name in ("url", "length", "type")).rstrip("\n")


def _terms(elements: list[etree._Element]) -> tuple[TermUse, ...]:
    """Apply the rules for old exports, which name each term twice: with its slug, and again without."""
    if not elements:
        return ()
    uses = []
    for element in elements:
        domain = element.get("domain", "").strip()
        uses.append(TermUse(_TAXONOMIES.get(domain, domain), element.get("nicename", "").strip(), text(element)))
    named = {use.name for use in uses if use.slug}
    kept = (use for use in uses if (use.slug or use.name) and (use.slug or use.name not in named))
    return tuple(dict.fromkeys(kept))


def _assumed(raw: bytes, offset: int, head: Head) -> tuple[Repair, ...]:
    """Report prefixes that the item uses and its document never declared."""
    for prefix in head.assumed:
        place = raw.find(b"<%b:" % prefix.encode())
        if place >= 0:
            return (Repair(Code.UNDECLARED_PREFIX.slug, offset + place, 1, prefix),)
    return ()
