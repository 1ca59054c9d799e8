"""Inline nodes → Markdown. Marks close in every CommonMark, or are written as HTML."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from msgspec import Struct
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
    SoftBreak,
    Strikethrough,
    Strong,
    Text,
    Verbatim,
)
from wpmigrate.render.escape import (
    code_span,
    escape_text,
    is_punctuation,
    is_space,
    link_target,
    link_title,
    may_be_punctuation,
)
from wpmigrate.render.html import escape_html
from wpmigrate.render.writing import Writing

_AUTOLINK = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\x00-\x20<>&\x7f]+\Z")
_MAIL = re.compile(r"[A-Za-z0-9.!#$%'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+\Z")
_BLANK_LINES = re.compile(r"\n\s*\n")
_NEWLINE = re.compile(r"[ \t\r]*\n[ \t\r]*")


class Mark(Struct, frozen=True):
    """How a mark is written, and the HTML that says the same; no delimiter where a flavour has none."""

    delimiter: str
    tag: str


class Piece(Struct):
    """A piece of Markdown, and its mark if it will be marked.

    `first` and `last` decide whether a mark beside the piece opens or closes: the characters at its ends, or at the ends
    of what is marked, because delimiters that touch are one run.
    """

    text: str
    first: str
    last: str
    mark: Mark | None = None


_MARKS: Mapping[type, Mark] = {
    Emphasis: Mark("*", "em"),
    Strong: Mark("**", "strong"),
    Strikethrough: Mark("~~", "del"),
}
_NOTHING = Piece("<!-- -->", "<", ">")
_NO_STRIKETHROUGH = Mark("", "del")

Writer: TypeAlias = Callable[[Any, Writing], str]


def write_inlines(nodes: Sequence[Inline], writing: Writing) -> str:
    """Write the inlines of one block, without white space and breaks around them."""
    pieces = _pieces(nodes, writing)
    _peel(pieces, writing)
    return _joined(pieces).text if pieces else ""


def _joined(pieces: Sequence[Piece]) -> Piece:
    """Join pieces left to right; how a mark is written is decided when both of its neighbours are known."""
    if len(pieces) == 1 and pieces[0].mark is None:
        return pieces[0]
    out: list[Piece] = []
    final = len(pieces) - 1
    for place, piece in enumerate(pieces):
        before = out[-1].last if out else None
        after = pieces[place + 1].first if place < final else None
        written = piece if piece.mark is None else _marked(piece, piece.mark, before, after)
        if out and written.text[0] in "<%{" and out[-1].text[-1] == "{":
            out[-1].text = out[-1].text[:-1] + "&#123;"  # never make template syntax of what was none
        if out and written.text[0] == out[-1].text[-1] == "`":
            out.append(_NOTHING)  # two code spans would be one
        out.append(written)
    return Piece("".join([piece.text for piece in out]), out[0].first, out[-1].last)


def _pieces(nodes: Sequence[Inline], writing: Writing) -> list[Piece]:
    pieces: list[Piece] = []
    final = len(nodes) - 1
    for place, node in enumerate(nodes):
        kind = type(node)
        if kind is Text:
            text = _text(node.text, writing, nodes[place + 1] if place < final else None)  # type: ignore[union-attr]
        elif kind in _MARKS:
            pieces += _mark_pieces(node, writing)  # type: ignore[arg-type]
            continue
        elif kind is Link or kind is HtmlSpan:
            pieces += _around(node, writing)  # type: ignore[arg-type]
            continue
        else:
            text = _WRITERS[kind](node, writing)
        if text:
            pieces.append(Piece(text, text[0], text[-1]))
    return pieces


def _mark_pieces(node: Emphasis | Strong | Strikethrough, writing: Writing) -> list[Piece]:
    """Write what a mark holds, with the white space and breaks at its edges moved out; a mark inside its like is none."""
    kind = type(node)
    if kind in writing.marks:
        return _pieces(node.children, writing)
    pieces = _pieces(node.children, writing.within(kind))
    before, after = _peel(pieces, writing)
    if not pieces:
        return before + after
    inner = _joined(pieces)
    inner = Piece(inner.text, inner.first, inner.last, _mark(kind, writing))
    return [*before, inner, *after] if before or after else [inner]


def _around(node: Link | HtmlSpan, writing: Writing) -> list[Piece]:
    """Write a link or a span of HTML, with the white space and breaks at the edges moved out."""
    if isinstance(node, Link) and writing.in_link:
        return _pieces(node.children, writing)
    inside = replace(writing, in_link=True) if isinstance(node, Link) else writing
    pieces = _pieces(node.children, inside)
    before, after = _peel(pieces, writing)
    inner = _joined(pieces).text if pieces else ""
    text = _link(node, inner, writing) if isinstance(node, Link) else _html_span(node, inner, writing)
    piece = Piece(text, text[0], text[-1])
    return [*before, piece, *after] if before or after else [piece]


def _peel(pieces: list[Piece], writing: Writing) -> tuple[list[Piece], list[Piece]]:
    """Move white space and breaks from both ends of pieces to two lists of their own."""
    before: list[Piece] = []
    after: list[Piece] = []
    while pieces and _peel_end(pieces, 0, before, writing):
        pass
    while pieces and _peel_end(pieces, -1, after, writing):
        pass
    return before, after[::-1]


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
        out.append(Piece(edge, " ", " "))
        pieces[place] = Piece(bare, bare[0], bare[-1])
    return False


def _mark(kind: type, writing: Writing) -> Mark:
    return _NO_STRIKETHROUGH if kind is Strikethrough and writing.dialect.flavour == "python-markdown" else _MARKS[kind]


def _marked(piece: Piece, mark: Mark, before: str | None, after: str | None) -> Piece:
    """Write a mark, as HTML where CommonMark would not open or close it."""
    if mark.delimiter and _opens(piece, mark, before) and _closes(piece, mark, after):
        text = f"{mark.delimiter}{piece.text}{mark.delimiter}"
        return Piece(text, piece.first, piece.last) if mark.delimiter[0] == "*" else Piece(text, "~", "~")
    return Piece(f"<{mark.tag}>{piece.text}</{mark.tag}>", "<", ">")


def _opens(piece: Piece, mark: Mark, before: str | None) -> bool:
    """Answer whether a delimiter opens; at the start of what stands around (None), the mark around decides."""
    first = piece.first if mark.delimiter[0] == "*" else piece.text[0]
    if before is None or not may_be_punctuation(first):
        return not is_space(first)
    return is_space(before) or is_punctuation(before)


def _closes(piece: Piece, mark: Mark, after: str | None) -> bool:
    last = piece.last if mark.delimiter[0] == "*" else piece.text[-1]
    if after is None or not may_be_punctuation(last):
        return not is_space(last)
    return is_space(after) or is_punctuation(after)


def _text(text: str, writing: Writing, following: Inline | None) -> str:
    flavour = writing.dialect.flavour
    escaped = escape_text(text, flavour, brackets=writing.in_link, last=following is None)
    if "\n" in escaped:
        escaped = _NEWLINE.sub(_soft(writing), escaped)
    if escaped.endswith("!") and isinstance(following, Link | FootnoteReference):
        escaped = escaped[:-1] + "\\!"
    return writing.dialect.escape(escaped, "text")


def _soft(writing: Writing) -> str:
    return " " if writing.line_break == "<br>" else "\n"


def _link(node: Link, text: str, writing: Writing) -> str:
    short = _autolink(node)
    if short:
        return writing.dialect.escape(short, "url")
    target = writing.dialect.escape(link_target(node.href), "url")
    return f"[{text}]({target}{link_title(node.title)})"


def _autolink(node: Link) -> str:
    """Write `<url>` for a link that shows its own URL."""
    if node.title or len(node.children) != 1 or not isinstance(only := node.children[0], Text):
        return ""
    text = only.text
    if text == node.href and _AUTOLINK.match(text):
        return f"<{text}>"
    return f"<{text}>" if node.href == f"mailto:{text}" and _MAIL.match(text) else ""


def _html_span(node: HtmlSpan, text: str, writing: Writing) -> str:
    return writing.dialect.escape(node.open, "html") + text + writing.dialect.escape(node.close, "html")


def _verbatim(node: Verbatim, writing: Writing) -> str:
    text = writing.dialect.escape(node.text, "text")
    return _NEWLINE.sub(" ", text) if writing.in_cell else text


def _hard_break(_: HardBreak, writing: Writing) -> str:
    return writing.line_break


def _soft_break(_: SoftBreak, writing: Writing) -> str:
    return _soft(writing)


def _code(node: Code, writing: Writing) -> str:
    text = _NEWLINE.sub(" ", node.text)
    if not text:
        return ""
    if writing.in_cell and "\\|" in text:
        # no code span of a table can hold a backslash before a pipe
        return writing.dialect.escape(f"<code>{escape_html(text).replace('|', '&#124;')}</code>", "html")
    return writing.dialect.escape(code_span(text), "code")


def _image(node: Image, writing: Writing) -> str:
    alt = escape_text(_NEWLINE.sub(" ", node.alt), writing.dialect.flavour, brackets=True)
    target = writing.dialect.escape(link_target(node.src), "url")
    return f"![{writing.dialect.escape(alt, 'text')}]({target}{link_title(node.title)})"


def _html(node: HtmlInline, writing: Writing) -> str:
    html = _NEWLINE.sub(" ", node.html) if writing.in_cell else _BLANK_LINES.sub("\n", node.html)
    return writing.dialect.escape(html, "html")


def _footnote(node: FootnoteReference, writing: Writing) -> str:
    """Write a reference to a note that has a text, else a link as WordPress shows one."""
    number = writing.references.found.notes.get(node.label, node.label)
    if node.label in writing.references.found.defined and writing.dialect.footnotes:
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
}
