"""Lists of kramdown and Python-Markdown: an empty line wherever one of them, or CommonMark, might want it."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from wpmigrate.content.nodes import Block, BlockQuote, CodeBlock, List, ListItem, Paragraph, Table
from wpmigrate.render.html import blocks_html
from wpmigrate.render.lists import Write, indent, interrupts, is_tight, marker_of, write_item
from wpmigrate.render.rawhtml import html_block
from wpmigrate.render.writing import Writing

WriteAll = Callable[[Sequence[Block], Writing], str]

_LED = (CodeBlock, BlockQuote, Table)
"""Blocks of several lines that Python-Markdown reads right after a marker in their own way."""


def write_list_apart(node: List, outer: Writing, write: Write, write_all: WriteAll) -> str:
    """Write a list for a flavour in which an empty line must stand around every block but text and a list right below it."""
    if outer.dialect.flavour == "python-markdown" and (_has_wide_margin(node) or (outer.nested and _leads_far(node))):
        return html_block(blocks_html((node,)), outer.dialect, nested=outer.nested)
    writing = replace(outer, nested=True)
    tight = _is_close(node)
    gap = "\n" if tight else "\n\n"
    items = []
    for place, item in enumerate(node.items):
        marker = marker_of(node, place)
        if tight:
            body = gap.join(filter(None, [write(child, writing) for child in item.children]))
            items.append(write_item(item, marker, body, writing))
        elif item.children and isinstance(item.children[0], _LED):
            items.append(_led_item(item, marker, write_all(item.children, replace(writing, leads=True)), writing))
        else:
            items.append(write_item(item, marker, write_all(item.children, writing), writing))
    starts = node.ordered and node.start != 1 and writing.dialect.flavour == "kramdown"
    return gap.join(items) + (f'\n{{: start="{node.start}"}}' if starts else "")


def _led_item(item: ListItem, marker: str, body: str, writing: Writing) -> str:
    """Write an item whose marker stands before a block that is no text: Python-Markdown looks for its lines right below it."""
    first, _, rest = body.partition("\n\n")
    if writing.dialect.flavour == "kramdown" or "\n" not in first or item.checked is not None:
        return write_item(item, marker, body, writing)
    if len(marker) > _LONGEST_CLOSE:
        return write_item(ListItem((Paragraph(()),)), marker, f"&nbsp;\n\n{body}", writing)
    close = f"{marker} {indent(first, len(marker) + 1)}"
    width = max(writing.dialect.list_indent, len(marker) + 1)
    return f"{close}\n\n{' ' * width}{indent(rest, width)}" if rest else close


_LONGEST_CLOSE = 2
"""Characters of a marker after which a text starts less than four spaces in."""


def _has_wide_margin(node: List) -> bool:
    """Answer whether a number leaves less than four spaces for what stands below its text."""
    return node.ordered and any(
        len(str(node.start + place)) + _AFTER_NUMBER > _MARGIN and len(item.children) > 1
        for place, item in enumerate(node.items)
    )


def _leads_far(node: List) -> bool:
    """Answer whether a list, or a quote of more than a text, stands right after a marker: below another list it would be read as code."""
    leads = (item.children[0] for item in node.items if item.children)
    return any(
        isinstance(lead, List) or (isinstance(lead, BlockQuote) and not _is_text(lead.children)) for lead in leads
    )


def _is_text(blocks: Sequence[Block]) -> bool:
    return len(blocks) == 1 and isinstance(blocks[0], Paragraph)


_AFTER_NUMBER = 2
_MARGIN = 4


def _is_close(node: List) -> bool:
    """Answer whether a list and those in it need no empty line."""
    return is_tight(node) and all(_is_plain(item.children) for item in node.items)


def _is_plain(children: Sequence[Block]) -> bool:
    """Answer whether an item holds text, and at most a list right below it."""
    if len(children) <= 1:
        return not children or not isinstance(children[0], (List, *_LED))
    return (
        len(children) == 2
        and isinstance(children[0], Paragraph)
        and isinstance(children[1], List)
        and interrupts(children[1])
        and _is_close(children[1])
    )
