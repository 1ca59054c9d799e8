"""What every spelling of an old address means."""

import html
import json
import re
import unicodedata
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from link_sites import channel, picture, site
from site_records import index_of, post
from wpmigrate.site.links import Bases, Found, Resolver
from wpmigrate.source.opening import open_inputs
from wpmigrate.wxr.channel import read_head
from wpmigrate.wxr.items import read_item

NFD = quote(unicodedata.normalize("NFD", "안녕"))


@pytest.fixture(scope="module")
def resolver(tmp_path_factory):
    with site(tmp_path_factory.mktemp("links")) as index:
        yield Resolver(index)


def short(found: Found) -> str:
    """Say in one word what was found: `7`, `term:genre/sci-fi`, `upload:2024/01/a.jpg`, `!31` for what is hidden."""
    told = {"item": found.key, "attachment": f"@{found.key}"}
    word = told.get(found.kind) or f"{found.kind}:{found.upload or found.key}".rstrip(":")
    word += "+feed" if found.feed else ""
    return f"{'' if found.visible else '!'}{word}{found.query}{found.fragment}"


SPELLINGS = """
https://ex.com/2024/01/hello/                        7
https://ex.com/2024/01/hello                         7
http://ex.com/2024/01/hello/                         7
HTTPS://EX.COM/2024/01/hello/                        7
https://www.ex.com/2024/01/hello/                    7
https://ex.com:443/2024/01/hello/                    7
http://ex.com:80/2024/01/hello/                      7
http://ex.com./2024/01/hello/                        7
https://me:pw@ex.com/2024/01/hello/                  7
//ex.com/2024/01/hello/                              7
/2024/01/hello/                                      7
/2024/01/Hello/                                      7
\\2024\\01\\hello                                    7
//ex.com//2024//01//hello//                          7
/./2024/x/../01/hello/                               7
/index.php/2024/01/hello/                            7
/2024/01/hello/index.html                            7
/2024/01/hello/#part-2                               7#part-2
/2024/01/hello/#%EC%95%88                            7#안
/2024/01/hello/#%20x                                 7#%20x
/2024/01/hello/#%ff                                  7#%ff
/2024/01/hello/?x=1#c                                7?x=1#c
/2024/01/hello/?utm_source=a&utm_medium=b&x=1        7?x=1
/2024/01/hello/?replytocom=9#respond                 7#respond
/2024/01/hello/?replytocom=9&#038;x=%20y             7?x=%20y
/2024/01/hello/2/                                    7
/2024/01/hello/comment-page-2/#comment-9             7#comment-9
/2024/01/hello/2/comment-page-3/                     7
/2024/01/hello/feed/                                 7
/2024/01/hello/feed/atom/                            7
/2024/01/hello/trackback/                            7
/2024/01/hello/embed/                                7
/2024/01/hello/amp/                                  7
/2024/01/hello/amp/#x                                7#x
https://ex.com/2024/01/%ec%95%88%eb%85%95/           8
https://ex.com/2024/01/%EC%95%88%EB%85%95/           8
https://ex.com/2024/01/안녕/                         8
https://ex.com/2024/01/NFD/                          8
https://ex.com/2024/01/%25ec%2595%2588%25eb%2585%2595/ 8
/about/team/                                         21
/about/team/page/2/                                  21
/blog/page/3/                                        22
/about                                               20
"""
QUERIES = """
https://ex.com/?p=7                                  7
https://ex.com?p=7                                   7
/?p=7#comment-12                                     7#comment-12
/index.php?p=7                                       7
?p=7                                                 7
/?p=7&amp;page=2                                     7
/?page=2&#038;p=7                                    7
/?page=2&amp;amp;p=7                                 7
/?p=007                                              7
/?P=7                                                7
/blog/?p=7                                           7
/?p=7&preview=true&x=y                               7?x=y
/?page_id=21                                         21
/?p=21                                               21
/?attachment_id=50                                   @50
/?p=50                                               @50
/?post_type=book&p=40                                40
/?post_type=book&#038;p=40                           40
/?book=dune                                          40
/?book=old/dune                                      40
/?book=gone                                          unknown
/?genre=gone                                         unknown
/?page=2                                             home
/?name=hello                                         7
/?name=hi-there                                      7
/?pagename=about/team                                21
/?pagename=team                                      21
/?cat=5                                              term:category/music
/?cat=6&paged=2                                      term:category/pansori
/?category_name=music/pansori                        term:category/pansori
/?tag=%ED%95%9C%EA%B5%AD%EC%96%B4                    term:post_tag/한국어
/?genre=cyberpunk                                    term:genre/cyberpunk
/?taxonomy=topic&term=rivers                         term:topic/rivers
/?author=1                                           author:jane
/?author_name=jane                                   author:jane
/?m=202401                                           date:2024/01
/?m=2024                                             date:2024
/?m=20240105                                         date:2024/01/05
/?year=2024&monthnum=1                               date:2024/01
/?feed=rss2                                          feed
/?feed=comments-rss2                                 feed:comments
/?p=7&feed=rss2                                      7
/?p=30                                               !30
/?p=31                                               !31
/?p=999                                              unknown
/?p=                                                 unknown
/?p=-7                                               unknown
/?p=99999999999999999999                             unknown
/?cat=99                                             unknown
/?m=202413                                           unknown
/?m=199001                                           unknown
/?s=river                                            unknown
/?post_type=book                                     unknown
/?paged=2                                            home
/?utm_source=x                                       home
/?lang=ko                                            home?lang=ko
"""
ARCHIVES = """
https://ex.com                                       home
https://www.ex.com/                                  home
/                                                    home
/index.php                                           home
/page/2/                                             home
/#top                                                home#top
/feed/                                               feed
/feed                                                feed
/feed/atom/                                          feed
/feed/rss2/                                          feed
/index.php/feed/                                     feed
/wp-rss2.php                                         feed
/comments/feed/                                      feed:comments
/category/music/                                     term:category/music
/category/music/pansori/                             term:category/pansori
/category/pansori                                    term:category/pansori
/Category/Music/                                     unknown
/category/music/page/2/                              term:category/music
/category/music/feed/                                term:category/music+feed
/tag/한국어/                                         term:post_tag/한국어
/tag/%ed%95%9c%ea%b5%ad%ec%96%b4/                    term:post_tag/한국어
/genre/cyberpunk/                                    term:genre/cyberpunk
/genre/sci-fi/cyberpunk/                             term:genre/cyberpunk
/topics/rivers/                                      term:topic/rivers
/music/pansori/                                      term:category/pansori
/type/aside/                                         format:aside
/type/aside/feed/                                    format:aside+feed
/?post_format=aside                                  format:aside
/type/video/                                         unknown
/category/gone/                                      unknown
/category/hello/                                     unknown
/author/jane/                                        author:jane
/author/weird-user/page/2/                           author:weird-user
/author/nobody/                                      unknown
/2024/                                               date:2024
/2024/01/                                            date:2024/01
/2024/1                                              date:2024/01
/2024/01/05/                                         date:2024/01/05
/2024/01/page/2/                                     date:2024/01
/2024/01/06/                                         unknown
/2024/13/                                            unknown
/1999/                                               unknown
/wp-admin/post.php?post=7                            unknown
/wp-login.php?redirect_to=%2F                        unknown
/xmlrpc.php                                          unknown
/wp-content/themes/x/logo.png                        unknown
/nowhere/                                            unknown
"""
FORMER = """
/2024/01/hi-there/                                   7
/2024/01/%EC%98%9B/                                  7
/2024/01/05/hello/                                   7
/2024/01/05/hello.html                               7
/hello/                                              7
/hello.html                                          7
/music/hello/                                        7
/archives/hello                                      7
/archives/7                                          7
/archives/7.html                                     7
/123/hello/                                          7
/blog/hello/                                         7
/index.php/archives/7                                7
/jane/hello/                                         7
/2024/01/05/hello/feed/                              7
/2024/01/05/hi-there/                                7
/team/                                               21
/dune/                                               40
/2024/02/01/twin/                                    41
/twin/                                               42
/2005/03/twin-of-old/                                41
/archives/30                                         unknown
/archives/31                                         unknown
/2024/01/secret/                                     !31
/some/where/hello/                                   unknown
/2024/01/02/03/                                      unknown
"""
FILES = """
/wp-content/uploads/2024/01/sunset.jpg                     upload:2024/01/sunset.jpg
http://www.ex.com/wp-content/uploads/2024/01/sunset.jpg    upload:2024/01/sunset.jpg
/wp-content/uploads/2024/01/sunset-300x200.jpg             upload:2024/01/sunset.jpg
/wp-content/uploads/2024/01/sunset-e1234567890123.jpg      upload:2024/01/sunset.jpg
/wp-content/uploads/2024/01/sunset-e1234567890123-300x200.jpg upload:2024/01/sunset.jpg
/wp-content/uploads/2024/01/sunset-rotated.jpg             upload:2024/01/sunset.jpg
/wp-content/uploads/2024/01/sunset.jpg?w=300               upload:2024/01/sunset.jpg
/wp-content/uploads/2024/01/huge-300x200.jpg               upload:2024/01/huge-scaled.jpg
/wp-content/uploads/2024/01/huge-scaled.jpg                upload:2024/01/huge-scaled.jpg
/wp-content/uploads/2024/01/%EC%82%AC%EC%A7%84-150x150.png upload:2024/01/사진.png
/wp-content/uploads/2024/01/사진.png                       upload:2024/01/사진.png
/wp-content/uploads/2024/01/lost-300x200.jpg               upload:2024/01/lost-300x200.jpg
/wp-content/uploads/2019/05/notes.pdf#page=3               upload:2019/05/notes.pdf#page=3
/wp-content/uploads/2024/01/                               unknown
https://i0.wp.com/ex.com/wp-content/uploads/2024/01/sunset.jpg?resize=9%2C9&ssl=1 upload:2024/01/sunset.jpg
https://i2.wp.com/www.ex.com/wp-content/uploads/2024/01/sunset-300x200.jpg upload:2024/01/sunset.jpg
https://i0.wp.com/other.org/wp-content/uploads/2024/01/sunset.jpg foreign
https://other.org/wp-content/uploads/2024/01/sunset.jpg    foreign
/2024/01/hello/sunset/                                     @50
/2024/01/hello/attachment/sunset/                          @50
/hello/sunset/                                             @50
/huge/                                                     @51
/huge                                                      @51
/2024/01/secret/hidden/                                    !@53
"""
FOREIGN = """
https://ex.com.evil.org/2024/01/hello/               foreign
https://notex.com/2024/01/hello/                     foreign
https://ex.com@evil.org/2024/01/hello/               foreign
https://ex.com:80@evil.org/2024/01/hello/            foreign
https://evil.org/ex.com/2024/01/hello/               foreign
https://evil.org/?u=https://ex.com/2024/01/hello/    foreign
https://sub.ex.com/2024/01/hello/                    foreign
https://ex.com:8080/2024/01/hello/                   foreign
//evil.org/2024/01/hello/                            foreign
ftp://ex.com/2024/01/hello/                          foreign
https://[bad/                                        foreign
mailto:a@ex.com                                      other
tel:+44                                              other
javascript:location='/2024/01/hello/'                other
data:image/gif;base64,R0                             other
#part                                                other
#                                                    other
http://                                              other
"""


