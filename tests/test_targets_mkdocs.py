"""The MkDocs target without MkDocs: paths, front matter, authors, lists and configuration."""

import datetime as dt
import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from target_jobs import DATE, JANE, by_path, comment, front_matter, job_of, menu, place, post_at, site_job, term
from wpmigrate.contract import Attachment, Author, Site
from wpmigrate.model import MenuItem, TermRef
from wpmigrate.targets.mkdocs import TARGET, MkdocsOptions

PATHS = [
    (place("안녕"), "flat", "docs/blog/posts/안녕.md"),
    (place("a"), "year", "docs/blog/posts/2020/a.md"),
    (place("README"), "flat", "docs/blog/posts/README-2.md"),
    (place("draft", visibility="draft"), "flat", "docs/blog/posts/draft.md"),
    (place("about", "page"), "flat", "docs/about.md"),
    (place("about", "page", visibility="private"), "flat", "docs/.drafts/about.md"),
    (place("blog", "page"), "flat", "docs/page-blog.md"),
    (place("x", "page", ancestors=("Templates",)), "flat", "docs/page-Templates/x.md"),
    (place("home", "page", front_page=True), "flat", "docs/index.md"),
    (place("home", "page", front_page=True, visibility="draft"), "flat", "docs/.drafts/home.md"),
    (place("news", "page", posts_page=True), "flat", "docs/blog/index.md"),
    (place("x", "book"), "flat", "docs/book/x.md"),
    (place("x", "book", visibility="draft"), "flat", "docs/.drafts/book/x.md"),
    (place("x", "blog"), "flat", "docs/type-blog/x.md"),
]


@pytest.mark.parametrize(("where", "layout", "path"), PATHS)
def test_an_item_lies_where_mkdocs_reads_it_or_must_not(where, layout, path) -> None:
    assert TARGET.path(where, MkdocsOptions(layout=layout)) == path


def written(post, body="", **given) -> dict:
    job = job_of(TARGET, post, body, **given)
    return front_matter(by_path(TARGET.write(job))[job.path])[0]


def test_front_matter_is_what_material_takes() -> None:
    post = post_at(
        place("안녕", permalink="/2020/01/안녕/"),
        title="A *b* <i> & &amp; [c] snake_case",
        modified="2021-02-03T04:05:06Z",
        excerpt='<p>A "short" &lt;one&gt;</p>',
        terms=(TermRef("category", "a", "2019"), TermRef("post_tag", "t", "yes"), TermRef("genre", "g", "G")),
        sticky=True,
        featured_image=Attachment(id=7, url="https://blog.example.test/a.jpg", alt="Alt"),
        old_slugs=("hello",),
    )
    fields = written(post, authors=(JANE,), comments=(comment(1),), fields={"status": "x", "mood": "good"})
    assert fields == {
        "title": "A &#42;b&#42; &lt;i&gt; & &amp;amp; &#91;c&#93; snake_case",
        "date": {
            "created": dt.datetime.fromisoformat(DATE),
            "updated": dt.datetime.fromisoformat("2021-02-03T04:05:06+00:00"),
        },
        "pin": True,
        "authors": ["jane"],
        "categories": ["2019"],
        "tags": ["yes"],
        "slug": "안녕",
        "url": "/2020/01/안녕/",
        "aliases": ["/2020/01/hello/"],
        "description": "A &quot;short&quot; &lt;one&gt;",
        "wp": {
            "id": 12,
            "type": "post",
            "terms": ["category/a", "post_tag/t", "genre/g"],
            "image": {"url": "https://blog.example.test/a.jpg", "alt": "Alt"},
            "comments": "12",
        },
        "mood": "good",
    }


@pytest.mark.parametrize("visibility", ["draft", "scheduled", "private", "password", "trash"])
def test_what_is_not_public_is_a_draft_or_out_of_reach(visibility) -> None:
    assert written(post_at(place("a", visibility=visibility)))["draft"] is True
    assert "/.drafts/" in TARGET.path(place("a", "page", visibility=visibility), MkdocsOptions())
    assert "draft" not in written(post_at(place("a")))
    only = {"title": "title"}
    assert written(post_at(place("a", visibility=visibility)), only=only)["draft"] is True


def test_an_item_without_a_date_has_one() -> None:
    assert written(post_at(place("a", date=None), date=None))["date"]["created"].year == 1970


def test_authors_have_all_that_material_demands() -> None:
    bob = Author(login="bob", name="<b> Bob", slug="bob-한", bio="<p>Writes & sings</p>")
    files = by_path(TARGET.site(site_job(TARGET, authors=(JANE, bob), base="https://x.example/sub")))
    assert yaml.safe_load(files["docs/blog/.authors.yml"])["authors"] == {
        "jane": {
            "name": "Jane Doe",
            "description": "Author",
            "avatar": "assets/author.svg",
            "url": "/sub/author/jane/",
        },
        "bob-한": {
            "name": "&lt;b&gt; Bob",
            "description": "Writes & sings",
            "avatar": "assets/author.svg",
            "url": "/sub/author/bob-한/",
        },
    }


def test_the_starter_site_has_a_page_for_each_list_and_the_main_menu() -> None:
    entries = menu(
        "top",
        MenuItem(id=1, title="A & <b>", url="/", order=1),
        MenuItem(id=2, title="Below", target="category/c", parent=1, order=2),
        MenuItem(id=3, title="Draft", target="20", order=3),
        MenuItem(id=4, title="Out", url="https://x.example/", parent=3, order=4),
    )
    job = site_job(
        TARGET,
        [place("d", "page", visibility="draft", id=20)],
        terms=(term("category", "c", "C", path="up/c"),),
        menus=(entries,),
        site=Site(title="T", url="https://blog.example.test", language="pt_BR"),
    )
    files = by_path(TARGET.scaffold(job))
    config = yaml.safe_load(files["mkdocs.yml"])
    home = "A & &lt;b&gt;"
    assert config["nav"] == [{home: [{home: "/"}, {"Below": "/category/up/c/"}]}, {"Out": "https://x.example/"}]
    assert config["theme"]["language"] == "pt-BR"
    assert front_matter(files["docs/lists/category-c.md"])[0]["url"] == "/category/up/c/"
    assert front_matter(files["docs/blog/index.md"])[0]["url"] == "/blog/"
    compile(files["hooks.py"], "hooks.py", "exec")


@given(title=st.text(), name=st.text(), slug=st.text(), kind=st.text(max_size=20), meta=st.text())
def test_nothing_is_lost_of_odd_words(title, name, slug, kind, meta) -> None:
    post = post_at(place("a", kind), title=title, terms=(TermRef("post_tag", slug, name),), meta={"m": [meta]})
    fields = written(post, options=MkdocsOptions(custom_fields=True))
    assert fields["title"]
    assert fields.get("tags", [name])
    if meta.isprintable():
        assert fields["wp"]["meta"] == {"m": [meta]}
    files = by_path(TARGET.scaffold(site_job(TARGET, terms=(term(kind or "x", slug, name),))))
    assert yaml.safe_load(files["mkdocs.yml"])["site_name"]
    assert json.loads(by_path(TARGET.site(site_job(TARGET)))["data/menus.json"]) == {}
