"""Worker processes that survive a killed neighbour: tasks in, answers out in the order of the tasks.

Each worker has a pipe of its own, so that the death of one leaves no lock behind and is known at once, with the task it
was at. That costs one more try; a task that kills two workers is halved until what kills is alone, and given up.
"""

import gc
import signal
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection, wait
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Protocol, Self, TypeAlias

from msgspec import Struct

from wpmigrate.errors import WpmigrateError
from wpmigrate.pipeline.profiling import WAIT, hear, is_timed
from wpmigrate.pipeline.serving import Duty, Raised, Ready, born_deaf, serve

Task: TypeAlias = Sequence[Any]
"""Things to do, at most about 1 KB when pickled: two of them must fit into any pipe while nobody reads."""

AHEAD: Final = 2
"""Tasks that a worker has at a time: one that it is at, and one that waits, so that it never does."""
WINDOW: Final = 4
"""Tasks for each worker that may be on their way, so that memory stays flat while one of them takes long."""
TRIES: Final = 2
MOST_STILLBORN: Final = 3
_PATIENCE: Final = 10
PRELOADED: Final = "wpmigrate.pipeline.duties"


class Lost(Struct, frozen=True):
    """A task of one thing that has killed every worker that tried it, and how the last one ended."""

    task: Task
    why: str


class Crew(Protocol):
    """Whoever does the tasks of a duty, wherever that is."""

    def run(self, duty: Duty, tasks: Iterable[Task]) -> Iterator[bytes | Lost]:
        """Do every task, and yield the answers in the order of the tasks."""
        ...


class _Errand:
    """A task on its way."""

    def __init__(self, task: Task, deaths: int = 0) -> None:
        self.task, self.deaths = task, deaths
        self.answer: bytes | Lost | None = None


class _Worker:
    def __init__(self, process: Any, connection: Connection) -> None:
        self.process, self.connection = process, connection
        self.ready = False
        self.errands: deque[_Errand] = deque()


def start_method() -> str:
    """Answer how workers are best started: forked where no thread can be hurt by it, for speed and memory; else anew."""
    if sys.platform == "linux" and len(list(Path("/proc/self/task").iterdir())) == 1:
        return "fork"
    return "forkserver" if sys.platform != "darwin" and "forkserver" in get_all_start_methods() else "spawn"


def context_of(method: str, also: Iterable[str] = ()) -> Any:
    """Answer the means to start processes so; what is forked from a server finds every converter loaded, and `also` those modules."""
    context: Any = get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload([PRELOADED, *also])
    return context


def least_bytes(method: str) -> int:
    """Answer how large an export must be for workers to be worth their start."""
    return 1 << 20 if method == "fork" else 8 << 20