def rows(*tables: str) -> list[tuple[str, str]]:
    lines = (line.rsplit(maxsplit=1) for table in tables for line in table.strip().splitlines())
    return [(url.strip().replace("NFD", NFD), expected) for url, expected in lines]


@pytest.mark.parametrize(("url", "expected"), rows(SPELLINGS, QUERIES, ARCHIVES, FORMER, FILES, FOREIGN))
def test_every_form_of_an_address(resolver, url, expected):
    assert short(resolver.resolve(url)) == expected


def test_nothing_at_all_is_no_page(resolver):
    assert resolver.resolve("") == resolver.resolve(" \n") == Found("other")


@pytest.mark.parametrize(
    ("url", "base", "expected"),
    [
        ("../hello/", "/2024/01/안녕/", "7"),
        ("../hello", "/2024/01/안녕/", "7"),
        ("hello/", "/2024/01/안녕", "7"),
        ("team/", "/about/", "21"),
        ("team.html", "/about/", "21"),
        ("../../../../../about/", "/2024/01/안녕/", "20"),
        ("?p=8#x", "/about/", "8#x"),
        ("2024/01/hello/", "", "7"),
        ("sunset/", "/2024/01/hello/", "@50"),
        ("../../../wp-content/uploads/2024/01/sunset.jpg", "/2024/01/hello/", "upload:2024/01/sunset.jpg"),
        ("gone.html", "/about/", "unknown"),
        ("?", "/about/", "20"),
        ("x", "/\ud800/", "unknown"),
        ("\ud800", "/about/", "unknown"),
    ],
)
def test_relative_links_start_at_their_page(resolver, url, base, expected):
    assert short(resolver.resolve(url, base)) == expected


