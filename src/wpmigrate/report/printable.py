"""Text of an export, made safe to show: on one line, with nothing that moves a cursor or turns the text around."""

import re
import unicodedata
from typing import Final

WIDTH: Final = 80
"""How many columns every terminal has."""

TOGETHER: Final = "\N{NO-BREAK SPACE}"
"""Between two words that `wrap` keeps on one line; a plain space when shown."""

_SPACES: Final = re.compile(r"\s+")
_LEAD: Final = re.compile(r" *(?:[\d,]+ (?:× )?)?")
_JOINERS: Final = "\u200c\u200d"  # Persian and emoji need them, and they move nothing
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_NO_WIDTH: Final = frozenset({"Mn", "Me", "Cf"})
_MOST_MARKS: Final = 8  # code points to a column; a title may be megabytes of combining marks


def printable(text: str, columns: int = WIDTH) -> str:
    """Answer text on one line of at most `columns`, each character that is not shown as itself replaced by U+FFFD."""
    line = _SPACES.sub(" ", text[: _MOST_MARKS * columns]).strip()
    return fit(visible(line), columns)


def visible(text: str) -> str:
    """Replace each character that is not shown as itself by U+FFFD, line breaks included."""
    return "".join(map(_visible, text))


def fit(text: str, columns: int) -> str:
    """Cut text to a number of terminal columns, in which a Hangul syllable takes two."""
    if columns_of(text) <= columns:
        return text
    kept, room = [], columns - 1
    for char in text:
        room -= _width(char)
        if room < 0:
            break
        kept.append(char)
    return "".join(kept) + "…"


def wrap(text: str, columns: int) -> list[str]:
    """Break text between words into lines of at most so many terminal columns; a word that is longer is cut."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and columns_of(lines[-1]) + 1 + columns_of(word) <= columns:
            lines[-1] += f" {word}"
        else:
            lines.append(fit(word, columns))
    return [line.replace(TOGETHER, " ") for line in lines]


def broken(text: str, columns: int = WIDTH) -> str:
    """Break a line that is too long between words; what follows stands below the first word, deeper than a number before it."""
    if columns_of(text) <= columns:
        return text.replace(TOGETHER, " ")
    found = _LEAD.match(text)
    lead = found[0] if found else ""
    indent = f"\n{' ' * max(len(lead), 2)}"
    return lead + indent.join(wrap(text[len(lead) :], columns - max(len(lead), 2)))


def columns_of(text: str) -> int:
    """Count the terminal columns that text takes."""
    return sum(map(_width, text))


def _visible(char: str) -> str:
    return "\ufffd" if unicodedata.category(char) in _HIDDEN and char not in _JOINERS else char


def _width(char: str) -> int:
    if unicodedata.category(char) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
