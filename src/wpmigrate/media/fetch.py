"""Download what is wanted: many at a time, answered one by one in the order asked for.

    with Fetcher(FetchOptions(folder=output / ".wpmigrate" / "downloads")) as fetcher:
        for fetched in fetcher.fetch_all(wanted):
            if fetched.path:
                ...  # publish it
                fetcher.drop(fetched)

A run that was killed is continued by the same call: finished files are not asked for again, parts go on where they end.
"""

import signal
import threading
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sized
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from msgspec import Struct
from msgspec.structs import replace

from wpmigrate.media.asking import Fetched, FetchOptions, Progress, Wanted
from wpmigrate.media.crew import Crew
from wpmigrate.media.guard import Guard, RefusedError
from wpmigrate.media.partial import Partial, digest, writing
from wpmigrate.media.polite import Clock, RealClock
from wpmigrate.media.remembered import Memory, Remembered
from wpmigrate.media.transfer import Job

AHEAD: Final = 4
UNANSWERED: Final = frozenset({"host-unknown", "no-connection", "timeout", "tls", "http-429", "http-503"})

__all__ = ["FetchOptions", "Fetched", "Fetcher", "Progress", "Wanted"]


class _Place(Struct, eq=False):
    """One wanted file in the queue of answers."""

    number: int
    wanted: Wanted
    host: str = ""
    begun: bool = False
    answer: Fetched | None = None


