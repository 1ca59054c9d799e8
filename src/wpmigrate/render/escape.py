"""What a character means in Markdown, and how to take the meaning away: only where it would change what a reader sees."""

import re
import unicodedata
from functools import lru_cache

from wpmigrate.render import flavours
from wpmigrate.render.dialect import Flavour

_HOT = re.compile(
    r"\\(?=[!-/:-@\[-`{-~]|[ \t]*\n|\s*\Z)"  # before punctuation an escape, before a line end a break; the end may meet some
    r"|`"
    r"|\*+|_+|~+"
    r"|<(?=[A-Za-z/!?]|[0-9.#$%&'*+=^_`{|}~-][A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]*+@)"  # a tag, an address
    r"|&(?=\#?[A-Za-z0-9]{1,32};)"
    r"|\[(?=\^)"  # a footnote
    r"|\](?=\()"  # an inline link
)
_HOT_BRACKETS = re.compile(_HOT.pattern + r"|[\[\]]")
_ENTITIES = {"<": "&lt;", "&": "&amp;"}
"""Entities where a backslash would do too, because MDX knows only these."""

_LINE_START = re.compile(
    r"^[ \t]*(?:(?P<number>[0-9]{1,9})(?=[.)](?:\s|\Z))"
    r"|(?=\#{1,6}(?:\s|\Z)"
    r"|>"
    r"|[-+*](?:\s|\Z)"
    r"|-[- \t]*$"  # a rule, or the underline of a heading
    r"|~{3,}"
    r"|(?<=\n)=+[ \t]*$"
    r"|(?<=\n)[|:]?[|: \t]*-[-|: \t]*$"  # the second row of a table
    r")(?P<first>.))",
    re.MULTILINE,
)
_DEFINITION = re.compile(r"\[(?:[^\[\]\\]|\\.)*+\]:")
_TASK = re.compile(r"\[[ xX]\](?=\s|\Z)")
_LINE_STARTERS = frozenset("0123456789#>-+*~=|:[ \t")
_CLOSING_HASHES = re.compile(r"(^|[ \t])(#+)\Z")


@lru_cache(maxsize=4096)
def is_space(character: str) -> bool:
    """Answer whether CommonMark takes a character for white space; the edge of a block counts."""
    return character in ("", " ", "\t", "\n", "\r", "\f") or unicodedata.category(character) == "Zs"


@lru_cache(maxsize=4096)
def is_punctuation(character: str) -> bool:
    """Answer whether every version of CommonMark takes a character for punctuation."""
    return character != "" and (unicodedata.category(character)[0] == "P" or character in "$+<=>^`|~")


@lru_cache(maxsize=4096)
def may_be_punctuation(character: str) -> bool:
    """Answer whether some version of CommonMark takes a character for punctuation: symbols came in 0.31."""
    return character != "" and unicodedata.category(character)[0] in "PS"


def escape_text(text: str, flavour: Flavour = "commonmark", *, brackets: bool = False, alone: bool = False) -> str:
    """Escape prose; `brackets` inside of a link or an image, `alone` when it is all of its block."""
    if flavour != "commonmark":
        return flavours.escape_prose(text, flavour, brackets=brackets)
    if not _may_be_hot(text):
        return text
    single = _single_runs(text) if alone else ()
    begin, stop = len(text) - len(text.lstrip()), len(text.rstrip())

    def disarm(match: re.Match[str]) -> str:
        found = match[0]
        first = found[0]
        if first in "*_~" and begin < match.start() and match.end() < stop and not _delimits(text, match):
            return found
        if first in single and len(found) < 3:
            return found
        return _ENTITIES.get(first) or f"\\{first}" * len(found)

    escaped = (_HOT_BRACKETS if brackets else _HOT).sub(disarm, text)
    return escaped if brackets or not has_url(text) else _URL.sub(_unlinked, escaped)


_RUNS = re.compile(r"(\*|_|~)\1*+")


def _single_runs(text: str) -> list[str]:
    """List the delimiters that stand in one place only: nothing closes what they open."""
    runs = _RUNS.findall(text)
    single = [delimiter for delimiter in set(runs) if runs.count(delimiter) == 1]
    return [delimiter for delimiter in single if f"{delimiter}[" not in text]  # an abbreviation, where those are known


def _unlinked(url: re.Match[str]) -> str:
    """Escape what makes a URL of a text: WordPress links none in prose, and GFM would link it up to an escape."""
    return f"www\\.{url[2]}" if url[1] == "www." else f"\\://{url[2]}"


_URL = re.compile(r"(://|www\.)((?:[^\s<\\&]|&(?!amp;|lt;)|\\(?![!-/:-@\[-`{-~]))*+[\\&])")
"""A URL up to an escape: GFM links it as it stands, backslashes and all."""


