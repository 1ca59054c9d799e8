"""Which old addresses must go on answering, each once."""

from collections import Counter

import pytest

from link_sites import channel, site
from site_records import index_of, post
from test_site_links import opened, short
from wpmigrate.site.links import Bases, Resolver
from wpmigrate.site.sources import sources
from wpmigrate.wxr.records import AuthorRecord, TermRecord, TermUse

EXPECTED = """
/2024/01/hello/                       7
/2024/01/안녕/                        8
/2023/12/nfd/                         9
/about/                               20
/about/team/                          21
/blog/                                22
/books/dune/                          40
/2024/02/twin/                        41
/twin/                                42
/?p=7                                 7
/?p=8                                 8
/?p=9                                 9
/?page_id=20                          20
/?page_id=21                          21
/?page_id=22                          22
/?p=40                                40
/?p=41                                41
/?page_id=42                          42
/?post_type=book&p=40                 40
/2005/03/twin-of-old/                 41
/2024/01/hi-there/                    7
/2024/01/옛/                          7
/2024/01/hello/sunset/                @50
/huge/                                @51
/사진/                                @52
/?attachment_id=50                    @50
/?attachment_id=51                    @51
/?attachment_id=52                    @52
/feed/                                feed
/feed/atom/                           feed
/comments/feed/                       feed:comments
/category/music/                      term:category/music
/category/music/feed/                 term:category/music+feed
/?cat=5                               term:category/music
/category/music/pansori/              term:category/pansori
/category/music/pansori/feed/         term:category/pansori+feed
/?cat=6                               term:category/pansori
/tag/한국어/                          term:post_tag/한국어
/tag/한국어/feed/                        term:post_tag/한국어+feed
/genre/sci-fi/                        term:genre/sci-fi
/genre/sci-fi/feed/                   term:genre/sci-fi+feed
/genre/cyberpunk/                     term:genre/cyberpunk
/genre/cyberpunk/feed/                term:genre/cyberpunk+feed
/topic/rivers/                        term:topic/rivers
/topic/rivers/feed/                   term:topic/rivers+feed
/author/jane/                         author:jane
/author/jane/feed/                    author:jane+feed
/2023/                                date:2023
/2023/12/                             date:2023/12
/2024/                                date:2024
/2024/01/                             date:2024/01
/2024/02/                             date:2024/02
/type/aside/                          format:aside
/type/aside/feed/                     format:aside+feed
"""


def table(index, **options: object) -> list[tuple[str, str]]:
    return [(source.url, short(source.found)) for source in sources(index, **options)]


def urls(folder, items, **options: object) -> dict[str, str]:
    with index_of(folder, items, channels=[channel(**options)]) as index:
        return dict(table(index))


def test_everything_that_answered_is_listed_in_order(tmp_path):
    with site(tmp_path) as index:
        assert table(index) == [tuple(line.split()) for line in EXPECTED.strip().splitlines()]


@pytest.mark.parametrize("url", ["https://ex.com", "https://ex.com/blog", "http://www.BÜCHER.example:8080"])
def test_the_resolver_takes_each_for_what_it_is(tmp_path, url):
    with site(tmp_path, url) as index:
        resolver, listed = Resolver(index), list(sources(index))
        assert len(listed) == len(EXPECTED.strip().splitlines())
        for source in listed:
            assert resolver.resolve(url + source.url) == source.found


def test_paths_with_days_have_archives_of_days(tmp_path):
    found = urls(tmp_path, [post(7, link="https://ex.com/2024/01/05/a/", slug="a")])
    assert [url for url in found if found[url].startswith("date")] == ["/2024/", "/2024/01/", "/2024/01/05/"]


def test_a_site_with_plain_permalinks_answers_by_query(tmp_path):
    items = [post(n, link=f"https://ex.com/?p={n}", guid=f"https://ex.com/?p={n}", slug=f"p{n}") for n in (1, 2)]
    found = urls(tmp_path, items, terms=(TermRecord("category", "a", "A", id=5), TermRecord("genre", "b", "B", id=6)))
    assert found == {
        "/?p=1": "1",
        "/?p=2": "2",
        "/?feed=rss2": "feed",
        "/?feed=atom": "feed",
        "/?feed=comments-rss2": "feed:comments",
        "/?cat=5": "term:category/a",
        "/?cat=5&feed=rss2": "term:category/a+feed",
        "/?genre=b": "term:genre/b",
        "/?genre=b&feed=rss2": "term:genre/b+feed",
        "/?author=1": "author:jane",
        "/?author=1&feed=rss2": "author:jane+feed",
        "/?m=2024": "date:2024",
        "/?m=202401": "date:2024/01",
    }


def test_words_before_permalinks_stand_before_archives(tmp_path):
    items = [post(n, link=f"https://ex.com/archives/{n}", slug=f"p{n}") for n in (1, 2)]
    found = urls(tmp_path, items)
    assert {"/archives/category/music/", "/archives/author/jane/", "/archives/date/2024/01/", "/feed/"} <= found.keys()


