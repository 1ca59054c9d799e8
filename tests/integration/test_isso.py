"""The real Isso: both of its importers, its database, and its server, asked as a browser asks it."""

import json
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import quote, urlsplit
from urllib.request import urlopen
from xml.etree import ElementTree as ET

import pytest
from install import tool

import wpmigrate
from comment_exports import entry, export, said
from conftest import REPO
from hostile_comments import hostile_texts, live, seen
from wpmigrate.pieces.comment_text import EMPTY
from wpmigrate.render.comments import render_comment

pytestmark = pytest.mark.integration
EXPORT = REPO / "fixtures/london-korean/export.xml"
KOREAN = "/2008/08/여름-밤의-판소리-공연-후기/"
THREADS = {  # as WordPress showed them: path → (author, the one that was answered)
    "/2006/11/hello/": [
        ("Brindle", None), ("Marlow Pennick", "Brindle"), ("다솜찬", "Brindle"), ("Brindle", "Brindle"), ("Puzzled", None),
    ],
    "/2007/10/the-ferry-to-seondal/": [("Quillon", None), ("Odette Harrowfen", "Quillon")],
    "/about/": [("Visitor", None), ("Marlow Pennick", "Visitor")],
    quote(KOREAN): [("윤슬비", None), ("한별빛나", "윤슬비")],
    "/2012/08/k-pop-indie-by-the-river/": [("Tam", None)],
    "/2019/03/we-changed-the-editor/": [("Kestrel", None)],
    "/events/drum-night-vii/": [("Rowan", None)],
}  # fmt: skip


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def imported(folder: Path, out: Path, kind: str, file: str, *options: str) -> Path:
    """Import a file into a new database, and answer the configuration that uses it."""
    config = folder / f"{kind}.cfg"
    config.write_text(
        f"[general]\ndbpath = {folder}/{kind}.db\nhost = https://hallyu-london.example/\nlog-file = {folder}/{kind}.log\n"
        f"[server]\nlisten = http://127.0.0.1:{free_port()}/\n"
    )
    source = out / "_wpmigrate/comments" / Path(file).stem / file
    tool("isso").run("-c", config, "import", *options, "-t", kind, source, cwd=folder, TZ="UTC")
    return config


def read_threads(config: Path) -> dict[str, list[tuple[str, str | None]]]:
    database = sqlite3.connect(config.with_suffix(".db"))
    rows = database.execute(
        "select t.uri, c.author, p.author from comments c join threads t on t.id = c.tid"
        " left join comments p on p.id = c.parent order by c.id"
    ).fetchall()
    assert {mode for (mode,) in database.execute("select mode from comments")} == {1}
    found: dict[str, list[tuple[str, str | None]]] = {}
    for uri, author, answered in rows:
        found.setdefault(uri, []).append((author, answered))
    return found


