import pytest

from wpmigrate.errors import InputError
from wpmigrate.model import Site
from wpmigrate.output.plan import PlannedFile
from wpmigrate.output.rows import Example, Finding, Totals
from wpmigrate.report.json import decode, encode
from wpmigrate.report.model import FailOn, Input, Repaired, Report, judge


def finding(severity, code="raw-html", count=1):
    return Finding(code, severity, "A sentence.", "An advice.", count, count, (Example("item", 1, "a.md"),))


def report(**fields):
    return Report(
        **{"version": "1", "targets": ("hugo",), "dry_run": False, "inputs": (), "totals": {"item": Totals(1, 1)}}
        | fields
    )


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, 0),
        ({"totals": {}}, 4),
        ({"totals": {"item": Totals(), "term": Totals(3, 3)}}, 4),
        ({"totals": {"item": Totals(2, 1, 1)}}, 0),
        ({"totals": {"item": Totals(2, 1, 0, 1)}}, 3),
        ({"totals": {"item": Totals(1, 1), "comment": Totals(1, 0, 0, 1)}}, 3),
        ({"fail_on": FailOn("loss", reached=True)}, 3),
        ({"fail_on": FailOn("loss", reached=False), "diagnostics": (finding("change"),)}, 0),
    ],
)
def test_the_exit_code_follows_from_the_report(fields, code):
    assert report(**fields).exit_code == code


@pytest.mark.parametrize(
    ("level", "reached"),
    [
        ("never", [False] * 4),
        ("loss", [False, False, False, True]),
        ("change", [False, False, True, True]),
        ("note", [False, True, True, True]),
    ],
)
def test_fail_on_is_reached_by_its_level_and_worse(level, reached):
    found = [[], [finding("note")], [finding("note"), finding("change")], [finding("note"), finding("loss")]]
    assert [judge(level, findings) for findings in found] == [FailOn(level, each) for each in reached]


WHOLE = report(
    inputs=(Input("kitchen.xml", 12, "ab"),),
    site=Site("제목", "https://example.org"),
    totals={"item": Totals(2, 1, 1), "comment": Totals(1, 1)},
    types={"item": {"post": Totals(2, 1, 1)}},
    skips={"item": {"trash": 1}},
    diagnostics=(finding("loss"),),
    repairs=(
        Repaired("control-characters", "kitchen.xml", 120, 3, item="12"),
        Repaired("junk-before", "kitchen.xml", 0),
    ),
    plan=(PlannedFile("a.md", 3, "cd", "create"),),
    stale=("old.md",),
    started="2026-01-02T03:04:05Z",
    seconds=1.5,
)


@pytest.mark.parametrize("one", [report(), WHOLE])
def test_a_report_comes_back_as_it_went(one):
    assert decode(encode(one)) == one
    assert encode(decode(encode(one))) == encode(one)


def test_the_json_is_indented_in_the_order_of_the_model():
    text = encode(WHOLE).decode()
    assert text.startswith(
        '{\n  "format_version": 1,\n  "tool": "wpmigrate",\n  "version": "1",\n  "targets": [\n    "hugo"\n  ],\n'
    )
    assert text.endswith("}\n")
    assert '"제목"' in text
    assert text.index('"item"') < text.index('"comment"')


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"{}", b'{"format_version": "1"}', b'{"format_version": 1}', b"\xff", encode(WHOLE)[:-9]],
)
def test_a_damaged_report_is_one_sentence(content):
    with pytest.raises(InputError, match=r"\AThe report is damaged \(.*\); run again to make a new one\.\Z"):
        decode(content)


def test_a_newer_report_is_refused_and_unknown_fields_are_not():
    with pytest.raises(InputError, match="newer than this wpmigrate knows"):
        decode(encode(WHOLE).replace(b'"format_version": 1', b'"format_version": 2'))
    assert decode(encode(WHOLE).replace(b'"tool"', b'"new": 1, "tool"')) == WHOLE
