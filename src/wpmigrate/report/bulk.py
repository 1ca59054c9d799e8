"""The result of a run over many exports: what became of each site, and the sums, the worst first."""

from collections import Counter
from collections.abc import Iterable
from typing import Final, Literal

from msgspec import Struct

from wpmigrate.diagnostics import Code
from wpmigrate.output.rows import Fidelity, Totals
from wpmigrate.report.model import Report

FORMAT_VERSION: Final = 1  # 1: the first
MOST_SITES: Final = 1000
"""How many sites a merged report lists; all are in `sites.jsonl`."""


class Found(Struct, frozen=True):
    """How often one diagnostic was met in a site."""

    code: str
    severity: str
    count: int


class SiteResult(Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What became of one export. `reason` says why it is quarantined, `code` is the same for programs; `key` is of what it was made from.

    `folder` is where its files and its own report are, below the folder of the run.
    """

    name: str
    status: Literal["done", "quarantined"]
    exports: tuple[str, ...]
    folder: str
    reason: str = ""
    code: str = ""
    exit_code: int = 0
    tries: int = 1
    seconds: float = 0.0
    bytes: int = 0
    title: str = ""
    url: str = ""
    totals: dict[str, Totals] = {}
    fidelity: Fidelity | None = None
    findings: tuple[Found, ...] = ()
    key: str = ""

    def count(self, severity: str) -> int:
        """Count what came out so much poorer."""
        return sum(one.count for one in self.findings if one.severity == severity)

    @property
    def share(self) -> float:
        """The share of the words of its bodies that came through; 1 where none was proven."""
        proven = self.fidelity
        return proven.kept / proven.words if proven is not None and proven.words else 1.0

    @property
    def failed(self) -> int:
        """How many things of the export failed."""
        return sum(total.failed for total in self.totals.values())

    def rank(self) -> tuple[object, ...]:
        """Answer what sorts the worst first."""
        return self.status == "done", -self.failed, self.share, -self.count("loss"), self.name


class Summed(Struct, frozen=True):
    """One diagnostic over all sites."""

    code: str
    severity: str
    sentence: str
    advice: str
    count: int
    sites: int


class BulkReport(Struct, frozen=True, kw_only=True):
    """The sums of a run over many exports. `kept` of the sites were done before; `left` are another call's, or were not come to."""

    format_version: int = FORMAT_VERSION
    tool: str = "wpmigrate"
    version: str
    shard: str = ""
    dry_run: bool = False
    started: str = ""
    seconds: float = 0.0
    sites: int = 0
    done: int = 0
    kept: int = 0
    quarantined: int = 0
    left: int = 0
    poorer: int = 0
    bytes: int = 0
    totals: dict[str, Totals] = {}
    fidelity: Fidelity = Fidelity()
    findings: tuple[Summed, ...] = ()
    worst: tuple[SiteResult, ...] = ()

    @property
    def exit_code(self) -> int:
        """3 where a site is quarantined, has failed items or reached `fail_on`, else 0."""
        return 3 if self.quarantined or self.poorer else 0


class Sums:
    """What grows while sites come in; it holds little of each."""

    def __init__(self) -> None:
        self.sites = self.done = self.quarantined = self.poorer = self.bytes = 0
        self._totals: dict[str, list[int]] = {}
        self._fidelity = [0, 0, 0, 0]
        self._counts: Counter[str] = Counter()
        self._sites: Counter[str] = Counter()

    def add(self, site: SiteResult) -> None:
        """Take one site."""
        self.sites += 1
        self.done += site.status == "done"
        self.quarantined += site.status == "quarantined"
        self.poorer += site.status == "done" and site.exit_code != 0
        self.bytes += site.bytes
        for kind, total in site.totals.items():
            sums = self._totals.setdefault(kind, [0, 0, 0, 0])
            self._totals[kind] = [a + b for a, b in zip(sums, _numbers(total), strict=True)]
        if site.fidelity is not None:
            self._fidelity = [a + b for a, b in zip(self._fidelity, _numbers(site.fidelity), strict=True)]
        for one in site.findings:
            self._counts[one.code] += one.count
            self._sites[one.code] += 1

    def totals(self) -> dict[str, Totals]:
        """Answer the sums per kind."""
        return {kind: Totals(*numbers) for kind, numbers in self._totals.items()}

    def fidelity(self) -> Fidelity:
        """Answer how many bodies came through whole."""
        return Fidelity(*self._fidelity)

    def findings(self) -> tuple[Summed, ...]:
        """List what came out poorer, losses first."""
        codes = {code.slug: code for code in Code}
        known = [codes[slug] for slug in self._counts if slug in codes]
        known.sort(key=lambda code: (-code.severity, -self._sites[code.slug], code.slug))
        return tuple(
            Summed(
                one.slug,
                one.severity.name.lower(),
                one.sentence,
                one.advice,
                self._counts[one.slug],
                self._sites[one.slug],
            )
            for one in known
        )


def _numbers(record: Struct) -> list[int]:
    return [getattr(record, name) for name in record.__struct_fields__]


def result_of(name: str, exports: Iterable[str], report: Report) -> SiteResult:
    """Answer what a merged report needs to know of a site's own."""
    return SiteResult(
        name=name,
        status="done",
        exports=tuple(exports),
        folder=name,
        exit_code=report.exit_code,
        bytes=sum(one.bytes for one in report.inputs),
        title=report.site.title if report.site else "",
        url=report.site.url if report.site else "",
        totals=report.totals,
        fidelity=report.fidelity,
        findings=tuple(Found(one.code, one.severity, one.count) for one in report.diagnostics),
    )
