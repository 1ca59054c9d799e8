"""JSON Lines on their way to a file: written record by record, in constant memory, outside the output folder."""

import hashlib
import shutil
import tempfile
from types import TracebackType
from typing import Any, BinaryIO, Final, Self

import msgspec

from wpmigrate.output.disk import temporary_space

BLOCK: Final = 200

_LINE_BREAKS: Final = (
    ("\u0085".encode(), rb"\u0085"),
    ("\u2028".encode(), rb"\u2028"),
    ("\u2029".encode(), rb"\u2029"),
)
_ENCODER: Final = msgspec.json.Encoder(order="deterministic")


def json_line(record: Any) -> bytes:
    """Write one record as a spool does: a struct, or whatever JSON can say."""
    return _ENCODER.encode(record)


class Spool:
    """A temporary file of JSON Lines that knows its number of records, its size and its SHA-256.

    No line holds a raw U+0085, U+2028 or U+2029, so that readers that split at those find whole records too.
    """

    def __init__(self) -> None:
        self.count = 0
        self._lines: list[bytes] = []
        self._bytes = 0
        self._hash = hashlib.sha256()
        with temporary_space():
            self._file = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the spool

    def write(self, record: Any) -> None:
        """Take one record: a struct, or whatever JSON can say."""
        self.write_line(_ENCODER.encode(record))

    def write_line(self, line: bytes) -> None:
        """Take one record that `json_line` has written."""
        self._lines.append(line)
        self.count += 1
        if len(self._lines) >= BLOCK:
            self._flush()

    @property
    def bytes(self) -> int:
        """The size of what was written so far."""
        self._flush()
        return self._bytes

    @property
    def sha256(self) -> str:
        """The SHA-256 of what was written so far."""
        self._flush()
        return self._hash.hexdigest()

    def copy(self, target: BinaryIO) -> None:
        """Write everything to `target`; the spool can take more afterwards."""
        self._flush()
        self._file.seek(0)
        shutil.copyfileobj(self._file, target, 1 << 20)

    def _flush(self) -> None:
        if not self._lines:
            return
        block = b"".join(line + b"\n" for line in self._lines)
        self._lines.clear()
        for char, escape in _LINE_BREAKS:
            block = block.replace(char, escape)
        self._hash.update(block)
        self._bytes += len(block)
        with temporary_space():
            self._file.write(block)

    def close(self) -> None:
        """Drop the temporary file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
