"""Cloudflare Pages and Workers: `_redirects` with at most 2,000 lines that hold no wildcard.

Paths are compared byte for byte, so that one rule may need four lines. WordPress's own spelling comes first for every rule;
the others follow as long as there is room.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from wpmigrate.contract import Code, Diagnostic, OutputFile, RedirectOptions, Redirects, Rule
from wpmigrate.redirects.urls import is_absolute, location, source_of, spellings, twin

LIMIT: Final = 2000
WILDCARD: Final = "its path has a character that the host reads as a wildcard"
INSECURE: Final = "the host redirects to other hosts by https only"
_LONGEST_LINE: Final = 2000
TOO_LONG: Final = "its line is longer than 2,000 characters"
_WILD: Final = re.compile(r"\*|:\w")


def write_cloudflare(rules: Sequence[Rule], options: RedirectOptions) -> Iterator[OutputFile]:
    """Write `_redirects`, for the root of the published folder."""
    limit = LIMIT if options.limit is None else options.limit
    lines = list(dict.fromkeys(_by_need([_lines(rule) for rule in rules])))
    if len(lines) > limit:
        left_out = f"cloudflare: other spellings of addresses, because the host takes {limit:,} lines"
        options.report(Diagnostic(Code.REDIRECT_NOT_HELD, left_out, len(lines) - limit))
    yield OutputFile("_redirects", "".join(sorted(lines[:limit])).encode())


def _by_need(rules: Sequence[Sequence[str]]) -> Iterator[str]:
    for at in range(max(map(len, rules), default=0)):
        yield from (lines[at] for lines in rules if at < len(lines))


def _lines(rule: Rule) -> Sequence[str]:
    path = source_of(rule.source).path
    return [
        f"{spelling} {location(rule.target)} {rule.status}\n"
        for way in dict.fromkeys((path, twin(path)))
        for spelling in reversed(spellings(way)[:2])
    ]


def _refuses(rule: Rule) -> str:
    if _WILD.search(source_of(rule.source).path):
        return WILDCARD
    if is_absolute(rule.target) and not rule.target.lower().startswith("https:"):
        return INSECURE
    return TOO_LONG if max(map(len, _lines(rule))) > _LONGEST_LINE else ""


REDIRECTS: Final = Redirects(
    summary="Cloudflare Pages: _redirects, at most 2,000 lines, no redirects by query",
    write=write_cloudflare,
    queries=False,
    limit=LIMIT,
    refuses=_refuses,
    next_step="Put _redirects into the root of the folder that Cloudflare publishes.",
)