def test_what_is_found_tells_all(resolver):
    assert resolver.resolve("/2024/01/hello/?a=1#b") == Found("item", "7", 1, query="?a=1", fragment="#b")
    assert resolver.resolve("/2024/01/hello/sunset/") == Found("attachment", "50", 12, "2024/01/sunset.jpg")
    assert resolver.resolve("/wp-content/uploads/2024/01/sunset-9x9.jpg") == Found(
        "upload", "50", 12, "2024/01/sunset.jpg"
    )
    assert resolver.resolve("/wp-content/uploads/2024/01/a.pdf") == Found("upload", upload="2024/01/a.pdf")


# --- other kinds of sites -------------------------------------------------------------------------------------------


def test_a_site_in_a_folder_leaves_what_is_above_it_alone(tmp_path):
    with site(tmp_path, "https://ex.com/blog") as index:
        resolver = Resolver(index)
        told = {
            "/blog/2024/01/hello/": "7",
            "https://www.ex.com/blog/?p=7": "7",
            "https://ex.com/blog": "home",
            "/": "foreign",
            "https://ex.com/shop/": "foreign",
            "https://ex.com/blogger/": "foreign",
            "/2024/01/hello/": "foreign",
            "/blog/blog/": "22",
            "/blog/wp-content/uploads/2024/01/sunset.jpg": "upload:2024/01/sunset.jpg",
            "/wp-content/uploads/2024/01/sunset.jpg": "foreign",
        }
        assert {url: short(resolver.resolve(url)) for url in told} == told
        assert short(resolver.resolve("../hello/", "/2024/01/안녕/")) == "7"


