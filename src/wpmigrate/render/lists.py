"""Lists: indented so that every flavour nests them, tight where the source is."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from msgspec.structs import replace

from wpmigrate.content.nodes import Block, CodeBlock, List, ListItem, Paragraph
from wpmigrate.render.dialect import Flavour
from wpmigrate.render.writing import Writing

_RULE = re.compile(r"[ ]{0,3}([-*])(?:[ \t]*\1){2,}[ \t]*")
_LINE = re.compile(r"\n(?=[^\n])")


class Write(Protocol):
    """How a block is written."""

    def __call__(self, block: Block, writing: Writing, *, alternate: bool = False) -> str:
        """Write one block."""


def write_list(node: List, writing: Writing, write: Write, *, alternate: bool = False) -> str:
    """Write a list; `alternate` asks for the other marker, which starts another list."""
    nested = replace(writing, nested=True)
    tight = is_tight(node) and all(_stays_tight(item.children) for item in node.items)
    items = [
        write_item(
            item, marker_of(node, place, alternate=alternate), _body(item.children, nested, write, tight=tight), nested
        )
        for place, item in enumerate(node.items)
    ]
    return ("\n" if tight else "\n\n").join(items)


def is_tight(node: List) -> bool:
    """Answer whether no space shows between items: only paragraphs have some."""
    return node.tight or not any(isinstance(child, Paragraph) for item in node.items for child in item.children)


def marker_of(node: List, place: int, *, alternate: bool = False) -> str:
    """Answer the marker of an item."""
    if not node.ordered:
        return "*" if alternate else "-"
    return f"{node.start + place}{')' if alternate else '.'}"


def write_item(item: ListItem, marker: str, body: str, writing: Writing) -> str:
    """Write an item, given what stands in it."""
    flavour = writing.dialect.flavour
    text = not item.children or isinstance(item.children[0], Paragraph)
    if item.checked is not None:
        box = "[x]" if item.checked else "[ ]"
        if flavour == "python-markdown":
            box = f'<input type="checkbox"{" checked" if item.checked else ""} disabled>'
        body = f"{box} {body}" if text else f"{box}\n\n{body}"
        text = True
    if not body:  # only CommonMark knows an empty item
        return marker if flavour == "commonmark" else f"{marker} &nbsp;"
    width = max(writing.dialect.list_indent, len(marker) + 1)
    # a first block that is not text must start where the lines below it do
    aligned = not text or (flavour != "commonmark" and _has_margin(item, body, flavour))
    lead = marker.ljust(min(width, len(marker) + 4)) if aligned else marker + " "
    return _no_rule(lead + indent(body.rstrip("\n "), width))


def _no_rule(item: str) -> str:
    """Keep the markers of empty items in each other from being read as a rule."""
    first, end, rest = item.partition("\n")
    return f"{first.rstrip()} <!-- -->{end}{rest}" if _RULE.fullmatch(first) else item


def _has_margin(item: ListItem, body: str, flavour: Flavour) -> bool:
    """Answer whether the text of an item must stand where its other lines do: kramdown and indented code measure from there."""
    return "\n" in body if flavour == "kramdown" else any(isinstance(child, CodeBlock) for child in item.children)


def _body(children: Sequence[Block], writing: Writing, write: Write, *, tight: bool) -> str:
    """Write the blocks of an item; in a tight list without empty lines where no line can be taken for another's."""
    out = ""
    before: Block | None = None
    alternate = False
    for block in children:
        alternate = _follows(before, block) and not alternate
        text = write(block, writing, alternate=alternate)
        if text:
            gap = "\n" if tight and before is not None and _touches(before, block) else "\n\n"
            out += gap + text if out else text
            before = block
    return out


def _follows(before: Block | None, block: Block) -> bool:
    """Answer whether Markdown would take a list for the rest of the one before it."""
    return isinstance(before, List) and isinstance(block, List) and before.ordered == block.ordered


def _stays_tight(children: Sequence[Block]) -> bool:
    """Answer whether no two blocks of an item need an empty line between them: it would make the whole list loose."""
    return all(_touches(before, block) for before, block in pairwise(children))


def _touches(before: Block, block: Block) -> bool:
    """Answer whether a block may follow another on the next line: it can interrupt a paragraph, or need not."""
    if isinstance(before, Paragraph):
        return isinstance(block, CodeBlock) or (isinstance(block, List) and interrupts(block))
    return isinstance(before, CodeBlock) and isinstance(block, Paragraph | CodeBlock)


def interrupts(node: List) -> bool:
    """Answer whether a list may follow text without an empty line: no HTML, it starts at 1, and its first item is not empty."""
    return (
        not node.marker and (not node.ordered or node.start == 1) and bool(node.items) and bool(node.items[0].children)
    )


def indent(text: str, width: int) -> str:
    """Indent all lines but the first and empty ones."""
    return _LINE.sub("\n" + " " * width, text)
