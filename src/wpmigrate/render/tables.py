"""Tables as GFM writes them."""

from collections.abc import Sequence

from msgspec.structs import replace

from wpmigrate.content.nodes import Table, TableCell
from wpmigrate.render.flavours import breaks_out
from wpmigrate.render.html import blocks_html
from wpmigrate.render.inline import write_inlines
from wpmigrate.render.rawhtml import html_block
from wpmigrate.render.writing import Writing

_RULES = {"": "---", "left": ":---", "center": ":---:", "right": "---:"}


def write_table(node: Table, writing: Writing) -> str:
    """Write a table, one row per line; where kramdown would see none, as HTML."""
    text = _table(node, writing)
    if writing.dialect.flavour == "kramdown" and (not node.rows or breaks_out(text, writing.dialect.flavour)):
        return html_block(blocks_html((node,)), writing.dialect, nested=writing.nested)
    return text


def _table(node: Table, writing: Writing) -> str:
    writing = replace(writing, line_break="<br>", in_cell=True)
    width = len(node.header)
    rules = [_RULES[align] for align in node.alignments] + ["---"] * (width - len(node.alignments))
    rows = [_row(node.header, writing), f"| {' | '.join(rules)} |"]
    rows += [_row(row, writing) for row in node.rows]
    return "\n".join(rows)


def _row(cells: Sequence[TableCell], writing: Writing) -> str:
    return f"| {' | '.join(_cell(cell, writing) for cell in cells)} |"


def _cell(cell: TableCell, writing: Writing) -> str:
    """Write a cell: GFM takes the backslash of a pipe away before it reads anything else, code spans included."""
    return write_inlines(cell.children, writing).replace("\n", " ").replace("|", "\\|")
