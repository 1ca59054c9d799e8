"""What old plugins found by rules of their own, written as the shortcodes of today, where the body shows that it uses one.

[audio:URL|titles=x]      the name of a player, a colon and an address
((text))                  the body has a place for its notes, or two or more of these and all read like sentences
word[note]text[/note]     it hangs on the word before it and is one line; a box of text never does
[references] [footnotes]  the body has footnotes
"""

import re
from collections.abc import Collection
from typing import TypeAlias

from wpmigrate.content.elements import elements, mask
from wpmigrate.content.shortcodes import find_shortcodes

_MAYBE = re.compile(r"\(\(|\[/?(?:note|references|footnotes?|footnote_list|efn_\w+|mfn\w*|ref|fn)\b|\[\w+:", re.ASCII)
_COLON = re.compile(
    r"(?<!\[)\[(?:audio|video|youtube|vimeo|dailymotion)(:)\s?https?://[^\[\]\n\0]*+\]", re.IGNORECASE | re.ASCII
)
_PLACE = re.compile(r"\[?\[(?:references|footnotes|footnote_list|efn_reference|mfn_list)\s?/?\]\]?", re.ASCII)
_NOTES = re.compile(r"\[/(?:ref|footnote|fn|ftn|efn_note|mfn|modern_footnote)\]", re.ASCII)
_DOUBLE = re.compile(r"\(\((?!\()((?:[^()\n]|\([^()\n]*\))++)\)\)")
_HANGING = re.compile(r"(?<=[^\s>\[\]\0])\[note\]([^\[\]\n]++)\[/note\]")
_SENTENCE = re.compile(r"\s*[\w\"'“‘«\0][^={};|]*")
_TAG = re.compile(r"\0+")

_Change: TypeAlias = tuple[int, int, str]
"""Start, end, and what stands there instead."""


def modernise(text: str, verbatim: Collection[str] = ()) -> str:
    """Write what surely is a player or a footnote of an old plugin as `[audio …]`, `[footnote]…[/footnote]`, `[references /]`.

    The content of a `verbatim` shortcode is source code, and stays.
    """
    if ("[" not in text and "((" not in text) or not _MAYBE.search(text):
        return text
    masked = _mask(text, verbatim)
    found = [(*colon.span(1), " ") for colon in _COLON.finditer(masked)] + _footnotes(text, masked)
    return _rewrite(text, sorted(found)) if found else text


def _footnotes(text: str, masked: str) -> list[_Change]:
    notes = list(_HANGING.finditer(masked))
    doubles = list(_DOUBLE.finditer(masked)) if "((" in masked else []
    places = list(_PLACE.finditer(masked))
    if places or (len(doubles) > 1 and all(_reads_like_a_sentence(note[1]) for note in doubles)):
        notes += doubles
    changes = [(*note.span(), f"[footnote]{text[note.start(1) : note.end(1)]}[/footnote]") for note in notes]
    if notes or _NOTES.search(masked):
        changes += [(*place.span(), "[references /]") for place in places]
    return changes


def _mask(text: str, verbatim: Collection[str]) -> str:
    """Answer a text of the same length with NUL in place of all markup and source code."""
    code = [(span.start, span.end) for span in find_shortcodes(text, verbatim, verbatim) if span.kind == "handled"]
    return mask(text, sorted([*elements(text), *code]))


def _reads_like_a_sentence(note: str) -> bool:
    return _SENTENCE.fullmatch(note) is not None and len(_TAG.sub(" ", note).split()) > 2


def _rewrite(text: str, changes: list[_Change]) -> str:
    out: list[str] = []
    at = 0
    for start, end, instead in changes:
        if start >= at:
            out += [text[at:start], instead]
            at = end
    return "".join([*out, text[at:]])
