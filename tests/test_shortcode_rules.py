"""What the owner of a site wants done with a shortcode is done, proven and accounted for."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from wpmigrate import convert, registry
from wpmigrate.config import options_of, shortcode_rules
from wpmigrate.content.nofacts import NO_FACTS
from wpmigrate.content.rules import Rule, Rules, fill_html, fill_markdown
from wpmigrate.errors import UsageError
from wpmigrate.pipeline.bodies import BodyOptions, read_body, write_body
from wpmigrate.targets.hugo import TARGET as HUGO
from wpmigrate.targets.markdown import TARGET as MARKDOWN

if TYPE_CHECKING:
    from wpmigrate.diagnostics import Diagnostic

RULES = {
    "ad": "strip",
    "wall_*": "unwrap",
    "wall_raw": "keep",
    "gallery": "keep",
    "caption_x": "unwrap",
    "btn": {"template": '<a href="{url}" title="{t}">{content}</a>'},
    "yt": {"markdown": "{{< youtube {0} >}}"},
    "box": {"markdown": '{{% box t="{t}" %}}{content}{{% /box %}}'},
}


def written(body: str, target=HUGO, rules=RULES) -> tuple[str, list[tuple[str, str]], list[tuple[str, str]]]:
    found: list[Diagnostic] = []
    options = BodyOptions(rules=shortcode_rules(rules))
    parsed = read_body(body, registry.handlers(), NO_FACTS, options, found.append)
    done = write_body(parsed, body, target.dialect, options, lambda url, _=None: url, found.append)
    assert done.proof is not None
    assert done.proof.score == 1
    assert not done.proof.lost
    assert not done.proof.gained
    return (
        done.markdown.strip(),
        [(use.name, use.outcome) for use in parsed.shortcodes],
        [(one.code.slug, one.detail) for one in found],
    )


@pytest.mark.parametrize(
    ("body", "markdown", "outcome"),
    [
        ("a [ad]b[/ad] c", "a  c", "stripped"),
        ("a [ad] c", "a  c", "stripped"),
        ("[wall_row]One <b>two</b>[/wall_row]", "One **two**", "written"),
        ("[wall_raw a]x[/wall_raw]", "[wall_raw a]x[/wall_raw]", "kept"),
        ('[gallery ids="1,2"]', '[gallery ids="1,2"]', "kept"),
        (
            '[btn url="https://a.example/?a=1&amp;b=2"]Go <i>on</i>[/btn]',
            "[Go *on*](https://a.example/?a=1&b=2)",
            "written",
        ),
        ("[yt abc_d]", "{{< youtube abc_d >}}", "written"),
        ('[box t="x"]One *two*[/box]', '{{% box t="x" %}}One \\*two\\*{{% /box %}}', "written"),
    ],
)
def test_a_rule_is_followed(body: str, markdown: str, outcome: str) -> None:
    text, uses, _ = written(body)
    assert " ".join(text.split()) == " ".join(markdown.split())
    assert [use for _, use in uses] == [outcome]


def test_rules_reach_into_each_other() -> None:
    text, uses, _ = written('[wall_row][wall_column w="1/2"][btn url="/x"]a[/btn][ad]b[/ad][/wall_column][/wall_row]')
    assert text == "[a](/x)"
    assert [name for name, _ in uses] == ["wall_row", "wall_column", "btn", "ad"]


def test_a_pattern_has_no_say_over_what_has_a_converter() -> None:
    handled = registry.handlers().shortcodes
    assert "gallery" in handled
    text, uses, _ = written('[gallery ids="1"] [galley_x a="1"]', rules={"gal*": "strip"})
    assert ("galley_x", "stripped") in uses
    assert ("gallery", "stripped") not in uses
    assert "galley" not in text


def test_what_a_rule_leaves_out_is_told_and_what_it_writes_is_no_loss() -> None:
    _, _, told = written("[ad]gone[/ad] [wall_row]x[/wall_row] [yt a] [gallery]")
    assert told == [("shortcode-left-out", "ad")]


def test_a_template_can_be_filled_with_no_markup() -> None:
    attributes = {"a": '"><script>x</script>', "u": " javascript:alert(1)", "0": "first", "t": "x &amp; y"}
    filled = fill_html("<b title='{a}'>{u}{0}{t}{none}</b>{{ own }}{content}", attributes, "<i>in</i>")
    assert filled == "<b title='&quot;&gt;&lt;script&gt;x&lt;/script&gt;'>firstx &amp; y</b>{{ own }}<i>in</i>"
    pieces = fill_markdown('{{< x "{a}" >}}{u}{content}{0}', {**attributes, "a": 'a" >}} {{< y'})
    assert pieces == ['{{< x "a&quot; &gt;&#125;&#125; &#123;&#123;&lt; y" >}}', "first"]


def test_an_escaped_shortcode_stays_an_example() -> None:
    text, uses, _ = written("[[ad]] and [[wall_row]x[/wall_row]]", target=MARKDOWN)
    assert text.replace("\\", "") == "[ad] and [wall_row]x[/wall_row]"
    assert uses == []


@pytest.mark.parametrize("wish", ["kep", {"templat": "x"}, {"template": 3}, {"template": "a", "markdown": "b"}, 3])
def test_a_rule_that_is_none_is_refused(wish: object) -> None:
    with pytest.raises(UsageError, match="A rule of shortcode_rules"):
        options_of(["x.xml"], "out", shortcode_rules={"a": wish})


def test_the_whole_name_goes_before_a_pattern() -> None:
    rules = Rules({"a_*": Rule("strip"), "a_b": Rule("keep")})
    assert rules.of("a_b") == Rule("keep")
    assert rules.of("a_c") == Rule("strip")
    assert rules.of("b") is None
    assert rules.met("[a_b] [a_c x=1] [b]") == {"a_b", "a_c"}


def test_the_ledger_knows_of_rules(tmp_path: Path) -> None:
    export = Path(__file__).parent.parent / "fixtures" / "london-korean" / "export.xml"
    report = convert(export, tmp_path / "site", shortcode_rules={"gallery": "strip", "caption": "unwrap"})
    rows = [
        json.loads(line) for line in (tmp_path / "site" / "_wpmigrate" / "ledger.jsonl").read_text("utf-8").splitlines()
    ]
    shortcodes = [row for row in rows if row["kind"] == "shortcode"]
    assert {row.get("reason") for row in shortcodes if row["type"] == "gallery" and row["outcome"] == "skipped"} >= {
        "stripped"
    }
    assert report.totals["shortcode"].read == len(shortcodes)
    assert report.exit_code == 0
