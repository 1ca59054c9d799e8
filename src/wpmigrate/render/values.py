"""The values that front matter holds, whatever its style."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

_SEQUENCES: Final = (str, list, tuple)
_NUMBERS: Final = (bool, int, float)
_TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?", re.ASCII)


class Timestamp(str):
    """An RFC 3339 date, with offset where the platform reads one: it goes out unquoted, so that readers take it for a date."""

    __slots__ = ()


def timestamp(date: str | None) -> Timestamp | None:
    """Mark a date as one, or answer None where there is none."""
    return Timestamp(date) if date else None


def is_empty(value: Any) -> bool:
    """Say whether a field holds nothing, so that it is left out."""
    if value is None or isinstance(value, _SEQUENCES):
        return not value
    if not isinstance(value, _NUMBERS) and isinstance(value, Mapping):
        return all(map(is_empty, value.values()))
    return False


def is_date(text: str) -> bool:
    """Say whether a text is an RFC 3339 date that there is, with or without an offset."""
    if not _TIMESTAMP.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
