"""Chance that comes out the same on every Python: only `Random.random` is promised to stay what it is."""

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed).random

    def below(self, limit: int) -> int:
        return int(self._random() * limit)

    def pick(self, choices: Sequence[T]) -> T:
        return choices[int(self._random() * len(choices))]

    def often(self, share: float) -> bool:
        return self._random() < share

    def some(self, choices: Sequence[str], most: int) -> str:
        return "".join(self.pick(choices) for _ in range(self.below(most + 1)))
