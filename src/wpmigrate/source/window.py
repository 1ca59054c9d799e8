"""A moving window over a file: find and look ahead at absolute offsets, in constant memory, the same for any window size."""

import re
from typing import BinaryIO

WINDOW = 1 << 17
"""Small enough to stay in a processor's cache while it is looked through several times."""
KEPT = 1 << 10
"""Bytes kept before the place asked for, so that short looks back cost no seek."""
LOOK = 128
"""No token is longer than this: a match that ends nearer to the edge is tried again with more bytes."""


class Window:
    """Bytes of `file` around the place last asked for. `base` is the offset of the first of `held`."""

    def __init__(self, file: BinaryIO, size: int = WINDOW) -> None:
        self._file = file
        self._size = max(size, 1)
        self._absent: dict[bytes, int] = {}
        self.base = 0
        self.held = b""
        self.length = file.seek(0, 2)

    def at_end(self) -> bool:
        """Tell whether the held bytes reach the end of the file."""
        return self.base + len(self.held) >= self.length

    def load(self, start: int, wanted: int) -> None:
        """Hold `[start, start + wanted)` at least, and a little before it."""
        end = self.base + len(self.held)
        if self.base <= start and (start + wanted <= end or end >= self.length):
            return
        keep = max(start - KEPT, 0)
        if self.base <= keep <= end:
            kept, begin = self.held[keep - self.base :], end
        else:
            kept, begin = b"", keep
        self._file.seek(begin)
        self.held = kept + self._file.read(max(self._size, start + wanted - begin))
        self.base = begin - len(kept)

    def peek(self, start: int, wanted: int) -> bytes:
        """Answer up to `wanted` bytes from `start`."""
        self.load(start, wanted)
        return self.held[max(start - self.base, 0) : start - self.base + wanted]

    def find(self, needle: bytes, start: int, end: int | None = None) -> int:
        """Find `needle` wholly inside `[start, end)`, or answer -1."""
        if end is None and start >= self._absent.get(needle, self.length + 1):
            return -1
        place, last = start, self.length if end is None else end
        while place < last:
            self.load(place, len(needle))
            found = self.held.find(needle, place - self.base, last - self.base)
            if found >= 0:
                return self.base + found
            if self.at_end() or self.base + len(self.held) >= last:
                break
            place = max(place, self.base + len(self.held) - len(needle) + 1)
            self.load(place, len(needle) + 1)
        if end is None:
            self._absent[needle] = start
        return -1

    def search(self, pattern: re.Pattern[bytes], start: int) -> re.Match[bytes] | None:
        """Find the next match from `start`; its offsets count from `base`, which stands until the next call."""
        while True:
            self.load(start, LOOK)
            match = pattern.search(self.held, max(start - self.base, 0))
            if self.at_end() or (match and match.end() + LOOK <= len(self.held)):
                return match
            start = max(start, self.base + match.start() if match else self.base + len(self.held) - LOOK)
            self.load(start, 2 * LOOK)
