"""`verify DIR EXPORT`: the recorded conversion once more, into nothing, held against what stands in the folder."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, structs

from wpmigrate.config import Options, options_of
from wpmigrate.errors import InputError, OutputError, UsageError
from wpmigrate.output.damage import judge_against
from wpmigrate.output.disk import Writer, digest, locate
from wpmigrate.output.ledger_check import LEDGER, rows_of
from wpmigrate.output.manifest import Difference, Manifest
from wpmigrate.output.plan import PlannedFile
from wpmigrate.output.rehearsal import Rehearsal
from wpmigrate.output.rows import Row
from wpmigrate.output.survey import found_content
from wpmigrate.pipeline.reading import Progress
from wpmigrate.pipeline.run import run
from wpmigrate.report.model import Input, Report
from wpmigrate.report.verification import Again
from wpmigrate.scratch import scratch_folder
from wpmigrate.source.opening import open_inputs

_MOST = 5


class Places(Struct, frozen=True):
    """Where files of the recorded run are now, where they are not at the recorded places; and how many workers convert."""

    uploads: tuple[str, ...] = ()
    overrides: Path | None = None
    authors: Path | None = None
    jobs: int = 1


def rehearse(
    folder: Path,
    inputs: Sequence[str],
    report: Report,
    manifest: Manifest,
    places: Places,
    differences: list[Difference],
    progress: Progress,
) -> Again:
    """Convert the export again as the report says, compare file by file, and sharpen what the survey said of files that differ."""
    if "-" in inputs:
        raise InputError("The export is read twice here: pass it as a file, not as standard input.", code="no-stdin")
    with open_inputs(inputs) as source:
        given = tuple(Input(one.name, one.bytes, one.sha256) for one in source.inputs)
    if sorted(one.sha256 for one in given) != sorted(one.sha256 for one in report.inputs):
        differences.append(Difference("export", "", _other_inputs(given, report.inputs)))
        return Again(given, same_inputs=False)
    options = recorded_options(folder, inputs, report, places)
    held = _Held(folder, manifest, differences)
    with scratch_folder() as scratch:
        kept = {file.path: file.action for file in report.plan}
        made = run(options, progress, Rehearsal(scratch / "nothing", folder, kept, held.see))
    held.finish(media=options.media != "download")
    if made.totals != report.totals and options.media != "download":
        differences.append(Difference("export", "_wpmigrate/report.json", "its totals are not those of the export"))
    return Again(given, same_inputs=True, files=held.files, same=held.same, fidelity=made.fidelity)


def recorded_options(folder: Path, inputs: Sequence[str], report: Report, places: Places) -> Options:
    """Answer the options of the recorded run, for a dry run; files of it that are elsewhere must have been named."""
    asked: dict[str, Any] = {**report.options, **{k: v for k, v in structs.asdict(places).items() if v}}
    for name in ("uploads", "overrides", "authors"):
        value = asked.get(name)
        for place in value if isinstance(value, list | tuple) else [value] if value else []:
            if not Path(place).exists():
                raise UsageError(
                    f"This folder was written with --{name} {place}, which is not here: say where it is now, with --{name}.",
                    code="not-at-hand",
                )
    return options_of(inputs, folder, dry_run=True, **asked)


def _other_inputs(given: Sequence[Input], before: Sequence[Input]) -> str:
    known = {one.sha256 for one in before}
    new = [one.name for one in given if one.sha256 not in known]
    names = ", ".join(one.name for one in before[:3])
    return f"{new[0] if new else 'what was given'} is not what was converted here ({names}); `wpmigrate diff` compares two runs"


class _Held:
    """What a rehearsed run makes, held file by file against a folder."""

    def __init__(self, folder: Path, manifest: Manifest, differences: list[Difference]) -> None:
        self.files = self.same = 0
        self._folder, self._manifest, self._differences = folder, manifest, differences
        self._places = {one.path: at for at, one in enumerate(differences)}
        self._made: set[str] = set()
        self._ledger: bytes | None = None

    def see(self, planned: PlannedFile, made: bytes | Writer | None) -> None:
        """Take one file of the rehearsal."""
        self._made.add(planned.path)
        if planned.path == LEDGER:
            self._take_ledger(planned, made)
            return
        if planned.action == "foreign":
            return
        self.files += 1
        expected = self._manifest.files.get(planned.path)
        if expected is None:
            self._differences.append(
                Difference("export", planned.path, "the export makes it, and it was never written")
            )
        elif planned.sha256 not in expected.written:
            self._differences.append(
                Difference("export", planned.path, "the export makes another file than was written")
            )
        else:
            self.same += 1
            self._sharpen(planned.path, made)

    def _take_ledger(self, planned: PlannedFile, made: bytes | Writer | None) -> None:
        """Keep the ledger of the rehearsal where it is not, byte for byte, the one in the folder."""
        with suppress(OutputError):
            if digest(locate(self._folder, LEDGER)) == planned.sha256:
                return
        self._ledger = _content(made)

    def _sharpen(self, path: str, made: bytes | Writer | None) -> None:
        """Say exactly where a file differs that the survey found changed."""
        at = self._places.get(path)
        if at is None or made is None or self._differences[at].what not in ("damaged", "edited"):
            return
        content = _content(made)
        what, detail = judge_against(path, content, found_content(self._folder, path))
        self._differences[at] = Difference(what, path, detail)  # type: ignore[arg-type]  # the judge has the words of What

    def finish(self, *, media: bool) -> None:
        """Compare what was never made, and the ledgers."""
        for path, expected in self._manifest.files.items():
            if path not in self._made and not expected.gone_is_fine and media:
                self._differences.append(Difference("export", path, "the export makes it no more"))
        if self._ledger is None:
            return
        faults = list(_row_faults(self._ledger, self._folder / LEDGER, media=media))
        self._differences += [Difference("ledger", LEDGER, fault) for fault in faults[:_MOST]]
        if len(faults) > _MOST:
            self._differences.append(
                Difference("ledger", LEDGER, f"and {len(faults) - _MOST} more rows differ from the export")
            )


def _content(made: bytes | Writer | None) -> bytes:
    if made is None or isinstance(made, bytes):
        return made or b""
    stream = BytesIO()
    made(stream)
    return stream.getvalue()


def _row_faults(made: bytes, file: Path, *, media: bool) -> Iterator[str]:
    decoder = msgspec.json.Decoder(Row)
    expected = {
        (row.kind, row.id): row for row in map(decoder.decode, made.splitlines()) if media or row.kind != "media"
    }
    for row in rows_of(file, []) if file.is_file() else ():
        other = expected.pop((row.kind, row.id), None)
        if other is None and (media or row.kind != "media"):
            yield f"{row.kind} {row.id} is not in the export"
        elif other is not None and other != row:
            yield f"{row.kind} {row.id} is said to be {row.outcome}, and differs from what the export gives"
    for kind, name in expected:
        yield f"{kind} {name} of the export has no row"
