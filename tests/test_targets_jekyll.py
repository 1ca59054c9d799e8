"""The Jekyll target without Jekyll: paths, addresses, front matter, and which words in it are whose."""

import datetime as dt

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from target_jobs import (
    DATE,
    JANE,
    address,
    by_path,
    comment,
    front_matter,
    job_of,
    menu,
    place,
    post_at,
    site_job,
    term,
)
from wpmigrate.content.nodes import Document, ReadMore
from wpmigrate.contract import Attachment, Author, Diagnostic, Site
from wpmigrate.model import MenuItem, TermRef
from wpmigrate.render.liquid import escape_liquid, liquid_read
from wpmigrate.targets.jekyll import TARGET, JekyllOptions

BOB = Author(login="bob", name="Bob 한", slug="bob-한", url="https://bob.example/")
PATHS = [
    (place("안녕"), "flat", "_posts/2020-01-05-안녕.md"),
    (place("안녕"), "year", "_posts/2020/2020-01-05-안녕.md"),
    (place("안녕"), "year-month", "_posts/2020/01/2020-01-05-안녕.md"),
    (place("a", date=None), "flat", "_posts/1970-01-01-a.md"),
    (place("a", visibility="scheduled"), "flat", "_posts/2020-01-05-a.md"),
    (place("a", visibility="scheduled", date=None), "flat", "_drafts/a.md"),
    (place("a", visibility="draft"), "year", "_drafts/a.md"),
    (place("a", visibility="private"), "flat", "_drafts/a.md"),
    (place("about", "page"), "flat", "pages/about.md"),
    (place("team", "page", ancestors=("about",)), "year", "pages/about/team.md"),
    (place("_x", "page", ancestors=("_y",)), "flat", "pages/p_y/p_x.md"),
    (place("home", "page", front_page=True), "flat", "index.md"),
    (place("home", "page", front_page=True, visibility="draft"), "flat", "pages/home.md"),
    (place("blog", "page", posts_page=True), "flat", "pages/blog.md"),
    (place("x", "book"), "year", "_book/x.md"),
    (place("chapter", "doc", ancestors=("manual",)), "flat", "_doc/manual/chapter.md"),
    (place("x", "Posts"), "flat", "_type-Posts/x.md"),
    (place("x", "한"), "flat", "_-/x.md"),
    (place("x", ""), "flat", "_items/x.md"),
]


@pytest.mark.parametrize(("where", "layout", "path"), PATHS)
def test_an_item_lies_where_jekyll_looks_for_it(where, layout, path) -> None:
    assert TARGET.path(where, JekyllOptions(layout=layout)) == path


ADDRESSES = [
    (place("a", permalink="/x/a.html"), "/x/a.html"),
    (place("a"), "/2020/01/05/a/"),
    (place("team", "page", ancestors=("about",)), "/about/team/"),
    (place("x", "book"), "/book/x/"),
    (place("home", "page", front_page=True), "/"),
    (place("a", visibility="draft"), ""),
]


@pytest.mark.parametrize(("where", "url"), ADDRESSES)
def test_every_public_item_has_an_address(where, url) -> None:
    for layout in ("flat", "year", "year-month"):
        assert address(TARGET, where, JekyllOptions(layout=layout)) == url


PERMALINKS = [
    ("/2020/안녕/", "/2020/안녕/"),
    ("/a.html", "/a.html"),
    ("/a", "/a/"),
    ("/a.php", "/a.php/"),
    ("/a:b/#/?/100%/", "/a%3Ab/%23/%3F/100%25/"),
    ("/a..b./c.", "/a%2E.b%2E/c%2E/"),
]


@pytest.mark.parametrize(("permalink", "said"), PERMALINKS)
def test_a_permalink_is_said_as_jekyll_keeps_it(permalink, said) -> None:
    assert written(post_at(place("a", permalink=permalink)))[0]["permalink"] == said


def written(post, body="", **given) -> tuple[dict, str]:
    job = job_of(TARGET, post, body, **given)
    files = by_path(TARGET.write(job))
    assert next(iter(files)) == job.path
    return front_matter(files[job.path])


