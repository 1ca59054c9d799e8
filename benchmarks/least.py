"""The least that a whole conversion costs: its building blocks in C, called once for each item, with nothing of ours around them.

`python -m benchmarks.least EXPORT OUTPUT` does what no converter that proves its bodies can leave out, for an export and what
wpmigrate has written of it. It looks at nothing that comes out, so what a conversion costs beyond the sum is deciding and writing.
"""

import re
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from statistics import median
from time import process_time
from typing import Final

import msgspec
import pyromark
from lxml.etree import iterparse
from selectolax.lexbor import LexborHTMLParser

from benchmarks.floor import main as parse

RUNS: Final = 5
_BODY: Final = "{http://purl.org/rss/1.0/modules/content/}encoded"
_COMMENT: Final = "{http://wordpress.org/export/1.2/}comment"
_LOOKS: Final = tuple(
    map(
        re.compile,
        (r"<!--\s+/?wp:([a-z/-]+)", r"\[([a-z_-]+)", r"\n\s*\n", r"""(?:href|src)=["']([^"']+)""", r"[\\`*_]"),
    )
)
"""Blocks, shortcodes, paragraphs, addresses, and what Markdown means: each body is looked through for all of them."""


class Given:
    """What the blocks are given: read before anything is timed."""

    def __init__(self, export: Path, output: Path) -> None:
        self.export = export
        self.items: list[dict[str, str]] = []
        self.comments: list[dict[str, str]] = []
        for _, item in iterparse(str(export), tag="item", huge_tree=True):
            self.items.append({child.tag: child.text or "" for child in item if len(child) == 0})
            self.comments += [{part.tag: part.text or "" for part in one} for one in item.findall(_COMMENT)]
            item.clear()
        self.bodies = [item[_BODY] for item in self.items if item.get(_BODY)]
        self.files = [file.read_bytes() for file in sorted(output.rglob("*.md"))]
        self.written = [file.decode().partition("\n---\n")[2] for file in self.files]
        self.rendered = [pyromark.html(text) for text in self.written]


def _read(given: Given, _: Path) -> None:
    for _, item in iterparse(str(given.export), tag="item", huge_tree=True):
        for child in item.iter():
            child.text  # noqa: B018 - to fetch it is what costs
        item.clear()


def _look(given: Given, _: Path) -> None:
    for body in given.bodies:
        for look in _LOOKS:
            look.findall(body)


def _parse(texts: Sequence[str]) -> None:
    for text in texts:
        LexborHTMLParser(text)  # and thrown away, as it would be: thousands of trees kept are another matter


def _render(given: Given, _: Path) -> None:
    for text in given.written:
        pyromark.html(text)


def _hash(given: Given, _: Path) -> None:
    with given.export.open("rb") as file:
        while part := file.read(1 << 18):
            sha256(part)
    for text in given.files:
        sha256(text).hexdigest()


def _write(given: Given, folder: Path) -> None:
    for number, text in enumerate(given.files):
        waiting = folder / f".{number}"
        waiting.write_bytes(text)
        waiting.rename(folder / f"{number}.md")


def _encode(given: Given, _: Path) -> None:
    for record in (*given.items, *given.comments):
        msgspec.json.encode(record)


def _enter(given: Given, folder: Path) -> None:
    with sqlite3.connect(folder / "ledger.sqlite") as ledger:
        ledger.execute(
            "CREATE TABLE rows (kind TEXT, id TEXT, outcome TEXT, path TEXT, PRIMARY KEY (kind, id)) WITHOUT ROWID"
        )
        for kind, records in (("item", given.items), ("comment", given.comments)):
            rows = ((kind, str(number), "written", "posts/a-name-of-some-length.md") for number in range(len(records)))
            ledger.executemany("INSERT INTO rows VALUES (?, ?, ?, ?)", rows)
        ledger.execute("SELECT * FROM rows ORDER BY kind, id").fetchall()


_BLOCKS: Final[dict[str, Callable[[Given, Path], None]]] = {
    "parse the XML, and look at nothing": lambda given, _: parse(str(given.export)),
    "parse it and fetch every text": _read,
    "look through each body five times": _look,
    "parse the HTML of each body": lambda given, _: _parse(given.bodies),
    "render the Markdown of each body": _render,
    "parse what was rendered": lambda given, _: _parse(given.rendered),
    "encode items and comments as JSON": _encode,
    "enter a row for each of them, and sort": _enter,
    "hash what is read and written": _hash,
    "write the files": _write,
}


def _cost(block: Callable[[Given, Path], None], given: Given) -> float:
    spent = []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory(dir=given.export.parent) as folder:
            before = process_time()
            block(given, Path(folder))
            spent.append(process_time() - before)
    return median(spent)


def main(export: Path, output: Path) -> None:
    """Print what each block costs in CPU seconds, the median of five, and how many times the first."""
    given = Given(export, output)
    costs = {name: _cost(block, given) for name, block in _BLOCKS.items()}
    unit, *others = costs.values()
    for name, cost in (*costs.items(), ("all but the first", sum(others))):
        print(f"| {name} | {cost:.2f} | {cost / unit:.1f} |")  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
