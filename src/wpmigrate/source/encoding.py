"""Which encoding a file is really in, and the file in UTF-8."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from wpmigrate.diagnostics import Code
from wpmigrate.source.repair import Repairs

_CHUNK = 1 << 20
_SNIFF = 1 << 16
_MARKS = (  # longest first: UTF-32 begins as UTF-16 does
    (codecs.BOM_UTF32_LE, "utf-32-le", 4),
    (codecs.BOM_UTF32_BE, "utf-32-be", 4),
    (codecs.BOM_UTF16_LE, "utf-16-le", 2),
    (codecs.BOM_UTF16_BE, "utf-16-be", 2),
    (b"<\0?\0", "utf-16-le", 0),
    (b"\0<\0?", "utf-16-be", 0),
    (b"<\0r\0", "utf-16-le", 0),
    (b"\0<\0r", "utf-16-be", 0),
)
_DECLARED = re.compile(rb"""<\?xml\s[^<>?]{0,200}?encoding\s{0,9}=\s{0,9}["']([A-Za-z0-9._:-]{1,40})["']""")
_ASCII = bytes(range(0x20, 0x7F))
# What a declaration is taken for: the superset that browsers read, whose extra characters real exports hold.
_SUPERSETS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
_NO_CHARSETS = ("utf", "idna", "punycode", "raw_unicode", "raw-unicode", "unicode", "undefined")
_UTF8_ENOUGH = 10
"""So many times more whole UTF-8 characters than bad bytes mean UTF-8 with damage, not another encoding."""


class Encoding(Struct, frozen=True):
    """The encoding to read a file in, None for UTF-8 as it stands; `skip` bytes of mark come first."""

    name: str | None
    skip: int = 0


def find_encoding(file: BinaryIO, repairs: Repairs) -> Encoding:
    """Decide by the bytes; the declaration counts only where they are no UTF-8."""
    head = _read_at(file, 0, _SNIFF)
    declaration = _DECLARED.search(head)
    for mark, name, skip in _MARKS:
        if head.startswith(mark):
            said = _DECLARED.search(head[skip:].decode(name, "ignore").encode())
            if said and not said[1].lower().startswith(b"utf-16"):
                repairs.note(Code.FALSE_ENCODING, skip, detail=f"{said[1].decode()}, in fact {name}")
            return Encoding(name, skip)
    said_name = _codec(declaration[1].decode()) if declaration else None
    if declaration is None or said_name is None:
        return Encoding(None)
    escapes, whole, bad = _count(file)
    if said_name.startswith("iso2022") and escapes:
        return Encoding(said_name)
    if bad and whole <= bad * _UTF8_ENOUGH:
        return Encoding(said_name)
    if whole:
        repairs.note(Code.FALSE_ENCODING, declaration.start(), detail=f"{declaration[1].decode()}, in fact UTF-8")
    return Encoding(None)


def write_utf8(file: BinaryIO, encoding: Encoding, spool: Path, repairs: Repairs) -> None:
    """Write the file again in UTF-8; what cannot be decoded becomes U+FFFD. Its offsets count from then on."""
    decoder = codecs.getincrementaldecoder(encoding.name or "utf-8")("replace")
    replaced, first, written = 0, -1, 0
    with spool.open("wb") as out:
        for chunk, last in _chunks(file, encoding.skip):
            text = decoder.decode(chunk, last)
            found = text.find("\ufffd")
            if found >= 0:
                replaced += text.count("\ufffd")
                first = written + len(text[:found].encode()) if first < 0 else first
            written += out.write(text.encode("utf-8", "replace"))
    if replaced:
        repairs.note(Code.INVALID_UTF8, first, replaced, encoding.name or "")


def _codec(name: str) -> str | None:
    """Answer Python's name of an encoding that extends ASCII and is not UTF-8, or None."""
    try:
        found = codecs.lookup(name).name
        extends = not found.startswith(_NO_CHARSETS) and _ASCII.decode(found) == _ASCII.decode()
    except (LookupError, UnicodeError, ValueError):
        return None
    return _SUPERSETS.get(found, found) if extends else None


def _count(file: BinaryIO) -> tuple[int, int, int]:
    """Count escape characters, whole UTF-8 characters beyond ASCII, and bytes that are no UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    escapes = whole = bad = 0
    for chunk, last in _chunks(file, 0):
        escapes += chunk.count(b"\x1b")
        text = decoder.decode(chunk, last)
        if not text.isascii():
            kept = text.encode("utf-8", "ignore").decode()
            bad += len(text) - len(kept)
            whole += len(kept) - len(kept.encode("ascii", "ignore"))
    return escapes, whole, bad


def _chunks(file: BinaryIO, start: int) -> Iterator[tuple[bytes, bool]]:
    file.seek(start)
    while True:
        chunk = file.read(_CHUNK)
        yield chunk, len(chunk) < _CHUNK
        if len(chunk) < _CHUNK:
            return


def _read_at(file: BinaryIO, start: int, length: int) -> bytes:
    file.seek(start)
    return file.read(length)