def test_a_site_whose_server_rewrites_nothing(tmp_path):
    items = [post(n, link=f"https://ex.com/index.php/2024/01/05/p{n}/", slug=f"p{n}") for n in (1, 2)]
    found = urls(tmp_path, items)
    assert {"/index.php/category/music/", "/index.php/2024/01/05/", "/index.php/feed/"} <= found.keys()


def test_a_category_that_all_posts_share_is_no_such_word(tmp_path):
    items = [post(n, link=f"https://ex.com/music/p{n}/", slug=f"p{n}") for n in (1, 2)]
    assert "/category/music/" in urls(tmp_path, items)


def test_the_first_of_two_keeps_an_address(tmp_path):
    items = [
        post(1, link="https://ex.com/a/", slug="a", guid="https://ex.com/B/", meta=(("_wp_old_slug", "c"),)),
        post(2, link="https://ex.com/b/", slug="b", meta=(("_wp_old_slug", "d"), ("_wp_old_slug", "a"))),
        post(3, link="https://ex.com/c/", slug="c", meta=(("_wp_old_slug", "d"), ("_wp_old_slug", ""))),
        post(4, link="https://ex.com/A", slug="a", type="page"),
    ]
    found = urls(tmp_path, items)
    assert {url: key for url, key in found.items() if len(url) == 3} == {"/a/": "1", "/b/": "2", "/c/": "3"}


def test_numbers_of_guids_that_mean_another_item_now_are_left_out(tmp_path):
    items = [
        post(1, link="https://ex.com/a/", slug="a"),
        post(2, link="https://ex.com/b/", slug="b", status="draft"),
        post(103, link="https://ex.com/c/", slug="c", guid="https://ex.com/?p=1"),
        post(104, link="https://ex.com/d/", slug="d", guid="https://ex.com/?p=2"),
        post(105, link="https://ex.com/e/", slug="e", guid="http://www.ex.com/index.php?p=77"),
        post(106, link="https://ex.com/f/", slug="f", guid="https://other.org/?p=78"),
        post(107, link="https://ex.com/g/", slug="g", guid="https://other.org/2024/g/"),
    ]
    found = urls(tmp_path, items)
    asked = {url: key for url, key in found.items() if url.startswith("/?p=")}
    assert asked == {
        "/?p=1": "1",
        "/?p=103": "103",
        "/?p=104": "104",
        "/?p=105": "105",
        "/?p=106": "106",
        "/?p=107": "107",
        "/?p=77": "105",
    }
    assert "/2024/g/" not in found


def test_nothing_unpublished_is_named(tmp_path):
    with site(tmp_path) as index:
        listed = " ".join(url for url, _ in table(index))
        for word in ("secret", "hidden", "=30", "=31", "=53"):
            assert word not in listed


def test_nobody_is_named_who_published_nothing(tmp_path):
    people = (AuthorRecord(id=1, login="jane"), AuthorRecord(id=2, login="Bob.Ä X"), AuthorRecord(id=3, login="zed"))
    items = [
        post(1, link="https://ex.com/a/", terms=(TermUse("author", "cap-bob-x", "Bob"),), creator="Bob.Ä X"),
        post(2, link="https://ex.com/b/", creator="zed", status="draft"),
        post(3, link="https://ex.com/c/", creator="mail@ex.com"),
    ]
    found = urls(tmp_path, items, authors=people)
    named = [url for url in found if url.startswith("/author/")]
    assert named[0] == "/author/bob-a-x/"
    assert not any(word in url for url in named for word in ("zed", "jane", "@", "ex-com"))


def test_words_before_terms_can_be_told(tmp_path):
    with site(tmp_path) as index:
        told = dict(table(index, bases=Bases("topics", "labels", "by")))
    assert {"/topics/music/pansori/", "/labels/한국어/", "/by/jane/"} <= told.keys()


def test_sources_of_our_own_site_mean_what_the_resolver_says(tmp_path, repo):
    with opened(tmp_path, repo / "fixtures/london-korean/export.xml") as index:
        resolver, listed = Resolver(index), list(sources(index))
        assert {"/2015/09/where-to-eat/", "/2015/09/late-food/"} <= {source.url for source in listed}
        for source in listed:
            assert resolver.resolve(index.site().url + source.url) == source.found
        published = {
            decision.key
            for decision in index.decisions()
            if decision.outcome in ("post", "attachment") and decision.visibility == "published"
        }
    assert {source.found.key for source in listed if source.found.kind in ("item", "attachment")} == published
    assert max(Counter(source.url for source in listed).values()) == 1


def test_sources_of_the_kitchen_mean_what_the_resolver_says(tmp_path, shared):
    with opened(tmp_path, shared / "data/wordpress/kitchen.xml") as index:
        resolver = Resolver(index)
        for source in sources(index):
            assert resolver.resolve(index.site().url + source.url) == source.found, source
