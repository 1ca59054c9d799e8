"""Bring every used upload over: find it, name it, write it, and say what is missing."""

from collections.abc import Callable, Iterable
from typing import BinaryIO, Final, Literal, Protocol, TypeAlias

from msgspec import Struct

from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.errors import WpmigrateError
from wpmigrate.media.naming import Names
from wpmigrate.media.stored import Stored, Unreadable
from wpmigrate.media.uses import Used
from wpmigrate.output.plan import PlannedFile

Put: TypeAlias = Callable[[str, Callable[[], BinaryIO]], PlannedFile]
Report: TypeAlias = Callable[[Used, Diagnostic], None]
Outcome: TypeAlias = Literal["written", "skipped", "failed"]
Settle: TypeAlias = Callable[[str, Outcome, str, str], None]  # upload, outcome, path, reason


class Finder(Protocol):
    """Where uploads are looked for: Uploads is one."""

    def find(self, path_below_uploads: str, /) -> Stored | None:
        """Find a file by its path below the uploads folder."""

    def refused(self, path_below_uploads: str, /) -> str:
        """Answer why a file that is there is not offered; empty where none is."""


class Tally(Struct, frozen=True):
    """How many of the used uploads were found, how many are missing, and the bytes of those found.

    `unreadable` ones are there but damaged or refused; `found + missing + unreadable` is all of them.
    """

    found: int = 0
    missing: int = 0
    unreadable: int = 0
    bytes: int = 0


def gather(uses: Iterable[Used], uploads: Finder, names: Names, put: Put, report: Report, settle: Settle) -> Tally:
    """Write every used upload through `put`, and settle each of them: written (where), skipped or failed (why)."""
    found = missing = unreadable = size = 0
    for used in uses:
        stored = uploads.find(used.upload)
        reason = "" if stored else uploads.refused(used.upload)
        if stored:
            try:
                planned = _bring(used, stored, names, put, report, settle)
            except Unreadable as error:
                reason = error.reason
            else:
                found, size = found + 1, size + (planned.bytes if planned else 0)
                continue
        code = Code.MEDIA_UNREADABLE if reason else Code.MEDIA_MISSING
        report(used, Diagnostic(code, _where(used, reason)))
        settle(used.upload, "failed", "", reason or code.slug)
        missing, unreadable = missing + (not reason), unreadable + bool(reason)
    return Tally(found, missing, unreadable, size)


def _bring(used: Used, stored: Stored, names: Names, put: Put, report: Report, settle: Settle) -> PlannedFile | None:
    path = names.place(used.upload)
    try:
        planned = put(path, stored.open)
    except WpmigrateError as error:
        if error.code not in _UNPLACEABLE:
            raise
        report(used, Diagnostic(Code.UNPLACED, path))
        settle(used.upload, "failed", "", Code.UNPLACED.slug)
        return None
    if path != used.upload:
        report(used, Diagnostic(Code.MEDIA_RENAMED, f"{used.upload} → {path}"))
    if stored.form == "size":
        report(used, Diagnostic(Code.MEDIA_SMALLER, f"{used.upload}: {stored.name}"))
    if planned.action in _KEPT:
        report(used, Diagnostic(_KEPT[planned.action], planned.path))
    if planned.action == "foreign":
        settle(used.upload, "skipped", "", "path-taken")
    else:
        settle(used.upload, "written", planned.path, "")
    return planned


def _where(used: Used, reason: str) -> str:
    said = f"{used.upload} ({reason})" if reason else used.upload
    return f"{said}, first used by {used.users[0]}" if used.users else said


_UNPLACEABLE: Final = frozenset({"clash", "name-too-long"})
_KEPT: Final = {"edited": Code.EDITED_FILE_KEPT, "foreign": Code.FOREIGN_FILE_KEPT}
