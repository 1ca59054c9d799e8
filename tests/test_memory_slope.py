"""The most memory that a run ever holds, in a process of its own, as an export grows: flat, or bounded for each post, comment and byte of a body.

Bodies and comments are long and all different, so that whoever keeps them, packed or not, is seen; what is kept on purpose is a batch of files (8 MB),
a page of a feed or of an import (`megabytes`), 14 MB of bodies of a report, and the posts of one month of a feed, and all these are full at the smaller size. No limit here is tight.
"""

import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from exports import DECLARATION, HEAD, RSS, TAIL, item

pytestmark = [
    pytest.mark.integration,  # for its minutes: dozens of runs over megabytes
    pytest.mark.skipif(sys.platform != "linux", reason="reads /proc"),
]

RUN = """
import sys
from wpmigrate.cli import main
try:
    main(sys.argv[2:])
except SystemExit as ended:
    code = ended.code
for line in open("/proc/self/status"):
    if line.startswith("VmHWM:"):
        open(sys.argv[1], "w").write(line.split()[1])
sys.exit(code)
"""
COMMANDS = {
    "markdown": ("convert", "{export}", "-o", "{out}", "--to", "markdown"),
    "hugo": ("convert", "{export}", "-o", "{out}", "--to", "hugo", "--comments", "data", "--redirects", "nginx"),
    "ghost": ("convert", "{export}", "-o", "{out}", "--to", "ghost", "--set", "megabytes=1"),
    "jsonfeed": ("convert", "{export}", "-o", "{out}", "--to", "jsonfeed", "--set", "megabytes=1"),
    "report": ("convert", "{export}", "-o", "{out}", "--report", "{out}.html", "--dry-run"),
    "inspect": ("inspect", "{export}"),
}
SIZES = {"report": (3000, 4500)}
"""Posts at which what is kept on purpose is full, where that takes more of them."""
POST, COMMENT = 12_000, 2_500
WORDS = [
    f"{first}{second}"
    for first in "kim chi han river tea soup salt cab bage jar".split()
    for second in "acorn el ing ed o um yn".split()
]


def text(chance: random.Random, size: int) -> str:
    words = chance.choices(WORDS, k=size // 8)
    return "\n\n".join(f"<p>{' '.join(words[at : at + 60])} {chance.random()}</p>" for at in range(0, len(words), 60))


def said(chance: random.Random, number: int) -> bytes:
    return (
        f"<wp:comment><wp:comment_id>{number}</wp:comment_id><wp:comment_author>Ji</wp:comment_author><wp:comment_date_gmt>2021-01-01 00:00:00</wp:comment_date_gmt>"
        f"<wp:comment_content><![CDATA[{text(chance, COMMENT)}]]></wp:comment_content><wp:comment_approved>1</wp:comment_approved></wp:comment>"
    ).encode()


def write(file: Path, posts: int, comments: int = 0, size: int = POST) -> Path:
    chance = random.Random(8)
    dated = b"<wp:post_date_gmt>20%02d-%02d-02 03:04:05</wp:post_date_gmt><wp:status>publish</wp:status>"
    with file.open("wb") as out:
        out.write(DECLARATION + RSS + HEAD)
        for number in range(1, posts + 1):
            talk = b"".join(said(chance, number * 1000 + at) for at in range(comments))
            out.write(
                item(number, text(chance, size).encode(), extra=dated % (number // 600, number // 50 % 12 + 1) + talk)
            )
        out.write(TAIL)
    return file


def peak(command: str, export: Path) -> int:
    """Run in a process of its own; answer the most bytes it held."""
    told, out = export.with_suffix(".peak"), export.with_suffix(f".{command}")
    words = [word.format(export=export, out=out) for word in COMMANDS[command]]
    more = ["--jobs", "1", "-q", "--max", "seconds=600"] if words[0] == "convert" else ["--json"]
    subprocess.run(
        [sys.executable, "-c", RUN, str(told), *words, *more],
        check=True, stdout=subprocess.DEVNULL, timeout=300, env={**os.environ, "MALLOC_ARENA_MAX": "1"},
    )  # fmt: skip
    return int(told.read_text()) * 1024


def slope(command: str, folder: Path, less: int, more: int, make: Callable[[Path, int], Path]) -> float:
    """Answer how many bytes more memory takes for one thing more."""
    low, high = (peak(command, make(folder / f"{size}.xml", size)) for size in (less, more))
    return (high - low) / (more - less)


@pytest.mark.parametrize("command", COMMANDS)
def test_memory_does_not_hold_the_posts(command: str, tmp_path: Path) -> None:
    assert slope(command, tmp_path, *SIZES.get(command, (900, 1800)), write) < POST / 2


@pytest.mark.parametrize("command", COMMANDS)
def test_memory_does_not_hold_the_comments(command: str, tmp_path: Path) -> None:
    assert slope(command, tmp_path, 20, 50, lambda file, comments: write(file, 200, comments, 100)) / 200 < COMMENT / 2


@pytest.mark.parametrize("command", COMMANDS)
def test_memory_for_one_body_is_a_small_multiple_of_it(command: str, tmp_path: Path) -> None:
    assert slope(command, tmp_path, 500_000, 1_500_000, lambda file, size: write(file, 1, 0, size)) < 60
