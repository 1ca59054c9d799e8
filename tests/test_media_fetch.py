"""Downloads from a server that misbehaves: what comes of each file, how often it is asked for, and what is left on disk."""

import hashlib
import random
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from misbehaving import HALF, JPEG, PAGE, PNG, Exchange, Misbehaving
from wpmigrate.errors import OutputError, UsageError
from wpmigrate.media.fetch import Fetched, Fetcher, FetchOptions, Progress, Wanted
from wpmigrate.media.polite import RealClock

TODAY = 1_000_000.0


class QuickClock(RealClock):
    """Waiting for a time makes it that time; downloads themselves take the time they take."""

    def __init__(self) -> None:
        self.skipped = 0.0
        self.waits: list[float] = []

    def now(self) -> float:
        return time.monotonic() + self.skipped

    def today(self) -> float:
        return TODAY

    def wait(self, condition: threading.Condition, until: float | None) -> None:
        if until is None:
            condition.wait()
        elif (seconds := until - self.now()) > 0:
            self.skipped += seconds
            self.waits.append(seconds)


@pytest.fixture(scope="module")
def shared_server() -> Iterator[Misbehaving]:
    with Misbehaving() as server:
        yield server


@pytest.fixture
def server(shared_server: Misbehaving) -> Misbehaving:
    shared_server.asked.clear()
    return shared_server


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / ".wpmigrate" / "downloads"


def options(server: Misbehaving, folder: Path, **changes: object) -> FetchOptions:
    given: dict[str, object] = {
        "folder": folder,
        "allow_hosts": (f"127.0.0.1:{server.port}",),
        "delay": 0.0,
        "read_seconds": 5.0,
        "grace_seconds": 1e6,  # one clock jumps for all downloads
        "file_seconds": 1e6,
        "file_bytes": 2_000_000,
        "chance": lambda: 1.0,
    }
    return FetchOptions(**(given | changes))  # type: ignore[arg-type]


def wanted(server: Misbehaving, *paths: str) -> list[Wanted]:
    return [Wanted(server.url(path), f"2020/01{path}") for path in paths]


def fetch(
    server: Misbehaving, folder: Path, *paths: str, clock: RealClock | None = None, **changes: object
) -> list[Fetched]:
    with Fetcher(options(server, folder, **changes), clock=clock or QuickClock()) as fetcher:
        return list(fetcher.fetch_all(wanted(server, *paths)))


def left(folder: Path) -> set[str]:
    """The kinds of files that are left, apart from the memory."""
    return {file.suffix for file in folder.glob("*") if file.suffix != ".sqlite"} if folder.is_dir() else set()


