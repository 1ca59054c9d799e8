"""What kramdown and Python-Markdown take for Markdown where CommonMark does not, and how to take the meaning away.

Whatever is written for them is read the same by CommonMark too, so that one proof is good for all. They want more escapes, for
which not every backslash is known, and HTML where they and CommonMark disagree.
"""

import re
from collections.abc import Mapping
from typing import Final

from wpmigrate.render.dialect import Flavour
from wpmigrate.render.entities import entity

_PROSE = (
    r"\\(?=[!-/:-@\[-`{-~]|[ \t]*\n|\s*\Z)"
    r"|`"
    r"|\*+|_+|~+"
    r"|<(?! \S)"  # a tag may have any letter in its name
    r"|&(?=\#|[\w:][\w:.-]*;)"
    r"|\[(?=\^)"
    r"|\](?=[(:])"
)
_HOT: Final[Mapping[str, str]] = {
    "kramdown": _PROSE + r"|\{(?=[:#]|\Z)|\$(?=\$|\Z)|(?<=\$)\$|\||>(?=>)",  # attributes, formulas, tables, guillemets
    "python-markdown": _PROSE + r"|\{",  # attributes
}
_TEXT = {flavour: re.compile(hot) for flavour, hot in _HOT.items()}
_BRACKETED = {flavour: re.compile(hot + r"|[\[\]]|\A\^") for flavour, hot in _HOT.items()}
_ENTITIES: Final = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_NO_BACKSLASH: Final = frozenset("~|=:^?")
"""Characters in front of which some renderer would show the backslash."""

_LINE_START: Final = re.compile(
    r"^[ \t]*(?:(?P<number>\d+)(?=[.)](?:\s|\Z))"
    r"|(?=\#"
    r"|>"
    r"|[-+*](?:\s|\Z)"
    r"|-[- \t]*$"
    r"|~{3,}"
    r"|(?<=\n)[-=]+[ \t]*$"
    r"|(?<=\n)[|:]?[|: \t]*-[-|: \t]*$"
    r"|\|[|: \t-]*$"
    r"|:[ \t]"  # a definition
    r"|\^[ \t]*$"  # the end of a block
    r"|[!?]{3}"  # an admonition
    r"|\[TOC\]"
    r")(?P<first>.))",
    re.MULTILINE,
)


def escape_prose(text: str, flavour: Flavour, *, brackets: bool) -> str:
    """Escape prose; `brackets` inside of a link."""
    begin, stop = len(text) - len(text.lstrip()), len(text.rstrip())

    def disarm(match: re.Match[str]) -> str:
        found = match[0]
        if found[0] in "*_~" and begin < match.start() and match.end() < stop and not _delimits(text, match, flavour):
            return found
        if found == "`" and flavour == "kramdown":
            return "&#96;"  # rows of its tables are cut before escapes are read
        if found in "\\{" and text[match.end() :].lstrip(" \t")[:1] in ("", "\n"):
            return f"&#{ord(found)};"  # kramdown would break the line there, and nobody knows what comes next
        if found == "]" and text[match.end() : match.end() + 1] == ":":
            return "&#93;"  # kramdown's definitions know no escapes
        return _ENTITIES.get(found) or disarmed(found[0]) * len(found)

    return (_BRACKETED if brackets else _TEXT)[flavour].sub(disarm, text)


def disarmed(character: str) -> str:
    """Write a character so that it is only itself."""
    return f"&#{ord(character)};" if character in _NO_BACKSLASH else "\\" + character


def _delimits(text: str, match: re.Match[str], flavour: Flavour) -> bool:
    """Answer whether a run of `*`, `_` or `~` inside of a text might open or close a mark."""
    before, after = text[match.start() - 1], text[match.end()]
    if before.isspace() and after.isspace():
        return before == "\n" or len(match[0]) > 1  # the first of three might
    is_inside = before.isalpha() if flavour == "kramdown" else before.isalnum()
    return not (match[0][0] == "_" and is_inside and after.isalnum())


def guard(text: str) -> str:
    """Escape what would start another block at the start of a line."""
    return _LINE_START.sub(lambda match: match["number"] + "\\" if match["number"] else disarmed(match["first"]), text)


