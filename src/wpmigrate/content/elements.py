"""Where a body is markup as a browser reads it: a `<` starts a tag only before a letter, `/`, `!` or `?`."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from wpmigrate.content.markup import CODE, Finder

_START = re.compile(r"<(?:!--|[A-Za-z/!?])", re.ASCII)
_CLOSING = re.compile(r"</(pre|code|samp|script|style|textarea)>", re.IGNORECASE | re.ASCII)


def elements(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of tags, comments and whole code elements, in order."""
    find = Finder(text)
    ends: dict[str, list[int]] = {}
    for closing in _CLOSING.finditer(text):
        ends.setdefault(closing[1].lower(), []).append(closing.end())
    at = 0
    while start := _START.search(text, at):
        at = _end(text, start, find, ends)
        if at < 0:
            return
        yield start.start(), at


def mask(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Answer a text of the same length with NUL in place of the spans, which may overlap."""
    out: list[str] = []
    at = 0
    for start, end in spans:
        if end > at:
            out += [text[at:start], "\0" * (end - max(at, start))]
            at = end
    return "".join([*out, text[at:]])


def _end(text: str, start: re.Match[str], find: Finder, ends: dict[str, list[int]]) -> int:
    """Answer where markup ends, or -1; a comment without an end is one to the end of the text, as in a browser."""
    if start[0] == "<!--":
        end = find("-->", start.start() + 2)
        return end + 3 if end >= 0 else len(text)
    if element := CODE.match(text, start.start()):
        closings = ends.get(element[1].lower(), [])
        place = bisect_right(closings, element.end())
        if place < len(closings):
            return closings[place]
    end = find(">", start.start())
    return end + 1 if end >= 0 else -1