# path, outcome, reason, requests
MISBEHAVIOUR = [
    ("/good.jpg", "fetched", "", 1),
    ("/no-agent.jpg", "fetched", "", 1),
    ("/forbidden.jpg", "failed", "http-403", 1),
    ("/busy-seconds.jpg", "fetched", "", 3),
    ("/busy-date.jpg", "fetched", "", 2),
    ("/busy-for-a-year.jpg", "fetched", "", 2),
    ("/always-busy.jpg", "failed", "http-429", 4),
    ("/fails-twice.jpg", "fetched", "", 3),
    ("/never-was.jpg", "failed", "http-404", 1),
    ("/gone.jpg", "failed", "http-410", 1),
    ("/moved.jpg", "fetched", "", 1),
    ("/moved-korean.jpg", "fetched", "", 1),
    ("/그림 하나.jpg", "fetched", "", 1),
    ("/%ea%b7%b8%eb%a6%bc%20%ed%95%98%eb%82%98.jpg", "fetched", "", 1),
    ("/100% (1)[2].jpg", "fetched", "", 1),
    ("/loop.jpg", "failed", "redirect-loop", 1),
    ("/further/0.jpg", "failed", "too-many-redirects", 1),
    ("/to-nowhere.jpg", "failed", "redirect-nowhere", 1),
    ("/to-metadata.jpg", "refused", "address-metadata", 1),
    ("/to-private.jpg", "refused", "address-private", 1),
    ("/to-another-port.jpg", "refused", "url-port", 1),
    ("/to-file.jpg", "refused", "url-scheme", 1),
    ("/truncated.jpg", "failed", "truncated", 4),
    ("/truncated-chunks.jpg", "failed", "truncated", 4),
    ("/lengths-differ.jpg", "failed", "bad-response", 4),
    ("/length-is-a-word.jpg", "fetched", "", 1),
    ("/hang-up.jpg", "failed", "broken-connection", 4),
    ("/reset.jpg", "failed", "broken-connection", 4),
    ("/resumes.jpg", "fetched", "", 2),
    ("/resumes-by-date.jpg", "fetched", "", 2),
    ("/range-ignored.jpg", "fetched", "", 2),
    ("/changed.jpg", "fetched", "", 2),
    ("/changed-unsaid.jpg", "fetched", "", 3),
    ("/wrong-range.jpg", "fetched", "", 3),
    ("/unasked-range.jpg", "fetched", "", 2),
    ("/range-refused.jpg", "fetched", "", 3),
    ("/page.jpg", "refused", "html-instead", 1),
    ("/zipped-page.jpg", "refused", "html-instead", 1),
    ("/json.mp3", "refused", "wrong-content", 1),
    ("/picture.pdf", "refused", "wrong-content", 1),
    ("/empty.jpg", "failed", "empty", 1),
    ("/no-content.jpg", "failed", "http-204", 1),
    ("/huge.jpg", "refused", "too-large", 1),
    ("/endless.jpg", "refused", "too-large", 1),
    ("/bomb.svg", "refused", "too-large", 1),
    ("/zipped.svg", "fetched", "", 1),
    ("/bad-zip.svg", "failed", "bad-encoding", 4),
    ("/unknown-encoding.css", "failed", "bad-encoding", 4),
    ("/not-zipped.jpg", "fetched", "", 1),
    ("/archive.gz", "fetched", "", 1),
    ("/bad-status.jpg", "failed", "bad-response", 4),
    ("/too-many-headers.jpg", "failed", "bad-response", 4),
    ("/keeps-not-alive.jpg", "fetched", "", 1),
    ("/old.jpg", "fetched", "", 1),
]


@pytest.mark.parametrize(("path", "outcome", "reason", "attempts"), MISBEHAVIOUR, ids=[row[0] for row in MISBEHAVIOUR])
def test_each_kind_of_misbehaviour(
    server: Misbehaving, folder: Path, path: str, outcome: str, reason: str, attempts: int
) -> None:
    (fetched,) = fetch(server, folder, path)
    assert (fetched.outcome, fetched.reason, fetched.attempts) == (outcome, reason, attempts)
    assert fetched.wanted.url == server.url(path)
    if outcome == "fetched":
        assert fetched.path is not None
        content = fetched.path.read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (fetched.bytes, fetched.sha256)
        assert left(folder) == {".done", ".json"}
    else:
        assert (fetched.path, fetched.bytes, fetched.sha256) == (None, 0, "")
        assert ".done" not in left(folder)
    if outcome == "refused":
        assert left(folder) == set()


PICTURES = [path for path, outcome, *_ in MISBEHAVIOUR if outcome == "fetched" and path.endswith(".jpg")]


@pytest.mark.parametrize("path", PICTURES)
def test_what_came_is_the_picture_whole(server: Misbehaving, folder: Path, path: str) -> None:
    (fetched,) = fetch(server, folder, path)
    assert fetched.path is not None
    expected = JPEG[:4] + b"new" + JPEG[4:] if path == "/changed.jpg" else JPEG
    assert fetched.path.read_bytes() == expected
    assert fetched.content_type == "image/jpeg"


def test_a_header_that_is_none_costs_no_picture(server: Misbehaving, folder: Path) -> None:
    """Python's own reader of headers decides whether what follows a bad line counts; the picture comes or is reported."""
    (fetched,) = fetch(server, folder, "/bad-headers.jpg")
    assert fetched.outcome == "fetched" or fetched.reason == "bad-response"
    assert fetched.path is None or fetched.path.read_bytes() == JPEG


