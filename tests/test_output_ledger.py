import json
from collections import Counter
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.errors import LedgerError
from wpmigrate.output import ledger as module
from wpmigrate.output.ledger import Ledger
from wpmigrate.output.rows import Example, Totals
from wpmigrate.output.spool import Spool


@pytest.fixture
def ledger():
    with Ledger() as ledger:
        yield ledger


def lines(ledger):
    with Spool() as spool:
        target = BytesIO()
        ledger.write(spool)
        spool.copy(target)
    return [json.loads(line) for line in target.getvalue().splitlines()]


def test_a_row_holds_what_is_known_and_nothing_empty(ledger):
    ledger.saw("item", "12", "post", order=0)
    ledger.settle("item", "12", "written", path="posts/a.md")
    ledger.degrade("item", "12", Diagnostic(Code.RAW_HTML, "table", 2))
    ledger.degrade("item", "12", Diagnostic(Code.BLOCK_DYNAMIC, "core/latest-posts"))
    ledger.degrade("item", "12", Diagnostic(Code.RAW_HTML, "table"))
    ledger.saw("item", "#2", "post", order=1)
    ledger.settle("item", "#2", "skipped", reason="trash")
    ledger.saw("author", "7", order=0)
    ledger.settle("author", "7", "written", paths={"hugo": "hugo/x.json", "markdown": "markdown/x.json"})
    assert lines(ledger) == [
        {
            "kind": "item",
            "id": 12,
            "outcome": "written",
            "type": "post",
            "path": "posts/a.md",
            "degradations": [
                {"code": "block-dynamic", "severity": "loss", "detail": "core/latest-posts"},
                {"code": "raw-html", "severity": "note", "detail": "table", "count": 3},
            ],
        },
        {"kind": "item", "id": "#2", "outcome": "skipped", "type": "post", "reason": "trash"},
        {
            "kind": "author",
            "id": "7",
            "outcome": "written",
            "paths": {"hugo": "hugo/x.json", "markdown": "markdown/x.json"},
        },
    ]


@pytest.mark.parametrize(
    ("kind", "name", "expected"),
    [("item", "12", 12), ("comment", "9", 9), ("item", "012", "012"), ("item", "0", "0"), ("item", "#3", "#3"), ("item", "9" * 20, "9" * 20),
     ("item", "١٢", "١٢"), ("term", "category/2024", "category/2024"), ("author", "12", "12"), ("item", "12\n", "12\n")],
)  # fmt: skip
def test_only_a_post_id_is_a_number(ledger, kind, name, expected):
    ledger.saw(kind, name, order=0)
    ledger.settle(kind, name, "skipped", reason="x")
    assert lines(ledger)[0]["id"] == expected


def test_rows_come_by_kind_and_then_as_they_stand_in_the_export(ledger):
    order = [
        ("zebra", "1"),
        ("author", "kim"),
        ("comment", "5"),
        ("item", "9"),
        ("item", "10"),
        ("aardvark", "1"),
        ("document", "a.xml"),
        ("term", "b"),
    ]
    for place, (kind, name) in enumerate(order):
        ledger.saw(kind, name, order=place)
        ledger.settle(kind, name, "failed", reason="x")
    found = [(row.kind, str(row.id)) for row in ledger.rows()]
    assert found == [
        ("document", "a.xml"),
        ("item", "9"),
        ("item", "10"),
        ("comment", "5"),
        ("term", "b"),
        ("author", "kim"),
        ("aardvark", "1"),
        ("zebra", "1"),
    ]
    assert list(ledger.totals()) == ["document", "item", "comment", "term", "author", "aardvark", "zebra"]


def test_things_of_one_place_come_by_number(ledger):
    for name in ("12/2", "12/10", "12/1", "9", "10"):
        ledger.saw("comment", name, order=1)
    assert [str(row.id) for row in ledger.rows()] == ["9", "10", "12/1", "12/2", "12/10"]


def test_sums_per_kind_type_and_reason(ledger):
    for number, (what, outcome, reason) in enumerate(
        [
            ("post", "written", ""),
            ("page", "written", ""),
            ("post", "skipped", "trash"),
            ("post", "skipped", "private"),
            ("menu", "skipped", "trash"),
            ("post", "failed", "unreadable-item"),
        ],
    ):
        ledger.saw("item", str(number + 1), what, order=number)
        ledger.settle("item", str(number + 1), outcome, path="x" if outcome == "written" else "", reason=reason)
    ledger.check()
    assert ledger.totals() == {"item": Totals(6, 2, 3, 1)}
    assert ledger.types() == {
        "item": {"post": Totals(4, 1, 2, 1), "menu": Totals(1, 0, 1, 0), "page": Totals(1, 1, 0, 0)}
    }
    assert list(ledger.types()["item"]) == ["post", "menu", "page"]
    assert list(ledger.reasons()["item"].items()) == [("trash", 2), ("private", 1)]
    assert ledger.reasons("failed") == {"item": {"unreadable-item": 1}}


