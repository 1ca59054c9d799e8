"""Front matter as lines of `key: value`, which some platforms have in place of YAML: no quotes, no types, one line each.

What a line cannot say is said as JSON in it: lists, maps, numbers, and texts of more than one line. What no key can say is
kept in the JSON of a key of its own.
"""

import re
from collections.abc import Container, Mapping
from typing import Any

import msgspec

from wpmigrate.render.frontmatter import is_empty

_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BREAKS = re.compile(r"[\t-\r\x1c-\x1e\x85\u2028\u2029]+")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_REFERENCE = re.compile(r"&(?=#?\w)")
_PLAIN = re.compile('[^\\s"\\[{\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]*')


def one_line(text: str) -> str:
    """Answer a text in one line, without characters that no page may hold."""
    return _CONTROLS.sub("", _BREAKS.sub(" ", text)).strip()


def html_line(text: str) -> str:
    """Say a text as HTML in one line, for platforms that take titles and names for HTML."""
    return _REFERENCE.sub("&amp;", one_line(text)).replace("<", "&lt;").replace(">", "&gt;")


def json_line(value: Any) -> str:
    """Say a value as JSON in one line that no reader breaks or changes."""
    text = msgspec.json.encode(_whole(value)).decode()
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff]", lambda found: f"\\u{ord(found[0]):04x}", text)


def meta_line(value: Any) -> str:
    """Say a value in one line: a text that is one as it stands, else as JSON."""
    if isinstance(value, str) and _PLAIN.fullmatch(value) and value == value.rstrip():
        return value
    return json_line(value)


def is_meta_key(name: str) -> bool:
    """Say whether a key can stand at the start of a line."""
    return _KEY.fullmatch(name) is not None


def render_meta_lines(
    fields: Mapping[str, Any], own: Container[str], form: str = "{key}: {value}", rest: str = "wp_fields"
) -> str:
    """Render the fields that hold something, one a line; those of the platform's `own` are one line already."""
    lines: list[str] = []
    odd: dict[str, Any] = {}
    said_already: set[str] = set()
    for key, value in fields.items():
        if is_empty(value):
            continue
        if not is_meta_key(key) or key.lower() in said_already:  # readers know no capitals
            odd[key] = value
        else:
            said_already.add(key.lower())
            said = value if key in own and isinstance(value, str) else meta_line(value)
            lines.append(form.format(key=key, value=said))
    if odd:
        lines.append(form.format(key=rest, value=json_line(odd)))
    return "".join(f"{line}\n" for line in lines)


def _whole(value: Any) -> Any:
    """Answer a value that JSON has, in whole characters."""
    if isinstance(value, Mapping):
        return {_whole(str(key)): _whole(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_whole(one) for one in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return re.sub("[\ud800-\udfff]", "\ufffd", str(value))
