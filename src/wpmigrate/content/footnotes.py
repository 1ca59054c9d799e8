"""Footnotes of the block editor: the text lives in the post's field `footnotes`, as JSON, and not in its body."""

import re
from collections.abc import Mapping

import msgspec

_REFERENCE = re.compile(r"""<sup\b[^<>]*\bdata-fn=["']?([^"'\s<>]+)""", re.IGNORECASE)


def read_footnotes(field: str) -> Mapping[str, str] | None:
    """Read the field as label → HTML; None where it is damaged."""
    try:
        notes = msgspec.json.decode(field or "[]")
    except (msgspec.DecodeError, RecursionError, UnicodeEncodeError):
        return None
    if not notes:
        return {}
    if not isinstance(notes, list):
        return None
    read: dict[str, str] = {}
    for note in notes:
        if isinstance(note, dict) and isinstance(note.get("id"), str) and isinstance(note.get("content"), str):
            label = note["id"] if note["id"] not in read else f"{note['id']}-{len(read)}"
            read[label] = note["content"]
    return read


def find_references(body: str) -> list[str]:
    """List the labels a body refers to, each once, in order."""
    return list(dict.fromkeys(reference[1] for reference in _REFERENCE.finditer(body)))
