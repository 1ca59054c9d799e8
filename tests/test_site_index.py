import sqlite3

import pytest

from site_records import CHANNEL, URL, built, index_of, post, slugs
from wpmigrate.errors import UsageError
from wpmigrate.site.index import IndexBuilder, SiteIndex, SiteOptions
from wpmigrate.wxr.records import AuthorRecord, ChannelRecord, ItemRecord


def outcomes(index: SiteIndex) -> list[tuple[str, str, str]]:
    return [(d.key, d.outcome, d.reason) for d in index.decisions()]


def test_of_an_item_met_twice_the_later_one_is_written(tmp_path):
    old, new = post(1, modified_gmt="2024-01-01 00:00:00"), post(1, modified_gmt="2024-02-01 00:00:00", title="New")
    with index_of(tmp_path, [old, new, post(2), post(2)]) as index:
        assert outcomes(index) == [
            ("#1", "skip", "duplicate"), ("1", "post", ""), ("2", "post", ""), ("#4", "skip", "duplicate"),
        ]  # fmt: skip
        assert [p.ordinal for p in index.places()] == [2, 3]
        assert list(index.diagnostics()) == []


def test_the_later_version_decides_who_may_see_it(tmp_path):
    shown = post(1, modified_gmt="2024-01-01 00:00:00")
    hidden = post(1, modified_gmt="2024-02-01 00:00:00", status="private")
    with index_of(tmp_path, [shown, hidden]) as index:
        assert outcomes(index) == [("#1", "skip", "duplicate"), ("1", "skip", "status-private")]


def test_different_items_with_one_id_are_kept_apart(tmp_path):
    items = [post(1, guid="a"), post(1, guid="b", slug="other", link=f"{URL}/other/")]
    with index_of(tmp_path, items) as index:
        assert outcomes(index) == [("1", "post", ""), ("#2", "post", "")]
        assert [(kind, key, one.code.slug) for kind, key, one in index.diagnostics()] == [
            ("item", "#2", "duplicate-id")
        ]
        assert [p.slug for p in index.places()] == ["post-1", "other"]


def test_items_without_id_are_the_same_only_to_the_letter(tmp_path):
    bare = {"id": 0, "guid": "", "slug": "", "title": "", "link": ""}
    items = [post(0, **bare, content="a"), post(0, **bare, content="b"), post(0, **bare, content="a")]
    with index_of(tmp_path, [ItemRecord(**{f: getattr(i, f) for f in i.__struct_fields__}) for i in items]) as index:
        assert outcomes(index) == [("#1", "post", ""), ("#2", "post", ""), ("#3", "skip", "duplicate")]
        assert [(p.id, p.slug) for p in index.places()] == [(None, "post-1"), (None, "post-2")]


def test_without_guid_type_slug_and_title_tell(tmp_path):
    with index_of(tmp_path, [post(1, guid=""), post(1, guid=""), post(1, guid="", slug="x")]) as index:
        assert [outcome for _, outcome, _ in outcomes(index)] == ["post", "skip", "post"]


def test_unreadable_items_are_counted(tmp_path):
    builder = IndexBuilder(tmp_path / "index.sqlite", SiteOptions())
    builder.add_channel(0, CHANNEL)
    builder.add_unreadable(1, (3, 5, 9, 2), "truncated-file")
    builder.add_item(2, (0, 10, 20), post(1))
    builder.finish()
    with SiteIndex(tmp_path / "index.sqlite") as index:
        assert outcomes(index) == [("#1", "fail", "truncated-file"), ("1", "post", "")]
        assert index.location(1) == (3, 5, 9, 2)
        assert index.location(2) == (0, 10, 20, 0)
        assert index.place(1) is None


def test_parts_of_one_site_are_merged(tmp_path):
    first = ChannelRecord(title="A &amp; B", base_blog_url="http://www.blog.example.test/", wxr_version="1.2")
    second = ChannelRecord(title="Other", base_blog_url=URL, language="ko", authors=(AuthorRecord(id=2, login="bob"),))
    with index_of(tmp_path, [post(1)], channels=[first, second]) as index:
        site = index.site()
        assert (site.title, site.url, site.language) == ("A & B", "http://www.blog.example.test", "ko")
        assert [a.login for a in index.authors()] == ["bob", "jane"]


