"""Smilies as WordPress shows them: convert_smilies of WordPress 6.7 with its default table."""

import re

from wpmigrate.content.markup import Finder

_EMOJI = {
    ":neutral:": "😐", ":twisted:": "😈", ":arrow:": "➡", ":shock:": "😯", ":smile:": "🙂", ":???:": "😕", ":cool:": "😎",
    ":evil:": "👿", ":grin:": "😀", ":idea:": "💡", ":oops:": "😳", ":razz:": "😛", ":roll:": "🙄", ":wink:": "😉",
    ":cry:": "😥", ":eek:": "😮", ":lol:": "😆", ":mad:": "😡", ":sad:": "🙁", "8-)": "😎", "8-O": "😯", ":-(": "🙁",
    ":-)": "🙂", ":-?": "😕", ":-D": "😀", ":-P": "😛", ":-o": "😮", ":-x": "😡", ":-|": "😐", ";-)": "😉", "8O": "😯",
    ":(": "🙁", ":)": "🙂", ":?": "😕", ":D": "😀", ":P": "😛", ":o": "😮", ":x": "😡", ":|": "😐", ";)": "😉",
    ":!:": "❗", ":?:": "❓",
}  # fmt: skip
"""`:mrgreen:` is not here: WordPress has a picture of its own for it, and no character."""

_SPACE = "[\r\n\t \u00a0]"
_MAYBE = tuple(
    re.compile(rf"{first}(?<![^\r\n\t \u00a0<>;]{first})(?:{rest})(?=[\r\n\t \u00a0<>&]|\Z)")
    for first, rest in ((":", r"-?[()?DPox|]|(?:[a-z]+|!|\?+):"), (";", r"-?[()?DPox|]"), ("8", "-?[O)]"))
)
"""What each smiley and its neighbours look like at first sight, by its first character: found more quickly than any of them."""

_SMILEY = re.compile(
    rf"(?:(?<={_SPACE})|(?<=&nbsp;)|^)(?:{'|'.join(map(re.escape, sorted(_EMOJI, reverse=True)))})(?={_SPACE}|&nbsp;|$)",
    re.MULTILINE,
)
_KEPT_WHOLE = re.compile(r"<(code|pre|style|script|textarea)")


def replace_smilies(html: str) -> str:
    """Replace each smiley that stands between spaces by its emoji, but not in tags and code."""
    if not any(maybe.search(html) for maybe in _MAYBE) or not _SMILEY.search(html.replace(">", " ").replace("<", " ")):
        return html
    out: list[str] = []
    inside = ""
    for piece in _pieces(html):
        if not inside and (opening := _KEPT_WHOLE.match(piece)) and piece.endswith(">"):
            inside = opening[1]
        out.append(piece if inside or piece.startswith("<") else _SMILEY.sub(_emoji, piece))
        if piece == f"</{inside}>":
            inside = ""
    return "".join(out)


def emoji_of(smiley: str) -> str:
    """Answer the emoji of one smiley, or the smiley itself when it has none."""
    return _EMOJI.get(smiley.strip(), smiley)


def _emoji(smiley: re.Match[str]) -> str:
    return _EMOJI[smiley[0]]


def _pieces(html: str) -> list[str]:
    """Cut `html` into tags, each on one line, and what stands between them."""
    find = Finder(html)
    out: list[str] = []
    at = start = 0
    while (start := html.find("<", start)) >= 0 and (end := find(">", start)) >= 0:
        if 0 <= find("\n", start) < end:
            start += 1
            continue
        out += [html[at:start], html[start : end + 1]]
        at = start = end + 1
    return [*out, html[at:]]
