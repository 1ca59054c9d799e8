"""The Obsidian target: names of notes, flat properties, tags, comments and menus as notes, and signs that mean nothing."""

import pyromark
import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from target_jobs import JANE, by_path, comment, front_matter, job_of, menu, place, post_at, site_job
from wpmigrate.content.nodes import Code, Document, Paragraph, Text
from wpmigrate.contract import Attachment
from wpmigrate.model import MenuItem, TermRef
from wpmigrate.render.markdown import render_markdown
from wpmigrate.render.obsidian import escape_obsidian, note_name, tag_of
from wpmigrate.targets.obsidian import TARGET, ObsidianOptions, place_by_title

NAMES = [
    ("안녕: 세계?", "안녕 세계"),
    ("a/b\\c [x] #1 ^y", "a b c x 1 y"),
    ("...", "slug"),
    ("CON", "slug"),
    ("con.txt", "slug"),
    (".hidden.", "hidden"),
    ("", "slug"),
    ("a\u202eb\u200bc\x00", "abc"),
    ("👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦"),
    ("가" * 90, "가" * 53),
    ("e\u0301", "é"),
]


@pytest.mark.parametrize(("title", "name"), NAMES)
def test_a_note_is_named_after_its_title(title, name) -> None:
    assert note_name(title, "slug") == name


PATHS = [
    (place("a"), ObsidianOptions(), "posts/The title.md"),
    (place("a"), ObsidianOptions(layout="year-month"), "posts/2020/01/The title.md"),
    (place("a"), ObsidianOptions(names="slugs"), "posts/a.md"),
    (place("team", "page", ancestors=("about",)), ObsidianOptions(), "pages/about/The title.md"),
    (place("a", "comments"), ObsidianOptions(), "type-comments/The title.md"),
    (place("a", "page", front_page=True), ObsidianOptions(), "pages/The title.md"),
    (place("a", "page", front_page=True), ObsidianOptions(quartz=True), "index.md"),
]


@pytest.mark.parametrize(("where", "options", "path"), PATHS)
def test_a_note_lies_in_the_folder_of_its_type(where, options, path) -> None:
    assert place_by_title(where, "The title", options) == path


TAGS = [
    ("two words", "two-words"),
    ("한국어", "한국어"),
    ("C++", "c-2"),
    ("2019", "_2019"),
    ("a/b", "a/b"),
    ("", "c-2"),
]


@pytest.mark.parametrize(("name", "tag"), TAGS)
def test_a_tag_has_no_spaces_and_not_only_digits(name, tag) -> None:
    assert tag_of(name, "c-2") == tag


def written(post, body="", **given) -> dict:
    job = job_of(TARGET, post, body, **given)
    return front_matter(by_path(TARGET.write(job))[job.path])[0]


def test_properties_are_flat_and_lose_nothing() -> None:
    above = {"pansori": (TermRef("category", "music", "Music"),)}
    terms = (TermRef("category", "pansori", "Pansori"), TermRef("post_tag", "c-2", "C++"), TermRef("tags", "x", "X"))
    post = post_at(
        place("a", permalink="/2020/01/a/"),
        title="He said: hi",
        terms=terms,
        featured_image=Attachment(id=7, url="https://blog.example.test/a.jpg", alt="Alt"),
        meta={"map": [{"a": 1}]},
        old_slugs=("b",),
    )
    options = ObsidianOptions(quartz=True, custom_fields=True)
    given = {"path": "posts/He said hi.md", "authors": (JANE,), "options": options, "fields": {"more": {"x": [1]}}}
    fields = written(post, above=lambda one: above.get(one.slug, ()), **given)
    assert str(fields.pop("date")) == "2020-01-05 08:00:00"
    assert fields == {
        "title": "He said: hi",
        "aliases": ["He said: hi", "2020/01/b"],
        "permalink": "/2020/01/a/",
        "authors": ["Jane Doe"],
        "categories": ["Music/Pansori"],
        "tags": ["c-2"],
        "tag_names": ["C++"],
        "wp_tags": ["X"],
        "image": "https://blog.example.test/a.jpg",
        "image_alt": "Alt",
        "wp_id": 12,
        "wp_type": "post",
        "wp_date": "2020-01-05T08:00:00+09:00",
        "wp_meta_map": ['{"a": 1}'],
        "more": '{"x": [1]}',
    }


@pytest.mark.parametrize("visibility", ["draft", "scheduled", "private", "password", "trash"])
def test_what_is_not_published_says_so(visibility) -> None:
    fields = written(post_at(place("a", visibility=visibility)))
    assert (fields["draft"], fields["publish"]) == (True, False)


def test_comments_are_a_note_that_leads_back() -> None:
    shown = (
        comment(1, "one\n\ntwo %%x%%", author="A [[b]] #c"),
        comment(2, parent=1, depth=1, url="https://x.example/"),
    )
    files = by_path(TARGET.write(job_of(TARGET, post_at(place("a")), comments=shown, path="posts/A b.md")))
    assert front_matter(files["posts/A b.md"])[0]["comments"] == "[[comments/12]]"
    _, body = front_matter(files["comments/12.md"])
    assert body == (
        "[Title of a](../posts/A%20b.md)\n\n"
        "> **A \\[\\[b\\]\\] \\#c** · 2020-01-05 08:00\n>\n> <div><p>one</p>\n> <p>two &#37;%x&#37;%</p></div>\n\n"
        "> > [Reader](https://x.example/) · 2020-01-05 08:00\n> >\n> > <div><p>Nice.</p></div>\n"
    )


def test_menus_are_a_note_of_lists() -> None:
    items = (
        MenuItem(id=1, title="About", kind="post_type", target="1"),
        MenuItem(id=2, title="Draft", kind="post_type", target="2", parent=1),
        MenuItem(id=3, title="Out", url="https://x.example/", parent=9),
    )
    places = [place("about", "page", id=1), place("d", "page", id=2, visibility="draft")]
    files = by_path(TARGET.site(site_job(TARGET, places, menus=(menu("main", *items),))))
    assert files["menus.md"] == ("## Main\n\n- [About](pages/about.md)\n    - Draft\n- [Out](https://x.example/)\n")


SIGNS = [
    ("[[a]] ![[b]]", "\\[[a]] !\\[[b]]"),
    ("%%x%%", "&#37;%x&#37;%"),
    ("#tag # no a#b", "\\#tag # no a\\#b"),
    ("==x==", "\\==x\\=="),
    ("x ^id x^2", "x \\^id x^2"),
    ("$x$", "\\$x\\$"),
    ("[!note]", "\\[!note]"),
    ("\\\\$", "\\\\\\$"),
    ("\\$", "\\$"),
    ("a|100", "a&#124;100"),
]


@pytest.mark.parametrize(("text", "escaped"), SIGNS)
def test_signs_of_obsidian_are_escaped(text, escaped) -> None:
    assert escape_obsidian(text, "text") == escaped


PIECES = st.sampled_from(
    ["[[", "]]", "!", "%%", "%", "#a", "#", "==", "=", "^a", "^", "$", "|1", "\\", " ", "a", "\n", "`", "[", "*"]
)


@given(st.lists(PIECES, min_size=1, max_size=9).map("".join))
def test_any_text_is_shown_as_it_was(text) -> None:
    nodes = Document((Paragraph((Text(f"a {text} b"), Code(f"x{text}"))),))
    shown, plain = (pyromark.html(render_markdown(nodes, *dialect)) for dialect in ((TARGET.dialect,), ()))
    assert LexborHTMLParser(shown).text().split() == LexborHTMLParser(plain).text().split()
