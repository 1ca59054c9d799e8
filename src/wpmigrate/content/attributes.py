"""The attributes of a shortcode, as WordPress's shortcode_parse_atts reads them."""

import re

_ATTRIBUTE = re.compile(
    r"""([\w-]+)\s*=\s*"([^"]*)"(?:\s|$)|([\w-]+)\s*=\s*'([^']*)'(?:\s|$)|([\w-]+)\s*=\s*([^\s'"]+)(?:\s|$)"""
    r"""|"([^"]*)"(?:\s|$)|'([^']*)'(?:\s|$)|(\S+)(?:\s|$)""",
    re.ASCII,
)
_ODD_SPACE = re.compile("[\u00a0\u200b]+")
_ESCAPE = re.compile(rb"\\(?:x([0-9A-Fa-f]{1,2})|([0-7]{1,3})|(.))", re.DOTALL)
_CONTROL = {b"n": b"\n", b"t": b"\t", b"r": b"\r", b"a": b"\a", b"v": b"\v", b"b": b"\b", b"f": b"\f"}
_LARGEST = 2**63 - 1
_WHOLE_TAGS = re.compile(r"[^<]*+(?:<[^>]*+>[^<]*+)*+$")


def parse_attributes(text: str) -> dict[str, str]:
    """Read `a="b" c='d' e=f "g" h`: names lower-cased; values without a name stand under "0", "1" and so on."""
    attributes: dict[str, str] = {}
    position = 0
    for match in _ATTRIBUTE.finditer(_ODD_SPACE.sub(" ", text)):
        name = match[1] or match[3] or match[5]
        value = _unescape(match[match.lastindex or 0])
        if name == "0" or not (name or value):
            continue
        key = name.lower() if name else str(position)
        attributes[key] = value if "<" not in value or _WHOLE_TAGS.match(value) else ""
        position = max(position, _number(key) + 1)
    return attributes


def _number(key: str) -> int:
    """Answer the place that PHP sees in a key, or -1: a name that is written as its numbers are."""
    if not key.isdecimal() or len(key) > len(str(_LARGEST)):
        return -1
    number = int(key)
    return number if str(number) == key and number <= _LARGEST else -1


def _unescape(value: str) -> str:
    """Undo backslashes as PHP's stripcslashes does, on bytes, because two of its numbers may be one letter."""
    if "\\" not in value:
        return value
    return _ESCAPE.sub(_unescaped, value.encode("utf-8", "surrogatepass")).decode("utf-8", "replace")


def _unescaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes([int(match[1], 16)])
    if match[2]:
        return bytes([int(match[2], 8) & 0xFF])
    return _CONTROL.get(match[3], match[3])
