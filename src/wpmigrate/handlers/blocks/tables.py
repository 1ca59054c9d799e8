"""Tables whose cells stand in the attributes."""

from wpmigrate.content.attributed import Attributes, figure, mappings, start, text
from wpmigrate.contract import Block, Context

_PARTS = {"head": "thead", "body": "tbody", "foot": "tfoot"}


def table(block: Block, _: Context) -> str | None:
    """Write the table of the attributes where the HTML has none."""
    parts = [_part(block.attributes, name) for name in _PARTS]
    if "<table" in block.html or not any(parts):
        return None
    return figure("wp-block-table", f"<table>{''.join(parts)}</table>", text(block.attributes, "caption"))


def _part(attributes: Attributes, name: str) -> str:
    rows = ["".join(_cell(cell, name) for cell in mappings(row, "cells")) for row in mappings(attributes, name)]
    written = "".join(f"<tr>{row}</tr>" for row in rows if row)
    return f"<{_PARTS[name]}>{written}</{_PARTS[name]}>" if written else ""


def _cell(cell: Attributes, part: str) -> str:
    tag = "th" if text(cell, "tag") == "th" or part == "head" else "td"
    kept = {name: str(cell[name]) for name in ("colspan", "rowspan", "align") if isinstance(cell.get(name), str | int)}
    return f"{start(tag, kept)}{text(cell, 'content')}</{tag}>"


BLOCKS = {"core/table": table}
