"""Processes of their own, each with limits of time and memory: whatever happens in one, the others go on."""

import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from multiprocessing.connection import Connection, wait
from pathlib import Path
from subprocess import DEVNULL, run
from time import monotonic
from types import TracebackType
from typing import Any, Final, Literal, Self

from msgspec import Struct

from wpmigrate.pipeline.serving import born_deaf
from wpmigrate.pipeline.workers import context_of, ending_of, start_method
from wpmigrate.scratch import scratch_folder

LOOK_EVERY: Final = 0.1
"""Seconds between two looks at the memory of all processes."""


class Limits(Struct, frozen=True):
    """What a process may take: seconds of a clock, and bytes of memory."""

    seconds: float | None = None
    bytes: int | None = None


class Ended(Struct, frozen=True):
    """How a process came to its end: with an answer, or without one, and why."""

    how: Literal["answered", "died", "late", "large"]
    answer: bytes = b""
    why: str = ""
    seconds: float = 0.0


class _Process:
    def __init__(self, key: Any, process: Any, connection: Connection, limits: Limits, scratch: ExitStack) -> None:
        self.key, self.process, self.connection, self.limits, self.scratch = key, process, connection, limits, scratch
        self.started = monotonic()

    @property
    def due(self) -> float:
        return self.started + self.limits.seconds if self.limits.seconds is not None else float("inf")

    def ended(self, how: Literal["answered", "died", "late", "large"], answer: bytes = b"", why: str = "") -> Ended:
        return Ended(how, answer, why, round(monotonic() - self.started, 3))


class Apart:
    """Starts and ends processes. `work` is what each does: with its end of a pipe, the ends of others, a folder, and what it is given.

    They find the modules `also` loaded, where that can be.
    """

    def __init__(self, work: Callable[..., None], method: str = "", also: Iterable[str] = ()) -> None:
        self._work = work
        self._method = method or start_method()
        self._context = context_of(self._method, also)
        self._running: list[_Process] = []
        self._looked = 0.0

    def __len__(self) -> int:
        return len(self._running)

    def start(self, key: Any, limits: Limits, *given: Any) -> None:
        """Start one more; Ctrl-C comes before it or after it, when it is known."""
        with born_deaf():
            self._start(key, limits, *given)

    def _start(self, key: Any, limits: Limits, *given: Any) -> None:
        ours, theirs = self._context.Pipe(duplex=False)
        scratch = ExitStack()
        folder = str(scratch.enter_context(scratch_folder()))
        others = [ours, *(one.connection for one in self._running)] if self._method == "fork" else []
        process = self._context.Process(target=self._work, args=(theirs, others, folder, limits, *given))
        gc.freeze()
        process.start()
        gc.unfreeze()
        theirs.close()
        self._running.append(_Process(key, process, ours, limits, scratch))

    def ended(self) -> Iterator[tuple[Any, Ended]]:
        """Wait for something to happen; answer what has ended, if anything, with its key."""
        watched = any(one.limits.bytes is not None for one in self._running)
        patience = min((one.due for one in self._running), default=0.0) - monotonic()
        patience = min(patience, LOOK_EVERY) if watched else patience
        ready = wait(
            [one.connection for one in self._running], None if patience == float("inf") else max(0.0, patience)
        )
        for one in [one for one in self._running if one.connection in ready]:
            yield one.key, self._listen(one)
        yield from self._late()
        if watched and monotonic() - self._looked >= LOOK_EVERY:
            self._looked = monotonic()
            yield from self._large()

    def last(self) -> Ended:
        """Wait for the end of the only process, and answer how it came."""
        while True:
            for _, ended in self.ended():
                return ended

    def _listen(self, one: _Process) -> Ended:
        try:
            answer = one.connection.recv_bytes()
        except (EOFError, OSError):
            self._remove(one)
            return one.ended("died", why=ending_of(one.process.exitcode))
        self._remove(one)
        return one.ended("answered", answer)

    def _late(self) -> Iterator[tuple[Any, Ended]]:
        now = monotonic()
        for one in [one for one in self._running if one.due <= now]:
            one.process.kill()
            self._remove(one)
            yield one.key, one.ended("late")

    def _large(self) -> Iterator[tuple[Any, Ended]]:
        sizes = resident({one.process.pid for one in self._running})
        for one in list(self._running):
            size = sizes.get(one.process.pid, 0)
            if one.limits.bytes is not None and size > one.limits.bytes:
                one.process.kill()
                self._remove(one)
                yield one.key, one.ended("large")

    def _remove(self, one: _Process) -> None:
        one.connection.close()
        one.process.join(10)
        if one.process.exitcode is None:
            one.process.kill()
            one.process.join()
        one.scratch.close()  # a killed process leaves its unpacked exports there
        self._running.remove(one)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for one in self._running:
            one.process.kill()
        for one in list(self._running):
            self._remove(one)


def resident(processes: set[int]) -> dict[int, int]:
    """Answer how many bytes of memory each process holds, with those that it has started."""
    if sys.platform == "linux":
        return {pid: _tree(pid) for pid in processes}
    return _asked(processes) if sys.platform != "win32" else {}


def _tree(pid: int) -> int:
    try:
        held = int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE
        threads = list(Path(f"/proc/{pid}/task").iterdir())
    except (OSError, IndexError):
        return 0
    return held + sum(_tree(child) for thread in threads for child in _children(thread))


def _children(thread: Path) -> list[int]:
    """List the processes that a thread has started."""
    try:
        return list(map(int, (thread / "children").read_text().split()))
    except OSError:
        return []


def _asked(processes: set[int]) -> dict[int, int]:
    """Ask `ps`, where there is no /proc."""
    told = run(
        ["ps", "-o", "pid=,rss=", "-p", ",".join(map(str, processes))],
        capture_output=True, text=True, check=False, stdin=DEVNULL,
    ).stdout  # fmt: skip
    rows = (line.split() for line in told.splitlines())
    return {int(row[0]): int(row[1]) << 10 for row in rows if len(row) == 2}


def _page() -> int:
    if sys.platform == "win32":
        return 4096
    from resource import getpagesize  # noqa: PLC0415 - not on Windows

    return getpagesize()


_PAGE: Final = _page()
