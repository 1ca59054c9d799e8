"""Lists: items tight or loose, nested where browsers nest them, numbers and check boxes kept."""

import re
from collections.abc import Mapping, Sequence

from selectolax.lexbor import LexborNode

from wpmigrate.content.html import dom
from wpmigrate.content.html.figures import gallery, is_gallery
from wpmigrate.content.html.raw import raw_nodes
from wpmigrate.content.html.space import BOUNDARY, to_blocks
from wpmigrate.content.html.walk import Handler, Walk
from wpmigrate.content.nodes import Block, HtmlInline, List, ListItem, Node, Paragraph, Text
from wpmigrate.diagnostics import Code

_GREATEST = 999_999_999
_LETTERS = frozenset(("A", "a", "I", "i"))
_MARKERS = {
    "upper-alpha": "A", "upper-latin": "A", "lower-alpha": "a", "lower-latin": "a", "upper-roman": "I", "lower-roman": "i",
}  # fmt: skip
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*(?:(?:in|out)side\s+)?([\w-]+)", re.IGNORECASE)
_BOX = '<input type="checkbox"'


class _Numbered:
    """One list of the source, cut where a `value` jumps: Markdown numbers a list by its first item."""

    def __init__(self, start: int) -> None:
        self.runs: list[tuple[int, list[ListItem]]] = [(start, [])]
        self.before: list[Block] = []

    def append(self, item: ListItem, value: int | None) -> None:
        start, items = self.runs[-1]
        if value is not None and value != start + len(items) and 0 <= value <= _GREATEST:
            if items:
                self.runs.append((value, [item]))
                return
            self.runs[-1] = (value, items)
        items.append(item)

    def extend_last(self, nodes: Sequence[Node]) -> None:
        """Put content that stands between items into the item before it, and what comes first before the list."""
        blocks = to_blocks(nodes)
        items = self.runs[-1][1]
        if blocks and items:
            last = items.pop()
            items.append(ListItem([*last.children, *blocks], last.checked))
        else:
            self.before += blocks


def list_marker(attributes: Mapping[str, str | None]) -> str:
    """Answer in which letters an ordered list counts, or an empty string for plain numbers."""
    styled = _STYLE.search(attributes.get("style") or "")
    given = (attributes.get("type") or "").strip()
    return _MARKERS.get(styled[1].lower(), "") if styled else given if given in _LETTERS else ""


def _list(walk: Walk, node: LexborNode) -> Sequence[Node]:
    if node.attrs and is_gallery(node):
        return gallery(walk, node)
    ordered = node.tag == "ol"
    told = _integer(dom.attribute(node, "start")) if ordered else None
    start = 1 if told is None else told
    if "reversed" in node.attributes or not 0 <= start <= _GREATEST:
        return raw_nodes(walk, node)
    marker = list_marker(node.attributes) if ordered and node.attrs else ""
    numbered = _Numbered(start)
    tight = True
    for child in dom.children(node):
        if child.tag == "li":
            numbered.append(_item(walk, child), _integer(dom.attribute(child, "value")) if ordered else None)
            tight = tight and not any(inner.tag == "p" for inner in dom.elements(child))
        else:
            numbered.extend_last(walk.node(child))
    lists = [List(items, ordered, first, tight, marker) for first, items in numbered.runs if items]
    if lists and lists[0].marker:
        walk.report(Code.RAW_HTML, "ol")
    return [*walk.anchor(node), *numbered.before, *lists]


def _item(walk: Walk, node: LexborNode) -> ListItem:
    nodes = walk.nodes(node.first_child)
    checked = _take_box(nodes)
    return ListItem(to_blocks([*walk.anchor(node), *_apart(walk.pictures(node)), *nodes]), checked)


def _apart(pictures: Sequence[Node]) -> Sequence[Node]:
    return (*pictures, BOUNDARY) if pictures else ()


def _take_box(nodes: list[Node]) -> bool | None:
    """Take a check box from the front of an item."""
    for place, node in enumerate(nodes):
        if isinstance(node, HtmlInline) and node.html.startswith(_BOX):
            del nodes[place]
            return " checked" in node.html
        if not (isinstance(node, Paragraph) and not node.children) and not (
            isinstance(node, Text) and not node.text.strip()
        ):
            return None
    return None


def _integer(text: str) -> int | None:
    """Read a number as browsers do; an absurd or missing one is none."""
    digits = text.strip()
    if digits.lstrip("+-").isdecimal() and len(digits) < 12:
        return int(digits)
    return None


HANDLERS: Mapping[str, Handler] = dict.fromkeys(("ul", "ol", "menu", "dir"), _list)
