"""A compressed tar archive becomes a plain temporary one, once, under limits; a damaged one as far as it can be read."""

import bz2
import gzip
import importlib
import lzma
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

from wpmigrate.errors import InputError
from wpmigrate.media.stored import LIMITS, Limits, scratch_space

_CHUNK: Final = 1 << 20
_XZ_MEMORY: Final = 512 << 20
_CUT: Final = (EOFError, OSError, zlib.error, lzma.LZMAError, ValueError)


def unpack(path: Path, copy: Path, magic: bytes, limits: Limits = LIMITS) -> bool:
    """Write the plain bytes of `path` to `copy`, and answer whether they came to their end."""
    packed, written = path.stat().st_size, 0
    chunks = _chunks(path, magic)
    with copy.open("wb") as out:
        while True:
            try:
                chunk = next(chunks, b"")
            except _CUT:
                return False
            if not chunk:
                return True
            written += len(chunk)
            if written > limits.total or limits.is_bomb(written, packed):
                raise InputError(
                    f"{path.name} unpacks to far more than an archive of its size holds: unpack it yourself and pass "
                    "the folder if you trust it.",
                    code="archive-too-large",
                )
            with scratch_space():
                out.write(chunk)


def _chunks(path: Path, magic: bytes) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from next(reader for start, reader in _READERS.items() if magic.startswith(start))(file)


def _gunzipped(file: BinaryIO) -> Iterator[bytes]:
    with gzip.GzipFile(fileobj=file) as plain:
        yield from iter(lambda: plain.read1(_CHUNK), b"")


def _streamed(fresh: Callable[[], Any]) -> Callable[[BinaryIO], Iterator[bytes]]:
    def chunks(file: BinaryIO) -> Iterator[bytes]:
        engine, waiting = fresh(), b""
        while True:
            if engine.eof:
                waiting = (engine.unused_data or file.read(_CHUNK)).lstrip(b"\0")
                if not waiting:
                    return
                engine = fresh()
            elif engine.needs_input:
                waiting = file.read(_CHUNK)
                if not waiting:
                    raise EOFError
            if plain := engine.decompress(waiting, _CHUNK):
                yield plain
            waiting = b""

    return chunks


def _unzstd(file: BinaryIO) -> Iterator[bytes]:
    for module in ("compression.zstd", "backports.zstd", "zstandard"):
        try:
            opened = importlib.import_module(module).open(file, "rb")
        except ImportError:
            continue
        with opened as plain:
            yield from iter(lambda: plain.read(_CHUNK), b"")
        return
    raise InputError(
        "A .zst archive needs the Python package zstandard: install it, or unpack the archive and pass the folder.",
        code="no-zstd",
    )


_READERS: Final[dict[bytes, Callable[[BinaryIO], Iterator[bytes]]]] = {
    b"\x1f\x8b": _gunzipped,
    b"BZh": _streamed(bz2.BZ2Decompressor),
    b"\xfd7zXZ\0": _streamed(lambda: lzma.LZMADecompressor(memlimit=_XZ_MEMORY)),
    b"\x28\xb5\x2f\xfd": _unzstd,
}
COMPRESSED: Final = tuple(_READERS)
