"""The reports that a run was asked for, each written as its name says, from what the run knows at its end."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from wpmigrate.config import Options
from wpmigrate.output.apply import write_stream
from wpmigrate.pipeline.linking import Standing
from wpmigrate.pipeline.profiling import REPORT
from wpmigrate.pipeline.writing import Writing
from wpmigrate.report.collected import Collected
from wpmigrate.report.csv import write_csv
from wpmigrate.report.details import Address, Details
from wpmigrate.report.html import write_html
from wpmigrate.report.json import pieces
from wpmigrate.report.markdown import write_markdown
from wpmigrate.report.model import Report
from wpmigrate.report.text import summary
from wpmigrate.site.sources import sources

_ROOM: Final = 10_000_000  # of deflated bodies that came through whole: a page has no room for more
_WHAT: Final = {
    "item": "page",
    "attachment": "page of an attachment",
    "date": "archive of a date",
    "format": "archive of a format",
}


def collect(options: Options) -> Collected:
    """Make the place for what such a report needs."""
    rooms = {"all": None, "some": _ROOM}
    return Collected(rooms.get(options.report_bodies, 0))


@REPORT
def write_reports(options: Options, report: Report, writing: Writing) -> None:
    """Write every report that was asked for."""
    faces: dict[str, Callable[[], Iterable[str]]] = {
        ".json": lambda: (piece.decode() for piece in pieces(report)),
        ".txt": lambda: (summary(report),),
        ".md": lambda: (write_markdown(_details(options, report, writing)),),
        ".csv": lambda: write_csv(_details(options, report, writing)),
        ".html": lambda: write_html(_details(options, report, writing), options.report_bodies),
    }
    for path in options.reports:
        write_stream(path, (piece.encode("utf-8", "replace") for piece in faces[path.suffix.lower()]()))


def _details(options: Options, report: Report, writing: Writing) -> Details:
    around, collected = writing.around, writing.collected
    assert collected is not None, "a report that tells more has had it collected"
    first = next(iter(around.chosen.values()))
    folder = f"{options.output}/{first.prefix}".rstrip("/")
    return Details(
        report=report,
        ledger=writing.ledger,
        collected=collected,
        authors=around.index.authors(),
        terms=around.index.terms,
        addresses=lambda: _addresses(writing),
        attachments=around.index.attachments,
        uses=writing.uses,
        used=writing.uses.__contains__,
        handled=around.handlers.blocks,
        dynamic=around.handlers.dynamic,
        redirects=options.redirects,
        next_step=first.target.next_step.format(folder=folder),
    )


def _addresses(writing: Writing) -> Iterator[Address]:
    """List every old address of the site, for each target that has addresses, and where it leads there."""
    around = writing.around
    for target, one in around.chosen.items():
        if one.target.addresses is None:
            continue
        standing, folders = Standing(target, writing.met), around.linking.folders(target)
        for source in sources(around.index):
            new = around.linking.destination(standing, source.found, writing.uses)
            what = _WHAT.get(source.found.kind, source.found.kind)
            old, whole = folders.source(source.url), folders.target(new)
            kind = (
                f"feed of {what}"
                if source.found.feed
                else f"{what}, by number"
                if source.url.startswith("/?")
                else what
            )
            if not new:
                yield Address(old, "", kind, "gone", target)
            elif whole == old:
                yield Address(old, whole, kind, "kept", target)
            else:
                free = writing.placing.is_free(target, folders.below(source.url), new)
                yield Address(old, whole, kind, "moved" if free else "taken", target)
