"""Rows on their way into a page: as JSON, deflated, in base64; in constant memory, as many as there is room for."""

import tempfile
import zlib
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO, Final

import msgspec
from msgspec import Struct

from wpmigrate.output.disk import temporary_space

FIRST: Final = 25
"""How many rows of a table a page shows to a browser without scripts."""

_BLOCK: Final = 3 << 14  # a multiple of 3, so that the pieces of base64 join
_CHECK: Final = 200
_RAW: Final = -15


class Packed(Struct, frozen=True):
    """A table's rows. `held` of `count` are in the page, `first` stand in it as they are, `size` is what they take there."""

    count: int
    held: int
    size: int
    first: Sequence[Sequence[Any]]
    file: BinaryIO

    def chunks(self) -> Iterator[str]:
        """Yield what the page holds, in pieces."""
        self.file.seek(0)
        while block := self.file.read(_BLOCK):
            yield b64encode(block).decode()


def temporary_file() -> BinaryIO:
    """Open a file without a name, for who closes it."""
    with temporary_space():
        return tempfile.TemporaryFile()


def pack(rows: Iterable[Sequence[Any]], room: int) -> Packed:
    """Pack rows until they would take more than `room` bytes; the rest are counted. Who asks closes the file."""
    file = temporary_file()
    press = zlib.compressobj(9, zlib.DEFLATED, _RAW)
    first: list[Sequence[Any]] = []
    held, count, size = 0, 0, 0
    waiting = [b"["]
    for row in rows:
        count += 1
        if len(first) < FIRST:
            first.append(row)
        if size * 4 // 3 > room:
            continue
        waiting.append(msgspec.json.encode(row) if not held else b"," + msgspec.json.encode(row))
        held += 1
        if len(waiting) >= _CHECK:
            size += _write(file, press.compress(b"".join(waiting)) + press.flush(zlib.Z_SYNC_FLUSH))
            waiting.clear()
    size += _write(file, press.compress(b"".join([*waiting, b"]"])) + press.flush())
    return Packed(count, held, size * 4 // 3 + 4, first, file)


def deflated(text: str) -> str:
    """Answer one text as the page holds it."""
    press = zlib.compressobj(9, zlib.DEFLATED, _RAW)
    return b64encode(press.compress(text.encode("utf-8", "replace")) + press.flush()).decode()


def _write(file: BinaryIO, content: bytes) -> int:
    with temporary_space():
        return file.write(content)
