"""What was surely never met, in constant memory: most questions to a database need no asking."""

from collections.abc import Hashable, Iterable
from typing import Final

_SIZE: Final = 1 << 20


class Marks:
    """A mark for each thing that was met, at a place of its own or one that it shares: without a mark it was never met."""

    def __init__(self, things: Iterable[Hashable] = ()) -> None:
        self._marks = bytearray(_SIZE)
        for thing in things:
            self._marks[hash(thing) % _SIZE] = 1

    def add(self, thing: Hashable) -> None:
        """Leave a mark."""
        self._marks[hash(thing) % _SIZE] = 1

    def __contains__(self, thing: Hashable) -> bool:
        return self._marks[hash(thing) % _SIZE] == 1