class Fetcher:
    """Downloads into one folder. `interrupted` tells after a run that a person stopped it."""

    def __init__(self, options: FetchOptions, *, clock: Clock | None = None) -> None:
        self.interrupted = False
        self._options = options
        self._clock = clock or RealClock()
        self._guard = Guard(options.allow_hosts, options.resolve)
        self._memory = Remembered(options.folder, self._clock.today, read_only=options.offline)
        self._stop = ""
        self._silent: Counter[str] = Counter()
        self._bytes = 0
        self._done = 0
        self._asked = 0

    def fetch_all(self, wanted: Iterable[Wanted]) -> Iterator[Fetched]:
        """Answer each wanted file, in order. Ctrl-C ends the downloads, and what was not tried is answered as that."""
        total = len(wanted) if isinstance(wanted, Sized) else None
        source, queue = enumerate(wanted), deque[_Place]()
        begun, seconds = self._clock.now(), self._options.run_seconds
        with self._hearing(), closing(Crew(self._options, self._guard, self._clock)) as crew:
            while self._fill(queue, source, crew):
                while queue[0].answer is None:
                    if seconds is not None and self._clock.now() - begun >= seconds:
                        self.stop("deadline")
                    self._wait(queue, crew)
                    self._tell(begun, total, crew)
                answer = self._settle(queue.popleft(), queue, crew)
                self._tell(begun, total, crew)
                yield answer

    def stop(self, reason: str = "interrupted") -> None:
        """End the downloads from anywhere, a signal handler too: what is not through is answered as `not-tried`."""
        self._stop = self._stop or reason

    def drop(self, fetched: Fetched) -> None:
        """Remove a downloaded file that has been published; a file that stands in the output is left alone."""
        partial = self._partial(fetched.wanted)
        if fetched.path == partial.done and not self._options.offline:
            partial.discard()

    def close(self) -> None:
        """Close the memory."""
        self._memory.close()

    def _fill(self, queue: deque[_Place], source: Iterator[tuple[int, Wanted]], crew: Crew) -> bool:
        while len(queue) < self._ahead(crew) and (following := next(source, None)) is not None:
            place = _Place(*following)
            if all(other.wanted != place.wanted for other in queue):
                self._begin(place, crew)
            queue.append(place)
        return bool(queue)

    def _ahead(self, crew: Crew) -> int:
        most = self._options.run_bytes
        return 1 if most is not None and crew.received() > most else AHEAD * self._options.threads

    def _begin(self, place: _Place, crew: Crew) -> None:
        """Answer a place at once where no request is needed; otherwise hand it to the crew."""
        wanted, place.begun = place.wanted, True
        try:
            hop = self._guard.hop(wanted.url)
        except RefusedError as refused:
            place.answer = Fetched(wanted, "refused", reason=refused.reason, url=wanted.url)
            return
        place.host = hop.host
        place.answer = self._known(wanted)
        if place.answer is None and (reason := self._not_asked(place)):
            place.answer = Fetched(wanted, "not-tried", reason=reason, url=wanted.url)
        if place.answer is None:
            with writing(self._options.folder):
                self._options.folder.mkdir(parents=True, exist_ok=True)
            crew.put(Job(place.number, wanted, hop, self._partial(wanted)))

    def _known(self, wanted: Wanted) -> Fetched | None:
        """Answer what earlier runs already know: the published file, the finished one, or that it is gone."""
        memory, partial = self._memory.recall(wanted.url), self._partial(wanted)
        standing = self._options.standing(wanted) if memory.sha256 else None
        if standing and digest(standing) == memory.sha256:
            if not self._options.offline:
                partial.discard()
            return _kept(wanted, standing, memory.sha256, memory.content_type)
        if note := partial.finished():
            return _kept(wanted, partial.done, note.sha256, note.content_type)
        if memory.gone and not self._options.retry_failed:
            return Fetched(wanted, "failed", reason=memory.reason, status=memory.status, url=wanted.url)
        return None

    def _not_asked(self, place: _Place) -> str:
        if self._options.offline:
            return "offline"
        silent = self._silent[place.host] >= self._options.host_failures
        return self._stop or ("host-unavailable" if silent else "")

    def _wait(self, queue: deque[_Place], crew: Crew) -> None:
        """Come one step nearer to the answer of the first place."""
        if not queue[0].begun:  # it waited for its twin, whose outcome is remembered by now
            self._begin(queue[0], crew)
        elif self._stop:
            self._halt(queue, crew)
        elif report := crew.report():
            _answer(queue, *report)

    @contextmanager
    def _hearing(self) -> Iterator[None]:
        """Take the first Ctrl-C as a wish to stop, wherever it comes; the second one is an exception as always."""
        usual = signal.getsignal(signal.SIGINT)
        if threading.current_thread() is not threading.main_thread() or usual is not signal.default_int_handler:
            yield
            return

        def stop(*_: object) -> None:
            signal.signal(signal.SIGINT, usual)
            self.interrupted = True
            self.stop()

        signal.signal(signal.SIGINT, stop)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, usual)

    def _halt(self, queue: deque[_Place], crew: Crew) -> None:
        for report in crew.stop():
            _answer(queue, *report)
        for place in queue:
            if place.answer is None or (place.answer.outcome == "not-tried" and place.answer.reason == "interrupted"):
                place.begun = True
                place.answer = Fetched(place.wanted, "not-tried", reason=self._stop, url=place.wanted.url)

    def _settle(self, place: _Place, queue: deque[_Place], crew: Crew) -> Fetched:
        """Make an answer final, in the order of the places and so whatever the threads' order was."""
        answer = place.answer
        assert answer is not None
        self._done += 1
        if answer.attempts:
            self._asked += 1
            answer = self._within_budget(self._of_a_host_that_answers(place, answer, queue, crew))
        if answer.outcome != "not-tried" and (answer.attempts or answer.path == self._partial(answer.wanted).done):
            self._remember(answer)
        return answer

    def _of_a_host_that_answers(self, place: _Place, answer: Fetched, queue: deque[_Place], crew: Crew) -> Fetched:
        most = self._options.host_failures
        if answer.reason not in UNANSWERED:
            self._silent[place.host] = 0
        elif self._silent[place.host] >= most:
            return replace(answer, outcome="not-tried", reason="host-unavailable")
        else:
            self._silent[place.host] += 1
            if self._silent[place.host] >= most:
                for number in crew.abandon(place.host):
                    _answer(queue, number, None)
        return answer

    def _within_budget(self, answer: Fetched) -> Fetched:
        most = self._options.run_bytes
        if answer.outcome == "fetched":
            self._bytes += answer.bytes
        if most is None or self._bytes <= most:
            return answer
        self.stop("run-too-large")
        return Fetched(answer.wanted, "not-tried", reason="run-too-large", attempts=answer.attempts, url=answer.url)

    def _remember(self, answer: Fetched) -> None:
        memory = Memory(
            reason=answer.reason,
            status=answer.status,
            attempts=answer.attempts,
            validator=self._partial(answer.wanted).note().validator,
            sha256=answer.sha256,
            bytes=answer.bytes,
            content_type=answer.content_type,
        )
        self._memory.remember(answer.wanted.url, memory)

    def _tell(self, begun: float, total: int | None, crew: Crew) -> None:
        seconds, received = max(self._clock.now() - begun, 1e-3), crew.received()
        known = total is not None and self._asked
        remaining = seconds / self._asked * (total - self._done) if known and total is not None else None
        self._options.progress(Progress(self._done, total, received, received / seconds, remaining))

    def _partial(self, wanted: Wanted) -> Partial:
        return Partial(self._options.folder, wanted.url, wanted.upload)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _kept(wanted: Wanted, path: Path, sha256: str, content_type: str) -> Fetched:
    size = path.stat().st_size
    return Fetched(wanted, "kept", path=path, bytes=size, sha256=sha256, content_type=content_type, url=wanted.url)


def _answer(queue: Iterable[_Place], number: int, answer: Fetched | None) -> None:
    for place in queue:
        if place.number == number:
            wanted = place.wanted
            place.answer = answer or Fetched(wanted, "not-tried", reason="host-unavailable", url=wanted.url)
