"""Marks: delimiters that open and close in every CommonMark, or HTML that says the same.

Three things decide: what stands beside a delimiter (flanking), whether it touches another one (they become one run), and
what renderers disagree about: symbols are punctuation since 0.31, and cmark-gfm looks through `~`.
"""

import string
from collections.abc import Sequence

from msgspec import Struct

from wpmigrate.render.escape import ends_in_url, is_punctuation, is_space, may_be_punctuation

_AMBIGUOUS = "€"
"""An end that is a letter to one renderer and punctuation to another."""


class Mark(Struct, frozen=True):
    """How a mark is written, and the HTML that says the same; no delimiter where a flavour has none."""

    delimiter: str
    tag: str


EMPHASIS = Mark("*", "em")
STRONG = Mark("**", "strong")
STRIKETHROUGH = Mark("~~", "del")
_UNDERSCORE = Mark("_", "em")
_TAGGED = Mark("", "strong")
TAGGED = {EMPHASIS: Mark("", "em"), STRONG: _TAGGED, STRIKETHROUGH: Mark("", "del")}
"""The same marks as HTML."""
_STARRED = (EMPHASIS, STRONG)
WITHIN_ITS_LIKE = {EMPHASIS: _UNDERSCORE, STRONG: _TAGGED}
"""How a mark is written that stands inside its like: cmark-gfm shows no strong inside strong, but as HTML."""


class Piece(Struct):
    """A piece of Markdown, and its mark if it will be marked; `sole` says that it holds one piece alone.

    `first` and `last` are the characters at its ends as a delimiter beside it sees them. `nests` says that it holds its like,
    `open_url` that it ends in a URL that GFM would go on reading.
    """

    text: str
    first: str
    last: str
    mark: Mark | None = None
    sole: bool = False
    nests: bool = False
    open_url: bool = False


_NOTHING = Piece("<!-- -->", "<", ">")


def plain(text: str) -> Piece:
    """Make a piece without a mark."""
    return Piece(text, text[0], text[-1])


def marked(pieces: Sequence[Piece], mark: Mark) -> Piece:
    """Make a piece that will be marked out of what the mark holds; strong that is all of strong is one."""
    if mark is STRONG and len(pieces) == 1 and pieces[0].mark is _TAGGED:
        pieces[0].mark = STRONG
        return pieces[0]
    inner = join(pieces, mark.delimiter)
    nests = inner.nests or mark is _UNDERSCORE
    sole = len(pieces) == 1
    return Piece(inner.text, inner.first, inner.last, mark, sole=sole, nests=nests, open_url=inner.open_url)


def join(pieces: Sequence[Piece], around: str = "") -> Piece:
    """Join pieces left to right; how a mark is written is decided when both of its neighbours are known."""
    if len(pieces) == 1 and pieces[0].mark is None:
        return pieces[0]
    out: list[Piece] = []
    nests = False
    for place, piece in enumerate(pieces):
        nests = nests or piece.nests
        following = pieces[place + 1] if place + 1 < len(pieces) else None
        written = piece if piece.mark is None else _write(piece, out[-1] if out else None, following, around)
        if out and out[-1].text[-1] in _MAY_JOIN:
            _separate(out, written)
        if out and out[-1].open_url:
            _end_url(out, written)
        out.append(written)
    return Piece(
        "".join([piece.text for piece in out]), out[0].first, out[-1].last, nests=nests, open_url=out[-1].open_url
    )


_MAY_JOIN = frozenset("{`<]! \t")
_BREAKS = frozenset(("<br>", "\\\n", "  \n"))
_AFTER_LESS_THAN = frozenset(string.ascii_letters + "/!?")


