"""The Eleventy target without Eleventy: paths, addresses, front matter, and names that must not collide."""

import datetime as dt
import json

import pytest
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
from wpmigrate.content.nodes import Document, Image, Paragraph, ReadMore
from wpmigrate.contract import Attachment, Author, Diagnostic, Site
from wpmigrate.model import MenuItem, TermRef
from wpmigrate.render.markdown import render_markdown
from wpmigrate.targets.eleventy import TARGET, EleventyOptions

BOB = Author(login="bob", name="Bob 한", slug="bob-한", url="https://bob.example/")
PATHS = [
    (place("안녕"), "flat", "content/posts/안녕.md"),
    (place("안녕"), "year-month", "content/posts/2020/01/안녕.md"),
    (place("안녕"), "bundle", "content/posts/안녕/index.md"),
    (place("about", "page"), "bundle", "content/pages/about.md"),
    (place("team", "page", ancestors=("about",)), "flat", "content/pages/about/team.md"),
    (place("x", "page", ancestors=("node_modules",)), "flat", "content/pages/p-node_modules/x.md"),
    (place("home", "page", front_page=True), "flat", "content/index.md"),
    (place("home", "page", front_page=True, visibility="draft"), "flat", "content/pages/home.md"),
    (place("x", "book"), "flat", "content/book/x.md"),
    (place("x", "posts"), "flat", "content/type-posts/x.md"),
    (place("x", ""), "flat", "content/items/x.md"),
]


@pytest.mark.parametrize(("where", "layout", "path"), PATHS)
def test_an_item_lies_where_its_kind_does(where, layout, path) -> None:
    assert TARGET.path(where, EleventyOptions(layout=layout)) == path


ADDRESSES = [
    (place("a", permalink="/x/a.html"), "/x/a.html"),
    (place("a"), "/posts/a/"),
    (place("team", "page", ancestors=("about",)), "/about/team/"),
    (place("x", "book"), "/book/x/"),
    (place("home", "page", front_page=True), "/"),
    (place("a", visibility="draft"), ""),
]


@pytest.mark.parametrize(("where", "url"), ADDRESSES)
def test_every_public_item_has_an_address(where, url) -> None:
    assert address(TARGET, where, EleventyOptions()) == url
    assert address(TARGET, where, EleventyOptions(layout="bundle")) == url


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
            TermRef("post_tag", "all-of-it", "all"),
            TermRef("layout", "x", "No layout"),
        ),
        sticky=True,
        menu_order=3,
        featured_image=Attachment(id=7, url="https://blog.example.test/a.jpg", alt="Alt", caption="<em>Cap</em>"),
        old_slugs=("hello",),
        guid="https://blog.example.test/?p=12",
    )
    fields, body = written(
        post, "Body.", authors=(JANE, BOB), comments=(comment(1),), document=Document((ReadMore(""),))
    )
    assert body == "Body.\n"
    assert fields == {
        "title": 'He said "hi": ok',
        "date": dt.datetime.fromisoformat(DATE),
        "modified": dt.datetime.fromisoformat("2021-02-03T04:05:06+00:00"),
        "permalink": "/2020/01/안녕/",
        "aliases": ["/2020/01/hello/"],
        "authors": ["jane", "bob-한"],
        "categories": ["Tech & Tools"],
        "tags": ["2019", "all (all-of-it)"],
        "wp-layout": ["No layout"],
        "description": "Short & *sweet*",
        "image": {"url": "https://blog.example.test/a.jpg", "alt": "Alt", "caption": "Cap"},
        "lang": "ko",
        "wp": {
            "id": 12,
            "type": "post",
            "day": "2020-01-05",
            "cut": True,
            "sticky": True,
            "menu_order": 3,
            "guid": "https://blog.example.test/?p=12",
            "comments": "12",
        },
    }


@pytest.mark.parametrize("kind", ["post", "page", "book"])
@pytest.mark.parametrize("visibility", ["scheduled", "draft", "private", "password", "trash"])
def test_eleventy_writes_no_page_of_what_is_not_public(kind, visibility) -> None:
    fields, _ = written(post_at(place("a", kind, visibility=visibility, permalink="/a/"), old_slugs=("b",)))
    assert fields["permalink"] is False
    assert fields["eleventyExcludeFromCollections"] is True
    assert fields["draft"] is True
    assert fields["wp"]["permalink"] == "/a/"
    assert "aliases" not in fields


PERMALINKS = [
    ("/2020/안녕/", "/2020/안녕/", None),
    ("/a.html", "/a.html", None),
    ("/a", "/a/", None),
    ("/a.php", "/a.php/", None),
    ("/{{ x }}/", "/{{ x }}/", False),
]


@pytest.mark.parametrize(("permalink", "said", "dynamic"), PERMALINKS)
def test_a_permalink_is_a_folder_or_a_file_and_no_template(permalink, said, dynamic) -> None:
    fields, _ = written(post_at(place("a", permalink=permalink)))
    assert (fields["permalink"], fields.get("dynamicPermalink")) == (said, dynamic)


