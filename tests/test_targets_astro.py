"""The Astro target without Astro: paths, front matter, data files, addresses, and what its Markdown is kept from."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from target_jobs import DATE, JANE, by_path, comment, front_matter, job_of, menu, place, post_at, site_job, term
from wpmigrate.content.nodes import Image
from wpmigrate.contract import Attachment, Diagnostic
from wpmigrate.model import MenuItem, TermRef
from wpmigrate.render.astro import decodable, escape_astro, relative_picture
from wpmigrate.targets.astro import TARGET, AstroOptions

PATHS = [
    (place("안녕"), "flat", "src/content/posts/안녕.md"),
    (place("a"), "year-month", "src/content/posts/2020/01/a.md"),
    (place("a"), "bundle", "src/content/posts/a/index.md"),
    (place("a#b?c%d"), "flat", "src/content/posts/a-b-c-d.md"),
    (place("team", "page", ancestors=("about",)), "flat", "src/content/pages/about/team.md"),
    (place("x", "book"), "flat", "src/content/book/x.md"),
    (place("x", "posts"), "flat", "src/content/type-posts/x.md"),
]


@pytest.mark.parametrize(("where", "layout", "path"), PATHS)
def test_an_item_lies_where_the_layout_says(where, layout, path) -> None:
    assert TARGET.path(where, AstroOptions(layout=layout)) == path


def written(post, body="", **given) -> tuple[dict, str]:
    job = job_of(TARGET, post, body, **given)
    return front_matter(by_path(TARGET.write(job))[job.path])


def test_front_matter_says_what_wordpress_knew() -> None:
    post = post_at(
        place("안녕", permalink="/2020/01/안녕/", language="ko"),
        title='He said "hi": ok',
        modified="2021-02-03T04:05:06Z",
        excerpt="<p>Short &amp; <b>*sweet*</b></p>",
        terms=(TermRef("category", "a", "Tech & Tools"), TermRef("post_tag", "2019", "2019"), TermRef("slug", "x", "No slug")),
        sticky=True,
        featured_image=Attachment(id=7, url="https://blog.example.test/a.jpg", alt="Alt", caption="<em>Cap</em>"),
        old_slugs=("hello",),
        meta={"k": ["v"]},
    )  # fmt: skip
    fields, body = written(post, "Body.", authors=(JANE,), comments=(comment(1),))
    assert body == "Body.\n"
    assert fields == {
        "title": 'He said "hi": ok',
        "description": "Short & *sweet*",
        "pubDate": dt.datetime.fromisoformat(DATE),
        "updatedDate": dt.datetime.fromisoformat("2021-02-03T04:05:06+00:00"),
        "permalink": "/2020/01/안녕/",
        "redirect_from": ["/2020/01/hello/"],
        "authors": ["jane"],
        "categories": ["Tech & Tools"],
        "tags": ["2019"],
        "wp-slug": ["No slug"],
        "image": {"url": "https://blog.example.test/a.jpg", "alt": "Alt", "caption": "Cap"},
        "lang": "ko",
        "wp": {"id": 12, "type": "post", "day": "2020-01-05", "sticky": True, "language": "ko", "comments": "12"},
    }


@pytest.mark.parametrize("visibility", ["draft", "private", "password", "trash"])
def test_what_is_for_no_reader_is_a_draft(visibility) -> None:
    assert written(post_at(place("a", visibility=visibility)))[0]["draft"] is True
    assert "draft" not in written(post_at(place("a", visibility="scheduled")))[0]


@given(st.text(), st.text(min_size=1), st.text())
def test_any_text_survives_in_front_matter(title, name, value) -> None:
    post = post_at(place("a"), title=title, terms=(TermRef("post_tag", "t", name),), meta={"k": [value]})
    fields, _ = written(post, options=AstroOptions(custom_fields=True))
    assert fields["title"] == (title.strip() or "(untitled)")
    assert fields["tags"] == [name]
    assert fields["wp"].get("meta", {"k": [""]}) == {"k": [value]}


def test_custom_fields_never_take_a_word_of_astros() -> None:
    found: list[Diagnostic] = []
    fields, _ = written(post_at(place("a")), fields={"slug": "x", "layout": "y", "mood": "good"}, report=found.append)
    assert fields["mood"] == "good"
    assert not {"slug", "layout"} & fields.keys()
    assert sorted(one.detail for one in found) == ["layout", "slug"]


def test_lists_and_menus_are_data() -> None:
    terms = (
        term("category", "news", "News", path="up/news", parent="up"),
        term("post_tag", "a", "A"),
        term("author", "jane", "Plugin"),
    )
    menus = (
        menu("main", MenuItem(id=1, title="A", url="/a/", order=1), MenuItem(id=2, title="B", url="/b/", parent=1)),
    )
    places = [place("x", permalink="/tag/a/"), place("film", "movie", permalink="/films/film/", id=2)]
    files = by_path(TARGET.site(site_job(TARGET, places, authors=(JANE,), terms=terms, menus=menus)))
    lists = [(one["field"], one["word"], one["url"]) for one in json.loads(files["src/data/lists.json"])]
    assert lists == [
        ("categories", "News", "/category/up/news/"),
        ("tags", "A", ""),
        ("author", "Plugin", "/author/jane/"),
        ("authors", "jane", ""),
        ("archive", "films", "/films/"),
    ]
    main = json.loads(files["src/data/menus.json"])["main"]["items"]
    assert [one["title"] for one in main] == ["A"]
    assert [one["title"] for one in main[0]["children"]] == ["B"]


DECODED = [("/100%.png", "/100%25.png"), ("/%ec%95.png", "/%25ec%2595.png"), ("/a%20b.png", "/a%20b.png"), ("%EC%95%88", "%EC%95%88")]  # fmt: skip


@pytest.mark.parametrize(("url", "said"), DECODED)
def test_every_address_can_be_decoded(url, said) -> None:
    assert decodable(url) == said
    assert escape_astro(f'<img alt="5%" src="{url}">', "html") == f'<img alt="5%" src="{said}">'
    assert escape_astro(url, "text") == url


def test_only_a_relative_picture_is_html() -> None:
    assert relative_picture(Image("a.png", 'A "b" | *c*')) == (
        '<img src="a.png" alt="A &quot;b&quot; &#124; &#42;c&#42;">'
    )
    assert relative_picture(Image("/a.png", "A")) is None
    assert relative_picture(Image("https://x.example/a.png", "A")) is None


def test_what_hides_an_item_stays_whatever_keys_are_asked_for() -> None:
    asked = {"only": {"title": "title"}}
    assert written(post_at(place("a", visibility="draft")), **asked)[0]["draft"] is True
    assert "pubDate" in written(post_at(place("a", visibility="scheduled")), **asked)[0]
    assert written(post_at(place("a")), **asked)[0].keys() == {"title"}