def test_findings_are_losses_first_with_three_examples_in_order(ledger):
    for number in range(9, 0, -1):
        ledger.saw("item", str(number), order=number)
        ledger.settle("item", str(number), "written", path=f"{number}.md")
        ledger.degrade("item", str(number), Diagnostic(Code.RAW_HTML, "z", 2))
        ledger.degrade("item", str(number), Diagnostic(Code.RAW_HTML, "b"))
    ledger.degrade("item", "5", Diagnostic(Code.BLOCK_DYNAMIC))
    ledger.degrade("item", "5", Diagnostic(Code.SLUG_CHANGED))
    loss, change, note = ledger.diagnostics()
    assert (loss.code, change.code, note.code) == ("block-dynamic", "slug-changed", "raw-html")
    assert (note.severity, note.count, note.things) == ("note", 27, 9)
    assert (note.sentence, note.advice) == (Code.RAW_HTML.sentence, Code.RAW_HTML.advice)
    assert note.examples == tuple(Example("item", number, f"{number}.md", "b") for number in (1, 2, 3))
    assert loss.examples == (Example("item", 5, "5.md"),)


def test_examples_of_few_things_are_filled_up_with_more_of_what_is_in_them(ledger):
    for number in (1, 2):
        ledger.saw("item", str(number), order=number)
        ledger.settle("item", str(number), "written", path=f"{number}.md")
    for detail in "dacb":
        ledger.degrade("item", "1", Diagnostic(Code.BLOCK_DYNAMIC, detail))
    ledger.degrade("item", "2", Diagnostic(Code.BLOCK_DYNAMIC, "z"))
    (loss,) = ledger.diagnostics()
    assert [(one.id, one.detail) for one in loss.examples] == [(1, "a"), (2, "z"), (1, "b")]


@pytest.mark.parametrize(
    ("settlements", "sentence"),
    [
        ([], "item 1 was never settled"),
        ([("1", "written", "x", ""), ("1", "skipped", "", "y")], "item 1 was settled 2 times"),
        ([("1", "written", "x", ""), ("2", "written", "x", "")], "item 2 was never seen"),
        ([("1", "written", "", "")], "item 1 was written nowhere"),
        ([("1", "skipped", "", "")], "item 1 was skipped without a reason"),
        ([("1", "failed", "", "")], "item 1 was failed without a reason"),
    ],
)
def test_an_imbalance_is_named(ledger, settlements, sentence):
    ledger.saw("item", "1", "post", order=0)
    for name, outcome, path, reason in settlements:
        ledger.settle("item", name, outcome, path=path, reason=reason)
    with pytest.raises(LedgerError, match=sentence) as caught:
        ledger.check()
    assert (caught.value.code, caught.value.exit_code) == ("unbalanced", 1)


def test_a_degradation_of_nothing_is_an_imbalance(ledger):
    ledger.degrade("item", "1", Diagnostic(Code.RAW_HTML))
    with pytest.raises(LedgerError, match="item 1 is poorer but was never seen"):
        ledger.check()


def test_an_imbalance_names_a_few_and_counts_the_rest(ledger):
    for number in range(1, 11):
        ledger.saw("item", str(number), order=number)
    with pytest.raises(
        LedgerError, match="item 1 was never settled, item 2 was never settled, item 3 was never settled and 7 more; "
    ):
        ledger.check()


def test_what_remains_is_ranked_by_the_things_it_touches(ledger):
    for place, names in enumerate((("box", "box", "box"), ("tip",), ("tip", "tip")), 1):
        ledger.saw("item", str(place), "post", order=place)
        ledger.settle("item", str(place), "written", path=f"{place}.md")
        for name in names:
            ledger.degrade("item", str(place), Diagnostic(Code.SHORTCODE_KEPT, name))
        ledger.degrade("item", str(place), Diagnostic(Code.SHORTCODE_DYNAMIC, f"list: {place} posts"))
        ledger.degrade("item", str(place), Diagnostic(Code.RAW_HTML, "table"))
    assert [(one.name, one.code, one.count, one.things) for one in ledger.remains()] == [
        ("list", "shortcode-dynamic", 3, 3),
        ("tip", "shortcode-kept", 3, 2),
        ("box", "shortcode-kept", 3, 1),
    ]


