"""Where a body is markup and not prose: tags, comments, and elements whose text is code or script."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

_START = re.compile(r"<(?:!--|(pre|code|samp|script|style|textarea)(?=[\s/>])|[A-Za-z/!?])", re.IGNORECASE | re.ASCII)
_CLOSING = re.compile(r"</(pre|code|samp|script|style|textarea)>", re.IGNORECASE | re.ASCII)
_BRACKETS = str.maketrans("[]", "\x01\x01")


class Finder:
    """Find a needle from positions that only grow; one that is not there is looked for once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._next: dict[str, int] = {}

    def __call__(self, needle: str, at: int) -> int:
        """Answer where `needle` stands at or after `at`, or -1."""
        found = self._next.get(needle, -2)
        if found == -1 or found >= at:
            return found
        found = self._next[needle] = self._text.find(needle, at)
        return found


class Markup:
    """The spans of tags, comments and whole code elements; a `<` that starts none of them is prose."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._find = Finder(text)
        self._ends: dict[str, list[int]] = {}
        for closing in _CLOSING.finditer(text):
            self._ends.setdefault(closing[1].lower(), []).append(closing.end())

    def after(self, at: int) -> tuple[int, int] | None:
        """Answer the next span that starts at or after `at`, which only grows from call to call."""
        while start := _START.search(self._text, at):
            end = self._end(start)
            if end >= 0:
                return start.start(), end
            at = start.start() + 1
        return None

    def __iter__(self) -> Iterator[tuple[int, int]]:
        span = self.after(0)
        while span is not None:
            yield span
            span = self.after(span[1])

    def _end(self, start: re.Match[str]) -> int:
        """Answer where the markup ends, or -1; a comment without an end is one to the end of the text, as in a browser."""
        if start[0] == "<!--":
            end = self._find("-->", start.start() + 2)
            return end + 3 if end >= 0 else len(self._text)
        ends = self._ends.get(start[1].lower(), []) if start[1] else []
        place = bisect_right(ends, start.end())
        if place < len(ends):
            return ends[place]
        end = self._find(">", start.start())
        return end + 1 if end >= 0 else -1


def mask_brackets(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Answer a text of the same length in which square brackets of markup are no brackets."""
    out: list[str] = []
    at = 0
    for start, end in spans:
        out += [text[at:start], text[start:end].translate(_BRACKETS)]
        at = end
    return "".join([*out, text[at:]])