def test_front_matter_says_what_wordpress_knew() -> None:
    post = post_at(
        place("안녕", permalink="/2020/01/안녕/", language="ko"),
        title='He said "hi": ok',
        modified="2021-02-03T04:05:06Z",
        excerpt="<p>Short &amp; <b>*sweet*</b></p>",
        terms=(
            TermRef("category", "tech-2", "Tech & Tools"),
            TermRef("post_tag", "2019", "2019"),
            TermRef("layout", "x", "No layout"),
        ),
        format="aside",
        sticky=True,
        menu_order=3,
        template="wide.php",
        featured_image=Attachment(id=7, url="https://blog.example.test/a.jpg", alt="Alt", caption="<em>Cap</em>"),
        old_slugs=("hello", "안녕", "a/b"),
        guid="https://blog.example.test/?p=12",
        enclosures=("https://blog.example.test/a.mp3",),
    )
    fields, body = written(post, "Body.", authors=(JANE, BOB), comments=(comment(1),))
    assert body == "Body.\n"
    assert fields == {
        "layout": "post",
        "title": 'He said "hi": ok',
        "date": dt.datetime.fromisoformat(DATE),
        "last_modified_at": dt.datetime.fromisoformat("2021-02-03T04:05:06+00:00"),
        "permalink": "/2020/01/안녕/",
        "redirect_from": ["/2020/01/hello/"],
        "author": "jane",
        "authors": ["jane", "bob-한"],
        "categories": ["Tech & Tools"],
        "tags": ["2019"],
        "wp-layout": ["No layout"],
        "description": "Short & *sweet*",
        "excerpt": "Short &amp; &#42;sweet&#42;",
        "image": {"path": "https://blog.example.test/a.jpg", "alt": "Alt", "caption": "Cap"},
        "lang": "ko",
        "wp": {
            "id": 12,
            "type": "post",
            "day": "2020-01-05",
            "format": "aside",
            "sticky": True,
            "menu_order": 3,
            "template": "wide.php",
            "guid": "https://blog.example.test/?p=12",
            "enclosures": ["https://blog.example.test/a.mp3"],
            "comments": "12",
        },
    }


HIDDEN = [
    ("post", "published", None),
    ("post", "scheduled", None),
    ("post", "draft", None),
    ("post", "private", False),
    ("post", "password", False),
    ("post", "trash", False),
    ("page", "published", None),
    ("page", "scheduled", False),
    ("page", "draft", False),
    ("book", "published", None),
    ("book", "scheduled", False),
    ("book", "private", False),
]


@pytest.mark.parametrize(("kind", "visibility", "published"), HIDDEN)
def test_what_no_folder_and_no_date_hides_says_so(kind, visibility, published) -> None:
    fields, _ = written(post_at(place("a", kind, visibility=visibility)))
    assert fields.get("published") is published


def test_only_a_text_that_its_author_cut_names_the_cut() -> None:
    cut = Document((ReadMore(""),))
    assert written(post_at(place("a")), document=cut)[0]["excerpt_separator"] == "<!--more-->"
    assert "excerpt_separator" not in written(post_at(place("a"), excerpt="x"), document=cut)[0]
    assert "excerpt_separator" not in written(post_at(place("a")))[0]


def test_liquid_is_disarmed_and_reported() -> None:
    found: list[Diagnostic] = []
    _, body = written(post_at(place("a")), "{{ x }} `{% if %}` {y}", report=found.append)
    assert body == '{{ "{{" }} x }} `{{ "{%" }} if %}` {y}\n'
    assert [(one.code.slug, one.count) for one in found] == [("template-escaped", 2)]


@given(st.text(alphabet='{}%" abx-'))
def test_liquid_hands_on_what_was_written(text) -> None:
    if '{{ "' not in text:
        assert liquid_read(escape_liquid(text)[0]) == text


