"""A table for spreadsheets and for the import of other tools: source, target, status (RFC 4180)."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Final

from wpmigrate.contract import OutputFile, RedirectOptions, Redirects, Rule
from wpmigrate.redirects.urls import location, source_of, spellings, value_spellings


def write_csv(rules: Sequence[Rule], _: RedirectOptions) -> Iterator[OutputFile]:
    """Write `redirects.csv`, all addresses in ASCII; each begins with `/` or `http`, so that no cell is a formula."""
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\r\n")
    rows.writerow(("source", "target", "status"))
    rows.writerows((_spelt(rule.source), location(rule.target), rule.status) for rule in rules)
    yield OutputFile("redirects.csv", table.getvalue().encode())


def _spelt(text: str) -> str:
    source = source_of(text)
    query = "&".join(f"{name}={value_spellings(value)[0]}" for name, value in source.query)
    return f"{spellings(source.path)[0]}{'?' if query else ''}{query}"


REDIRECTS: Final = Redirects(
    summary="A table: redirects.csv",
    write=write_csv,
    next_step="Import redirects.csv where your host or your tool asks for a list of redirects.",
)
