"""report.json: the report as JSON, for other programs. `format_version` changes when a field changes its meaning.

The file ends with its own seal, so that a changed byte is found wherever the file was copied to.
"""

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Final

import msgspec
from msgspec import structs

from wpmigrate.errors import InputError
from wpmigrate.output.plan import PlannedFile
from wpmigrate.report.model import FORMAT_VERSION, Report


class _Version(msgspec.Struct):
    format_version: int


_ENCODER: Final = msgspec.json.Encoder()


_NO_PLAN: Final = b'\n  "plan": []'
_UNSEALED: Final = b'"seal": ""\n}\n'
_SEALED: Final = re.compile(rb'"seal": "([0-9a-f]{64})"\n\}\n\Z')


def encode(report: Report) -> bytes:
    """Write a report as indented JSON, fields in the order of the model."""
    return b"".join(pieces(report))


def pieces(report: Report) -> Iterator[bytes]:
    """Write the same piece by piece: the plan of a large site alone would fill the memory that all the rest takes."""
    hashed = sha256()
    frame = msgspec.json.format(_ENCODER.encode(structs.replace(report, plan=(), seal="")), indent=2) + b"\n"
    before, _, after = frame.partition(_NO_PLAN)
    for piece in (before, *([_NO_PLAN] if not report.plan else ())):
        hashed.update(piece)
        yield piece
    for piece in _planned(report.plan):
        hashed.update(piece)
        yield piece
    hashed.update(after)
    yield after.removesuffix(_UNSEALED) + b'"seal": "%s"\n}\n' % hashed.hexdigest().encode()


def _planned(plan: Sequence[PlannedFile]) -> Iterator[bytes]:
    if not plan:
        return
    for number, file in enumerate(plan):
        told = msgspec.json.format(_ENCODER.encode(file), indent=2).replace(b"\n", b"\n    ")
        yield (b",\n    " if number else b'\n  "plan": [\n    ') + told
    yield b"\n  ]"


def is_whole(content: bytes) -> bool:
    """Tell whether a report is, byte for byte, the one that was written."""
    found = _SEALED.search(content[-100:])
    return found is not None and sha256(content[: -len(found[0])] + _UNSEALED).hexdigest().encode() == found[1]


def decode(content: bytes) -> Report:
    """Read a report; a newer or damaged one is an InputError."""
    try:
        version = msgspec.json.decode(content, type=_Version).format_version
        if version <= FORMAT_VERSION:
            report = msgspec.json.decode(content, type=Report)
            return structs.replace(report, plan=tuple(report.plan), seal="")
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(
            f"The report is damaged ({error}); run again to make a new one.", code="report-damaged"
        ) from error
    raise InputError(
        f"The report has format {version}, newer than this wpmigrate knows; update it.", code="report-newer"
    )
