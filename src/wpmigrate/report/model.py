"""The one result of a run, from which the text, JSON and HTML reports are made."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from msgspec import Struct

from wpmigrate.diagnostics import Severity
from wpmigrate.errors import UsageError
from wpmigrate.model import Site
from wpmigrate.output.plan import PlannedFile
from wpmigrate.output.rows import Fidelity, Finding, Remains, Totals

FORMAT_VERSION: Final = 1  # 1: the first

FACES: Final = (".json", ".html", ".md", ".csv", ".txt")
"""What a report may be written as."""

Level: TypeAlias = Literal["never", "note", "change", "loss"]


class Input(Struct, frozen=True):
    """One file that was read. `name` has no folder; `sha256` is of the bytes as they were given."""

    name: str
    bytes: int
    sha256: str


class Repaired(Struct, frozen=True, omit_defaults=True):
    """One mended place of an input. `offset` counts decompressed bytes; `item` is the ledger id of the item it lies in."""

    code: str
    input: str
    offset: int
    count: int = 1
    detail: str = ""
    item: str = ""


class FailOn(Struct, frozen=True):
    """The severity that makes a run end with exit code 3, and whether one was met."""

    level: Level = "never"
    reached: bool = False


class Report(Struct, frozen=True, kw_only=True):
    """What a run, or a dry run, read, wrote and left out. Only `started`, `seconds`, `seal` and input names differ between equal runs.

    `options` are those that are not the default. `seal` stands in the file alone: the SHA-256 of all else in it.
    """

    format_version: int = FORMAT_VERSION
    tool: str = "wpmigrate"
    version: str
    targets: tuple[str, ...]
    dry_run: bool
    inputs: tuple[Input, ...]
    totals: dict[str, Totals]
    site: Site | None = None
    types: dict[str, dict[str, Totals]] = {}
    skips: dict[str, dict[str, int]] = {}
    failures: dict[str, dict[str, int]] = {}
    fidelity: Fidelity | None = None
    diagnostics: tuple[Finding, ...] = ()
    remains: tuple[Remains, ...] = ()
    repairs: tuple[Repaired, ...] = ()
    fail_on: FailOn = FailOn()
    plan: Sequence[PlannedFile] = ()
    stale: tuple[str, ...] = ()
    pruned: tuple[str, ...] = ()
    options: dict[str, Any] = {}
    started: str = ""
    seconds: float = 0.0
    seal: str = ""

    @property
    def exit_code(self) -> int:
        """4 where the export holds no item, 3 where items failed or `fail_on` was reached, else 0."""
        if not self.totals.get("item", Totals()).read:
            return 4
        return 3 if self.fail_on.reached or any(total.failed for total in self.totals.values()) else 0


def judge(level: Level, findings: Iterable[Finding]) -> FailOn:
    """Tell whether a finding is as severe as `level`."""
    if level == "never":
        return FailOn()
    limit = Severity[level.upper()]
    return FailOn(level, any(Severity[finding.severity.upper()] >= limit for finding in findings))


def check_reports(paths: Iterable[Path]) -> None:
    """Refuse a report that could not be written as its name says, before anything is read."""
    for path in paths:
        if path.suffix.lower() not in FACES:
            raise UsageError(
                f"--report {path.name}: a report is a {', '.join(FACES[:-1])} or {FACES[-1]} file.",
                code="report-format",
            )
