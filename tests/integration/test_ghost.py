"""The real Ghost takes the import files whole: every published item is shown, nothing else is, and old addresses lead there."""

import json
import re
import subprocess
import sys
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from ghost_server import Ghost
from hostile import check_hostile, hostile_export
from install import tool
from rendered import build_input, check_site
from selectolax.lexbor import LexborHTMLParser

import wpmigrate
from conftest import REPO

pytestmark = [pytest.mark.integration, pytest.mark.slow]
# What a block of WordPress's shows at view time, where the theme of Ghost spells the date in another way.
DYNAMIC = {75: ("march52024",)}
SPACED = re.compile(
    r"</?(?:p|div|br|li|h\d|figure|figcaption|blockquote|t[dhr]|d[td]|summary|[uo]l|pre|hr|option)\b[^>]*>"
)
KEPT = "img, iframe, video, audio, source, table, pre, code, details, mark, sub, sup, h1, h2, h3, h4, h5, h6, li, form, input, script, style, dl, strong, em, cite, kbd"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ghost]:
    found = Ghost(tool("ghost"), tmp_path_factory.mktemp("ghost"))
    try:
        found.enter()
        yield found
    finally:
        found.stop()


@pytest.fixture
def ghost(server: Ghost) -> Ghost:
    server.empty()
    return server


def imports(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("ghost*.json") if "settings" not in path.name)


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    return [row for file in imports(folder) for row in json.loads(file.read_text("utf-8"))["data"][table]]


def take(ghost: Ghost, folder: Path) -> dict[str, dict[str, Any]]:
    """Import all files; answer what Ghost holds, by slug."""
    for file in imports(folder):
        assert ghost.take(file) == ""
    return {post["slug"]: post for kind in ("posts", "pages") for post in ghost.listed(kind)}


def visit(ghost: Ghost, folder: Path, out: Path) -> Path:
    """Keep the pages of all posts as a visitor sees them; of those that are not public there must be none."""
    for post in rows(folder, "posts"):
        status, html = ghost.page(f"/{post['slug']}/")
        assert status == (200 if post["status"] == "published" else 404), post["slug"]
        if status == 200:
            (out / post["slug"]).mkdir(parents=True)
            (out / post["slug"] / "index.html").write_text(alone(html), "utf-8")
    (out / "index.html").write_text(ghost.page("/")[1], "utf-8")
    return out


def alone(html: str) -> str:
    """Answer a page without the teasers of other posts below it."""
    tree = LexborHTMLParser(html)
    for node in tree.css(".gh-feed"):
        node.decompose()
    return tree.html or ""