def test_files_of_a_network_lie_where_it_keeps_them(tmp_path):
    network = {"base_site_url": "https://net.org/"}
    with site(tmp_path, "https://net.org/one", **network) as index:
        resolver = Resolver(index)
        told = {
            "https://net.org/one/files/2011/02/a.jpg": "upload:2011/02/a.jpg",
            "https://net.org/wp-content/blogs.dir/3/files/2011/02/a.jpg": "upload:2011/02/a.jpg",
            "https://net.org/wp-content/uploads/sites/3/2011/02/a.jpg": "upload:sites/3/2011/02/a.jpg",
            "https://net.org/one/files/": "unknown",
            "https://net.org/two/2011/": "foreign",
        }
        assert {url: short(resolver.resolve(url)) for url in told} == told


def test_wordpress_com_keeps_files_on_a_host_of_their_own(tmp_path):
    url = "https://river.wordpress.com"
    at = "https://river.files.wordpress.com/2020/01/a.jpg"
    item = picture(60, "2020/01/a.jpg", url, attachment_url=at, guid="http://river.files.wordpress.com/2020/01/a.jpg")
    with site(tmp_path, url, extra=(item,), base_site_url="http://wordpress.com/") as index:
        resolver = Resolver(index)
        told = {
            f"{at}?w=300&h=200": "upload:2020/01/a.jpg",
            "https://river.files.wordpress.com/2020/01/other.pdf": "upload:2020/01/other.pdf",
            "https://i1.wp.com/river.files.wordpress.com/2020/01/a.jpg?w=9": "upload:2020/01/a.jpg",
            "https://sea.files.wordpress.com/2020/01/a.jpg": "foreign",
            "https://wordpress.com/2024/01/hello/": "foreign",
            "https://wordpress.com/wp-content/uploads/2020/01/a.jpg": "foreign",
            "https://river.wordpress.com/2024/01/hello/": "7",
        }
        assert {link: short(resolver.resolve(link)) for link in told} == told
        assert resolver.resolve(at).key == "60"


