"""The Zola target without Zola: paths, TOML that only has Zola's keys, sections, terms, and shortcodes that are none."""

import datetime as dt
import json
import tomllib

import pyromark
import pytest
from hypothesis import given
from hypothesis import strategies as st

from target_jobs import DATE, JANE, address, by_path, job_of, menu, place, post_at, site_job, term
from wpmigrate.content.nodes import Code, CodeBlock, Document, Heading, Paragraph, Text
from wpmigrate.contract import Diagnostic
from wpmigrate.model import MenuItem, TermRef
from wpmigrate.render.markdown import render_markdown
from wpmigrate.render.zola import as_read, escape_zola
from wpmigrate.targets.zola import TARGET, ZolaOptions

PATHS = [
    (place("안녕"), "flat", "content/posts/안녕.md"),
    (place("안녕"), "year-month", "content/posts/2020/01/안녕.md"),
    (place("안녕"), "bundle", "content/posts/안녕/index.md"),
    (place("v1.en"), "flat", "content/posts/v1-en.md"),
    (place("team", "page", ancestors=("a.b",)), "flat", "content/pages/a-b/team.md"),
    (place("home", "page", front_page=True), "flat", "content/_index.md"),
    (place("home", "page", front_page=True, visibility="draft"), "flat", "content/pages/home.md"),
    (place("x", "Book"), "flat", "content/book/x.md"),
    (place("x", "posts"), "flat", "content/type-posts/x.md"),
]


@pytest.mark.parametrize(("where", "layout", "path"), PATHS)
def test_an_item_lies_where_zola_sees_it(where, layout, path) -> None:
    assert TARGET.path(where, ZolaOptions(layout=layout)) == path


ADDRESSES = [
    (place("a", permalink="/x/a.html"), "/x/a/", ["/x/a.html"]),
    (place("a", permalink="/x/a"), "/x/a", []),
    (place("a"), "/posts/a/", []),
    (place("team", "page", ancestors=("about",)), "/about/team/", []),
    (place("a", visibility="draft"), None, []),
]


@pytest.mark.parametrize(("where", "url", "aliases"), ADDRESSES)
def test_an_address_is_a_folder_and_one_of_html_leads_there(where, url, aliases) -> None:
    fields = written(post_at(where))
    assert (fields.get("path"), fields.get("aliases", [])) == (url, aliases)


def written(post, body="", **given) -> dict:
    job = job_of(TARGET, post, body, **given)
    text = by_path(TARGET.write(job))[job.path]
    return tomllib.loads(text.removeprefix("+++\n").partition("\n+++\n")[0])


def test_front_matter_has_only_keys_of_zola() -> None:
    terms = (TermRef("post_tag", "x", "a/b"), TermRef("genre", "y", "Y"), TermRef("tags", "z", "Z"))
    fields = written(post_at(place("a"), terms=terms, sticky=True), authors=(JANE,), fields={"mood": "x", "date": 1})
    assert fields == {
        "title": "Title of a",
        "date": dt.datetime.fromisoformat(DATE),
        "path": "/posts/a/",
        "authors": ["Jane Doe"],
        "taxonomies": {"tags": ["x"], "genre": ["Y"], "wp-tags": ["Z"], "authors": ["jane"]},
        "extra": {"wp": {"id": 12, "type": "post", "day": "2020-01-05", "sticky": True}, "mood": "x"},
    }
    front = written(post_at(place("h", "page", permalink="/", front_page=True)))
    assert front.keys() == {"title", "template", "extra"}
    assert front["extra"]["wp"]["date"] == dt.datetime.fromisoformat(DATE)


@pytest.mark.parametrize("visibility", ["draft", "scheduled", "private", "password", "trash"])
def test_what_is_not_published_is_a_draft(visibility) -> None:
    assert written(post_at(place("a", visibility=visibility)))["draft"] is True


def test_every_folder_is_a_section_that_takes_no_address_of_an_item() -> None:
    places = [
        place("a", id=1),
        place("posts", "page", permalink="/posts/", id=2),
        place("team", "page", permalink="/about/team/", ancestors=("about",), id=3),
        place("b", "book", permalink="/books/b/", id=4),
    ]
    files = by_path(TARGET.site(site_job(TARGET, places)))
    sections = {path: tomllib.loads(text.strip("+\n")) for path, text in files.items() if path.endswith("/_index.md")}
    assert sections["content/posts/_index.md"]["render"] is False
    assert "transparent" not in sections["content/pages/_index.md"]
    assert sections["content/pages/about/_index.md"] == {
        "title": "about", "sort_by": "date", "render": False, "transparent": True,
    }  # fmt: skip
    assert sections["content/book/_index.md"]["aliases"] == ["/books/"]
    assert "content/_index.md" in sections


def test_terms_that_would_share_a_page_are_reported_and_menus_are_flat() -> None:
    found = list[Diagnostic]()
    terms = (term("category", "c", "C"), term("category", "b", "?"), term("category", "c-2", "C"))
    items = (
        MenuItem(id=1, title="A", url="https://a.example/"),
        MenuItem(id=2, title="B", url="https://b.example/", parent=1),
    )
    files = by_path(TARGET.site(site_job(TARGET, terms=terms, menus=(menu("main", *items),), report=found.append)))
    assert [(one.code.slug, one.detail) for one in found] == [("terms-merged", "category: c, c-2")]
    assert json.loads(files["data/terms.json"])["categories"].keys() == {"C", "b"}
    assert [one["depth"] for one in json.loads(files["data/menus.json"])[0]["items"]] == [0, 1]
    assert address(TARGET, place("x", permalink="/x/"), ZolaOptions()) == "/x/"


CODE = [
    ("`{{ youtube(id='x') }}`", "`{{/* youtube(id='x') */}}`"),
    ("`{{ x }} {% raw %}`", "`{{ x }} {% raw %}`"),
    ("`{% quote() %}a{% end %}`", "<code>&#123;&#37; quote&#40;&#41; &#37;&#125;a&#123;&#37; end &#37;&#125;</code>"),
    ("```\n{{/* x() */}}\n```", "<pre><code>&#123;&#123;/* x() */}}\n</code></pre>"),
]


@pytest.mark.parametrize(("code", "escaped"), CODE)
def test_code_that_shows_a_shortcode_is_escaped(code, escaped) -> None:
    assert escape_zola(code, "code") == escaped


def test_links_and_html_are_no_shortcodes() -> None:
    assert escape_zola("@/blog/x.md", "url") == "%40/blog/x.md"
    assert (
        escape_zola('<i title="{{ x() }}"><!-- more --></i>', "html")
        == '<i title="&#123;{ x() }}"><!-- read more --></i>'
    )


PIECES = st.sampled_from(
    ["{{", "}}", "{%", "%}", "/*", "*/", " x()", "y(a=1)", "end", "{#a}", "{.b}", "{c}", " ", "a", "\n", "`", "{"]
)


@given(st.lists(PIECES, min_size=1, max_size=9).map("".join))
def test_any_text_is_shown_as_it_was(text) -> None:
    nodes = (Heading(2, (Text(f"h {text}"),)), Paragraph((Text(text), Code(f"x{text}"))), CodeBlock(text))
    shown = as_read(render_markdown(Document(nodes), TARGET.dialect))
    plain = as_read(render_markdown(Document(nodes)))
    options = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
    assert words(pyromark.html(shown, options=options)) == words(pyromark.html(plain))


def words(html: str) -> list[str]:
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(html).text().split()