@pytest.mark.parametrize("url", ["https://other.example.test", f"{URL}/en"])
def test_parts_of_different_sites_are_refused(tmp_path, url):
    other = ChannelRecord(base_blog_url=url)
    with pytest.raises(UsageError, match="another site"):
        index_of(tmp_path, [], channels=[CHANNEL, other])


def test_an_export_without_channel_or_items(tmp_path):
    with index_of(tmp_path, [], channels=[]) as index:
        assert (index.site().url, list(index.decisions()), index.authors(), index.menus()) == ("", [], [], [])


def test_the_closed_file_has_many_readers_and_no_writer(tmp_path):
    with index_of(tmp_path, [post(1)]) as one, SiteIndex(tmp_path / "index.sqlite") as two:
        assert list(one.places()) == list(two.places())
        with pytest.raises(sqlite3.OperationalError):
            one._connection.execute("DELETE FROM items")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index.sqlite"]


def test_numbers_that_are_too_large_do_not_stop_the_run(tmp_path):
    huge = 10**30
    item = post(1, id=huge, parent=huge, menu_order=huge, type="attachment", status="inherit")
    with index_of(tmp_path, [item, post(2, parent=huge)]) as index:
        assert [key for key, _, _ in outcomes(index)] == ["#1", "2"]
        assert index.attachment(huge) is None


def test_the_offset_of_the_site_is_the_most_frequent_one(tmp_path):
    local = post(3, date_gmt="0000-00-00 00:00:00")
    items = [post(1), post(2), local, post(4, date="2024-01-05 10:01:01")]
    with index_of(tmp_path, items) as index:
        assert index.site().offset == 540
        assert index.place(3).date == "2024-01-05T19:01:01+09:00"
        assert index.place(4).date == "2024-01-05T10:01:01+00:00"
        assert slugs(built(index, local, 3)[1]) == ["date-local-only"]


def page(number, slug, parent=0, **fields):
    return post(number, type="page", slug=slug, parent=parent, **fields)


def test_pages_under_a_kept_out_parent(tmp_path):
    items = [
        page(1, "secret", status="private"),
        page(2, "mid", 1, link=f"{URL}/secret/mid/"),
        page(3, "leaf", 2, link=f"{URL}/secret/mid/leaf/"),
        page(4, "new", 2, status="draft", link=f"{URL}/?page_id=4"),
    ]
    with index_of(tmp_path, items) as index:
        assert index.place(2).ancestors == ("secret",)
        assert index.place(3).ancestors == ("secret", "mid")
        assert index.place(4).ancestors == ("mid",)
        assert slugs(built(index, items[3], 4)[1]) == ["parent-missing"]
        assert index.place(2).has_children


def test_rings_of_pages_are_cut(tmp_path):
    items = [page(1, "a", 2), page(2, "b", 1), page(3, "c", 3)]
    with index_of(tmp_path, items) as index:
        assert [p.ancestors for p in index.places()] == [("b",), ("a",), ()]
        assert slugs(built(index, items[0], 1)[1]) == ["parent-cycle"]
        assert slugs(built(index, items[2], 3)[1]) == ["parent-cycle"]


def test_plain_posts_have_no_hierarchy(tmp_path):
    with index_of(tmp_path, [post(1), post(2, parent=1), page(3, "p"), post(4, parent=3)]) as index:
        assert [(p.ancestors, p.has_children) for p in index.places()] == [((), False)] * 4


def test_an_odd_type_is_safe_in_a_path(tmp_path):
    with index_of(tmp_path, [post(1, type="../x"), post(2, type="..")]) as index:
        assert [p.type for p in index.places()] == ["x", "post"]


def test_reusable_blocks(tmp_path):
    block = {"type": "wp_block", "content": "<p>Hi</p>"}
    items = [
        post(1, **block),
        post(2, **block, status="draft"),
        post(3, **block, password="x"),
        post(4, **block, status="trash"),
    ]
    with index_of(tmp_path, items) as index:
        assert [index.reusable(n) for n in (1, 2, 3, 4, 5)] == ["<p>Hi</p>", None, None, None, None]


def test_language_and_front_page(tmp_path):
    from wpmigrate.wxr.records import TermUse

    items = [
        page(1, "home", link=f"{URL}/", status="draft"),
        page(2, "start", link="http://www.blog.example.test", terms=(TermUse("language", "fr", "Français"),)),
    ]
    with index_of(tmp_path, items) as index:
        assert index.site().front_page == 2
        assert [(p.front_page, p.language) for p in index.places()] == [(False, ""), (True, "fr")]
        assert index.terms() == []
