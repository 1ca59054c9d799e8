"""Where the time of a run goes: the calls and seconds of each stage, in all processes of the run; nearly free when nobody asks.

A stage stands where it is called, as a decorator, as a block, or around a loop. Its time is its own: what it calls that is
a stage too is not counted twice, so that the stages of a process add up to the whole of it.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING, Final, ParamSpec, TypeVar

from msgspec import Struct

from wpmigrate import __version__
from wpmigrate.output.apply import write_stream
from wpmigrate.report.profile import Profile, Spent, Stage, encode, table

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")

_PATIENCE: Final = 5
_END: Final = object()


class Told(Struct, frozen=True, array_like=True):
    """What a worker says of its time as it leaves."""

    stages: dict[str, Spent]


class _Clock:
    """One process, always in one stage: the innermost that is open."""

    def __init__(self, rest: str) -> None:
        self.stages: dict[str, Spent] = {}
        self.workers: list[Told] = []
        self._open = [self._spent(rest)]
        self._wall, self._cpu = perf_counter(), process_time()

    def _spent(self, name: str) -> Spent:
        return self.stages.setdefault(name, Spent())

    def enter(self, name: str) -> None:
        self.charge()
        spent = self._spent(name)
        spent.calls += 1
        self._open.append(spent)

    def leave(self) -> None:
        self.charge()
        self._open.pop()

    def charge(self) -> None:
        """Put the time since the last call down to the stage that is open."""
        wall, cpu = perf_counter(), process_time()
        spent = self._open[-1]
        spent.seconds += wall - self._wall
        spent.cpu += cpu - self._cpu
        self._wall, self._cpu = wall, cpu


class _Running:
    clock: _Clock | None = None


class Timed:
    """One stage. `with` it, decorate with it, or go through a loop with `each`."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> None:
        if _Running.clock is not None:
            _Running.clock.enter(self.name)

    def __exit__(self, *_: object) -> None:
        if _Running.clock is not None:
            _Running.clock.leave()

    def __call__(self, function: Callable[P, R]) -> Callable[P, R]:
        """Let every call of a function be of this stage."""

        @wraps(function)
        def timed(*args: P.args, **kwargs: P.kwargs) -> R:
            if _Running.clock is None:
                return function(*args, **kwargs)
            with self:
                return function(*args, **kwargs)

        return timed

    def each(self, things: Iterable[T]) -> Iterator[T]:
        """Let the making of each thing be of this stage, but not what is done with it."""
        return iter(things) if _Running.clock is None else self._each(iter(things))

    def _each(self, things: Iterator[T]) -> Iterator[T]:
        while True:
            with self:
                thing = next(things, _END)
            if thing is _END:
                return
            yield thing  # type: ignore[misc]  # what is not the end is one of the things


STAGES: Final = {
    "scan": "find where items begin and end",
    "parse": "read each item for the first time",
    "facts": "put its light facts into the index",
    "join": "join the facts of all workers, and close the index",
    "place": "decide every path",
    "again": "read each item for the second time",
    "item": "title, terms, links, fields and comments of an item",
    "body": "parse a body",
    "markdown": "write a body as Markdown",
    "proof": "render a body back and compare it",
    "target": "write an item's file for a target",
    "pack": "write an item's neutral JSON",
    "send": "pass items from one process to another",
    "ledger": "enter outcomes",
    "files": "plan files and write them",
    "site": "files of the whole site",
    "media": "bring media",
    "report": "check the ledger and write the reports",
    "wait": "wait for another process",
    "rest": "all else",
}
"""Every stage in the order of a run, and what it does."""

SCAN, PARSE, FACTS, JOIN, PLACE, AGAIN, ITEM, BODY, MARKDOWN, PROOF = map(Timed, list(STAGES)[:10])
TARGET, PACK, SEND, LEDGER, FILES, SITE, MEDIA, REPORT, WAIT, _REST = map(Timed, list(STAGES)[10:])


@contextmanager
def profiled(file: Path | None, jobs: int) -> Iterator[None]:
    """Time what is done in the block, and write it to `file`: as JSON where its name ends so, else as a table."""
    if file is None:
        yield
        return
    clock = _Running.clock = _Clock(_REST.name)
    try:
        yield
    finally:
        clock.charge()
        _Running.clock = None
    profile = _profile(clock, jobs)
    write_stream(file, [encode(profile) if file.suffix.lower() == ".json" else table(profile).encode()])


def is_timed() -> bool:
    """Say whether this process is being timed."""
    return _Running.clock is not None


def start_timing(*, timed: bool) -> None:
    """Begin anew in a worker: what it has inherited is its parent's time."""
    _Running.clock = _Clock(_REST.name) if timed else None


def tell(parent: "Connection") -> None:
    """Say as a worker how the time was spent, if that is asked."""
    if _Running.clock is not None:
        _Running.clock.charge()
        parent.send(Told(_Running.clock.stages))


def hear(worker: "Connection") -> None:
    """Take in what a worker says as it leaves; one that has died says nothing."""
    if _Running.clock is None:
        return
    with suppress(EOFError, OSError):
        while worker.poll(_PATIENCE):
            told = worker.recv()
            if isinstance(told, Told):
                _Running.clock.workers.append(told)
                return


def _profile(clock: _Clock, jobs: int) -> Profile:
    together: dict[str, Spent] = {}
    for told in clock.workers:
        for name, spent in told.stages.items():
            one = together.setdefault(name, Spent())
            one.calls, one.seconds, one.cpu = (
                one.calls + spent.calls,
                one.seconds + spent.seconds,
                one.cpu + spent.cpu,
            )
    return Profile(
        version=__version__,
        jobs=jobs,
        workers=len(clock.workers),
        seconds=sum(spent.seconds for spent in clock.stages.values()),
        stages=tuple(
            Stage(name, what, clock.stages.get(name, Spent()), together.get(name, Spent()))
            for name, what in STAGES.items()
            if name in clock.stages or name in together
        ),
    )
