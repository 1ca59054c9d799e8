"""`verify`: every changed, missing or added byte is found and named, and what is as it should be raises no alarm."""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import wpmigrate
from conftest import REPO
from wpmigrate.cli import main
from wpmigrate.output.damage import judge_against
from wpmigrate.pipeline.verifying import verify

EXPORT = REPO / "fixtures" / "london-korean" / "export.xml"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c4890000000d49444154789c6360000000000200 01e221bc330000000049454e44ae426082".replace(
        " ", ""
    )
)
HUNDREDS = [0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 10))]


def call(*args: object):
    return CliRunner().invoke(main, [str(a) for a in args])


@pytest.fixture(scope="session")
def uploads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every upload that the export uses, as some picture."""
    folder = tmp_path_factory.mktemp("verify") / "uploads"
    tried = wpmigrate.convert(EXPORT, folder / "nowhere", dry_run=True, media="link")
    assert tried.totals["media"].read
    out = folder.parent / "first"
    wpmigrate.convert(EXPORT, out, media="link")
    for line in (out / "_wpmigrate/ledger.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if row["kind"] == "media":
            file = folder / row["id"]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(PNG if file.suffix == ".png" else b"\xff\xd8\xff\xe0" + file.name.encode() + b"\xff\xd9")
    return folder


@pytest.fixture(scope="session")
def written(uploads: Path) -> Path:
    """A folder with everything: two targets, comments, redirects, media."""
    out = uploads.parent / "site"
    report = wpmigrate.convert(
        EXPORT, out, to=["hugo", "markdown"], scaffold=True, uploads=[str(uploads)], redirects=["nginx", "netlify"],
        comments=["data", "isso", "remark42"],
    )  # fmt: skip
    assert report.totals["media"].written
    return out


@pytest.fixture
def site(written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(written, tmp_path / "site"))


def told(folder: Path, *more: object) -> dict[str, str]:
    """What verify says of each file, foreign ones included."""
    found = json.loads(call("verify", folder, "--json", *more).stdout)
    return {
        **{one["path"]: one["what"] for one in found["differences"]},
        **dict.fromkeys(found.get("foreign", ()), "foreign"),
    }


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def changed_byte(file: Path, chance: random.Random) -> None:
    content = bytearray(file.read_bytes() or b"\0")
    at = chance.randrange(len(content))
    content[at] = (content[at] + chance.randrange(1, 256)) % 256
    file.write_bytes(content)


def lost_byte(file: Path, chance: random.Random) -> None:
    content = file.read_bytes()
    at = chance.randrange(len(content))
    file.write_bytes(content[:at] + content[at + 1 :])


def added_byte(file: Path, chance: random.Random) -> None:
    content = file.read_bytes()
    at = chance.randrange(len(content) + 1)
    file.write_bytes(content[:at] + chance.randbytes(1) + content[at:])


def lost_file(file: Path, _: random.Random) -> None:
    file.unlink()


HARM: list[Callable[[Path, random.Random], None]] = [changed_byte, changed_byte, lost_byte, lost_file, added_byte]


@pytest.mark.parametrize("seed", HUNDREDS)
def test_every_changed_missing_or_added_byte_is_found(seed: int, site: Path) -> None:
    chance = random.Random(seed)
    everything = files_of(site)
    for number in range(100):
        harm = HARM[number % len(HARM)]
        file = chance.choice([one for one in everything if harm is not lost_byte or one.stat().st_size])
        before = file.read_bytes()
        harm(file, chance)
        found = verify(site)
        assert not found.whole, (harm.__name__, file)
        path = file.relative_to(site).as_posix()
        links = {one.path for one in found.differences if one.what == "link" and path in one.detail}
        named = {one.path: one.what for one in found.differences if one.path == path or one.path not in links}
        assert path in named, (harm.__name__, path, named)
        assert named.keys() - {path} <= consequences(path), (harm.__name__, path, named)
        if harm is lost_file:
            assert named[path] == "missing"
        file.write_bytes(before)
    assert verify(site).whole


def consequences(path: str) -> set[str]:
    """Other files that a harmed one may make say something else: what it is compared with, or whose links led to it."""
    compared = {"_wpmigrate/ledger.jsonl", "_wpmigrate/report.json", ".wpmigrate/state.sqlite"}
    neutral = {
        f"_wpmigrate/{name}" for name in ("comments.jsonl", "posts.jsonl", "terms.json", "authors.json", "menus.json")
    }
    return compared | neutral


@pytest.mark.parametrize("seed", HUNDREDS[:2])
def test_every_added_file_is_listed(seed: int, site: Path) -> None:
    chance = random.Random(seed)
    folders = sorted({file.parent for file in files_of(site)})
    for number in range(100):
        folder = chance.choice(folders) / ("new" if number % 3 == 0 else ".")
        file = folder / f"added-{number}{chance.choice(['.md', '.json', '.png', ''])}"
        folder.mkdir(exist_ok=True)
        file.write_bytes(chance.randbytes(chance.randrange(3)))
        path = file.relative_to(site).as_posix()
        found = verify(site)
        named = {one.path: one.what for one in found.differences} | dict.fromkeys(found.foreign, "foreign")
        [(name, what)] = named.items()
        assert path.startswith(name), (path, name)
        assert what == ("added" if path.startswith(("_wpmigrate/", ".wpmigrate/")) else "foreign")
        assert found.whole == (what == "foreign")
        file.unlink()
        if number % 3 == 0:
            folder.rmdir()


# --- no false alarms ---------------------------------------------------------------------------------------------


def assert_whole(folder: Path, *more: object) -> None:
    result = call("verify", folder, *more)
    assert result.exit_code == 0, result.output
    assert "Everything is as it was written." in result.output


def test_an_untouched_folder_is_whole_and_stays_untouched(site: Path) -> None:
    before = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in files_of(site)}
    assert_whole(site)
    assert {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in files_of(site)} == before


def test_a_second_run_and_a_run_with_other_options_are_whole(tmp_path: Path) -> None:
    for options in (
        {},
        {},
        {"to": "hugo"},
        {"to": "hugo", "scaffold": True},
        {"to": "hugo", "categories": ["korea"]},
        {},
    ):
        wpmigrate.convert(EXPORT, tmp_path / "site", **options)
        assert_whole(tmp_path / "site")
        assert_whole(tmp_path / "site", EXPORT)


def test_an_item_that_has_moved_is_no_alarm(tmp_path: Path) -> None:
    moved = tmp_path / "moved.xml"
    moved.write_text(EXPORT.read_text("utf-8").replace("[lotus-lanterns-before-the-rain]", "[a-new-place]"), "utf-8")
    for export in (EXPORT, moved, EXPORT):
        wpmigrate.convert(export, tmp_path / "site", to="hugo", redirects=["nginx"])
        assert_whole(tmp_path / "site", export)
    damaged = tmp_path / "site/.wpmigrate/state.sqlite"
    damaged.write_bytes(damaged.read_bytes()[:5000])
    assert told(tmp_path / "site", EXPORT)[".wpmigrate/state.sqlite"] == "damaged"


def test_a_new_version_beside_an_edited_file_is_no_alarm(tmp_path: Path) -> None:
    out = tmp_path / "site"
    wpmigrate.convert(EXPORT, out)
    file = min(out.glob("posts/*.md"))
    file.write_text(file.read_text("utf-8") + "\nMine.\n", "utf-8")
    wpmigrate.convert(EXPORT, out, front_matter=["title"])
    assert Path(f"{file}.new").is_file()
    assert told(out, EXPORT) == {file.relative_to(out).as_posix(): "edited"}
    Path(f"{file}.new").write_text("")
    assert told(out)[f"{file.relative_to(out).as_posix()}.new"] == "damaged"


def test_a_stale_file_may_be_deleted(tmp_path: Path) -> None:
    wpmigrate.convert(EXPORT, tmp_path / "site", to="hugo", scaffold=True)
    stale = wpmigrate.convert(EXPORT, tmp_path / "site", to="hugo").stale
    (tmp_path / "site" / stale[0]).unlink()
    assert_whole(tmp_path / "site")
    assert verify(tmp_path / "site").gone == 1


def test_a_copy_with_other_times_and_modes_is_whole(site: Path) -> None:
    for file in files_of(site):
        os.utime(file, (0, 0))
        file.chmod(0o600)
    assert_whole(site)


def test_a_fresh_clone_is_whole(site: Path, tmp_path: Path) -> None:
    def git(*args: object) -> None:
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false"]
        subprocess.run(["git", *who, *map(str, args)], check=True, capture_output=True)

    git("init", "-q", site)
    git("-C", site, "add", "-A")
    git("-C", site, "commit", "-qm", "site")
    git("clone", "-q", site, tmp_path / "clone")
    assert not (tmp_path / "clone/.wpmigrate").exists()
    assert_whole(site)
    assert_whole(tmp_path / "clone")
    assert "as in a fresh clone" in call("verify", tmp_path / "clone").output
    changed_byte(tmp_path / "clone/_wpmigrate/report.json", random.Random(1))
    assert told(tmp_path / "clone")["_wpmigrate/report.json"] == "damaged"


def test_a_clone_with_windows_line_ends_is_told_as_such(site: Path) -> None:
    shutil.rmtree(site / ".wpmigrate")
    file = next((site / "hugo").rglob("*.md"))
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert told(site) == {file.relative_to(site).as_posix(): "line-endings"}


def test_a_built_site_and_a_desktop_leave_no_alarm(site: Path) -> None:
    for name in (
        "hugo/public/index.html",
        "hugo/resources/_gen/x.json",
        "hugo/.hugo_build.lock",
        "_wpmigrate/.DS_Store",
        "_wpmigrate/report.html",
    ):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text("x")
    assert_whole(site)
    named = told(site)
    assert set(named.values()) == {"foreign"}
    assert "hugo/public/" in named


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root and Windows write into anything")
def test_a_read_only_folder_can_be_verified(site: Path) -> None:
    for path in (*site.rglob("*"), site):
        path.chmod(path.stat().st_mode & ~0o222)
    try:
        assert_whole(site)
    finally:
        for path in (site, *site.rglob("*")):
            path.chmod(path.stat().st_mode | 0o200)


@pytest.mark.parametrize("case", sorted(path.parent.name for path in (REPO / "fixtures").glob("*/export.xml")))
def test_every_export_converted_for_every_way_of_linking_is_whole(case: str, tmp_path: Path) -> None:
    for target in ("markdown", "obsidian", "hugo", "none"):
        more = {"comments": ["isso"]} if target == "none" else {"media": "link"}
        export = REPO / "fixtures" / case / "export.xml"
        try:
            wpmigrate.convert(export, tmp_path / target, to=target, **more)
        except wpmigrate.errors.InputError:
            continue
        assert verify(tmp_path / target, [str(export)]).differences == ()


def test_downloads_are_no_alarm_whether_the_old_site_is_there_or_not(tmp_path: Path, uploads: Path) -> None:
    import functools
    import http.server
    import threading

    (tmp_path / "served/wp-content").mkdir(parents=True)
    shutil.copytree(uploads, tmp_path / "served/wp-content/uploads")
    next((tmp_path / "served").rglob("*.jpg")).unlink()  # one that is gone from the old site
    serve = functools.partial(http.server.SimpleHTTPRequestHandler, directory=tmp_path / "served")
    serve.func.log_message = lambda *_: None
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        host = f"127.0.0.1:{server.server_port}"
        export = tmp_path / "export.xml"
        text = EXPORT.read_text("utf-8").replace("https://hallyu-london.example", f"http://{host}")
        export.write_text(text, "utf-8")
        report = wpmigrate.convert(export, tmp_path / "site", media="download", allow_hosts=[host])
        assert report.totals["media"].written
        assert report.totals["media"].failed
        assert_whole(tmp_path / "site", export)
        server.shutdown()
    assert_whole(tmp_path / "site", export)


# --- edits and damage --------------------------------------------------------------------------------------------


def test_an_edit_is_said_to_be_one(site: Path) -> None:
    file = next((site / "hugo").rglob("*.md"))
    path = file.relative_to(site).as_posix()
    file.write_text(file.read_text("utf-8").replace("\n---\n", "\n---\n\nA line of mine.\n", 1), "utf-8")
    assert told(site) == {path: "edited"}
    result = call("verify", site)
    assert result.exit_code == 3
    assert "Nothing is damaged or missing; people have edited files." in result.output
    assert call("verify", site, "--allow-edits").exit_code == 0
    exact = json.loads(call("verify", site, EXPORT, "--uploads", site.parent / "none", "--json").stdout or "{}")
    assert exact == {}


def test_an_edited_file_that_a_later_run_kept_is_still_an_edit(tmp_path: Path) -> None:
    out = tmp_path / "site"
    wpmigrate.convert(EXPORT, out)
    file = next(out.glob("posts/*.md"))
    file.write_text(file.read_text("utf-8") + "\nMine.\n", "utf-8")
    assert "edited" in {one.action for one in wpmigrate.convert(EXPORT, out).plan}
    assert told(out) == {file.relative_to(out).as_posix(): "edited"}
    assert told(out, EXPORT) == {file.relative_to(out).as_posix(): "edited"}


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (lambda content: b"", "it is empty"),
        (lambda content: content[:-3] if content[-4:-3] != b"\n" else content[:-2], "cut off after byte"),
        (lambda content: content[:90] + b"\0" * 16 + content[106:], "NUL bytes from byte 90"),
        (lambda content: content[:90] + b"\xff\xfe\xfd" + content[93:], "no UTF-8 at byte"),
        (lambda content: content[:90] + b"\x07" + content[91:], "a control character at byte"),
    ],
)
def test_damage_is_told_from_edits(harm: Callable[[bytes], bytes], says: str, site: Path) -> None:
    file = next(one for one in files_of(site / "hugo/content") if one.suffix == ".md")
    file.write_bytes(harm(file.read_bytes()))
    [found] = [one for one in verify(site).differences if one.what != "link"]
    assert (found.what, found.path) == ("damaged", file.relative_to(site).as_posix())
    assert says in found.detail


def test_a_picture_without_its_end_is_damaged_and_a_new_one_is_an_edit(site: Path) -> None:
    picture = next(one for one in files_of(site / "hugo/static") if one.suffix == ".jpg")
    path = picture.relative_to(site).as_posix()
    content = picture.read_bytes()
    picture.write_bytes(content[:-2])
    assert told(site) == {path: "damaged"}
    picture.write_bytes(content[:4] + b"better" + content[4:])
    assert told(site) == {path: "edited"}


def test_the_content_at_hand_tells_where() -> None:
    written = b"one\ntwo\nthree\n"
    assert judge_against("a.md", written, b"one\ntw") == ("damaged", "cut off after byte 6 of 14")
    assert judge_against("a.md", written, b"one\nt\x77O\nthree\n"[:14]) == (
        "edited",
        "one byte differs: byte 6, in line 2",
    )
    assert judge_against("a.md", written, b"one\nmine\nthree\n") == ("edited", "differs from line 2 on")
    assert judge_against("a.md", written, written.replace(b"\n", b"\r\n"))[0] == "line-endings"


def test_a_link_or_a_folder_in_the_place_of_a_file_is_told(site: Path) -> None:
    file = next((site / "markdown").rglob("*.md"))
    file.unlink()
    file.mkdir()
    assert told(site)[file.relative_to(site).as_posix()] == "unreadable"


# --- unfinished runs, other reports, no folder of ours --------------------------------------------------------------


def test_a_run_that_was_killed_is_unfinished_and_then_whole(tmp_path: Path) -> None:
    code = """
