"""Where a body is markup and not prose: tags, comments, and elements whose text is code or script.

For WordPress every `<` starts a tag, which ends at the next `>` or with the text; what stands between is no prose.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

TAG = re.compile(
    r"<(?:(?=!--)!(?:-(?!->)[^-]*+)*+(?:-->)?|(?=!\[CDATA\[)!\[CDATA\[[^\]]*+(?:\](?!\]>)[^\]]*+)*+(?:\]\]>)?|[^>]*+>?)"
)
"""WordPress's wp_html_split."""
CODE = re.compile(r"<(pre|code|samp|script|style|textarea)(?=[\s/>])", re.IGNORECASE | re.ASCII)
_AREA = re.compile(
    r"<(?:!(?=--)[^-]*+(?:-(?!->)[^-]*+)*+(?:-->)?|!\[CDATA\[[^\]]*+(?:\](?!\]>)[^\]]*+)*+(?:\]\]>)?"
    r"|(pre|code|samp|script|style|textarea)(?=[\s/>])[^<]*+(?:<(?!/\1>)[^<]*+)*+</\1>|[^>]*+>?)",
    re.IGNORECASE | re.ASCII,
)
"""A tag, a comment or a whole code element, at once; only for texts where few code elements are never closed."""
_WHOLE_CODE = "|".join(
    rf"<{name}(?=[\s/>])[^<\[\]]*+(?:<(?!/{name}>)[^<\[\]]*+)*+</{name}>"
    for name in ("pre", "code", "samp", "script", "style", "textarea")
)
_UNBRACKETED = re.compile(
    r"(?:[^<]*+(?:<(?!!--|(?:pre|code|samp|script|style|textarea)[\s/>])[^>\[\]]*+>"
    rf"|<!(?=--)[^-\[\]]*+(?:-(?!->)[^-\[\]]*+)*+-->|{_WHOLE_CODE}))*+[^<]*+",
    re.IGNORECASE | re.ASCII,
)
"""Prose, and areas in which no square bracket stands, as many as follow each other."""
_FEW = 16
_CLOSING = re.compile(r"</(pre|code|samp|script|style|textarea)>", re.IGNORECASE | re.ASCII)
_ENDS = (("<!--", "-->", 2), ("<![CDATA[", "]]>", 9))


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
    """The spans of tags, comments and whole code elements."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._find = Finder(text)
        opened = list(CODE.finditer(text))
        self._plain = len(opened) < _FEW or self._count_unclosed(opened) < _FEW

    @cached_property
    def _ends(self) -> dict[str, list[int]]:
        ends: dict[str, list[int]] = {}
        for closing in _CLOSING.finditer(self._text):
            ends.setdefault(closing[1].lower(), []).append(closing.end())
        return ends

    def _count_unclosed(self, opened: Iterable[re.Match[str]]) -> int:
        """Count the code elements that no closing tag follows: each makes an expression look through all the rest."""
        last = {name: ends[-1] for name, ends in self._ends.items()}
        return sum([code.end() >= last.get(code[1].lower(), 0) for code in opened])

    def after(self, at: int) -> tuple[int, int] | None:
        """Answer the next span that starts at or after `at`, which only grows from call to call."""
        if self._plain:
            area = _AREA.search(self._text, at)
            return area.span() if area else None
        start = self._find("<", at)
        return (start, self._end(start)) if start >= 0 else None

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter([area.span() for area in _AREA.finditer(self._text)]) if self._plain else self._spans()

    def bracketed(self) -> Iterator[tuple[int, int]]:
        """Yield the spans in which a square bracket stands, and perhaps others; no more is needed to find shortcodes."""
        if not self._plain:
            yield from self._spans()
            return
        at = 0
        while True:
            at = _match_end(_UNBRACKETED, self._text, at)
            if at == len(self._text):
                return
            end = _match_end(_AREA, self._text, at)
            yield at, end
            at = end

    def _spans(self) -> Iterator[tuple[int, int]]:
        span = self.after(0)
        while span is not None:
            yield span
            span = self.after(span[1])

    def _end(self, start: int) -> int:
        """Answer where the markup ends; what is never closed ends with the text, as in WordPress and in browsers."""
        for opening, closing, skip in _ENDS:
            if self._text.startswith(opening, start):
                return self._after(closing, start + skip)
        if element := CODE.match(self._text, start):
            ends = self._ends.get(element[1].lower(), [])
            place = bisect_right(ends, element.end())
            if place < len(ends):
                return ends[place]
        return self._after(">", start)

    def _after(self, needle: str, at: int) -> int:
        found = self._find(needle, at)
        return found + len(needle) if found >= 0 else len(self._text)


def _match_end(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Answer where a match ends that cannot fail."""
    match = pattern.match(text, at)
    return match.end() if match else len(text)


def mask_brackets(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Answer a text of the same length in which square brackets of markup are no brackets; the spans follow each other."""
    out: list[str] = []
    at = 0
    for start, end in spans:
        markup = text[start:end]
        masked = markup.replace("[", "\x01").replace("]", "\x01")
        if masked != markup:
            out += [text[at:start], masked]
            at = end
    return "".join([*out, text[at:]]) if out else text
