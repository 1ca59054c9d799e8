"""Parts of files on their way: spooled one by one in constant memory, outside the output folder, and read in order."""

import tempfile
from collections.abc import Iterator
from types import TracebackType
from typing import BinaryIO, Self

from wpmigrate.output.disk import temporary_space

_LENGTH = 8


class Records:
    """Streams of records by name, each in a temporary file of its own."""

    def __init__(self) -> None:
        self._files: dict[str, BinaryIO] = {}

    def add(self, stream: str, content: bytes) -> None:
        """Take the next record of a stream."""
        with temporary_space():
            if stream not in self._files:
                self._files[stream] = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the records
            file = self._files[stream]
            file.seek(0, 2)
            file.write(len(content).to_bytes(_LENGTH, "little") + content)

    def read(self, stream: str) -> Iterator[bytes]:
        """Yield the records of a stream, in the order they came; several readers may go on beside each other."""
        file = self._files.get(stream)
        at = 0
        while file is not None:
            file.seek(at)
            head = file.read(_LENGTH)
            if not head:
                return
            content = file.read(int.from_bytes(head, "little"))
            at += len(head) + len(content)
            yield content

    def close(self) -> None:
        """Drop the temporary files."""
        for file in self._files.values():
            file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