def test_encodings_are_taken_off_where_they_are_there(server: Misbehaving, folder: Path) -> None:
    svg, archive = fetch(server, folder, "/zipped.svg", "/archive.gz")
    assert svg.path is not None
    assert archive.path is not None
    assert svg.path.read_bytes().startswith(b"<svg")
    assert svg.content_type == "image/svg+xml"
    assert archive.path.read_bytes().startswith(b"\x1f\x8b")


@pytest.mark.parametrize(
    ("path", "reason", "changes"),
    [
        ("/drip.jpg", "too-slow", {"grace_seconds": 0.15, "slowest": 1_000_000}),
        ("/drip-head.jpg", "too-slow", {"grace_seconds": 0.15}),
        ("/drip.jpg", "too-slow", {"file_seconds": 0.15}),
        ("/stall.jpg", "timeout", {"read_seconds": 0.05, "retries": 1}),
        ("/stall-in-the-middle.jpg", "timeout", {"read_seconds": 0.05, "retries": 1}),
    ],
)
def test_a_server_that_takes_its_time_is_left(
    server: Misbehaving, folder: Path, path: str, reason: str, changes: dict[str, object]
) -> None:
    (fetched,) = fetch(server, folder, path, clock=RealClock(), backoff=0.001, **changes)
    assert (fetched.outcome, fetched.reason) == ("failed", reason)
    assert ".done" not in left(folder)


def test_waits_double_and_retry_after_is_obeyed_and_capped(server: Misbehaving, folder: Path) -> None:
    waits = {}
    for path in ("/fails-twice.jpg", "/busy-seconds.jpg", "/busy-date.jpg", "/busy-for-a-year.jpg"):
        clock = QuickClock()
        fetch(server, folder, path, clock=clock)
        waits[path] = [round(seconds) for seconds in clock.waits]
    assert waits == {
        "/fails-twice.jpg": [1, 2],
        "/busy-seconds.jpg": [7, 7],
        "/busy-date.jpg": [30],
        "/busy-for-a-year.jpg": [120],
    }


def test_a_part_is_continued_where_it_ends(server: Misbehaving, folder: Path) -> None:
    fetch(server, folder, "/resumes.jpg", "/resumes-by-date.jpg")
    first, second = server.asked["/resumes.jpg"]
    assert "range" not in first
    assert (second["range"], second["if-range"]) == (f"bytes={HALF}-", '"one"')
    assert server.asked["/resumes-by-date.jpg"][1]["if-range"].endswith("GMT")


def test_without_a_version_a_part_is_begun_anew(server: Misbehaving, folder: Path) -> None:
    fetch(server, folder, "/truncated.jpg")
    assert all("range" not in headers for headers in server.asked["/truncated.jpg"])


def test_a_long_file_over_a_bad_line_comes_in_the_end(server: Misbehaving, folder: Path) -> None:
    body = JPEG * 80

    def some_more(exchange: Exchange) -> None:
        start = exchange.first_byte()
        status = "206 Partial Content" if start else "200 OK"
        end = f"bytes {start}-{len(body) - 1}/{len(body)}"
        exchange.head(status, f"Content-Range: {end}", f"Content-Length: {len(body) - start}", 'ETag: "v"')
        exchange.send(body[start : start + (5 << 18)])
        exchange.close()

    server.troubles["/long.jpg"] = some_more
    (fetched,) = fetch(server, folder, "/long.jpg", retries=1, file_bytes=len(body))
    assert (fetched.outcome, fetched.bytes) == ("fetched", len(body))
    assert fetched.attempts > 4


def test_the_requests_are_honest_and_plain(server: Misbehaving, folder: Path) -> None:
    fetch(server, folder, "/good.jpg")
    (headers,) = server.asked["/good.jpg"]
    assert headers["accept-encoding"] == "identity"
    assert "wpmigrate" in headers["user-agent"]
    assert headers["host"] == f"127.0.0.1:{server.port}"