import os, sys, wpmigrate
from wpmigrate.output import apply
whole, calls = apply.write_whole, []
def dying(root, files, *, durable):
    whole(root, files[: len(files) // 2], durable=durable)
    os._exit(9)
apply.write_whole = dying
wpmigrate.convert(sys.argv[1], sys.argv[2])
"""
    out = tmp_path / "site"
    died = subprocess.run([sys.executable, "-c", code, EXPORT, out], check=False)
    assert died.returncode == 9
    result = call("verify", out)
    assert result.exit_code == 3
    assert "the last run was stopped" in result.output
    assert "Run the same `wpmigrate convert` again" in result.output
    assert {one.what for one in verify(out).differences} == {"unfinished"}
    wpmigrate.convert(EXPORT, out)
    assert_whole(out)


def test_a_report_whose_format_was_changed_is_damaged_and_a_newer_one_is_refused(site: Path) -> None:
    from hashlib import sha256

    file = site / "_wpmigrate/report.json"
    content = file.read_bytes().replace(b'"format_version": 1,', b'"format_version": 9,', 1)
    file.write_bytes(content)
    assert told(site)["_wpmigrate/report.json"] == "damaged"
    body, _, seal = content.rpartition(b'"seal": "')
    new = sha256(body + b'"seal": ""\n}\n').hexdigest().encode()
    file.write_bytes(body + b'"seal": "' + new + seal[64:])
    assert "[report-newer]" in call("verify", site).stderr


def test_without_a_report_the_rest_is_still_held_against_the_state(site: Path) -> None:
    (site / "_wpmigrate/report.json").unlink()
    assert told(site) == {"_wpmigrate/report.json": "missing"}
    result = call("verify", site, EXPORT)
    assert result.exit_code == 3
    assert "no report says how it was converted" in result.output
    (site / ".wpmigrate/state.sqlite").unlink()
    assert {".wpmigrate/state.sqlite", "_wpmigrate/report.json"} <= told(site).keys()


def test_standard_input_cannot_be_read_twice(site: Path) -> None:
    assert "[no-stdin]" in call("verify", site, "-").stderr


def test_a_report_of_another_run_contradicts_the_state(tmp_path: Path) -> None:
    out = tmp_path / "site"
    wpmigrate.convert(EXPORT, out, to="hugo", scaffold=True, shortcodes="strip")
    old = (out / "_wpmigrate/report.json").read_bytes()
    wpmigrate.convert(EXPORT, out, to="hugo", scaffold=True)
    (out / "_wpmigrate/report.json").write_bytes(old)
    assert "contradiction" in told(out).values()


def test_a_state_without_seal_is_sealed_by_the_next_run(tmp_path: Path) -> None:
    wpmigrate.convert(EXPORT, tmp_path)
    (tmp_path / ".wpmigrate/state.sha256").unlink()
    assert told(tmp_path) == {".wpmigrate/state.sha256": "missing"}
    wpmigrate.convert(EXPORT, tmp_path)
    assert_whole(tmp_path)


def test_what_is_no_folder_of_ours_is_refused_in_one_sentence(site: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    for folder, says in (
        (tmp_path / "other", "nothing there"),
        (tmp_path / "none", "no such folder"),
        (site / "hugo", f"you may mean {site}"),
    ):
        result = call("verify", folder)
        assert result.exit_code == 4
        assert says in result.stderr
        assert "[not-an-output-folder]" in result.stderr


def test_a_hostile_state_leads_nowhere(site: Path) -> None:
    import sqlite3

    with sqlite3.connect(site / ".wpmigrate/state.sqlite") as db:
        db.execute("INSERT INTO files VALUES ('../../etc/passwd', 'x', NULL)")
    assert told(site)[".wpmigrate/state.sqlite"] == "damaged"
    shutil.rmtree(site / ".wpmigrate")
    report = json.loads((site / "_wpmigrate/report.json").read_text("utf-8"))
    report["plan"][0]["path"] = "../../../etc/passwd"
    (site / "_wpmigrate/report.json").write_text(json.dumps(report))
    assert told(site)["../../../etc/passwd"] == "unreadable"


# --- against the export ---------------------------------------------------------------------------------------------


def test_a_folder_and_its_export_agree(site: Path, uploads: Path) -> None:
    assert_whole(site, EXPORT, "--uploads", uploads)
    found = json.loads(call("verify", site, EXPORT, "--uploads", uploads, "--json").stdout)
    assert found["again"]["files"] == found["again"]["same"] > 100
    assert found["again"]["fidelity"]["bodies"] > 0


def test_files_of_the_run_that_are_elsewhere_are_asked_for(site: Path) -> None:
    result = call("verify", site, EXPORT)
    assert result.exit_code == 2
    assert "[not-at-hand]" in result.stderr
    assert "--uploads" in result.stderr


def test_another_export_is_told(tmp_path: Path) -> None:
    wpmigrate.convert(EXPORT, tmp_path / "site")
    other = tmp_path / "other.xml"
    other.write_bytes(EXPORT.read_bytes().replace(b"Bermondsey", b"Deptford"))
    result = call("verify", tmp_path / "site", other)
    assert result.exit_code == 3
    assert "other.xml is not what was converted here (export.xml)" in result.output


def test_a_ledger_row_that_is_gone_is_named(tmp_path: Path) -> None:
    wpmigrate.convert(EXPORT, tmp_path / "site")
    ledger = tmp_path / "site/_wpmigrate/ledger.jsonl"
    lines = ledger.read_text("utf-8").splitlines(keepends=True)
    gone = next(line for line in lines if '"kind":"comment"' in line)
    ledger.write_text("".join(line for line in lines if line != gone), "utf-8")
    said = call("verify", tmp_path / "site", EXPORT).output
    assert f"comment {json.loads(gone)['id']} of the export has no row" in said
    assert "rows, " in said


def test_the_export_tells_what_a_careful_hand_hid(tmp_path: Path) -> None:
    """A body is changed, and so are all hashes of it: the folder agrees with itself, and not with its export."""
    out = tmp_path / "site"
    wpmigrate.convert(EXPORT, out)
    shutil.rmtree(out / ".wpmigrate")
    file = next(out.glob("posts/*.md"))
    path = file.relative_to(out).as_posix()
    file.write_text(file.read_text("utf-8") + "\nNever written.\n", "utf-8")
    from hashlib import sha256

    from msgspec.structs import replace

    from wpmigrate.report.json import decode, encode

    report = decode((out / "_wpmigrate/report.json").read_bytes())
    new = sha256(file.read_bytes()).hexdigest()
    plan = tuple(replace(one, sha256=new) if one.path == path else one for one in report.plan)
    (out / "_wpmigrate/report.json").write_bytes(encode(replace(report, plan=plan)))
    assert_whole(out)
    assert told(out, EXPORT) == {path: "export"}


def test_json_obeys_its_schema(site: Path) -> None:
    import jsonschema

    schema = json.loads(call("schema", "verification").output)
    next((site / "hugo").rglob("*.md")).unlink()
    jsonschema.validate(json.loads(call("verify", site, "--json").stdout), schema)
