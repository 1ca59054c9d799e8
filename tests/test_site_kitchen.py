"""The site's facts against what a real WordPress says of the same export."""

import html
import json
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from site_records import built, index_of, slugs
from wpmigrate.site.index import SiteIndex, SiteOptions
from wpmigrate.site.threads import thread_comments
from wpmigrate.source.opening import open_inputs
from wpmigrate.wxr.channel import read_head
from wpmigrate.wxr.items import read_item
from wpmigrate.wxr.records import ChannelRecord, ItemRecord

OPTIONS = SiteOptions(include=frozenset(("private", "trash", "password")))


@pytest.fixture(scope="module")
def truth(shared: Path) -> dict:
    return json.loads((shared / "data/wordpress/kitchen.truth.json").read_text("utf-8"))


def export(path: Path) -> tuple[ChannelRecord, list[ItemRecord]]:
    with open_inputs([path]) as source:
        spans = list(source.spans())
        heads = [read_head(source.read(span), span.start) for span in spans if span.kind == "head"]
        read = [read_item(source.read(span), span.start, heads[0]) for span in spans if span.kind == "item"]
    assert len(heads) == 1
    return heads[0].channel, [one.item for one in read]


@pytest.fixture(scope="module")
def kitchen(shared: Path) -> tuple[ChannelRecord, list[ItemRecord]]:
    return export(shared / "data/wordpress/kitchen.xml")


@pytest.fixture(scope="module")
def items(kitchen) -> list[ItemRecord]:
    return kitchen[1]


def open_index(folder: Path, kitchen, options: SiteOptions) -> SiteIndex:
    channel, items = kitchen
    return index_of(folder, items, channels=[channel], options=options)


@pytest.fixture(scope="module")
def index(tmp_path_factory, kitchen):
    with open_index(tmp_path_factory.mktemp("all"), kitchen, OPTIONS) as index:
        yield index


@pytest.fixture(scope="module")
def plain(tmp_path_factory, kitchen):
    with open_index(tmp_path_factory.mktemp("plain"), kitchen, SiteOptions()) as index:
        yield index


@pytest.fixture(scope="module")
def posts(index, items):
    made = {}
    for ordinal, item in enumerate(items, start=1):
        if index.place(ordinal):
            made[item.id] = built(index, item, ordinal)
    return made


def path(url: str) -> str:
    return unquote(urlsplit(url).path)


def test_every_post_has_its_public_path(posts, truth):
    shown = {n: post.place.permalink for n, (post, _) in posts.items() if post.status == "publish"}
    assert len(shown) > 50
    assert shown == {n: path(truth["posts"][str(n)]["permalink"]) for n in shown}
    hidden = [post for post, _ in posts.values() if post.status in ("draft", "pending", "future", "trash")]
    assert hidden
    assert {post.place.id: post.place.permalink for post in hidden if post.place.permalink} == {}


def test_pages_stand_under_their_parents(posts):
    assert posts[62][0].place.ancestors == ("about", "팀")
    assert posts[70][0].place.ancestors == ("manual",)
    assert posts[60][0].place.has_children
    assert not posts[64][0].place.has_children
    assert slugs(posts[65][1]) == ["parent-missing"]


def test_the_front_page_is_known_by_its_address(posts, index, truth):
    assert index.site().front_page == truth["site"]["front_page"]
    assert [n for n, (post, _) in posts.items() if post.place.front_page] == [truth["site"]["front_page"]]


def test_dates_are_what_readers_saw(posts, truth):
    """WordPress shows the stored local time; where it was stored under another offset, that offset is the true one."""
    elsewhere = {1: "+00:00", 2: "+00:00", 50: "+05:30"}
    for number, (post, _) in posts.items():
        told = truth["posts"][str(number)]["date_c"]
        if number in elsewhere:
            assert post.date == told[:19] + elsewhere[number]
        elif number == 3:
            assert post.date == told[:19] + "+00:00"
        else:
            assert post.date == (told or None)
    assert posts[37][0].date is None
    assert slugs(posts[37][1]) == ["slug-made"]


