"""How much of anything a run takes from an export, which may be a stranger's work: generous, and to be changed by `--max`."""

import re
from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from wpmigrate.errors import UsageError


class Most(Struct, frozen=True):
    """The limits. `item` and `unpacked` count bytes, `seconds` is processor time for one body; `items` 0 is any number."""

    item: int = 64 << 20
    items: int = 0
    depth: int = 1_000
    seconds: float = 20
    unpacked: int = 64 << 30
    ratio: int = 200
    members: int = 10_000


_UNITS: Final = {"": 1, "K": 1 << 10, "M": 1 << 20, "G": 1 << 30}
_GIVEN: Final = re.compile(r"([a-z]+)=([0-9]{1,15}(?:\.[0-9]{1,3})?)([KMG]?)", re.IGNORECASE)
_DEEPEST: Final = 1_000
"""What the parser of bodies, whose time grows with the square of the depth, can bear."""


def most_of(given: Iterable[str]) -> Most:
    """Read limits such as `item=128M`; an unknown or impossible one is a UsageError."""
    found: dict[str, float] = {}
    for text in given:
        match = _GIVEN.fullmatch(text.strip())
        if match is None or match[1] not in Most.__struct_fields__:
            names = ", ".join(Most.__struct_fields__)
            raise UsageError(
                f"--max {text!r} is not NAME=NUMBER, such as item=128M; the names are {names}.", code="limit"
            )
        found[match[1]] = float(match[2]) * _UNITS[match[3].upper()]
    if not 1 <= found.get("depth", 1) <= _DEEPEST or any(not value for name, value in found.items() if name != "items"):
        raise UsageError(
            f"--max takes a depth from 1 to {_DEEPEST}, and nothing of which there would be none.", code="limit"
        )
    return Most(**{name: value if name == "seconds" else int(value) for name, value in found.items()})  # type: ignore[arg-type]
