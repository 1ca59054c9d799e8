r"""Formulas in running text: `$latex …$`, `\(…\)`, `\[…\]`, `$$…$$` and the display environments of TeX.

A formula is what MathJax or Jetpack would have found: it ends in the same run of text, so that no tag but `<br>` and no
empty line is in it. A single `$…$` is money, unless the whole post says otherwise.
"""

import re
from html import unescape
from itertools import chain

from wpmigrate.content.elements import elements
from wpmigrate.content.nodes import Math
from wpmigrate.content.tokens import Tokens

_ENVIRONMENTS = "equation|align|gather|multline|eqnarray|alignat|flalign"
_OPEN = re.compile(
    rf"(?<!\\)(?:\$latex(?=[\s=])|\\[(\[]|\\begin\{{(?:{_ENVIRONMENTS})\*?\}}|(?<!\$)\$\$(?!\$))", re.IGNORECASE
)
_MAYBE = (re.compile(r"\$(?:\$|latex)", re.IGNORECASE), re.compile(r"\\(?:[(\[]|begin\{)", re.IGNORECASE))
"""What each of them begins with, by its first character: found more quickly than any of them."""

_OPEN_DOLLARS = re.compile(rf"{_OPEN.pattern}|(?<![\\$])\$(?![\s$])", re.IGNORECASE)
_ENDS = {
    "$latex": re.compile(r"(?<!\\)\$"),
    "$$": re.compile(r"(?<![\\$])\$\$(?!\$)"),
    "$": re.compile(r"(?<![\s\\])\$(?!\d)"),
    "\\(": re.compile(r"(?<!\\)(?:\\\\)*+\\\)"),
    "\\[": re.compile(r"(?<!\\)(?:\\\\)*+\\\]"),
}
_BARRIER = re.compile(r"\0+|\n[ \t\r\1]*+\n")
_BREAK = re.compile(r"<br\b[^<>]*>\n?", re.IGNORECASE)
_OPTIONS = re.compile(r"(?:&(?:bg|fg|s|zoom)=[\w.-]{1,12})+$", re.IGNORECASE | re.ASCII)
_FORMULA = re.compile(r"[\\^_={}+<>|*/]")


def protect_math(html: str, tokens: Tokens, *, dollars: bool = False) -> str:
    """Put a token in place of each formula; `dollars` says that a single `$…$` is one too (`[latexpage]`)."""
    opening = _OPEN_DOLLARS if dollars else _OPEN
    if not (dollars or any(maybe.search(html) for maybe in _MAYBE)) or not opening.search(html):
        return html
    masked = _mask(html)
    next_end, next_barrier = _Next(masked), _Next(masked)
    out: list[str] = []
    at = start = 0
    while found := opening.search(masked, start):
        start = found.end()
        end = next_end(_ending(found[0]), start)
        barrier = next_barrier(_BARRIER, start)
        if end is None or (barrier is not None and barrier.start() < end.start()):
            continue
        math = _read(_BREAK.sub("\n", html[found.start() : end.end()]), found[0], end[0])
        if math is not None:
            source = html[found.start() : end.end()]
            out += [html[at : found.start()], tokens.put((math,), source, block=False)]
            at = start = end.end()
    return "".join([*out, html[at:]])


def read_formula(text: str) -> str:
    """Read the TeX of a formula in HTML: line breaks as line ends, entities as the characters they stand for."""
    return unescape(_BREAK.sub("\n", text)).strip()


def _mask(html: str) -> str:
    """Answer a text of the same length: a tag that ends a formula is NUL, a line break is the character 1."""
    out: list[str] = []
    at = 0
    for start, end in elements(html):
        mark = "\1" if _BREAK.match(html, start, end) else "\0"
        out += [html[at:start], mark * (end - start)]
        at = end
    return "".join([*out, html[at:]])


def _ending(opening: str) -> re.Pattern[str]:
    name = opening.lower()
    return _ENDS.get(name) or _ENVIRONMENT_ENDS[name]


def _read(source: str, opening: str, ending: str) -> Math | None:
    """Make the node of one formula, or None for prose that happens to stand between the same signs."""
    source = unescape(source)
    if opening.startswith("\\begin"):
        return Math(source, source, display=True)
    closing = ending.lstrip("\\") if opening[0] == "$" else ending[-2:]
    text = source[len(opening) : len(source) - len(closing)].strip()
    if opening.lower() == "$latex":
        text = _OPTIONS.sub("", text.removeprefix("=").strip()).strip()
    if not text or (opening == "$$" and not _is_formula(text)):
        return None
    return Math(text, source, display=opening in ("$$", "\\["))


def _is_formula(text: str) -> bool:
    """Tell `$$x$$` from two prices of a restaurant guide."""
    return bool(_FORMULA.search(text)) or (not any(map(str.isspace, text)) and any(map(str.isalnum, text)))


class _Next:
    """The next match of a pattern at positions that only grow; one that is not there is looked for once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[re.Pattern[str], re.Match[str] | None] = {}

    def __call__(self, pattern: re.Pattern[str], at: int) -> re.Match[str] | None:
        found = self._found.get(pattern)
        if pattern not in self._found or (found is not None and found.start() < at):
            found = self._found[pattern] = pattern.search(self._text, at)
        return found


_ENVIRONMENT_ENDS = {
    f"\\begin{{{name}}}": re.compile(re.escape(f"\\end{{{name}}}"), re.IGNORECASE)
    for name in chain.from_iterable((name, f"{name}*") for name in _ENVIRONMENTS.split("|"))
}
