"""Inline nodes → Markdown. Marks close in every CommonMark, or are written as HTML."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from msgspec.structs import replace

from wpmigrate.content.nodes import (
    Code,
    Emphasis,
    FootnoteReference,
    HardBreak,
    HtmlInline,
    HtmlSpan,
    Image,
    Inline,
    Link,
    Math,
    SoftBreak,
    Strikethrough,
    Strong,
    Text,
    Verbatim,
)
from wpmigrate.render import flavours
from wpmigrate.render.entities import calm_tags, code, holds_markdown, one_line
from wpmigrate.render.escape import code_span, ends_in_url, escape_text, link_target, link_title
from wpmigrate.render.html import inlines_html
from wpmigrate.render.marks import (
    EMPHASIS,
    STRIKETHROUGH,
    STRONG,
    TAGGED,
    WITHIN_ITS_LIKE,
    Mark,
    Piece,
    join,
    marked,
    plain,
)
from wpmigrate.render.writing import Writing, own

_AUTOLINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\x00-\x20<>&\x7f]+\Z")
_MAIL = re.compile(r"[A-Za-z0-9.!#$%'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+\Z")
_BLANK_LINES = re.compile(r"\n\s*\n")
_BREAKS = (HardBreak, SoftBreak)
_NEWLINE = re.compile(r"[ \t\r]*\n[ \t\r]*")


_MARKS: Mapping[type, Mark] = {Emphasis: EMPHASIS, Strong: STRONG, Strikethrough: STRIKETHROUGH}

Writer: TypeAlias = Callable[[Any, Writing], str]


def write_inlines(nodes: Sequence[Inline], writing: Writing) -> str:
    """Write the inlines of one block, without breaks and collapsible white space around them."""
    first, stop = 0, len(nodes)
    while first < stop and type(nodes[first]) in _BREAKS:
        first += 1
    while stop > first and type(nodes[stop - 1]) in _BREAKS:
        stop -= 1
    pieces = _pieces(nodes[first:stop], writing, whole=True)
    while pieces and _is_collapsible(pieces[0], writing):
        del pieces[0]
    while pieces and _is_collapsible(pieces[-1], writing):
        del pieces[-1]
    return join(pieces).text.strip(" \t\n") if pieces else ""


def _is_collapsible(piece: Piece, writing: Writing) -> bool:
    return piece.text == writing.line_break or not piece.text.strip(" \t\n")


def _pieces(nodes: Sequence[Inline], writing: Writing, *, whole: bool = False) -> list[Piece]:
    pieces: list[Piece] = []
    if writing.marks or writing.in_link:
        nodes = _spread(nodes, writing)
    final = len(nodes) - 1
    held = ""
    for place, each in enumerate(nodes):
        node = _as_text(each, writing) if type(each) is Math else each
        kind = type(node)
        if kind is Text:
            held += node.text  # type: ignore[union-attr]
            if place < final and type(nodes[place + 1]) is Text:
                continue
            text, held = _text(held, writing, alone=whole and final == 0), ""
        elif kind in _MARKS:
            pieces += _mark_pieces(node, writing)  # type: ignore[arg-type]
            continue
        elif kind is Link or kind is HtmlSpan:
            pieces += _around(node, writing)  # type: ignore[arg-type]
            continue
        else:
            text = _WRITERS[kind](node, writing)
        if text:
            pieces.append(_prose(text, writing) if kind is Text else plain(text))
    return pieces


def _as_text(node: Math, writing: Writing) -> Inline:
    """Let a formula be text that shows its source where the dialect has no other way."""
    return Text(node.source) if writing.dialect.math(node) is None else node


def _prose(text: str, writing: Writing) -> Piece:
    """Make a piece of text, which might end in a URL."""
    piece = plain(text)
    if not writing.in_link and ends_in_url(text):
        piece.open_url = writing.dialect.flavour == "commonmark"
    return piece


def _spread(nodes: Sequence[Inline], writing: Writing) -> Sequence[Inline]:
    """Let what a mark or link holds take its place where it would say what one around it says."""
    out: list[Inline] = []
    for node in nodes:
        said = (type(node) is Link and writing.in_link) or (type(node) in _MARKS and not _mark(type(node), writing))
        out += _spread(node.children, writing) if said else (node,)  # type: ignore[union-attr]
    return out


def _mark_pieces(node: Emphasis | Strong | Strikethrough, writing: Writing) -> list[Piece]:
    """Write what a mark holds, with the white space and breaks at its edges moved out."""
    mark = _mark(type(node), writing)
    assert mark is not None
    pieces = _pieces(node.children, writing.within(mark))
    before, after = _peel(pieces, writing)
    if not pieces:
        return before + after
    if mark is STRIKETHROUGH and writing.dialect.flavour == "kramdown" and any("~~" in piece.text for piece in pieces):
        mark = TAGGED[mark]  # the first two end it, code or not
    piece = marked(pieces, mark)
    return [*before, piece, *after] if before or after else [piece]


def _mark(kind: type, writing: Writing) -> Mark | None:
    """Choose how a mark is written: inside its like otherwise, and deeper not at all."""
    mark = _MARKS[kind]
    if writing.dialect.flavour != "commonmark":
        tagged = TAGGED[mark]
        if mark in writing.marks or tagged in writing.marks:
            return None
        # Python-Markdown finds no delimiters within others, and strikes nothing out
        return (
            tagged
            if writing.dialect.flavour == "python-markdown" and (writing.marks or mark is STRIKETHROUGH)
            else mark
        )
    if mark in writing.marks:
        within = WITHIN_ITS_LIKE.get(mark)
        return None if within in writing.marks else within
    return mark


def _around(node: Link | HtmlSpan, writing: Writing) -> list[Piece]:
    """Write a link or a span of HTML, with the white space and breaks at the edges moved out."""
    if isinstance(node, HtmlSpan) and not holds_markdown(node.open, writing.dialect.flavour):
        return [plain(_html_span(node, one_line(inlines_html(node.children)), writing))]
    pieces = _pieces(node.children, replace(writing, in_link=True) if isinstance(node, Link) else writing)
    before, after = _peel(pieces, writing)
    if isinstance(node, HtmlSpan) and node.children and not pieces:
        return before + after
    inner = join(pieces) if pieces else None
    text = inner.text if inner else ""
    if isinstance(node, Link):
        piece = plain(_link(node, text, writing))
    else:
        piece = plain(_html_span(node, text, writing))
        piece.nests = inner is not None and inner.nests
    return [*before, piece, *after] if before or after else [piece]


def _peel(pieces: list[Piece], writing: Writing) -> tuple[list[Piece], list[Piece]]:
    """Move white space and breaks from both ends of pieces to two lists of their own."""
    if not pieces or not (_is_loose(pieces[0], 0, writing) or _is_loose(pieces[-1], -1, writing)):
        return [], []
    before: list[Piece] = []
    after: list[Piece] = []
    while pieces and _peel_end(pieces, 0, before, writing):
        pass
    while pieces and _peel_end(pieces, -1, after, writing):
        pass
    return before, after[::-1]


def _is_loose(piece: Piece, place: int, writing: Writing) -> bool:
    """Answer whether something would be moved from one end of a piece."""
    return piece.mark is None and (piece.text[place].isspace() or piece.text == writing.line_break)


def _peel_end(pieces: list[Piece], place: int, out: list[Piece], writing: Writing) -> bool:
    """Move white space from one end; answer whether there may be more."""
    piece = pieces[place]
    text = piece.text
    if piece.mark is not None:
        return False
    if text == writing.line_break or text.isspace():
        out.append(pieces.pop(place))
        return True
    bare = text.lstrip() if place == 0 else text.rstrip()
    if len(bare) < len(text):
        edge = text[: -len(bare)] if place == 0 else text[len(bare) :]
        out.append(plain(edge))
        pieces[place] = _prose(bare, writing)
    return False


def _text(text: str, writing: Writing, *, alone: bool) -> str:
    flavour = writing.dialect.flavour
    escaped = escape_text(text, flavour, brackets=writing.in_link, alone=alone)
    if "\n" in escaped:
        escaped = _NEWLINE.sub(_soft(writing), escaped)
    return writing.dialect.escape(escaped, "text")


def _soft(writing: Writing) -> str:
    return " " if writing.line_break == "<br>" else writing.dialect.soft_break


def _link(node: Link, text: str, writing: Writing) -> str:
    flavour = writing.dialect.flavour
    short = _autolink(node)
    if short and (flavour == "commonmark" or flavours.is_autolink(short[1:-1])):
        return writing.dialect.escape(short, "url")
    target = writing.dialect.escape(link_target(node.href, flavour), "url")
    return f"[{text}]({target}{_title(node.title, writing)})"


def _title(title: str, writing: Writing) -> str:
    return writing.dialect.escape(link_title(title, writing.dialect.flavour), "html") if title else ""


def _autolink(node: Link) -> str:
    """Write `<url>` for a link that shows its own URL."""
    if node.title or len(node.children) != 1 or not isinstance(only := node.children[0], Text):
        return ""
    text = only.text
    if text == node.href and _AUTOLINK.match(text):
        return f"<{text}>"
    return f"<{text}>" if node.href == f"mailto:{text}" and _MAIL.match(text) else ""


def _html_span(node: HtmlSpan, text: str, writing: Writing) -> str:
    opening = node.open if writing.dialect.flavour == "commonmark" else calm_tags(node.open)
    return writing.dialect.escape(opening, "html") + text + writing.dialect.escape(node.close, "html")


def _verbatim(node: Verbatim, writing: Writing) -> str:
    text = node.text if node.meant else writing.dialect.escape(node.text, "text")
    return own(_NEWLINE.sub(" ", text) if writing.in_cell else text, node, writing)


def _math(node: Math, writing: Writing) -> str:
    text = writing.dialect.math(node) or ""
    return own(_NEWLINE.sub(" ", text) if writing.in_cell else text, node, writing)


def _hard_break(_: HardBreak, writing: Writing) -> str:
    return writing.line_break


def _soft_break(_: SoftBreak, writing: Writing) -> str:
    return _soft(writing)


def _code(node: Code, writing: Writing) -> str:
    text = _NEWLINE.sub(" ", node.text)
    if not text:
        return ""
    if _needs_html(text, writing):
        return writing.dialect.escape(code(text), "html")
    return writing.dialect.escape(code_span(text), "code")


def _needs_html(text: str, writing: Writing) -> bool:
    """Answer whether no code span says a text: in no table a backslash before a pipe, and less in other flavours."""
    if writing.dialect.flavour == "commonmark":
        return writing.in_cell and "\\|" in text
    return bool(_NO_SPAN.search(text)) or (writing.in_cell and "|" in text)


_NO_SPAN = re.compile(r"\A\s|\s\Z|`|<[!?]|</?(?:script|style|textarea|title|plaintext)|</(?![a-z])|\\\Z", re.IGNORECASE)
"""Spaces that would go, backticks that kramdown does not count, and tags that Python-Markdown reads even in code."""


def _image(node: Image, writing: Writing) -> str:
    html = writing.dialect.image(node)
    if html is not None:
        return html
    flavour = writing.dialect.flavour
    alt = _NEWLINE.sub(" ", node.alt)
    alt = escape_text(alt, brackets=True) if flavour == "commonmark" else flavours.attribute(alt)
    if alt[:1] == "^":
        alt = "\\" + alt  # a footnote to cmark-gfm
    if writing.dialect.plain_alts and ("\\" in alt or alt != _NEWLINE.sub(" ", node.alt)):
        html = _NEWLINE.sub(" ", inlines_html((node,)))
        return writing.dialect.escape(html.replace("|", "&#124;") if writing.in_cell else html, "html")
    target = writing.dialect.escape(link_target(node.src, flavour), "url")
    return f"![{writing.dialect.escape(alt, 'text')}]({target}{_title(node.title, writing)})"


def _html(node: HtmlInline, writing: Writing) -> str:
    html = _NEWLINE.sub(" ", node.html) if writing.in_cell else _BLANK_LINES.sub("\n", node.html)
    return writing.dialect.escape(html if writing.dialect.flavour == "commonmark" else calm_tags(html), "html")


def _footnote(node: FootnoteReference, writing: Writing) -> str:
    """Write a reference: in the dialect's syntax, as a link, or bare where there is no note to lead to."""
    number = writing.references.found.notes.get(node.label, node.label)
    if node.label not in writing.references.found.defined:
        return f"<sup>{number}</sup>"
    if writing.dialect.footnotes:
        return f"[^{number}]"
    return f"<sup>{_link(Link(f'#{node.label}', ()), str(number), writing)}</sup>"


_WRITERS: Mapping[type, Writer] = {
    Verbatim: _verbatim,
    HardBreak: _hard_break,
    SoftBreak: _soft_break,
    Code: _code,
    Image: _image,
    HtmlInline: _html,
    FootnoteReference: _footnote,
    Math: _math,
}
