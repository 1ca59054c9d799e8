"""Netlify's `_redirects`: a line for each spelling, because paths are compared byte for byte; a slash at the end is not.

A rule without a query matches any query, and the first match wins: the rules that name most of a query come first.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from wpmigrate.contract import OutputFile, RedirectOptions, Redirects, Rule
from wpmigrate.redirects.urls import Source, location, source_of, spellings

WILDCARD: Final = "its path has a character that the host reads as a wildcard"
SLASHES: Final = "the host reads two slashes as one, in the file alone"
QUERY: Final = "its query has a character that the file cannot hold"
_PARTING: Final = re.compile(r"[#\s\ufeff]")


def write_netlify(rules: Sequence[Rule], _: RedirectOptions) -> Iterator[OutputFile]:
    """Write `_redirects`, for the root of the published folder."""
    parted = sorted(((source_of(rule.source), rule) for rule in rules), key=lambda one: -len(one[0].query))
    lines = [line for source, rule in parted for line in _lines(source, rule)]
    yield OutputFile("_redirects", "".join(lines).encode())


def _lines(source: Source, rule: Rule) -> Iterator[str]:
    # Netlify decodes what a visitor sends in a query, but takes the file by its letters.
    query = "".join(f" {name}={value}" for name, value in source.query)
    for path in spellings(source.path):
        yield f"{path}{query} {location(rule.target)} {rule.status}\n"


def _refuses(rule: Rule) -> str:
    source = source_of(rule.source)
    if "*" in source.path or "/:" in source.path:
        return WILDCARD
    if "//" in source.path:
        return SLASHES
    return QUERY if any(_unsayable(value) for _, value in source.query) else ""


def _unsayable(value: str) -> bool:
    return not value or value.startswith(":") or _PARTING.search(value) is not None


REDIRECTS: Final = Redirects(
    summary="Netlify: _redirects",
    write=write_netlify,
    refuses=_refuses,
    next_step="Put _redirects into the root of the folder that Netlify publishes.",
)