def test_answers_come_in_the_order_asked_for(server: Misbehaving, folder: Path) -> None:
    paths = [row[0] for row in MISBEHAVIOUR]
    random.Random(7).shuffle(paths)
    answers = fetch(server, folder, *paths)
    assert [answer.wanted.url for answer in answers] == [server.url(path) for path in paths]
    expected = {server.url(path): (outcome, reason, attempts) for path, outcome, reason, attempts in MISBEHAVIOUR}
    # One request more is no fault: the kept connection of a server that hangs up after it may be found closed too late.
    differing = [
        (answer.wanted.url, answer.outcome, answer.reason, answer.attempts)
        for answer in answers
        for outcome, reason, attempts in [expected[answer.wanted.url]]
        if (answer.outcome, answer.reason) != (outcome, reason) or answer.attempts not in {attempts, attempts + 1}
    ]
    assert differing == []


def test_few_requests_at_once_and_a_pause_between_two(server: Misbehaving, folder: Path) -> None:
    running, most, lock = 0, 0, threading.Lock()

    def watched(exchange: Exchange) -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.01)
        with lock:
            running -= 1
        exchange.whole(JPEG)

    paths = [f"/watched-{i}.jpg" for i in range(12)]
    server.troubles |= dict.fromkeys(paths, watched)
    assert {answer.outcome for answer in fetch(server, folder, *paths, threads=8, per_host=2)} == {"fetched"}
    assert most == 2
    clock = QuickClock()
    fetch(server, folder / "again", *paths, clock=clock, delay=50.0)
    assert clock.skipped == pytest.approx(11 * 50.0, abs=5)


def test_connections_are_kept(server: Misbehaving, folder: Path) -> None:
    seen = set()

    def watched(exchange: Exchange) -> None:
        seen.add(exchange.sock.getpeername())
        exchange.whole(JPEG)

    paths = [f"/kept-{i}.jpg" for i in range(9)]
    server.troubles |= dict.fromkeys(paths, watched)
    fetch(server, folder, *paths, threads=1)
    assert len(seen) == 1


def test_the_second_run_asks_for_nothing_that_is_known(server: Misbehaving, folder: Path) -> None:
    paths = ("/good.jpg", "/never-was.jpg", "/gone.jpg", "/forbidden.jpg")
    fetch(server, folder, *paths)
    server.asked.clear()
    good, missing, gone, forbidden = fetch(server, folder, *paths)
    assert (good.outcome, good.attempts, good.bytes) == ("kept", 0, len(JPEG))
    assert (missing.outcome, missing.reason, missing.status, missing.attempts) == ("failed", "http-404", 404, 0)
    assert (gone.outcome, gone.reason, gone.attempts) == ("failed", "http-410", 0)
    assert (forbidden.outcome, forbidden.attempts) == ("failed", 1)
    assert set(server.asked) == {"/forbidden.jpg"}
    fetch(server, folder, *paths, retry_failed=True)
    assert {path for path, asked in server.asked.items() if asked} == {"/forbidden.jpg", "/never-was.jpg", "/gone.jpg"}


def test_a_published_file_is_kept_until_it_differs(server: Misbehaving, folder: Path, tmp_path: Path) -> None:
    def standing(one: Wanted) -> Path:
        return tmp_path / "site" / one.upload

    (item,) = wanted(server, "/good.jpg")
    with Fetcher(options(server, folder, standing=standing), clock=QuickClock()) as fetcher:
        (fetched,) = fetcher.fetch_all([item])
        assert fetched.path is not None
        standing(item).parent.mkdir(parents=True)
        shutil.copy(fetched.path, standing(item))
        fetcher.drop(fetched)
    assert left(folder) == set()
    (kept,) = fetch(server, folder, "/good.jpg", standing=standing)
    assert (kept.outcome, kept.path, kept.sha256) == ("kept", standing(item), fetched.sha256)
    assert server.times("/good.jpg") == 1
    standing(item).write_bytes(b"edited")
    (again,) = fetch(server, folder, "/good.jpg", standing=standing)
    assert (again.outcome, server.times("/good.jpg")) == ("fetched", 2)
    with Fetcher(options(server, folder), clock=QuickClock()) as fetcher:
        fetcher.drop(kept)
    assert standing(item).read_bytes() == b"edited"


