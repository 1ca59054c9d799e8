"""Lists: what stands in attributes alone, and numbering that Markdown has no word for."""

import re
from collections.abc import Sequence

from wpmigrate.content.attributed import Attributes, number, start, text
from wpmigrate.content.nodes import HtmlBlock, List
from wpmigrate.contract import Block, Code, Context, Node
from wpmigrate.render.html import blocks_html

_STYLES = {
    "upper-alpha": "A", "upper-latin": "A", "lower-alpha": "a", "lower-latin": "a",
    "upper-roman": "I", "lower-roman": "i", "A": "A", "a": "a", "I": "I", "i": "i",
}  # fmt: skip
_STYLE = re.compile(r"""list-style(?:-type)?\s*:\s*([\w-]+)|\stype\s*=\s*["']?([AaIi])\b""")


def listed(block: Block, context: Context) -> Sequence[Node] | str | None:
    """Write a list of attributes, wrap bare items, and keep letters and Roman numerals as HTML."""
    html = _list(block.attributes, block.html)
    style = _style(block.attributes, html) if html.lstrip().startswith("<ol") else ""
    if not style or "<ol reversed" in html:
        return None if html is block.html else html
    blocks = context.blocks(html)
    if len(blocks) != 1 or not isinstance(blocks[0], List):
        return blocks
    context.report(Code.RAW_HTML, "ol")
    return [HtmlBlock(blocks_html(blocks).replace("<ol", f'<ol type="{style}"', 1))]


def list_item(block: Block, _: Context) -> str | None:
    """Write an item whose text stands in its attributes."""
    content = text(block.attributes, "content")
    return f"<li>{content}</li>" if content and not block.html.strip() else None


def _list(attributes: Attributes, html: str) -> str:
    """Answer the HTML of a list; one that has its tag already says the rest itself."""
    values = text(attributes, "values")
    items = html.strip() or (values if "<li" in values or not values else f"<li>{values}</li>")
    if not items.startswith("<li"):
        return html
    ordered = attributes.get("ordered") is True
    first = number(attributes, "start") if "start" in attributes else 1
    opening = start("ol" if ordered else "ul", {"start": str(first) if ordered and first != 1 else ""})
    if ordered and attributes.get("reversed") is True:
        opening = opening.replace("<ol", "<ol reversed")
    return f"{opening}{items}</{'ol' if ordered else 'ul'}>"


def _style(attributes: Attributes, html: str) -> str:
    tag = html.partition(">")[0]
    found = _STYLE.search(tag)
    return _STYLES.get(text(attributes, "type") or (found[1] or found[2] if found else ""), "")


BLOCKS = {"core/list": listed, "core/list-item": list_item}
