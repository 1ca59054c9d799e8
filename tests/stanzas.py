"""Stanza files: many small cases of input and expected Markdown in one readable file.

    Title of the case
    attachments: [{"id": 7, "url": "https://a.example/jar.png"}]
    .
    the input
    .
    the expected Markdown
    .

A run of dots delimits; use a longer one where a line of the text is itself dots. Between the title and the first dots
stand facts, one `key: JSON` a line (FACTS names them). Blank lines and lines that start with `#` between cases are
remarks. The input has no newline at its end.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

FACTS = {
    "attachments": "the attachments of the export",
    "attached": "ids of those that hang on the post at hand, in order",
    "oembeds": "URL → HTML that the provider gave",
    "reusable": "id → body of a reusable block",
    "meta": "fields of the post",
    "field": "the field whose value the input is, instead of the body",
    "type": "the type of the post",
    "post": "what else is known of the post",
    "parts": "items that others show",
    "references": "kind and number → what they stand for",
    "autop": "whether the body gets WordPress's paragraphs (default: true)",
    "shortcodes": "keep or strip",
    "diagnostics": "slugs that must be reported, sorted",
    "shows": "HTML of what a reader must see, where it is not the input",
    "math": "text or source: how formulas are written",
    "verbatim": "strings that must stand in the Markdown as they are, such as formulas",
}


class Stanza(Struct, frozen=True):
    """One case. `expected_lines` is the half-open range of its expected lines in the file, counted from 0."""

    title: str
    line: int
    facts: dict[str, Any]
    source: str
    expected: str
    expected_lines: tuple[int, int]


def read_stanzas(path: Path) -> list[Stanza]:
    """Read every stanza of a file, or raise a ValueError that names file and line."""
    lines = path.read_text("utf-8").split("\n")
    try:
        return list(_stanzas(lines))
    except ValueError as error:
        raise ValueError(f"{path.name}: {error}") from error


def replace_expected(path: Path, number: int, expected: str) -> None:
    """Write `expected` into the stanza with this number (from 0)."""
    lines = path.read_text("utf-8").split("\n")
    first, end = list(_stanzas(lines))[number].expected_lines
    lines[first:end] = expected.removesuffix("\n").split("\n") if expected else []
    path.write_text("\n".join(lines), "utf-8", newline="\n")


def _stanzas(lines: list[str]) -> Iterator[Stanza]:
    at = 0
    while at < len(lines):
        if not lines[at].strip() or lines[at].startswith("#"):
            at += 1
            continue
        stanza = _stanza(lines, at)
        yield stanza
        at = stanza.expected_lines[1] + 1


def _stanza(lines: list[str], start: int) -> Stanza:
    facts, opening = _facts(lines, start + 1)
    dots = lines[opening]
    middle = _find(lines, dots, opening + 1)
    end = _find(lines, dots, middle + 1)
    return Stanza(
        title=lines[start].strip(),
        line=start + 1,
        facts=facts,
        source="\n".join(lines[opening + 1 : middle]),
        expected="".join(f"{line}\n" for line in lines[middle + 1 : end]),
        expected_lines=(middle + 1, end),
    )


def _facts(lines: list[str], at: int) -> tuple[dict[str, Any], int]:
    facts: dict[str, Any] = {}
    while at < len(lines) and not _is_dots(lines[at]):
        key, colon, value = lines[at].partition(":")
        if not colon or key not in FACTS:
            raise ValueError(f"line {at + 1}: expected dots or one of {', '.join(FACTS)}, found {lines[at]!r}")
        facts[key] = json.loads(value)
        at += 1
    if at == len(lines):
        raise ValueError("the file ends before the input of its last stanza")
    return facts, at


def _find(lines: list[str], dots: str, at: int) -> int:
    try:
        return lines.index(dots, at)
    except ValueError:
        raise ValueError(f"line {at}: no closing line {dots!r}") from None


def _is_dots(line: str) -> bool:
    return bool(line) and not line.strip(".")
