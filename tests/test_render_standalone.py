"""HTML by itself: footnotes have numbers in the order they are referred to, and one list; source is what it meant."""

from wpmigrate.content.nodes import (
    Document,
    FootnoteDefinition,
    FootnoteReference,
    Paragraph,
    Text,
    Verbatim,
    VerbatimBlock,
)
from wpmigrate.render.ghost import cards_html
from wpmigrate.render.standalone import standalone_html

NOTES = Document(
    (
        Paragraph((Text("a"), FootnoteReference("x<1"), Text("b"), FootnoteReference("y"), FootnoteReference("x<1"))),
        FootnoteDefinition("y", (Paragraph((Text("Y"),)),)),
        FootnoteDefinition("x<1", (Paragraph((Text("X"),)),)),
        FootnoteDefinition("nobody", (Paragraph((Text("N"),)),)),
    )
)


def test_notes_have_numbers_and_a_list():
    html = standalone_html(NOTES)
    assert html.startswith(
        '<p>a<sup><a href="#fn-1">1</a></sup>b<sup><a href="#fn-2">2</a></sup><sup><a href="#fn-1">1</a></sup></p>\n<ol>\n'
    )
    for number, text in ((1, "X"), (2, "Y"), (3, "N")):
        assert f'<li id="fn-{number}" value="{number}">\n<p>{text}</p>\n</li>' in html
    assert html.count("<ol>") == 1


def test_a_reference_to_nothing_has_a_number_too():
    document = Document((Paragraph((FootnoteReference("x"),)),))
    assert standalone_html(document) == '<p><sup><a href="#fn-1">1</a></sup></p>'


def test_ghost_keeps_references_as_text_and_notes_as_a_card():
    html = cards_html(NOTES)
    assert html.startswith('<p>a<sup><a href="#fn-1">1</a></sup>')
    assert "<!--kg-card-begin: html-->\n<ol>" in html


def test_source_is_shown_as_readers_saw_it():
    document = Document((Paragraph((Verbatim('[x url="?a&amp;b" &lt;c]'),)), VerbatimBlock("[y &quot;z&quot;]")))
    assert standalone_html(document) == '<p>[x url="?a&amp;b" &lt;c]</p>\n<p>[y "z"]</p>'
