"""What we are made of: every dependency is pinned for development, by hashes; both packages come out the same wherever and whenever they are built."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from conftest import REPO

PROJECT = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))
PIN = re.compile(r"^(\S+?)==(\S+?)(?: ; (.+?))? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE)
LOCK = (REPO / "dev.lock").read_text("utf-8")
PINS = [Requirement(f"{name}=={version}") for name, version, _, _ in PIN.findall(LOCK)]
TREE = ("src", "benchmarks", "docs", "fixtures/plugins", "pyproject.toml", "mkdocs.yml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "LICENSE", "Makefile", "dev.lock")  # fmt: skip


def asked(extra: str = "") -> Iterator[Requirement]:
    """List what is asked for by the project, or by an extra and those that it names."""
    project = PROJECT["project"]
    for line in project["optional-dependencies"][extra] if extra else project["dependencies"]:
        one = Requirement(line)
        if one.name == project["name"]:
            for other in sorted(one.extras):
                yield from asked(other)
        else:
            yield one


@pytest.mark.parametrize("one", [*asked(), *asked("dev")], ids=lambda one: one.name)
def test_a_dependency_is_pinned_within_what_is_asked_for(one: Requirement) -> None:
    pins = [pin for pin in PINS if canonicalize_name(pin.name) == canonicalize_name(one.name)]
    assert pins, f"{one.name} is not in dev.lock: make lock"
    for pin in pins:
        (version,) = pin.specifier
        assert one.specifier.contains(version.version), f"{pin} is not {one}: make lock"


def test_every_line_of_the_lock_is_a_pin_with_hashes() -> None:
    rest = PIN.sub("", LOCK)
    assert [line for line in rest.splitlines() if not line.startswith("#")] == []
    assert len(PINS) > 40
    assert "file:" not in LOCK


def build(tree: Path, out: Path, **env: str) -> dict[str, str]:
    usual = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(out)],
        cwd=tree, env={**usual, **env}, check=True, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in out.iterdir()}


def copied(to: Path, age: int) -> Path:
    """Copy the tree, each file as if written so many days ago."""
    leave = shutil.ignore_patterns("__pycache__")
    for name in TREE:
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        if (REPO / name).is_dir():
            shutil.copytree(REPO / name, to / name, ignore=leave)
        else:
            shutil.copy(REPO / name, to / name)
    for number, path in enumerate(sorted(to.rglob("*"))):
        os.utime(path, (1_700_000_000 - age * 86_400 + number,) * 2)
        path.chmod(0o755 if path.is_dir() else 0o600 + age % 2 * 0o44)
    return to


def test_both_packages_are_the_same_wherever_and_whenever_they_are_built(tmp_path: Path) -> None:
    one = build(copied(tmp_path / "a", 1), tmp_path / "one", TZ="UTC", LC_ALL="C")
    two = build(copied(tmp_path / "deep/er/b", 900), tmp_path / "two", TZ="Asia/Seoul", PYTHONHASHSEED="7")
    assert one == two
    assert sorted(Path(name).suffix for name in one) == [".gz", ".whl"]
    dated = [
        build(tmp_path / tree, tmp_path / f"dated {n}", SOURCE_DATE_EPOCH="1700000000")
        for n, tree in enumerate(("a", "deep/er/b"))
    ]
    assert dated[0] == dated[1]
    assert dated[0].keys() == one.keys()
    assert not set(dated[0].values()) & set(one.values())
