"""What an export holds, as a Markdown document: whole, for a ticket or a wiki."""

import re
from collections.abc import Iterator
from typing import Final

from wpmigrate.report.inspection import Inspection
from wpmigrate.report.inspection_tables import Cell, Section, facts, sections
from wpmigrate.report.printable import visible

_SPECIAL: Final = re.compile(r"([\\`*_\[\]<>|~&#!$])")
_MOST: Final = 200


def document(found: Inspection) -> str:
    """Write the document."""
    return "\n".join(_lines(found))


def _lines(found: Inspection) -> Iterator[str]:
    yield f"# {_plain(found.title or '(no title)')}"
    yield ""
    yield from (f"- {name}: {_plain(value)}" for name, value in facts(found))
    for section in sections(found):
        yield ""
        yield from _table(section)
    if found.suggested:
        yield ""
        yield "## Suggested wpmigrate.toml"
        yield ""
        fence = "`" * (max(map(len, re.findall("`+", found.suggested)), default=0) + 3)
        yield f"{fence}toml\n{found.suggested}{fence}"
    yield ""


def _table(section: Section) -> Iterator[str]:
    yield f"## {section.title}"
    yield ""
    if section.intro:
        yield f"{_plain(section.intro)}\n"
    yield f"| {' | '.join(section.columns)} |"
    yield f"| {' | '.join('---:' if isinstance(cell, int) else '---' for cell in section.rows[0])} |"
    yield from (f"| {' | '.join(map(_cell, row))} |" for row in section.rows[:_MOST])
    if len(section.rows) > _MOST:
        yield f"\n{len(section.rows) - _MOST:,} more rows stand in the JSON report."


def _cell(cell: Cell) -> str:
    return f"{cell:,}" if isinstance(cell, int) else _plain(cell)


def _plain(text: str) -> str:
    """Write a text of an export so that Markdown shows it, and no more."""
    return _SPECIAL.sub(r"\\\1", visible(" ".join(text.split())))
