"""The threads that download. They never decide about order: each report goes to the one thread that asked."""

import queue
import threading
import time
from contextlib import suppress
from typing import Final

from urllib3 import Timeout

from wpmigrate.media.asking import Fetched, FetchOptions
from wpmigrate.media.connecting import Lines, Web
from wpmigrate.media.guard import Guard
from wpmigrate.media.partial import Note
from wpmigrate.media.polite import Clock, Schedule, backoff
from wpmigrate.media.transfer import FailureError, Job, Requests

TICK: Final = 0.25
PROGRESS: Final = 1 << 20
FAREWELL: Final = 5.0


class Crew:
    """Some daemon threads and what they share; they start with the first job and end with `close`."""

    def __init__(self, options: FetchOptions, guard: Guard, clock: Clock) -> None:
        self._options = options
        self._clock = clock
        self._lines = Lines()
        self._web = Web(
            guard,
            self._lines,
            timeout=Timeout(connect=options.connect_seconds, read=options.read_seconds),
            ca_file=options.ca_file,
        )
        self._stopped = threading.Event()
        self._schedule: Schedule[Job] = Schedule(clock, per_host=options.per_host, delay=options.delay)
        self._requests = Requests(self._web, guard, options, clock, self._stopped)
        self._reports: queue.SimpleQueue[tuple[Job, Fetched | BaseException]] = queue.SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._abandoned: set[str] = set()
        self._received = 0
        self.jobs: dict[int, Job] = {}

    def put(self, job: Job) -> None:
        """Take a job."""
        self.jobs[job.number] = job
        self._schedule.put(job.first.host, job.number, job)
        if len(self._threads) < min(self._options.threads, len(self.jobs)):
            self._threads.append(threading.Thread(target=self._work, daemon=True, name="download"))
            self._threads[-1].start()

    def report(self) -> tuple[int, Fetched] | None:
        """Wait a moment for the next job that is through; answer None when there was none."""
        with suppress(queue.Empty):
            return self._read(*self._reports.get(timeout=TICK))
        now = self._clock.now()
        for job in self.jobs.values():
            if job.thread and job.too_slow(now, self._options):
                job.cut = True
                self._lines.cut(job.thread)
        return None

    def received(self) -> int:
        """Count the bytes that have come over the network."""
        return self._received + sum(job.received for job in self.jobs.values())

    def abandon(self, host: str) -> list[int]:
        """Give a host up: answer the numbers of the jobs that wait for it; those under way do not come again."""
        self._abandoned.add(host)
        numbers = [job.number for job in self._schedule.withdraw(host)]
        for number in numbers:
            del self.jobs[number]
        return numbers

    def stop(self) -> list[tuple[int, Fetched]]:
        """Start nothing more, end what is under way, and answer the last reports. Parts stay, to be continued."""
        self._stopped.set()
        self._schedule.stop()
        for job in self.jobs.values():
            self._lines.cut(job.thread)
        last = time.monotonic() + FAREWELL
        for thread in self._threads:
            thread.join(max(0.0, last - time.monotonic()))
        reports = []
        while not self._reports.empty():
            reports.append(self._read(*self._reports.get()))
        return reports

    def close(self) -> None:
        """Stop, and drop all connections."""
        self.stop()
        self._web.close()

    def _read(self, job: Job, result: Fetched | BaseException) -> tuple[int, Fetched]:
        self.jobs.pop(job.number, None)
        self._received += job.received
        if isinstance(result, BaseException):
            raise result
        return job.number, result

    def _work(self) -> None:
        while (job := self._schedule.take()) is not None:
            try:
                result = self._attempt(job)
            except BaseException as error:  # noqa: BLE001 - whatever it is, the thread that asked must hear of it
                self._reports.put((job, error))
            else:
                if result is not None:
                    self._reports.put((job, result))

    def _attempt(self, job: Job) -> Fetched | None:
        pause, before = 0.0, job.received
        try:
            return _fetched(job, self._requests.fetch(job))
        except FailureError as failure:
            job.failures = 1 if job.received - before >= PROGRESS else job.failures + 1
            if not failure.again or job.failures > self._options.retries or self._is_over(job):
                return _failed(job, failure)
            pause = self._again(job, failure)
            return None
        finally:
            self._schedule.leave(job.first.host, pause)

    def _is_over(self, job: Job) -> bool:
        return self._stopped.is_set() or job.first.host in self._abandoned

    def _again(self, job: Job, failure: FailureError) -> float:
        """Let a job come again later, and answer how long its host wants to be left alone."""
        options = self._options
        wait = backoff(job.failures, options.backoff, options.longest_wait, options.chance())
        pause = min(failure.pause or 0.0, options.longest_wait)
        self._schedule.put(job.first.host, job.number, job, max(wait, pause))
        return pause


def _fetched(job: Job, note: Note) -> Fetched:
    return Fetched(
        job.wanted,
        "fetched",
        path=job.partial.done,
        bytes=job.partial.done.stat().st_size,
        sha256=note.sha256,
        content_type=note.content_type,
        status=job.status,
        attempts=job.attempts,
        url=job.url,
    )


def _failed(job: Job, failure: FailureError) -> Fetched:
    return Fetched(
        job.wanted,
        failure.outcome,
        reason=failure.reason,
        status=job.status,
        attempts=job.attempts,
        url=job.url,
    )
