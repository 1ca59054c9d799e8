"""Each folder under fixtures/ is converted and compared, file by file and both ways, with what it expects."""

from pathlib import Path

import pytest

import wpmigrate
from conftest import REPO
from golden import Case, differences, read_cases, read_tree, write_tree
from wpmigrate.errors import WpmigrateError

CASES = read_cases(REPO / "fixtures")
CONVERSIONS = [pytest.param(case, target, id=f"{case.name}-{target}") for case in CASES for target in case.targets]
REFUSALS = [pytest.param(case, id=case.name) for case in CASES if case.error]


@pytest.mark.parametrize(("case", "target"), CONVERSIONS)
def test_golden(case: Case, target: str, tmp_path: Path, accept: bool) -> None:
    expected = case.folder / "expected" / target
    wpmigrate.convert(case.inputs, tmp_path, to=target, **case.options)
    made = read_tree(tmp_path)
    if accept:
        write_tree(expected, made)
    elif not expected.is_dir():
        pytest.skip(f"nothing is expected yet of {case.name} for {target}: accept it with pytest --accept")
    assert not differences(read_tree(expected), made), differences(read_tree(expected), made)


@pytest.mark.parametrize("case", REFUSALS)
def test_refused(case: Case, tmp_path: Path) -> None:
    with pytest.raises(WpmigrateError) as stopped:
        wpmigrate.convert(case.inputs, tmp_path, **case.options)
    assert stopped.value.code == case.error
    assert not list(tmp_path.rglob("*.md"))


def test_every_case_is_reached() -> None:
    assert [case.name for case in CASES if not case.targets and not case.error] == []
    assert {"london-korean"} <= {case.name for case in CASES}


def test_no_expectation_is_left_behind() -> None:
    wanted = {case.folder / "expected" / target for case in CASES for target in case.targets}
    assert set((REPO / "fixtures").glob("*/expected/*")) <= wanted


def test_differences_are_seen_both_ways() -> None:
    told = differences({"a": b"1\n", "gone": b""}, {"a": b"2\n", "extra": b""})
    assert told.splitlines() == [
        "missing: gone",
        "new: extra",
        "--- expected/a",
        "+++ made/a",
        "@@ -1 +1 @@",
        "-1",
        "+2",
    ]
    assert not differences({"a": b"1"}, {"a": b"1"})
    assert "bytes differ" in differences({"a": b"1\r\n"}, {"a": b"1\n"})
