"""The Pelican target without Pelican: paths, metadata lines, data files and configuration."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from target_jobs import DATE, JANE, by_path, comment, job_of, menu, place, post_at, site_job, term
from wpmigrate.contract import Attachment, Site
from wpmigrate.model import MenuItem, TermRef
from wpmigrate.targets.pelican import TARGET, PelicanOptions

HALF = re.compile("[\ud800-\udfff]")
PATHS = [
    (place("안녕"), "flat", "content/posts/안녕.md"),
    (place("a"), "year-month", "content/posts/2020/01/a.md"),
    (place("a"), "bundle", "content/posts/a/index.md"),
    (place("team", "page", ancestors=("about",)), "flat", "content/pages/about/team.md"),
    (place("x", "book"), "flat", "content/book/x.md"),
    (place("x", "posts"), "flat", "content/type-posts/x.md"),
]


@pytest.mark.parametrize(("where", "layout", "path"), PATHS)
def test_an_item_lies_where_the_layout_says(where, layout, path) -> None:
    assert TARGET.path(where, PelicanOptions(layout=layout)) == path


def lines_of(text: str) -> dict[str, str]:
    """Read metadata as Python-Markdown does."""
    head = text.partition("\n\n")[0]
    found = [re.fullmatch(r"([A-Za-z0-9_-]+):\s*(.*)", line) for line in head.split("\n") if line]
    assert all(found), head
    keys = [one[1].lower() for one in found]
    assert len(keys) == len(set(keys))
    return {one[1].lower(): one[2] for one in found}


def written(post, body="", **given) -> dict[str, str]:
    job = job_of(TARGET, post, body, **given)
    return lines_of(by_path(TARGET.write(job))[job.path])


def test_metadata_says_what_wordpress_knew() -> None:
    post = post_at(
        place("안녕", permalink="/2020/01/안녕/"),
        title='He said\n"hi": <b> & &amp; R&B',
        modified="2021-02-03T04:05:06Z",
        excerpt="<p>Note: *short*</p>",
        terms=(
            TermRef("category", "a", "A, B; C"),
            TermRef("category", "b", "Second"),
            TermRef("post_tag", "t", "x, y"),
        ),
        sticky=True,
        featured_image=Attachment(id=7, url="https://blog.example.test/a b.jpg", alt="An\nalt"),
        meta={"k": ["v\nw"]},
    )
    fields = written(post, authors=(JANE,), comments=(comment(1),), options=PelicanOptions(custom_fields=True))
    assert fields == {
        "title": 'He said "hi": &lt;b&gt; & &amp;amp; R&amp;B',
        "slug": "안녕",
        "date": DATE,
        "modified": "2021-02-03T04:05:06Z",
        "url": "2020/01/안녕/",
        "save_as": "2020/01/안녕/index.html",
        "category": "A, B; C",
        "tags": "x, y;",
        "authors": "Jane Doe",
        "summary": "Note&#58; &#42;short&#42;",
        "image": "https://blog.example.test/a%20b.jpg",
        "image_alt": "An alt",
        "wp_id": "12",
        "wp_type": "post",
        "wp_sticky": "true",
        "wp_terms": '["category/a","category/b","post_tag/t"]',
        "wp_authors": '["jane"]',
        "wp_comments": "12",
        "wp_meta": '{"k":["v\\nw"]}',
    }


@pytest.mark.parametrize("visibility", ["draft", "scheduled", "private", "password", "trash"])
def test_what_is_not_public_is_skipped(visibility) -> None:
    assert written(post_at(place("a", visibility=visibility)))["status"] == "skip"
    assert "status" not in written(post_at(place("a")))
    only = {"title": "title"}
    assert written(post_at(place("a", visibility=visibility)), only=only)["status"] == "skip"


URLS = [
    ("/c#/", "c%23/", "c#/index.html"),
    ("/old/page.html", "old/page.html", "old/page.html"),
    ("/bare", "bare", "bare/index.html"),
    ("/100%/", "100%25/", "100%/index.html"),
]


@pytest.mark.parametrize(("permalink", "url", "file"), URLS)
def test_an_item_keeps_its_address(permalink, url, file) -> None:
    fields = written(post_at(place("a", permalink=permalink)))
    assert (fields["url"], fields["save_as"]) == (url, file)


def test_the_front_page_stands_at_the_root() -> None:
    fields = written(post_at(place("home", "page", permalink="/", front_page=True)))
    assert (fields["url"], fields["save_as"]) == ("./", "index.html")


def test_custom_fields_never_mean_something_else() -> None:
    mine = {
        "Title": "x",
        "content": "y",
        "wp_id": 3,
        "_edit": "z",
        "price": "10 ₩",
        "가격": [1],
        "many": "a\nb",
        "Price": 2,
    }
    fields = written(post_at(place("a")), fields=mine)
    assert fields["title"] == "Title of a"
    assert (fields["price"], fields["many"]) == ("10 ₩", '"a\\nb"')
    assert json.loads(fields["wp_fields"]) == {"가격": [1], "Price": 2}
    assert "content" not in fields


def test_lists_have_pages_where_no_item_stands() -> None:
    job = site_job(
        TARGET,
        [place("x", permalink="/tag/t/"), place("n", "book", permalink="/books/n/", id=13)],
        terms=(term("category", "c", "C & D", path="up/c", description="<p>D</p>"), term("post_tag", "t", "T")),
        authors=(JANE,),
    )
    lists = json.loads(by_path(TARGET.site(job))["data/lists.json"])
    assert {key: one["url"] for key, one in lists.items()} == {
        "category/c": "/category/up/c/", "post_tag/t": "", "author/jane": "/author/jane/", "archive/books": "/books/",
    }  # fmt: skip
    pages = {path: lines_of(text) for path, text in by_path(TARGET.scaffold(job)).items() if "/lists/" in path}
    assert {path.rpartition("/")[2] for path in pages} == {"category-c.md", "author-jane.md", "archive-books.md"}
    assert pages["content/lists/category-c.md"]["save_as"] == "category/up/c/index.html"


def test_the_configuration_is_python_of_this_site() -> None:
    site = Site(title="ع\n'x' \"y\"", url="https://x.example/blog", language="ar_EG", offset=120)
    entries = menu("top", MenuItem(id=1, title="Home", url="/", order=1))
    job = site_job(TARGET, [place("home", "page", permalink="/", front_page=True)], site=site, menus=(entries,))
    text = by_path(TARGET.scaffold(job))["pelicanconf.py"]
    found = {}
    exec(text.partition("\nHERE")[2].partition("\n\n")[2].partition("\n# Lists, menus")[0], found)
    assert (found["SITENAME"], found["SITEURL"]) == ("ع 'x' \"y\"", "https://x.example/blog")
    assert (found["DIRECTION"], found["DEFAULT_LANG"], found["TIMEZONE"]) == ("rtl", "ar-EG", "Etc/GMT-2")
    assert (found["INDEX_SAVE_AS"], found["MENUITEMS"]) == ("", [("Home", "/")])
    compile(text, "pelicanconf.py", "exec")


@given(title=st.text(), name=st.text(), slug=st.text(), kind=st.text(max_size=20), meta=st.text(), key=st.text())
def test_nothing_is_lost_of_odd_words(title, name, slug, kind, meta, key) -> None:
    post = post_at(place("a", kind), title=title, terms=(TermRef(kind, slug, name),), meta={"m": [meta]})
    fields = written(post, options=PelicanOptions(custom_fields=True), fields={key: meta})
    assert fields["title"]
    assert json.loads(fields["wp_meta"]) == {"m": [HALF.sub("\ufffd", meta)]}
    assert json.loads(fields["wp_terms"]) == [HALF.sub("\ufffd", f"{kind}/{slug}")]
    by_path(TARGET.site(site_job(TARGET, terms=(term(kind or "x", slug, name),))))