@contextmanager
def served(config: Path) -> Iterator[str]:
    """Run Isso's server as long as it is needed."""
    isso = tool("isso")
    address = config.read_text().rpartition("listen = ")[2].strip()
    server = subprocess.Popen(
        isso.command("-c", config, "run"), env={**isso.env, "TZ": "UTC"}, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(100):
            try:
                urlopen(f"{address}config", timeout=5).close()
                break
            except URLError:
                time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(20)


def asked(address: str, pathname: str) -> list[dict[str, Any]]:
    """Ask for a page's comments as the script on it does, replies after what they answer."""
    with urlopen(f"{address}?uri={quote(pathname, safe='')}&sort=oldest", timeout=20) as answer:
        replies = json.load(answer)["replies"]
    return [one for root in replies for one in (root, *root["replies"])]


@pytest.fixture(scope="module")
def blog(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("blog")
    wpmigrate.convert(EXPORT, out, to="hugo", scaffold=True, comments=["isso", "cusdis"])
    return out


def test_the_small_wxr_keeps_threads(blog: Path, tmp_path: Path) -> None:
    config = imported(tmp_path, blog, "wordpress", "isso.xml")
    assert read_threads(config) == THREADS
    database = sqlite3.connect(tmp_path / "wordpress.db")
    told = dict(database.execute("select author, created from comments where author in ('Tam', 'Kestrel')"))
    assert told == {"Tam": 1345417140.0, "Kestrel": 1553995800.0}
    addresses = {one for (one,) in database.execute("select remote_addr from comments")}
    assert addresses == {"0.0.0.0"}
    assert {one or None for (one,) in database.execute("select email from comments")} == {None}
    assert dict(database.execute("select uri, title from threads"))["/2006/11/hello/"] == "Hello, and 안녕하세요"


def test_the_generic_json_has_the_same_comments_without_threads(blog: Path, tmp_path: Path) -> None:
    found = read_threads(imported(tmp_path, blog, "generic", "isso.json"))
    assert found == {path: [(author, None) for author, _ in thread] for path, thread in THREADS.items()}


def test_what_disqus_exports_is_what_cusdis_is_given(blog: Path, tmp_path: Path) -> None:
    config = imported(tmp_path, blog, "disqus", "cusdis.xml", "--empty-id")  # or Isso leaves out all threads
    assert read_threads(config) == THREADS


def test_a_browser_on_a_korean_page_finds_its_comments(blog: Path, tmp_path: Path) -> None:
    config = imported(tmp_path, blog, "wordpress", "isso.xml")
    with served(config) as address:
        for path, thread in THREADS.items():
            assert [one["author"] for one in asked(address, path)] == [author for author, _ in thread]
        first, second = asked(address, quote(KOREAN))
        assert (
            first["text"] == "<p>저도 그 자리에 있었습니다.</p>\n<p>마지막 대목에서 모두 숨을 멈췄지요. “얼씨구!”</p>"
        )
        assert second["text"] == "<p>반갑습니다! 다음 공연에서 인사 나눠요.</p>"
        assert "<strong>so much</strong>" in asked(address, "/2006/11/hello/")[1]["text"]


def test_hugo_links_the_pages_as_isso_knows_them(blog: Path) -> None:
    tool("hugo").run("--source", blog, cwd=blog)
    sitemap = ET.parse(blog / "public/sitemap.xml")
    linked = {urlsplit(one.text or "").path for one in sitemap.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    assert THREADS.keys() <= linked


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    comments = (said(number, text) for number, text in enumerate(hostile_texts(), 1))
    wpmigrate.convert(export(folder, entry(1, "/hostile/", *comments)), folder / "out", to="none", comments=["isso"])
    return folder / "out"


@pytest.mark.parametrize(("kind", "file"), [("wordpress", "isso.xml"), ("generic", "isso.json")])
def test_hostile_texts_are_shown_whole_and_dead(hostile: Path, tmp_path: Path, kind: str, file: str) -> None:
    config = imported(tmp_path, hostile, kind, file)
    with served(config) as address:
        found = asked(address, "/hostile/")
    assert len(found) == len(hostile_texts())
    wrong = []
    for one, text in zip(sorted(found, key=lambda one: one["id"]), hostile_texts(), strict=True):
        assert not list(live(one["text"])), text
        expected = seen(render_comment(text)) or EMPTY
        shown = seen(one["text"]).replace("“said”", "said")  # what browsers put around <q>
        if shown != expected and "<img" not in render_comment(text):
            wrong.append((text, one["text"]))
    assert wrong == []


def approved(export_file: Path) -> list[str]:
    """Answer who wrote the approved comments of published posts and pages, by the bare export."""
    wp = "{http://wordpress.org/export/1.2/}"
    found = []
    for item in ET.parse(export_file).iter("item"):
        told = {name: item.findtext(f"{wp}{name}") for name in ("status", "post_type", "post_password")}
        if told["status"] != "publish" or told["post_password"] or told["post_type"] == "attachment":
            continue
        for one in item.iter(f"{wp}comment"):
            field = {child.tag.removeprefix(f"{wp}comment_"): child.text or "" for child in one}
            if field["approved"] == "1" and field["type"] not in ("pingback", "trackback"):
                found.append(field["author"] or "Anonymous")
    return sorted(found)


@pytest.mark.parametrize("name", ["london-korean", "kitchen"])
def test_every_approved_comment_is_in_the_database(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    source = EXPORT if name == "london-korean" else request.getfixturevalue("shared") / "data/wordpress/kitchen.xml"
    wpmigrate.convert(source, tmp_path / "out", to="hugo", comments=["isso"])
    config = imported(tmp_path, tmp_path / "out", "wordpress", "isso.xml")
    found = sqlite3.connect(config.with_suffix(".db")).execute("select author from comments")
    names = sorted(author for (author,) in found)
    assert names == approved(source)
    assert len(names) >= 10
