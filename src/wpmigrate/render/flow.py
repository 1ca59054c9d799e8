"""The flow of some HTML: its text in runs between edges, the code blocks and marks that are open, and one tag after the other.

Tags are read as they come, not as a tree: what comes in was written by a parser or a renderer, so that every element is
closed.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from html import unescape
from typing import Any, Final

from wpmigrate.content.html.dom import EDGES, ELEMENT, LINES
from wpmigrate.render.outline import Outline
from wpmigrate.render.tags import TAG, without_odd_comments
from wpmigrate.render.tags import attributes as read_attributes
from wpmigrate.render.telling import TELLING

_PLAIN_EDGES: Final = frozenset(
    slash + name
    for name in "p article main header footer figure figcaption tbody thead dd dt".split()
    for slash in ("", "/")
)
"""Tags that are edges and mean nothing else: most there are."""

_BARE: Final = frozenset(
    "a b blockquote br code dd div dl dt em h2 h3 h4 i li ol pre span strong sub sup table td th tr ul".split()
)
"""What most tags say: an element without attributes."""

_NO_ATTRIBUTES: Final[Mapping[str, str]] = {}

Resolve = Callable[[str], str]
Start = Callable[[Any, str, Mapping[str, str]], None]
End = Callable[[Any, str], None]


_SHORT: Final = 80
"""How long a tag may be that is likely to come again: its attributes name no file."""


def _read_tag(tag: str) -> tuple[str, str, bool]:
    """Answer the name of an element, its attributes, and whether they may name something."""
    name, _, attributes = tag.partition(" ")
    told = bool(attributes) and TELLING.search(attributes) is not None
    return name.rstrip("/").lower(), attributes, told


_again = lru_cache(maxsize=1024)(_read_tag)


class Flow:
    """What some HTML shows. `runs` are the texts between two edges of blocks or line breaks, squeezed; `outline` is in order.

    `marks` hold the text under each mark, links among them; `images` are pairs of address and alternative text. `comment` is
    told of each comment, and may read on. What tags mean, `starts` and `ends` say.
    """

    def __init__(self, lead: Resolve, starts: Mapping[str, Start], ends: Mapping[str, End]) -> None:
        self._starts = starts
        self._ends = ends
        self.runs: list[str] = []
        self.notes: list[str] = []
        self.images: list[tuple[str, str]] = []
        self.players: list[str] = []
        self.addresses: dict[str, None] = {}  # those that attributes name without showing anything, in order
        self.code: list[str] = []
        self.marks: dict[str, list[str]] = {}
        self.outline = Outline()
        self.has_stand_ins = False
        self.restore: Resolve = str
        self.comment: Callable[[str], None] = lambda _: None
        self._lead = lead
        self._run: list[str] = []
        self._open: list[tuple[str, str]] = []  # marks that are open: the tag, and what it marks
        self._pre: list[str] | None = None
        self._verse = False
        self._skip: tuple[str, int] | None = None  # an element nobody sees: its tag, and how often it is open
        self._in_notes = False
        self._before_heading = 0
        self._note_depth = 0  # how many divisions of a rendered note are open
        self._in_object = False
        self._in_picture = False
        self._choices: list[str] = []  # the sources of the picture that is open
        self._numbers: dict[str, int] = {}
        self._less: set[str] = set()
        self._seen: set[str] = set()

    def read(self, html: str) -> None:
        """Read some more HTML."""
        self.has_stand_ins = self.has_stand_ins or "<noscript" in html
        pieces = TAG.split(without_odd_comments(html))
        pieces.append("")
        run = self._run
        for text, tag in zip(pieces[::2], pieces[1::2], strict=True):
            if self._skip is not None:
                self._skipped(tag)
                continue
            if text and (run or self._pre is not None or not text.isspace()):
                if "&" in text:
                    text = unescape(text)  # noqa: PLW2901 - the text that the piece stands for
                if self._open or self._verse or self._pre is not None:
                    self._text(text)
                else:
                    run.append(text)
            if tag in _PLAIN_EDGES:
                if self._pre is not None:
                    self._line_of_code(self._pre, tag.lstrip("/"))
                elif run:
                    self.finish()
            elif tag:
                self._tag(tag)

    def _tag(self, tag: str) -> None:
        if tag[0] == "/":
            self._end(tag[1:].lower())
        elif tag[0] == "!":
            self.comment(tag[3:-2])
        elif tag in _BARE:
            self._start(tag, "", told=False)
        else:
            name, attributes, told = _again(tag) if len(tag) < _SHORT else _read_tag(tag)
            self._start(name, attributes, told=told)

    @property
    def in_code(self) -> bool:
        """Answer whether a code block is open."""
        return self._pre is not None

    def text(self, text: str) -> None:
        """Read characters."""
        self._text(text)

    def refers_to(self, label: str) -> bool:
        """Answer whether a reference to a note was met."""
        return label in self._numbers

    def read_note(self, html: str) -> None:
        """Read the text of a footnote."""
        self.finish()
        self._in_notes = True
        self.read(html)
        self.finish()
        self._in_notes = False

    def finish(self) -> bool:
        """End the run at hand; answer whether it shows something."""
        run = self._run
        if not run:
            return False
        text = " ".join(("".join(run) if len(run) > 1 else run[0]).split())
        run.clear()
        if text:
            (self.notes if self._in_notes else self.runs).append(text)
            self.outline.saw_text()
        return bool(text)

    def _text(self, text: str) -> None:
        if self._pre is not None:
            self._pre.append(text)
        elif self._verse and "\n" in text:
            first, *lines = text.split("\n")
            self._run.append(first)
            for line in lines:
                self.finish()
                self._run.append(line)
        else:
            self._run.append(text)
        for _, mark in self._open:
            self.marks.setdefault(mark, []).append(text)

    def _start(self, name: str, attributes: str, *, told: bool) -> None:
        if name in EDGES:
            if self._pre is not None:
                self._line_of_code(self._pre, name)
                return
            self.finish()
        start = self._starts.get(name)
        if told and name != "a":
            self._attributes(name, read_attributes(attributes))
        if start is not None:
            start(self, name, read_attributes(attributes) if attributes else _NO_ATTRIBUTES)
            if told and name == "a":
                self._attributes(name, read_attributes(attributes))  # a background of a link is linked
        elif name not in EDGES and not ELEMENT.fullmatch(name):
            self._less_than(f"<{' '.join([name, *read_attributes(attributes)])}>")

    def _attributes(self, name: str, given: Mapping[str, str]) -> None:
        """Read what attributes show or name, beside what the element means."""

    def _end(self, name: str) -> None:
        if self._pre is not None and name in EDGES and name != "pre":
            self._line_of_code(self._pre, name)
            return
        end = self._ends.get(name)
        if end is not None:
            end(self, name)
        elif name in EDGES:
            self.finish()

    def _less_than(self, text: str) -> None:
        """Read `a<b and c>d` as the text it is; a browser opens such an element again in each paragraph."""
        if text not in self._less:
            self._less.add(text)
            self._text(text)

    # --- what an element shows beside its text

    def _line_of_code(self, lines: list[str], name: str) -> None:
        """End a line of a code block, at a line break or at the edge of a block in it."""
        if name == "br" or (name in LINES and lines and not lines[-1].endswith("\n")):
            lines.append("\n")

    def _skipped(self, tag: str) -> None:
        assert self._skip is not None
        name, depth = self._skip
        if tag[:1] == "/":
            depth -= tag[1:].lower() == name
        else:
            depth += tag.partition(" ")[0].lower() == name
        if not depth and name == "object":
            self._in_object = False
        self._skip = (name, depth) if depth else None
