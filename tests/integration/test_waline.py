"""The real Waline, with SQLite: what its admin page does to import, then what a visitor of a Korean page is shown."""

import json
import re
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from hostile import spelled
from install import tool
from test_isso import KOREAN, THREADS, free_port

import wpmigrate
from comment_exports import entry, export, said
from conftest import REPO
from hostile_comments import hostile_texts, live, seen
from wpmigrate.pieces.comment_text import EMPTY
from wpmigrate.render.comments import render_comment

pytestmark = [pytest.mark.integration, pytest.mark.slow]
EXPORT = REPO / "fixtures/london-korean/export.xml"
WHEN = "insertedAt DATETIME, createdAt DATETIME, updatedAt DATETIME"
TABLES = f"""
create table wl_Comment (id integer primary key autoincrement, user_id integer, comment text, ip text, link text, mail text, nick text,
  rid integer, pid integer, sticky numeric, status text not null, "like" integer, ua text, url text, {WHEN});
create table wl_Counter (id integer primary key autoincrement, time integer, url text, {WHEN});
create table wl_Users (id integer primary key autoincrement, display_name text not null default '', email text not null default '',
  password text not null default '', type text not null default '', label text, github text, twitter text, facebook text, google text,
  weibo text, qq text, oidc text, huawei text, "2fa" text, avatar text, url text, {WHEN});
"""
PROGRAM = "require('http').createServer(require('@waline/vercel')({env: 'vercel'})).listen(Number(process.argv[2]), '127.0.0.1')"
OWNER = {"display_name": "owner", "email": "owner@waline.example", "url": "", "password": "0" * 32}


class NoServices(BaseHTTPRequestHandler):
    """What Waline asks for ways to log in: there are none."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"services":[]}')

    def log_message(self, *_: Any) -> None:
        """Be quiet."""


class Waline:
    """A running server, asked in its own way."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.token = ""

    def ask(self, method: str, path: str, value: Any = None) -> Any:
        headers = {"Content-Type": "application/json", "Origin": self.address, "Referer": f"{self.address}/"}
        headers |= {"Authorization": f"Bearer {self.token}"} if self.token else {}
        body = None if value is None else json.dumps(value).encode()
        with urlopen(Request(f"{self.address}/api/{path}", body, headers, method=method), timeout=60) as answer:
            return json.load(answer)

    def bring_in(self, file: Path) -> None:
        """Import as the admin page does: each comment without what it answers, then that, by the new ids."""
        self.ask("POST", "user", OWNER)
        self.token = self.ask("POST", "token", OWNER)["data"]["token"]
        comments = json.loads(file.read_text("utf-8"))["data"]["Comment"]
        ids = {}
        for one in comments:
            own = {key: value for key, value in one.items() if key not in ("rid", "pid")}
            ids[one["objectId"]] = self.ask("POST", "db?table=Comment", own)["data"]["objectId"]
        for one in comments:
            answered = {key: ids[one[key]] for key in ("rid", "pid") if key in one}
            if answered:
                self.ask("PUT", f"db?table=Comment&objectId={ids[one['objectId']]}", answered)
        self.token = ""

    def shown(self, path: str) -> list[dict[str, Any]]:
        """Answer what visitors of a page are shown, replies after what they answer."""
        found: list[dict[str, Any]] = []
        for page in range(1, 20):
            given = self.ask("GET", f"comment?path={quote(path)}&pageSize=100&page={page}&sortBy=insertedAt_asc")[
                "data"
            ]
            found += [one for root in given["data"] for one in (root, *root["children"])]
            if page >= given["totalPages"]:
                break
        return found


@contextmanager
def served(folder: Path) -> Iterator[Waline]:
    """Run a Waline with an empty database as long as it is needed."""
    waline = tool("waline")
    sqlite3.connect(folder / "waline.sqlite").executescript(TABLES)
    services = ThreadingHTTPServer(("127.0.0.1", 0), NoServices)
    Thread(target=services.serve_forever, daemon=True).start()
    port = free_port()
    (folder / "server.js").write_text(PROGRAM)
    given = {
        "TZ": "UTC", "SQLITE_PATH": str(folder), "JWT_TOKEN": "a-secret", "OAUTH_URL": f"http://127.0.0.1:{services.server_port}/",
        "SITE_NAME": "T", "SITE_URL": f"http://127.0.0.1:{port}", "IPQPS": "0", "LEVELS": "false", "DISABLE_REGION": "true",
    }  # fmt: skip
    with (folder / "log").open("w") as log:
        command = waline.command(folder / "server.js", port)
        server = subprocess.Popen(command, cwd=folder, env={**waline.env, **given}, stdout=log, stderr=log)
        try:
            for _ in range(300):
                try:
                    urlopen(f"http://127.0.0.1:{port}/api/comment?path=/", timeout=20).close()
                    break
                except URLError:
                    time.sleep(0.2)
            yield Waline(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait(20)
            services.shutdown()
            services.server_close()


def test_visitors_see_the_comments_of_the_blog(tmp_path: Path) -> None:
    wpmigrate.convert(EXPORT, tmp_path / "out", to="none", comments=["waline"])
    with served(tmp_path) as waline:
        waline.bring_in(tmp_path / "out/_wpmigrate/comments/waline/waline.json")
        for path, thread in THREADS.items():
            pathname = KOREAN if path.endswith(quote("후기/")) else path
            found = sorted(waline.shown(pathname), key=lambda one: one["time"])
            assert [one["nick"] for one in found] == [author for author, _ in thread]
        first, second = waline.shown(KOREAN)
        assert seen(first["comment"]) == "저도그자리에있었습니다.마지막대목에서모두숨을멈췄지요.“얼씨구!”"
        assert (second["pid"], second["rid"]) == (first["objectId"], first["objectId"])
        assert first["time"] == 1218240600000
        assert not any(one.get("mail") or one.get("ip") for one in (first, second))
        hello = sorted(waline.shown("/2006/11/hello/"), key=lambda one: one["time"])
        assert "<strong>so much</strong>" in hello[1]["comment"]
        assert [one.get("pid") for one in hello] == [None, *(one["objectId"] for one in hello[:3]), None]


def test_hostile_texts_are_shown_whole_and_dead(tmp_path: Path) -> None:
    texts = hostile_texts()
    comments = (said(number, text) for number, text in enumerate(texts, 1))
    wpmigrate.convert(
        export(tmp_path, entry(1, "/hostile/", *comments)), tmp_path / "out", to="none", comments=["waline"]
    )
    with served(tmp_path) as waline:
        waline.bring_in(tmp_path / "out/_wpmigrate/comments/waline/waline.json")
        found = {one["insertedAt"] if "insertedAt" in one else one["time"]: one for one in waline.shown("/hostile/")}
    shown = [found[moment] for moment in sorted(found)]
    assert len(shown) == len(texts)
    wrong = []
    for one, text in zip(shown, texts, strict=True):
        assert not list(live(one["comment"])), text
        expected = seen(render_comment(text)) or EMPTY
        if compared(one["comment"]) != spelled(expected) and "<img" not in render_comment(text):
            wrong.append((text, one["comment"]))
    assert wrong == [], "\n".join(f"{text!r}: {html!r}" for text, html in wrong)


def compared(html: str) -> str:
    """Answer what is seen, in one spelling, as Waline's typographer and its pictures of emoji leave it."""
    return spelled(seen(re.sub(r'<img [^>]*alt="([^"]*)"[^>]*>', r"\1", html)))
