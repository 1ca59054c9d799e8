"""A stranger's body made harmless, and what differs between its two sides marked.

Nothing of the source is copied but text: elements come from a closed list and have no attribute but those made here, so that
nothing can run, load, lead away or look like a part of the report. A picture is its description, a link its text.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import count
from typing import Final, TypeAlias
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from wpmigrate.render.view import View

MOST_WORDS: Final = 6000
MOST_DEPTH: Final = 200
MOST_CHARACTERS: Final = 200_000

_KEPT: Final = frozenset(
    "p ul ol li blockquote pre code em strong b i u s del ins sup sub mark kbd small q cite br hr table"
    " caption thead tbody tfoot tr td figure figcaption div abbr samp var".split()
)
# Written as something that has no place of its own in the outline of the report, and needs no other element around it.
_INSTEAD: Final = {
    **{f"h{level}": (f'<p class="h{level}">', "</p>") for level in range(1, 7)},
    "th": ('<td class="th">', "</td>"),
    **dict.fromkeys(
        ("dl", "dt", "dd", "details", "summary", "section", "article", "header", "footer", "center"),
        ("<div>", "</div>"),
    ),
}
_VOID: Final = frozenset(("br", "hr"))
_HIDDEN: Final = frozenset(
    "script style template noembed noframes title svg math canvas head object select textarea datalist meta link base".split()
)
_PLAYERS: Final = frozenset(("iframe", "video", "audio", "embed"))
_LISTS: Final = frozenset(("ul", "ol"))
_WORD: Final = re.compile(r"\S+")
_CUT: Final = "This body is too long to be shown here; its beginning stands below."


Piece: TypeAlias = tuple[str, bool]
"""A run of text (True), or markup of ours."""


def shown(view: View) -> tuple[str, str]:
    """Answer both sides as harmless HTML, with what only one of them has in `<mark>`."""
    before, after = (list(_pieces(side)) for side in (view.before, view.after))
    gone, new = _different(_words(before), _words(after))
    return _written(before, gone, "gone"), _written(after, new, "new")


# --- reading ------------------------------------------------------------------------------------------------------


def _pieces(html: str) -> Iterator[Piece]:
    if len(html) > MOST_CHARACTERS:
        yield f'<p class="cut">{_CUT}</p>', False
        html = html[:MOST_CHARACTERS]
    body = LexborHTMLParser(f"<body>{html}").body
    if body is not None:
        yield from _walk(body)


def _walk(top: LexborNode) -> Iterator[Piece]:
    """Walk without recursion: a hostile body may be nested as deeply as it likes."""
    waiting: list[LexborNode | str] = [*reversed(list(_children(top)))]
    depth = 0
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            depth -= 1
            yield node, False
            continue
        tag = node.tag or ""
        if tag == "-text":
            yield node.text_content or "", True
        elif tag in _VOID:
            yield f"<{tag}>", False
        elif tag == "img" or tag in _PLAYERS:
            yield from _medium(tag, node)
        elif tag and tag[0] != "-" and tag not in _HIDDEN:
            opening, closing = _around(tag, node) if depth < MOST_DEPTH else ("", "")
            depth += 1
            yield opening, False
            waiting.append(closing)
            waiting += reversed(list(_children(node)))


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _around(tag: str, node: LexborNode) -> tuple[str, str]:
    if tag == "a":
        href = _attribute(node, "href")
        return (f'<span class="link" title="{_escaped(href)}">', "</span>") if href else ("", "")
    above = node.parent.tag if node.parent is not None else ""
    if tag == "li" and above not in _LISTS:
        return "<div>", "</div>"
    opening, closing = _INSTEAD.get(tag) or ((f"<{tag}>", f"</{tag}>") if tag in _KEPT else ("", ""))
    return (f"<li>{opening}", f"{closing}</li>") if above in _LISTS and tag != "li" else (opening, closing)


def _medium(tag: str, node: LexborNode) -> Iterator[Piece]:
    url = _attribute(node, "src")
    words = _attribute(node, "alt") or _file_name(url)
    kind = "picture" if tag == "img" else "player"
    yield f'<span class="{kind}" title="{_escaped(url)}">', False
    yield words, True
    yield "</span>", False


def _attribute(node: LexborNode, name: str) -> str:
    return (node.attributes.get(name) or "").strip()[:500]


def _file_name(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return url[:80]
    return (unquote(parts.path).rstrip("/").rpartition("/")[2] or parts.netloc or url)[:80]


# --- comparing and writing ----------------------------------------------------------------------------------------


def _words(pieces: Sequence[Piece]) -> list[str]:
    return [word for value, is_text in pieces if is_text for word in value.split()]


def _different(before: Sequence[str], after: Sequence[str]) -> tuple[frozenset[int], frozenset[int]]:
    """Answer the places of words that only one side has; a pair that is too long to compare is left unmarked."""
    if before == after or len(before) > MOST_WORDS or len(after) > MOST_WORDS:
        return frozenset(), frozenset()
    gone: set[int] = set()
    new: set[int] = set()
    for what, start, end, from_, to in SequenceMatcher(None, before, after, autojunk=True).get_opcodes():
        if what != "equal":
            gone.update(range(start, end))
            new.update(range(from_, to))
    return frozenset(gone), frozenset(new)


def _written(pieces: Sequence[Piece], marked: frozenset[int], name: str) -> str:
    if not marked:
        return "".join(_escaped(value) if is_text else value for value, is_text in pieces)
    number = count()

    def mark(word: re.Match[str]) -> str:
        text = _escaped(word[0])
        return f'<mark class="{name}">{text}</mark>' if next(number) in marked else text

    return "".join(_WORD.sub(mark, value) if is_text else value for value, is_text in pieces)


_ENTITIES: Final[Mapping[int, str]] = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;"}


def _escaped(text: str) -> str:
    return text.translate(_ENTITIES)
