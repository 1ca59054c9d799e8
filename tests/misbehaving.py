"""A real HTTP server on loopback that misbehaves: each path is one kind of trouble, written byte for byte.

with Misbehaving() as server:
    server.url("/flaky.jpg")      # http://127.0.0.1:PORT/flaky.jpg
    server.asked["/flaky.jpg"]    # the headers of each request for it
"""

import gzip
import socket
import socketserver
import struct
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from email.utils import formatdate
from typing import Any, Self

WAIT = 5.0  # for a client that never leaves; none of ours does

JPEG = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 400 + b"\xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
PAGE = b"<!DOCTYPE html><html><head><title>Not here</title></head><body>Sorry</body></html>"
HALF = 50_000


class Exchange:
    """One request, and the means to answer it badly. `count` is 1 for the first request for this path."""

    def __init__(self, server: "Misbehaving", sock: socket.socket, path: str, headers: dict[str, str]) -> None:
        self.server, self.sock, self.path, self.headers = server, sock, path, headers
        self.count = len(server.asked[path])
        self.open = True

    def send(self, data: bytes) -> None:
        self.sock.sendall(data)

    def head(self, status: str, *lines: str, version: str = "1.1") -> None:
        self.send("".join(f"{line}\r\n" for line in (f"HTTP/{version} {status}", *lines, "")).encode("utf-8"))

    def whole(self, body: bytes, *lines: str, status: str = "200 OK") -> None:
        self.head(status, f"Content-Length: {len(body)}", *lines)
        self.send(body)

    def to(self, location: str, status: str = "302 Found") -> None:
        self.whole(b"", f"Location: {location}", status=status)

    def close(self) -> None:
        self.open = False

    def reset(self) -> None:
        self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close()

    def stall(self) -> None:
        self.server.released.wait(WAIT)
        self.close()

    def first_byte(self) -> int:
        """The offset that a Range header asks for, 0 without one."""
        return int(self.headers.get("range", "bytes=0-").removeprefix("bytes=").partition("-")[0])

    def rest(self, body: bytes, *lines: str) -> None:
        """Answer a Range request as it should be."""
        start = self.first_byte()
        self.head(
            "206 Partial Content",
            f"Content-Range: bytes {start}-{len(body) - 1}/{len(body)}",
            f"Content-Length: {len(body) - start}",
            *lines,
        )
        self.send(body[start:])

    def half(self, *lines: str) -> None:
        """Promise a picture, send half of it and hang up."""
        self.head("200 OK", f"Content-Length: {len(JPEG)}", *lines)
        self.send(JPEG[:HALF])
        self.close()


Trouble = Callable[[Exchange], None]
TROUBLES: dict[str, Trouble] = {}


def trouble(path: str) -> Callable[[Trouble], Trouble]:
    def register(answer: Trouble) -> Trouble:
        TROUBLES[path] = answer
        return answer

    return register


