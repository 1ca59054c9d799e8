"""A `<` in prose: `a<b`, `<T>`, `Map<String, Integer>`, `<john@a.example>`.

A browser takes each for a tag and hides what stands in it. Its writer meant the words, so that they are text here: more than a
reader saw, never less, and in the writer's own capitals, which a parser would not keep.
"""

import re

from wpmigrate.content.html.dom import ELEMENT

_MARKS = "a|b|code|del|em|i|ins|kbd|mark|p|q|s|strike|strong|sub|sup|tt|u"
"""Elements whose attributes always have values, but for a few."""

_OTHERS = (
    "abbr|acronym|address|amp-img|applet|area|article|aside|audio|base|basefont|bdi|bdo|bgsound|big|blink|blockquote|body|br|button|canvas"
    "|caption|center|cite|col|colgroup|command|content|data|datalist|dd|details|dfn|dialog|dir|div|dl|dt|element|embed|fieldset|figcaption"
    "|figure|font|footer|form|frame|frameset|g|h1|h2|h3|h4|h5|h6|head|header|hgroup|hr|html|iframe|image|img|input|isindex|keygen|label"
    "|legend|li|link|listing|main|map|marquee|math|menu|menuitem|meta|meter|multicol|nav|nextid|nobr|noembed|noframes|noscript|object|ol"
    "|optgroup|option|output|param|path|picture|plaintext|pre|progress|rb|rect|rp|rt|rtc|ruby|samp|script|search|section|select|shadow"
    "|slot|small|source|spacer|span|style|summary|svg|table|tbody|td|template|textarea|tfoot|th|thead|time|title|tr|track|ul|use|var"
    "|video|wbr|xmp"
)
_KNOWN = re.compile(rf"(?:{_MARKS}|{_OTHERS})\Z", re.IGNORECASE)
_IS_MARK = re.compile(rf"(?:{_MARKS})\Z", re.IGNORECASE)

_ODD = rf"""<(?:(?<=[\w<]<)(?=(?-i:[A-Z][a-z]+)>)|(?!(?:{_MARKS}|{_OTHERS})\s*+/?>))([A-Za-z][^\s/<>"'=]*+)([^<>"'=]*+)(>|(?=<)|\Z)"""
"""A tag without any value that is not one of a known element without attributes, or that is spelled and stands as
in `List<Object>`; one that never ends before the next begins."""

_BARE = re.compile(r"""<([A-Za-z][^\s/<>"'=]*+)([^<>"'=]*+)(>|(?=<)|\Z)""", re.IGNORECASE)
_SURE = frozenset((name, rest, ">") for name in f"{_MARKS}|{_OTHERS}".split("|") for rest in ("", "/", " /", " "))
"""Tags without attributes as nearly all are written: found at once, and never prose."""
_PIECE = re.compile(
    rf"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|textarea|xmp|title|iframe|noembed|noframes)(?=[\s/>]).*?(?:</(?P=raw)|\Z)|(?P<odd>{_ODD})",
    re.IGNORECASE | re.DOTALL,
)
_CUT = "\0"
_GLUED = re.compile(r"[\w)\]]")
_CLOSED = re.compile(r"</([A-Za-z][^\s/>]*)")
_UNCLOSED = frozenset("br dd dt hr li p tbody td th tr wbr".split())
"""Elements that people do not close, however they spell them."""

_ALONE = frozenset(
    "autofocus class contenteditable download draggable hidden href id inert itemscope name nowrap spellcheck style target title".split()
)
"""Attributes that may stand without a value."""


def with_prose(html: str) -> str:
    """Answer HTML in which each `<` that begins no element is a character; what cuts a tag short is an attribute to a browser."""
    if _SURE.issuperset(_BARE.findall(html)):
        return html
    closed = frozenset(name.lower() for name in _CLOSED.findall(html))

    def escaped(piece: re.Match[str]) -> str:
        if piece["odd"] is None:
            return piece[0]
        if _is_prose(piece, closed):
            return f"&lt;{piece[0][1:]}"
        if piece[5] or piece.end() == len(html):
            return piece[0]
        return f"{piece[0]}>" if html.startswith("<!--", piece.end()) else f"{piece[0]}{_CUT}"

    return _PIECE.sub(escaped, html).replace(f"{_CUT}<", " ")


def _is_prose(piece: re.Match[str], closed: frozenset[str]) -> bool:
    name, rest, end = piece[3].lower(), piece[4], piece[5]
    words = rest.rstrip("/").split()
    if not ELEMENT.fullmatch(name):
        return True
    if not _KNOWN.match(name):
        return ":" not in name and name not in closed and not rest.endswith("/")
    glued = _GLUED.match(piece.string, max(piece.start() - 1, 0), piece.start()) is not None
    if end and not words:
        return glued and name not in closed and name not in _UNCLOSED
    if not _IS_MARK.match(name):
        return glued and not rest and not end and not piece.string.startswith("</", piece.end())
    if words:
        return (glued or name not in ("a", "p")) and not _ALONE.issuperset(map(str.lower, words))
    return not end and (glued or piece.end() == len(piece.string) or piece.string.startswith("</", piece.end()))
