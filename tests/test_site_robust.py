"""Nothing raises on odd input, and whatever goes in is accounted for."""

from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import wpmigrate
from site_records import CHANNEL, index_of
from wpmigrate import registry
from wpmigrate.site.index import SiteOptions
from wpmigrate.site.posts import build_post
from wpmigrate.site.threads import thread_comments
from wpmigrate.wxr.records import CommentRecord, ItemRecord, TermRecord, TermUse

WORDS = st.one_of(
    st.sampled_from(
        ["", "publish", "inherit", "draft", "trash", "nav_menu_item", "attachment", "page", "wp_block", "1", "0"]
    ),
    st.sampled_from(
        ["https://blog.example.test/a/", "https://blog.example.test/?p=1", "2024-01-01 00:00:00", "a:1:{i:0;i:1;}"]
    ),
    st.text(st.characters(blacklist_categories=["Cs"]), max_size=12),
)
NUMBERS = st.one_of(st.integers(0, 5), st.integers())
META = st.lists(
    st.tuples(
        st.one_of(WORDS, st.sampled_from(["_thumbnail_id", "_wp_old_slug", "_menu_item_type", "_menu_item_object_id"])),
        WORDS,
    ),
    max_size=4,
).map(tuple)
COMMENTS = st.lists(
    st.builds(CommentRecord, id=NUMBERS, parent=NUMBERS, user_id=NUMBERS, approved=WORDS, meta=META), max_size=4
)
USES = st.lists(st.builds(TermUse, WORDS, WORDS, WORDS), max_size=3).map(tuple)
TEXTS = {
    name: WORDS
    for name, kind in ItemRecord.__annotations__.items()
    if kind is str and name not in ("content", "excerpt", "description")
}
ITEMS = st.builds(
    ItemRecord,
    **TEXTS,
    content=WORDS,
    id=NUMBERS,
    parent=NUMBERS,
    menu_order=NUMBERS,
    terms=USES,
    meta=META,
    comments=COMMENTS.map(tuple),
    sticky=st.booleans(),
)
TERMS = st.lists(st.builds(TermRecord, WORDS, WORDS, WORDS, WORDS, id=NUMBERS, meta=META), max_size=5).map(tuple)
OPTIONS = st.builds(
    SiteOptions,
    include=st.frozensets(st.sampled_from(["private", "trash", "password"])),
    personal_data=st.booleans(),
    slugs=st.sampled_from(["wordpress", "ascii"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(ITEMS, max_size=6), TERMS, OPTIONS)
def test_every_item_is_accounted_for(items, terms, options):
    channel = msgspec.structs.replace(CHANNEL, terms=terms)
    with TemporaryDirectory() as folder, index_of(Path(folder), items, channels=[channel], options=options) as index:
        decisions = list(index.decisions())
        assert [decision.ordinal for decision in decisions] == list(range(1, len(items) + 1))
        assert len({decision.key for decision in decisions}) == len(items)
        written = [decision.ordinal for decision in decisions if decision.outcome == "post"]
        assert [place.ordinal for place in index.places()] == written
        attachments = [decision for decision in decisions if decision.outcome == "attachment"]
        assert len(list(index.attachments())) == len(attachments)
        entries = sum(len(menu.items) for menu in index.menus())
        assert entries == sum(decision.outcome == "menu" for decision in decisions)
        everything = [index.site(), *index.authors(), *index.terms(), *index.menus(), *index.attachments()]
        for ordinal in written:
            item, place = items[ordinal - 1], index.place(ordinal)
            found = []
            made = build_post(item, place, index, found.append)
            threads = thread_comments(item, index, options, found.append)
            assert len(threads.shown) + len(threads.skipped) == len(item.comments)
            assert all(index.author(login).login == login for login in made.authors)
            everything += [made, *threads.shown]
        assert msgspec.json.encode(everything)
        assert all(diagnostic.code.slug for _, _, diagnostic in index.diagnostics())


ITEM = """<item><title>T</title><link>{url}/a/</link><content:encoded><![CDATA[<a href="{url}/b/">x</a>]]></content:encoded><wp:post_id>1</wp:post_id>
<wp:post_date>2024-01-01 00:00:00</wp:post_date><wp:post_name>a</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>"""
EXPORT = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>S</title><link>{url}</link><wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>{url}</wp:base_site_url>
<wp:base_blog_url>{url}</wp:base_blog_url>{item}</channel></rss>"""


@pytest.mark.parametrize("target", registry.target_names())
def test_a_site_whose_address_is_none_is_written_for_every_platform(target: str, tmp_path: Path) -> None:
    (tmp_path / "e.xml").write_text(EXPORT.format(url="http://[", item=ITEM.format(url="http://[")), "utf-8")
    report = wpmigrate.convert(tmp_path / "e.xml", tmp_path / "out", to=target, scaffold=True)
    assert report.exit_code == 0
