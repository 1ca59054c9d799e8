"""TablePress: tables are items whose text is JSON rows; pages show them by the number of the table.

Checked against TobiasBg/TablePress (its WordPress Importer code: `_tablepress_export_table_id` tells the number in an export,
`_tablepress_table_options` has `table_head`, `table_foot`) and readers of such exports in public repositories.
"""

from collections.abc import Sequence
from typing import Any

from wpmigrate.content import built
from wpmigrate.content.attributed import text
from wpmigrate.contract import Block, Code, Context, Node, Noise, Part, Plugin, Shortcode


def _find(number: str, context: Context) -> Part | None:
    """Find a table by the number it had, which is not the item's; several may share an item."""
    tables = context.parts("tablepress_table")
    return next((one for one in tables if number in one.field("_tablepress_export_table_id").split(",")), None)


def _rows(part: Part) -> list[list[str]]:
    told: Any = built.as_json(part.content)
    while (
        isinstance(told, list)
        and len(told) == 1
        and isinstance(told[0], list)
        and told[0]
        and isinstance(told[0][0], list)
    ):
        told = told[0]
    return [[str(cell) for cell in row] for row in told if isinstance(row, list)] if isinstance(told, list) else []


def _hidden(part: Part, name: str) -> set[int]:
    told = built.as_json(part.field("_tablepress_table_visibility"))
    shown = told.get(name) if isinstance(told, dict) else None
    return {place for place, one in enumerate(shown) if one == 0} if isinstance(shown, list) else set()


def _html(part: Part) -> str:
    options = built.as_json(part.field("_tablepress_table_options"))
    told = options if isinstance(options, dict) else {}
    columns, hidden = _hidden(part, "columns"), _hidden(part, "rows")
    kept = [
        [cell for at, cell in enumerate(row) if at not in columns]
        for place, row in enumerate(_rows(part))
        if place not in hidden
    ]
    head = kept[:1] if told.get("table_head", True) else []
    rows = kept[len(head) :]
    written = "".join(_row(row, "th") for row in head)
    body = "".join(_row(row, "td") for row in rows)
    name = f"<h3>{part.title}</h3>" if told.get("print_name") and part.title else ""
    table = f"<table>{f'<thead>{written}</thead>' if written else ''}<tbody>{body}</tbody></table>" if kept else ""
    about = f"<p>{part.excerpt}</p>" if told.get("print_description") and part.excerpt else ""
    return f"{name}{table}{about}"


def _row(cells: Sequence[str], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{_cell(cell)}</{tag}>' for cell in cells)}</tr>"


def _cell(text: str) -> str:
    return (
        ""
        if text.strip() in ("#rowspan#", "#colspan#", "#span#")
        else text.strip().replace("\r\n", "<br>").replace("\n", "<br>")
    )


def table(shortcode: Shortcode, context: Context) -> Sequence[Node] | str | None:
    """Show a table; `[table]` without a number is somebody's word."""
    number = shortcode.attributes.get("id", "").strip()
    if not number:
        return shortcode.source if shortcode.inner is None else None
    return _shown(number, shortcode.name, context)


def _table_block(block: Block, context: Context) -> Sequence[Node] | None:
    number = text(block.attributes, "id")
    return _shown(number, block.name, context) if number else None


def _shown(number: str, name: str, context: Context) -> Sequence[Node]:
    part = _find(number, context)
    html = _html(part) if part is not None else ""
    if part is None or not html:
        context.report(Code.PART_MISSING, f"{name} {number}")
        return ()
    return context.shown(part, html)


def _about(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
    part = _find(shortcode.attributes.get("id", "").strip(), context)
    field = shortcode.attributes.get("field", "name")
    words = {"name": part.title, "description": part.excerpt}.get(field, "") if part is not None else ""
    return context.inlines(words) if words else ()


PARTS = ("tablepress_table",)
SHORTCODES = {"table": table, "table-info": _about}
BLOCKS = {"tablepress/table": _table_block}
NOISE = Noise(prefixes=("_tablepress_",), types=("tablepress_table",))
PLUGINS = (
    Plugin(
        name="TablePress",
        group="Code, formulas and tables",
        kept="tables with head, hidden rows and columns as they were, name and description where they were shown",
        left="sorting, search, merged cells (their words stay)",
        fixture="plugins/tablepress.md",
    ),
    Plugin(
        name="SyntaxHighlighter Evolved, CodeColorer, Crayon, Enlighter, Prismatic, Code Block Pro",
        group="Code, formulas and tables",
        kept="code with its language and title",
        left="colours, line numbers",
        fixture="shortcodes/code.md",
    ),
    Plugin(
        name="MathJax-LaTeX, WP QuickLaTeX, KaTeX, Jetpack LaTeX",
        group="Code, formulas and tables",
        kept="formulas as their source",
        left="pictures of formulas",
        fixture="shortcodes/math.md",
    ),
    Plugin(
        name="Easy Footnotes, Modern Footnotes, Footnotes (MCI)",
        group="Code, formulas and tables",
        kept="notes, in the target's own footnotes",
        fixture="shortcodes/footnotes.md",
    ),
    Plugin(
        name="Ninja Tables, wpDataTables, Visualizer, WP-Table Reloaded",
        group="Code, formulas and tables",
        kept="nothing: it is reported where one stood",
        left="tables and charts, which stand in tables of their own",
        fixture="plugins/tablepress.md",
    ),
)


def _elsewhere(shortcode: Shortcode, context: Context) -> Sequence[Node]:
    context.report(Code.PART_MISSING, f"{shortcode.name} {shortcode.attributes.get('id', '')}".strip())
    return ()


SHORTCODES |= dict.fromkeys(
    ("ninja_tables", "ninja_table", "wpdatatable", "wpdatachart", "visualizer", "supsystic-tables", "easy_table_id"),
    _elsewhere,
)
