"""What pasting from Word, Google Docs and rendered pages leaves in a body: told as the HTML it shows as."""

import re
from html import unescape

from wpmigrate.content.elements import elements
from wpmigrate.content.fake_lists import replace_fake_lists
from wpmigrate.content.markup import Finder
from wpmigrate.content.smilies import emoji_of

_ISLAND = re.compile(r"<(xml|style)\b[^<>]*+>", re.IGNORECASE | re.ASCII)
_OFFICE = re.compile(r"</?[wmov]:[A-Za-z]|\bmso-|MsoNormal|/\* (?:Style|Font) Definitions", re.IGNORECASE)
_TOLD = re.compile(
    r"<span\s[^<>]*?(?:font-weight|font-style|line-through|vertical-align)|<img\s[^<>]*?(?:emoji|smil)", re.IGNORECASE
)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE | re.ASCII)
_STYLE = re.compile(r"""\sstyle\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_STYLE_LENGTH = 2_000
_ALT = re.compile(r"""\salt\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_DRAWN = re.compile(
    r"""class\s*=\s*["'][^"'<>]*?\b(?:wp-smiley|emoji)\b|s\.w\.org/images/core/emoji/|/images/smilies/""", re.IGNORECASE
)
_MARKS = (
    (re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)\b", re.IGNORECASE), "strong"),
    (re.compile(r"font-style\s*:\s*(?:italic|oblique)\b", re.IGNORECASE), "em"),
    (re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bline-through\b", re.IGNORECASE), "del"),
    (re.compile(r"vertical-align\s*:\s*super\b", re.IGNORECASE), "sup"),
    (re.compile(r"vertical-align\s*:\s*sub\b", re.IGNORECASE), "sub"),
)
"""Style of a `<span>` → the element that shows the same."""

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big br cite code del dfn em font i img ins kbd mark q s samp small span strike strong sub sup"
    " tt u var wbr".split()
)


def clean_paste(html: str) -> str:
    """Drop what office programs hide in HTML; write their bold, their lists and drawn emoji as what they show."""
    html = _drop_islands(html)
    html = replace_fake_lists(html)
    return _tell_styles(html) if _TOLD.search(html) else html


def _drop_islands(html: str) -> str:
    """Drop `<xml>` and `<style>` of an office program."""
    if not _ISLAND.search(html):
        return html
    ends = {name: Finder(html) for name in ("xml", "style")}
    out: list[str] = []
    at = seen = 0
    for island in _ISLAND.finditer(html):
        name = island[1].lower()
        end = ends[name](f"</{name}>", island.start())
        if island.start() < seen or end < 0:
            continue
        seen = end
        if _OFFICE.search(html, island.start(), end):
            out.append(html[at : island.start()])
            at = end + len(name) + 3
    return "".join([*out, html[at:]])


class _Open:
    """A `<span>` that is open: the piece that opens it, its marks, and how many blocks had begun."""

    __slots__ = ("blocks", "marks", "piece")

    def __init__(self, piece: int, marks: list[str], blocks: int) -> None:
        self.piece = piece
        self.marks = marks
        self.blocks = blocks


def _tell_styles(html: str) -> str:
    """Write a styled `<span>` in one paragraph as marks, and a drawn character as the character."""
    out: list[str] = []
    spans: list[_Open] = []
    at = blocks = 0
    for start, end in elements(html):
        text, tag = html[at:start], html[start:end]
        out.append(text)
        blocks += "\n\n" in text
        found = _TAG.match(tag)
        name = found[2].lower() if found else ""
        blocks += bool(name) and name not in _INLINE
        if name == "img":
            tag = _drawn(tag)
        elif name == "span" and not tag.startswith("</"):
            spans.append(_Open(len(out), _marks(tag), blocks))
        elif name == "span" and spans:
            span = spans.pop()
            if span.marks and span.blocks == blocks:
                out[span.piece] = "".join(f"<{mark}>" for mark in span.marks)
                tag = "".join(f"</{mark}>" for mark in reversed(span.marks))
        out.append(tag)
        at = end
    return "".join([*out, html[at:]])


def _marks(tag: str) -> list[str]:
    style = _STYLE.search(tag)
    text = unescape((style[1] or style[2] or "")[:_STYLE_LENGTH]) if style else ""
    return [mark for pattern, mark in _MARKS if pattern.search(text)] if text else []


def _drawn(tag: str) -> str:
    """Answer the character that an image of WordPress stands for, else the image."""
    alt = _ALT.search(tag) if _DRAWN.search(tag) else None
    text = (alt[1] or alt[2] or "").strip() if alt else ""
    return emoji_of(text) if 0 < len(text) < 40 else tag