def facts(html: str) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Answer the words, the addresses and the elements of HTML."""
    html = re.sub(r"<!--.*?-->", "", html, flags=re.DOTALL)
    tree = LexborHTMLParser(f"<body>{html}").body
    words = LexborHTMLParser(f"<body>{SPACED.sub(' ', html)}").body
    assert tree is not None
    assert words is not None
    found = [node for node in tree.css("[href], [src]") if node.tag != "a" or node.text().strip() or node.css("img")]
    told = (node.attributes.get(name) or "" for node in found for name in ("href", "src") if node.attributes.get(name))
    return Counter(words.text().split()), Counter(map(unquoted, told)), Counter(node.tag for node in tree.css(KEPT))


def unquoted(url: str) -> str:
    return unquote(unescape(url))


def lost(ours: dict[str, Any], held: dict[str, Any], site: str) -> list[str]:
    """Answer what of one body Ghost does not hold any more."""
    before, after = facts(ours["html"]), facts((held["html"] or "").replace(site, "__GHOST_URL__"))
    return [f"{ours['slug']}: {dict(x - y)}" for x, y in zip(before, after, strict=True) if x - y]


@pytest.mark.parametrize("name", ["blog", "kitchen"])
def test_ghost_holds_and_shows_the_export(name: str, ghost: Ghost, tmp_path: Path) -> None:
    site = tmp_path / "site"
    export, truth, _ = build_input(name, "ghost", site)
    held = take(ghost, site)
    posts = rows(site, "posts")
    assert held.keys() == {post["slug"] for post in posts}
    assert [fault for post in posts for fault in lost(post, held[post["slug"]], ghost.url)] == []
    names = {row["id"]: row["name"] for row in rows(site, "tags")}
    by_post = {post["id"]: [] for post in posts}
    for row in rows(site, "posts_tags"):
        by_post[row["post_id"]].append(names[row["tag_id"]])
    people = {row["id"]: row["name"] for row in rows(site, "users")}
    authors = {row["post_id"]: people[row["author_id"]] for row in rows(site, "posts_authors") if not row["sort_order"]}
    for post in posts:
        there = held[post["slug"]]
        assert (there["title"], there["status"], there["custom_excerpt"]) == (
            post["title"],
            post["status"],
            post["custom_excerpt"],
        )
        assert there["published_at"] == (post["published_at"] if post["status"] != "draft" else there["published_at"])
        assert [tag["name"] for tag in there["tags"] if not tag["name"].startswith("#Import ")] == by_post[post["id"]]
        assert there["authors"][0]["name"] == authors[post["id"]]
    out = visit(ghost, site, tmp_path / "pages")
    assert check_site(export, truth, out, permalinks=False, comments=False, taxonomies=(), lost=DYNAMIC) == []


def test_in_parts_it_is_the_same_blog(ghost: Ghost, tmp_path: Path) -> None:
    wpmigrate.convert(
        REPO / "fixtures/london-korean/export.xml", tmp_path, to="ghost", target_options={"megabytes": "0"}
    )
    files = imports(tmp_path)
    assert len(files) > 40
    for file in (files[0], files[9], files[20]):
        assert ghost.take(file) == ""
    held = [post for kind in ("posts", "pages") for post in ghost.listed(kind)]
    assert len(held) == 3
    assert Counter(tag["slug"] for tag in ghost.ask("GET", "tags/?limit=100")[1]["tags"]).most_common(1)[0][1] == 1
    assert {author["email"].partition("@")[2] for post in held for author in post["authors"]} == {"authors.invalid"}


def test_a_zip_brings_the_pictures_along(ghost: Ghost, tmp_path: Path) -> None:
    """What docs/targets/ghost.md tells people without a way into Ghost's folders."""
    export = REPO / "fixtures/london-korean/export.xml"
    picture = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=")
    with ZipFile(tmp_path / "uploads.zip", "w") as uploads:
        for name in sorted(
            set(re.findall(r"<wp:attachment_url>.*?/(uploads/[^<]+\.(?:png|jpg))", export.read_text("utf-8")))
        ):
            uploads.writestr(unquote(name), picture)
    site = tmp_path / "site"
    wpmigrate.convert(export, site, to="ghost", uploads=[tmp_path / "uploads.zip"])
    subprocess.run([sys.executable, "-m", "zipfile", "-c", "ghost.zip", "ghost.json", "content"], cwd=site, check=True)
    assert ghost.take(site / "ghost.zip") == ""
    held = [post for kind in ("posts", "pages") for post in ghost.listed(kind)]
    shown = {
        address
        for post in held
        for address in (post["feature_image"], *re.findall(r'<img[^>]* src="([^"]+)"', post["html"] or ""))
        if address and address.startswith(f"{ghost.url}/content/")
    }
    brought = list((site / "content/images").rglob("*.*"))
    assert len(shown) >= len(brought) > 5
    gone = [address for address in shown if ghost.page(address.removeprefix(ghost.url))[0] != 200]
    assert gone == []


def test_old_addresses_lead_to_the_new_ones(ghost: Ghost, tmp_path: Path) -> None:
    export = REPO / "fixtures/london-korean/export.xml"
    wpmigrate.convert(export, tmp_path, to="ghost", scaffold=True, redirects=["ghost"])
    take(ghost, tmp_path)
    (file,) = tmp_path.glob("_wpmigrate/redirects/ghost/*.yaml")
    assert ghost.upload("redirects/upload/", "redirects", file, "application/x-yaml")[0] == 200
    assert ghost.take(tmp_path / "ghost-settings.json") == ""
    links = [
        line.split("<link>")[1].split("</link>")[0]
        for line in export.read_text("utf-8").splitlines()
        if "<link>" in line
    ]
    slugs = {post["slug"] for post in rows(tmp_path, "posts") if post["status"] == "published"}
    led = 0
    for link in {link for link in links if "?" not in link and link.count("/") > 3}:
        path = link.partition("example")[2]
        for spelled in (path, path.rstrip("/"), re.sub(r"%[0-9a-f]{2}", lambda one: one[0].upper(), path)):
            status, to = ghost.location(spelled)
            if status == 301 and to.strip("/") in slugs and path.strip("/") != to.strip("/"):
                led += 1
                assert ghost.page(to)[0] == 200
    assert led > 60


def test_no_text_aborts_an_import_or_runs(ghost: Ghost, tmp_path: Path) -> None:
    hostile_export(tmp_path / "hostile.xml")
    wpmigrate.convert(tmp_path / "hostile.xml", tmp_path / "site", to="ghost")
    held = take(ghost, tmp_path / "site")
    assert held.keys() == {post["slug"] for post in rows(tmp_path / "site", "posts")}
    assert len(held) > 300
    out = visit(ghost, tmp_path / "site", tmp_path / "pages")
    assert check_hostile(out, tags=False, comments=False) == []