def test_uploads_on_another_host_are_known_by_their_attachments(tmp_path):
    item = picture(60, "2020/01/a.jpg", attachment_url="https://cdn.other.net/media/2020/01/a.jpg")
    with site(tmp_path, extra=(item,)) as index:
        resolver = Resolver(index)
        assert short(resolver.resolve("https://cdn.other.net/media/2020/01/a-10x10.jpg")) == "upload:2020/01/a.jpg"
        assert short(resolver.resolve("/wp-content/uploads/2020/01/a.jpg")) == "upload:2020/01/a.jpg"
        assert short(resolver.resolve("https://cdn.other.net/else/a.css")) == "foreign"


@pytest.mark.parametrize(
    "url",
    [
        "https://bücher.example",
        "https://xn--bcher-kva.example",
        "https://BÜCHER.example",
        "https://bu\u0308cher.example",
    ],
)
def test_hosts_in_any_script_and_in_ascii_are_one(tmp_path, url):
    with site(tmp_path, url) as index:
        resolver = Resolver(index)
        for host in ("bücher.example", "xn--bcher-kva.example", "www.XN--BCHER-KVA.example", "b%C3%BCcher.example"):
            assert short(resolver.resolve(f"http://{host}/about/")) == "20"
        assert short(resolver.resolve("https://bucher.example/about/")) == "foreign"


def test_a_port_is_part_of_a_host_unless_it_is_the_usual_one(tmp_path):
    with site(tmp_path, "http://localhost:8080") as index:
        resolver = Resolver(index)
        assert short(resolver.resolve("https://localhost:8080/about/")) == "20"
        assert short(resolver.resolve("http://localhost/about/")) == "foreign"


def test_a_site_whose_server_rewrites_nothing(tmp_path):
    items = [post(n, link=f"https://ex.com/index.php/2024/01/p{n}/", slug=f"p{n}") for n in (1, 2)]
    with index_of(tmp_path, items, channels=[channel()]) as index:
        resolver = Resolver(index)
        told = {
            "/index.php/2024/01/p1/": "1",
            "/2024/01/p2/": "2",
            "/index.php/category/music/": "term:category/music",
            "/index.php/2024/01/": "date:2024/01",
            "/index.php/author/jane/": "author:jane",
        }
        assert {url: short(resolver.resolve(url)) for url in told} == told


def test_words_before_every_permalink_stand_before_archives_too(tmp_path):
    items = [post(n, link=f"https://ex.com/archives/{n}", slug=f"p{n}") for n in (1, 2)]
    with index_of(tmp_path, items, channels=[channel()]) as index:
        resolver = Resolver(index)
        told = {
            "/archives/1": "1",
            "/archives/category/music": "term:category/music",
            "/archives/date/2024/01": "date:2024/01",
            "/archives/author/jane": "author:jane",
            "/p2/": "2",
        }
        assert {url: short(resolver.resolve(url)) for url in told} == told


