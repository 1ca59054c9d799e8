"""A tar archive: one pass finds where each member lies; after that any member opens at once.

The standard library reads each header; the walk over them is ours, because tarfile keeps every member in memory,
follows negative sizes in circles, and ends without a word where a header is damaged.
"""

import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

from wpmigrate.media.stored import Found, Unreadable, whole

_BLOCK: Final = 512
_LONGEST: Final = 1 << 20  # of a name or of the fields of one member
_FILES: Final = frozenset({tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE})
_LINKS: Final = {tarfile.LNKTYPE: "hard", tarfile.SYMTYPE: "link"}
_NAMES: Final = {tarfile.GNUTYPE_LONGNAME: b"path", tarfile.GNUTYPE_LONGLINK: b"linkpath"}
_FIELDS: Final = frozenset({tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE})
_DATALESS: Final = frozenset(
    {tarfile.LNKTYPE, tarfile.SYMTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE}
)


class Tar:
    """A tar archive of uploads. `path` is the plain archive, `name` what its user calls it.

    One that did not unpack to its end is not `sound`: what its members hold may be wrong, and a trouble says so.
    """

    def __init__(self, path: Path, name: str = "", *, sound: bool = True) -> None:
        self.name = name or path.name
        self._path, self._sound = path, sound

    def scan(self) -> Iterator[Found]:
        """List the members; a damaged or cut archive has one more that says so."""
        with self._path.open("rb") as file:
            yield from _Walk(file, self._path.stat().st_size).members()
        if not self._sound:
            yield Found(b"", reason="damaged")

    def open(self, place: bytes, size: int) -> BinaryIO:
        """Open a member."""
        try:
            file = self._path.open("rb", buffering=0)
        except OSError as error:
            raise Unreadable("unreadable") from error
        file.seek(int.from_bytes(place, "little"))
        return whole(file, size, probe=False)


def is_tar(file: BinaryIO) -> bool:
    """Tell whether the first block is the header of a member, or the end of an empty archive."""
    block = file.read(_BLOCK)
    file.seek(0)
    return _header(block) is not None or (len(block) == _BLOCK and not block.strip(b"\0"))


class _Walk:
    """One pass over the headers of an archive."""

    def __init__(self, file: BinaryIO, end: int) -> None:
        self._file, self._end = file, end
        self._offset = 0
        self._fields: dict[bytes, bytes] = {}

    def members(self) -> Iterator[Found]:
        while True:
            block = self._read(_BLOCK)
            if len(block) == _BLOCK and not block.strip(b"\0"):
                return
            info = _header(block)
            if info is None or info.size < 0:
                yield Found(b"", reason="truncated" if len(block) < _BLOCK else "damaged")
                return
            if info.type in _NAMES or info.type in _FIELDS or info.type == tarfile.XGLTYPE:
                if info.size > _LONGEST:
                    yield Found(b"", reason="damaged")
                    return
                self._read_fields(info)
            else:
                yield from self._member(info, block)
                self._fields = {}

    def _read_fields(self, info: tarfile.TarInfo) -> None:
        content = self._read(_padded(info.size))[: info.size]
        if info.type in _NAMES:
            self._fields[_NAMES[info.type]] = content.partition(b"\0")[0]
        elif info.type in _FIELDS:
            self._fields |= _records(content)

    def _member(self, info: tarfile.TarInfo, block: bytes) -> Iterator[Found]:
        name = self._fields.get(b"path") or _raw(info.name)
        told = self._fields.get(b"size", b"")
        size = int(told) if told.isdigit() and len(told) < 19 else info.size
        sparse = info.type == tarfile.GNUTYPE_SPARSE or any(key.startswith(b"GNU.sparse.") for key in self._fields)
        if info.type == tarfile.GNUTYPE_SPARSE:
            self._pass_sparse_map(block)
        start = self._offset
        self._offset += 0 if info.type in _DATALESS else _padded(size)
        if info.type == tarfile.DIRTYPE or name.endswith(b"/"):
            return
        if info.type == tarfile.LNKTYPE:
            yield Found(name, link=self._fields.get(b"linkpath") or _raw(info.linkname))
            return
        reason = _LINKS.get(info.type, "") or ("sparse" if sparse else "" if info.type in _FILES else "not-a-file")
        if not reason and start + size > self._end:
            reason = "truncated"
        yield Found(name, start.to_bytes(8, "little") if not reason else b"", size, reason=reason)

    def _pass_sparse_map(self, block: bytes) -> None:
        more = block[482]
        while more and len(block := self._read(_BLOCK)) == _BLOCK:
            more = block[504]

    def _read(self, size: int) -> bytes:
        """Read what stands at the offset; never beyond the end, however large an offset a header makes."""
        if self._offset >= self._end:
            return b""
        self._file.seek(self._offset)
        content = self._file.read(size)
        self._offset += size
        return content


def _header(block: bytes) -> tarfile.TarInfo | None:
    try:
        return tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError, OverflowError):
        return None


def _raw(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")


def _records(content: bytes) -> dict[bytes, bytes]:
    """Read the `length key=value` lines of a pax header, as far as they make sense."""
    found = {}
    at = 0
    while at < len(content):
        digits, _, _ = content[at : at + 20].partition(b" ")
        length = int(digits) if digits.isdigit() else 0
        if length <= len(digits) + 1:
            break
        key, equals, value = content[at + len(digits) + 1 : at + length].partition(b"=")
        if equals:
            found[key] = value.removesuffix(b"\n")
        at += length
    return found


def _padded(size: int) -> int:
    return -(-size // _BLOCK) * _BLOCK
