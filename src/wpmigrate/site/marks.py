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

    def lacks(self, *things: Hashable) -> bool:
        """Say whether none of some things was surely met."""
        marks = self._marks
        for thing in things:  # noqa: SIM110 - a generator costs more than what it asks
            if marks[hash(thing) % _SIZE]:
                return False
        return True

    def __contains__(self, thing: Hashable) -> bool:
        return self._marks[hash(thing) % _SIZE] == 1