def test_with_a_time_zone_every_instant_is_shown_in_it(tmp_path, kitchen, truth):
    with open_index(tmp_path, kitchen, SiteOptions(timezone="Asia/Seoul")) as index:
        places = {place.id: place for place in index.places()}
    assert places[50].date == "2015-03-29T06:00:00+09:00"
    assert places[15].date == truth["posts"]["15"]["date_c"]
    assert places[48].date == "1969-07-20T20:17:40+09:00"


def test_titles_are_plain_text(posts, truth):
    titles = {n: post.title for n, (post, _) in posts.items()}
    assert titles[30] == 'AT&T & R&D – em <b> ]]> "q" \'s \\ back & 😀'
    assert titles[31] == "Title with HTML &"
    assert titles[24].endswith("& 특수문자 <태그>")
    for number in (15, 28, 32, 81, 83):
        assert titles[number] == truth["posts"][str(number)]["title_raw"]


def test_slugs_are_wordpress_own(posts, truth):
    for number, (post, found) in posts.items():
        told = truth["posts"][str(number)]["slug_decoded"].removesuffix("__trashed")
        if not told:
            assert "slug-made" in slugs(found)
        elif number == 83:
            assert post.place.slug == "nfd-한글"
        else:
            assert post.place.slug == told
    assert posts[36][0].place.slug == "draft-zero-gmt-date"


def test_terms_of_posts(posts, truth):
    for number, (post, _) in posts.items():
        told = truth["posts"][str(number)].get("terms", {})
        expected = {
            (taxonomy, html.unescape(term["name"]), unquote(term["slug"]))
            for taxonomy, terms in told.items()
            for term in terms
            if taxonomy != "post_format"
        }
        assert {(term.taxonomy, term.name, term.slug) for term in post.terms} == expected
        formats = [term["slug"].removeprefix("post-format-") for term in told.get("post_format", [])]
        assert post.format == "".join(formats)


def test_terms_of_the_site(index, truth):
    told = [term for term in truth["site"]["terms"] if term["tax"] in ("category", "post_tag", "genre", "mood")]
    by_id = {term["id"]: term for term in truth["site"]["terms"]}
    expected = {
        (
            t["tax"],
            html.unescape(t["name"]),
            t["slug_decoded"],
            by_id[t["parent"]]["slug_decoded"] if t["parent"] else "",
        )
        for t in told
    }
    assert {(term.taxonomy, term.name, term.slug, term.parent) for term in index.terms()} == expected
    paths = {term.slug: term.path for term in index.terms()}
    for term in told:
        if term["tax"] == "category":
            assert path(term["link"]) == f"/category/{paths[term['slug_decoded']]}/"
    assert [term.slug for term in index.terms() if term.ambiguous] == ["notes", "notes-web"]
    assert next(t for t in index.terms() if t.slug == "dev-ops").meta == {"color": ["#ff0000"]}


def test_authors(posts, index, truth):
    for number, (post, found) in posts.items():
        told = html.unescape(truth["posts"][str(number)]["author_name"])
        authors = [index.author(login) for login in post.authors]
        if told:
            assert [author.name for author in authors] == [told]
        else:
            assert [author.placeholder for author in authors] == [True]
            assert "author-missing" in slugs(found)
    assert {author.login for author in index.authors() if not author.placeholder} <= {
        user["login"] for user in truth["site"]["users"]
    }
    assert not any(author.email for author in index.authors())
    assert len({author.slug for author in index.authors()}) == len(index.authors())


def test_comment_threads(items, index, truth):
    shown, skipped, fields = 0, Counter(), set()
    for item in items:
        threads = thread_comments(item, index, OPTIONS, lambda _: None)
        tree = truth["posts"][str(item.id)].get("comment_tree", [])
        assert [(c.id, c.depth, c.author, c.date[:19]) for c in threads.shown] == [
            (c["id"], c["depth"], c["author"], c["date_c"][:19]) for c in tree
        ]
        assert {c.date[19:] for c in threads.shown} <= {"+00:00" if item.id == 1 else "+09:00"}
        assert not any(c.email or c.ip for c in threads.shown)
        fields.update(key for c in threads.shown for key in c.meta)
        shown += len(threads.shown)
        skipped.update(reason for _, _, reason in threads.skipped)
    assert shown + skipped.total() == 26
    assert fields == {"rating"}
    assert skipped == {"comment-unapproved": 1, "comment-trash": 1, "comment-post-trashed": 1}