def test_words_before_terms_and_former_hosts_can_be_told(tmp_path):
    with site(tmp_path) as index:
        resolver = Resolver(
            index, bases=Bases(category="topics", author="by"), hosts=["old.example", "https://ex.org/b/"]
        )
        told = {
            "/topics/music/": "term:category/music",
            "/by/jane/": "author:jane",
            "http://www.old.example/2024/01/hello/": "7",
            "http://old.example/wp-content/uploads/2024/01/sunset-1x1.jpg": "upload:2024/01/sunset.jpg",
            "https://ex.org/b/about/": "20",
            "https://ex.org/about/": "foreign",
        }
        assert {url: short(resolver.resolve(url)) for url in told} == told


def test_a_site_without_an_address_still_knows_its_own_paths(tmp_path):
    with index_of(tmp_path, [post(7, link="/hello/", slug="hello")], channels=[]) as index:
        resolver = Resolver(index)
        assert short(resolver.resolve("/hello/")) == "7"
        assert short(resolver.resolve("https://ex.com/hello/")) == "foreign"


def test_what_a_visitor_can_see_comes_before_what_is_hidden(tmp_path):
    items = [
        post(1, link="https://ex.com/a/", slug="a", status="private"),
        post(2, link="https://ex.com/b/", slug="b", meta=(("_wp_old_slug", "a"),)),
    ]
    with index_of(tmp_path, items, channels=[channel()]) as index:
        assert short(Resolver(index).resolve("/a/")) == "2"


def test_a_slug_of_two_items_means_neither(tmp_path):
    items = [post(n, link=f"https://ex.com/p{n}/same/", slug="same", type="page") for n in (1, 2)]
    with index_of(tmp_path, items, channels=[channel()]) as index:
        resolver = Resolver(index)
        assert short(resolver.resolve("/2024/same/")) == "unknown"
        assert short(resolver.resolve("/p2/same/")) == "2"


def test_long_chains_of_tails_and_folders_are_not_followed(resolver):
    for url in ("/feed" * 5000, "/hello" * 5000, "/2" * 5000, "?p=1&" * 5000, "/a?" + "&amp;" * 5000, "../" * 5000):
        assert resolver.resolve(url).kind in ("unknown", "feed", "home")


# --- whole sites ----------------------------------------------------------------------------------------------------


def opened(folder: Path, export: Path):
    with open_inputs([export]) as source:
        spans = list(source.spans())
        head = next(read_head(source.read(span), span.start) for span in spans if span.kind == "head")
        found = [read_item(source.read(span), span.start, head).item for span in spans if span.kind == "item"]
    return index_of(folder, [item for item in found if item], channels=[head.channel])


def check(resolver: Resolver, posts: list[dict], bodies: list[str], home: str) -> set[str]:
    """Assert that each permalink, also where a body links to it, is its item; answer other links to the old host."""
    by_url = {one["permalink"].rstrip("/"): str(one["id"]) for one in posts if "?" not in one["permalink"]}
    del by_url[home]
    for url, key in by_url.items():
        assert resolver.resolve(url).key == key, url
    rest = set()
    for body in bodies:
        for link in re.findall(r"""(?:href|src)=["']([^"']*)["']""", body):
            url = html.unescape(link)
            key = by_url.get(url.partition("#")[0].rstrip("/"))
            if key:
                assert resolver.resolve(url).key == key, url
            elif url.startswith((home, "/")):
                rest.add(f"{url} {short(resolver.resolve(url))}")
    return rest