def _separate(out: list[Piece], piece: Piece) -> None:
    """Keep two neighbours from becoming something else."""
    end, start = out[-1].text[-1], piece.text[0]
    if end == "{" and start in "<%{":
        out[-1].text = out[-1].text[:-1] + "&#123;"  # template syntax of what was none
    elif end == start == "`":
        out.append(_NOTHING)  # one code span of two
    elif end == "<" and start in _AFTER_LESS_THAN:
        out[-1].text = out[-1].text[:-1] + "&lt;"
    elif end == "<" and "@" in piece.text:
        out[-1].text = out[-1].text[:-1] + "&lt;"  # an address in the brackets of an autolink
    elif end == "]" and (start == "(" or (start == ":" and (len(out) == 1 or out[-2].text[-1] == "\n"))):
        out.append(_NOTHING)  # a link, a definition
    elif end == "!" and start == "[" and ("](" in piece.text or piece.text[1] == "^"):
        out[-1].text = out[-1].text[:-1] + "\\!"  # an image of a link
    elif end in " \t" and piece.text in _BREAKS:
        while out and out[-1].text[-1] in " \t":
            text = out.pop().text.rstrip(" \t")
            if text:
                out.append(Piece(text, text[0], text[-1], open_url=ends_in_url(text)))


def _end_url(out: list[Piece], piece: Piece) -> None:
    """Keep GFM from reading on in a URL: it knows no end but white space, a tag, or punctuation before these."""
    if piece.text == "\\\n":
        piece.text = "  \n"
    elif piece.text.isspace():
        piece.open_url = " " not in piece.text and "\n" not in piece.text  # only these end one
    elif (
        piece.text[0] not in " \n<" and not piece.text[0].isspace() and piece.text.split(" ", 1)[0].strip("?!.,:;)'\"")
    ):
        out.append(_NOTHING)


def _write(piece: Piece, before: Piece | None, after: Piece | None, around: str) -> Piece:
    """Write a mark, as HTML where its delimiter would not open or close it."""
    mark = piece.mark
    assert mark is not None
    if mark is EMPHASIS and _touches(piece, before, after, around):
        mark = _UNDERSCORE
    if (
        not mark.delimiter
        or (before and before.text[-1] == mark.delimiter[0])
        or (mark is _UNDERSCORE and mark is not piece.mark and piece.nests)
        or not _fits(piece, mark, before, after, around)
    ):
        return Piece(f"<{mark.tag}>{piece.text}</{mark.tag}>", "<", ">")
    first, last = _ends(piece, mark)
    return Piece(f"{mark.delimiter}{piece.text}{mark.delimiter}", first, last, open_url=piece.open_url)


def _ends(piece: Piece, mark: Mark) -> tuple[str, str]:
    if mark is _UNDERSCORE:
        return "_", "_"
    if mark is STRIKETHROUGH:
        first, last = piece.first, piece.last
        return (first if is_punctuation(first) else _AMBIGUOUS), (last if is_punctuation(last) else _AMBIGUOUS)
    return piece.first, piece.last


def _touches(piece: Piece, before: Piece | None, after: Piece | None, around: str) -> bool:
    """Answer whether asterisks around emphasis would touch others, but for a mark that holds nothing but a mark."""
    if not piece.sole and "*" in (piece.text[0], piece.text[-1]):
        return True
    if around == "**" and (before is None) != (after is None):
        return True
    if before is not None and (before.mark in _STARRED or before.text[-1] == "*"):
        return True
    return after is not None and (after.mark in _STARRED or after.text[0] == "*")


def _fits(piece: Piece, mark: Mark, before: Piece | None, after: Piece | None, around: str) -> bool:
    """Answer whether both delimiters are flanked as CommonMark wants."""
    first, last = (piece.first, piece.last) if mark.delimiter[0] == "*" else (piece.text[0], piece.text[-1])
    left = before.last if before else None
    right = after.first if after else None
    if mark is _UNDERSCORE:
        left = before.text[-1] if before and before.text[-1] != "~" else left
        right = "*" if after and after.mark in (EMPHASIS, STRONG) else right  # an asterisk, or a tag
    outside = around == "~~"
    return _flanked(first, left, mark, outside=outside) and _flanked(last, right, mark, outside=outside)


def _flanked(inner: str, outer: str | None, mark: Mark, *, outside: bool) -> bool:
    """Answer whether a delimiter between two characters works; at the edge of what stands around, None is outside."""
    if is_space(inner):
        return False
    if mark is not _UNDERSCORE and not may_be_punctuation(inner):
        return True
    if outer is None:
        return not outside
    return is_space(outer) or is_punctuation(outer)
