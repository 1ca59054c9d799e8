"""The Docusaurus target without Docusaurus: paths, front matter, data files, and what its Markdown is kept from."""

import datetime as dt
import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from target_jobs import DATE, JANE, by_path, front_matter, job_of, place, post_at, site_job, term
from wpmigrate.content.nodes import Document, Heading, Image, Text
from wpmigrate.contract import Attachment, Author
from wpmigrate.model import TermRef
from wpmigrate.render.docusaurus import as_read, escape_docusaurus, held, picture, route_of, without_titles
from wpmigrate.render.markdown import render_markdown
from wpmigrate.targets.docusaurus import TARGET, DocusaurusOptions

PATHS = [
    (place("안녕"), "flat", "blog/안녕.md"),
    (place("a"), "year-month", "blog/2020/01/a.md"),
    (place("_a"), "bundle", "blog/p_a/index.md"),
    (place("wow!"), "flat", "blog/wow-.md"),
    (place("team", "page", ancestors=("about",)), "flat", "src/pages/about/team.md"),
    (place("index", "page"), "flat", "src/pages/pindex.md"),
    (place("home", "page", front_page=True), "flat", "src/pages/index.md"),
    (place("x", "book"), "flat", "src/pages/book/x.md"),
]


@pytest.mark.parametrize(("where", "layout", "path"), PATHS)
def test_an_item_lies_where_the_layout_says(where, layout, path) -> None:
    assert TARGET.path(where, DocusaurusOptions(layout=layout)) == path


def written(post, body="", **given) -> tuple[dict, str]:
    job = job_of(TARGET, post, body, **given)
    return front_matter(by_path(TARGET.write(job))[job.path])


def test_front_matter_says_what_wordpress_knew() -> None:
    post = post_at(
        place("안녕:", permalink="/2020/01/안녕:/"),
        modified="2021-02-03T04:05:06Z",
        excerpt="<p>Short &amp; <b>sweet</b></p>",
        terms=(TermRef("category", "a", "Tech & Tools"), TermRef("post_tag", "c#", "C#"), TermRef("slug", "x", "No slug")),
        featured_image=Attachment(id=7, url="https://blog.example.test/안 b.jpg", alt="Alt"),
        old_slugs=("hello",),
    )  # fmt: skip
    fields, _ = written(post, "Body.", authors=(JANE,))
    assert fields == {
        "title": "Title of 안녕:",
        "slug": "/2020/01/안녕~003a/",
        "date": dt.datetime.fromisoformat(DATE),
        "last_update": {"date": dt.datetime.fromisoformat("2021-02-03T04:05:06+00:00")},
        "description": "Short & sweet",
        "authors": ["jane"],
        "tags": [{"label": "C#", "permalink": "/c~0023/"}],
        "categories": ["Tech & Tools"],
        "wp-slug": ["No slug"],
        "image": "https://blog.example.test/%EC%95%88%20b.jpg",
        "redirect_from": ["/2020/01/hello/"],
        "mdx": {"format": "md"},
        "wp": {
            "id": 12,
            "type": "post",
            "day": "2020-01-05",
            "image": {"url": "https://blog.example.test/안 b.jpg", "alt": "Alt"},
        },
    }


@pytest.mark.parametrize("visibility", ["scheduled", "draft", "private", "password", "trash"])
def test_what_is_not_public_is_a_draft(visibility) -> None:
    assert written(post_at(place("a", visibility=visibility)))[0]["draft"] is True
    assert "draft" not in written(post_at(place("a")))[0]