def test_a_finished_file_that_was_damaged_is_fetched_again(server: Misbehaving, folder: Path) -> None:
    (fetched,) = fetch(server, folder, "/good.jpg")
    assert fetched.path is not None
    fetched.path.write_bytes(JPEG[:-1])
    (again,) = fetch(server, folder, "/good.jpg")
    assert (again.outcome, again.sha256) == ("fetched", fetched.sha256)


@pytest.mark.parametrize("damage", [b"", b"not a database", b"SQLite format 3\x00" + b"\xff" * 4000])
def test_a_damaged_memory_is_begun_anew(server: Misbehaving, folder: Path, damage: bytes) -> None:
    fetch(server, folder, "/gone.jpg")
    (folder / "memory.sqlite").write_bytes(damage)
    (gone,) = fetch(server, folder, "/gone.jpg", offline=True)
    assert (gone.outcome, gone.reason) == ("not-tried", "offline")
    (gone,) = fetch(server, folder, "/gone.jpg")
    assert (gone.reason, gone.attempts) == ("http-410", 1)
    (gone,) = fetch(server, folder, "/gone.jpg")
    assert (gone.reason, gone.attempts) == ("http-410", 0)


def test_offline_asks_for_nothing_and_writes_nothing(server: Misbehaving, folder: Path) -> None:
    (fetched,) = fetch(server, folder, "/good.jpg", offline=True)
    assert (fetched.outcome, fetched.reason, fetched.attempts) == ("not-tried", "offline", 0)
    assert not folder.exists()
    fetch(server, folder, "/good.jpg")
    before = sorted(folder.iterdir())
    server.asked.clear()
    kept, other = fetch(server, folder, "/good.jpg", "/good.png", offline=True)
    assert (kept.outcome, other.outcome) == ("kept", "not-tried")
    assert (sorted(folder.iterdir()), dict(server.asked)) == (before, {})


def test_one_url_twice_is_fetched_once(server: Misbehaving, folder: Path) -> None:
    answers = fetch(server, folder, *["/good.jpg"] * 40, "/never-was.jpg", "/never-was.jpg")
    assert [answer.outcome for answer in answers] == ["fetched"] + ["kept"] * 39 + ["failed", "failed"]
    assert (server.times("/good.jpg"), server.times("/never-was.jpg")) == (1, 1)


def test_the_budget_of_a_run_ends_at_the_same_file_whatever_the_threads_do(server: Misbehaving, folder: Path) -> None:
    paths = [f"/budget-{i}.jpg" for i in range(30)]
    server.troubles |= dict.fromkeys(paths, server.troubles["/good.jpg"])
    answers = fetch(server, folder, *paths, run_bytes=3 * len(JPEG))
    assert [answer.outcome for answer in answers] == ["fetched"] * 3 + ["not-tried"] * 27
    assert {answer.reason for answer in answers[3:]} == {"run-too-large"}
    assert sum(map(server.times, paths)) < 25


def test_a_host_that_is_not_there_is_given_up(server: Misbehaving, folder: Path) -> None:
    def nobody(host: str, port: int) -> list[str]:
        if host == "127.0.0.1":
            return [host]
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    items = [Wanted(f"http://old.example.com/{i}.jpg", f"{i}.jpg") for i in range(40)]
    given = options(server, folder, resolve=nobody)
    with Fetcher(given, clock=QuickClock()) as fetcher:
        answers = list(fetcher.fetch_all([*items, *wanted(server, "/good.jpg")]))
    assert [(a.outcome, a.reason) for a in answers[:5]] == [("failed", "host-unknown")] * 5
    assert [(a.outcome, a.reason) for a in answers[5:40]] == [("not-tried", "host-unavailable")] * 35
    assert answers[40].outcome == "fetched"


@pytest.mark.parametrize(("scheme", "reason", "attempts"), [("http", "no-connection", 4), ("https", "tls", 1)])
def test_a_port_that_speaks_something_else(
    server: Misbehaving, folder: Path, scheme: str, reason: str, attempts: int
) -> None:
    """Nobody listens to the one; the other is a plain port that is asked in TLS."""
    with Misbehaving() as closed:
        port = closed.port
    host = f"127.0.0.1:{port if scheme == 'http' else server.port}"
    with Fetcher(options(server, folder, allow_hosts=(host,)), clock=QuickClock()) as fetcher:
        (answer,) = fetcher.fetch_all([Wanted(f"{scheme}://{host}/good.jpg", "good.jpg")])
    assert (answer.outcome, answer.reason, answer.attempts) == ("failed", reason, attempts)


