"""The report as one HTML file that a site owner decides by: overview, losses first, then everything in detail."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any, BinaryIO, Final

from msgspec import Struct

from wpmigrate.output.disk import temporary_space
from wpmigrate.report import html_tables
from wpmigrate.report.collected import Told
from wpmigrate.report.details import Details
from wpmigrate.report.html_bodies import shown
from wpmigrate.report.html_data import deflated, temporary_file
from wpmigrate.report.html_page import render
from wpmigrate.report.html_plots import Plot, bars, columns
from wpmigrate.report.html_tables import Table, sizes
from wpmigrate.report.overview import accounted, answers, kinds, left_out, of_severity, steps

ROOM: Final = 14_000_000
"""How many bytes a report takes at most, unless all bodies are asked for."""

SIDES: Final = "\0"
"""Stands between the two sides of a body."""

_SHARES: Final = {
    "posts": 3_500_000, "ledger": 3_500_000, "links": 400_000, "redirects": 1_500_000, "media": 800_000, "pieces": 200_000,
    "repairs": 200_000, "authors": 200_000, "terms": 400_000,
}  # fmt: skip
_FRAME: Final = 400_000
_BUCKETS: Final = (
    (1.0, "all of it"),
    (0.99, "99 % and more"),
    (0.95, "95 to 99 %"),
    (0.9, "90 to 95 %"),
    (0.0, "below 90 %"),
)
_VISIBLE: Final = ("published", "scheduled", "draft", "private", "password", "trash")


class Bodies(Struct):
    """How many bodies a page holds, of how many; known before the page is written."""

    file: BinaryIO
    chosen: str
    held: int = 0
    every: int = 0
    differing: int = 0

    def chunks(self) -> Iterator[str]:
        """Yield what the page holds of them, in pieces."""
        self.file.seek(0)
        while block := self.file.read(1 << 16):
            yield block.decode("ascii")


def write_html(details: Details, bodies: str = "some") -> Iterator[str]:
    """Yield the page in pieces."""
    with ExitStack() as stack:
        tables, addresses = _tables(details)
        for table in tables.values():
            stack.callback(table.packed.file.close)
        pages = Bodies(stack.enter_context(temporary_file()), chosen=bodies)
        _fill(pages, details, None if bodies == "all" else ROOM - _FRAME - sizes(tables))
        yield from _rendered(details, tables, addresses, pages)


def _rendered(details: Details, tables: dict[str, Table], addresses: Counter[str], bodies: Bodies) -> Iterator[str]:
    report = details.report
    return render(
        "report.html",
        report=report,
        site=report.site,
        accounted=accounted(report),
        answers=answers(details, addresses),
        losses=of_severity(report, "loss"),
        changes=of_severity(report, "change"),
        notes=of_severity(report, "note"),
        steps=steps(report, details.next_step),
        kinds=list(kinds(report)),
        left_out=list(left_out(report)),
        plots=_plots(details),
        tables=list(tables.values()),
        bodies=bodies,
        title_of=_titles(details),
        codes={one.code: [one.severity, one.sentence, one.advice] for one in report.diagnostics},
    )


def _tables(details: Details) -> tuple[dict[str, Table], Counter[str]]:
    redirects, addresses = html_tables.redirects(details, _SHARES["redirects"])
    makers = {
        "posts": html_tables.posts, "ledger": html_tables.ledger, "links": html_tables.links, "redirects": None,
        "media": html_tables.media, "pieces": html_tables.pieces, "repairs": html_tables.repairs, "authors": html_tables.authors,
        "terms": html_tables.terms,
    }  # fmt: skip
    return {name: make(details, _SHARES[name]) if make else redirects for name, make in makers.items()}, addresses


def _fill(bodies: Bodies, details: Details, room: int | None) -> None:
    """Pack the bodies that are asked for and for which there is room, the poorest first."""
    for one in details.collected.posts():
        bodies.every += 1
        bodies.differing += not one.whole
    for ordinal, view in details.collected.views() if bodies.chosen != "none" else ():
        line = f"{ordinal}:{deflated(SIDES.join(shown(view)))}\n".encode()
        if room is not None:
            room -= len(line)
            if room < 0:
                break
        with temporary_space():
            bodies.file.write(line)
        bodies.held += 1


def _titles(details: Details) -> Any:
    def title_of(place: int | str) -> Told | None:
        return details.collected.at(place) if isinstance(place, int) else details.collected.named(place)

    return title_of


# --- plots ----------------------------------------------------------------------------------------------------------


def _plots(details: Details) -> list[Plot]:
    """Draw the overview; a figure without a number is left out."""
    figures = (_years(details), _months(details), _scores(details), _statuses(details))
    return [figure for figure in figures if figure.table]


def _years(details: Details) -> Plot:
    counts: dict[str, dict[str, int]] = {}
    for year, kind, number in details.collected.counts():
        counts.setdefault(year or "no date", {})[kind] = number
    known = [int(year) for year in counts if year.isdecimal()]
    every = range(min(known), max(known) + 1) if known and max(known) - min(known) < 60 else sorted(known)
    filled = {str(year): counts.get(str(year).zfill(4), {}) for year in every}
    return columns("years", "Items per year and type", filled | _undated(counts), "items", label="Year")


def _undated(counts: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    return {year: numbers for year, numbers in counts.items() if not year.isdecimal()}


def _months(details: Details) -> Plot:
    months = sorted(details.collected.months)
    filled = {month: {"comments": details.collected.months[month]} for month in _every_month(months)}
    return columns("months", "Comments per month", filled, "comments", label="Month")


def _every_month(months: list[str]) -> list[str]:
    if not months or not (months[0].replace("-", "") + months[-1].replace("-", "")).isdecimal():
        return months
    (first, month), last = map(int, months[0].split("-")), months[-1]
    found: list[str] = []
    while (name := f"{first:04}-{month:02}") <= last and len(found) < 600:
        found.append(name)
        first, month = (first, month + 1) if month < 12 else (first + 1, 1)
    return found if found and found[-1] == last else months


def _scores(details: Details) -> Plot:
    counts = dict.fromkeys((name for _, name in _BUCKETS), 0)
    for score, number in details.collected.scores():
        if score is not None:
            counts[next(name for least, name in _BUCKETS if score >= least)] += number
    rows = [(name, number, place) for place, (name, number) in enumerate(counts.items())]
    return bars(
        "fidelity",
        "How much of each body came through",
        rows if any(counts.values()) else [],
        "bodies",
        label="Fidelity",
    )


def _statuses(details: Details) -> Plot:
    counts: Counter[str] = Counter(one.visibility for one in details.collected.posts())
    rows = [(name, counts[name], place) for place, name in enumerate(_VISIBLE) if counts[name]]
    kept_out = [(f"✕ {words}", number, 5) for kind, _, words, number in left_out(details.report) if kind == "item"]
    return bars("statuses", "Statuses, and what is left out (✕)", rows + kept_out, "items", label="Status")
