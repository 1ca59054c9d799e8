"""What a run promises: the whole tool on our own export, through the library."""

import json
import os
import re
import socket
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

import wpmigrate
from wpmigrate.errors import UsageError
from wpmigrate.scratch import PREFIX

REPO = Path(__file__).parent.parent
EXPORT = REPO / "fixtures" / "london-korean" / "export.xml"


def tree(root: Path) -> dict[str, bytes]:
    return {str(p.relative_to(root)): p.read_bytes() for p in sorted(root.rglob("*")) if p.is_file()}


def stamps(root: Path) -> dict[str, tuple[int, int]]:
    return {str(p.relative_to(root)): (p.stat().st_mtime_ns, p.stat().st_ino) for p in root.rglob("*") if p.is_file()}


def rows(root: Path) -> list[dict]:
    return [json.loads(line) for line in (root / "_wpmigrate/ledger.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def hugo_run(tmp_path_factory: pytest.TempPathFactory):
    out = tmp_path_factory.mktemp("hugo")
    return wpmigrate.convert(EXPORT, out, to="hugo", scaffold=True), out


def test_every_kind_balances_and_every_written_path_exists(hugo_run) -> None:
    report, out = hugo_run
    assert report.exit_code == 0
    for kind, total in report.totals.items():
        assert total.read == total.written + total.skipped + total.failed, kind
    assert report.totals["item"].read == EXPORT.read_text("utf-8").count("<item>")
    for row in rows(out):
        if row["outcome"] == "written":
            assert (out / row["path"]).is_file(), row
        else:
            assert row["reason"], row


def test_a_dry_run_leaves_nothing_and_plans_what_the_real_run_writes(tmp_path: Path) -> None:
    planned = wpmigrate.convert(EXPORT, tmp_path / "site", to="hugo", dry_run=True)
    assert list(tmp_path.iterdir()) == []
    real = wpmigrate.convert(EXPORT, tmp_path / "site", to="hugo")
    assert planned.plan == real.plan
    assert planned.totals == real.totals
    made = {p for p in tree(tmp_path / "site") if not p.startswith(".wpmigrate/")}
    assert made == {f.path for f in real.plan} | {"_wpmigrate/report.json"}


def test_a_second_run_rewrites_only_the_report(tmp_path: Path) -> None:
    wpmigrate.convert(EXPORT, tmp_path, to="hugo", scaffold=True)
    before, ledger = stamps(tmp_path), (tmp_path / "_wpmigrate/ledger.jsonl").read_bytes()
    again = wpmigrate.convert(EXPORT, tmp_path, to="hugo", scaffold=True)
    after = stamps(tmp_path)
    assert {p for p in before if before[p] != after.get(p)} == {"_wpmigrate/report.json"}
    assert before.keys() == after.keys()
    assert {f.action for f in again.plan} == {"same"}
    assert (tmp_path / "_wpmigrate/ledger.jsonl").read_bytes() == ledger


def test_an_edited_file_stays_until_forced(tmp_path: Path) -> None:
    first = wpmigrate.convert(EXPORT, tmp_path, to="markdown")
    path = next(row["path"] for row in rows(tmp_path) if row["kind"] == "item" and row["path"].endswith(".md"))
    original = (tmp_path / path).read_bytes()
    (tmp_path / path).write_bytes(b"mine now\n")
    kept = wpmigrate.convert(EXPORT, tmp_path, to="markdown")
    assert (tmp_path / path).read_bytes() == b"mine now\n"
    assert "edited-file-kept" in {d.code for d in kept.diagnostics}
    assert first.totals == kept.totals
    wpmigrate.convert(EXPORT, tmp_path, to="markdown", force=True)
    assert (tmp_path / path).read_bytes() == original


def test_a_foreign_file_is_never_touched(tmp_path: Path) -> None:
    wpmigrate.convert(EXPORT, tmp_path / "a", to="markdown")
    path = next(row["path"] for row in rows(tmp_path / "a") if row["kind"] == "item" and row["path"].endswith(".md"))
    mine = tmp_path / "b" / path
    mine.parent.mkdir(parents=True)
    mine.write_text("somebody's")
    report = wpmigrate.convert(EXPORT, tmp_path / "b", to="markdown", force=True)
    assert mine.read_text() == "somebody's"
    row = next(r for r in rows(tmp_path / "b") if r["kind"] == "item" and r.get("reason") == "path-taken")
    assert row["outcome"] == "skipped"
    assert report.totals["item"].read == report.totals["item"].written + report.totals["item"].skipped


@pytest.mark.parametrize(
    ("scaffold", "there", "told"),
    [(False, "", 1), (True, "", 0), (True, "hugo.yaml", 1), (True, "layouts/index.html", 0)],
)
def test_a_setting_is_asked_for_where_the_configuration_is_not_ours(
    scaffold: bool, there: str, told: int, tmp_path: Path
) -> None:
    if there:
        (tmp_path / there).parent.mkdir(exist_ok=True)
        (tmp_path / there).write_text("title: mine\n")
    report = wpmigrate.convert(EXPORT, tmp_path, to="hugo", scaffold=scaffold)
    assert [one.code for one in report.diagnostics].count("setting-needed") == told


def test_several_targets_share_one_ledger(tmp_path: Path) -> None:
    wpmigrate.convert(EXPORT, tmp_path, to=["markdown", "hugo"])
    row = next(r for r in rows(tmp_path) if r["kind"] == "item" and r.get("paths"))
    assert set(row["paths"]) == {"markdown", "hugo"}
    assert all((tmp_path / path).is_file() and path.startswith(f"{name}/") for name, path in row["paths"].items())


def test_no_socket_is_opened_and_nothing_is_written_elsewhere(tmp_path: Path) -> None:
    out, seen = tmp_path / "site", []
    watching = True

    def hook(event: str, args: tuple) -> None:
        if not watching:
            return
        if event.startswith("socket."):
            seen.append((event, args))
        if event == "open" and isinstance(args[0], str) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            seen.append((event, args[0]))

    sys.addaudithook(hook)
    wpmigrate.convert(EXPORT, out, to="hugo", dry_run=True)
    watching = False
    scratch = tempfile.gettempdir()  # a nameless temporary file is opened by the name of its folder
    own = [s for s in seen if s[0] == "open" and (s[1] == scratch or s[1].startswith(f"{scratch}/{PREFIX}"))]
    assert [s for s in seen if s not in own] == []
    assert not out.exists()
    assert socket.socket  # the module itself is there; it was not used


def test_personal_data_stays_out_unless_asked_for(tmp_path: Path) -> None:
    wpmigrate.convert(EXPORT, tmp_path / "a", to=["markdown", "hugo"], scaffold=True)
    joined = b"\n".join(tree(tmp_path / "a").values())
    for needle in secrets():
        assert needle.encode() not in joined, needle
    wpmigrate.convert(EXPORT, tmp_path / "b", personal_data=True)
    assert b'"email"' in (tmp_path / "b/_wpmigrate/comments.jsonl").read_bytes()


def secrets() -> set[str]:
    text = EXPORT.read_text("utf-8")
    fields = ("comment_author_email", "comment_author_IP", "author_email", "post_password")
    found = set()
    for field in fields:
        found |= set(re.findall(rf"<wp:{field}><!\[CDATA\[(.+?)\]\]></wp:{field}>", text))
    shown = "".join(re.findall(r"<content:encoded>(.*?)</content:encoded>", text, re.DOTALL))
    found = {secret for secret in found if secret not in shown}  # an address its owner wrote into a page is public
    assert len(found) > 3
    return found | {"akismet"}


def test_the_same_export_in_any_packing_gives_the_same_files(tmp_path: Path) -> None:
    import gzip
    import zipfile

    raw = EXPORT.read_bytes()
    (tmp_path / "x.xml.gz").write_bytes(gzip.compress(raw))
    with zipfile.ZipFile(tmp_path / "x.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("part.xml", raw)
    results = []
    for name, given in (("a", EXPORT), ("b", tmp_path / "x.xml.gz"), ("c", tmp_path / "x.zip")):
        wpmigrate.convert(given, tmp_path / name, to="hugo")
        files = tree(tmp_path / name)
        results.append({p: c for p, c in files.items() if p != "_wpmigrate/report.json" and not p.startswith(".wpm")})
    assert results[0] == results[1] == results[2]


def test_read_gives_the_site_and_its_items() -> None:
    with wpmigrate.read(EXPORT) as export:
        items = list(export)
        assert export.site.title
        assert export.authors
        assert export.menus
    assert all(item.post.place.key for item in items)
    assert any(item.comments for item in items)
    assert any("wp:paragraph" in item.body for item in items)


def test_one_body() -> None:
    assert wpmigrate.body_to_markdown("One.\n\nTwo <b>bold</b>") == "One.\n\nTwo **bold**\n"
    assert wpmigrate.body_to_markdown("<p>snake_case</p>", autop=False) == "snake_case\n"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"too": "hugo"}, "There is no option 'too'. Did you mean 'to'? "),
        ({"base_url": "example"}, "--base-url 'example' is no address of a site; write https://www.example.org"),
        ({"to": "hugo", "target_options": {"layot": "flat"}}, " Did you mean 'layout'?"),
    ],
)
def test_a_slip_is_told_with_what_was_meant(options: dict[str, Any], told: str, tmp_path: Path) -> None:
    export = tmp_path / "export.xml"
    export.write_text("<rss/>", "utf-8")
    with pytest.raises(UsageError, match=re.escape(told)):
        wpmigrate.convert(export, tmp_path / "out", **options)