def test_an_empty_ledger_balances(ledger):
    ledger.check()
    assert (ledger.totals(), ledger.diagnostics(), list(ledger.rows())) == ({}, [], [])


@pytest.mark.parametrize("apart", [False, True])
def test_the_same_thing_twice_is_refused(ledger, apart):
    ledger.saw("item", "0", order=0)
    ledger.saw("item", "1", order=1)
    if apart:
        assert ledger.totals()["item"].read == 2
    ledger.saw("comment", "1", order=2)
    ledger.saw("item", "1", order=3)
    with pytest.raises(LedgerError, match="The ledger has item 1 twice"):
        ledger.totals()


def test_blocks_are_written_as_they_fill(monkeypatch, ledger):
    monkeypatch.setattr(module, "BLOCK", 3)
    for number in range(1, 11):
        ledger.saw("item", str(number), order=number)
        ledger.degrade("item", str(number), Diagnostic(Code.RAW_HTML))
        ledger.settle("item", str(number), "written", path="x")
    ledger.check()
    assert ledger.totals() == {"item": Totals(10, 10)}
    assert [row.id for row in ledger.rows()] == list(range(1, 11))


def test_text_that_is_no_text_is_taken(ledger):
    ledger.saw("item", "\ud800", "\udfff\0", order=0)
    ledger.settle("item", "\ud800", "skipped", reason="안녕\ud800")
    ledger.degrade("item", "\ud800", Diagnostic(Code.RAW_HTML, "\udc80"))
    ledger.check()
    row = lines(ledger)[0]
    assert (row["id"], row["type"], row["reason"]) == ("?", "?\0", "안녕?")


kinds = st.sampled_from(["item", "comment", "term", "redirect"])
outcomes = st.sampled_from(["written", "skipped", "failed"])
things = st.dictionaries(st.tuples(kinds, st.integers(1, 50)), outcomes, max_size=30)
codes = st.sampled_from([Code.RAW_HTML, Code.BLOCK_DYNAMIC, Code.SLUG_CHANGED])


@given(things, st.data())
def test_read_is_written_and_skipped_and_failed_whatever_happens(things, data):
    told = Counter()
    with Ledger() as ledger:
        for place, (kind, number) in enumerate(things):
            ledger.saw(kind, str(number), order=place)
        for (kind, number), outcome in data.draw(st.permutations(list(things.items()))):
            ledger.settle(
                kind, str(number), outcome, path="x" * (outcome == "written"), reason="y" * (outcome != "written")
            )
            for code, count in data.draw(st.lists(st.tuples(codes, st.integers(1, 5)), max_size=2)):
                ledger.degrade(kind, str(number), Diagnostic(code, "", count))
                told[code.slug] += count
        ledger.check()
        for kind, total in ledger.totals().items():
            assert total.read == total.written + total.skipped + total.failed == sum(key[0] == kind for key in things)
            assert total.skipped == sum(ledger.reasons().get(kind, {}).values())
            assert total.failed == sum(ledger.reasons("failed").get(kind, {}).values())
            assert total.read == sum(each.read for each in ledger.types()[kind].values())
        assert sum(total.read for total in ledger.totals().values()) == len(things)
        assert {finding.code: finding.count for finding in ledger.diagnostics()} == dict(told)
        rows = list(ledger.rows())
        assert {(row.kind, row.id if isinstance(row.id, int) else int(row.id)): row.outcome for row in rows} == things
        assert sum(each.count for row in rows for each in row.degradations) == sum(told.values())


@given(things, st.data())
def test_a_thing_that_was_left_out_of_the_sum_is_found(things, data):
    with Ledger() as ledger:
        for place, (kind, number) in enumerate(things):
            ledger.saw(kind, str(number), order=place)
        forgotten = data.draw(st.sets(st.sampled_from(sorted(things)))) if things else set()
        for (kind, number), outcome in things.items():
            if (kind, number) not in forgotten:
                ledger.settle(kind, str(number), outcome, path="x", reason="y")
        if forgotten:
            with pytest.raises(LedgerError, match="was never settled"):
                ledger.check()
        else:
            ledger.check()
