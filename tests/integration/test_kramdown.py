"""What we write for Jekyll its own kramdown shows as the body did."""

import shutil
import subprocess

import pytest
from hypothesis import HealthCheck, given, settings

from flavours import KRAMDOWN, PLACES, hostile_texts, render_kramdown, stanza_bodies, written, written_as_html2text
from trees import blocks, inlines
from wpmigrate.content.nodes import Document, Paragraph
from wpmigrate.render.dialect import COMMONMARK
from wpmigrate.render.fidelity import compare, prove
from wpmigrate.render.markdown import render_markdown

pytestmark = pytest.mark.integration
ANNOUNCED = ["-rkramdown", "-rkramdown-parser-gfm", "-e", ""]


@pytest.fixture(scope="module", autouse=True)
def ruby():
    if (
        shutil.which("ruby") is None
        or subprocess.run(["ruby", *ANNOUNCED], capture_output=True, check=False).returncode
    ):
        pytest.skip("no Ruby with kramdown and its GFM parser here")


def differences(cases):
    """Render all in one process; answer what of each differs."""
    made = render_kramdown([text for _, _, text, _ in cases])
    for (name, sources, text, original), html in zip(cases, made, strict=True):
        shown = compare(sources, html, (), original)
        if not shown.whole:
            yield name, shown.lost, shown.gained, text


@pytest.mark.parametrize("write", [written, written_as_html2text])
def test_stanzas_are_whole(write):
    cases = [
        (name, body.sources, write(body.document, KRAMDOWN)[1], facts.original) for name, body, facts in stanza_bodies()
    ]
    assert list(differences(cases)) == []


@pytest.mark.parametrize("place", PLACES)
def test_hostile_texts_are_whole(place):
    trees = [(text, PLACES[place](text)) for text in hostile_texts(300, seed=7)]
    cases = [(text, (nodes,), render_markdown(Document(nodes), KRAMDOWN), str) for text, nodes in trees]
    assert list(differences(cases)) == []


def test_trees_are_whole():
    trees = []

    @settings(max_examples=400, database=None, suppress_health_check=list(HealthCheck))
    @given(inlines().map(lambda nodes: [Paragraph(nodes)]) | blocks())
    def collect(tree):
        trees.append(tree)

    collect()
    comparable = [
        tree for tree in trees if prove((tree,), render_markdown(Document(tree), COMMONMARK), [], COMMONMARK).whole
    ]
    cases = [("", (tree,), render_markdown(Document(tree), KRAMDOWN), str) for tree in comparable]
    assert list(differences(cases)) == []
