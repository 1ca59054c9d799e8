"""report.json: the report as JSON, for other programs. `format_version` changes when a field changes its meaning.

The file ends with its own seal, so that a changed byte is found wherever the file was copied to.
"""

import re
from hashlib import sha256
from typing import Final

import msgspec
from msgspec import structs

from wpmigrate.errors import InputError
from wpmigrate.report.model import FORMAT_VERSION, Report


class _Version(msgspec.Struct):
    format_version: int


_ENCODER: Final = msgspec.json.Encoder()


_UNSEALED: Final = b'"seal": ""\n}\n'
_SEALED: Final = re.compile(rb'"seal": "([0-9a-f]{64})"\n\}\n\Z')


def encode(report: Report) -> bytes:
    """Write a report as indented JSON, fields in the order of the model."""
    content = msgspec.json.format(_ENCODER.encode(structs.replace(report, seal="")), indent=2) + b"\n"
    return content.removesuffix(_UNSEALED) + b'"seal": "%s"\n}\n' % sha256(content).hexdigest().encode()


def is_whole(content: bytes) -> bool:
    """Tell whether a report is, byte for byte, the one that was written."""
    found = _SEALED.search(content[-100:])
    return found is not None and sha256(content[: -len(found[0])] + _UNSEALED).hexdigest().encode() == found[1]


def decode(content: bytes) -> Report:
    """Read a report; a newer or damaged one is an InputError."""
    try:
        version = msgspec.json.decode(content, type=_Version).format_version
        if version <= FORMAT_VERSION:
            return structs.replace(msgspec.json.decode(content, type=Report), seal="")
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(
            f"The report is damaged ({error}); run again to make a new one.", code="report-damaged"
        ) from error
    raise InputError(
        f"The report has format {version}, newer than this wpmigrate knows; update it.", code="report-newer"
    )
