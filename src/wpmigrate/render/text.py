"""Document → plain text, for descriptions, summaries and places that know no markup.

html2text turns the HTML into text: from a tree that holds nothing but paragraphs and line breaks, because it writes
Markdown for all else. It is made anew for each call: an error or an unclosed element would poison the next text.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from html2text import HTML2Text

from wpmigrate.content.depth import is_too_deep
from wpmigrate.content.html import parse_html
from wpmigrate.content.nodes import (
    Block,
    BlockQuote,
    Code,
    CodeBlock,
    Document,
    Embed,
    Emphasis,
    Figure,
    FootnoteDefinition,
    HardBreak,
    Heading,
    HtmlBlock,
    HtmlContainer,
    HtmlInline,
    HtmlSpan,
    Inline,
    Link,
    List,
    MarkdownBlock,
    Math,
    Paragraph,
    SoftBreak,
    Strikethrough,
    Strong,
    Table,
    Text,
    Verbatim,
    VerbatimBlock,
)
from wpmigrate.content.tokens import Tokens
from wpmigrate.render.html import escape_html
from wpmigrate.render.rendered import render_commonmark

_START = "\ufdd0"
"""Stands at each start of a line, so that html2text escapes no `1.` and `-` there: a character that no text may hold."""

_BACKSLASH = "\ufdd1"
"""Stands for each backslash of the text: one that html2text writes is an escape of Markdown, which plain text has not."""

_BACKSLASHES = re.compile(r"\\|&(?:#0*92|#x0*5c|bsol);", re.IGNORECASE)
_SAYS_ITSELF = re.compile(
    r"[^<>&\\\x00-\x1f\x7f-\xa0\u00ad\u200b-\u200f\u2028-\u202e\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\uffff]*+"
)
"""Text without anything that HTML or Markdown could mean something by."""
_TAG = re.compile(r"<[^<>]*>")
_UNSEEN = re.compile(r"<(script|style|template)\b", re.IGNORECASE)
_EMPTY_LINES = re.compile(r"\n{3,}")


def render_text(source: Document | str) -> str:
    """Write a document, or HTML, as plain text: paragraphs with an empty line between them."""
    if isinstance(source, str):
        if _SAYS_ITSELF.fullmatch(source) and source == " ".join(source.split()):
            return source
        if is_too_deep(source):
            return _without_tags(source)
        source = Document(_parsed(source))
    return _plain("\n".join(_blocks(source.children)))


def _parsed(html: str) -> Sequence[Block]:
    return parse_html(html, Tokens(html), lambda _: None)


def summary(text: str, limit: int) -> str:
    """Cut text to at most `limit` characters in one line, at a word where words have spaces."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    cut = line[: max(limit - 1, 0)]
    if not line[len(cut)].isspace():
        space = cut.rfind(" ")
        cut = cut[:space] if space > limit // 2 else cut
    return (cut.rstrip(" ,;:–—-") + "…")[:limit]


def _plain(html: str) -> str:
    """Let html2text write paragraphs as text."""
    converter = HTML2Text(bodywidth=0)
    converter.unicode_snob = True
    converter.ignore_links = True
    converter.ignore_images = True
    converter.ignore_emphasis = True
    converter.ignore_tables = True
    try:
        text = converter.handle(_BACKSLASHES.sub(_BACKSLASH, html))
    except Exception:  # noqa: BLE001 - html2text and html.parser raise whatever they like on odd markup
        return _without_tags(html)
    return _tidy(text.replace("\\", "").replace(_BACKSLASH, "\\"))


def _tidy(text: str) -> str:
    lines = (line.replace(_START, "").strip(" \t") for line in text.split("\n"))
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def _without_tags(html: str) -> str:
    """Drop the tags by hand."""
    html = re.sub(r"</?(?:p|div|br|li|tr|h[1-6])\b[^<>]*>", "\n", html)
    return _tidy(unescape(_TAG.sub("", html)).replace(_BACKSLASH, "\\"))


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    """Write blocks as paragraphs."""
    for block in blocks:
        writer = _WRITERS.get(type(block))
        if writer is not None:
            yield from writer(block)


def _paragraph(lines: str) -> Iterator[str]:
    if lines.strip():
        yield f"<p>{_START}{lines}</p>"


def _escaped(text: str) -> str:
    return escape_html(text).replace("\n", f"<br>{_START}")


def _inlines(nodes: Sequence[Inline]) -> str:
    return "".join(map(_inline, nodes))


def _inline(node: Inline) -> str:
    if isinstance(node, Text | Code | Verbatim):
        return escape_html(node.text)
    if isinstance(node, Math):
        return escape_html(node.source)
    if isinstance(node, Emphasis | Strong | Strikethrough | Link | HtmlSpan):
        return _inlines(node.children)
    if isinstance(node, HardBreak):
        return f"<br>{_START}"
    if isinstance(node, SoftBreak):
        return " "
    return _seen(node.html) if isinstance(node, HtmlInline) else ""


def _seen(html: str) -> str:
    """Keep raw HTML that a reader sees as text."""
    return "" if _UNSEEN.match(html) else html


def _list(node: List) -> Iterator[str]:
    for number, item in enumerate(node.items, node.start):
        marker = f"{number}. " if node.ordered else "- "
        inner = list(_blocks(item.children))
        if inner and inner[0].startswith(f"<p>{_START}"):
            inner[0] = inner[0].replace(_START, _START + marker, 1)
        yield from inner


def _table(node: Table) -> Iterator[str]:
    rows = [" | ".join(_inlines(cell.children) for cell in row) for row in (node.header, *node.rows)]
    yield from _paragraph(f"<br>{_START}".join(row for row in rows if row.strip(" |")))


def _figure(node: Figure) -> Iterator[str]:
    yield from _blocks(node.children)
    yield from _paragraph(_inlines(node.caption))


def _container(node: HtmlContainer) -> Iterator[str]:
    yield from _paragraph(_TAG.sub("", node.open))
    yield from _blocks(node.children)


def _inside(node: BlockQuote | FootnoteDefinition) -> Iterator[str]:
    return _blocks(node.children)


_WRITERS: Mapping[type, Callable[[Any], Iterator[str]]] = {
    Paragraph: lambda node: _paragraph(_inlines(node.children)),
    Heading: lambda node: _paragraph(_inlines(node.children)),
    BlockQuote: _inside,
    FootnoteDefinition: _inside,
    List: _list,
    CodeBlock: lambda node: _paragraph(_escaped(node.text)),
    VerbatimBlock: lambda node: _paragraph(_escaped(node.text)),
    MarkdownBlock: lambda node: _blocks(_parsed(render_commonmark(node.text))),
    Table: _table,
    Figure: _figure,
    Embed: lambda node: _paragraph(escape_html(node.title or node.url)),
    HtmlContainer: _container,
    HtmlBlock: lambda node: _paragraph(_seen(node.html)),
}
"""Blocks that hold text; rules, players and page breaks hold none."""
