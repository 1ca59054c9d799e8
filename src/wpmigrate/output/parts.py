"""Pieces of bytes as one stream to read from, a piece in memory at a time."""

from collections.abc import Callable, Iterable
from io import BufferedReader, RawIOBase
from typing import BinaryIO


class _Parts(RawIOBase):
    """Reads pieces one after another."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        super().__init__()
        self._parts = iter(parts)
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # typeshed knows no name for what it is given
        while not self._rest:
            part = next(self._parts, None)
            if part is None:
                return 0
            self._rest = memoryview(part)
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


def stream_of(parts: Callable[[], Iterable[bytes]]) -> BinaryIO:
    """Open a stream over the pieces that `parts` answers."""
    return BufferedReader(_Parts(parts()), 1 << 20)
