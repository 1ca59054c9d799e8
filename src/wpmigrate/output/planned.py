"""The files of a run that is over, in order of path: those of a large site lie in a nameless temporary file."""

import weakref
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from tempfile import SpooledTemporaryFile
from typing import Any, Final, overload

import msgspec

from wpmigrate.output.disk import temporary_space
from wpmigrate.output.plan import PlannedFile

_BLOCK: Final = 500
_IN_MEMORY: Final = 1 << 20
_ENCODE: Final = msgspec.msgpack.Encoder().encode
_DECODE: Final = msgspec.msgpack.Decoder(list[PlannedFile]).decode


class Planned(Sequence[PlannedFile]):
    """A tuple of planned files in constant memory, equal to any sequence of the same files."""

    def __init__(self, files: Iterable[PlannedFile]) -> None:
        self._file = SpooledTemporaryFile[bytes](_IN_MEMORY)
        weakref.finalize(self, self._file.close)
        self._starts: list[int] = []
        self._ends: list[int] = [0]
        count, left = 0, iter(files)
        while block := list(islice(left, _BLOCK)):
            self._starts.append(count)
            count += len(block)
            written = _ENCODE(block)
            with temporary_space():
                self._file.write(written)
            self._ends.append(self._ends[-1] + len(written))
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[PlannedFile]:
        for number in range(len(self._starts)):
            yield from self._block(number)

    @overload
    def __getitem__(self, index: int) -> PlannedFile: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[PlannedFile]: ...
    def __getitem__(self, index: int | slice) -> PlannedFile | Sequence[PlannedFile]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(self._count))]
        place = range(self._count)[index]
        number = bisect_right(self._starts, place) - 1
        return self._block(number)[place - self._starts[number]]

    def __eq__(self, other: object) -> bool:
        same = isinstance(other, Sequence) and len(other) == self._count
        return same and all(one == two for one, two in zip(self, other, strict=True))  # type: ignore[call-overload]

    def __hash__(self) -> int:
        return hash((self._count, self._ends[-1]))

    def __reduce__(self) -> tuple[Any, ...]:
        return tuple, (list(self),)

    def _block(self, number: int) -> list[PlannedFile]:
        start, end = self._ends[number : number + 2]
        self._file.seek(start)
        return _DECODE(self._file.read(end - start))
