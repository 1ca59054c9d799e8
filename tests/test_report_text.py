import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

import wpmigrate
from conftest import REPO
from wpmigrate.diagnostics import Code
from wpmigrate.model import Site
from wpmigrate.output.plan import PlannedFile
from wpmigrate.output.rows import Example, Finding, Remains, Totals
from wpmigrate.report.model import Input, Repaired, Report
from wpmigrate.report.printable import fit
from wpmigrate.report.text import printable, summary

MOST_LINES = 70


def finding(code, count, *examples):
    return Finding(code.slug, code.severity.name.lower(), code.sentence, code.advice, count, count, examples)


def planned(path, action):
    return PlannedFile(path, 1, "0" * 64, action)


SMALL = Report(
    version="1",
    targets=("markdown",),
    dry_run=True,
    inputs=(),
    totals={"item": Totals(1, 1)},
    plan=(planned("a.md", "create"),),
)
FULL = Report(
    version="1.0",
    targets=("hugo", "markdown"),
    dry_run=False,
    seconds=1.25,
    inputs=(Input("part-1.xml", 1_200_000, ""), Input("part-2.xml", 34_567, ""), Input("part-3.xml", 1, "")),
    site=Site("런던의 한국 문화", "https://example.org/blog"),
    totals={"document": Totals(3, 3), "item": Totals(88, 70, 17, 1), "comment": Totals(26, 24, 2)},
    types={"document": {"wxr 1.2": Totals(3, 3)}, "item": {"post": Totals(60, 50, 10), "page": Totals(28, 20, 7, 1)}},
    skips={"item": {"trash": 9, "private": 8}, "comment": {"spam": 2}},
    failures={"item": {"unreadable-item": 1}},
    diagnostics=(
        finding(Code.BLOCK_DYNAMIC, 12, Example("item", 12, "a.md", "core/latest-posts"), Example("item", "#15"), Example("comment", 3, "b.md", "d" * 99)),
        finding(Code.SHORTCODE_KEPT, 3),
        finding(Code.RAW_HTML, 40),
        finding(Code.EMBED_AS_LINK, 1),
    ),
    remains=(Remains("core/latest-posts", "block-dynamic", 12, 12), Remains("box\x1b", "shortcode-kept", 3, 1)),
    repairs=(Repaired("control-characters", "part-1.xml", 120, 3), Repaired("junk-before", "part-2.xml", 0), Repaired("control-characters", "part-1.xml", 999)),
    plan=(planned("a.md", "edited"), planned("b.md", "create"), planned("c.md", "foreign"), planned("d.md", "edited"), planned("e.md", "same")),
    stale=("old.md", "older.md", "oldest.md"),
)  # fmt: skip


def test_a_dry_run_of_little():
    assert (
        summary(SMALL, "out", next_steps=["hugo server"])
        == """\
wpmigrate 1 · markdown · dry run: nothing was written

                             read    written   left out   failed
item                            1          1          0        0

Files: 1 new

What to do next
  1. Run again without --dry-run to write the files.
  Everything in detail: add --report report.html
"""
    )