def has_url(text: str) -> bool:
    """Answer whether GFM might find a URL in a text."""
    return "://" in text or "www." in text


def ends_in_url(text: str) -> bool:
    """Answer whether GFM would take what follows a text for more of a URL."""
    return has_url(text) and has_url(text[max(text.rfind(" "), text.rfind("\n"), text.rfind("<")) + 1 :])


def _may_be_hot(text: str) -> bool:
    """Answer whether a text holds a character that may mean something: quicker than a pattern, and mostly not."""
    return (
        "*" in text or "_" in text or "[" in text or "]" in text or "`" in text
        or "&" in text or "<" in text or "~" in text or "\\" in text
    )  # fmt: skip


def _delimits(text: str, match: re.Match[str]) -> bool:
    """Answer whether a run of `*`, `_` or `~` inside of a text might open or close a mark."""
    before, after = text[match.start() - 1], text[match.end()]
    if before.isspace() and after.isspace():
        return before == "\n"  # it might start an item, or be a rule
    return not (match[0][0] == "_" and before.isalnum() and after.isalnum())


def guard_lines(text: str, flavour: Flavour = "commonmark") -> str:
    """Escape what would start another block at the start of a line of a finished paragraph."""
    if not text:
        return text
    if flavour != "commonmark":
        text = flavours.guard(text)
    elif "\n" not in text and text[0] not in _LINE_STARTERS:
        return text
    else:
        text = _LINE_START.sub(_guarded, text)
    if text[0] == "[" and (_DEFINITION.match(text) or _TASK.match(text)):
        return "\\" + text
    return text


def _guarded(match: re.Match[str]) -> str:
    return match["number"] + "\\" if match["number"] else "\\" + match["first"]


def guard_heading(text: str, flavour: Flavour = "commonmark") -> str:
    """Escape the `#` at the end of a heading that Markdown would drop."""
    if flavour != "commonmark":
        bare = text.rstrip("#")
        return bare + "\\#" * (len(text) - len(bare))
    return _CLOSING_HASHES.sub(r"\1\\\2", text)


def code_span(text: str) -> str:
    """Write a code span whose fence no run of backticks in it closes."""
    fence = "`" * (_free_length(text))
    pad = text.startswith("`") or text.endswith("`") or (text[0] == text[-1] == " " and text.strip(" ") != "")
    return f"{fence} {text} {fence}" if pad else f"{fence}{text}{fence}"


_BACKTICKS = re.compile(r"`+")


def _free_length(text: str) -> int:
    """Find the shortest run of backticks that does not occur."""
    if "`" not in text:
        return 1
    used = {len(run) for run in _BACKTICKS.findall(text)}
    return next(length for length in range(1, len(used) + 2) if length not in used)


def fence(text: str) -> str:
    """Make a fence longer than any run of backticks in a code block."""
    longest = max((len(run) for run in _BACKTICKS.findall(text)), default=0) if "`" in text else 0
    return "`" * max(3, longest + 1)


_URL_HOT = re.compile(r"[\x00-\x20<>\\\x7f]")
_ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]{1,32};)")


def link_target(url: str, flavour: Flavour = "commonmark") -> str:
    """Write a URL as the target of a link: bare, with what cannot stand in one percent-encoded."""
    url = url if flavour == "commonmark" else flavours.target(url)
    url = _URL_HOT.sub(lambda match: f"%{ord(match[0]):02X}", url)
    if "(" in url or ")" in url:
        url = url if _is_balanced(url) else url.replace("(", "%28").replace(")", "%29")
    return _ENTITY.sub("&amp;", url) if "&" in url else url


def _is_balanced(url: str) -> bool:
    """Answer whether each parenthesis is closed, none inside another: what every flavour reads."""
    depth = 0
    for character in re.findall(r"[()]", url):
        depth += 1 if character == "(" else -1
        if depth not in (0, 1):
            return False
    return depth == 0


_LINE_END = re.compile(r"\r\n?|\n")


def link_title(title: str, flavour: Flavour = "commonmark") -> str:
    """Write a title with the space before it, or nothing."""
    if not title:
        return ""
    if flavour != "commonmark":
        written = flavours.attribute(title)
        return f' "{written}"' if written else ""
    quoted = _ENTITY.sub("&amp;", title).replace('"', "&quot;").replace("\\", "\\\\")
    if title[-1] == "\\":
        quoted = quoted[:-2] + "&#92;"  # cmark would take an escaped backslash and the quote for an escaped quote
    return f' "{_LINE_END.sub("&#10;", quoted)}"'  # an empty line would end more than the title
