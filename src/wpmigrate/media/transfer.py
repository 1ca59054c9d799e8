"""One request for one file: the hops to it, the bytes of it, and whether they are what was wanted."""

import http.client
import re
import threading
from typing import Final, NoReturn

from msgspec import Struct
from urllib3 import BaseHTTPResponse
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
    SSLError,
)

from wpmigrate.media.asking import FetchOptions, Outcome, Wanted
from wpmigrate.media.connecting import Web
from wpmigrate.media.decoding import EncodingError, decode
from wpmigrate.media.guard import Guard, Hop, RefusedError
from wpmigrate.media.kinds import is_known, mismatch, sniff
from wpmigrate.media.partial import Note, Partial
from wpmigrate.media.polite import Clock, pause_asked

CHUNK: Final = 1 << 16
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
DRAINED: Final = 1 << 16


class Job(Struct, eq=False):
    """One wanted file on its way."""

    number: int
    wanted: Wanted
    first: Hop
    partial: Partial
    attempts: int = 0
    failures: int = 0
    received: int = 0
    spent: float = 0.0
    started: float = 0.0
    thread: int = 0
    cut: bool = False
    status: int = 0
    url: str = ""

    def too_slow(self, now: float, options: FetchOptions) -> bool:
        """Tell whether the file has had its time: so much to begin with, more for each byte, and never more than all."""
        allowed = min(options.file_seconds, options.grace_seconds + self.received / options.slowest)
        return self.spent + now - self.started > allowed


