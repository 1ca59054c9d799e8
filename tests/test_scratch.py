"""Temporary folders: gone after every run, however it ends, and after a kill with the next one; never one that is used, or is not ours."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from exports import document, item
from test_jobs import descendants, lives, waited_for

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no locks that tell whether a folder is used")
ADD_IN = "import time\n\ndef wait(shortcode, context):\n    time.sleep(600)\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder for temporary files, and a shortcode that never ends."""
    facts = tmp_path / "site/endless_words-1.dist-info"
    facts.mkdir(parents=True)
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: endless-words\nVersion: 1\n")
    (facts / "entry_points.txt").write_text("[wpmigrate.shortcodes]\nwait = endless_words:wait\n")
    (tmp_path / "site/endless_words.py").write_text(ADD_IN)
    (tmp_path / "given").mkdir()
    (tmp_path / "given/quick.xml").write_bytes(document(item(1)))
    (tmp_path / "given/slow.xml").write_bytes(document(item(1), item(2, b"[wait]")))
    (tmp_path / "tmp").mkdir()
    return tmp_path / "tmp"


def started(place: Path, *arguments: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "wpmigrate", *map(str, arguments)],
        env={**os.environ, "TMPDIR": str(place), "PYTHONPATH": str(place.parent / "site")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def ran(place: Path, *arguments: object) -> int:
    with started(place, *arguments) as process:
        return process.wait(120)


def commands(place: Path) -> dict[str, tuple[object, ...]]:
    given = place.parent / "given"
    unlimited = ("--max", "seconds=600")
    return {
        "convert": ("convert", given / "slow.xml", "-o", place.parent / "out", *unlimited),
        "bulk": ("bulk", given / "slow.xml", "-o", place.parent / "sites", "--jobs", 1, *unlimited),
    }


@pytest.mark.parametrize("command", ["convert", "bulk"])
def test_what_a_killed_run_left_goes_with_the_next(command: str, place: Path) -> None:
    with started(place, *commands(place)[command]) as process:
        waited_for(lambda: len([path for path in place.rglob("*") if path.name == "index.sqlite"]) == 1)
        family = descendants(process.pid)
        process.kill()
    waited_for(lambda: not any(map(lives, family)), 60.0)
    assert list(place.iterdir()) != []
    assert ran(place, "inspect", place.parent / "given/quick.xml") == 0
    assert list(place.iterdir()) == []


def test_a_folder_that_is_used_stays(place: Path) -> None:
    with started(place, *commands(place)["convert"]) as process:
        waited_for(lambda: len([path for path in place.rglob("*") if path.name == "index.sqlite"]) == 1)
        there = sorted(place.iterdir())
        assert ran(place, "inspect", place.parent / "given/quick.xml") == 0
        assert sorted(place.iterdir()) == there != []
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 143
    assert list(place.iterdir()) == []


def test_what_is_not_ours_stays(place: Path) -> None:
    kept = {"wpmigrate-site": "posts/a.md", "wpm-mine": "notes.md", "other": "x"}
    for folder, file in kept.items():
        (place / folder / file).parent.mkdir(parents=True)
        (place / folder / file).write_text("mine")
    (place / "wpm-link").symlink_to(place.parent / "given")
    (place / "wpm-file").write_text("mine")
    (place / "wpm-linked").mkdir()
    (place / "wpm-linked/.in-use").symlink_to(place / "other/x")
    before = sorted(place.rglob("*"))
    assert ran(place, "inspect", place.parent / "given/quick.xml") == 0
    assert sorted(place.rglob("*")) == before
    (place / "wpm-empty").mkdir()
    assert ran(place, "inspect", place.parent / "given/quick.xml") == 0
    assert sorted(place.rglob("*")) == before
