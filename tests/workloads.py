"""Duties for tests of worker processes, where a worker can import them."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from wpmigrate.errors import OutputError


class Doubling(Struct, frozen=True):
    """Doubles numbers; dies at some, raises at others, and notes in `log` who did what."""

    log: str = ""
    deadly: frozenset[int] = frozenset()
    once: frozenset[int] = frozenset()
    raising: frozenset[int] = frozenset()
    slow: float = 0.0
    weight: int = 0
    stillborn: bool = False

    @contextmanager
    def begin(self) -> Iterator[Callable[[range], bytes]]:
        if self.stillborn:
            os.kill(os.getpid(), signal.SIGKILL)
        yield self._double

    def _double(self, numbers: range) -> bytes:
        for number in numbers:
            self._note(number)
            if number in self.deadly or (number in self.once and self._count(number) == 1):
                os._exit(7)
            if number in self.raising:
                raise OutputError("The disk is full.", code="disk-full")
            time.sleep(self.slow)
        return " ".join(str(2 * number) for number in numbers).encode().ljust(self.weight)

    def _note(self, number: int) -> None:
        if self.log:
            with Path(self.log).open("a", encoding="utf-8") as log:
                log.write(f"{os.getpid()} {number}\n")

    def _count(self, number: int) -> int:
        with Path(self.log).open(encoding="utf-8") as log:
            return sum(line.split()[1] == str(number) for line in log)
