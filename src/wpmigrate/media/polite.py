"""When to ask a server: few at once, a moment between two requests, and as long a pause as it asks for."""

import heapq
import threading
import time
from collections import Counter
from email.utils import parsedate_to_datetime
from typing import Final, Generic, Protocol, TypeVar

Job = TypeVar("Job")

LONGEST_NUMBER: Final = 9


class Clock(Protocol):
    """The time, so that tests need not wait for it."""

    def now(self) -> float:
        """Answer seconds that only grow."""

    def today(self) -> float:
        """Answer seconds since 1970."""

    def wait(self, condition: threading.Condition, until: float | None) -> None:
        """Wait until the condition is notified, or until the time has come."""


class RealClock:
    """The time of this machine."""

    def now(self) -> float:
        """Answer seconds that only grow."""
        return time.monotonic()

    def today(self) -> float:
        """Answer seconds since 1970."""
        return time.time()

    def wait(self, condition: threading.Condition, until: float | None) -> None:
        """Wait until the condition is notified, or until the time has come."""
        condition.wait(None if until is None else max(0.0, until - self.now()))


class Schedule(Generic[Job]):
    """The jobs of one run, by host. A job that must come again waits here, not in a thread."""

    def __init__(self, clock: Clock, *, per_host: int, delay: float) -> None:
        self._clock = clock
        self._per_host = per_host
        self._delay = delay
        self._changed = threading.Condition()
        self._waiting: dict[str, list[tuple[float, int, Job]]] = {}
        self._busy: Counter[str] = Counter()
        self._free_at: dict[str, float] = {}
        self._stopped = False

    def put(self, host: str, number: int, job: Job, after: float = 0.0) -> None:
        """Take a job that may start in `after` seconds; of those that may, the lowest number starts first."""
        with self._changed:
            heapq.heappush(self._waiting.setdefault(host, []), (self._clock.now() + after, number, job))
            self._changed.notify_all()

    def take(self) -> Job | None:
        """Wait for the next job that may start; None when the run is stopped."""
        with self._changed:
            while not self._stopped:
                start, host = min(self._candidates(), default=(None, ""))
                if start is not None and start <= self._clock.now():
                    return self._start(host)
                self._clock.wait(self._changed, start)
        return None

    def leave(self, host: str, pause: float = 0.0) -> None:
        """Free the place that a job of the host had; with a pause, the host is left alone for so long."""
        with self._changed:
            self._busy[host] -= 1
            if pause:
                self._free_at[host] = max(self._free_at.get(host, 0.0), self._clock.now() + pause)
            self._changed.notify_all()

    def withdraw(self, host: str) -> list[Job]:
        """Take back the jobs that wait for a host."""
        with self._changed:
            return [job for _, _, job in self._waiting.pop(host, [])]

    def stop(self) -> None:
        """Start nothing more."""
        with self._changed:
            self._stopped = True
            self._changed.notify_all()

    def _candidates(self) -> list[tuple[float, str]]:
        return [
            (max(jobs[0][0], self._free_at.get(host, 0.0)), host)
            for host, jobs in self._waiting.items()
            if self._busy[host] < self._per_host
        ]

    def _start(self, host: str) -> Job:
        jobs = self._waiting[host]
        _, _, job = heapq.heappop(jobs)
        if not jobs:
            del self._waiting[host]
        self._busy[host] += 1
        self._free_at[host] = self._clock.now() + self._delay
        return job


def pause_asked(retry_after: str, today: float) -> float | None:
    """Read a Retry-After header, seconds or a date; None where it says nothing that can be read."""
    value = retry_after.strip()
    if value.isascii() and value.isdigit():
        return float(value) if len(value) <= LONGEST_NUMBER else float("1e9")
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - today)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def backoff(failures: int, base: float, longest: float, chance: float) -> float:
    """Answer how long to wait after so many failures: twice as long each time, and never quite together with others."""
    return float(min(longest, base * 2 ** min(failures - 1, 16)) * (0.5 + chance / 2))
