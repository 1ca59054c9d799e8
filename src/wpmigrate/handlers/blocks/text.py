"""Blocks of text: what stands in their attributes alone, or in a field of the post, is written as their HTML would be."""

import re
from collections.abc import Callable, Mapping

from wpmigrate.content.attributed import Attributes, figure, mappings, number, paragraphs, start, text
from wpmigrate.content.bindings import bound_values, sources, with_attributes, with_text
from wpmigrate.contract import Block, Code, Context

_SHOWN = re.compile(r"(?:\s++|<(?!!)[^<>]*+>)*+\S")
"""A character that is no space, after tags and spaces."""


def bound(block: Block, context: Context) -> str | None:
    """Write a paragraph, heading or button with the values that its bindings give it."""
    values = bound_values(block.name, block.attributes, context.meta)
    if values and block.html.strip():
        html = with_text(block.html, values.get("content") or values.get("text") or "")
        return with_attributes(html, "a", {"href": values.get("url", "")})
    made = written(block, context) if not values else _WRITERS[block.name]({**block.attributes, **values})
    elsewhere = sources(block.attributes)
    if elsewhere and not values and not made and not _shows(block.html):
        context.report(Code.BLOCK_DYNAMIC, f"{block.name}: what {elsewhere} gave"[:100])
    return made


def written(block: Block, _: Context) -> str | None:
    """Write a block whose HTML shows nothing; any other's HTML says all."""
    return None if _shows(block.html) else _WRITERS[block.name](block.attributes) or None


def _shows(html: str) -> bool:
    return _SHOWN.match(html) is not None or "<img" in html


def cited(block: Block, context: Context) -> str | None:
    """Write a quotation that is empty, or whose author stands in the attributes alone."""
    author = text(block.attributes, "citation")
    before, closing, after = block.html.rpartition("</blockquote>")
    if not author or not closing or "<cite" in block.html or "<footer" in block.html:
        return written(block, context)
    return f"{before}<cite>{author}</cite>{closing}{after}"


def _paragraph(attributes: Attributes) -> str:
    content = text(attributes, "content", "text")
    return f"{start('p', {'dir': text(attributes, 'direction')})}{content}</p>" if content else ""


def _heading(attributes: Attributes) -> str:
    level = min(max(number(attributes, "level") or 2, 1), 6)
    content = text(attributes, "content")
    return f"{start(f'h{level}', {'id': text(attributes, 'anchor')})}{content}</h{level}>" if content else ""


def _button(attributes: Attributes) -> str:
    label = text(attributes, "text", "content")
    url, title = text(attributes, "url"), text(attributes, "title")
    return f"<div>{start('a', {'href': url, 'title': title})}{label}</a></div>" if label else ""


def _quote(attributes: Attributes) -> str:
    value = paragraphs(text(attributes, "value"))
    author = text(attributes, "citation")
    cite = f"<cite>{author}</cite>" if author else ""
    return f"<blockquote>{value}{cite}</blockquote>" if value or cite else ""


def _pullquote(attributes: Attributes) -> str:
    quote = _quote(attributes)
    return figure("wp-block-pullquote", quote) if quote else ""


def _verse(attributes: Attributes) -> str:
    content = text(attributes, "content")
    return f'<pre class="wp-block-verse">{content}</pre>' if content else ""


def _details(attributes: Attributes) -> str:
    summary = text(attributes, "summary")
    return f"<details><summary>{summary}</summary></details>" if summary else ""


def _text_columns(attributes: Attributes) -> str:
    return "".join(paragraphs(text(column, "children", "content")) for column in mappings(attributes, "content"))


def _contents(attributes: Attributes) -> str:
    items = [(text(heading, "link"), text(heading, "content")) for heading in mappings(attributes, "headings")]
    lines = [f"<li>{start('a', {'href': link})}{words}</a></li>" for link, words in items if words]
    return f"<ol>{''.join(lines)}</ol>" if lines else ""


def more(block: Block, _: Context) -> str | None:
    """Write the mark of a teaser's end."""
    words = text(block.attributes, "customText").replace("--", "").replace(">", "")
    return None if block.html.strip() else f"<!--more {words}-->" if words else "<!--more-->"


def page_break(block: Block, _: Context) -> str | None:
    """Write the mark between two pages."""
    return None if block.html.strip() else "<!--nextpage-->"


def separator(block: Block, _: Context) -> str | None:
    """Write a rule."""
    return None if block.html.strip() else "<hr>"


def widget_group(block: Block, _: Context) -> str | None:
    """Write the title above the widgets, as WordPress does."""
    title = text(block.attributes, "title")
    return f"<h2>{title}</h2>{block.html}" if title and "widget-title" not in block.html else None


_WRITERS: Mapping[str, Callable[[Attributes], str]] = {
    "core/paragraph": _paragraph,
    "core/subhead": _paragraph,
    "core/heading": _heading,
    "core/button": _button,
    "core/quote": _quote,
    "core/pullquote": _pullquote,
    "core/verse": _verse,
    "core/details": _details,
    "core/text-columns": _text_columns,
    "core/table-of-contents": _contents,
}
BLOCKS = {
    **dict.fromkeys(_WRITERS, written),
    **dict.fromkeys(("core/paragraph", "core/heading", "core/button"), bound),
    **dict.fromkeys(("core/quote", "core/pullquote"), cited),
    "core/more": more,
    "core/nextpage": page_break,
    "core/separator": separator,
    "core/widget-group": widget_group,
}