def told(value):
    """Take off the character that follows a backslash, as the starter theme does."""
    if isinstance(value, dict):
        return {name: told(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [told(inner) for inner in value]
    return value.replace("\\\u2060", "\\") if isinstance(value, str) else value


@given(st.text(), st.text(min_size=1), st.text())
def test_any_text_survives_in_front_matter(title, name, value) -> None:
    post = post_at(place("a"), title=title, terms=(TermRef("post_tag", "t", name),), meta={"k": [value]})
    made, _ = written(post, options=DocusaurusOptions(custom_fields=True))
    assert "\\" not in made["title"].replace("\\\u2060", "")
    fields = told(made)
    assert fields["title"] == (title.strip() or "(untitled)")
    assert [tag["label"] for tag in fields["tags"]] == [name]
    assert fields["wp"].get("meta", {"k": [""]}) == {"k": [value]}


def test_authors_and_lists() -> None:
    bob = Author(login="bob", name="Bob: 한", slug="bob-한", url="javascript:x", bio="<p>Likes &amp; hates</p>")
    files = by_path(
        TARGET.site(site_job(TARGET, authors=(JANE, bob), terms=(term("category", "a", "A", path="u/a?"),)))
    )
    assert yaml.safe_load(files["blog/authors.yml"]) == {
        "jane": {"name": "Jane Doe", "page": {"permalink": "/jane/"}},
        "bob-한": {"name": "Bob: 한", "page": {"permalink": "/bob-한/"}, "description": "Likes & hates"},
    }
    first = json.loads(files["data/lists.json"])[0]
    assert (first["word"], first["url"], first["route"]) == ("A", "/category/u/a?/", "/category/u/a~003f/")


TEXTS = [
    ("a :tada: b", "a :<wbr>tada: b"),
    ("see:foo[x] 12:30 a: b", "see:<wbr>foo[x] 12:30 a: b"),
    (":::tip", ":<wbr>::<wbr>tip"),
    ("# of {#id}", "# of {<wbr>#id}"),
    ("plain: {x}", "plain: {x}"),
    ("at http://x.example/a, www.y.example.", "at http://x.example/a, www.y.example."),
    (
        "at http://x.example:emoji/a https\\://y.example>`",
        "at http:<wbr>//x.example:emoji/a https\\:<wbr>//y.example>`",
    ),
]


@pytest.mark.parametrize(("text", "said"), TEXTS)
def test_prose_is_kept_from_extensions(text, said) -> None:
    assert escape_docusaurus(text, "text") == said
    assert as_read(said) == text


HTML = [
    ('<p style="color: red; x">a</p>', '<p style="color: red">a</p>'),
    ('<p style="x">a</p>', "<p>a</p>"),
    ('<p ref="a" key="b">a</p>', '<p data-ref="a" data-key="b">a</p>'),
    ("<o:p>a</o:p>", "<span>a</span>"),
    ("<pre>a\n<b>c</b></pre>", "<pre><code>a\n<b>c</b></code></pre>"),
    ('<a href="x" title="style=y">a</a>', '<a href="x" title="style=y">a</a>'),
]


@pytest.mark.parametrize(("html", "said"), HTML)
def test_react_stops_at_no_html(html, said) -> None:
    assert escape_docusaurus(html, "html") == said


def test_no_heading_is_taken_for_the_title() -> None:
    headings = Document((Heading(1, (Text("A & b"),)), Heading(2, (Text("C"),))))
    assert render_markdown(headings, TARGET.dialect) == "<h1>A &amp; b</h1>\n\n## C\n"


def test_headings_of_bodies_that_were_markdown_are_lowered() -> None:
    assert without_titles("# A\n\n```\n# b\n```\n\n# C\n\\# d") == "## A\n\n```\n# b\n```\n\n## C\n\\# d"
    said = "<pre><code># b &#123;#c}\n</code></pre>"
    assert escape_docusaurus("```\n# b {#c}\n```", "code") == said


def test_only_a_picture_of_another_host_is_markdown() -> None:
    assert picture(Image("https://x.example/a.png", "A")) is None
    assert picture(Image("/a.png", "A | b")) == '<img src="/a.png" alt="A &#124; b">'


def test_no_front_matter_ends_a_script() -> None:
    assert held({"a": ["x</SCRIPT>", "\\"], "b": "</b>"}) == {"a": ["x<\u2060/SCRIPT>", "\\\u2060"], "b": "</b>"}


def test_a_route_has_no_character_that_routes_read() -> None:
    assert route_of("/2020/a:b/{{x}}/100%/안녕/") == "/2020/a~003ab/~007b~007bx~007d~007d/100~0025/안녕/"


def test_what_hides_an_item_stays_whatever_keys_are_asked_for() -> None:
    fields, _ = written(post_at(place("a", visibility="draft")), only={"title": "title"})
    assert fields == {"title": "Title of a", "draft": True, "mdx": {"format": "md"}}
