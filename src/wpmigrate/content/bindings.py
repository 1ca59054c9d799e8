"""Values that stand outside of a block: in a field of the post, or in the block that uses a pattern (WordPress 6.5 and later)."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from wpmigrate.content.attributed import Attributes, mapping, no_tokens, start, text
from wpmigrate.content.blocks import Delimiter, find_delimiters

BINDABLE: Mapping[str, tuple[str, ...]] = {
    "core/paragraph": ("content",),
    "core/heading": ("content",),
    "core/image": ("url", "alt", "title", "id"),
    "core/button": ("text", "url"),
}
"""Blocks that WordPress binds, and their attributes that a reader sees."""

OVERRIDES = "core/pattern-overrides"
_LONGEST = 20_000
_MOST = 4_000_000
"""A field may be shown, and a word of a pattern replaced, many times: what that adds to a body has an end."""

_FIELDS = ("core/post-meta", "acf/field")
_RICH = re.compile(r"<(p|h[1-6]|a|button)\b[^<>]*>", re.IGNORECASE)


def bound_values(name: str, attributes: Attributes, field: Callable[[str], str]) -> dict[str, str]:
    """Answer what the bindings of a block give its attributes; `field` looks up a field of the post."""
    metadata = mapping(attributes, "metadata")
    bindings = mapping(metadata, "bindings")
    given = mapping(metadata, OVERRIDES)
    values = {}
    for attribute in BINDABLE.get(name, ()):
        binding = mapping(bindings, attribute)
        key = text(mapping(binding, "args"), "key")
        if binding.get("source") in _FIELDS and key and not key.startswith("_"):
            values[attribute] = no_tokens(field(key).strip())
        elif attribute in given:
            values[attribute] = no_tokens(str(given[attribute]))
    return {attribute: value for attribute, value in values.items() if 0 < len(value) <= _LONGEST}


def sources(attributes: Attributes) -> str:
    """Name where the values of a block come from, or answer an empty string."""
    bindings = mapping(mapping(attributes, "metadata"), "bindings")
    return ", ".join(sorted({text(mapping(bindings, name), "source") for name in bindings} - {"", OVERRIDES}))


def with_text(html: str, value: str) -> str:
    """Put rich text, if there is any, into the first element that holds such text."""
    opening = _RICH.search(html)
    end = html.rfind(f"</{opening[1]}>") if opening else -1
    return html[: opening.end()] + value + html[end:] if value and opening and end >= opening.end() else html


def with_attributes(html: str, tag: str, values: Mapping[str, str]) -> str:
    """Give the first element of a name attributes; the first of two that are called the same is the one that counts."""
    opening = re.search(rf"<{tag}(?=[\s/>])", html, re.IGNORECASE) if any(values.values()) else None
    if opening is None:
        return html
    return html[: opening.start()] + start(tag, values)[:-1] + html[opening.end() :]


def with_overrides(body: str, overrides: Attributes) -> str:
    """Write into a pattern's blocks what the block that uses it says of each, by the names they have there."""
    out: list[str] = []
    at = added = 0
    for delimiter in find_delimiters(body):
        given = _given(delimiter, overrides)
        if given and added < _MOST:
            out += [body[at : delimiter.start], _delimiter(delimiter, given)]
            at = delimiter.end
            added += len(out[-1])
    return "".join([*out, body[at:]])


def _given(delimiter: Delimiter, overrides: Attributes) -> dict[str, Any]:
    """Answer the values that one block takes: it must be bound to them."""
    metadata = mapping(delimiter.attributes or {}, "metadata")
    values = mapping(overrides, text(metadata, "name"))
    values = mapping(values, "values") or values
    bindings = mapping(metadata, "bindings")
    names = [
        name
        for name in BINDABLE.get(delimiter.name, ())
        if OVERRIDES in (mapping(bindings, name).get("source"), mapping(bindings, "__default").get("source"))
    ]
    return {name: values[name] for name in names if isinstance(values.get(name), str | int)}


def _delimiter(delimiter: Delimiter, given: Attributes) -> str:
    attributes = dict(delimiter.attributes or {})
    attributes["metadata"] = {**mapping(attributes, "metadata"), OVERRIDES: given}
    source = msgspec.json.encode(attributes).decode().replace("--", "\\u002d\\u002d")
    return f"<!-- wp:{delimiter.name} {source} {'/' if delimiter.kind == 'void' else ''}-->"