def test_a_run_of_everything():
    assert (
        summary(FULL, "out", next_steps=["cd out && hugo server"])
        == """\
wpmigrate 1.0 · hugo, markdown · 1.2 s
런던의 한국 문화 · https://example.org/blog
from part-1.xml, part-2.xml and 1 more (1.2 MB)

                             read    written   left out   failed
item                           88         70         17        1
  post                         60         50         10        0
  page                         28         20          7        1
comment                        26         24          2        0

What came out poorer: 12 losses, 3 changes, 41 notes
  LOSS    12 × A block shows what WordPress makes at view time; a migrated page
          cannot. [block-dynamic]
            item 12  a.md  core/latest-posts
            item #15
            comment 3  b.md
                       dddddddddddddddddddddddddddddddddddddddddddddddddddddddd…
  change  3 × A shortcode that nothing here knows stays as it stood.
          [shortcode-kept]
  also    40 raw-html, 1 embed-as-link
Repaired in the input: 4 control-characters, 1 junk-before

What remains of plugins and blocks, by the items that it touches
      12 items      12 × core/latest-posts  [block-dynamic]
       1 item        3 × box�  [shortcode-kept]
  A rule for one, in wpmigrate.toml below [shortcodes]: box� = "unwrap"

Left out, and why
  item failed  1 unreadable-item
  item         9 trash, 8 private
  comment      2 spam

Files: 1 new, 1 the same as before, 2 edited and kept, 1 not ours and kept
  kept, because a person edited it: a.md
  and 2 more kept files
  3 of an earlier run, no longer made, left:
    old.md, older.md and 1 more

What to do next
  1. 12 × block-dynamic: Put a feature of your new site, such as its own list of
     posts, in the place of each.
  2. --force replaces the edited files.
  3. --prune removes the files of an earlier run that are no longer made.
  4. cd out && hugo server
  What a code means: wpmigrate explain CODE
  Everything in detail: out/_wpmigrate/ (report.json, ledger.jsonl)
"""
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("안녕 — “ok” 😀 👩‍👧", "안녕 — “ok” 😀 👩‍👧"),
        ("\x1b]0;owned\x07", "�]0;owned�"),
        ("\x1b[2J\x9b31m", "�[2J�31m"),
        ("a\r\nb\tc\x0bd\u2028e\u3000 f", "a b c d e f"),
        ("abc\u202egnp.exe\u2066\u200f\u061c", "abc�gnp.exe���"),
        ("zero\u200b\ufeffwidth\u00ad", "zero��width�"),
        ("\ud800\U000e0041\ue000\0\x7f", "�����"),
        ("  trimmed  ", "trimmed"),
    ],
)
def test_text_of_an_export_is_made_printable(text, expected):
    assert printable(text) == expected


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [
        ("abcdef", 6, "abcdef"),
        ("abcdefg", 6, "abcde…"),
        ("안녕하", 6, "안녕하"),
        ("안녕하세", 6, "안녕…"),
        ("안녕하세", 7, "안녕하…"),
        ("e\u0301" * 3, 3, "e\u0301" * 3),
        ("abc", 1, "…"),
    ],
)
def test_text_is_cut_by_columns(text, columns, expected):
    assert fit(text, columns) == expected


def columns(line):
    return sum(
        0
        if unicodedata.category(char) in {"Mn", "Me", "Cf"}
        else 2
        if unicodedata.east_asian_width(char) in "WF"
        else 1
        for char in line
    )


def safe(text):
    return all(
        char == "\n" or char in "\u200c\u200d" or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
        for char in text
    )


@given(st.text(), st.integers(1, 60))
def test_printable_is_safe_and_fits_whatever_it_is_given(text, width):
    shown = printable(text, width)
    assert safe(shown)
    assert "\n" not in shown
    assert columns(shown) <= width
    assert printable(shown, width) == shown.strip()


hostile = st.text(max_size=40) | st.sampled_from(["\x1b]0;x\x07", "한" * 90, "a" * 300, "\n\n\n"])
totals = st.builds(Totals, *[st.integers(0, 10**7)] * 4)
findings = st.builds(
    finding,
    st.sampled_from(list(Code)),
    st.integers(1, 10**6),
    *[st.builds(Example, kind=st.just("item"), id=hostile | st.integers(1, 10**9), path=hostile, detail=hostile)] * 3,
)
reports = st.builds(
    Report,
    version=st.just("1"),
    targets=st.just(("hugo",)),
    dry_run=st.booleans(),
    inputs=st.lists(st.builds(Input, hostile, st.integers(0, 10**12), st.just("")), max_size=5).map(tuple),
    totals=st.dictionaries(hostile, totals, max_size=12),
    site=st.none() | st.builds(Site, title=hostile, url=hostile),
    types=st.dictionaries(hostile, st.dictionaries(hostile, totals, max_size=9), max_size=3),
    skips=st.dictionaries(hostile, st.dictionaries(hostile, st.integers(1, 10**6), max_size=9), max_size=9),
    failures=st.dictionaries(hostile, st.dictionaries(hostile, st.integers(1, 10**6), max_size=9), max_size=9),
    diagnostics=st.lists(findings, max_size=12).map(tuple),
    repairs=st.lists(st.builds(Repaired, hostile, hostile, st.integers(0, 9)), max_size=9).map(tuple),
    plan=st.lists(
        st.builds(planned, hostile, st.sampled_from(["create", "edited", "foreign", "same"])), max_size=9
    ).map(tuple),
    stale=st.lists(hostile, max_size=5).map(tuple),
)


