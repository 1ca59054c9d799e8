"""The ledger as a table for spreadsheets: one row per thing, and no cell that a spreadsheet would take for a formula.

It begins with a byte order mark, without which Excel reads UTF-8 as the letters of somebody's country.
"""

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from wpmigrate.output.rows import Row
from wpmigrate.report.details import Details
from wpmigrate.report.printable import visible
from wpmigrate.report.words import listed

COLUMNS: Final = (
    "kind",
    "id",
    "type",
    "outcome",
    "reason",
    "worst",
    "degradations",
    "fidelity",
    "path",
    "item",
    "title",
    "old_address",
    "new_address",
)
_FORMULA: Final = re.compile(r"\s*[=+\-@＝＋－＠|%]")
_BREAKS: Final = re.compile(r"[\r\n\t\x0b\x0c\x85\u2028\u2029]+")
_BLOCK: Final = 1000


def write_csv(details: Details) -> Iterator[str]:
    """Yield the table in pieces."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    out.write("\ufeff")
    writer.writerow(COLUMNS)
    for number, (place, row) in enumerate(details.ledger.placed()):
        writer.writerow([cell(value) for value in _cells(place, row, details)])
        if number % _BLOCK == 0:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def cell(value: object) -> str:
    """Answer what a spreadsheet shows as the text it is: an apostrophe before what would be a formula."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return str(value)
    text = visible(_BREAKS.sub(" ", str(value)))
    return f"'{text}" if _FORMULA.match(text) else text


def _cells(place: int, row: Row, details: Details) -> tuple[object, ...]:
    told = details.collected.at(place) if row.kind in ("item", "comment", "shortcode") else None
    own = told if row.kind == "item" else None
    worst = row.degradations[0].severity if row.degradations else ""
    paths = row.path or "; ".join(f"{target}: {path}" for target, path in row.paths.items())
    return (
        row.kind,
        row.id,
        row.type,
        row.outcome,
        row.reason,
        worst,
        listed(row.degradations),
        row.fidelity,
        paths,
        told.key if told else "",
        told.title if told else "",
        own.old if own else "",
        own.new if own else "",
    )
