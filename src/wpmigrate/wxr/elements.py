"""A span's bytes → one element, strictly parsed; repaired where the parser refuses; recovered, and measured, at the very last."""

import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache
from typing import Generic, TypeVar

from lxml import etree
from msgspec import Struct

from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.source.mending import mend
from wpmigrate.source.repair import Repair, Repairs, locate, scrub
from wpmigrate.source.vocabulary import HTML
from wpmigrate.wxr.names import KEYS, key, meanings, undeclared

Namespaces = tuple[tuple[str, str], ...]
T = TypeVar("T")

_SECTION = re.compile(rb"<!\[CDATA\[[^\]]*+(?:\](?!\]>)[^\]]*+)*+\]\]>")
_START = re.compile(rb"<(?:[\w.-]++:)?([\w.-]++)[\s/>]")
_BODIES = {
    local: re.compile(rb"<[\w.-]++:%b>((?:%b|[^<]++)*+)</" % (local.encode(), _SECTION.pattern))
    for local in ("encoded", "comment_content")
}


def _parser(*, recover: bool) -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, recover=recover)


_STRICT = _parser(recover=False)


class HoldsMarkup(Exception):  # noqa: N818  # no error: the sign that a text was written unescaped
    """Say that a text of WXR holds elements: well-formed by chance, yet their text would be lost."""


class Parsed(Struct, Generic[T], frozen=True):
    """What a reader made of an element, or None where nothing could be read, and what it took to get there."""

    value: T | None
    repairs: tuple[Repair, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def parse_span(
    raw: bytes, offset: int, root: str, namespaces: Namespaces, read: Callable[[etree._Element], T]
) -> Parsed[T]:
    """Parse one `root` element that stands at `offset` of its file and give it to `read`."""
    parsed = _parse_strictly(raw, offset, namespaces, read)
    return parsed or _parse_damaged(raw, offset, root, namespaces, read)


def children(element: etree._Element) -> list[tuple[str, etree._Element]]:
    """List the child elements with their usual names; comments and instructions are none."""
    return [(KEYS.get(child.tag) or key(child.tag, child.prefix), child) for child in element.iterchildren("*")]


def content(element: etree._Element) -> str:
    """Answer the text of an element that holds text alone."""
    if len(element):
        raise HoldsMarkup
    return element.text or ""


def _parse_strictly(
    raw: bytes, offset: int, namespaces: Namespaces, read: Callable[[etree._Element], T]
) -> Parsed[T] | None:
    element = _strict(raw, namespaces)
    if element is None:
        return None
    try:
        return Parsed(read(element), _junk(element, raw, offset))
    except HoldsMarkup:
        return None


def _parse_damaged(
    raw: bytes, offset: int, root: str, namespaces: Namespaces, read: Callable[[etree._Element], T]
) -> Parsed[T]:
    repairs = Repairs()
    clean = scrub(raw, offset, repairs)
    parsed = _parse_strictly(clean, offset, namespaces, read)
    if parsed is not None:
        return Parsed(parsed.value, repairs.rows() + parsed.repairs)
    found = Repairs()
    mended = mend(clean, root, meanings(namespaces), found)
    declared = dict(namespaces)
    missing = {prefix: place for prefix, place in mended.prefixes.items() if prefix not in declared}
    for prefix, place in missing.items():
        found.note(Code.UNDECLARED_PREFIX, place, detail=prefix)
    bound = namespaces + tuple((prefix, undeclared(prefix)) for prefix in missing)
    rows = repairs.rows() + tuple(_placed(row, raw, clean, offset) for row in found.rows())
    element = _strict(mended.text, bound)
    if element is not None:
        return Parsed(read(element), rows)
    return _recover(mended.text, bound, rows, read)


def _placed(row: Repair, raw: bytes, clean: bytes, offset: int) -> Repair:
    place = row.offset if raw is clean else locate(raw, row.offset)
    return Repair(row.code, offset + place, row.count, row.detail)


def _strict(raw: bytes, namespaces: Namespaces) -> etree._Element | None:
    opening, closing = _envelope(namespaces)
    try:
        tree = etree.fromstring(opening + raw + closing, _STRICT)
    except (etree.XMLSyntaxError, ValueError):
        return None
    return tree[0] if len(tree) == 1 else None


@lru_cache(maxsize=64)
def _envelope(namespaces: Namespaces) -> tuple[bytes, bytes]:
    declared = "".join(f' xmlns:{prefix}="{uri.replace("&", "&amp;")}"' for prefix, uri in namespaces)
    return f"<rss{declared}>".encode(), b"</rss>"


def _junk(element: etree._Element, raw: bytes, offset: int) -> tuple[Repair, ...]:
    """Report text that stands between the fields, such as a PHP warning."""
    text = element.text
    first = text.strip() if text else ""
    count = 1 if first else 0
    for child in element:
        tail = child.tail
        if tail and not tail.isspace():
            first, count = first or tail.strip(), count + 1
    if not count:
        return ()
    place = raw.find(first.split("\n")[0].strip().encode())
    return (Repair(Code.JUNK_BETWEEN.slug, offset + max(place, 0), count),)


def is_junk(name: str) -> bool:
    """Tell whether an element is a scrap of HTML between fields and not a producer's own."""
    return name in HTML


def _recover(
    raw: bytes, namespaces: Namespaces, rows: tuple[Repair, ...], read: Callable[[etree._Element], T]
) -> Parsed[T]:
    """Parse what no repair could mend, put back the texts that recovery cut, and say what is still missing."""
    opening, closing = _envelope(namespaces)
    tree = etree.fromstring(opening + raw + closing, _parser(recover=True))
    if tree is None or not len(tree):
        return Parsed(None, rows, (Diagnostic(Code.UNREADABLE_ITEM),))
    lost = _restore(tree[0], raw)
    return Parsed(read(tree[0]), rows, (Diagnostic(Code.RECOVERED_ITEM, lost),))


def _restore(element: etree._Element, raw: bytes) -> str:
    """Put back, in their order, bodies of the mended bytes that recovery cut; answer which elements stay lost."""
    names = Counter(match[1].decode() for match in _START.finditer(_SECTION.sub(b"", raw)))
    parsed = [(part.tag.rpartition("}")[2].rpartition(":")[2], part) for part in element.iter("*")]
    names.subtract(local for local, _ in parsed)
    lost = {name: count for name, count in names.items() if count > 0}
    for name, body in _BODIES.items():
        fields = body.findall(raw)
        parts = [part for local, part in parsed if local == name]
        if len(fields) == len(parts):
            for part, field in zip(parts, fields, strict=True):
                part.text = etree.fromstring(b"<x>" + field + b"</x>", _STRICT).text
    return ", ".join(f"{count} {name} missing" for name, count in sorted(lost.items()))
