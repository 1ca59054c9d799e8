"""Texts within the limits of a database that refuses longer ones."""

import re
from typing import Final

_SEVERAL: Final = re.compile(r"\s+")
_HOST: Final = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
_WEB: Final = re.compile(rf"https?://{_HOST}(?::[1-9][0-9]{{0,3}})?(?:[/?#][!-;=?-~]*)?", re.ASCII)
_EMAIL: Final = re.compile(rf"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@{_HOST}", re.ASCII)


def units(text: str) -> int:
    """Measure text as JavaScript and MySQL's clients do, where an emoji is two."""
    return len(text) + sum(char > "\uffff" for char in text)


def within(text: str, limit: int) -> str:
    """Answer text on one line, cut at a word where it is longer than `limit`, with an ellipsis."""
    text = _SEVERAL.sub(" ", text).strip()
    if units(text) <= limit:
        return text
    room = limit - 1
    cut = text[:room]
    while units(cut) > room:
        cut = cut[:-1]
    words, space, _ = cut.rpartition(" ")
    return f"{words if space and len(words) > room // 2 else cut}".rstrip() + "…"


def is_web_address(url: str, limit: int) -> bool:
    """Say whether a URL is one that strict checks take too."""
    return len(url) <= limit and _WEB.fullmatch(url) is not None and "://" not in url[8:]


def is_email_address(text: str, limit: int) -> bool:
    """Say whether an e-mail address is one that strict checks take too."""
    return len(text) <= limit and _EMAIL.fullmatch(text) is not None and len(text.partition("@")[0]) <= 64