TEXTS = [("plain {x}", 0), ("{{ x }} and {% y %}", 2), ("{# z #}", 1), ("`{{`", 1)]


@pytest.mark.parametrize(("text", "count"), TEXTS)
def test_templates_are_switched_off_only_where_a_text_shows_some(text, count) -> None:
    found: list[Diagnostic] = []
    fields, body = written(post_at(place("a")), text, report=found.append)
    assert body == f"{text}\n"
    assert fields.get("templateEngineOverride") == ("md" if count else None)
    assert [(one.code.slug, one.count) for one in found] == ([("template-escaped", count)] if count else [])


def test_custom_fields_never_take_a_word_of_eleventys() -> None:
    found: list[Diagnostic] = []
    given = {"layout": "x", "pagination": "y", "override:title": "z", "Site": "s", "mood": "good"}
    fields, _ = written(post_at(place("a")), fields=given, report=found.append)
    assert fields["mood"] == "good"
    assert not {"layout", "pagination", "override:title", "Site"} & fields.keys()
    assert sorted(one.detail for one in found) == ["Site", "layout", "override:title", "pagination"]


def test_a_picture_is_html_where_markdown_it_would_drop_letters_of_its_words() -> None:
    def said(alt: str) -> str:
        return render_markdown(Document((Paragraph((Image("/a.jpg", alt),)),)), TARGET.dialect)

    assert said("Tom & Jerry's") == "![Tom & Jerry's](/a.jpg)\n"
    assert said("a [b] \\c") == '<img src="/a.jpg" alt="a [b] \\c">\n'


def test_what_the_site_knows_is_data() -> None:
    main = menu("main", MenuItem(id=1, title="A", kind="post_type", target="12"))
    one = term("post_tag", "the-slug", "posts", path="up/the-slug", description="<p>D</p>")
    files = by_path(
        TARGET.site(site_job(TARGET, [place("a", permalink="/a#/")], menus=(main,), terms=(one,), authors=(JANE, BOB)))
    )
    data = {path: json.loads(text) for path, text in files.items()}
    assert data["_data/wordpress/menus.json"]["main"]["items"][0]["url"] == "/a%23/"
    assert data["_data/wordpress/terms.json"] == [
        {
            "key": "tags", "word": "posts (the-slug)", "name": "posts", "slug": "the-slug", "url": "/tag/up/the-slug/", "parent": "",
            "description": "D", "id": None,
        }
    ]  # fmt: skip
    assert data["_data/wordpress/authors.json"]["bob-한"] == {
        "name": "Bob 한",
        "website": "https://bob.example/",
        "url": "/author/bob-한/",
    }


def test_the_scaffold_fits_the_site() -> None:
    site = Site(title="ع: x", url="https://x.example/blog", language="ar_EG", offset=60)
    places = [place("a", permalink="/2020/01/a/"), place("b", "book", permalink="/books/b/")]
    files = by_path(TARGET.scaffold(site_job(TARGET, places, site=site, terms=(term("genre", "g", "G"),))))
    facts = json.loads(files["_data/site.json"])
    assert (facts["url"], facts["lang"], facts["direction"], facts["timezone"]) == (
        "https://x.example",
        "ar-EG",
        "rtl",
        "Etc/GMT-1",
    )
    assert json.loads(files["content/book/book.11tydata.json"]) == {"layout": "layouts/post.njk"}
    assert [one["listed"] for one in json.loads(files["_data/lists.json"])] == [
        ["type/post"],
        ["genre/G"],
        ["type/book"],
    ]
    assert "content/index.njk" in files
    front = by_path(TARGET.scaffold(site_job(TARGET, [place("home", "page", front_page=True)])))
    assert "content/index.njk" not in front
    assert json.loads(front["content/index.11tydata.json"]) == {"layout": "layouts/page.njk"}


@given(title=st.text(), name=st.text(), slug=st.text(), kind=st.text(max_size=20), permalink=st.text(), key=st.text())
def test_any_word_survives_in_front_matter_and_data(title, name, slug, kind, permalink, key) -> None:
    where = place("a", kind, permalink=permalink)
    post = post_at(where, title=title, old_slugs=(slug,), terms=(TermRef(kind, "s", name),), meta={key: [name]})
    fields, _ = written(post, options=EleventyOptions(custom_fields=True))
    assert fields["title"] == (title.strip() or "(untitled)")
    assert fields["wp"]["meta"] == {key: [name]}
    job = job_of(TARGET, post, options=EleventyOptions(custom_fields=True, front_matter="json"))
    text = by_path(TARGET.write(job))[job.path]
    assert json.loads(text.removeprefix("---json\n").removesuffix("---\n"))["wp"]["meta"] == {key: [name]}
    one = term(kind or "x", "s", name)
    files = by_path(TARGET.site(site_job(TARGET, [where], terms=(one,))))
    assert json.loads(files["_data/wordpress/terms.json"])[0]["name"] == name
    by_path(TARGET.scaffold(site_job(TARGET, [where], terms=(one,))))
