"""A progress bar on stderr, on a terminal only."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from wpmigrate.pipeline.reading import Progress

STEP = 0.005


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Progress]:
    """Show a bar per stage when a person watches; otherwise answer a function that does nothing."""
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal pays for rich
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks = {}
        shown: dict[str, float] = {}

        def advance(stage: str, done: int, total: int) -> None:
            share = done / total if total else 1.0
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=1.0)
            if share - shown.get(stage, -1.0) >= STEP or share >= 1.0:
                shown[stage] = share
                bar.update(tasks[stage], completed=share)

        yield advance
