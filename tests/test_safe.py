"""`--safe`: nothing that runs comes through, all else does, and the report says what is gone."""

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser

from exports import document, item
from wpmigrate import registry
from wpmigrate.cli import main
from wpmigrate.content.parse import parse_body
from wpmigrate.content.safety import sanitise
from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.render.dialect import COMMONMARK
from wpmigrate.render.fidelity import prove
from wpmigrate.render.markdown import render_markdown
from wpmigrate.render.rendered import render_commonmark

if TYPE_CHECKING:
    from wpmigrate.render.writing import Owned

PUBLISHED = b"<wp:status>publish</wp:status><wp:post_date>2020-01-02 03:04:05</wp:post_date>"
COMMENT = (
    b"<wp:comment><wp:comment_id>1</wp:comment_id><wp:comment_author><![CDATA[Ji]]></wp:comment_author><wp:comment_content>"
    b"<![CDATA[Hi <b onclick=x>there</b><script>alert(1)</script>]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved></wp:comment>"
)


def safely(body: str) -> tuple[str, dict[str, int]]:
    found: list[Diagnostic] = []
    owned: list[Owned] = []
    parsed = parse_body(body, handlers=registry.handlers(), report=found.append, safe=True)
    markdown = render_markdown(parsed.document, COMMONMARK, owned)
    proof = prove(parsed.sources, markdown, owned, COMMONMARK)
    assert (proof.lost, proof.gained) == ((), ())
    return markdown, {one.detail: one.count for one in found if one.code is Code.HTML_SANITISED}


@pytest.mark.parametrize(
    ("body", "markdown", "removed"),
    [
        ("<p>Soup</p>", "Soup\n", {}),
        ("a < b & c", "a < b & c\n", {}),
        ("<p>a</p><script>alert(1)</script><p>b</p>", "a\n\nb\n", {"<script>": 1}),
        ('<p onclick="x()">a <b onmouseover=y>b</b></p>', "a **b**\n", {"onclick": 1, "onmouseover": 1}),
        ('<form action="/f"><input name="q"> Ask</form>', "Ask\n", {"<form>": 1, "<input>": 1}),
        ('<a href="javascript:x">a</a>', "a\n", {"address that runs code": 1}),
        ("<svg onload=x><script>y</script></svg>b", "b\n", {"<script>": 1, "<svg>": 1, "onload": 1}),
        ("[unknown <b onclick=x>y</b>]", "[unknown **y**]\n", {"onclick": 1}),
        ("[unknown a=1]", "[unknown a=1]\n", {}),
        ("<!-- wp:quote --><blockquote><p>q</p></blockquote><!-- /wp:quote -->", "> q\n", {}),
        ("<!-- wp:html --><script>x</script><p>y</p><!-- /wp:html -->", "y\n", {"<script>": 1}),
        ('[code]<script>alert("x")</script>[/code]', '```\n<script>alert("x")</script>\n```\n', {}),
    ],
)
def test_what_runs_is_gone_and_said(body: str, markdown: str, removed: dict[str, int]) -> None:
    assert safely(body) == (markdown, removed)


def test_players_stay_and_strangers_go() -> None:
    known = '<iframe src="https://www.youtube.com/embed/abcdefgh"></iframe>'
    assert "youtube.com/embed/abcdefgh" in safely(known)[0]
    markdown, removed = safely('<p>a</p><iframe src="https://evil.example/x"></iframe>')
    assert "evil.example" not in markdown
    assert removed == {"frame of an unknown host": 1}


def test_pictures_tables_and_lists_pass_unchanged() -> None:
    body = '<table><tr><td colspan="2">a</td></tr></table><ul><li>b</li></ul><img src="data:image/png;base64,x" alt="c"><pre>\n\n d</pre>'
    removed: Counter[str] = Counter()
    assert "data:image/png" in sanitise(body, removed)
    assert not removed


def test_a_run_with_safe_says_what_is_gone_and_writes_nothing_that_runs(tmp_path: Path) -> None:
    body = b"<div><p>Soup</p><script>alert(1)</script><button onclick=x>go</button></div>"
    export = tmp_path / "export.xml"
    export.write_bytes(document(item(1, body, extra=PUBLISHED + COMMENT)))
    done = CliRunner().invoke(main, ["convert", str(export), "-o", str(tmp_path / "out"), "--safe", "--json"])
    assert done.exit_code == 0, done.output
    report = json.loads(done.stdout)
    assert "html-sanitised" in {one["code"] for one in report["diagnostics"]}
    ledger = (tmp_path / "out" / "_wpmigrate" / "ledger.jsonl").read_text("utf-8")
    assert all(name in ledger for name in ("<script>", "<button>", "onclick"))
    written = "".join(
        path.read_text("utf-8") for path in (tmp_path / "out").rglob("*") if path.suffix in (".md", ".jsonl", ".json")
    )
    assert "alert(1)" not in written
    assert "Soup" in written
    assert '"there' not in written
    assert "there" in written
    refused = CliRunner().invoke(
        main, ["convert", str(export), "-o", str(tmp_path / "b"), "--safe", "--to", "wordpress"]
    )
    assert refused.exit_code == 2
    assert "--safe" in refused.stderr


@pytest.mark.parametrize("seed", range(4))
def test_nothing_that_runs_is_left_of_mutated_bodies(seed: int) -> None:
    running = pytest.importorskip("fuzz.running", exc_type=ImportError)
    seeds = [one for one in running.SEEDS if one.name in ("active HTML", "classic body", "short shortcode")]
    for number in range(60):
        body = running.made(seed, number, seeds, seeds)[1].decode("utf-8", "replace")
        parsed = parse_body(body, handlers=registry.handlers(), report=lambda _: None, safe=True)
        html = render_commonmark(render_markdown(parsed.document))
        for node in LexborHTMLParser(html, is_fragment=True).css("*") if html.strip() else ():
            assert node.tag not in ("script", "form", "object", "embed", "svg", "base", "template", "input"), (
                number,
                body,
                html,
            )
            assert not [name for name in node.attributes if name.startswith("on")], (number, body, html)