def test_what_a_filter_did_not_find_is_named():
    finding = Finding(
        code="filter-met-nothing", severity="change", sentence="A filter.", advice="Check it.", count=1, things=1,
        examples=(Example("document", 0, "_wpmigrate/site.json", "--status publsh"),),
    )  # fmt: skip
    assert "[filter-met-nothing]\n            --status publsh\n" in summary(replace(SMALL, diagnostics=(finding,)))


def test_media_that_stay_behind_are_told_of_unless_that_was_asked_for():
    stays = replace(SMALL, types={"item": {"attachment": Totals(2, 2)}})
    told = "2 media files stay on the old site: --uploads FOLDER"
    assert told in summary(stays)
    for brought in (
        {"options": {"media": "none"}},
        {"totals": {**SMALL.totals, "media": Totals(1, 1)}},
        {"targets": ("wordpress",)},
    ):
        assert told not in summary(replace(stays, **brought))
    left = replace(stays, skips={"media": {"left-to-you": 2}})
    assert "2 media files: put the uploads folder where the pages point" in summary(left)


def test_losses_are_counted_as_in_the_other_reports():
    setting = replace(FULL.diagnostics[0], code="setting-needed", count=3)
    told = summary(replace(FULL, diagnostics=(setting, *FULL.diagnostics)))
    assert "What came out poorer: 15 losses (3 by the setting above), 3 changes, 41 notes" in told


def test_advice_that_asks_for_nothing_is_no_step():
    content = replace(FULL.diagnostics[0], advice="Nothing, or take them from _wpmigrate/comments.jsonl.")
    assert "Nothing, or take" not in summary(replace(FULL, diagnostics=(content,)))


@settings(max_examples=30)
@given(reports, hostile, hostile)
def test_a_summary_is_short_narrow_and_safe_whatever_the_export_holds(report, folder, step):
    text = summary(report, folder, next_steps=[step])
    lines = text.splitlines()
    assert len(lines) < MOST_LINES
    assert all(columns(line) <= 80 for line in lines)
    assert safe(text)


def test_the_longest_summary_is_short():
    kinds = {f"kind{number}": Totals(1, 0, 1) for number in range(20)}
    reasons = {kind: {"x": 1} for kind in kinds}
    losses = tuple(replace(FULL.diagnostics[0], code=f"loss-{number}") for number in range(9))
    longest = replace(
        FULL, totals=kinds, skips=reasons, failures=reasons, diagnostics=losses + FULL.diagnostics[1:] * 4
    )
    for dry_run in (True, False):
        text = summary(replace(longest, dry_run=dry_run), "out", next_steps=["build"])
        assert len(text.splitlines()) < MOST_LINES
        assert "and 13 more kinds" in text


def test_what_must_be_set_stands_before_all_else(tmp_path):
    kitchen = REPO.parent / "shared/data/wordpress/kitchen.xml"
    if not kitchen.exists():
        pytest.skip("the shared exports are not here")
    told = summary(wpmigrate.convert(kitchen, tmp_path / "plain", to="hugo"))
    assert told.startswith("SET THIS FIRST  hugo: markup.goldmark.renderer.unsafe must be true in its\n")
    assert "SET THIS" not in summary(wpmigrate.convert(kitchen, tmp_path / "scaffold", to="hugo", scaffold=True))
