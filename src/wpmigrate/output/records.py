"""Parts of files on their way: spooled one by one in constant memory, outside the output folder, and read in order."""

import tempfile
from array import array
from collections.abc import Iterator
from types import TracebackType
from typing import BinaryIO, Self

from wpmigrate.output.disk import temporary_space

_NOTHING = array("Q")


class Records:
    """Streams of records by name, in one temporary file; of each record memory holds where it lies."""

    def __init__(self) -> None:
        self._file: BinaryIO | None = None
        self._places: dict[str, array[int]] = {}
        self._end = 0

    def add(self, stream: str, content: bytes) -> None:
        """Take the next record of a stream."""
        with temporary_space():
            if self._file is None:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the records
            self._file.seek(self._end)
            self._file.write(content)
        self._places.setdefault(stream, array("Q")).extend((self._end, len(content)))
        self._end += len(content)

    def read(self, stream: str) -> Iterator[bytes]:
        """Yield the records of a stream, in the order they came; several readers may go on beside each other."""
        places = self._places.get(stream, _NOTHING)
        for at in range(0, len(places), 2):
            assert self._file is not None, "a place is of a record that was written"
            self._file.seek(places[at])
            yield self._file.read(places[at + 1])

    def close(self) -> None:
        """Drop the temporary file."""
        if self._file is not None:
            self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
