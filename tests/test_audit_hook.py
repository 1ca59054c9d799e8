"""No command opens, starts or connects to anything beyond its policy, whatever the export: an audit hook of Python's own sees all that it does."""

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from bad_inputs import READ, REFUSED
from conftest import REPO
from mixed_export import mixed
from report_exports import hostile_export

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="paths of POSIX")
BUNDLED = REPO / "fixtures/london-korean/export.xml"
TESTS = Path(__file__).parent


def watched(folder: Path, calls: list[list[object]], *reads: Path) -> list[dict[str, Any]]:
    """Run calls in a process that may read `reads`, folder/given and the pages of `explain`, and write folder/out and folder/tmp alone."""
    writes = [folder / "out", folder / "tmp"]
    for place in writes:
        place.mkdir(exist_ok=True)
    policy = {
        "reads": [str(folder / "given"), str(REPO / "docs/diagnostics"), *map(str, reads)],
        "writes": list(map(str, writes)),
    }
    ran = subprocess.run(
        [sys.executable, "-B", "-m", "watched", json.dumps(policy)],
        cwd=TESTS, input=json.dumps([[str(word) for word in call] for call in calls]), capture_output=True, text=True, check=False,
        env={**os.environ, "TMPDIR": str(folder / "tmp"), "PYTHONPATH": str(TESTS)}, timeout=600,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


def held(told: list[dict[str, Any]], calls: list[list[object]], *codes: int) -> None:
    for call, one in zip(calls, told, strict=True):
        assert one["found"] == [], call
        assert one["code"] in (codes or (0, 3)), (call, one)


def commands(export: Path, out: Path, uploads: Path) -> list[list[object]]:
    """Every command that reads an export or what was made of one, in every way that needs no network."""
    media = [
        ["--media", mode, *(["--uploads", uploads] if mode == "copy" else [])]
        for mode in ("auto", "none", "link", "copy")
    ]
    return [
        *(["convert", export, "-o", out / f"media-{more[1]}", "--jobs", 1, *more] for more in media),
        ["convert", export, "-o", out / "all", "--jobs", 1, "--to", "hugo", "--to", "ghost", "--to", "mkdocs", "--scaffold", "--comments", "isso",
         "--comments", "disqus", "--redirects", "nginx", "--redirects", "csv", "--safe", "--report", out / "r.html", "--report", out / "r.md", "--report", out / "r.csv"],
        ["convert", export, "-o", out / "all", "--jobs", 1, "--to", "hugo", "--force", "--prune"],
        ["convert", export, "-o", out / "dry", "--jobs", 1, "--dry-run"],
        ["inspect", export, "--report", out / "i.html", "--suggest", out / "s.toml", "--overrides", out / "o.csv", "--authors", out / "a.csv"],
        ["init", export, "--file", out / "w.toml"],
        ["verify", out / "media-link"],
        ["verify", out / "media-link", export, "--jobs", 1],
        ["diff", out / "media-link", out / "media-none"],
        ["explain"], ["explain", "raw-html"], ["targets"], ["schema"], ["schema", "report"],
    ]  # fmt: skip


def uploads_of(folder: Path) -> Path:
    made = folder / "given/uploads/2020/01"
    made.mkdir(parents=True)
    (made / "a.jpg").write_bytes(b"\xff\xd8\xff\xe0 picture")
    return folder / "given/uploads"


def test_every_command_keeps_to_its_policy(tmp_path: Path) -> None:
    uploads = uploads_of(tmp_path)
    calls = commands(BUNDLED, tmp_path / "out", uploads)
    held(watched(tmp_path, calls, BUNDLED), calls)
    assert not (tmp_path / "out/dry").exists()
    assert list((tmp_path / "tmp").iterdir()) == []


@pytest.mark.parametrize("kind", ["hostile", "mixed"])
def test_no_export_leads_beyond_the_policy(kind: str, tmp_path: Path) -> None:
    uploads = uploads_of(tmp_path)
    export = tmp_path / "given/export.xml"
    hostile_export(export) if kind == "hostile" else export.write_bytes(mixed(30))
    calls = commands(export, tmp_path / "out", uploads)
    held(watched(tmp_path, calls), calls)


def test_the_kitchen_keeps_to_the_policy(tmp_path: Path, shared: Path) -> None:
    export = shared / "data/wordpress/kitchen.xml"
    calls = commands(export, tmp_path / "out", uploads_of(tmp_path))
    held(watched(tmp_path, calls, export), calls)


def test_no_damaged_file_leads_beyond_the_policy(tmp_path: Path) -> None:
    calls: list[list[object]] = []
    for number, bad in enumerate((*READ, *REFUSED)):
        file = tmp_path / "given" / str(number) / bad.file
        file.parent.mkdir(parents=True)
        file.write_bytes(bad.content)
        calls += [["convert", file, "-o", tmp_path / f"out/{number}", "--jobs", 1, "-q"], ["inspect", file]]
    held(watched(tmp_path, calls), calls, 0, 2, 3, 4)


BREAKING = {
    "a file elsewhere is read": "open('/etc/hostname').close()",
    "a file elsewhere is written": "open('{}/elsewhere', 'w').close()",
    "a folder elsewhere is made": "os.mkdir('{}/elsewhere')",
    "a file is moved out": "os.rename('{}/given/a', '{}/a')",
    "a name is asked for": "socket.getaddrinfo('localhost', 1)",
    "a program is started": "subprocess.run(['true'])",
    "a shell is started": "os.system('true')",
    "a database elsewhere is written": "sqlite3.connect('{}/elsewhere')",
}


@pytest.mark.parametrize("name", BREAKING)
def test_what_breaks_the_policy_is_seen(name: str, tmp_path: Path) -> None:
    (tmp_path / "given").mkdir()
    (tmp_path / "given/a").touch()
    (tmp_path / "out").mkdir()
    act = BREAKING[name].replace("{}", str(tmp_path))
    program = (
        "import os, socket, sqlite3, subprocess, sys; from watched import Watch;"
        f"w = Watch([{str(tmp_path / 'given')!r}], [{str(tmp_path / 'out')!r}]); sys.addaudithook(w.hook); w.on = True\n{act}\n"
        "w.on = False; print(len(w.found))"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=TESTS, capture_output=True, text=True, check=True)
    assert int(ran.stdout) >= 1


def test_a_hostile_archive_is_read_where_it_lies(tmp_path: Path) -> None:
    (tmp_path / "given").mkdir()
    file = tmp_path / "given/export.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("../../out-of/export.xml", BUNDLED.read_bytes())
        archive.writestr("/etc/passwd.xml", b"<html>")
    calls: list[list[object]] = [["convert", file, "-o", tmp_path / "out/site", "--jobs", 1], ["inspect", file]]
    held(watched(tmp_path, calls), calls, 0, 3, 4)
