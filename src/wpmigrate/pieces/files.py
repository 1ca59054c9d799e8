"""Files of text, of JSON and of YAML."""

from collections.abc import Mapping
from typing import Any

import msgspec

from wpmigrate.contract import OutputFile
from wpmigrate.render.frontmatter import render_yaml


def text_file(path: str, text: str) -> OutputFile:
    """Make a file of text; half a character, which no encoding has, becomes a question mark."""
    return OutputFile(path, text.encode("utf-8", "replace"))


def json_file(path: str, value: Any) -> OutputFile:
    """Make a file of JSON that people can read."""
    return OutputFile(path, msgspec.json.format(json_bytes(value), indent=2) + b"\n")


def markdown_file(path: str, front_matter: str, body: str) -> OutputFile:
    """Make a file of front matter, an empty line, and a body where there is one."""
    body = body.strip("\n")
    return text_file(path, f"{front_matter}\n{body}\n" if body else front_matter)


def yaml_file(path: str, value: Mapping[str, Any]) -> OutputFile:
    """Make a file of YAML: unlike JSON's, its strings are safe for readers that take every data file for YAML."""
    return text_file(path, render_yaml(value) or "{}\n")


def json_bytes(value: Any) -> bytes:
    """Write JSON on one line; half a character, which no encoding has, becomes a question mark."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return msgspec.json.encode(_whole(value))


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_whole(key): _whole(inner) for key, inner in value.items()}
    return [_whole(inner) for inner in value] if isinstance(value, list | tuple) else value
