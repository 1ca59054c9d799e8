"""Front matter: plain values to YAML, TOML or JSON that every reader reads back as the same values.

A YAML dumper quotes as little as it may; here every string is double-quoted, so that `2019`, `yes` and `12:30` stay strings
everywhere, for readers of version 1.1 and 1.2. Few kinds of values are enough, and writing them directly costs a tenth of a
dumper's time. `render/toml.py` has TOML.
"""

import math
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final, Literal, TypeAlias

import msgspec

from wpmigrate.render.toml import render_toml
from wpmigrate.render.values import Timestamp, is_date, is_empty, timestamp

__all__ = ["Style", "Timestamp", "is_empty", "render_front_matter", "render_json", "render_yaml", "timestamp"]

Style: TypeAlias = Literal["yaml", "toml", "json"]

_STEP: Final = "  "
_LONGEST_KEY: Final = 200
_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
# YAML 1.1 reads these as booleans or null, also where they are keys.
_WORDS: Final = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
# What YAML forbids, takes for the end of a line, or strips.
_UNSAFE = re.compile(r"[\"\\\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")
_HALF = re.compile(r"[\ud800-\udfff]")
_SHORT: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def render_front_matter(fields: Mapping[str, Any], style: Style = "yaml") -> str:
    """Render the fields that hold something, in their order, between the fences of a style; JSON has none."""
    opening, render, closing = _STYLES[style]
    return f"{opening}{render(fields)}{closing}"


def render_yaml(fields: Mapping[str, Any]) -> str:
    """Render the fields that hold something as a YAML document in block style."""
    lines: list[str] = []
    _enter(fields, "", lines)
    return "\n".join((*lines, ""))


def render_json(fields: Mapping[str, Any]) -> str:
    """Render the fields that hold something as an object that people can read."""
    return msgspec.json.format(msgspec.json.encode(_kept(fields)), indent=2).decode() + "\n"


def _kept(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is empty, and make of every value one that JSON has."""
    return {str(key): _plain(value) for key, value in fields.items() if not is_empty(value)}


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return _kept(value)
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    text = value if value is None or isinstance(value, bool | int | float) else str(value)
    return _HALF.sub("\ufffd", text) if isinstance(text, str) else text


def _enter(fields: Mapping[str, Any], indent: str, lines: list[str]) -> None:
    for key, value in fields.items():
        if not is_empty(value):
            _node(_key(str(key), indent), value, indent + _STEP, lines)


def _node(head: str, value: Any, indent: str, lines: list[str]) -> None:
    if isinstance(value, str):
        lines.append(f"{head} {_quoted(value) if type(value) is str else _scalar(value)}")
    elif isinstance(value, Mapping) and not is_empty(value):
        begun = len(lines)
        if not head.endswith("-"):
            lines.append(head)
            _enter(value, indent, lines)
        else:
            _enter(value, indent, lines)
            lines[begun] = f"{head} {lines[begun][len(indent) :]}"
    elif isinstance(value, list | tuple) and value:
        lines.append(head)
        for item in value:
            _node(f"{indent}-", item, indent + _STEP, lines)
    else:
        lines.append(f"{head} {_scalar(value)}")


@lru_cache(maxsize=512)
def _key(key: str, indent: str) -> str:
    if _PLAIN_KEY.fullmatch(key) and len(key) <= _LONGEST_KEY and key.lower() not in _WORDS:
        return f"{indent}{key}:"
    if len(key) > _LONGEST_KEY:  # readers refuse an implicit key of more than 1,024 characters
        return f"{indent}? {_quoted(key)}\n{indent}:"
    return f"{indent}{_quoted(key)}:"


def _scalar(value: Any) -> str:
    match value:
        case Timestamp():
            return str(value) if is_date(value) else _quoted(value)
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


_STYLES: Final = {
    "yaml": ("---\n", render_yaml, "---\n"),
    "toml": ("+++\n", render_toml, "+++\n"),
    "json": ("", render_json, ""),
}
