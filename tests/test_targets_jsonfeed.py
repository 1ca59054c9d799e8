"""JSON Feed: valid by its specification, every published item once, nothing else, in pages that lead to the next."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import wpmigrate
from conftest import REPO
from jsonfeed_schema import faults
from target_jobs import JANE, SITE, job_of, place, post_at, site_job
from wpmigrate.content.nodes import Document, HtmlBlock, Image, Link, Paragraph, Text
from wpmigrate.contract import Attachment, Author, ItemRecord
from wpmigrate.model import TermRef
from wpmigrate.pieces.parts import batches, part_path
from wpmigrate.targets.jsonfeed import TARGET, JsonFeedOptions

BASE = "https://new.example.test"
BLOG = REPO / "fixtures/london-korean/export.xml"


def written(post: Any, **given: Any) -> dict[str, Any]:
    (record,) = TARGET.write(job_of(TARGET, post, base=BASE, **given))
    item = json.loads(record.content)[1]
    assert not faults({"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": [item]})
    return item


def pages_of(folder: Path) -> list[dict[str, Any]]:
    """Read a feed as a reader does: from page to page, by `next_url`."""
    pages = [json.loads((folder / "feed.json").read_text("utf-8"))]
    while "next_url" in pages[-1]:
        name = pages[-1]["next_url"].rpartition("/")[2]
        pages.append(json.loads((folder / name).read_text("utf-8")))
    assert len(pages) == len(list(folder.glob("feed*.json")))
    return pages


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("options", "count"), [({}, 1), ({"items": 7, "pages": True}, 7)])
def test_the_bundled_blog(options, count, tmp_path: Path):
    given = {name: str(value).lower() for name, value in options.items()}
    wpmigrate.convert(BLOG, tmp_path / "feed", to="jsonfeed", target_options=given)
    wpmigrate.convert(BLOG, tmp_path / "all", to="markdown")
    pages = pages_of(tmp_path / "feed")
    assert len(pages) == count
    assert [fault for page in pages for fault in faults(page)] == []
    items = [item for page in pages for item in page["items"]]
    wanted = [
        post
        for post in lines(tmp_path / "all/_wpmigrate/posts.jsonl")
        if post["place"]["visibility"] == "published" and ("pages" in options or post["place"]["type"] != "page")
    ]
    assert sorted(item["_wordpress"]["id"] for item in items) == sorted(post["place"]["id"] for post in wanted)
    assert len({item["id"] for item in items}) == len(items)
    dates = [item.get("date_published", "") for item in items]
    assert dates == sorted(dates, reverse=True)
    written = lines(tmp_path / "feed/_wpmigrate/posts.jsonl")
    assert {post["path"] for post in written} == {"feed.json"}


def test_a_feed_of_the_kitchen_is_valid_and_leads_nowhere_from_the_root(shared: Path, tmp_path: Path):
    wpmigrate.convert(shared / "data/wordpress/kitchen.xml", tmp_path, to="jsonfeed", target_options={"pages": "true"})
    pages = pages_of(tmp_path)
    assert [fault for page in pages for fault in faults(page)] == []
    html = "".join(item["content_html"] for page in pages for item in page["items"])
    assert 'href="/' not in html
    assert 'src="/' not in html
    assert 'href="feed.json' not in html


def test_addresses_are_whole():
    body = (
        Paragraph((Link("/2020/안녕/", (Text("a"),)), Image("/wp-content/uploads/a.png", "alt"))),
        Paragraph((Link("//cdn.example/x", (Text("b"),)), Link("/%3Fp=7#top", (Text("c"),)))),
        HtmlBlock('<video src="/v.mp4" poster="/p.png"></video>'),
    )
    item = written(post_at(place("a", permalink="/2020/한/")), document=Document(body))
    assert item["url"] == f"{BASE}/2020/%ED%95%9C/"
    for whole in ("/2020/안녕/", "/wp-content/uploads/a.png", "/?p=7#top", "/v.mp4", "/p.png"):
        assert f'"{BASE}{whole}"' in item["content_html"]
    assert '"//cdn.example/x"' in item["content_html"]


def test_what_a_feed_has_a_word_for():
    image = Attachment(id=3, url="https://blog.example.test/f.jpg", alt="A fox")
    post = post_at(
        place("a", language="ko"),
        excerpt="<p>One &amp; two</p>",
        modified="2021-01-01T00:00:00+09:00",
        featured_image=image,
        terms=(TermRef("category", "n", "News"), TermRef("post_tag", "n", "News"), TermRef("genre", "g", "Cyber")),
        enclosures=("https://x.example/a.mp3", "https://x.example/b.bin"),
    )
    record = ItemRecord(meta=(("enclosure", "https://x.example/a.mp3\n1234\naudio/mpeg\n"),))
    item = written(
        post, authors=(JANE, Author(login="k", name="K", slug="k", url="https://k.example/")), recorded=lambda: record
    )
    assert item["summary"] == "One & two"
    assert item["language"] == "ko"
    assert item["tags"] == ["News", "Cyber"]
    assert item["image"] == image.url
    assert item["_wordpress"]["image_alt"] == "A fox"
    assert item["authors"] == [
        {"name": "Jane Doe", "url": f"{BASE}/author/jane/"},
        {"name": "K", "url": "https://k.example/"},
    ]
    assert item["attachments"] == [
        {"url": "https://x.example/a.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 1234},
        {"url": "https://x.example/b.bin", "mime_type": "application/octet-stream"},
    ]


def test_a_site_without_permalinks_keeps_its_queries():
    assert written(post_at(place("a", id=5)))["url"] == f"{BASE}/?p=5"
    assert written(post_at(place("a", "page", id=6)))["url"] == f"{BASE}/?page_id=6"


def test_pages_are_asked_for():
    page = place("a", "page")
    assert TARGET.path(page, JsonFeedOptions()) == ""
    assert TARGET.path(page, JsonFeedOptions(pages=True)) == "12"


def test_an_empty_feed_is_one():
    (page,) = TARGET.site(site_job(TARGET, base=BASE))
    feed = json.loads(page.content)
    assert page.path == "feed.json"
    assert feed["items"] == []
    assert not faults(feed)


@given(st.text(), st.text(), st.text(max_size=8))
def test_any_text_comes_back(title, text, tag):
    tag = tag.strip() or "tag"
    post = post_at(place("a"), title=title, terms=(TermRef("post_tag", "t", tag),))
    item = written(post, document=Document((Paragraph((Text(text),)),)), site=SITE)
    assert item.get("title", "") == title.strip()
    assert item["tags"] == [tag]


@given(st.lists(st.binary(max_size=30)), st.integers(1, 60), st.integers(0, 5))
def test_parts_hold_everything_in_order_and_no_more_than_they_may(records, limit, most):
    parts = list(batches(records, limit, most))
    assert [one for part in parts for one in part] == records
    assert all(parts)
    for part in parts:
        assert len(part) == 1 or sum(map(len, part)) <= limit
        assert not most or len(part) <= most
    for one, following in pairwise(parts):
        assert len(one) == most or sum(map(len, one)) + len(following[0]) > limit


def test_the_first_part_has_the_name_of_the_whole():
    assert [part_path("a/feed.json", number) for number in (1, 2, 10)] == [
        "a/feed.json",
        "a/feed-2.json",
        "a/feed-10.json",
    ]
