"""What `verify` found, and how it is said."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from wpmigrate.output.manifest import Difference, What
from wpmigrate.output.rows import Fidelity
from wpmigrate.report.model import Input
from wpmigrate.report.printable import broken, printable

FORMAT_VERSION: Final = 1
MOST: Final = 20


class Again(Struct, frozen=True):
    """What came of running the conversion again: files that were compared, and how many came out the same."""

    inputs: tuple[Input, ...]
    same_inputs: bool
    files: int = 0
    same: int = 0
    fidelity: Fidelity | None = None


class Verification(Struct, frozen=True, kw_only=True):
    """A folder held against its manifest, its ledger and, where it was given, its export.

    `files` is how many files of ours there should be, `intact` how many are as they were written. `foreign` are files and folders
    (with a slash) that are not ours. `whole` is true where there is no difference but, where they were allowed, edits of people.
    """

    format_version: int = FORMAT_VERSION
    tool: str = "wpmigrate"
    version: str
    written_by: str = ""
    targets: tuple[str, ...] = ()
    started: str = ""
    whole: bool
    remembered: bool = True
    unfinished: bool = False
    files: int = 0
    bytes: int = 0
    intact: int = 0
    gone: int = 0
    rows: int = 0
    differences: tuple[Difference, ...] = ()
    foreign: tuple[str, ...] = ()
    again: Again | None = None


_SAID: Final[dict[What, str]] = {
    "damaged": "damaged",
    "missing": "missing",
    "unreadable": "cannot be read",
    "added": "not written by wpmigrate, but in its own folder",
    "ledger": "not as the ledger says",
    "link": "links that lead nowhere",
    "contradiction": "report and state contradict each other",
    "unfinished": "an unfinished run",
    "export": "not what the export makes now",
    "line-endings": "other line ends, all else as written",
    "edited": "edited by a person (it can be read, and it is not what was written)",
}
"""How each kind of difference is said, the worst first."""

_TODO: Final[dict[What, str]] = {
    "damaged": "Take damaged and missing files from a backup, or delete what is damaged and run the same `wpmigrate convert` again.",
    "missing": "Take damaged and missing files from a backup, or delete what is damaged and run the same `wpmigrate convert` again.",
    "unfinished": "Run the same `wpmigrate convert` again: it goes on where it was stopped.",
    "contradiction": "Run the same `wpmigrate convert` again, so that report, ledger and state are of one run.",
    "added": "Files of your own belong outside of _wpmigrate/.",
    "line-endings": "Git does that on Windows; `git config core.autocrlf false` before the clone keeps the bytes.",
    "edited": "Edits stay when you convert again. --allow-edits lets them pass here.",
}


def describe(found: Verification, folder: str) -> str:
    """Write what was found as plain text: first what is wrong, then what is not ours, then the verdict.

    Sentences are broken to fit; a line that begins with a path stays whole, to be copied.
    """
    lines = (*_head(found, folder), *_differences(found), *_foreign(found), "", *_verdict(found))
    return "".join(f"{line if line.startswith(' ') else broken(line)}\n" for line in lines)


def _head(found: Verification, folder: str) -> Iterator[str]:
    if found.targets:
        by = f"written by wpmigrate {found.written_by} for {', '.join(found.targets)}, {found.started[:10]}"
        yield printable(f"{folder}: {by}", 160)
    yield f"Files: {found.intact:,} of {found.files:,} as they were written ({found.bytes:,} bytes read)"
    if found.rows:
        yield f"Ledger: {found.rows:,} rows held against the folder and against report.json"
    if not found.remembered:
        yield "There is no .wpmigrate/ here, as in a fresh clone: the hashes are those of report.json."
    if found.gone:
        why = "Not there yet" if found.unfinished else "Of earlier runs, no longer made and no longer there"
        yield f"{why}: {found.gone:,} files"
    yield from _again(found)


def _again(found: Verification) -> Iterator[str]:
    again = found.again
    if again is None:
        return
    if not again.same_inputs:
        yield "Export: not the one that was converted here, so that it was not converted again."
        return
    yield (
        f"Export: converted again; {again.same:,} of {again.files:,} files come out the same"
        " (report.json aside, which tells of its own run), and the ledger was compared row by row"
    )
    if again.fidelity is not None:
        yield f"Bodies rendered back and compared again: {again.fidelity.whole:,} of {again.fidelity.bodies:,} whole"
    if not found.remembered and any(one.what == "export" for one in found.differences):
        yield "Only .wpmigrate/ knows where items stood before they moved: without it, their redirects cannot be made again."
    if found.written_by != found.version:
        yield f"This is wpmigrate {found.version}: what comes out otherwise may come from the other version."


def _differences(found: Verification) -> Iterator[str]:
    for what, said in _SAID.items():
        these = [one for one in found.differences if one.what == what]
        if these:
            yield ""
            yield f"{len(these):,} × {said}"
            yield from _capped([_line(one) for one in these])


def _line(one: Difference) -> str:
    detail = f": {one.detail}" if one.detail and one.path else one.detail
    return f"  {printable(one.path, 120)}{printable(detail, 160)}"


def _foreign(found: Verification) -> Iterator[str]:
    if found.foreign:
        yield ""
        yield f"Not ours, and left alone: {len(found.foreign):,}"
        yield from _capped([f"  {printable(path, 120)}" for path in found.foreign])


def _capped(lines: Sequence[str]) -> Iterator[str]:
    yield from lines[:MOST]
    if len(lines) > MOST:
        yield f"  and {len(lines) - MOST:,} more; --json lists them all"


def _verdict(found: Verification) -> Iterator[str]:
    numbers = Counter(one.what for one in found.differences)
    yield from dict.fromkeys(_TODO[what] for what in _SAID if numbers[what] and what in _TODO)
    if not found.differences:
        yield "Everything is as it was written."
    elif not numbers.keys() - {"edited"}:
        yield "Nothing is damaged or missing; people have edited files."
    elif numbers.keys() & {"damaged", "missing", "unreadable", "ledger", "link", "export"}:
        yield "Something is not as it was written."
