"""A report.json that a person names: the file or the folder it lies in, and refused in one sentence where it is none."""

from pathlib import Path
from typing import Final

from wpmigrate.errors import InputError
from wpmigrate.report.json import decode, is_whole
from wpmigrate.report.model import Report

LARGEST: Final = 1 << 30
_PLACES: Final = ("_wpmigrate/report.json", "report.json")


def find_report(named: Path) -> Path:
    """Answer the report that a path means: a file is itself, a folder the report in it."""
    if not named.is_dir():
        return named
    found = next((named / place for place in _PLACES if (named / place).is_file()), None)
    if found is None:
        raise InputError(
            f"{named} holds no {_PLACES[0]}; name a report.json, or a folder that `convert` has written.",
            code="no-report",
        )
    return found


def read_report(file: Path) -> tuple[Report, bool]:
    """Read a report, and tell whether it is, byte for byte, as it was written."""
    content = _content(file)
    try:
        return decode(content), is_whole(content)
    except InputError as error:
        raise InputError(f"{file}: {error.sentence}", code=error.code) from error


def is_whole_report(file: Path) -> bool:
    """Tell whether a report is, byte for byte, as some wpmigrate wrote it, whatever its format."""
    return is_whole(_content(file))


def _content(file: Path) -> bytes:
    try:
        size = file.stat().st_size
        if size > LARGEST:
            raise InputError(f"{file} has {size:,} bytes and is no report of ours.", code="report-damaged")
        return file.read_bytes()
    except OSError as error:
        raise InputError(f"{file} cannot be read: {error.strerror}.", code="unreadable") from error
