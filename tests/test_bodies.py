"""One body, written and proven: what the options of bodies do."""

import json
from pathlib import Path

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

import wpmigrate
from conftest import REPO
from wpmigrate import registry
from wpmigrate.content.nofacts import NO_FACTS
from wpmigrate.contract import Dialect
from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.pipeline.bodies import BodyOptions, Written, read_body, write_body

BLOG = REPO / "fixtures" / "london-korean" / "export.xml"
BODY = 'Salt the <em>cabbage</em>.\n\n<ul><li>one</li></ul>\n<pre>a\n\nb</pre>\n[caption width="9"]<img src="/a.jpg"> A jar[/caption]'


PLAIN = Dialect()


def forgetful(text: str, place: str) -> str:
    return text.replace("cabbage", "") if place == "text" else text


def written(body: str, options: BodyOptions, dialect: Dialect | None = None) -> tuple[Written, list[Diagnostic]]:
    found: list[Diagnostic] = []
    parsed = read_body(body, registry.handlers(), NO_FACTS, options, found.append)
    return write_body(
        parsed, body, dialect or Dialect(escape=forgetful), options, lambda url, _: url, found.append
    ), found


def codes(found: list[Diagnostic]) -> list[tuple[Code, str]]:
    return [(one.code, one.detail) for one in found]


def test_a_loss_is_reported_with_its_score() -> None:
    made, found = written(BODY, BodyOptions())
    assert made.proof is not None
    assert 0.5 < made.proof.score < 1
    assert (made.proof.words, made.proof.kept) == (8, 7)
    assert (Code.BODY_NOT_WHOLE, "word cabbage.") in codes(found)


def test_a_body_of_which_too_little_came_through_stays_html() -> None:
    made, found = written(BODY, BodyOptions(least=1.0))
    assert made.proof is not None
    assert made.proof.whole
    assert [code for code, _ in codes(found)] == [Code.BODY_AS_HTML]
    html = cmarkgfm.markdown_to_html(made.markdown, options=Options.CMARK_OPT_UNSAFE)
    assert "<em>cabbage</em>" in html
    assert "<pre>a\n&#10;b</pre>" in html or "<pre>a\n\nb</pre>" in html
    assert "A jar" in html
    assert "\n\n" not in made.markdown.partition("<figure>")[0].strip()


def test_a_body_that_is_good_enough_stays_markdown() -> None:
    made, found = written(BODY, BodyOptions(least=0.5))
    assert made.markdown.startswith("Salt the")
    assert Code.BODY_AS_HTML not in [code for code, _ in codes(found)]


def test_without_verification_nothing_is_proven() -> None:
    made, found = written(BODY, BodyOptions(verify=False))
    assert made.proof is None
    assert found == []


@pytest.mark.parametrize(
    "body", [BODY, "", "plain", "[gallery ids='1']", "<!-- wp:paragraph -->\n<p>x</p>\n<!-- /wp:paragraph -->"]
)
def test_as_html_everything_is_there(body: str) -> None:
    made, _ = written(body, BodyOptions(least=1.0), PLAIN)
    assert made.proof is not None
    assert made.proof.whole


def test_a_run_says_how_many_bodies_are_whole(tmp_path: Path) -> None:
    report = wpmigrate.convert(BLOG, tmp_path)
    assert report.fidelity is not None
    assert report.fidelity.bodies == report.fidelity.whole == 47
    assert report.fidelity.words == report.fidelity.kept > 1_000
    rows = [json.loads(line) for line in (tmp_path / "_wpmigrate/ledger.jsonl").read_text("utf-8").splitlines()]
    scores = {row["fidelity"] for row in rows if row["kind"] == "item" and row.get("path", "").endswith(".md")}
    assert scores == {1.0}
    assert all("fidelity" not in row for row in rows if row["kind"] != "item")


def test_a_run_without_verification_says_nothing(tmp_path: Path) -> None:
    report = wpmigrate.convert(BLOG, tmp_path, verify_bodies=False)
    assert report.fidelity is None
    assert '"fidelity"' not in (tmp_path / "_wpmigrate/ledger.jsonl").read_text("utf-8")


def test_the_style_of_html2text_loses_nothing(tmp_path: Path) -> None:
    report = wpmigrate.convert(BLOG, tmp_path, markdown="html2text")
    assert report.fidelity is not None
    assert report.fidelity.kept == report.fidelity.words
    assert report.fidelity.whole == report.fidelity.bodies
    page = (tmp_path / "posts").rglob("*.md")
    assert any("  * " in path.read_text("utf-8") for path in page)


def test_two_targets_have_a_proof_each(tmp_path: Path) -> None:
    report = wpmigrate.convert(BLOG, tmp_path, to=["markdown", "hugo"])
    assert report.fidelity is not None
    assert report.fidelity.bodies == 94
