"""Redirects of a whole run: what leads where, what does not, and what is said of that."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import wpmigrate

SITE = "https://old.example"
ITEM = """<item><title>{title}</title><link>{site}{path}</link><dc:creator>jane</dc:creator>
<content:encoded><![CDATA[{body}]]></content:encoded><wp:post_id>{id}</wp:post_id><wp:post_date>2020-01-05 10:00:00</wp:post_date>
<wp:post_date_gmt>2020-01-05 10:00:00</wp:post_date_gmt><wp:post_name>{slug}</wp:post_name><wp:status>{status}</wp:status>
<wp:post_type>{type}</wp:post_type><category domain="category" nicename="jars">Jars</category>{more}</item>"""
UPLOADS = f"{SITE}/wp-content/uploads/2020/01"


def entry(number: int, path: str, **fields: str) -> str:
    given = {"status": "publish", "type": "post", "body": "", "more": "", "site": SITE, **fields}
    return ITEM.format(id=number, path=path, slug=path.strip("/").rpartition("/")[2], title=f"Item {number}", **given)


def picture(number: int, parent: int) -> str:
    more = f"<wp:attachment_url>{UPLOADS}/p{number}.png</wp:attachment_url><wp:post_parent>{parent}</wp:post_parent>"
    return entry(number, f"/picture-{number}/", type="attachment", status="inherit", more=more)


FORMAT = (
    "<wp:term><wp:term_taxonomy>post_format</wp:term_taxonomy><wp:term_slug>post-format-aside</wp:term_slug></wp:term>"
)
ASIDE = '<category domain="post_format" nicename="post-format-aside">Aside</category>'
ITEMS = (
    entry(1, "/2020/01/first/", body=f'<img src="{UPLOADS}/p11.png">'),
    entry(2, "/2020/01/second/", more=ASIDE),
    entry(3, "/hidden/", type="page", status="private"),
    picture(11, 1),
    picture(12, 2),
    picture(13, 3),
    picture(14, 0),
)


def export(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "export.xml"
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Jars</title>'
        f"<link>{SITE}</link><wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>{SITE}</wp:base_site_url>"
        f"<wp:base_blog_url>{SITE}</wp:base_blog_url><wp:author><wp:author_id>1</wp:author_id>"
        f"<wp:author_login>jane</wp:author_login></wp:author>{FORMAT}{''.join(ITEMS)}</channel></rss>",
        "utf-8",
    )
    return path


def converted(folder: Path, **options: Any) -> tuple[Mapping[str, str], Mapping[tuple[str, str], int]]:
    """Answer the rules, and how often each diagnostic about addresses was reported of what."""
    report = wpmigrate.convert(export(folder), folder / "out", **{"to": "hugo", "redirects": ["csv"], **options})
    path = folder / "out/_wpmigrate/redirects/csv/redirects.csv"
    rows = csv.DictReader(path.read_text("utf-8-sig").splitlines()) if path.exists() else ()
    ledger = map(json.loads, (folder / "out/_wpmigrate/ledger.jsonl").read_text("utf-8").splitlines())
    said: dict[tuple[str, str], int] = {}
    for row in ledger:
        for one in row.get("degradations", ()):
            if one["code"].startswith(("address-", "not-held")):
                key = (one["code"], one.get("detail", ""))
                said[key] = said.get(key, 0) + one.get("count", 1)
    assert report.totals
    return {row["source"]: row["target"] for row in rows}, said


def test_pages_of_pictures_lead_to_what_is_there(tmp_path):
    rules, said = converted(tmp_path, media="link")
    assert rules["/picture-11/"] == "/wp-content/uploads/2020/01/p11.png"
    # No body uses the next one, so that it is not brought along.
    assert rules["/picture-12/"] == rules["/?attachment_id=12"] == "/2020/01/second/"
    assert "/picture-13/" not in rules
    assert "/picture-14/" not in rules
    assert said["address-lost", "hugo: pages of attachments"] == 2


def test_feeds_and_dates(tmp_path):
    rules, said = converted(tmp_path)
    assert rules["/category/jars/feed/"] == "/category/jars/index.xml"
    assert rules["/author/jane/feed/"] == "/author/jane/index.xml"
    assert rules["/feed/"] == "/index.xml"
    assert rules["/2020/01/"] == rules["/2020/"] == "/posts/"
    assert said["address-lost", "hugo: feeds"] == 1  # of the comments


def test_formats_lead_to_all_posts(tmp_path):
    rules, said = converted(tmp_path)
    assert rules["/type/aside/"] == "/posts/"
    assert said["address-lost", "hugo: archives of formats"] == 1  # its feed
    rules, said = converted(tmp_path / "zola", to="zola")
    assert rules["/type/aside/"] == rules["/2020/"]


def test_an_old_address_that_another_item_has_now(tmp_path):
    sheet = tmp_path / "items.csv"
    sheet.write_text("id,permalink\n1,/2020/01/second/\n2,/2020/01/first/\n")
    rules, said = converted(tmp_path, overrides=sheet)
    assert not {"/2020/01/first/", "/2020/01/second/"} & rules.keys()
    assert rules["/?p=1"] == "/2020/01/second/"
    assert said["address-reused", "/2020/01/first/"] == 2  # no redirect, and no alias
    bodies = [path.read_text("utf-8") for path in (tmp_path / "out/content/posts").rglob("*.md")]
    assert bodies
    assert not any("aliases:" in body for body in bodies)


def test_a_post_on_the_address_of_a_picture(tmp_path):
    sheet = tmp_path / "items.csv"
    sheet.write_text("id,permalink\n1,/picture-11/\n")
    rules, said = converted(tmp_path, overrides=sheet, media="link")
    assert "/picture-11/" not in rules
    assert rules["/2020/01/first/"] == "/picture-11/"
    assert said["address-reused", "/picture-11/"] == 1


def test_lists_stand_where_pictures_had_their_pages(tmp_path, monkeypatch):
    taken = (
        entry(21, "/jar/one/", type="jar"),
        picture(22, 1).replace("/picture-22/", "/jar/"),
        picture(23, 1).replace("/picture-23/", "/posts/"),
    )
    monkeypatch.setattr("test_redirects_run.ITEMS", (*ITEMS, *taken))
    rules, said = converted(tmp_path, media="link")
    assert not {"/jar/", "/posts/"} & rules.keys()
    assert said["address-reused", "/jar/"] == said["address-reused", "/posts/"] == 1
    assert rules["/?attachment_id=22"] == "/2020/01/first/"


def test_pages_of_an_item_lead_to_the_whole_of_it(tmp_path, monkeypatch):
    long = entry(31, "/long/", body="a<!--nextpage-->b<!--nextpage-->c<!--nextpage-->d", type="page")
    child = entry(32, "/long/3/", type="page", more="<wp:post_parent>31</wp:post_parent>")
    draft = entry(33, "/draft/", body="a<!--nextpage-->b", status="draft")
    monkeypatch.setattr("test_redirects_run.ITEMS", (*ITEMS, long, child, draft))
    rules, _ = converted(tmp_path)
    assert rules["/long/2/"] == rules["/long/4/"] == "/long/"
    assert not {"/long/1/", "/long/3/", "/long/5/", "/draft/2/"} & rules.keys()


def test_files_that_stand_elsewhere_are_led_there(tmp_path, monkeypatch):
    named = entry(
        41, "/named/", body=f'<img src="{UPLOADS}/a%23b.png"><img src="{UPLOADS}/c%3Ad.png"><img src="{UPLOADS}/e.png">'
    )
    monkeypatch.setattr("test_redirects_run.ITEMS", (*ITEMS, named))
    rules, _ = converted(tmp_path, media="link")
    files = {old: new for old, new in rules.items() if old.startswith("/wp-content/")}
    assert files == {"/wp-content/uploads/2020/01/c:d.png": "/wp-content/uploads/2020/01/c-d.png"}
    rules, _ = converted(tmp_path / "ghost", media="link", to="ghost")
    assert rules["/wp-content/uploads/2020/01/e.png"] == "/content/images/2020/01/e.png"


@pytest.mark.parametrize(("permalinks", "one"), [("keep", "/jar/one/"), ("/:year/:slug/", "/2020/one/")])
def test_a_type_of_a_site_without_permalinks_is_listed_below_its_name(tmp_path, monkeypatch, permalinks, one):
    jar = entry(21, "/?jar=one", type="jar").replace("<wp:post_name>?jar=one", "<wp:post_name>one")
    asking = entry(22, "/2020/01/asking/", body=f'<a href="{SITE}/?post_type=jar">all jars</a>')
    monkeypatch.setattr("test_redirects_run.ITEMS", (*ITEMS, jar, asking))
    rules, _ = converted(tmp_path, permalinks=permalinks)
    assert rules["/?jar=one"] == one
    assert "[all jars](/jar/)" in (tmp_path / "out/content/posts/asking/index.md").read_text("utf-8")


def test_a_target_without_addresses_has_no_redirects_and_says_so(tmp_path):
    rules, said = converted(tmp_path, to="markdown")
    assert not rules
    assert not (tmp_path / "out/_wpmigrate/redirects").exists()
    assert list(said) == [("not-held", "markdown: redirects, as its pages have no addresses of their own")]