class Workers:
    """At most `jobs` processes, started as there is work for them. Leaving the block ends them all."""

    def __init__(self, jobs: int, method: str = "") -> None:
        self._jobs = jobs
        self._method = method or start_method()
        self._context = context_of(self._method)
        self._workers: list[_Worker] = []
        self._duty: Duty | None = None
        self._stillborn = 0
        self._line: deque[_Errand] = deque()
        self._waiting: deque[_Errand] = deque()

    def run(self, duty: Duty, tasks: Iterable[Task]) -> Iterator[bytes | Lost]:
        """Do every task, and yield the answers in the order of the tasks; a halved one has one for each half."""
        self._duty = duty
        for worker in self._workers:
            worker.ready = False
            self._tell(worker, duty)
        source, more = iter(tasks), True
        while True:
            if more and len(self._line) < WINDOW * self._jobs:
                task = next(source, None)
                more = task is not None
                if task is not None:
                    errand = _Errand(task)
                    self._line.append(errand)
                    self._waiting.append(errand)
            self._hand_out()
            while self._line and self._line[0].answer is not None:
                answer = self._line.popleft().answer
                assert answer is not None
                yield answer
                self._collect(0)
                self._hand_out()
            if not self._line and not more:
                return
            room = more and len(self._line) < WINDOW * self._jobs
            self._collect(0 if room else None)

    # --- handing out and taking in ----------------------------------------------------------------------------------

    def _hand_out(self) -> None:
        while self._waiting:
            free = min(self._workers, key=lambda worker: len(worker.errands), default=None)
            if len(self._workers) < self._jobs and (free is None or free.errands):
                with born_deaf():  # Ctrl-C comes before it or after it, when it is known
                    free = self._start()
            if free is None or len(free.errands) >= AHEAD:
                return
            errand = self._waiting.popleft()
            free.errands.append(errand)
            self._tell(free, errand.task)

    @WAIT
    def _collect(self, patience: float | None) -> None:
        """Take what workers have to say; wait for it where nothing else can be done."""
        busy = {worker.connection: worker for worker in self._workers}
        for connection in wait(list(busy), patience) if busy else ():
            worker = busy[connection]  # type: ignore[index]  # only connections were waited for
            try:
                self._take(worker, worker.connection.recv())
            except (EOFError, OSError):
                self._bury(worker)

    def _take(self, worker: _Worker, said: bytes | Ready | Raised) -> None:
        match said:
            case Ready():
                worker.ready, self._stillborn = True, 0
            case Raised(error):
                raise error
            case _:
                worker.errands.popleft().answer = said

    def _tell(self, worker: _Worker, message: Any) -> None:
        with suppress(OSError):  # it has died, which is met where its answers are taken in
            worker.connection.send(message)

    # --- births and deaths ------------------------------------------------------------------------------------------

    def _start(self) -> _Worker:
        ours, theirs = self._context.Pipe()
        others = [ours, *(worker.connection for worker in self._workers)] if self._method == "fork" else []
        process = self._context.Process(
            target=serve, args=(theirs, others, is_timed()), name="wpmigrate-worker", daemon=True
        )
        gc.freeze()  # what a fork shares stays shared as long as nobody writes into it, be it a mark of the collector
        process.start()
        gc.unfreeze()
        theirs.close()
        worker = _Worker(process, ours)
        self._workers.append(worker)
        self._tell(worker, self._duty)
        return worker

    def _bury(self, worker: _Worker) -> None:
        """Take a dead worker's tasks back: the one that it was at has one try less."""
        _end(worker)
        self._workers.remove(worker)
        why = ending_of(worker.process.exitcode)
        if not worker.ready:
            self._stillborn += 1
            if self._stillborn > MOST_STILLBORN:
                raise WpmigrateError(
                    f"Worker processes cannot start ({why}): run again with --jobs 1.", code="no-workers"
                )
            self._waiting.extendleft(reversed(worker.errands))
            return
        if worker.errands:
            at, *rest = worker.errands
            self._waiting.extendleft(reversed(rest))
            self._try_again(at, why)

    def _try_again(self, errand: _Errand, why: str) -> None:
        errand.deaths += 1
        if errand.deaths < TRIES:
            self._waiting.appendleft(errand)
        elif len(errand.task) == 1:
            errand.answer = Lost(errand.task, why)
        else:
            half = len(errand.task) // 2
            # A half has one try; a thing that is alone at last has all of them, as it may be a neighbour's fault.
            halves = [
                _Errand(task, TRIES - 1 if len(task) > 1 else 0) for task in (errand.task[:half], errand.task[half:])
            ]
            place = self._line.index(errand)
            self._line.remove(errand)
            for one in reversed(halves):
                self._line.insert(place, one)
                self._waiting.appendleft(one)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            if kind is None and not worker.errands:
                self._tell(worker, None)
            else:
                worker.process.kill()
        for worker in self._workers:
            hear(worker.connection)
            _end(worker)
        self._workers.clear()


def _end(worker: _Worker) -> None:
    """See a worker out; one that does not go is killed."""
    worker.connection.close()
    worker.process.join(_PATIENCE)
    if worker.process.exitcode is None:
        worker.process.kill()
        worker.process.join()


def ending_of(code: int | None) -> str:
    """Say how a process ended."""
    if code is None or code >= 0:
        return f"it ended with status {code}"
    try:
        return f"it was killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"it was killed by signal {-code}"