_URL_HOT = re.compile(r"[\"'`|\[\]{}^$*]|~(?=~)|(?<=~)~")
_IN_ATTRIBUTE = re.compile(r"[!\"#$&()*<>\[\\\]^_`{|}~]|\A'|'\Z")
_AUTOLINK = re.compile(r"(?:https?|ftp)://[^\x00-\x20<>&\x7f\"'`\\|\[\]{}^$*]+\Z")
_MAIL = re.compile(r"[A-Za-z0-9._-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+\Z")


def target(url: str) -> str:
    """Spell what a flavour would read before it reads the link around it; `url` is one already."""
    return _URL_HOT.sub(lambda match: f"%{ord(match[0]):02X}", url)


def attribute(text: str) -> str:
    """Write a title or an alternative text, in which some flavours know escapes and some do not: so without any."""
    return _IN_ATTRIBUTE.sub(entity, " ".join(text.split()))


def is_autolink(text: str) -> bool:
    """Answer whether a text may stand between `<` and `>` as a link to itself."""
    return bool(_AUTOLINK.match(text) or _MAIL.match(text))


_LIST_START = re.compile(r"\n *\{: start=\"\d+\"\}(?=\n|\Z)")


def as_commonmark(text: str, flavour: Flavour) -> str:
    """Answer finished Markdown without what CommonMark has no word for: the number that a list of kramdown starts with."""
    return _LIST_START.sub("", text) if flavour == "kramdown" and "{: start=" in text else text


# --- what ends a paragraph --------------------------------------------------------------------------------------------

_PYTHON_BLOCKS = (
    "address|article|aside|blockquote|body|canvas|center|colgroup|dd|details|div|dl|dt|fieldset|figcaption|figure|footer|form"
    "|group|h[1-6]|header|hgroup|hr|html|iframe|legend|li|main|map|math|menu|nav|noscript|object|ol|option|output|p|pre|progress"
    "|script|section|style|summary|table|tbody|td|textarea|tfoot|th|thead|tr|ul|video"
)
_KRAMDOWN_SPANS = (
    "a|abbr|acronym|b|bdo|big|br|button|cite|code|del|dfn|em|i|img|input|ins|kbd|label|mark|option|q|rb|rbc|rp|rt|rtc|ruby|samp"
    "|select|small|span|strong|sub|sup|tt|u|var"
)
_KRAMDOWN_BLOCKS = (
    "address|article|aside|applet|body|blockquote|caption|col|colgroup|dd|div|dl|dt|fieldset|figcaption|footer|form|h[1-6]|header"
    "|hgroup|hr|html|head|iframe|legend|menu|li|main|map|nav|ol|optgroup|p|pre|section|summary|table|tbody|td|th|thead|tfoot|tr|ul"
)
_BREAKS: Final = {
    "kramdown": re.compile(
        rf"^[ \t]*</?(?!(?:{_KRAMDOWN_SPANS})\b)[^\W\d]|<(?:{_KRAMDOWN_BLOCKS})\b|^[ \t]*<[!?]",
        re.IGNORECASE | re.MULTILINE,
    ),
    "python-markdown": re.compile(rf"^[ \t]*<(?:/?(?:{_PYTHON_BLOCKS})\b|[!?])", re.IGNORECASE | re.MULTILINE),
}
_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)", re.DOTALL)
_WHOLE: Final = {
    "kramdown": re.compile(rf"(?!<(?:{_KRAMDOWN_SPANS}|script|style)\b)<([A-Za-z][\w-]*)", re.IGNORECASE),
    "python-markdown": re.compile(rf"<({_PYTHON_BLOCKS})\b", re.IGNORECASE),
}


def breaks_out(text: str, flavour: Flavour) -> bool:
    """Answer whether a tag in a finished paragraph would be read as a block, or shown as text."""
    if flavour == "commonmark" or "<" not in text:
        return False
    return bool(_BREAKS[flavour].search(_SPAN.sub("", text)))


def is_whole(html: str, flavour: Flavour) -> bool:
    """Answer whether a flavour reads some HTML as one block: it starts and ends with the same element that is one."""
    if html.startswith("<!--"):
        return True
    name = _WHOLE[flavour].match(html)
    return name is not None and html.lower().endswith(f"</{name[1].lower()}>")