def test_custom_fields_never_take_a_word_of_jekylls() -> None:
    found: list[Diagnostic] = []
    fields, _ = written(
        post_at(place("a")), fields={"layout": "x", "redirect_to": "/", "mood": "good"}, report=found.append
    )
    assert (fields["layout"], fields["mood"]) == ("post", "good")
    assert "redirect_to" not in fields
    assert sorted(one.detail for one in found) == ["layout", "redirect_to"]


def test_what_the_site_knows_is_data() -> None:
    main = menu(
        "main",
        MenuItem(id=1, title="A", kind="post_type", target="12"),
        MenuItem(id=2, title="Hidden", kind="post_type", target="13"),
        MenuItem(id=3, title="B", url="/b/", parent=2),
        MenuItem(id=4, title="C", url="/c/", parent=1),
    )
    places = [place("a", permalink="/a/"), place("h", visibility="draft", id=13)]
    one = term("category", "the-slug", "Notes", path="up/the-slug", description="<p>D</p>", ambiguous=True)
    files = by_path(TARGET.site(site_job(TARGET, places, menus=(main,), terms=(one,), authors=(JANE, BOB))))
    data = {path: yaml.safe_load(text) for path, text in files.items()}
    assert data["_data/menus.yml"]["main"]["items"] == [
        {"id": 1, "title": "A", "url": "/a/", "kind": "post_type", "children": [{"id": 4, "title": "C", "url": "/c/", "kind": "custom"}]},
        {"id": 3, "title": "B", "url": "/b/", "kind": "custom"},
    ]  # fmt: skip
    assert data["_data/terms.yml"] == {
        "categories": {
            "Notes (the-slug)": {"name": "Notes", "slug": "the-slug", "url": "/category/up/the-slug/", "description": "D"}
        }
    }  # fmt: skip
    assert data["_data/authors.yml"] == {
        "jane": {"id": 2, "name": "Jane Doe", "url": "/author/jane/"},
        "bob-한": {"name": "Bob 한", "uri": "https://bob.example/", "url": "/author/bob-한/"},
    }


def test_the_configuration_fits_the_site() -> None:
    site = Site(title="ع: x", url="https://x.example/blog", language="ar_EG", offset=330)
    places = [place("a", permalink="/2020/01/a/"), place("b", "book", permalink="/books/b/")]
    files = by_path(TARGET.scaffold(site_job(TARGET, places, site=site, terms=(term("genre", "g", "G"),))))
    config = yaml.safe_load(files["_config.yml"])
    assert (config["url"], config["lang"], config["direction"], config["timezone"]) == (
        "https://x.example",
        "ar-EG",
        "rtl",
        "Etc/UTC",
    )
    assert config["permalink"] == "/:year/:month/:title/"
    assert config["collections"] == {"book": {"output": True, "permalink": "/book/:path/"}}
    assert config["taxonomies"] == ["categories", "genre", "tags"]
    assert config["paginate"] == 10
    assert "index.html" in files
    assert {"lists/posts.html", "lists/genre/g.html", "lists/books.html"} <= files.keys()
    front = by_path(TARGET.scaffold(site_job(TARGET, [place("home", "page", front_page=True)])))
    assert "index.html" not in front
    assert "paginate" not in yaml.safe_load(front["_config.yml"])


@given(title=st.text(), name=st.text(), slug=st.text(), kind=st.text(max_size=20), permalink=st.text(), key=st.text())
def test_any_word_survives_in_front_matter_and_data(title, name, slug, kind, permalink, key) -> None:
    where = place("a", kind, permalink=permalink)
    post = post_at(where, title=title, old_slugs=(slug,), terms=(TermRef(kind, "s", name),), meta={key: [name]})
    fields, _ = written(post, options=JekyllOptions(custom_fields=True))
    assert fields["title"] == (title.strip() or "(untitled)")
    assert fields["wp"]["meta"] == {key: [name]}
    one = term(kind or "x", "s", name)
    files = by_path(TARGET.site(site_job(TARGET, [where], terms=(one,))))
    assert name in next(iter(yaml.safe_load(files["_data/terms.yml"]).values()))
    by_path(TARGET.scaffold(site_job(TARGET, [where], terms=(one,))))
