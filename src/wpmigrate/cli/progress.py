"""How far a run is, on stderr: bars on a terminal, a plain line every few seconds elsewhere, or JSON lines."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Final, NamedTuple

import click

from wpmigrate.cli.talking import speaks_json, tell, wants_colour

if TYPE_CHECKING:
    from wpmigrate.report.model import Report

Progress = Callable[[str, int, int], None]

BAR_EVERY: Final = 0.1
JSON_EVERY: Final = 1.0
LINE_EVERY: Final = 5.0
_UNITS: Final = {"Reading": "bytes", "Downloading": "files"}
"""The unit of each phase; all others count items."""


class Measure(NamedTuple):
    """Where a phase is: `rate` is units a second, `remaining` seconds, None while nobody can know."""

    phase: str
    done: int
    total: int
    rate: float
    remaining: float | None

    @property
    def unit(self) -> str:
        """Name what is counted."""
        return _UNITS.get(self.phase, "items")


class Meter:
    """Turn the calls of a run, which come thousands of times a second, into a measure now and then.

    Offsets start again with each part of an export; the parts before it are added.
    """

    def __init__(self, say: Callable[[Measure], None], every: float, clock: Callable[[], float] = monotonic) -> None:
        self._say, self._every, self._clock = say, every, clock
        self._phase = ""
        self._total = self._done = self._before = 0
        self._started = self._due = 0.0

    def __call__(self, phase: str, done: int, total: int) -> None:
        """Take in how far a phase is."""
        now = self._clock()
        if phase != self._phase:
            self.finish()
            self._phase, self._done, self._before = phase, 0, 0
            self._started, self._due = now, now + self._every
        if done < self._done:
            self._before += self._done
        self._done, self._total = done, total
        if now >= self._due and self._before + done < total:  # `finish` tells the end
            self._due = now + self._every
            self._say(self._measure(now))

    def finish(self) -> None:
        """Say that the phase has come to its end."""
        if self._phase:
            self._done, self._before = self._total, 0
            self._say(self._measure(self._clock()))
            self._phase = ""

    def _measure(self, now: float) -> Measure:
        done = min(self._before + self._done, self._total)
        rate = done / max(now - self._started, 1e-6)
        return Measure(self._phase, done, self._total, rate, (self._total - done) / rate if rate else None)


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Progress]:
    """Answer the function that a run tells how far it is, and show that as suits who listens."""
    if quiet or sys.stderr is None:
        yield lambda *_: None
    elif speaks_json():
        yield from _metered(Meter(_tell, JSON_EVERY))
    elif sys.stderr.isatty():
        yield from _bars()
    else:
        yield from _metered(Meter(Lines(), LINE_EVERY))


def _metered(meter: Meter) -> Iterator[Progress]:
    yield meter
    meter.finish()  # not where the run was stopped


def _tell(measure: Measure) -> None:
    from wpmigrate.report.events import ProgressEvent  # noqa: PLC0415 - only who asks for events pays for them

    remaining = None if measure.remaining is None else round(measure.remaining, 1)
    phase = measure.phase.lower()
    tell(ProgressEvent(phase, measure.done, measure.total, measure.unit, round(measure.rate, 1), remaining))  # type: ignore[arg-type]


class Lines:
    """Plain lines for logs: nothing of a phase that is over before the first is due."""

    def __init__(self) -> None:
        self._told = ""

    def __call__(self, measure: Measure) -> None:
        """Say a line, but not that a phase has ended of which nobody heard."""
        over = measure.done >= measure.total
        if over and self._told != measure.phase:
            return
        self._told = measure.phase
        left = "done" if over else f"{_share(measure)}, {counts(measure)}, {left_over(measure.remaining)}"
        click.echo(f"wpmigrate: {measure.phase}: {left}", err=True)


def _bars() -> Iterator[Progress]:
    """Show a bar per phase; they go when the run is over."""
    from rich.console import Console  # noqa: PLC0415 - only a terminal pays for rich
    from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415

    plain = not wants_colour(sys.stderr)
    columns = (
        TextColumn("{task.description:<11}", markup=False),
        BarColumn(bar_width=20),
        TextColumn("{task.fields[told]}", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True, no_color=plain), transient=True) as bars:
        tasks = {}

        def say(measure: Measure) -> None:
            if measure.phase not in tasks:
                tasks[measure.phase] = bars.add_task(measure.phase, total=1.0, told="")
            left = left_over(measure.remaining) if measure.done < measure.total else ""
            told = f"{_share(measure):>4}  {counts(measure)}  {left}"
            bars.update(tasks[measure.phase], completed=measure.done / (measure.total or 1), told=told)

        yield from _metered(Meter(say, BAR_EVERY))


def _share(measure: Measure) -> str:
    return f"{100 * measure.done // (measure.total or 1)}%"


def counts(measure: Measure) -> str:
    """Say how much is done, and how fast: `47.1 of 105.7 MB, 61.2 MB/s`."""
    if measure.unit == "bytes":
        done, total, rate = (number / 1e6 for number in (measure.done, measure.total, measure.rate))
        return f"{done:,.1f} of {total:,.1f} MB, {rate:,.1f} MB/s"
    return f"{measure.done:,} of {measure.total:,} {measure.unit}, {measure.rate:,.0f}/s"


def left_over(seconds: float | None) -> str:
    """Say how long it will take: `2 min 5 s left`."""
    if seconds is None:
        return ""
    whole = round(seconds)
    hours, minutes = whole // 3600, whole // 60 % 60
    if hours:
        return f"{hours} h {minutes} min left"
    return f"{minutes} min {whole % 60} s left" if minutes else f"{whole} s left"


def tell_result(report: "Report") -> None:
    """Tell a program what came out poorer, and how the run ended."""
    if not speaks_json():
        return
    from wpmigrate.report.events import DiagnosticEvent, DoneEvent  # noqa: PLC0415

    for one in report.diagnostics:
        tell(DiagnosticEvent(one.code, one.severity, one.count, one.things, one.sentence, one.advice))
    tell(DoneEvent(report.exit_code, round(report.seconds, 3), report.totals))
