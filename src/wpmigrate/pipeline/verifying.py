"""`verify`: an output folder held against its manifest, its ledger, its own links and its export. Nothing is written."""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote

from wpmigrate import __version__, registry
from wpmigrate.errors import InputError
from wpmigrate.output.cross_links import Linked, broken_links
from wpmigrate.output.ledger_check import LEDGER, LedgerRead, check_counts, check_ledger
from wpmigrate.output.manifest import Difference, Manifest, read_manifest
from wpmigrate.output.state import FOLDER
from wpmigrate.output.survey import OURS, REPORT, Survey, survey
from wpmigrate.pipeline.reading import Progress
from wpmigrate.pipeline.rehearsing import Places, rehearse
from wpmigrate.render.addresses import addresses
from wpmigrate.report.model import Report
from wpmigrate.report.reading import is_whole_report, read_report
from wpmigrate.report.verification import Again, Verification

_BY_NAME = frozenset(("obsidian",))
"""Platforms without addresses of their own that find the file of a link by its name, wherever it lies."""


def verify(
    folder: Path,
    inputs: Sequence[str] = (),
    *,
    allow_edits: bool = False,
    places: Places = Places(),  # noqa: B008 - frozen
    progress: Progress = lambda *_: None,
) -> Verification:
    """Tell what in `folder` is not as it was written, and, with its export, what does not come out of it any more."""
    _refuse_others(folder)
    differences: list[Difference] = []
    report = _report(folder, differences)
    manifest = read_manifest(folder, report.plan if report else None)
    _tell_unfinished(manifest, report, differences)
    found = survey(folder, manifest)
    missing = {one.path for one in found.differences if one.what == "missing"}
    read = _ledger(folder, report, missing, differences)
    ours = sorted(manifest.files)
    differences += broken_links(folder, ours, _linked(report, ours), _known(read), addresses)
    again: Again | None = None
    if inputs and report is None:
        detail = "the export was not converted again, since no report says how it was converted"
        differences.append(Difference("export", "", detail))
    elif inputs and report is not None:
        again = rehearse(folder, inputs, report, manifest, places, found.differences, progress)
    return _joined(report, manifest, found, read, (*manifest.differences, *differences), again, allow_edits=allow_edits)


def _joined(
    report: Report | None,
    manifest: Manifest,
    found: Survey,
    read: LedgerRead,
    others: Sequence[Difference],
    again: Again | None,
    *,
    allow_edits: bool,
) -> Verification:
    held = [_with_holder(one, read) for one in found.differences]
    every = (*others, *held)
    return Verification(
        version=__version__,
        written_by=report.version if report else "",
        targets=report.targets if report else (),
        started=report.started if report else "",
        whole=not any(one.what != "edited" or not allow_edits for one in every),
        remembered=manifest.remembered,
        unfinished=manifest.unfinished,
        files=found.files,
        bytes=found.bytes,
        intact=found.intact,
        gone=found.gone,
        rows=read.rows,
        differences=every,
        foreign=tuple(found.foreign),
        again=again,
    )


def _with_holder(one: Difference, read: LedgerRead) -> Difference:
    """Say of a missing file whose it was."""
    holder = read.holders.get(one.path)
    if not holder or one.what != "missing":
        return one
    more = read.more.get(one.path, 0)
    return Difference(one.what, one.path, f"with {holder}" + (f" and {more} things more" if more else ""))


def _refuse_others(folder: Path) -> None:
    """Refuse a folder that holds nothing of ours, and name the right one where it is near."""
    if any((folder / name).is_dir() for name in (OURS, FOLDER)):
        return
    absolute = folder.absolute()
    near = next((above for above in absolute.parents[:2] if (above / OURS).is_dir()), None)
    hint = f"you may mean {near}" if near else "name the folder that was given to `convert` as --output"
    nothing = "wpmigrate has written nothing there (a dry run writes nothing)"
    why = nothing if folder.exists() else "there is no such folder"
    raise InputError(f"{folder}: {why}; {hint}.", code="not-an-output-folder")


def _report(folder: Path, differences: list[Difference]) -> Report | None:
    file = folder / REPORT
    if not file.is_file():
        differences.append(Difference("missing", REPORT, "a run that was stopped has none yet, or somebody removed it"))
        return None
    try:
        report, whole = read_report(file)
    except InputError as error:
        if error.code == "report-newer" and is_whole_report(file):
            raise
        differences.append(Difference("damaged", REPORT, "it cannot be read"))
        return None
    if not whole:
        differences.append(Difference("damaged", REPORT, "it is not as it was written: its own seal does not fit"))
    return report


def _tell_unfinished(manifest: Manifest, report: Report | None, differences: list[Difference]) -> None:
    if manifest.unfinished:
        differences[:] = [one for one in differences if (one.what, one.path) != ("missing", REPORT)]
        none = "no run before it was complete, so that there is no report"
        before = "the report is of a run before it" if report else none
        differences.append(Difference("unfinished", "", f"the last run was stopped, or goes on just now; {before}"))


def _ledger(
    folder: Path, report: Report | None, missing: AbstractSet[str], differences: list[Difference]
) -> LedgerRead:
    if not (folder / LEDGER).is_file():
        return LedgerRead()
    read = check_ledger(folder, missing)
    differences += read.differences
    if report is not None:
        differences += check_counts(folder, read, report.totals, {"skipped": report.skips, "failed": report.failures})
    return read


def _linked(report: Report | None, ours: Sequence[str]) -> list[Linked]:
    """Answer how the targets of a run link, as far as that can be told from the folder."""
    names = report.targets if report else ()
    known = [name for name in names if name in registry.target_names()]
    return [_linking(name, f"{name}/" if len(names) > 1 else "", ours) for name in known]


def _linking(name: str, prefix: str, ours: Sequence[str]) -> Linked:
    where = registry.target(name).addresses
    if where is None:
        return Linked(prefix, relative=True, by_name=name in _BY_NAME)
    uploads = f"{prefix}{where.uploads}"
    brought = any(path.startswith(f"{uploads}/") for path in ours)
    return Linked(prefix, uploads=uploads if brought else "", url=where.uploads_url)


def _known(read: LedgerRead) -> Callable[[str, str], bool]:
    """Answer how to tell whether the ledger says itself that an address leads nowhere."""
    left = {normalize("NFC", upload) for upload in read.media_left}

    def known(address: str, place: str) -> bool:
        parts = normalize("NFC", place).split("/")
        ends = ("/".join(parts[at:]) for at in range(len(parts)))
        return address in read.admitted or unquote(address) in read.admitted or any(end in left for end in ends)

    return known
