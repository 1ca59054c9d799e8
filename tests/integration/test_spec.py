"""The HTML of every example of the CommonMark and GFM specifications, taken as a body, comes back from our Markdown.

The specifications come out of packages of their registries, because their licence keeps them out of this repository.
"""

import re
import shutil
import subprocess
import sys
import tarfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import cmarkgfm
import pytest

from alike import MARKS, Page, squeeze
from shown import render
from wpmigrate import body_to_markdown

pytestmark = pytest.mark.integration

FENCE = "`" * 32
SPECIFICATIONS = {
    "commonmark": (["npm", "pack", "--silent", "commonmark-spec@0.31.2"], "spec.txt", 652),
    "gfm": (
        [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:", "marko==2.2.4"],
        "gfm.txt",
        672,
    ),
}

PHP = "PHP that a browser would cut at its first `>` is kept, as code"
REOPENED = "a browser opens a link without end again after its paragraph, around nothing"
SCHEME = "the scheme of the link is not one of those that leave the program"
STRONG = "strong that is all of strong is written once: cmark-gfm shows no more"
LINE_END = "a browser takes the line end out of the URL"
PARSER = "html5lib keeps the first line end of a <pre> in a cell, browsers do not"
WRITTEN = "a tag that HTML does not have is shown as it was written, where a browser hides it: `List<T>` in prose means the words"
BOX = "a check box is shown where task lists are known"

DIFFERENT = {
    "commonmark": {
        148: PARSER, 150: WRITTEN, 180: PHP, 187: REOPENED, 201: WRITTEN, 344: REOPENED, 417: STRONG, 464: STRONG, 465: STRONG, 466: STRONG,
        468: STRONG, 491: WRITTEN, 598: SCHEME, 599: SCHEME, 613: WRITTEN, 642: LINE_END, 643: LINE_END,
    },
    "gfm": {
        118: PARSER, 120: WRITTEN, 149: PHP, 156: REOPENED, 170: WRITTEN, 279: BOX, 280: BOX, 354: REOPENED, 500: WRITTEN, 606: SCHEME, 607: SCHEME, 632: WRITTEN,
        662: LINE_END, 663: LINE_END,
    },
}  # fmt: skip
NEEDLESS = 30
RAW = "<!-- raw HTML omitted -->"
SAYABLE = set(
    "p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong b i a img br hr del s strike"
    " table thead tbody tr th td body".split()
)
SAYABLE_ATTRIBUTES = {"href", "title", "src", "alt", "start", "class", "align"}


class Strict(Page):
    """A page with all its links, even around nothing, and all its marks, even inside of their like."""

    def __init__(self, html: str) -> None:
        self.anchors: Counter[tuple[str, str, str]] = Counter()
        self.nested: Counter[tuple[str, str]] = Counter()
        self._sayable = True
        super().__init__(html)

    def _note(self, element, tag, inside):
        whole = squeeze("".join(element.itertext()))
        if tag == "a" and element.get("href") is not None:
            self.anchors[unquote(element.get("href")), whole, element.get("title", "")] += 1
        if tag in MARKS and "pre" not in inside:
            self.nested.update((MARKS[tag], character) for character in whole.replace(" ", ""))
        self._sayable &= tag in SAYABLE and set(element.keys()) <= SAYABLE_ATTRIBUTES
        super()._note(element, tag, inside)


def is_needless(html: str, markdown: str) -> bool:
    """Answer whether HTML stands in Markdown that could have done without."""
    safe = cmarkgfm.markdown_to_html_with_extensions(markdown, extensions=["table", "strikethrough"])
    return RAW in safe and Strict(html)._sayable


def examples(text: str) -> Iterator[tuple[str, str]]:
    """Yield Markdown and HTML of each example."""
    for part in re.findall(rf"^{FENCE} example[^\n]*\n(.*?)^{FENCE}$", text, re.DOTALL | re.MULTILINE):
        markdown, html = f"\n{part}".split("\n.\n", 1)
        yield markdown[1:].replace("→", "\t"), html.replace("→", "\t")


@pytest.fixture(scope="module", params=SPECIFICATIONS)
def specification(request, tmp_path_factory) -> tuple[str, list[tuple[str, str]]]:
    command, name, count = SPECIFICATIONS[request.param]
    folder = tmp_path_factory.mktemp(request.param)
    if shutil.which(command[0]) is None:
        pytest.skip(f"no {command[0]} here")
    fetched = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    if fetched.returncode:
        pytest.skip(f"{' '.join(command)}: {fetched.stderr.strip()[-200:]}")
    found = list(examples(unpacked(next(iter([*folder.glob("*.tgz"), *folder.glob("*.tar.gz")])), name)))
    assert len(found) == count
    return request.param, found


def unpacked(archive: Path, name: str) -> str:
    with tarfile.open(archive) as packed:
        member = next(member for member in packed if Path(member.name).name == name)
        return packed.extractfile(member).read().decode()


def test_examples_come_back(specification):
    name, found = specification
    different = []
    needless = 0
    for number, (_, html) in enumerate(found, 1):
        markdown = body_to_markdown(html, autop=False)
        needless += is_needless(html, markdown)
        if Strict(render(markdown)).facts() != Strict(html).facts():
            different.append(number)
    assert set(different) <= DIFFERENT[name].keys()
    lost = [number for number in different if DIFFERENT[name][number] is not WRITTEN]
    assert len(lost) <= len(found) * 0.02
    assert needless <= NEEDLESS


def test_examples_are_stable(specification):
    """What is read and written again changes URLs to the renderer's spelling once, and then nothing."""
    name, found = specification
    for number, (_, html) in enumerate(found, 1):
        once = body_to_markdown(html, autop=False)
        twice = body_to_markdown(render(once), autop=False)
        if DIFFERENT[name].get(number) is not BOX:
            assert unquote(twice) == unquote(once)
        assert body_to_markdown(render(twice), autop=False) == twice
