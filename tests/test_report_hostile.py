"""A stranger's text in every place of an export: no face of the report lets any of it live."""

import csv
import io
import re

import cmarkgfm
import markdown
import pyromark
import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

import wpmigrate
from report_exports import SCRIPTS, hostile_export, hostile_strings
from report_pages import bodies, live, rows
from wpmigrate.render.view import View
from wpmigrate.report.csv import cell
from wpmigrate.report.html_bodies import shown
from wpmigrate.report.markdown import code

ALLOWED = frozenset(
    "p ul ol li blockquote pre code em strong b i u s del ins sup sub mark kbd small q cite br hr table caption thead tbody tfoot tr"
    " td figure figcaption div abbr samp var span".split()
)
RENDERERS = {
    "pulldown-cmark": pyromark.html,
    "cmark-gfm": cmarkgfm.github_flavored_markdown_to_html,
    "Python-Markdown": lambda text: markdown.markdown(text, extensions=["extra", "sane_lists"]),
}
# What no Markdown of ours makes; a link is none of it, because what comes from the export stands in code.
LIVE = "script,img,a,iframe,object,embed,form,base,meta,link,svg,math,style,details,video,audio,input:not([type=checkbox]),blockquote,h3,h4,h5,h6,hr,pre"


def harmless(html: str) -> str:
    """Show a body beside itself, so that nothing differs."""
    return shown(View(html, html))[0]


@pytest.fixture(scope="module")
def faces(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    files = {name: folder / f"r.{name}" for name in ("html", "md", "csv")}
    export = hostile_export(folder / "e.xml")
    wpmigrate.convert(
        export, folder / "out", to="markdown", dry_run=True, reports=list(files.values()), report_bodies="all"
    )
    return {name: file.read_text("utf-8-sig" if name == "csv" else "utf-8") for name, file in files.items()}


def test_there_are_enough_of_them():
    assert len(hostile_strings()) > 250


def test_a_page_has_nothing_live_in_it(faces):
    assert live(faces["html"]) == []


def test_a_page_shows_the_texts_themselves(faces):
    held = rows(faces["html"])
    titles = {row[12] for row in held["posts"]}
    assert {'"><img src=x onerror=xss(4)>', "</script><script>xss(2)</script>", "{{ 7*7 }}"} <= titles
    assert len(held["authors"]) >= 60
    assert len(held["posts"]) > 250


def test_every_body_of_a_page_is_harmless(faces):
    held = bodies(faces["html"])
    assert len(held) > 250
    for sides in held.values():
        for side in sides:
            assert live_in_body(side) == []


def live_in_body(html):
    found = []
    for node in LexborHTMLParser(html, is_fragment=False).css("*"):
        known = node.tag in ALLOWED or node.tag in ("html", "head", "body")
        found += [] if known and node.attributes.keys() <= {"class", "title"} else [node.html]
    return found


@pytest.mark.parametrize("renderer", RENDERERS)
def test_no_renderer_finds_markup_in_the_markdown(faces, renderer):
    tree = LexborHTMLParser(RENDERERS[renderer](faces["md"]))
    assert [node.html[:200] for node in tree.css(LIVE)] == []


@pytest.mark.parametrize("renderer", RENDERERS)
@pytest.mark.parametrize("text", hostile_strings())
def test_a_code_span_holds_any_text(renderer, text):
    html = RENDERERS[renderer](f"- before {code(text)} after **{code(text)}** end")
    tree = LexborHTMLParser(html)
    assert [node.html[:200] for node in tree.css(LIVE)] == []
    assert " end" in tree.body.text()
    assert {node.tag for node in tree.body.css("*")} <= {"body", "ul", "li", "code", "strong", "p"}


def test_no_cell_of_the_table_is_a_formula(faces):
    table = list(csv.reader(io.StringIO(faces["csv"])))
    assert len({len(row) for row in table}) == 1
    assert len(table) > 1000
    assert [value for row in table for value in row if re.match(r"[\s\ufeff]*[=+\-@＝＋－＠|%]|[\t\r\n]", value)] == []


@given(st.text())
def test_a_cell_is_never_a_formula(text):
    assert not re.match(r"\s*[=+\-@＝＋－＠|%]", cell(text))
    assert not re.search(r"[\r\n\t]", cell(text))


def test_numbers_stay_numbers():
    assert [cell(value) for value in (12, -5, 0.9975, None, "")] == ["12", "-5", "0.9975", "", ""]


@given(st.text(alphabet="<>/\"'=ab imgscriptaon&;!-\x00", max_size=80))
def test_any_body_is_harmless(text):
    assert live_in_body(harmless(text)) == []


# --- what differs is marked -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("<p>one two</p>", "<p>one two</p>", ("<p>one two</p>", "<p>one two</p>")),
        (
            "<p>one two three</p>",
            "<p>one <em>three</em> four</p>",
            (
                '<p>one <mark class="gone">two</mark> three</p>',
                '<p>one <em>three</em> <mark class="new">four</mark></p>',
            ),
        ),
        (
            '<p><img src="https://x.example/a/b.jpg" onerror="x"></p>',
            '<p><img src="/b.jpg" alt=""></p>',
            (
                '<p><span class="picture" title="https://x.example/a/b.jpg">b.jpg</span></p>',
                '<p><span class="picture" title="/b.jpg">b.jpg</span></p>',
            ),
        ),
        (
            '<h2 id="x">Head</h2><a href="javascript:x">l</a>',
            "<li>no list</li><ul><p>in</p></ul>",
            (
                '<p class="h2"><mark class="gone">Head</mark></p><span class="link" title="javascript:x"><mark class="gone">l</mark></span>',
                '<div><mark class="new">no</mark> <mark class="new">list</mark></div><ul><li><p><mark class="new">in</mark></p></li></ul>',
            ),
        ),
    ],
)
def test_words_that_one_side_has_are_marked(before, after, expected):
    assert shown(View(before, after)) == expected


def test_a_body_that_is_too_long_says_so():
    assert harmless("<p>x</p>" * 100_000).startswith('<p class="cut">This body is too long')


def test_a_body_may_be_nested_as_deeply_as_it_likes():
    assert harmless("<div>" * 3000 + "deep" + "</div>" * 3000).count("deep") == 1


def test_scripts_are_never_copied():
    for text in SCRIPTS:
        assert "<script" not in harmless(text)
