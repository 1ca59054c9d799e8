"""The head of a document: its namespaces, and what the channel says of the site."""

import re
from typing import Any

from lxml import etree
from msgspec import Struct, structs

from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.source.repair import Repair
from wpmigrate.wxr.comments import integer, read_meta, text
from wpmigrate.wxr.elements import Namespaces, children, is_junk, parse_span
from wpmigrate.wxr.names import bind
from wpmigrate.wxr.records import AuthorRecord, ChannelRecord, TermRecord

_OPENING = re.compile(rb"<(?:rss|channel)[\s>]")
_DECLARED = re.compile(rb"""(?<![\w.:-])xmlns(?::([A-Za-z_][\w.-]*+))?\s*+=\s*+(?:"([^"<]*+)"|'([^'<]*+)')""")
_GENERATOR = re.compile(rb"""<!--\s*+generator="([^"<>]{0,200})\"""")
_VERSION = re.compile(r"[0-9]+\.[0-9]+")
_TAG = 1 << 14
_DEFAULT, _ASSUMED = bind(())

_TEXTS = {
    "title": "title",
    "link": "link",
    "description": "description",
    "pubDate": "pub_date",
    "generator": "generator",
    "language": "language",
    "wp:wxr_version": "wxr_version",
    "wp:version": "version",
    "wp:base_site_url": "base_site_url",
    "wp:base_blog_url": "base_blog_url",
}
_AUTHOR = {
    "wp:author_login": "login",
    "wp:author_email": "email",
    "wp:author_display_name": "display_name",
    "wp:author_first_name": "first_name",
    "wp:author_last_name": "last_name",
}
_TERM = {
    "wp:category": {
        "wp:category_nicename": "slug",
        "wp:cat_name": "name",
        "wp:category_parent": "parent",
        "wp:category_description": "description",
    },
    "wp:tag": {"wp:tag_slug": "slug", "wp:tag_name": "name", "wp:tag_description": "description"},
    "wp:term": {
        "wp:term_taxonomy": "taxonomy",
        "wp:term_slug": "slug",
        "wp:term_name": "name",
        "wp:term_parent": "parent",
        "wp:term_description": "description",
    },
}
_TAXONOMIES = {"wp:category": "category", "wp:tag": "post_tag", "wp:term": ""}


class Head(Struct, frozen=True):
    """What items need to be read, and the channel. `assumed` are prefixes of WXR that the document does not declare."""

    namespaces: Namespaces = _DEFAULT
    channel: ChannelRecord = ChannelRecord()
    assumed: tuple[str, ...] = ()
    repairs: tuple[Repair, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def read_head(raw: bytes, offset: int) -> Head:
    """Read the part of a document before its first item; empty bytes make the head of a bare fragment."""
    declared, start = _opening(raw)
    namespaces, assumed = bind(declared)
    channel, repairs, diagnostics = _read_children(raw[start:], offset + start, namespaces)
    generator = _GENERATOR.search(raw)
    if generator and not channel.generator:
        channel = structs.replace(channel, generator=generator[1].decode("utf-8", "replace"))
    if not _VERSION.fullmatch(channel.wxr_version):
        diagnostics += (Diagnostic(Code.UNUSUAL_VERSION, channel.wxr_version[:40]),)
    # wxr means nothing but wp, and nobody uses it undeclared.
    return Head(namespaces, channel, tuple(name for name in assumed if name != "wxr"), repairs, diagnostics)


def read_tail(raw: bytes, offset: int, head: Head) -> Head:
    """Read what the channel holds after its first item: the head with the authors and terms of this part alone."""
    channel, repairs, diagnostics = _read_children(raw, offset, head.namespaces)
    late = structs.replace(head.channel, authors=channel.authors, terms=channel.terms, unknown=channel.unknown)
    return Head(head.namespaces, late, head.assumed, repairs, diagnostics)


def _opening(raw: bytes) -> tuple[list[tuple[str, str]], int]:
    """Step over `<rss …>` and `<channel …>` and collect the namespaces they declare."""
    declared: dict[str, str] = {}
    place = 0
    while (match := _OPENING.search(raw, place)) is not None:
        closed = raw.find(b">", match.start(), match.start() + _TAG)
        end = closed if closed >= 0 else match.end()
        for prefix, double, single in _DECLARED.findall(raw, match.start(), end):
            declared.setdefault(prefix.decode(), (double or single).decode("utf-8", "replace").strip())
        place = end + 1
        if match[0].startswith(b"<channel"):
            break
    return list(declared.items()), place


def _read_children(
    raw: bytes, offset: int, namespaces: Namespaces
) -> tuple[ChannelRecord, tuple[Repair, ...], tuple[Diagnostic, ...]]:
    opening = b"<channel>"
    parsed = parse_span(opening + raw + b"</channel>", offset - len(opening), "channel", namespaces, _read)
    channel, diagnostics = parsed.value or ChannelRecord(), parsed.diagnostics
    if channel.unknown:
        diagnostics += (Diagnostic(Code.UNKNOWN_ELEMENT, ", ".join(channel.unknown)[:200], len(channel.unknown)),)
    return channel, parsed.repairs, diagnostics


def _read(element: etree._Element) -> ChannelRecord:
    fields: dict[str, Any] = {}
    authors: list[AuthorRecord] = []
    terms: list[TermRecord] = []
    unknown: list[str] = []
    for name, child in children(element):
        if name in _TEXTS:
            fields.setdefault(_TEXTS[name], text(child))
        elif name in _TERM:
            terms.append(_read_term(name, child, unknown))
        elif name in ("wp:author", "wp:wp_author"):
            authors.append(_read_author(child, unknown))
        elif name == "image":
            fields["image_url"] = next((text(part) for part_name, part in children(child) if part_name == "url"), "")
        elif not is_junk(name):
            unknown.append(name)
    version = fields.pop("version", "")
    return ChannelRecord(
        **{**fields, "wxr_version": fields.get("wxr_version") or version},
        authors=tuple(authors),
        terms=tuple(terms),
        unknown=tuple(dict.fromkeys(unknown)),
    )


def _read_author(element: etree._Element, unknown: list[str]) -> AuthorRecord:
    fields: dict[str, Any] = {}
    for name, child in children(element):
        if name in _AUTHOR:
            fields.setdefault(_AUTHOR[name], text(child))
        elif name == "wp:author_id":
            fields.setdefault("id", integer(child))
        else:
            unknown.append(name)
    return AuthorRecord(**fields)


def _read_term(kind: str, element: etree._Element, unknown: list[str]) -> TermRecord:
    fields: dict[str, Any] = {}
    meta: list[tuple[str, str]] = []
    for name, child in children(element):
        if name in _TERM[kind]:
            fields.setdefault(_TERM[kind][name], text(child))
        elif name == "wp:term_id":
            fields.setdefault("id", integer(child))
        elif name == "wp:termmeta":
            meta.append(read_meta(child))
        else:
            unknown.append(name)
    return TermRecord(**{"taxonomy": _TAXONOMIES[kind], **fields}, meta=tuple(meta))
