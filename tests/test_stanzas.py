"""Every stanza under fixtures/: HTML, shortcodes and blocks to Markdown. `--accept` rewrites what is expected."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from msgspec import convert

from conftest import REPO
from stanzas import Stanza, read_stanzas, replace_expected
from wpmigrate.diagnostics import Diagnostic
from wpmigrate.model import Attachment
from wpmigrate.render.dialect import Dialect, math_source
from wpmigrate.site.originals import candidates, key_of
from wpmigrate.traces import Part, Reference

FOLDERS = ("markdown", "shortcodes", "blocks")


class StanzaFacts:
    """The facts a stanza states, as the site would answer them."""

    def __init__(self, stanza: Stanza) -> None:
        self._facts = stanza.facts
        self._attachments = {fields["id"]: Attachment(**fields) for fields in stanza.facts.get("attachments", ())}
        self._parts = [convert(told, Part) for told in stanza.facts.get("parts", ())]

    def attachment(self, attachment_id: int) -> Attachment | None:
        return self._attachments.get(attachment_id)

    def attached(self, parent: int | None = None) -> Sequence[Attachment]:
        if parent is not None:
            return [found for found in self._attachments.values() if found.parent == parent]
        return [self._attachments[number] for number in self._facts.get("attached", ())]

    def original(self, url: str) -> str:
        uploads = {key_of(found.url): found.url for found in self._attachments.values()}
        return next((uploads[key] for key in candidates(url) if key in uploads), url)

    def oembed(self, url: str) -> str:
        return self._facts.get("oembeds", {}).get(url, "")

    def reusable(self, ref: int) -> str | None:
        return self._facts.get("reusable", {}).get(str(ref))

    def meta(self, key: str) -> str:
        return self._facts.get("meta", {}).get(key, "")

    def part(self, number: int) -> Part | None:
        return next((part for part in self._parts if part.id == number), None)

    def named_part(self, kind: str, slug: str) -> Part | None:
        return next((part for part in self._parts if (part.type, part.slug) == (kind, slug)), None)

    def parts(self, kind: str, parent: int | None = None) -> Sequence[Part]:
        return [part for part in self._parts if part.type == kind and parent in (None, part.parent)]

    def reference(self, kind: str, number: int) -> Reference | None:
        told = self._facts.get("references", {}).get(f"{kind} {number}")
        return Reference(number, **told) if told else None


def dialect_of(stanza: Stanza) -> Dialect:
    return Dialect(math=math_source) if stanza.facts.get("math") == "source" else Dialect()


def from_html(stanza: Stanza, found: list[Diagnostic]) -> str:
    from wpmigrate.content.html import parse_html
    from wpmigrate.content.nodes import Document
    from wpmigrate.content.tokens import Tokens
    from wpmigrate.render.markdown import render_markdown

    return render_markdown(Document(parse_html(stanza.source, Tokens(stanza.source), found.append)), dialect_of(stanza))


def from_body(stanza: Stanza, found: list[Diagnostic]) -> str:
    from wpmigrate import registry
    from wpmigrate.content.parse import parse_body
    from wpmigrate.render.markdown import render_markdown

    parsed = parse_body(
        stanza.source,
        handlers=registry.handlers(),
        facts=StanzaFacts(stanza),
        report=found.append,
        autop=stanza.facts.get("autop", True),
        shortcodes=stanza.facts.get("shortcodes", "keep"),
    )
    return render_markdown(parsed.document, dialect_of(stanza))


def cases() -> list[object]:
    files = (path for folder in FOLDERS for path in sorted((REPO / "fixtures" / folder).glob("*.md")))
    return [
        pytest.param(path, number, id=f"{path.relative_to(REPO / 'fixtures')}:{stanza.line}")
        for path in files
        for number, stanza in enumerate(read_stanzas(path))
    ]


@pytest.mark.parametrize(("path", "number"), cases())
def test_stanza(path: Path, number: int, accept: bool) -> None:
    stanza = read_stanzas(path)[number]
    found: list[Diagnostic] = []
    made = (from_html if path.parent.name == "markdown" else from_body)(stanza, found)
    if made and not made.endswith("\n"):
        made += "\n"
    if accept:
        replace_expected(path, number, made)
    else:
        assert made == stanza.expected, f"{path}:{stanza.line}: {stanza.title}"
    if "diagnostics" in stanza.facts:
        assert sorted({diagnostic.code.slug for diagnostic in found}) == stanza.facts["diagnostics"]


def test_titles_are_unique_in_a_file() -> None:
    for folder in FOLDERS:
        for path in (REPO / "fixtures" / folder).glob("*.md"):
            titles = [stanza.title for stanza in read_stanzas(path)]
            assert sorted(set(titles)) == sorted(titles), path


SAMPLE = """# a remark

First
meta: {"key": "값"}
.
in
.
out
.

Second
..
.
..
..
"""


def test_a_file_is_read_to_its_stanzas(tmp_path: Path) -> None:
    path = tmp_path / "sample.md"
    path.write_text(SAMPLE, "utf-8")
    first, second = read_stanzas(path)
    assert (first.title, first.line, first.facts) == ("First", 3, {"meta": {"key": "값"}})
    assert (first.source, first.expected) == ("in", "out\n")
    assert (second.source, second.expected) == (".", "")


def test_accepting_rewrites_one_stanza_alone(tmp_path: Path) -> None:
    path = tmp_path / "sample.md"
    path.write_text(SAMPLE, "utf-8")
    replace_expected(path, 0, "a\nb\n")
    replace_expected(path, 1, ".\n")
    first, second = read_stanzas(path)
    assert (first.expected, second.expected) == ("a\nb\n", ".\n")
    assert path.read_text("utf-8") == SAMPLE.replace("out", "a\nb").replace("..\n.\n..\n..", "..\n.\n..\n.\n..")


@pytest.mark.parametrize(("text", "said"), [("T\n.\nx\n", "no closing"), ("T\nwrong\n.\n", "line 2"), ("T", "ends")])
def test_a_broken_file_is_named(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.md"
    path.write_text(text, "utf-8")
    with pytest.raises(ValueError, match=said):
        read_stanzas(path)
