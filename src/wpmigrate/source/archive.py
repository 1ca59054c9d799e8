"""Packed exports: members are streamed to files of our own naming, never extracted to theirs, and under limits."""

import errno
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from wpmigrate.errors import InputError

_CHUNK = 1 << 18
_END = b"PK\x05\x06"
_END_REACH = 22 + (1 << 16)
_END64 = b"PK\x06\x06"
# RuntimeError: a member is encrypted; NotImplementedError: a compression that Python lacks.
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, struct.error, ValueError)


class Limits(Struct, frozen=True):
    """What an archive may cost: bytes in all, times its packed size (once past `ratio_from` bytes), and members."""

    total: int = 64 << 30
    ratio: int = 200
    ratio_from: int = 10 << 20
    members: int = 10_000
    directory: int = 4 << 20


LIMITS = Limits()


class _Meter:
    """Refuse an archive that unpacks to more than its size can honestly hold."""

    def __init__(self, name: str, packed: int, limits: Limits) -> None:
        self._name, self._packed, self._limits = name, max(packed, 1), limits
        self.written = 0

    def pass_on(self, chunk: bytes) -> bytes:
        """Count a chunk and answer it."""
        self.written += len(chunk)
        limits, written = self._limits, self.written
        if written > limits.total or (written > limits.ratio_from and written > self._packed * limits.ratio):
            raise InputError(
                f"{self._name} unpacks to far more than an export of its size holds, as an archive made to fill a disk "
                "does: unpack it yourself and pass the .xml file if you trust it, or raise --max ratio and --max unpacked.",
                code="archive-too-large",
            )
        return chunk


def inflate(file: BinaryIO, name: str, packed: int, limits: Limits = LIMITS) -> Iterator[bytes]:
    """Yield what a gzip file holds, all members of it; a damaged one yields what can still be read."""
    meter = _Meter(name, packed, limits)
    engine, ended = zlib.decompressobj(31), False
    waiting = file.read(_CHUNK)
    with suppress(zlib.error):
        while waiting:
            yield meter.pass_on(engine.decompress(waiting, _CHUNK))
            waiting = engine.unconsumed_tail or engine.unused_data or file.read(_CHUNK)
            if engine.eof:
                waiting = waiting.lstrip(b"\0") or file.read(_CHUNK)
                engine, ended = zlib.decompressobj(31), True
        yield meter.pass_on(engine.flush())
    if not meter.written and not ended:
        raise InputError(
            f"{name} is a damaged gzip file: download it again, or pass the .xml file.", code="damaged-archive"
        )


def open_members(file: BinaryIO, name: str, limits: Limits = LIMITS) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Yield the XML members of a zip file in the order of their names, each as a stream of chunks."""
    _check_directory(file, name, limits)
    with _damage_told(name), zipfile.ZipFile(file) as archive:
        members = sorted((info for info in archive.infolist() if _is_part(info)), key=lambda info: info.filename)
        _check_overlap(archive, name, limits)
        if not members:
            raise InputError(
                f"{name} holds no .xml file: pass the archive that Tools → Export made, not one of media or a theme.",
                code="no-xml-in-zip",
            )
        meter = _Meter(name, sum(info.compress_size for info in members), limits)
        for info in members:
            yield info.filename, _member(archive, info, meter, name)


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, meter: _Meter, name: str) -> Iterator[bytes]:
    with _damage_told(name), archive.open(info) as member:
        while chunk := member.read(_CHUNK):
            yield meter.pass_on(chunk)


@contextmanager
def _damage_told(name: str) -> Iterator[None]:
    try:
        yield
    except _DAMAGE as error:
        raise _damaged(name) from error
    except OSError as error:
        if error.errno != errno.EINVAL:  # a place before the start of the file, where damage sent the reader
            raise
        raise _damaged(name) from error


def _is_part(info: zipfile.ZipInfo) -> bool:
    """Tell a part of an export from folders and from the shadows that macOS adds."""
    base = info.filename.replace("\\", "/").rpartition("/")[2]
    shadow = info.filename.startswith("__MACOSX/") or base.startswith("._")
    return base.lower().endswith(".xml") and not info.is_dir() and not shadow


def _check_overlap(archive: zipfile.ZipFile, name: str, limits: Limits) -> None:
    infos = sorted(archive.infolist(), key=lambda info: info.header_offset)
    if len(infos) > limits.members:
        raise _too_many(name, limits)
    for before, after in pairwise(infos):
        if before.header_offset + before.compress_size > after.header_offset:
            raise InputError(
                f"{name} has members that overlap, which only an archive made to fill a disk has: it is refused.",
                code="archive-overlap",
            )


def _check_directory(file: BinaryIO, name: str, limits: Limits) -> None:
    """Refuse a huge directory before it is read: 300,000 members cost 335 MB."""
    size = file.seek(0, 2)
    file.seek(max(size - _END_REACH - 76, 0))
    tail = file.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) - place < 22:
        raise _damaged(name)
    count, directory = struct.unpack_from("<HI", tail, place + 10)
    place64 = tail.rfind(_END64, 0, place)
    if place64 >= 0 and len(tail) - place64 >= 56:
        count, directory = struct.unpack_from("<QQ", tail, place64 + 32)
    if count > limits.members or directory > limits.directory:
        raise _too_many(name, limits)
    file.seek(0)


def _too_many(name: str, limits: Limits) -> InputError:
    return InputError(
        f"{name} holds more than {limits.members} files: unpack it and pass the .xml files of the export, or raise --max members.",
        code="archive-too-many",
    )


def _damaged(name: str) -> InputError:
    return InputError(
        f"{name} is a zip archive that is damaged, incomplete or locked: download it again, or unpack it and pass the "
        ".xml files.",
        code="damaged-archive",
    )


def spool_chunks(chunks: Iterator[bytes], path: Path) -> int:
    """Write chunks to a file of ours and answer its size."""
    size = 0
    with path.open("wb") as out:
        for chunk in chunks:
            size += out.write(chunk)
    return size
