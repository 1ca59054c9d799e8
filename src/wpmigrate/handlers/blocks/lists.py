"""Lists: what stands in attributes alone, and numbering that Markdown has no word for."""

from wpmigrate.content.attributed import Attributes, number, start, text
from wpmigrate.contract import Block, Context


def listed(block: Block, _: Context) -> str | None:
    """Write a list of attributes, wrap bare items, and let the list say itself how it counts."""
    html = _list(block.attributes, block.html)
    kind = text(block.attributes, "type")
    opening = html.partition(">")[0]
    if kind and html.lstrip().startswith("<ol") and "type" not in opening:
        counted = start("ol", {"style": f"list-style-type:{kind}"} if "-" in kind else {"type": kind}).removesuffix(">")
        html = html.replace("<ol", counted, 1)
    return None if html is block.html else html


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


BLOCKS = {"core/list": listed, "core/list-item": list_item}
