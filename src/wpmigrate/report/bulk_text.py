"""The merged report of many exports for a terminal, and as Markdown: what is quarantined and what came out poorest, first."""

from collections.abc import Iterator
from typing import Final

from wpmigrate.output.rows import Totals
from wpmigrate.report.bulk import BulkReport, SiteResult
from wpmigrate.report.html_page import percent
from wpmigrate.report.markdown import code
from wpmigrate.report.printable import fit, printable, visible, wrap
from wpmigrate.report.words import counted

COLUMNS: Final = 80
MOST_QUARANTINED: Final = 10
MOST_POOREST: Final = 5
MOST_FINDINGS: Final = 8
MOST_ROWS: Final = 200


def summary(report: BulkReport, folder: str) -> str:
    """Write what a person reads after a run."""
    sections = (
        _head(report),
        _table(report),
        _quarantined(report),
        _poorest(report),
        _findings(report),
        _next(report, folder),
    )
    texts = ("\n".join(fit(visible(line), COLUMNS) for line in section) for section in sections)
    return "\n\n".join(text for text in texts if text) + "\n"


def _head(report: BulkReport) -> Iterator[str]:
    shard = f" · shard {report.shard}" if report.shard else ""
    done = "dry run: nothing was written" if report.dry_run else f"{report.seconds:,.1f} s"
    yield f"{report.tool} {report.version} · bulk{shard} · {done}"
    before = f", {report.kept:,} of them by an earlier run" if report.kept else ""
    left = f", {report.left:,} not begun here" if report.left else ""
    yield f"{counted(report.sites, 'site')}: {report.done:,} done{before}, {report.quarantined:,} quarantined{left}"


def _table(report: BulkReport) -> Iterator[str]:
    if report.totals:
        yield f"{'':<12}{'read':>12}{'written':>12}{'left out':>12}{'failed':>10}"
        for kind, total in report.totals.items():
            yield f"{kind:<12}{total.read:>12,}{total.written:>12,}{total.skipped:>12,}{total.failed:>10,}"
    if report.fidelity.bodies:
        proven = report.fidelity
        yield ""
        yield from wrap(
            f"Bodies rendered back and compared: {proven.whole:,} of {proven.bodies:,} whole,"
            f" {proven.kept:,} of {proven.words:,} words kept",
            COLUMNS,
        )


def _quarantined(report: BulkReport) -> Iterator[str]:
    found = [site for site in report.worst if site.status == "quarantined"]
    if found:
        yield "Quarantined, and why"
    for site in found[:MOST_QUARANTINED]:
        first, *rest = wrap(f"{printable(site.name, 40)}: {printable(site.reason, 300)} [{site.code}]", COLUMNS - 4)
        yield f"  {first}"
        yield from (f"    {line}" for line in rest)
    if report.quarantined > MOST_QUARANTINED:
        yield f"  and {report.quarantined - MOST_QUARANTINED:,} more"


def poorest(report: BulkReport) -> list[SiteResult]:
    """List the sites that are done and that somebody should look at, the worst first."""
    done = (site for site in report.worst if site.status == "done")
    return [site for site in done if site.failed or site.share < 1 or site.count("loss")]


def _poorest(report: BulkReport) -> Iterator[str]:
    found = poorest(report)
    if found:
        yield "Done, but look at these first"
    for site in found[:MOST_POOREST]:
        yield f"  {printable(site.name, 36):<36} {percent(site.share):>8} {site.failed:>5,} failed {site.count('loss'):>6,} losses"
    if len(found) > MOST_POOREST:
        yield f"  and {len(found) - MOST_POOREST:,} more with losses"


def _findings(report: BulkReport) -> Iterator[str]:
    told = [one for one in report.findings if one.severity != "note"]
    if told:
        yield "What came out poorer"
    for one in told[:MOST_FINDINGS]:
        name = "LOSS" if one.severity == "loss" else one.severity
        first, *rest = wrap(
            f"{one.count:,} × in {counted(one.sites, 'site')}: {one.sentence} [{one.code}]", COLUMNS - 10
        )
        yield f"  {name:<8}{first}"
        yield from (f"{'':10}{line}" for line in rest)
    if len(told) > MOST_FINDINGS:
        yield f"  and {len(told) - MOST_FINDINGS:,} more kinds"


def _next(report: BulkReport, folder: str) -> Iterator[str]:
    if report.quarantined and not report.dry_run:
        yield "Run the same command again to try only what is quarantined or has changed."
    if not report.dry_run:
        yield f"Everything in detail: {folder}/_bulk/report.html (also .md, .json; sites.jsonl)"


# --- Markdown -------------------------------------------------------------------------------------------------------


def write_markdown(report: BulkReport) -> str:
    """Write the merged report as CommonMark; whatever comes from an export stands in code spans."""
    sections = (_title(report), _sums(report), _rows_quarantined(report), _rows_done(report), _rows_findings(report))
    return "\n\n".join(text for section in sections if (text := "\n".join(section))) + "\n"


def _title(report: BulkReport) -> Iterator[str]:
    yield "# Migration of many sites"
    yield ""
    yield f"{counted(report.sites, 'site')}, {report.done:,} done, {report.quarantined:,} quarantined"
    yield f"({report.tool} {report.version}, {report.started}, {report.seconds:,.0f} s)"


def _sums(report: BulkReport) -> Iterator[str]:
    yield "| | read | written | left out | failed |"
    yield "|---|--:|--:|--:|--:|"
    for kind, total in report.totals.items():
        yield f"| {kind} | {total.read:,} | {total.written:,} | {total.skipped:,} | {total.failed:,} |"


def _rows_quarantined(report: BulkReport) -> Iterator[str]:
    found = [site for site in report.worst if site.status == "quarantined"]
    if found:
        yield "## Quarantined"
        yield ""
    for site in found[:MOST_ROWS]:
        yield f"- {code(site.name)}: {code(site.reason, 300)} ({site.code})"


def _rows_done(report: BulkReport) -> Iterator[str]:
    found = [site for site in report.worst if site.status == "done"][:MOST_ROWS]
    if found:
        yield "## Done, the poorest first"
        yield ""
        yield "| site | words kept | items | failed | losses | changes | report |"
        yield "|---|--:|--:|--:|--:|--:|---|"
    for site in found:
        items = site.totals.get("item", Totals())
        yield (
            f"| {_cell(site.name)} | {percent(site.share)} | {items.written:,} | {site.failed:,} | {site.count('loss'):,} |"
            f" {site.count('change'):,} | {_cell(f'{site.folder}/_wpmigrate/report.json')} |"
        )
    if report.done > len(found):
        yield ""
        yield f"All {report.done:,} stand in `sites.jsonl`."


def _cell(text: str) -> str:
    return code(text).replace("|", "\\|")


def _rows_findings(report: BulkReport) -> Iterator[str]:
    if report.findings:
        yield "## What came out poorer"
        yield ""
    for one in report.findings:
        yield f"- **{one.severity}** {one.count:,} × in {counted(one.sites, 'site')}: {one.sentence} (`{one.code}`)"