def test_progress_tells_files_bytes_and_time(server: Misbehaving, folder: Path) -> None:
    told: list[Progress] = []
    fetch(server, folder, "/good.jpg", "/good.png", "/never-was.jpg", progress=told.append)
    done = [progress.done for progress in told]
    assert done == sorted(done)
    last = told[-1]
    assert (last.done, last.total, last.remaining) == (3, 3, 0.0)
    assert last.bytes == len(JPEG) + len(PNG)
    assert last.rate > 0


def test_a_stop_keeps_what_is_done_and_lists_the_rest(server: Misbehaving, folder: Path) -> None:
    paths = ["/good.jpg", "/stall.jpg", *[f"/later-{i}.jpg" for i in range(50)]]
    with Fetcher(options(server, folder), clock=QuickClock()) as fetcher:
        answers = []
        for answer in fetcher.fetch_all(iter(wanted(server, *paths))):
            answers.append(answer)
            fetcher.stop()
    assert [answer.wanted.url for answer in answers] == [server.url(path) for path in paths]
    assert answers[0].outcome == "fetched"
    assert (answers[1].outcome, answers[1].reason) == ("not-tried", "interrupted")
    assert {answer.reason for answer in answers[-30:]} == {"interrupted"}


@pytest.fixture
def hearing() -> Iterator[None]:
    """Hear Ctrl-C as a terminal's program does: what a shell starts in the background ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.usefixtures("hearing")
def test_ctrl_c_ends_the_downloads_not_the_answers(server: Misbehaving, folder: Path) -> None:
    def press(exchange: Exchange) -> None:
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
        exchange.stall()

    server.troubles["/press.jpg"] = press
    paths = ["/good.jpg", "/press.jpg", *[f"/later-{i}.jpg" for i in range(20)]]
    with Fetcher(options(server, folder, threads=1), clock=QuickClock()) as fetcher:
        answers = list(fetcher.fetch_all(wanted(server, *paths)))
        assert fetcher.interrupted
    assert [answer.outcome for answer in answers] == ["fetched"] + ["not-tried"] * 21
    assert {answer.reason for answer in answers[1:]} == {"interrupted"}


def test_the_deadline_of_a_run(server: Misbehaving, folder: Path) -> None:
    clock = QuickClock()

    def hours_later(exchange: Exchange) -> None:
        clock.skipped += 5000
        exchange.stall()

    server.troubles["/hours-later.jpg"] = hours_later
    paths = ("/good.jpg", "/good.png", "/hours-later.jpg", "/never-was.jpg")
    answers = fetch(server, folder, *paths, clock=clock, run_seconds=4000.0, threads=1)
    assert [answer.outcome for answer in answers] == ["fetched", "fetched", "not-tried", "not-tried"]
    assert {answer.reason for answer in answers[2:]} == {"deadline"}


def test_a_folder_that_cannot_be_written_stops_the_run(server: Misbehaving, folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.write_bytes(b"")
    with pytest.raises(OutputError):
        fetch(server, folder, "/good.jpg")


def test_a_part_that_cannot_be_written_stops_the_run(server: Misbehaving, folder: Path) -> None:
    fetch(server, folder, "/good.jpg")
    (done,) = folder.glob("*.done")
    done.unlink()
    done.with_suffix(".part").mkdir()
    with pytest.raises(OutputError):
        fetch(server, folder, "/good.jpg")


CHILD = """
import sys
from pathlib import Path
from wpmigrate.media.fetch import Fetcher, FetchOptions, Wanted

