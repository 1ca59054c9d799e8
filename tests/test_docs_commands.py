"""Every command of README and docs is run: each page is a person who types its lines one after the other in one folder."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import REPO
from typed import PAGES, lay_out, lines, path_with_wpmigrate, programs, type_all

# Lines that are not run here, by a pattern in them, and who runs them instead.
ELSEWHERE = {
    r"^make ": "the Makefile is what .ci/run runs on a clean clone",
    r"^pipx |^uv tool ": "needs the network and a home folder; .ci/run installs with pip",
    r"-m venv|bin/pip": "needs the network; .ci/run does it",
    r"^~/wpmigrate/": "a home folder; the program itself is run on every page",
    r"^hugo ": "tests/integration/test_docs_site.py builds the tutorial's site with it",
    r"\bisso -c|^remark42 ": "servers; tests/integration imports into a real Isso",
    r"--scheduler": "needs a cluster; tests/integration/test_dask.py and test_cluster_storage.py have one",
    r"\bs3://": "needs a server; tests/test_storage.py and tests/integration/test_cluster_storage.py have some",
    r"SLURM_": "a scheduler sets it; docs/recipes/many-sites.md has the same with numbers",
    r"--media download": "needs the old site; tests/test_media_run.py has one",
}
# What may be typed besides wpmigrate.
SHELL = {
    "basename", "cat", "cd", "cp", "do", "done", "echo", "for", "git", "grep", "jq", "ls", "mkdir", "mv", "printf", "python", "rm",
    "sh", "sort", "uniq", "wpmigrate", "xargs",
}  # fmt: skip


TYPED = {page: typed for page in PAGES if (typed := list(lines(page)))}


def run_here(line: str) -> bool:
    return not any(re.search(pattern, line) for pattern in ELSEWHERE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lay_out(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    return path_with_wpmigrate(tmp_path_factory.mktemp("bin"), os.environ["PATH"])


@pytest.mark.parametrize("page", TYPED, ids=lambda page: str(page.relative_to(REPO)))
def test_a_page_can_be_typed(page: Path, folder: Path, path: str) -> None:
    typed = [line for line in TYPED[page] if run_here(line)]
    if any("jq" in programs(line) for line in typed) and not shutil.which("jq"):
        typed = [line for line in typed if "jq" not in programs(line)]
    type_all(typed, folder, path)


@pytest.mark.parametrize("page", TYPED, ids=lambda page: str(page.relative_to(REPO)))
def test_every_line_is_run_somewhere(page: Path) -> None:
    unknown = {line: programs(line) - SHELL for line in TYPED[page] if run_here(line) and programs(line) - SHELL}
    assert not unknown, "run it, or say in ELSEWHERE who does"


def test_no_excuse_is_left_over() -> None:
    everything = [line for typed in TYPED.values() for line in typed]
    assert [pattern for pattern in ELSEWHERE if not any(re.search(pattern, line) for line in everything)] == []


def test_wpmigrate_is_typed_in_blocks_only() -> None:
    """A line in another kind of block would escape this test."""
    for page in PAGES:
        text = page.read_text("utf-8")
        for language, block in re.findall(r"^```(\w*)\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            if language not in ("console", "text", "powershell"):
                assert not re.search(r"^\$? ?wpmigrate ", block, re.MULTILINE), f"{page.name}: {block}"


def examples(page: Path) -> list[str]:
    """List the examples that use the library; those of a configuration or a package are run where those are tested."""
    blocks = re.findall(r"^```python\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return [block for block in blocks if block.startswith("import wpmigrate\n")]


@pytest.mark.parametrize("page", list(filter(examples, PAGES)), ids=lambda page: str(page.relative_to(REPO)))
def test_python_of_a_page_can_be_run(page: Path, folder: Path) -> None:
    for script in examples(page):
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == 0, done.stderr
