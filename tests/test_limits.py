"""Limits on what an export may cost, each with its name in `--max`, and what becomes of what is beyond it."""

import gzip
import json
import time
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

import wpmigrate
from exports import document, item
from wpmigrate.cli import main
from wpmigrate.errors import InputError, UsageError
from wpmigrate.most import Most, most_of
from wpmigrate.pipeline.bodies import BodyOptions, read_body
from wpmigrate.pipeline.budget import BudgetError, budget


def write(folder: Path, content: bytes, name: str = "export.xml") -> Path:
    (folder / name).write_bytes(content)
    return folder / name


@pytest.mark.parametrize(
    ("given", "limits"),
    [
        ([], Most()),
        (["item=128M", "items=5"], Most(item=128 << 20, items=5)),
        (["unpacked=2g", "seconds=0.5", "ratio=10"], Most(unpacked=2 << 30, seconds=0.5, ratio=10)),
        (["items=0", "depth=9"], Most(depth=9)),
    ],
)
def test_limits_are_read(given: list[str], limits: Most) -> None:
    assert most_of(given) == limits


@pytest.mark.parametrize(
    "given", ["item", "itme=1", "item=", "item=-1", "item=1T", "item=0", "depth=1001", "depth=0", "item=1e9"]
)
def test_a_limit_that_is_none_is_refused(given: str) -> None:
    with pytest.raises(UsageError) as refused:
        most_of([given])
    assert refused.value.code == "limit"


def test_an_item_that_is_too_large_fails_alone(tmp_path: Path) -> None:
    export = write(tmp_path, document(item(1), item(2, b"x" * 5000), item(3)))
    report = wpmigrate.convert(export, tmp_path / "out", most=["item=4K"])
    assert report.failures == {"item": {"oversized-item": 1}}
    assert report.totals["item"].written == 2
    assert wpmigrate.convert(export, tmp_path / "out").totals["item"].written == 3


@pytest.mark.parametrize("jobs", [1, 2])
def test_more_items_than_wanted_are_refused(tmp_path: Path, jobs: int) -> None:
    export = write(tmp_path, document(item(1), item(2), item(3)))
    with pytest.raises(InputError, match="--max items=4") as refused:
        wpmigrate.convert(export, tmp_path / "out", most=["items=2"], jobs=jobs)
    assert refused.value.code == "too-many-items"
    assert not (tmp_path / "out").exists()


def test_archives_have_limits(tmp_path: Path) -> None:
    packed = write(tmp_path, gzip.compress(document(item(1, b"x" * (11 << 20)))), "export.xml.gz")
    with pytest.raises(InputError, match="--max ratio"):
        wpmigrate.convert(packed, tmp_path / "out")
    assert wpmigrate.convert(packed, tmp_path / "out", most=["ratio=5000"], dry_run=True).totals["item"].read == 1
    with pytest.raises(InputError, match="--max unpacked"):
        wpmigrate.convert(packed, tmp_path / "out", most=["ratio=5000", "unpacked=1M"])
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as archive:
        for number in range(3):
            archive.writestr(f"{number}.xml", document(item(number + 1)))
    with pytest.raises(InputError, match="--max members"):
        wpmigrate.convert(tmp_path / "export.zip", tmp_path / "out", most=["members=2"])


def test_a_body_that_is_too_deep_keeps_its_source(tmp_path: Path) -> None:
    export = write(tmp_path, document(item(1, b"<div>" * 30 + b"deep" + b"</div>" * 30)))
    found = wpmigrate.convert(export, tmp_path / "out", most=["depth=20"], to="markdown")
    assert [one.code for one in found.diagnostics if one.severity == "loss"] == ["body-too-deep"]
    assert "body-too-deep" not in {one.code for one in wpmigrate.convert(export, tmp_path / "out").diagnostics}


def test_time_is_told_wherever_the_block_is() -> None:
    def spin() -> None:
        try:
            while True:
                time.perf_counter()
        except Exception:  # noqa: BLE001 - as handlers of ours do
            raise AssertionError from None

    with pytest.raises(BudgetError), budget(0.01):
        spin()
    with budget(5):
        pass


@pytest.mark.parametrize("exhausted", [MemoryError, None])
def test_a_body_that_costs_too_much_shows_as_its_source(
    monkeypatch: pytest.MonkeyPatch, exhausted: type | None
) -> None:
    from wpmigrate import registry
    from wpmigrate.content.parse import NO_FACTS
    from wpmigrate.pipeline import bodies

    def costly(*_: object, **__: object) -> None:
        if exhausted:
            raise exhausted
        while True:
            time.perf_counter()

    monkeypatch.setattr(bodies, "parse_body", costly)
    found = []
    parsed = read_body("Some <b>text</b>", registry.handlers(), NO_FACTS, BodyOptions(seconds=0.01), found.append)
    assert [(one.code.slug, one.detail) for one in found] == [("body-too-costly", "memory" if exhausted else "time")]
    assert parsed.document.children[0].text == "Some <b>text</b>"


def test_the_command_line_takes_limits(tmp_path: Path) -> None:
    export = write(tmp_path, document(item(1)))
    call = ["convert", str(export), "-o", str(tmp_path / "out"), "--json", "--no-config"]
    assert (
        json.loads(CliRunner().invoke(main, [*call, "--max", "item=1M", "--max", "depth=50"]).stdout)["totals"]["item"][
            "written"
        ]
        == 1
    )
    assert CliRunner().invoke(main, [*call, "--max", "depth=5000"]).exit_code == 2


def test_a_disk_without_room_is_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from wpmigrate.errors import OutputError
    from wpmigrate.output import disk

    export = write(tmp_path, document(item(1)))
    monkeypatch.setattr(disk.shutil, "disk_usage", lambda _: disk.shutil._ntuple_diskusage(100, 90, 10))
    with pytest.raises(OutputError, match="MB left") as refused:
        wpmigrate.convert(export, tmp_path / "deep" / "out")
    assert refused.value.code == "disk-full"
    assert not (tmp_path / "deep").exists()
    wpmigrate.convert(export, tmp_path / "out", dry_run=True)