port, output = int(sys.argv[1]), Path(sys.argv[2])
site = output / "uploads"
options = FetchOptions(
    folder=output / ".wpmigrate" / "downloads", allow_hosts=(f"127.0.0.1:{port}",), delay=0.0,
    standing=lambda one: site / one.upload,
)
wanted = [Wanted(f"http://127.0.0.1:{port}/batch/{i}.jpg", f"2020/{i}.jpg") for i in range(24)]
with Fetcher(options) as fetcher:
    for fetched in fetcher.fetch_all(wanted):
        if fetched.outcome == "fetched" or fetched.path != site / fetched.wanted.upload:
            place = site / fetched.wanted.upload
            place.parent.mkdir(parents=True, exist_ok=True)
            temporary = place.with_suffix(".new")
            temporary.write_bytes(fetched.path.read_bytes())
            temporary.replace(place)
            fetcher.drop(fetched)
        print(fetched.wanted.upload, fetched.outcome, flush=True)
"""


@pytest.mark.parametrize("kill_at", [1, 7, 16])
def test_killed_in_the_middle_and_run_again(server: Misbehaving, tmp_path: Path, kill_at: int) -> None:
    bodies = {f"/batch/{i}.jpg": JPEG + str(i).encode() * 50_000 for i in range(24)}
    sent: list[str] = []
    killed = threading.Event()
    child: list[subprocess.Popen[str]] = []

    def answer(exchange: Exchange) -> None:
        body = bodies[exchange.path]
        if len(sent) >= kill_at and not killed.is_set():
            killed.set()
            exchange.head("200 OK", f"Content-Length: {len(body)}", 'ETag: "b"')
            exchange.send(body[:HALF])
            time.sleep(0.05)
            child[0].kill()
            return exchange.close()
        if exchange.first_byte():
            return exchange.rest(body, 'ETag: "b"')
        exchange.whole(body, 'ETag: "b"')
        return sent.append(exchange.path)

    server.troubles |= dict.fromkeys(bodies, answer)
    command = [sys.executable, "-c", CHILD, str(server.port), str(tmp_path)]
    child.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
    printed, _ = child[0].communicate(timeout=30)
    assert child[0].returncode == -signal.SIGKILL
    published = {line.split()[0] for line in printed.splitlines()}
    notes = {note.stem for note in (tmp_path / ".wpmigrate" / "downloads").glob("*.done")}
    before = {path: server.times(path) for path in bodies}
    second = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)
    assert len(second.stdout.splitlines()) == 24
    site = tmp_path / "uploads"
    assert {file.name: file.read_bytes() for file in site.rglob("*") if file.is_file()} == {
        path.rpartition("/")[2]: body for path, body in bodies.items()
    }
    again = {path for path in bodies if before[path] and server.times(path) > before[path]}
    assert not {f"2020/{path.rpartition('/')[2]}" for path in again} & published
    assert len(again) <= 2, "only what was under way is asked for again"
    assert second.stdout.count("kept") >= len(published) + len(notes) - len(again)
    assert left(tmp_path / ".wpmigrate" / "downloads") == set()


def test_a_certificate_must_name_the_host(tmp_path: Path, folder: Path) -> None:
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    request = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 9 -subj /CN=pictures.test"
    name = ["-addext", "subjectAltName=DNS:pictures.test"]
    command = ["openssl", *request.split(), "-keyout", str(key), "-out", str(certificate), *name]
    subprocess.run(command, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with Misbehaving() as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        hosts = (f"pictures.test:{server.port}", f"other.test:{server.port}")
        reasons = {}
        for ca_file in (certificate, None):
            given = options(
                server,
                folder / str(ca_file is None),
                allow_hosts=hosts,
                ca_file=ca_file,
                resolve=lambda *_: ["127.0.0.1"],
            )
            with Fetcher(given, clock=QuickClock()) as fetcher:
                items = [Wanted(f"https://{host}/good.jpg", f"{host}.jpg") for host in hosts]
                reasons[ca_file is None] = [(a.outcome, a.reason) for a in fetcher.fetch_all(items)]
    assert reasons == {False: [("fetched", ""), ("failed", "tls")], True: [("failed", "tls"), ("failed", "tls")]}


def test_a_file_of_certificates_that_is_none(server: Misbehaving, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "not.pem").write_bytes(PAGE)
    with pytest.raises(UsageError):
        fetch(server, folder, "/good.jpg", ca_file=tmp_path / "not.pem")