class FailureError(Exception):
    """A request that brought no file; `again` says that another one may, `pause` what the server asks to wait."""

    def __init__(
        self, reason: str, *, again: bool = False, outcome: Outcome = "failed", pause: float | None = None
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.again = again
        self.outcome: Outcome = outcome
        self.pause = pause


class Requests(Struct, frozen=True):
    """What all requests of a run share."""

    web: Web
    guard: Guard
    options: FetchOptions
    clock: Clock
    stopped: threading.Event

    def fetch(self, job: Job) -> Note:
        """Ask once; answer the finished file's note or raise FailureError."""
        job.attempts += 1
        job.started, job.thread, job.status = self.clock.now(), threading.get_ident(), 0
        try:
            return self._fetch(job)
        except RefusedError as refused:
            raise FailureError(refused.reason, outcome="refused") from refused
        except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
            self._check(job)
            raise _failure(error) from error
        finally:
            self.web.leave()
            job.thread, job.spent = 0, job.spent + self.clock.now() - job.started

    def _fetch(self, job: Job) -> Note:
        note = job.partial.note()
        offset = job.partial.size() if note.validator and not note.sha256 else 0
        response = self._follow(job, _headers(self.options, offset, note.validator))
        try:
            return self._receive(job, response, offset, note)
        finally:
            _dismiss(response)

    def _follow(self, job: Job, headers: dict[str, str]) -> BaseHTTPResponse:
        hop, seen = job.first, set()
        for _ in range(self.options.redirects + 1):
            job.url = hop.url
            seen.add(hop.url)
            response = self.web.get(hop, headers)
            job.status = response.status
            if response.status not in REDIRECTS:
                return response
            _dismiss(response)
            if not (location := response.headers.get("Location", "")):
                raise FailureError("redirect-nowhere")
            hop = self.guard.hop(_as_sent(location), hop)
            if hop.url in seen:
                raise FailureError("redirect-loop")
            self._check(job)
        raise FailureError("too-many-redirects")

    def _receive(self, job: Job, response: BaseHTTPResponse, offset: int, earlier: Note) -> Note:
        note = _note(response)
        append, total = self._begin(job, response, offset, earlier, note)
        if total is not None and total > self.options.file_bytes:
            self._refuse(job, "too-large")
        with job.partial.receiving(note, append=append) as take:
            size = offset if append else 0
            while chunk := response.read1(CHUNK, decode_content=False):
                size += len(chunk)
                job.received += len(chunk)
                if size > self.options.file_bytes:
                    break
                take(chunk)
                self._check(job)
        self._check(job)  # the end of the stream may be our own doing
        if size > self.options.file_bytes:
            self._refuse(job, "too-large")
        if total is not None and size != total:
            raise FailureError("truncated", again=True)
        return self._finish(job, response, note.encoding)

    def _begin(
        self, job: Job, response: BaseHTTPResponse, offset: int, earlier: Note, note: Note
    ) -> tuple[bool, int | None]:
        """Answer whether the bytes to come continue the part, and how many the whole file has."""
        if response.status == 200:
            return False, _number(response.headers.get("Content-Length", ""))
        if response.status in {206, 416}:
            place = _RANGE.fullmatch(response.headers.get("Content-Range", "").strip())
            same = not note.validator or note.validator == earlier.validator
            if response.status == 206 and offset and same and place and int(place[1]) == offset:
                return True, _number(place[2])
            job.partial.discard()
            raise FailureError("wrong-range", again=True)
        asked = pause_asked(response.headers.get("Retry-After", ""), self.clock.today())
        raise FailureError(f"http-{response.status}", again=response.status in PASSING, pause=asked)

    def _finish(self, job: Job, response: BaseHTTPResponse, encoding: str) -> Note:
        partial, upload = job.partial, job.wanted.upload
        if not partial.size():
            partial.discard()
            raise FailureError("empty")
        head = partial.head()
        if encoding and _is_wrapped(encoding, upload, head):
            self._decode(job, encoding)
            head = partial.head()
        if reason := mismatch(upload, head):
            self._refuse(job, reason)
        return partial.finish(sniff(head) or _media_type(response))

    def _decode(self, job: Job, encoding: str) -> None:
        try:
            whole = job.partial.rewrite(lambda blocks: decode(encoding, blocks), self.options.file_bytes)
        except EncodingError as error:
            job.partial.discard()
            raise FailureError("bad-encoding", again=True) from error
        if not whole:
            self._refuse(job, "too-large")

    def _refuse(self, job: Job, reason: str) -> NoReturn:
        job.partial.discard()
        raise FailureError(reason, outcome="refused")

    def _check(self, job: Job) -> None:
        if self.stopped.is_set():
            raise FailureError("interrupted", outcome="not-tried")
        if job.cut or job.too_slow(self.clock.now(), self.options):
            raise FailureError("too-slow")


def _headers(options: FetchOptions, offset: int, validator: str) -> dict[str, str]:
    headers = {"User-Agent": options.user_agent, "Accept": "*/*", "Accept-Encoding": "identity"}
    if offset:
        headers |= {"Range": f"bytes={offset}-", "If-Range": validator}
    return headers


def _note(response: BaseHTTPResponse) -> Note:
    etag = response.headers.get("ETag", "").strip()
    strong = etag if etag.startswith('"') and etag.isascii() else ""
    encoding = response.headers.get("Content-Encoding", "").strip().lower()
    validator = strong or response.headers.get("Last-Modified", "").strip()
    return Note(validator if validator.isprintable() else "", "" if encoding == "identity" else encoding)


def _as_sent(location: str) -> str:
    """Read a header as UTF-8 where it is: http.client reads all headers as Latin-1."""
    try:
        return location.encode("latin-1").decode("utf-8").strip(" ")
    except UnicodeError:
        return location.strip(" ")


def _number(text: str) -> int | None:
    return int(text) if _DIGITS.fullmatch(text) else None


def _media_type(response: BaseHTTPResponse) -> str:
    found = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    return found if _MEDIA_TYPE.fullmatch(found) else ""


def _is_wrapped(encoding: str, upload: str, head: bytes) -> bool:
    """Tell whether the bytes really are in the encoding that the header names: where they fit the name as they are, not."""
    if mismatch(upload, head):
        return True
    return not is_known(upload) and not ("gzip" in encoding and not head.startswith(b"\x1f\x8b"))


def _dismiss(response: BaseHTTPResponse) -> None:
    """Leave a response: a short rest is read, so that the connection serves again; else the connection is closed."""
    rest = response.length_remaining
    if response.status != 200 and rest is not None and rest <= DRAINED:
        response.drain_conn()
    else:
        response.close()
    response.release_conn()


def _failure(error: Exception) -> FailureError:
    for kind, reason, again in _FAILURES:
        if isinstance(error, kind):
            return FailureError(reason, again=again)
    cause = error.args[-1] if isinstance(error, ProtocolError) else error
    if isinstance(cause, http.client.IncompleteRead):
        return FailureError("truncated", again=True)
    if isinstance(cause, TimeoutError):
        return FailureError("timeout", again=True)
    return FailureError("broken-connection" if isinstance(cause, OSError) else "bad-response", again=True)


# In this order: the first is a kind of the second.
_FAILURES: Final[tuple[tuple[type[Exception], str, bool], ...]] = (
    (NameResolutionError, "host-unknown", True),
    (NewConnectionError, "no-connection", True),
    (ConnectTimeoutError, "no-connection", True),
    (ReadTimeoutError, "timeout", True),
    (SSLError, "tls", False),
)
_RANGE: Final = re.compile(r"bytes ([0-9]{1,18})-[0-9]{1,18}/([0-9]{1,18}|\*)")
_DIGITS: Final = re.compile(r"[0-9]{1,18}")
_MEDIA_TYPE: Final = re.compile(r"[a-z0-9.+-]+/[a-z0-9.+-]+")
