"""report.json: the report as JSON, for other programs. `format_version` changes when a field changes its meaning."""

from typing import Final

import msgspec

from wpmigrate.errors import InputError
from wpmigrate.report.model import FORMAT_VERSION, Report


class _Version(msgspec.Struct):
    format_version: int


_ENCODER: Final = msgspec.json.Encoder()


def encode(report: Report) -> bytes:
    """Write a report as indented JSON, fields in the order of the model."""
    return msgspec.json.format(_ENCODER.encode(report), indent=2) + b"\n"


def decode(content: bytes) -> Report:
    """Read a report; a newer or damaged one is an InputError."""
    try:
        version = msgspec.json.decode(content, type=_Version).format_version
        if version <= FORMAT_VERSION:
            return msgspec.json.decode(content, type=Report)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise InputError(
            f"The report is damaged ({error}); run again to make a new one.", code="report-damaged"
        ) from error
    raise InputError(
        f"The report has format {version}, newer than this wpmigrate knows; update it.", code="report-newer"
    )
