"""Tables: those GFM can say become nodes, all others stay HTML."""

import re
from collections.abc import Mapping, Sequence
from itertools import chain

from selectolax.lexbor import LexborNode

from wpmigrate.content.html import dom
from wpmigrate.content.html.raw import raw_nodes
from wpmigrate.content.html.space import to_blocks
from wpmigrate.content.html.walk import Handler, Walk
from wpmigrate.content.nodes import Alignment, Inline, Node, Paragraph, Table, TableCell

_ALIGN = re.compile(r"text-align\s*:\s*(left|center|right)|has-text-align-(left|center|right)", re.IGNORECASE)
_UNSAYABLE = frozenset("table caption ul ol dl pre blockquote h1 h2 h3 h4 h5 h6 hr form iframe figure details".split())
_PARTS = frozenset(("thead", "tbody", "tfoot", "colgroup", "col", "tr", dom.TEXT, dom.COMMENT))


def _table(walk: Walk, node: LexborNode) -> Sequence[Node]:
    table = None if _is_complex(walk, node) else _simple(walk, node)
    return [*walk.anchor(node), *(raw_nodes(walk, node) if table is None else (table,))]


def _is_complex(walk: Walk, node: LexborNode) -> bool:
    if walk.pictures(node):
        return True
    for inner in dom.descendants(node):
        tag = inner.tag
        if tag in _UNSAYABLE or (tag in _PARTS and walk.pictures(inner)):
            return True
        if tag in ("td", "th") and inner.attrs:
            if walk.pictures(inner):
                return True
            attributes = inner.attributes
            if any((attributes.get(name) or "1").strip() not in ("1", "") for name in ("colspan", "rowspan")):
                return True
    return False


def _simple(walk: Walk, node: LexborNode) -> Table | None:
    """Read a table of plain cells, or None when a row or a cell is more than GFM can say."""
    head, rows = _rows(node)
    width = max((len(row) for row in chain(head, rows)), default=0)
    if not width or any(len(row) != width for row in chain(head, rows)):
        return None
    if any(child.tag not in _PARTS for child in dom.children(node)):
        return None
    if not head and rows and all(cell.tag == "th" for cell in rows[0]):
        head, rows = rows[:1], rows[1:]
    alignments = [_alignment(cell) for cell in (head or rows)[0]]
    cells = [[_cell(walk, cell) for cell in row] for row in chain(head[:1], head[1:], rows)]
    if any(cell is None for row in cells for cell in row):
        return None
    read = [[TableCell(cell or ()) for cell in row] for row in cells]
    header = read[0] if head else [TableCell(())] * width
    return Table(header, read[1:] if head else read, alignments)


def _rows(node: LexborNode) -> tuple[list[list[LexborNode]], list[list[LexborNode]]]:
    """List the cells of the rows of the head, and of all other rows; empty rows do not show."""
    head: list[list[LexborNode]] = []
    rows: list[list[LexborNode]] = []
    for part in dom.elements(node):
        target = head if part.tag == "thead" else rows
        for row in (part,) if part.tag == "tr" else dom.elements(part):
            cells = [cell for cell in dom.elements(row) if cell.tag in ("td", "th")]
            if cells:
                target.append(cells)
    return head, rows


def _cell(walk: Walk, node: LexborNode) -> Sequence[Inline] | None:
    """Read one cell, or None when it holds more than one paragraph."""
    blocks = to_blocks([*walk.anchor(node), *walk.nodes(node.first_child)])
    if not blocks:
        return ()
    only = blocks[0]
    return only.children if len(blocks) == 1 and isinstance(only, Paragraph) else None


def _alignment(node: LexborNode) -> Alignment:
    if not node.attrs:
        return ""
    align = dom.attribute(node, "align").lower()
    found = _ALIGN.search(f"{dom.attribute(node, 'style')} {dom.attribute(node, 'class')}")
    value = align or (found and (found[1] or found[2]).lower()) or ""
    return value if value in ("left", "center", "right") else ""  # type: ignore[return-value]


HANDLERS: Mapping[str, Handler] = {"table": _table}
