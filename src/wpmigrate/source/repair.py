"""Damage below the level of markup: characters that XML forbids and bytes that are not UTF-8. And what a repair is."""

import re
from bisect import bisect_left

from msgspec import Struct

from wpmigrate.diagnostics import Code


class Repair(Struct, frozen=True):
    """One kind of damage mended in one span. `code` is a Diagnostic slug; `offset` counts decompressed bytes of the input."""

    code: str
    offset: int
    count: int = 1
    detail: str = ""


class Repairs:
    """Collect repairs: one row a kind, with its first offset and its count."""

    def __init__(self) -> None:
        self._rows: dict[Code, Repair] = {}

    def note(self, code: Code, offset: int, count: int = 1, detail: str = "") -> None:
        """Count one more repair of a kind."""
        row = self._rows.get(code)
        if row is None:
            self._rows[code] = Repair(code.slug, offset, count, detail)
        else:
            detail = row.detail or detail
            self._rows[code] = Repair(code.slug, min(row.offset, offset), row.count + count, detail)

    def rows(self) -> tuple[Repair, ...]:
        """Answer all rows, the first kind met first."""
        return tuple(self._rows.values())


_FORBIDDEN = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_SURROGATES = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]|\xed[\xa0-\xbf][\x80-\xbf]")
_STRAY = re.compile("[\udc80-\udcff]+")
_WINDOWS = {0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(0x80, 0x100)}
_REPLACEMENT = "\ufffd".encode()


def scrub(raw: bytes, offset: int, repairs: Repairs) -> bytes:
    """Remove characters that XML forbids and make every byte UTF-8."""
    text = raw
    found = _FORBIDDEN.search(raw)
    if found:
        text, count = _FORBIDDEN.subn(b"", raw)
        repairs.note(Code.CONTROL_CHARACTERS, offset + found.start(), count)
    if _is_utf8(text):
        return text
    bad = _first_bad(raw)
    clean, count = _to_utf8(text)
    repairs.note(Code.INVALID_UTF8, offset + bad, count)
    return clean


def locate(raw: bytes, place: int) -> int:
    """Answer where in `raw` the byte stood that is at `place` once `raw` is scrubbed."""
    return bisect_left(range(len(raw)), place, key=lambda end: _scrubbed_length(raw, end))


def _scrubbed_length(raw: bytes, end: int) -> int:
    floor = end
    while floor > max(end - 3, 0) and 0x80 <= raw[floor] < 0xC0:
        floor -= 1
    text = _FORBIDDEN.sub(b"", raw[:floor])
    return len(text if _is_utf8(text) else _to_utf8(text)[0])


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode()
    except UnicodeDecodeError:
        return False
    return True


def _first_bad(raw: bytes) -> int:
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _to_utf8(raw: bytes) -> tuple[bytes, int]:
    """Read each run of bad bytes as Windows-1252, pairs of encoded surrogates as the one character they mean."""
    paired, pairs = _SURROGATES.subn(_join_surrogates, raw)
    text = paired.decode("utf-8", "surrogateescape")
    runs = len(_STRAY.findall(text))
    return text.translate(_WINDOWS).encode(), runs + pairs


def _join_surrogates(match: re.Match[bytes]) -> bytes:
    if len(match[0]) < 6:
        return _REPLACEMENT
    return match[0].decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass").decode("utf-16").encode()
