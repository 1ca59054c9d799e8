"""Plain values to TOML 1.0. Maps are inline tables, so that fields keep their order and stand on a line each."""

import math
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from wpmigrate.render.values import Timestamp, is_date, is_empty

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_UNSAFE = re.compile(r'["\\\x00-\x1f\x7f\ud800-\udfff]')
_SHORT: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_LARGEST: Final = 1 << 63


def render_toml(fields: Mapping[str, Any]) -> str:
    """Render the fields that hold something as a TOML document."""
    return "".join(f"{pair}\n" for pair in _pairs(fields))


def _pairs(fields: Mapping[str, Any]) -> Iterator[str]:
    for key, value in fields.items():
        if not is_empty(value):
            yield f"{_key(str(key))} = {_value(value)}"


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else _quoted(key)


def _value(value: Any) -> str:
    match value:
        case Timestamp():
            return str(value) if is_date(value) else _quoted(value)
        case bool():
            return "true" if value else "false"
        case int():
            return str(value) if -_LARGEST <= value < _LARGEST else _quoted(str(value))
        case float():
            return repr(value) if math.isfinite(value) else str(value)
        case Mapping():
            return f"{{ {', '.join(_pairs(value))} }}" if not is_empty(value) else "{}"
        case list() | tuple():
            # TOML has no null: what is not there is not in a list either.
            return f"[{', '.join(_value(item) for item in value if item is not None)}]"
    return _quoted(str(value))


def _quoted(text: str) -> str:
    return f'"{_UNSAFE.sub(_escaped, text)}"'


def _escaped(found: re.Match[str]) -> str:
    point = ord(found[0])
    if point >= 0xD800:  # half a character: no reader takes it, escaped or not
        return "\ufffd"
    return _SHORT.get(found[0]) or f"\\u{point:04X}"
