"""How the fields of plugins for search engines are read: each answers what it says of a post, by the names of `model.Seo`."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from wpmigrate.content.parts import About, FactHandler
from wpmigrate.content.variables import expand

UNKNOWN = "unknown"
"""Under this name a field answers the variables that nobody can fill in."""


def worded(name: str, pattern: re.Pattern[str], names: Mapping[str, str]) -> FactHandler:
    """Read a text with variables."""

    def read(value: str, about: About) -> Mapping[str, Any]:
        text, unknown = expand(value.strip(), pattern, names, about)
        return {name: text, UNKNOWN: tuple(unknown)} if unknown else {name: text}

    return read


def plain(name: str) -> FactHandler:
    """Read a text, or an address, as it stands."""
    return lambda value, _: {name: value.strip()}


def keywords(value: str, _: About) -> Mapping[str, Any]:
    """Read focus keywords, with commas between them."""
    return {"keywords": tuple(dict.fromkeys(word for part in value.split(",") if (word := part.strip())))}


def flag(name: str, on: Collection[str]) -> FactHandler:
    """Read a switch: `on` are the values that mean yes."""
    return lambda value, _: {name: value.strip().lower() in on}


def picture(name: str) -> FactHandler:
    """Read the number of a medium."""

    def read(value: str, about: About) -> Mapping[str, Any]:
        found = about.facts.attachment(int(value)) if value.strip().isdecimal() and len(value) < 12 else None
        return {name: found.url} if found else {}

    return read


def primary(taxonomy: str) -> FactHandler:
    """Read the number of the term that stands for all of a post's terms of a taxonomy."""

    def read(value: str, about: About) -> Mapping[str, Any]:
        number = int(value) if value.strip().isdecimal() and len(value) < 12 else 0
        term = about.facts.reference(taxonomy, number) if number else None
        mine = (one.slug for one in about.post.terms if one.taxonomy == taxonomy and term and one.name == term.title)
        slug = next(mine, "")
        return {"primary": {taxonomy: slug}} if slug else {}

    return read


def robots(value: Any) -> Mapping[str, Any]:
    """Answer what a list of words for robots says."""
    words = {str(word).strip().lower() for word in value} if isinstance(value, list | tuple | set) else set()
    return {"noindex": "noindex" in words, "nofollow": "nofollow" in words}
