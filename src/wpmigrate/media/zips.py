"""A zip archive: its directory read as a stream (100,000 members cost zipfile 110 MB), its members opened in any order."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, Final

from msgspec import Struct

from wpmigrate.errors import InputError
from wpmigrate.media.stored import LIMITS, Found, Limits, Unreadable, whole

_END: Final = struct.Struct("<4s4H2LH")
_END64: Final = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64: Final = struct.Struct("<4sLQL")
_ENTRY: Final = struct.Struct("<4s6H3L5H2L")
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_PLACE: Final = struct.Struct("<QQQLH")  # header, packed, size, CRC, method
_COMMENT: Final = 0xFFFF
_BIG: Final = 0xFFFFFFFF
_ENCRYPTED: Final = 0x1 | 0x40 | 0x2000
_UTF8: Final = 0x800
_UNIX: Final = 3
_PACKED: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ZIP64_FIELDS: Final = 0x0001
_UNICODE_PATH: Final = 0x7075


class _Entry(Struct, frozen=True):
    raw: bytes
    spelling: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    mode: int
    header: int


class Zip:
    """A zip archive of uploads."""

    def __init__(self, path: Path, limits: Limits = LIMITS) -> None:
        self.name = path.name
        self._path, self._limits = path, limits

    def scan(self) -> Iterator[Found]:
        """List the members."""
        with self._path.open("rb") as file:
            for entry in _directory(file, self.name, self._limits):
                if not entry.raw.endswith((b"/", b"\\")):
                    yield self._found(entry)

    def _found(self, entry: _Entry) -> Found:
        raw = entry.raw.replace(b"\\", b"/") if _is_utf8(entry) else entry.raw
        place = _PLACE.pack(entry.header, entry.packed, entry.size, entry.crc, entry.method)
        reason = _refusal(entry, self._limits)
        return Found(raw, place, entry.size, reason=reason, spelling=entry.spelling.replace("\\", "/"))

    def open(self, place: bytes, size: int) -> BinaryIO:
        """Open a member; what it holds is checked against its size and its CRC."""
        header, packed, _, crc, method = _PLACE.unpack(place)
        info = zipfile.ZipInfo()
        info.compress_type, info.compress_size, info.file_size, info.CRC = method, packed, size, crc
        with ExitStack() as stack:
            try:
                file = stack.enter_context(self._path.open("rb"))
                _go_to_content(file, header)
            except (struct.error, OSError) as error:
                raise Unreadable("damaged") from error
            stack.pop_all()
        return whole(zipfile.ZipExtFile(file, "r", info, None, close_fileobj=True), size, probe=False)  # type: ignore[arg-type]


def _go_to_content(file: BinaryIO, header: int) -> None:
    file.seek(header)
    signature, *_, name, extra = _LOCAL.unpack(file.read(_LOCAL.size))
    if signature != b"PK\x03\x04":
        raise Unreadable("damaged")
    file.seek(name + extra, 1)


def _is_utf8(entry: _Entry) -> bool:
    """Backslashes may be half of a letter in the code pages of East Asia, never in UTF-8."""
    try:
        entry.raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _refusal(entry: _Entry, limits: Limits) -> str:
    kind = stat.S_IFMT(entry.mode)
    if kind not in (0, stat.S_IFREG):
        return "link" if kind == stat.S_IFLNK else "not-a-file"
    if entry.flags & _ENCRYPTED:
        return "encrypted"
    if entry.method not in _PACKED:
        return "compression"
    if entry.size > limits.member or limits.is_bomb(entry.size, entry.packed):
        return "bomb"
    return "damaged" if entry.method == zipfile.ZIP_STORED and entry.packed != entry.size else ""


def _directory(file: BinaryIO, name: str, limits: Limits) -> Iterator[_Entry]:
    start, length, shift = _directory_place(file, name)
    file.seek(start)
    met = 0
    while length >= _ENTRY.size:
        fixed = file.read(_ENTRY.size)
        if len(fixed) < _ENTRY.size or fixed[:4] != b"PK\x01\x02":
            break
        fields = _ENTRY.unpack(fixed)
        named, extra, comment = fields[10:13]
        rest = file.read(named + extra + comment)
        length -= _ENTRY.size + named + extra + comment
        met += 1
        if met > limits.members:
            raise InputError(
                f"{name} holds more than {limits.members} files: unpack it and pass the folder.",
                code="archive-too-many",
            )
        yield _entry(fields, rest[:named], rest[named : named + extra], shift)
    if length > 0:
        raise _damaged(name)


def _entry(fields: tuple[int, ...], raw: bytes, extra: bytes, shift: int) -> _Entry:
    _, made, _, flags, method, _, _, crc, packed, size, *_, outer, header = fields
    more = dict(_extras(extra))
    numbers = [size, packed, header]
    large = memoryview(more.get(_ZIP64_FIELDS, b""))
    for at, number in enumerate(numbers):
        if number == _BIG and len(large) >= 8:
            numbers[at], large = int.from_bytes(large[:8], "little"), large[8:]
    size, packed, header = numbers
    mode = outer >> 16 if made >> 8 == _UNIX else 0
    spelling = _unicode_path(raw, more.get(_UNICODE_PATH, b"")) or _flagged(raw, flags)
    return _Entry(raw, spelling, flags, method, crc, packed, size, mode, header + shift)


def _extras(extra: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        yield kind, extra[at + 4 : at + 4 + length]
        at += 4 + length


def _unicode_path(raw: bytes, field: bytes) -> str:
    if len(field) > 5 and field[0] == 1 and int.from_bytes(field[1:5], "little") == zlib.crc32(raw):
        return field[5:].decode("utf-8", "replace")
    return ""


def _flagged(raw: bytes, flags: int) -> str:
    return raw.decode("utf-8", "replace") if flags & _UTF8 else ""


def _directory_place(file: BinaryIO, name: str) -> tuple[int, int, int]:
    """Answer where the directory starts, its length, and by how much all offsets are off (bytes before the archive)."""
    size = file.seek(0, 2)
    tail_at = max(size - _END.size - _COMMENT - _LOCATOR64.size - _END64.size, 0)
    file.seek(tail_at)
    tail = file.read()
    place = tail.rfind(b"PK\x05\x06", 0, len(tail) - _END.size + 4)
    if place < 0:
        raise _damaged(name)
    *_, length, offset, _ = _END.unpack_from(tail, place)
    end = tail_at + place
    before = place - _LOCATOR64.size - _END64.size
    if before >= 0 and tail[before : before + 4] == b"PK\x06\x06":
        *_, length, offset = _END64.unpack_from(tail, before)
        end = tail_at + before
    start = end - length
    if start < 0 or start - offset < 0:
        raise _damaged(name)
    return start, length, start - offset


def _damaged(name: str) -> InputError:
    return InputError(
        f"{name} is a zip archive that is damaged or incomplete: download it again, or unpack it and pass the folder.",
        code="damaged-archive",
    )
