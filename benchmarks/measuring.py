"""What one command costs: time, CPU and memory of all its processes. Linux only, as it reads /proc.

CPU is user and system time of every process that has ended below the command; those that it leaves behind become ours, and
are counted and ended. Memory is the sum of the PSS of all processes alive at one instant, so that pages they share count once.
"""

import ctypes
import os
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from threading import Event, Thread
from time import monotonic, thread_time
from typing import Final, Literal, TypeAlias

from msgspec import Struct

INTERVAL: Final = 0.1
_PR_SET_CHILD_SUBREAPER: Final = 36
_LONGEST: Final = 400
_LAST: Final = 1 << 12

Ending: TypeAlias = Literal["done", "failed", "timed out"]


class Cost(Struct, frozen=True):
    """One run of a command. `peak` is in bytes, `watching` the CPU seconds that the looking at its memory took beside it."""

    ending: Ending
    wall: float
    cpu: float
    peak: int
    samples: int
    watching: float
    why: str = ""


class Limits(Struct, frozen=True):
    """When a command is ended: after `timeout` seconds, or when it has said `done`. Its memory is looked at every `interval`."""

    timeout: float
    interval: float = INTERVAL
    done: bytes = b""


def measure(command: Sequence[str], folder: Path, log: Path, env: Mapping[str, str], limits: Limits) -> Cost:
    """Run a command in a folder, and end it and all that it started when its time is up."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1)
    before = _cpu()
    with log.open("wb") as said:
        started = monotonic()
        process = subprocess.Popen(
            command, cwd=folder, env=dict(env), stdin=subprocess.DEVNULL, stdout=said, stderr=said, start_new_session=True
        )  # fmt: skip
        watch = _Watch(log, limits)
        watch.start()
        code = process.wait()
        wall = monotonic() - started
    watch.stop()
    _end_children()
    ending, why = _ending(watch.ended_as, code, log)
    return Cost(ending, wall, _cpu() - before, watch.peak, watch.samples, watch.took, why)


def _ending(reason: Ending | None, code: int, log: Path) -> tuple[Ending, str]:
    if reason is None and code:
        return "failed", f"exit {code}: {_last_line(log)}"
    return reason or "done", ""


def _cpu() -> float:
    usage = getrusage(RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _last_line(log: Path) -> str:
    lines = log.read_text("utf-8", "replace").split("\n")
    return next((line.strip()[:_LONGEST] for line in reversed(lines) if line.strip()), "said nothing")


class _Watch(Thread):
    """Looks at the memory of all our descendants again and again, and ends them when their time is up."""

    def __init__(self, log: Path, limits: Limits) -> None:
        super().__init__(daemon=True)
        self.peak = self.samples = 0
        self.took = 0.0
        self.ended_as: Ending | None = None
        self._log, self._limits = log, limits
        self._until, self._over = monotonic() + limits.timeout, Event()

    def run(self) -> None:
        while not self._over.wait(self._limits.interval):
            self.peak = max(self.peak, sum(map(_pss, descendants(os.getpid()))))
            self.samples += 1
            self.ended_as = self.ended_as or self._reason()
            if self.ended_as is not None:
                _kill_descendants()
        self.took = thread_time()

    def _reason(self) -> Ending | None:
        if self._limits.done and self._limits.done in _tail(self._log):
            return "done"
        return "timed out" if monotonic() > self._until else None

    def stop(self) -> None:
        """Stop looking."""
        self._over.set()
        self.join()


def _tail(log: Path) -> bytes:
    with log.open("rb") as said:
        said.seek(max(0, log.stat().st_size - _LAST))
        return said.read()


def descendants(process: int) -> Iterator[int]:
    """Yield every process below another."""
    with suppress(OSError):
        for thread in Path(f"/proc/{process}/task").iterdir():
            for child in (thread / "children").read_text("ascii").split():
                yield int(child)
                yield from descendants(int(child))


def _pss(process: int) -> int:
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_bytes()
    except OSError:  # it has just ended
        return 0
    line = next((line for line in rollup.splitlines() if line.startswith(b"Pss:")), b"Pss: 0")
    return int(line.split()[1]) * 1024


def _kill_descendants() -> None:
    for process in list(descendants(os.getpid())):
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


def _end_children() -> None:
    """End what the command has left behind, which is ours now, and take in what it cost."""
    _kill_descendants()
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
            _kill_descendants()
