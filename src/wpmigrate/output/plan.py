"""What a run would do to the output folder, file by file, decided before anything is touched."""

from hashlib import sha256
from typing import Final, Literal, TypeAlias

from msgspec import Struct

Action: TypeAlias = Literal["create", "update", "same", "edited", "foreign", "replace"]

WRITES: Final = frozenset({"create", "update", "replace"})
KEPT: Final = frozenset({"edited", "foreign"})


class OutputFile(Struct, frozen=True):
    """One file a target makes: a relative POSIX path and its bytes (UTF-8, LF)."""

    path: str
    content: bytes


class PlannedFile(Struct, frozen=True):
    """One file of a plan. `bytes` and `sha256` are of what the run makes, also where `action` says that it is kept out."""

    path: str
    bytes: int
    sha256: str
    action: Action


def fingerprint(content: bytes) -> str:
    """Answer the SHA-256 of `content` in hexadecimal."""
    return sha256(content).hexdigest()


def decide(new: str, on_disk: str | None, ours: str | None, *, force: bool) -> Action:
    """Choose what to do with one file, from the SHA-256 of what we make, what stands there and what we wrote last."""
    if on_disk is None:
        return "create"
    if on_disk == new:
        return "same"
    if ours is None:
        return "foreign"
    if on_disk == ours:
        return "update"
    return "replace" if force else "edited"
