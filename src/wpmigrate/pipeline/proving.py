"""The end of a run: the ledger must come to what was read; then it and the report are written."""

from datetime import UTC, datetime

from wpmigrate import __version__
from wpmigrate.config import Options, recorded
from wpmigrate.errors import LedgerError, OutputError
from wpmigrate.output.plan import KEPT
from wpmigrate.output.planned import Planned
from wpmigrate.output.spool import Spool
from wpmigrate.pipeline.neutral import path_of
from wpmigrate.pipeline.profiling import REPORT
from wpmigrate.pipeline.writing import Writing
from wpmigrate.report.json import pieces
from wpmigrate.report.model import Input, Repaired, Report, judge


@REPORT
def prove(options: Options, writing: Writing, started: datetime) -> Report:
    """Check the ledger, write it, and answer the report (written too, unless this is a dry run)."""
    ledger, output = writing.ledger, writing.output
    ledger.check()
    _compare(writing)
    with Spool() as spool:
        ledger.write(spool)
        planned = output.put_spool(path_of("ledger"), spool)
    if planned.action in KEPT:
        raise OutputError(
            f"{planned.path} is not as wpmigrate left it, so that the ledger of this run has no place: move it away and run again.",
            code="ledger-in-the-way",
        )
    output.remember(writing.around.index.site().url, writing.placing.shown())
    pruned = output.prune(everything=options.prune)
    report = _report(options, writing, started, tuple(pruned))
    output.write_always(path_of("report"), pieces(report))
    return report


def _compare(writing: Writing) -> None:
    """Hold the ledger against the counts of pass 1, which know nothing of outcomes."""
    totals = writing.ledger.totals()
    for kind, number in writing.reading.counts.items():
        entered = totals[kind].read if kind in totals else 0
        if entered != number:
            raise LedgerError(
                f"The export holds {number} of kind {kind}, the ledger {entered}: this is a bug of wpmigrate, please report it.",
                code="unbalanced",
            )


def _report(options: Options, writing: Writing, started: datetime, pruned: tuple[str, ...]) -> Report:
    ledger, output = writing.ledger, writing.output
    findings, gone = tuple(ledger.diagnostics()), frozenset(pruned)
    return Report(
        version=__version__,
        targets=options.to,
        dry_run=options.dry_run,
        inputs=tuple(Input(given.name, given.bytes, given.sha256) for given in writing.reading.source.inputs),
        totals=ledger.totals(),
        site=writing.around.index.site(),
        types=ledger.types(),
        skips=ledger.reasons("skipped"),
        failures=ledger.reasons("failed"),
        fidelity=writing.fidelity if options.verify_bodies else None,
        diagnostics=findings,
        remains=tuple(ledger.remains()),
        repairs=tuple(
            Repaired(
                found.repair.code, found.input, found.repair.offset, found.repair.count, found.repair.detail, found.item
            )
            for found in writing.repairs
        ),
        fail_on=judge(options.fail_on, findings),
        plan=Planned(output.planned()),
        stale=tuple(path for path in output.stale() if path not in gone),
        pruned=pruned,
        options=recorded(options),
        started=started.isoformat(timespec="seconds"),
        seconds=round((datetime.now(UTC) - started).total_seconds(), 3),
    )
