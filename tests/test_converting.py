"""A bug of ours in one body costs neither the body nor the run."""

import json
from pathlib import Path

import pytest

import wpmigrate
from wpmigrate.pipeline import bodies as body_steps

EXPORT = Path(__file__).parent.parent / "fixtures" / "wxr-https-namespace" / "export.xml"


@pytest.mark.parametrize("broken", ["parse_body", "render_markdown"])
def test_a_body_that_fails_stays_as_source(broken: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with wpmigrate.read(EXPORT) as export:
        bodies = {item.post.place.id: item.body for item in export}
    real, failed = getattr(body_steps, broken), []

    def fail_once(*args, **kwargs):
        if not failed:
            failed.append(args)
            raise RecursionError
        return real(*args, **kwargs)

    monkeypatch.setattr(body_steps, broken, fail_once)
    report = wpmigrate.convert(EXPORT, tmp_path)
    assert report.totals["item"].failed == 0
    assert report.exit_code == 0
    rows = [json.loads(line) for line in (tmp_path / "_wpmigrate/ledger.jsonl").read_text("utf-8").splitlines()]
    poor = next(row for row in rows if "handler-failed" in str(row.get("degradations")))
    written = (tmp_path / poor["path"]).read_text("utf-8")
    assert all(line in written for line in bodies[poor["id"]].splitlines())
