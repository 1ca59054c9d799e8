"""The kitchen export, converted to Hugo and built by the real Hugo, against what WordPress itself shows."""

import json
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from install import said, tool

import wpmigrate

pytestmark = pytest.mark.integration
SHARED = Path(__file__).parents[3] / "shared"
KITCHEN = SHARED / "data/wordpress/kitchen.xml"
PUBLIC_TYPES = {"post", "page", "book", "doc"}


@pytest.fixture(scope="module")
def truth() -> dict:
    if not KITCHEN.exists():
        pytest.skip("the shared exports are not here")
    return json.loads((SHARED / "data/wordpress/kitchen.truth.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, truth: dict) -> Path:
    hugo = tool("hugo")
    out = tmp_path_factory.mktemp("kitchen")
    report = wpmigrate.convert(KITCHEN, out, to="hugo", scaffold=True)
    assert report.exit_code == 0
    assert "WARN" not in said(hugo.run("--source", out, "--printPathWarnings", cwd=out))
    return out


def posts(truth: dict) -> list[dict]:
    return list(truth["posts"].values()) if isinstance(truth["posts"], dict) else truth["posts"]


def is_public(post: dict) -> bool:
    return post["type"] in PUBLIC_TYPES and post["status"] == "publish" and not post["password"]


def page_of(site: Path, permalink: str) -> Path:
    return site / "public" / unquote(urlsplit(permalink).path).strip("/") / "index.html"


def jsonl(site: Path, name: str) -> list[dict]:
    return [json.loads(line) for line in (site / "_wpmigrate" / f"{name}.jsonl").read_text("utf-8").splitlines()]


def test_the_ledger_balances(site: Path) -> None:
    report = json.loads((site / "_wpmigrate/report.json").read_text("utf-8"))
    assert report["totals"]["item"]["read"] == 88
    assert report["totals"]["comment"]["read"] == 26
    for kind, total in report["totals"].items():
        assert total["read"] == total["written"] + total["skipped"] + total["failed"], kind


def test_every_published_item_is_a_page_at_its_permalink(site: Path, truth: dict) -> None:
    missing = [p["permalink"] for p in posts(truth) if is_public(p) and not page_of(site, p["permalink"]).is_file()]
    assert missing == []


def test_a_page_shows_its_own_item(site: Path, truth: dict) -> None:
    import html
    import re

    for post in posts(truth):
        if not is_public(post):
            continue
        shown = html.unescape(page_of(site, post["permalink"]).read_text("utf-8"))
        words = re.findall(r"\w{4,}", html.unescape(re.sub(r"<[^>]+>", " ", post["html_notexturize"])))
        if words and post["label"] != "gb-layout":
            assert sum(word in shown for word in words[:10]) >= min(len(words), 10) * 0.8, post["permalink"]


def test_nothing_becomes_more_public(site: Path, truth: dict) -> None:
    for post in posts(truth):
        if is_public(post) or post["type"] in ("attachment", "nav_menu_item"):
            continue
        at = page_of(site, post["permalink"])
        own = {p["permalink"] for p in posts(truth) if is_public(p)}
        assert post["permalink"] in own or "?" in post["permalink"] or not at.exists(), post["permalink"]
    rendered = "\n".join(p.read_text("utf-8") for p in (site / "public").rglob("*.html"))
    for text in ("protected body", "draft body", "Private post", "Pending review", "Scheduled", "Trashed"):
        assert text not in rendered, text


def test_no_secret_of_the_kitchen_stands_in_any_file(site: Path) -> None:
    files = {p: p.read_bytes() for p in site.rglob("*") if p.is_file()}
    for secret in (
        "hunter2",
        "jane@example.test",
        "v@example.test",
        "203.0.113.7",
        "2001:db8::1",
        "akismet",
        "protected body",
    ):
        assert [p for p, content in files.items() if secret.encode() in content] == [], secret


def test_terms_equal_the_truth(site: Path, truth: dict) -> None:
    import html

    ours = {(t["taxonomy"], t["slug"]): t for t in json.loads((site / "_wpmigrate/terms.json").read_text("utf-8"))}
    by_id = {t["id"]: t for t in truth["site"]["terms"]}
    for term in truth["site"]["terms"]:
        if term["tax"] in ("nav_menu", "post_format", "wp_theme"):
            continue
        mine = ours[term["tax"], term["slug_decoded"]]
        assert mine["name"] == html.unescape(term["name"])
        parent = by_id[term["parent"]]["slug_decoded"] if term["parent"] else ""
        assert mine.get("parent", "") == parent


def test_authors_equal_the_truth(site: Path, truth: dict) -> None:
    import html

    authors = {a["login"]: a for a in json.loads((site / "_wpmigrate/authors.json").read_text("utf-8"))}
    written = {p["place"].get("id"): p for p in jsonl(site, "posts")}
    for post in posts(truth):
        if post["id"] in written and post["author_name"]:
            name = authors[written[post["id"]]["authors"][0]]["name"]
            assert name == html.unescape(post["author_name"])


def test_item_terms_equal_the_truth(site: Path, truth: dict) -> None:
    written = {p["place"].get("id"): p for p in jsonl(site, "posts")}
    for post in posts(truth):
        if post["id"] not in written:
            continue
        expected = {
            (tax, unquote(t["slug"]))
            for tax, ts in (post.get("terms") or {}).items()
            for t in ts
            if tax not in ("post_format", "nav_menu")
        }
        assert {(t["taxonomy"], t["slug"]) for t in written[post["id"]].get("terms", [])} == expected


def test_menus_equal_the_truth(site: Path, truth: dict) -> None:
    import html

    ours = {m["id"]: m for m in json.loads((site / "_wpmigrate/menus.json").read_text("utf-8"))}
    for menu in truth["site"]["menus"]:
        mine = ours[menu["id"]]
        assert mine["name"] == html.unescape(menu["name"])
        expected = [(i["id"], i["parent"] or None, html.unescape(i["title"])) for i in menu["items"]]
        assert [(i["id"], i.get("parent"), i["title"]) for i in mine["items"]] == expected


def test_comment_threads_equal_the_truth(site: Path, truth: dict) -> None:
    threads: dict[int, list[tuple[int, int]]] = {}
    for comment in jsonl(site, "comments"):
        threads.setdefault(comment["post"], []).append((comment["id"], comment.get("depth", 0)))
    for post in posts(truth):
        tree = [(c["id"], c["depth"]) for c in post.get("comment_tree") or []]
        if tree and (is_public(post) or post["type"] == "attachment"):
            assert threads.pop(post["id"], []) == tree, post["permalink"]
    assert not threads


def test_dates_equal_the_truth(site: Path, truth: dict) -> None:
    from datetime import datetime

    written = {p["place"].get("id"): p for p in jsonl(site, "posts")}
    wrong = Counter()
    for post in posts(truth):
        mine = written.get(post["id"], {}).get("date")
        if mine and post["status"] == "publish":
            wrong["date"] += datetime.fromisoformat(mine) != datetime.fromisoformat(post["post_time_c_gmt"])
    assert wrong["date"] == 0


def test_featured_images_and_facts_equal_the_truth(site: Path, truth: dict) -> None:
    written = {post["place"]["id"]: post for post in jsonl(site, "posts")}
    library = {one["id"]: one for one in jsonl(site, "attachments")}
    seen = 0
    for post in posts(truth):
        if not is_public(post):
            continue
        ours = written[post["id"]]
        image = ours.get("featured_image", {})
        assert image.get("id") == post["thumbnail_id"]
        assert not image or image == library[image["id"]]
        facts = (
            ours.get("sticky", False),
            ours.get("format") or None,
            ours.get("menu_order", 0),
            ours.get("parent") or 0,
        )
        assert facts == (post["sticky"], post["format"], post["menu_order"], post["parent"])
        seen += bool(image)
    assert seen > 0
    told = {int(post["id"]): post for post in posts(truth) if post["type"] == "attachment"}
    for number, post in told.items():
        alts = [value for key, value in meta_of(post) if key == "_wp_attachment_image_alt"]
        assert library[number].get("alt", "") == (alts[0].strip() if alts else "")
        assert library[number].get("caption", "") == post["excerpt_raw"]
        assert library[number].get("title", "") == post["title_raw"]


def meta_of(post: dict) -> list[tuple[str, str]]:
    """Answer the fields of a post of the truth, whichever way they were written down."""
    rows = (
        post["meta"].items() if isinstance(post["meta"], dict) else [(row["key"], row["value"]) for row in post["meta"]]
    )
    return [(key, value[0] if isinstance(value, list) else value) for key, value in rows]
