"""What a file of ours has become that is not as it was written: edited by a person, or damaged.

A person leaves text that can be read. Zero length, NUL bytes, other control characters, bytes of no encoding, JSON that cannot be
read and a picture without its end are damage. Where the very content is at hand, the first difference is told too.
"""

import re
from hashlib import sha256
from io import BytesIO
from itertools import zip_longest
from typing import BinaryIO, Final

import msgspec

from wpmigrate.media.kinds import HEAD, is_known, mismatch, sniff

_WHOLE: Final = 64 << 20
_CONTROLS: Final = re.compile(rb"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]")
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_ENDS: Final = {"image/png": (b"IEND\xaeB`\x82",), "image/jpeg": (b"\xff\xd9",), "image/gif": (b";",)}
_TAIL: Final = 64


def judge(path: str, stream: BinaryIO, sizes: tuple[int, int | None], written: frozenset[str]) -> tuple[str, str]:
    """Answer `edited`, `damaged` or `line-endings`, and how that is seen. `sizes` are the file's own and that of what was written."""
    size, before = sizes
    if not size:
        return "damaged", "it is empty"
    head = stream.read(HEAD)
    if is_known(path):
        return _judge_media(path, head, stream, sizes)
    if size > _WHOLE:
        return "edited", _grown(sizes)
    content = head + stream.read()
    if ending := _other_endings(content, written):
        return "line-endings", ending
    return _judge_text(path, content) or _judge_end(content, before) or ("edited", _grown(sizes))


def _judge_media(path: str, head: bytes, stream: BinaryIO, sizes: tuple[int, int | None]) -> tuple[str, str]:
    if why := mismatch(path, head):
        return "damaged", f"its first bytes are not those of such a file ({why})"
    ends = _ENDS.get(sniff(head))
    if ends is None:
        return "edited", _grown(sizes)
    stream.seek(max(0, sizes[0] - _TAIL))
    whole = stream.read().rstrip(b"\0\r\n").endswith(ends)
    return ("edited", _grown(sizes)) if whole else ("damaged", "its end is missing")


def _judge_text(path: str, content: bytes) -> tuple[str, str] | None:
    if content.startswith(_UTF16) and len(content) % 2 == 0:
        return "edited", "it was saved as UTF-16; save it as UTF-8"
    at = content.find(b"\0")
    if at >= 0:
        return "damaged", f"NUL bytes from byte {at}"
    try:
        content.decode()
    except UnicodeDecodeError as error:
        return "damaged", f"no UTF-8 at byte {error.start}"
    if found := _CONTROLS.search(content):
        return "damaged", f"a control character at byte {found.start()}"
    return _judge_json(path, content)


def _judge_json(path: str, content: bytes) -> tuple[str, str] | None:
    lines = path.endswith(".jsonl")
    if not lines and not path.endswith(".json"):
        return None
    for number, piece in enumerate(content.splitlines() if lines else (content,), 1):
        try:
            msgspec.json.decode(piece)
        except (msgspec.DecodeError, RecursionError):
            return "damaged", f"line {number} is no JSON" if lines else "it is no JSON"
    return None


def _judge_end(content: bytes, before: int | None) -> tuple[str, str] | None:
    """Text of ours ends with a line break, and editors keep it; a file that was cut off seldom does."""
    if before is not None and len(content) < before and not content.endswith(b"\n"):
        return "damaged", f"cut off after byte {len(content)} of {before}, as it seems"
    return None


def _other_endings(content: bytes, written: frozenset[str]) -> str:
    if b"\r" not in content:
        return ""
    same = sha256(content.replace(b"\r\n", b"\n")).hexdigest() in written
    return "its lines end with CR LF instead of LF, all else is as written" if same else ""


def _grown(sizes: tuple[int, int | None]) -> str:
    size, before = sizes
    if before is None:
        return ""
    if size == before:
        return "as long as before"
    return f"{abs(size - before)} bytes {'longer' if size > before else 'shorter'}"


def compare(content: bytes, found: bytes) -> tuple[str, str]:
    """Answer what became of `content`, and where `found` first differs from it."""
    at = next(n for n, (a, b) in enumerate(zip_longest(content, found)) if a != b)
    if content.startswith(found):
        return "damaged", f"cut off after byte {len(found)} of {len(content)}"
    line = content.count(b"\n", 0, at) + 1
    differing = sum(a != b for a, b in zip(content, found, strict=False)) if len(content) == len(found) else 0
    if differing == 1:
        return "edited", f"one byte differs: byte {at}, in line {line}"
    return "edited", f"differs from line {line} on"


def judge_against(path: str, content: bytes, found: bytes) -> tuple[str, str]:
    """Answer what became of a file whose very content is at hand."""
    what, seen = judge(path, BytesIO(found), (len(found), len(content)), frozenset((sha256(content).hexdigest(),)))
    if what == "line-endings" or not found:
        return what, seen
    exact, where = compare(content, found)
    if exact == "damaged":
        return exact, where
    return what, f"{where}; {seen}" if what == "damaged" else where
