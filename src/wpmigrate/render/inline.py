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
_BREAKS = (HardBreak, SoftBreak)
_NEWLINE = re.compile(r"[ \t\r]*\n[ \t\r]*")


class Span(Struct):
    """A piece of Markdown and the characters at its two ends that decide whether a mark beside it opens or closes.

    For a mark they are the ends of what it holds, because delimiters that touch are one run.
    """

    text: str
    first: str = ""
    last: str = ""


class Mark(Struct, frozen=True):
    """How a mark is written, and the HTML that says the same."""

    delimiter: str
    tag: str


_MARKS: Mapping[type, Mark] = {
    Emphasis: Mark("*", "em"),
    Strong: Mark("**", "strong"),
    Strikethrough: Mark("~~", "del"),
}

Writer: TypeAlias = Callable[[Any, Writing], str]


def write_inlines(nodes: Sequence[Inline], writing: Writing) -> str:
    """Write the inlines of one block."""
    return write_span(nodes, writing).text


def write_span(nodes: Sequence[Inline], writing: Writing) -> Span:
    """Write inlines left to right; a mark is chosen when both of its neighbours are known."""
    pieces = _pieces(nodes, writing)
    out = ""
    first = last = ""
    for place, (mark, span) in enumerate(pieces):
        if not span.text:
            continue
        if mark is None:
            text, begin, end = span.text, span.first, span.last
        else:
            following = next((after.first for _, after in pieces[place + 1 :] if after.text), None)
            text, begin, end = _marked(mark, span, last if out else None, following)
        if text[0] in "<%" and out.endswith("{"):
            out = out[:-1] + "&#123;"  # never make template syntax of what was none
        if not out:
            first = begin
        out += text
        last = end
    return Span(out, first, last)


def _pieces(nodes: Sequence[Inline], writing: Writing) -> list[tuple[Mark | None, Span]]:
    pieces: list[tuple[Mark | None, Span]] = []
    final = len(nodes) - 1
    for place, node in enumerate(nodes):
        kind = type(node)
        if kind is Text:
            text = _text(node.text, writing, nodes[place + 1] if place < final else None)  # type: ignore[union-attr]
        elif kind in _MARKS:
            pieces += _mark_pieces(node, writing)
            continue
        elif kind is Link or kind is HtmlSpan:
            pieces += _spaced_pieces(node, writing)
            continue
        else:
            text = _WRITERS[kind](node, writing)
        if text:
            pieces.append((None, Span(text, text[0], text[-1])))
    return pieces


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


def _mark_pieces(node: Emphasis | Strong | Strikethrough, writing: Writing) -> list[tuple[Mark | None, Span]]:
    """Write what a mark holds, with the white space at its edges moved out."""
    kind = type(node)
    before, core, after = _trim(node.children)
    pieces = _pieces(before, writing)
    if core:
        if kind in writing.marks:
            span = write_span(core, writing)
            pieces.append((None, span))
        else:
            pieces.append((_mark(kind, writing), write_span(core, writing.within(kind))))
    return pieces + _pieces(after, writing)


def _mark(kind: type, writing: Writing) -> Mark:
    mark = _MARKS[kind]
    return Mark("", mark.tag) if kind is Strikethrough and writing.dialect.flavour == "python-markdown" else mark


def _trim(nodes: Sequence[Inline]) -> tuple[Sequence[Inline], Sequence[Inline], Sequence[Inline]]:
    """Split nodes into white space and breaks in front, the core, and white space and breaks behind."""
    core = list(nodes)
    before: list[Inline] = []
    after: list[Inline] = []
    while core and _peel(core, 0, before):
        pass
    while core and _peel(core, -1, after):
        pass
    return before, core, after[::-1]


def _peel(core: list[Inline], place: int, out: list[Inline]) -> bool:
    """Move white space from one end; answer whether the end may hold more."""
    node = core[place]
    if isinstance(node, _BREAKS):
        out.append(core.pop(place))
        return True
    if not isinstance(node, Text):
        return False
    text = node.text.strip()
    if not text:
        out.append(core.pop(place))
        return True
    bare = node.text.lstrip() if place == 0 else node.text.rstrip()
    if bare != node.text:
        edge = node.text[: len(node.text) - len(bare)] if place == 0 else node.text[len(bare) :]
        out.append(Text(edge))
        core[place] = Text(bare)
    return False


def _marked(mark: Mark, inner: Span, before: str | None, after: str | None) -> tuple[str, str, str]:
    """Write a mark, as HTML where CommonMark would not open or close it; answer its text and its outer ends."""
    if mark.delimiter and _opens(mark, inner, before) and _closes(mark, inner, after):
        text = f"{mark.delimiter}{inner.text}{mark.delimiter}"
        return (text, inner.first, inner.last) if mark.delimiter[0] == "*" else (text, "~", "~")
    return f"<{mark.tag}>{inner.text}</{mark.tag}>", "<", ">"


def _opens(mark: Mark, inner: Span, before: str | None) -> bool:
    """Answer whether a delimiter opens: `before` is None at the start of what stands around, whose own mark decides."""
    first = inner.first if mark.delimiter[0] == "*" else inner.text[0]
    if is_space(first):
        return False
    return before is None or not may_be_punctuation(first) or is_space(before) or is_punctuation(before)


def _closes(mark: Mark, inner: Span, after: str | None) -> bool:
    last = inner.last if mark.delimiter[0] == "*" else inner.text[-1]
    if is_space(last):
        return False
    return after is None or not may_be_punctuation(last) or is_space(after) or is_punctuation(after)


def _spaced_pieces(node: Link | HtmlSpan, writing: Writing) -> list[tuple[Mark | None, Span]]:
    """Write a link or a span of HTML, with the white space at its edges moved out."""
    before, core, after = _trim(node.children)
    text = _link(node, core, writing) if isinstance(node, Link) else _html_span(node, core, writing)
    return [*_pieces(before, writing), (None, Span(text, text[:1], text[-1:])), *_pieces(after, writing)]


def _link(node: Link, children: Sequence[Inline], writing: Writing) -> str:
    if writing.in_link:
        return write_inlines(children, writing)
    short = _autolink(node, children)
    if short:
        return writing.dialect.escape(short, "url")
    text = write_inlines(children, replace(writing, in_link=True))
    target = writing.dialect.escape(link_target(node.href), "url")
    return f"[{text}]({target}{link_title(node.title)})"


def _autolink(node: Link, children: Sequence[Inline]) -> str:
    """Write `<url>` for a link that shows its own URL."""
    if node.title or len(children) != 1 or not isinstance(children[0], Text):
        return ""
    text = children[0].text
    if text == node.href and _AUTOLINK.match(text):
        return f"<{text}>"
    return f"<{text}>" if node.href == f"mailto:{text}" and _MAIL.match(text) else ""


def _html_span(node: HtmlSpan, children: Sequence[Inline], writing: Writing) -> str:
    escape = writing.dialect.escape
    return escape(node.open, "html") + write_inlines(children, writing) + escape(node.close, "html")


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
    link = Link(f"#{node.label}", (Text(str(number)),))
    return f"<sup>{_link(link, link.children, writing)}</sup>"


_WRITERS: Mapping[type, Writer] = {
    Verbatim: _verbatim,
    HardBreak: _hard_break,
    SoftBreak: _soft_break,
    Code: _code,
    Image: _image,
    HtmlInline: _html,
    FootnoteReference: _footnote,
}