class _Connection(socketserver.BaseRequestHandler):
    request: socket.socket
    server: "Misbehaving"

    def handle(self) -> None:
        try:
            with self.request.makefile("rb") as lines:
                while self._answer_one(lines):
                    pass
        except OSError:
            pass  # the client left, which is what many of these tests are about

    def _answer_one(self, lines: Any) -> bool:
        line = lines.readline(65536)
        if not line.endswith(b"HTTP/1.1\r\n"):
            if line:
                self.request.sendall(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")
            return False
        path = line.split()[1].decode("ascii")
        headers: dict[str, str] = {}
        while (header := lines.readline(65536)) not in (b"\r\n", b""):
            name, _, value = header.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        with self.server.counting:
            self.server.asked[path].append(headers)
            exchange = Exchange(self.server, self.request, path, headers)
        self.server.troubles.get(path, missing)(exchange)
        return exchange.open


class Misbehaving(socketserver.ThreadingTCPServer):
    """The server; `troubles` may be extended by a test."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        self.asked: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
        self.troubles = dict(TROUBLES)
        self.counting = threading.Lock()
        self.released = threading.Event()
        self.port: int = self.server_address[1]
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def times(self, path: str) -> int:
        return len(self.asked[path])

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self.shutdown()
        self._thread.join()
        self.server_close()


def missing(exchange: Exchange) -> None:
    exchange.whole(PAGE, status="404 Not Found")


@trouble("/good.jpg")
def _good(exchange: Exchange) -> None:
    exchange.whole(JPEG, "Content-Type: image/jpeg", 'ETag: "good"')


@trouble("/good.png")
def _good_png(exchange: Exchange) -> None:
    exchange.whole(PNG, "Content-Type: image/png")


@trouble("/no-agent.jpg")
def _forbidden_to_robots(exchange: Exchange) -> None:
    known = "Mozilla" in exchange.headers.get("user-agent", "")
    exchange.whole(JPEG if known else PAGE, status="200 OK" if known else "403 Forbidden")


@trouble("/forbidden.jpg")
def _forbidden(exchange: Exchange) -> None:
    exchange.whole(PAGE, status="403 Forbidden")


@trouble("/busy-seconds.jpg")
def _busy_for_seconds(exchange: Exchange) -> None:
    if exchange.count <= 2:
        return exchange.whole(b"later", "Retry-After: 7", status="429 Too Many Requests")
    return exchange.whole(JPEG)


@trouble("/busy-date.jpg")
def _busy_until_a_date(exchange: Exchange) -> None:
    if exchange.count == 1:
        return exchange.whole(b"", f"Retry-After: {formatdate(1_000_030, usegmt=True)}", status="503 Unavailable")
    return exchange.whole(JPEG)


@trouble("/busy-for-a-year.jpg")
def _busy_for_a_year(exchange: Exchange) -> None:
    if exchange.count == 1:
        return exchange.whole(b"", "Retry-After: 31536000", status="503 Service Unavailable")
    return exchange.whole(JPEG)


@trouble("/always-busy.jpg")
def _always_busy(exchange: Exchange) -> None:
    exchange.whole(b"", "Retry-After: soon", status="429 Too Many Requests")


@trouble("/fails-twice.jpg")
def _fails_twice(exchange: Exchange) -> None:
    if exchange.count <= 2:
        return exchange.whole(PAGE, status="500 Internal Server Error")
    return exchange.whole(JPEG)


@trouble("/gone.jpg")
def _gone(exchange: Exchange) -> None:
    exchange.whole(PAGE, status="410 Gone")


@trouble("/loop.jpg")
def _loop(exchange: Exchange) -> None:
    exchange.to("/loop-back.jpg")


@trouble("/loop-back.jpg")
def _loop_back(exchange: Exchange) -> None:
    exchange.to("/loop.jpg", "301 Moved Permanently")


@trouble("/moved.jpg")
def _moved(exchange: Exchange) -> None:
    exchange.to("good.jpg#top", "308 Permanent Redirect")


@trouble("/moved-korean.jpg")
def _moved_to_korean(exchange: Exchange) -> None:
    exchange.to("/그림 하나.jpg", "301 Moved Permanently")


@trouble("/%EA%B7%B8%EB%A6%BC%20%ED%95%98%EB%82%98.jpg")
def _korean(exchange: Exchange) -> None:
    exchange.whole(JPEG)


@trouble("/100%25%20(1)%5B2%5D.jpg")
def _percent(exchange: Exchange) -> None:
    exchange.whole(JPEG)


@trouble("/to-metadata.jpg")
def _to_metadata(exchange: Exchange) -> None:
    exchange.to("http://169.254.169.254/latest/meta-data/")


@trouble("/to-private.jpg")
def _to_private(exchange: Exchange) -> None:
    exchange.to("//10.0.0.1/router.jpg")


@trouble("/to-another-port.jpg")
def _to_another_port(exchange: Exchange) -> None:
    exchange.to("http://127.0.0.1:1/admin.jpg")


@trouble("/to-file.jpg")
def _to_file(exchange: Exchange) -> None:
    exchange.to("file:///etc/passwd")


@trouble("/to-nowhere.jpg")
def _to_nowhere(exchange: Exchange) -> None:
    exchange.whole(b"", status="302 Found")


@trouble("/truncated.jpg")
def _truncated(exchange: Exchange) -> None:
    exchange.half()


@trouble("/truncated-chunks.jpg")
def _truncated_chunks(exchange: Exchange) -> None:
    exchange.head("200 OK", "Transfer-Encoding: chunked")
    exchange.send(b"%x\r\n" % len(JPEG) + JPEG[:HALF])
    exchange.close()


@trouble("/lengths-differ.jpg")
def _two_lengths(exchange: Exchange) -> None:
    exchange.head("200 OK", "Content-Length: 10", f"Content-Length: {len(JPEG)}")
    exchange.send(JPEG)
    exchange.close()


@trouble("/length-is-a-word.jpg")
def _length_is_a_word(exchange: Exchange) -> None:
    exchange.head("200 OK", "Content-Length: many", "Connection: close")
    exchange.send(JPEG)
    exchange.close()


@trouble("/drip.jpg")
def _drip(exchange: Exchange) -> None:
    exchange.head("200 OK", f"Content-Length: {len(JPEG)}")
    for byte in JPEG:
        exchange.send(bytes([byte]))
        if exchange.server.released.wait(0.01):
            return


@trouble("/drip-head.jpg")
def _drip_head(exchange: Exchange) -> None:
    exchange.send(b"HTTP/1.1 200 OK\r\nX-Endless: ")
    while not exchange.server.released.wait(0.01):
        exchange.send(b"x")


@trouble("/stall.jpg")
def _stall(exchange: Exchange) -> None:
    exchange.stall()


@trouble("/stall-in-the-middle.jpg")
def _stall_in_the_middle(exchange: Exchange) -> None:
    exchange.head("200 OK", f"Content-Length: {len(JPEG)}")
    exchange.send(JPEG[:HALF])
    exchange.stall()


@trouble("/hang-up.jpg")
def _hang_up(exchange: Exchange) -> None:
    exchange.close()


@trouble("/reset.jpg")
def _reset_at_once(exchange: Exchange) -> None:
    exchange.reset()


@trouble("/resumes.jpg")
def _resumes(exchange: Exchange) -> None:
    if exchange.count == 1:
        return exchange.half('ETag: "one"')
    return exchange.rest(JPEG, 'ETag: "one"')


@trouble("/resumes-by-date.jpg")
def _resumes_by_date(exchange: Exchange) -> None:
    if exchange.count == 1:
        return exchange.half('ETag: W/"weak"', f"Last-Modified: {formatdate(1_000, usegmt=True)}")
    return exchange.rest(JPEG, 'ETag: W/"weak"', f"Last-Modified: {formatdate(1_000, usegmt=True)}")


@trouble("/range-ignored.jpg")
def _range_ignored(exchange: Exchange) -> None:
    if exchange.count == 1:
        return exchange.half('ETag: "one"')
    return exchange.whole(JPEG, 'ETag: "one"')


@trouble("/changed.jpg")
def _changed_meanwhile(exchange: Exchange) -> None:
    """An honest server: If-Range names another version, so the whole new file comes."""
    if exchange.count == 1:
        return exchange.half('ETag: "one"')
    return exchange.whole(JPEG[:4] + b"new" + JPEG[4:], 'ETag: "two"')


@trouble("/changed-unsaid.jpg")
def _changed_and_spliced(exchange: Exchange) -> None:
    """A careless one: it sends the rest of another version."""
    if exchange.count == 1:
        return exchange.half('ETag: "one"')
    if exchange.first_byte():
        return exchange.rest(b"x" * len(JPEG), 'ETag: "two"')
    return exchange.whole(JPEG, 'ETag: "two"')


@trouble("/wrong-range.jpg")
def _wrong_range(exchange: Exchange) -> None:
    if exchange.count == 1:
        return exchange.half('ETag: "one"')
    if exchange.first_byte():
        exchange.head("206 Partial Content", f"Content-Range: bytes 7-9/{len(JPEG)}", "Content-Length: 3")
        return exchange.send(b"abc")
    return exchange.whole(JPEG)


@trouble("/unasked-range.jpg")
def _unasked_range(exchange: Exchange) -> None:
    if exchange.count == 1:
        return exchange.rest(JPEG)
    return exchange.whole(JPEG)


@trouble("/range-refused.jpg")
def _range_refused(exchange: Exchange) -> None:
    if exchange.count == 1:
        return exchange.half('ETag: "one"')
    if exchange.first_byte():
        return exchange.whole(b"", f"Content-Range: bytes */{len(JPEG)}", status="416 Range Not Satisfiable")
    return exchange.whole(JPEG)


@trouble("/page.jpg")
def _page_for_a_picture(exchange: Exchange) -> None:
    exchange.whole(b"\n<!-- cached -->\n" + PAGE, "Content-Type: image/jpeg")


@trouble("/zipped-page.jpg")
def _zipped_page_for_a_picture(exchange: Exchange) -> None:
    exchange.whole(gzip.compress(PAGE), "Content-Encoding: gzip")


@trouble("/json.mp3")
def _json_for_a_song(exchange: Exchange) -> None:
    exchange.whole(b'{"error": "not found"}', "Content-Type: audio/mpeg")


@trouble("/picture.pdf")
def _picture_for_a_document(exchange: Exchange) -> None:
    exchange.whole(PNG)


@trouble("/empty.jpg")
def _empty(exchange: Exchange) -> None:
    exchange.whole(b"")


@trouble("/no-content.jpg")
def _no_content(exchange: Exchange) -> None:
    exchange.head("204 No Content")


@trouble("/huge.jpg")
def _huge(exchange: Exchange) -> None:
    exchange.head("200 OK", "Content-Length: 99999999999")
    exchange.send(JPEG)
    exchange.stall()


@trouble("/endless.jpg")
def _endless(exchange: Exchange) -> None:
    exchange.head("200 OK", "Transfer-Encoding: chunked")
    while not exchange.server.released.is_set():
        exchange.send(b"%x\r\n" % len(JPEG) + JPEG + b"\r\n")


@trouble("/bomb.svg")
def _bomb(exchange: Exchange) -> None:
    exchange.whole(gzip.compress(b"<svg>" + b" " * 5_000_000), "Content-Encoding: gzip")


@trouble("/zipped.svg")
def _zipped_unasked(exchange: Exchange) -> None:
    exchange.whole(gzip.compress(b"<svg xmlns='http://www.w3.org/2000/svg'/>"), "Content-Encoding: gzip")


@trouble("/bad-zip.svg")
def _bad_zip(exchange: Exchange) -> None:
    exchange.whole(gzip.compress(b"<svg/>" * 50)[:20], "Content-Encoding: gzip")


@trouble("/unknown-encoding.css")
def _unknown_encoding(exchange: Exchange) -> None:
    exchange.whole(b"\x1b\x00\xf8", "Content-Encoding: br")


@trouble("/not-zipped.jpg")
def _not_zipped(exchange: Exchange) -> None:
    exchange.whole(JPEG, "Content-Encoding: gzip")


@trouble("/archive.gz")
def _zipped_by_nature(exchange: Exchange) -> None:
    exchange.whole(gzip.compress(b"a tape", mtime=0), "Content-Encoding: x-gzip")


@trouble("/bad-headers.jpg")
def _bad_headers(exchange: Exchange) -> None:
    exchange.head("200 OK", "no colon here", "\x01: \x02", f"Content-Length: {len(JPEG)}")
    exchange.send(JPEG)
    exchange.close()


@trouble("/bad-status.jpg")
def _bad_status(exchange: Exchange) -> None:
    exchange.send(b"ICY here is your file\r\n\r\n" + JPEG)
    exchange.close()


@trouble("/too-many-headers.jpg")
def _too_many_headers(exchange: Exchange) -> None:
    exchange.head("200 OK", *(f"X-{i}: y" for i in range(500)))


@trouble("/keeps-not-alive.jpg")
def _keeps_not_alive(exchange: Exchange) -> None:
    exchange.whole(JPEG, "Connection: keep-alive")
    exchange.close()


@trouble("/old.jpg")
def _http_1_0(exchange: Exchange) -> None:
    exchange.head("200 OK", version="1.0")
    exchange.send(JPEG)
    exchange.close()


def far_and_further() -> Iterator[str]:
    """An endless chain of redirects, no place twice."""
    for number in range(12):
        yield f"/further/{number}.jpg"


for _path in far_and_further():
    TROUBLES[_path] = lambda exchange: exchange.to(f"/further/{int(exchange.path[9:-4]) + 1}.jpg")
