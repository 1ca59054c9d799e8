"""The package of docs/adding-a-target.md, installed as its readers would have it."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from conftest import REPO

PAGE = (REPO / "docs" / "adding-a-target.md").read_text("utf-8")
FILES = dict(re.findall(r"^`([\w.]+)`\n\n```\w+\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
EXPORT = REPO / "fixtures/london-korean/export.xml"


def unpack(folder: Path) -> Path:
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def run(installed: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "wpmigrate", *arguments],
        env={"PYTHONPATH": str(installed), "PATH": "", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def check(installed: Path, out: Path) -> None:
    assert "--set letters.greeting=Dear reader," in run(installed, "targets", "letters")
    told = run(installed, "convert", str(EXPORT), "-o", str(out), "--to", "letters", "--set", "greeting=Hello!")
    assert "letters: comments" in told or "not-held" in told
    listed = (out / "letters.txt").read_text("utf-8").splitlines()
    assert listed
    for path in listed:
        assert (out / path).read_text("utf-8").startswith("Hello!\n\n")


def test_the_target_is_found_by_its_entry_point(tmp_path: Path) -> None:
    """What pip would put beside the module is enough for Python to find it: the names of its entry points."""
    installed = unpack(tmp_path / "site")
    project = tomllib.loads(FILES["pyproject.toml"])["project"]
    facts = installed / f"wpmigrate_letters-{project['version']}.dist-info"
    facts.mkdir()
    (facts / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n")
    lines = [f"[{group}]\n{n} = {v}\n" for group, points in project["entry-points"].items() for n, v in points.items()]
    (facts / "entry_points.txt").write_text("".join(lines))
    check(installed, tmp_path / "out")


@pytest.mark.integration
def test_pip_installs_the_package(tmp_path: Path) -> None:
    package, installed = unpack(tmp_path / "package"), tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(installed), str(package)]
    subprocess.run(pip, check=True)
    check(installed, tmp_path / "out")