def test_links_of_the_kitchen(tmp_path, shared):
    truth = json.loads((shared / "data/wordpress/kitchen.truth.json").read_text("utf-8"))
    posts = list(truth["posts"].values())
    front = next(one for one in posts if one["id"] == truth["site"]["front_page"])
    public = [one for one in posts if one["status"] in ("publish", "inherit") and not one["password"]]
    public = [one for one in public if one["type"] in ("post", "page", "book", "doc", "attachment")]
    front["permalink"] = truth["site"]["home"]
    with opened(tmp_path, shared / "data/wordpress/kitchen.xml") as index:
        resolver = Resolver(index)
        rest = check(resolver, public, [one["html"] for one in posts], truth["site"]["home"])
        unknown = {line.split()[0].removeprefix(truth["site"]["home"]) for line in rest if line.endswith(" unknown")}
        for term in truth["site"]["terms"]:
            if "/?" not in term["link"] and term["tax"] != "post_format":
                assert resolver.resolve(term["link"]).key == f"{term['tax']}/{term['slug_decoded']}"
        users = {user["login"]: resolver.resolve(f"/author/{user['nicename']}/") for user in truth["site"]["users"]}
        assert users["editor.jane"] == Found("author", "editor-jane")
        assert users["UPPER_Case-99"] == Found("author", "upper-case-99")
        assert [login for login, found in users.items() if found.kind == "unknown"] == ["한글아이디"]
    assert unknown == {"/wp-admin/", "/wp-login.php?redirect_to=https%3A%2F%2Fblog.example.test%2F"}


def test_links_of_our_own_site(tmp_path, repo):
    folder = repo / "fixtures/london-korean"
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    public = [one for one in truth["posts"] if one["public"] and one["type"] in ("post", "page", "event", "attachment")]
    home = {"id": 0, "permalink": truth["home"]}
    with opened(tmp_path, folder / "export.xml") as index:
        rest = check(Resolver(index), [*public, home], [one.get("html", "") for one in truth["posts"]], truth["home"])
    assert [line for line in rest if line.endswith(("unknown", "foreign"))] == []


# --- whatever comes -------------------------------------------------------------------------------------------------

ODD = st.one_of(
    st.text(max_size=60),
    st.text("htps:/.%2eab?=p&#[]@\\\u202e \n\ud800안xn-", max_size=60),
    st.lists(
        st.sampled_from(["https:", "//", "/", "ex.com", "..", "?p=", "7", "&amp;", "#", "2024", "feed", "page", "%"])
    ).map("".join),
)


@given(ODD, ODD)
def test_nothing_raises_and_everything_has_a_kind(resolver, url, base):
    found = resolver.resolve(url, base)
    assert not found.fragment or found.fragment.startswith("#")
    assert not found.query or found.query.startswith("?")
    assert (found.kind in ("item", "attachment")) == bool(found.key and found.ordinal > 0 and found.kind != "upload")


def _escaped(text: str, ways: list[int]) -> str:
    def one(char: str, way: int) -> str:
        escaped = quote(char, safe="")
        return (char, escaped, escaped.lower())[way % 3] if char != "/" else char

    return "".join(one(char, ways[at % len(ways)]) for at, char in enumerate(text))


@given(
    st.sampled_from(
        [
            ("/2024/01/hello/", "7"),
            ("/2024/01/안녕/", "8"),
            ("/about/team/", "21"),
            ("/books/dune/", "40"),
            ("/huge/", "51"),
        ]
    ),
    st.sampled_from(
        ["https://ex.com", "http://www.ex.com", "//EX.com:443", "", "/index.php", "https://ex.com/index.php", "/"]
    ),
    st.sampled_from(["NFC", "NFD"]),
    st.lists(st.integers(0, 2), min_size=1, max_size=8),
    st.sampled_from(["/", "", "//", "/feed/", "/2/", "/comment-page-2/", "/index.php"]),
    st.sampled_from(["", "#x", "?utm_source=a", "?x=1&#038;y=2#z"]),
)
def test_any_spelling_of_a_permalink_finds_the_item(resolver, permalink, host, form, ways, end, rest):
    path, key = permalink
    spelled = _escaped(unicodedata.normalize(form, path.rstrip("/")), ways)
    found = resolver.resolve(f"{'' if host == '/' else host}{spelled}{end}{rest}")
    assert found.key == key
