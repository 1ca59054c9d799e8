"""Vercel's `vercel.json`: sources are path-to-regexp patterns over the path as it was sent, at most 2,048 of them."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from wpmigrate.contract import OutputFile, RedirectOptions, Redirects, Rule
from wpmigrate.redirects.urls import location, source_of, spellings

LIMIT: Final = 2048
TOO_LONG: Final = "its pattern is longer than 4,096 characters"
TOO_MANY: Final = "its query has more than 16 names"
EMPTY: Final = "the host cannot ask for a name without a value"
_LONGEST: Final = 4096
_MOST_NAMES: Final = 16
_PATTERN: Final = re.compile(r"([:*+?(){}\\])")
_REGEX: Final = re.compile(r"([\\^$.*+?()\[\]{}|/-])")


def write_vercel(rules: Sequence[Rule], _: RedirectOptions) -> Iterator[OutputFile]:
    """Write `vercel.json`, for the root of the project."""
    parted = sorted(rules, key=lambda rule: -len(source_of(rule.source).query))
    made = {"redirects": [_redirect(rule) for rule in parted]}
    yield OutputFile("vercel.json", (json.dumps(made, indent=1, ensure_ascii=False) + "\n").encode())


def _redirect(rule: Rule) -> Mapping[str, Any]:
    source = source_of(rule.source)
    asked = [{"type": "query", "key": name, "value": _REGEX.sub(r"\\\1", value)} for name, value in source.query]
    made: dict[str, Any] = {"source": _pattern(source.path)}
    if asked:
        made["has"] = asked
    return made | {"destination": location(rule.target), "statusCode": rule.status}


def _pattern(path: str) -> str:
    bare = path.rstrip("/")
    return "/".join(_segment(segment) for segment in bare.split("/")) + "{/}?" if bare else "/"


def _segment(segment: str) -> str:
    ways = spellings(segment) if segment else ("",)
    if len(ways) == 1:
        return _PATTERN.sub(r"\\\1", ways[0])
    return "(" + "|".join(_REGEX.sub(r"\\\1", way) for way in ways) + ")"


def _refuses(rule: Rule) -> str:
    query = source_of(rule.source).query
    if any(not value for _, value in query):
        return EMPTY
    if len(query) > _MOST_NAMES:
        return TOO_MANY
    return TOO_LONG if len(_pattern(source_of(rule.source).path)) > _LONGEST else ""


REDIRECTS: Final = Redirects(
    summary="Vercel: vercel.json, at most 2,048 rules",
    write=write_vercel,
    limit=LIMIT,
    refuses=_refuses,
    next_step='Put "redirects" of vercel.json into the vercel.json in the root of your project.',
)
