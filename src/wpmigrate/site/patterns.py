"""Permalink patterns such as `/:year/:month/:slug/`: where an item shall stand on the new site."""

import re
from typing import Final

from wpmigrate.errors import UsageError
from wpmigrate.model import Place

KEEP: Final = "keep"
TOKENS: Final = ("year", "month", "day", "hour", "minute", "second", "slug", "id", "type", "parents")

_TOKEN = re.compile(r":([a-z_]+)")
_ODD = re.compile(r"[\x00-\x20?#\\%\x7f]|//|/\.{1,2}(?:/|\Z)")
_DATE = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?:T(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d))?"
)


def check_pattern(pattern: str) -> str:
    """Answer a pattern that can be expanded for every item; raises a UsageError that says what is wrong with it."""
    if pattern == KEEP:
        return pattern
    unknown = [name for name in _TOKEN.findall(pattern) if name not in TOKENS]
    if unknown:
        known = ", ".join(f":{name}" for name in TOKENS)
        raise UsageError(
            f"--permalinks {pattern}: :{unknown[0]} is no token; there are {known}.", code="permalink-pattern"
        )
    if not pattern.startswith("/") or _ODD.search(pattern):
        raise UsageError(
            f"--permalinks {pattern}: a pattern is 'keep' or a path such as /:year/:month/:slug/.",
            code="permalink-pattern",
        )
    if not {"slug", "id"} & set(_TOKEN.findall(pattern)):
        raise UsageError(
            f"--permalinks {pattern}: without :slug or :id all items would have the same address.",
            code="permalink-pattern",
        )
    return pattern


def expand(pattern: str, place: Place) -> str:
    """Answer the address of an item; a part that has nothing to say, such as the date of an undated item, is left out."""
    found = _DATE.match(place.date or "")
    known = {name: value or "" for name, value in found.groupdict().items()} if found else {}
    known |= {
        "slug": place.slug,
        "id": str(place.id or f"o{place.ordinal}"),
        "type": place.type,
        "parents": "/".join(place.ancestors),
    }
    path = _TOKEN.sub(lambda token: known.get(token[1], ""), pattern)
    return re.sub(r"/{2,}", "/", path)
