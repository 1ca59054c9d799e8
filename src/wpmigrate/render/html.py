"""Document → clean HTML, for feeds, plain text, and the places where Markdown cannot speak."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

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
    FootnoteReference,
    HardBreak,
    Heading,
    HtmlBlock,
    HtmlContainer,
    HtmlInline,
    HtmlSpan,
    Image,
    Inline,
    Link,
    List,
    ListItem,
    MarkdownBlock,
    Math,
    Media,
    Node,
    PageBreak,
    Paragraph,
    ReadMore,
    SoftBreak,
    Strikethrough,
    Strong,
    Table,
    TableCell,
    Text,
    ThematicBreak,
    Verbatim,
    VerbatimBlock,
)
from wpmigrate.render.rendered import render_commonmark


def render_html(document: Document) -> str:
    """Write a document as HTML, one block per line."""
    return blocks_html(document.children)


def blocks_html(blocks: Sequence[Block]) -> str:
    """Write blocks as HTML."""
    return "\n".join(filter(None, map(_write, blocks)))


def inlines_html(nodes: Sequence[Inline]) -> str:
    """Write inlines as HTML."""
    return nodes_html(nodes)


def nodes_html(nodes: Sequence[Node]) -> str:
    """Write inlines and blocks as they stand."""
    return "".join(map(_write, nodes))


def escape_html(text: str) -> str:
    """Escape text for an element or a quoted attribute."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _write(node: Node) -> str:
    return _WRITERS[type(node)](node)


def _attribute(name: str, value: str) -> str:
    return f' {name}="{escape_html(value)}"' if value else ""


def _around(tag: str) -> Callable[[Any], str]:
    return lambda node: f"<{tag}>{inlines_html(node.children)}</{tag}>"


def _text(node: Text | Verbatim | VerbatimBlock) -> str:
    return escape_html(node.text).replace("&quot;", '"')


def _link(node: Link) -> str:
    return f'<a href="{escape_html(node.href)}"{_attribute("title", node.title)}>{inlines_html(node.children)}</a>'


def _image(node: Image) -> str:
    return f'<img src="{escape_html(node.src)}" alt="{escape_html(node.alt)}"{_attribute("title", node.title)}>'


def _footnote(node: FootnoteReference) -> str:
    label = escape_html(node.label)
    return f'<sup data-fn="{label}"><a href="#fn-{label}">{label}</a></sup>'


def _heading(node: Heading) -> str:
    return f"<h{node.level}{_attribute('id', node.id)}>{inlines_html(node.children)}</h{node.level}>"


def _list(node: List) -> str:
    tag = "ol" if node.ordered else "ul"
    start = f' start="{node.start}"' if node.ordered and node.start != 1 else ""
    kind = f' type="{node.marker}"' if node.marker else ""
    items = "\n".join(f"<li>{_item(item, tight=node.tight)}</li>" for item in node.items)
    return f"<{tag}{kind}{start}>\n{items}\n</{tag}>"


def _item(item: ListItem, *, tight: bool) -> str:
    box = "" if item.checked is None else f'<input type="checkbox"{" checked" if item.checked else ""} disabled> '
    parts = [
        inlines_html(child.children) if tight and isinstance(child, Paragraph) else _write(child)
        for child in item.children
    ]
    return box + "\n".join(filter(None, parts))


def _code_block(node: CodeBlock) -> str:
    name = f' class="language-{escape_html(node.info)}"' if node.info else ""
    return f"<pre><code{name}>{escape_html(node.text)}\n</code></pre>"


def _table(node: Table) -> str:
    head = ""
    if any(cell.children for cell in node.header):
        head = f"<thead>\n{_row(node.header, 'th', node.alignments)}\n</thead>\n"
    rows = "\n".join(_row(row, "td", node.alignments) for row in node.rows)
    return f"<table>\n{head}<tbody>\n{rows}\n</tbody>\n</table>"


def _row(cells: Sequence[TableCell], tag: str, alignments: Sequence[str]) -> str:
    written = (
        f"<{tag}{_attribute('align', align)}>{inlines_html(cell.children)}</{tag}>"
        for cell, align in zip(cells, alignments, strict=False)
    )
    return f"<tr>{''.join(written)}</tr>"


def _figure(node: Figure) -> str:
    caption = f"\n<figcaption>{inlines_html(node.caption)}</figcaption>" if node.caption else ""
    return f"<figure>\n{blocks_html(node.children)}{caption}\n</figure>"


def _embed(node: Embed) -> str:
    return node.html or f'<p><a href="{escape_html(node.url)}">{escape_html(node.title or node.url)}</a></p>'


def _footnote_definition(node: FootnoteDefinition) -> str:
    return f'<div id="fn-{escape_html(node.label)}">\n{blocks_html(node.children)}\n</div>'


_WRITERS: Mapping[type, Callable[[Any], str]] = {
    Text: _text,
    Verbatim: _text,
    SoftBreak: lambda _: "\n",
    HardBreak: lambda _: "<br>",
    Emphasis: _around("em"),
    Strong: _around("strong"),
    Strikethrough: _around("del"),
    Code: lambda node: f"<code>{escape_html(node.text)}</code>",
    Link: _link,
    Image: _image,
    HtmlSpan: lambda node: f"{node.open}{inlines_html(node.children)}{node.close}",
    HtmlInline: lambda node: node.html,
    FootnoteReference: _footnote,
    Math: lambda node: escape_html(node.source),
    Paragraph: _around("p"),
    Heading: _heading,
    ThematicBreak: lambda _: "<hr>",
    BlockQuote: lambda node: f"<blockquote>\n{blocks_html(node.children)}\n</blockquote>",
    List: _list,
    CodeBlock: _code_block,
    Table: _table,
    Figure: _figure,
    Embed: _embed,
    Media: lambda node: node.html,
    HtmlContainer: lambda node: f"{node.open}\n{blocks_html(node.children)}\n{node.close}",
    HtmlBlock: lambda node: node.html,
    VerbatimBlock: lambda node: f"<p>{_text(node)}</p>",
    MarkdownBlock: lambda node: render_commonmark(node.text).strip("\n"),
    ReadMore: lambda _: "<!--more-->",
    PageBreak: lambda _: "<!--nextpage-->",
    FootnoteDefinition: _footnote_definition,
}
