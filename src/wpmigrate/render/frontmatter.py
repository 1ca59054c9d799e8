"""Front matter: plain values to YAML that every reader, of version 1.1 or 1.2, reads back as the same values.

A dumper quotes as little as it may; here every string is double-quoted, so that `2019`, `yes` and `12:30` stay strings
everywhere. Few kinds of values are enough, and writing them directly costs a tenth of a dumper's time.
"""

import math
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Final, Literal

_STEP: Final = "  "
_LONGEST_KEY: Final = 200
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
# YAML 1.1 reads these as booleans or null, also where they are keys.
_WORDS: Final = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)", re.ASCII)
# What YAML forbids, takes for the end of a line, or strips.
_UNSAFE = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]')
_SHORT: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


class Timestamp(str):
    """An RFC 3339 date with offset: it goes out unquoted, so that readers take it for a date."""

    __slots__ = ()


def timestamp(date: str | None) -> Timestamp | None:
    """Mark a date as one, or answer None where there is none."""
    return Timestamp(date) if date else None


def render_front_matter(fields: Mapping[str, Any], style: Literal["yaml"] = "yaml") -> str:
    """Render the fields that hold something, in their order, between the fences of a style."""
    fence, render = _STYLES[style]
    return f"{fence}\n{render(fields)}{fence}\n"


def render_yaml(fields: Mapping[str, Any]) -> str:
    """Render the fields that hold something as a YAML document in block style."""
    return "".join(f"{line}\n" for line in _entries(fields, ""))


def _entries(fields: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in fields.items():
        if not _is_empty(value):
            yield from _node(_key(str(key), indent), value, indent + _STEP)


def _node(head: str, value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, Mapping) and not _is_empty(value):
        lines = _entries(value, indent)
        yield f"{head} {next(lines)[len(indent) :]}" if head.endswith("-") else head
        yield from lines
    elif isinstance(value, list | tuple) and value:
        yield head
        for item in value:
            yield from _node(f"{indent}-", item, indent + _STEP)
    else:
        yield f"{head} {_scalar(value)}"


def _is_empty(value: Any) -> bool:
    if isinstance(value, Mapping):
        return all(_is_empty(inner) for inner in value.values())
    return value is None or (isinstance(value, str | list | tuple) and not value)


def _key(key: str, indent: str) -> str:
    if _PLAIN_KEY.fullmatch(key) and len(key) <= _LONGEST_KEY and key.lower() not in _WORDS:
        return f"{indent}{key}:"
    if len(key) > _LONGEST_KEY:  # readers refuse an implicit key of more than 1,024 characters
        return f"{indent}? {_quoted(key)}\n{indent}:"
    return f"{indent}{_quoted(key)}:"


def _scalar(value: Any) -> str:
    match value:
        case Timestamp():
            return str(value) if _is_date(value) else _quoted(value)
        case str():
            return _quoted(value)
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            return _number(value)
        case None:
            return "null"
        case Mapping():
            return "{}"
        case list() | tuple():
            return "[]"
    return _quoted(str(value))


def _is_date(text: str) -> bool:
    if not _TIMESTAMP.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _number(value: float) -> str:
    if not math.isfinite(value):
        return ".nan" if math.isnan(value) else ".inf" if value > 0 else "-.inf"
    text = repr(value)
    # YAML 1.1 wants a point in a number with an exponent.
    return text if "." in text or "e" not in text else text.replace("e", ".0e")


def _quoted(text: str) -> str:
    return f'"{_UNSAFE.sub(_escaped, text)}"'


def _escaped(found: re.Match[str]) -> str:
    char = found[0]
    point = ord(char)
    if 0xD800 <= point <= 0xDFFF:  # half a character: no reader takes it, escaped or not
        return "\ufffd"
    return _SHORT.get(char) or (f"\\x{point:02X}" if point < 0x100 else f"\\u{point:04X}")


_STYLES: Final = {"yaml": ("---", render_yaml)}