def test_menus(index, truth):
    told = {html.unescape(menu["name"]): menu for menu in truth["site"]["menus"]}
    assert {menu.name for menu in index.menus()} == told.keys()
    for menu in index.menus():
        expected = told[menu.name]
        assert (menu.id, menu.slug) == (expected["id"], unquote(expected["slug"]))
        assert [(i.id, i.parent or 0, i.title) for i in menu.items] == [
            (i["id"], i["parent"], html.unescape(i["title"])) for i in expected["items"]
        ]
    by_id = {item.id: item for menu in index.menus() for item in menu.items}
    assert by_id[86].target == "61"
    assert (by_id[87].target, by_id[87].classes, by_id[87].new_window) == ("category/dev-ops", ("a", "b"), True)
    urls = {i["id"]: i["url"] for menu in truth["site"]["menus"] for i in menu["items"]}
    assert {n: item.url for n, item in by_id.items() if item.kind != "taxonomy"} == {
        n: u for n, u in urls.items() if n != 87
    }


def test_attachments(index, truth):
    told = {int(n): row for n, row in truth["posts"].items() if row["type"] == "attachment"}
    found = {attachment.id: attachment for attachment in index.attachments()}
    assert found.keys() == told.keys()
    for number, attachment in found.items():
        row = told[number]["attachment"]
        metadata = row["metadata"] if isinstance(row["metadata"], dict) else {}
        assert (attachment.url, attachment.alt, attachment.mime, attachment.file) == (
            row["url"], row["alt"], row["mime"], row["file"],
        )  # fmt: skip
        assert (attachment.width, attachment.height) == (metadata.get("width"), metadata.get("height"))
        assert attachment.caption == told[number]["excerpt_raw"]
        assert attachment.permalink == path(told[number]["permalink"])
    assert [a.id for a in index.attached(17)] == [6, 7]
    assert index.attachment(4).date == "2024-01-05T19:01:01+09:00"
    assert index.attachment(15) is None


def test_fields_of_a_post(posts):
    post, found = posts[15]
    assert post.meta == {
        "custom_key": ["one", "two"],
        "serialized": [{"a": 1, "b": ["한글", "it's"]}],
        "_yoast_wpseo_title": ["SEO & Title"],
        "empty_meta": [""],
        "json": ['{"x":"y\\"z"}'],
    }
    assert post.old_slugs == ("old-classic-slug",)
    assert post.featured_image.id == 4
    assert found == []
    assert posts[45][0].sticky
    assert posts[60][0].template == "page-no-title"


def test_only_what_was_public_is_selected(plain, items):
    decisions = list(plain.decisions())
    assert [d.ordinal for d in decisions] == list(range(1, 89))
    assert Counter(d.outcome for d in decisions) == {"post": 63, "attachment": 11, "menu": 7, "skip": 7}
    assert Counter(d.reason for d in decisions if d.outcome == "skip") == {
        "internal-type": 3, "status-private": 1, "status-trash": 1, "password-protected": 1, "orphan-menu-item": 1,
    }  # fmt: skip
    assert Counter(p.visibility for p in plain.places()) == {"published": 58, "draft": 4, "scheduled": 1}
    assert plain.reusable(72)
    assert plain.reusable(15) is None


def test_a_partial_export_derives_its_terms(shared, tmp_path):
    channel, parts = export(shared / "data/wordpress/posts-only-6.1.xml")
    with open_index(tmp_path, (channel, parts), SiteOptions()) as index:
        names = {(t.taxonomy, t.name) for t in index.terms()}
        assert ("category", "Dev & Ops") in names
        assert all(t.derived for t in index.terms())
        found = [(kind, key, one.code.slug) for kind, key, one in index.diagnostics()]
        assert ("term", "category/dev-ops", "term-derived") in found
        place = next(p for p in index.places() if p.id == 15)
        _, diagnostics = built(index, parts[place.ordinal - 1], place.ordinal)
        assert slugs(diagnostics) == ["thumbnail-missing"]
