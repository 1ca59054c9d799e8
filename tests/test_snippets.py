"""Snippets of what bloggers wrote, row by row of the problems users reported: all must come out whole.

The Markdown is rendered by a renderer that is not ours and compared with the HTML that went in (or with the fact `shows`,
where WordPress shows something else than it stores), whatever the stanza expects.
"""

import html
import re
from collections import Counter

import pytest

from alike import differences
from conftest import REPO
from shown import render
from stanzas import read_stanzas
from test_stanzas import FOLDERS, from_body, from_html

SNIPPETS = [
    (path, stanza)
    for folder in FOLDERS
    for path in sorted((REPO / "fixtures" / folder).glob("rows-*.md"))
    for stanza in read_stanzas(path)
]
ROW = re.compile(r"Row (\d\d): ")

# Rows about downloads, and about what stands outside of a body, show little in one.
FEW = {39: 1, 40: 1, 45: 1, 47: 1, 48: 1, 50: 1}


def row(title):
    found = ROW.match(title)
    assert found, f"{title}: a snippet says its row"
    return int(found[1])


def shown(markdown, verbatim):
    """Render Markdown; what must go out as it stood (a formula, a shortcode) is no Markdown and comes out as text."""
    for number, text in enumerate(verbatim):
        assert text in markdown
        markdown = markdown.replace(text, f"verbatim{number}z")
    made = render(markdown)
    for number, text in enumerate(verbatim):
        made = made.replace(f"verbatim{number}z", html.escape(text))
    return made


@pytest.mark.parametrize(("path", "stanza"), [pytest.param(path, stanza, id=stanza.title) for path, stanza in SNIPPETS])
def test_a_snippet_is_whole(path, stanza):
    made = (from_html if path.parent.name == "markdown" else from_body)(stanza, [])
    assert differences(stanza.facts.get("shows", stanza.source), shown(made, stanza.facts.get("verbatim", ()))) == {}
    assert not re.search(r"<!-- /?wp:|wpm\d+-", made)


def test_every_row_has_its_snippets():
    count = Counter(row(stanza.title) for _, stanza in SNIPPETS)
    assert {number: count[number] for number in range(16, 51) if count[number] < FEW.get(number, 4)} == {}
    assert sum(count.values()) >= 200


def test_no_two_snippets_are_alike():
    titles = Counter(stanza.title for _, stanza in SNIPPETS)
    bodies = Counter(stanza.source for _, stanza in SNIPPETS)
    assert [text for text, number in (titles | bodies).items() if number > 1] == []
