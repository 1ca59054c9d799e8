"""Bodies that came through whole, found without reading every tag: most of both sides is spelled alike.

Both sides are cut at the edges of blocks, into lines of text with marks, links and pictures, and what makes the outline between
them. Where all of that is the same in the same order, so is what a reader is shown. Only elements are known here that mean the
same wherever they stand; whatever else is in a body, and whatever differs, is for the whole comparison to judge.
"""

import re
from collections.abc import Sequence
from typing import Final

from wpmigrate.content.html.addresses import address
from wpmigrate.content.html.urls import clean_url, is_safe
from wpmigrate.content.nodes import FootnoteDefinition, Node
from wpmigrate.content.tokens import Parsed, Tokens
from wpmigrate.render.flow import Resolve
from wpmigrate.render.html import nodes_html
from wpmigrate.render.shown import link_of
from wpmigrate.render.tags import attributes, spelled, squeezed, without_odd_comments

_GIVEN: Final = (
    "(?: (?:class|id|style|align|valign|dir|lang|width|height|border|cellpadding|cellspacing|colspan|rowspan|scope|role"
    r'|color|face|size)="[\w :;.,%#-]*")*+'
)
"""Attributes that neither show nor name anything: no address fits into them."""
_GIVEN_TO_LIST: Final = r'(?: (?:id|class)="(?![^"]*gallery)[\w -]*")*+'
_GIVEN_TO_CODE: Final = r'(?: (?:class|lang)="(?!footnote)[\w -]*")*+'
_LINES: Final = (
    "p|figure|figcaption|section|article|main|header|footer|nav|aside|address|hgroup|center"
    "|d[ltd]|caption|thead|tbody|tfoot|details|summary"
)
"""Elements that begin and end a line, and mean no more."""
_UNSEEN: Final = "span|cite|small|big|font|abbr|time|label|q|var|samp|dfn"
"""Elements in a line that mean nothing to the comparison."""
_EDGE: Final = re.compile(
    rf"<(?:(?:{_LINES}|div(?! [^<>]*footnote)){_GIVEN}|br ?/?|/(?:{_LINES}|div|li|t[dh]|blockquote)"
    rf"|((?:h[1-6]|table|t[rdh]|blockquote|hr)(?={_GIVEN}(?: ?/)?>)"
    rf'|(?:li|ul|ol(?: start="[0-9]+")?)(?={_GIVEN_TO_LIST}>)|/(?:h[1-6]|table|tr|[uo]l)(?=>))[^<>]*'
    rf"|pre(?![^<>]*verse){_GIVEN}><code{_GIVEN_TO_CODE}>([^<]*)</code></pre"
    rf"|pre(?![^<>]*verse){_GIVEN}>([^<]*)</pre"
    r"|iframe ([^<>]*)></iframe"
    r")>\s*+"
)
"""Where to cut, and what to keep: what makes the outline, code with a mark or without one, and frames."""
_KEPT: Final = _EDGE.groups + 1
_MARKED: Final = "\0"
"""What begins a part that is no line of text; nothing else holds it."""
_CODE, _PLAIN_CODE, _FRAME = f"{_MARKED}+ ", f"{_MARKED}- ", f"{_MARKED}frame <"
_OF_FRAME: Final = frozenset(
    "width height title name class id style frameborder allow allowfullscreen scrolling loading referrerpolicy".split()
)
_CELLS: Final = frozenset((f"{_MARKED}td", f"{_MARKED}th"))
_HEADLESS: Final = re.compile(
    r'<thead>\s*+<tr>(?:<th(?: style="[a-z: -]*")?></th>)*+</tr>\s*+</thead>'
    r"(?=\s*+(?:<tbody>\s*+)?(?:<tr>|</table>))"
)
"""The head that Markdown must give to each table, without a word."""

_LINE: Final = re.compile(
    "[^<]*+(?:<(?:/?(?:em|strong|code|b|i|del|s|strike|sub|mark|kbd|u|ins|tt)"
    rf"|/?(?:{_UNSEEN}){_GIVEN}|/a|img [^<>]*"
    '|a(?: (?:(?:href|title|rel)="[^"<>]*"|target="_?[a-z]*"|id="[\\w-]*"|class="(?![^"<>]*file)[^"<>]*"))++'
    ")>[^<]*+)*+"
)
"""A line in which all tags are known; no `<sup>`, in which a link may be the number of a note."""
_SPAN: Final = re.compile(rf"</?(?:{_UNSEEN})(?: [^<>]*)?>")
_LEADING: Final = re.compile("<(a|img) ([^<>]*)>")
_PLAIN_LINK: Final = re.compile(
    r'href="([^"<>&\s\x00-\x20]*)"(?: title="([^"&]*)")?(?: (?:rel|target|class|id)="[^"]*")*+\Z'
)
_SURELY: Final = ("https://", "http://", "/")
_PLAIN_IMAGE: Final = re.compile(
    r'(?:class="[\w -]*" )?src="([^"<>&\s]+)" alt="([^"&]*)"(?: (?:class="[\w -]*"|(?:width|height)="[0-9]*"))*+ ?/?\Z'
)
_TAG: Final = re.compile("<[^<>]*>")
_COMMENT: Final = re.compile("<!--([^<>]*)-->")
_COMMENT_IN_CODE: Final = re.compile("<pre[^<]*+(?:<(?!/?pre|!--)[^<]*+)*+<!--")
_NO_TAG: Final = re.compile(r"<[^<>]*+(?:<|\Z)")
_OTHER_ENTITY: Final = re.compile("&(?!(?:amp|lt|gt|quot);)")
_NESTED: Final = re.compile(r"<([a-z]+)>([^<]*+)</\1>")
_NAMES: Final = tuple(
    (f"{begin}{other}>", f"{begin}{name}>")
    for other, name in (("b", "strong"), ("i", "em"), ("s", "del"), ("strike", "del"), ("tt", "code"))
    for begin in ("<", "</")
)


class _UnclearError(Exception):
    """What this says is not surely seen here."""


def count_if_alike(source: Parsed, html: str, lead: Resolve) -> int | None:
    """Count the words of a source if some HTML surely shows the same; `lead` says where an address of the source leads."""
    try:
        mine, theirs = _cut(_written_out(source.html, source.tokens)), _cut(_with_no_notes(html))
        return _count(mine) if len(mine) == len(theirs) and _are_alike(mine, theirs, lead) else None
    except _UnclearError:
        return None


# --- the two sides as one HTML each


def _written_out(html: str, tokens: Tokens) -> str:
    """Answer the HTML of a source with what its tokens stand for."""

    def stand_in(found: re.Match[str]) -> str:
        entry = tokens.find(found[1])
        if entry is None:
            return "<br>" if found[1].strip().startswith(("more", "nextpage")) else "<!---->"
        around = "<br>" if entry[1] else "<!---->"
        return f"{around}{_of_nodes(entry[0], tokens)}{around}"

    html = _with_no_notes(html.removeprefix("<!---->"))
    if "<!--" in html and _COMMENT_IN_CODE.search(html):
        raise _UnclearError  # a token stands for its source there
    return _COMMENT.sub(stand_in, html) if "<!--" in html else html


def _of_nodes(nodes: Sequence[Node], tokens: Tokens) -> str:
    if isinstance(nodes, Parsed):
        return _written_out(nodes.html, nodes.tokens)
    if any(isinstance(node, FootnoteDefinition) for node in nodes):
        raise _UnclearError
    return _written_out(nodes_html(nodes), tokens)


def _with_no_notes(html: str) -> str:
    """Refuse a repetition for browsers without scripts, which changes what pictures mean anywhere."""
    if "<noscript" in html:
        raise _UnclearError
    return without_odd_comments(html)


def _cut(html: str) -> list[str]:
    """Cut HTML at its edges: what is left are lines, and what makes the outline."""
    if _MARKED in html:
        raise _UnclearError
    if "&nbsp;" in html:
        html = html.replace("&nbsp;", "\xa0")
    if "<!--" in html:
        if _NO_TAG.search(html) or _OTHER_ENTITY.search(html):
            raise _UnclearError  # what a comment keeps apart
        html = _COMMENT.sub("", html)
    if "></th>" in html:
        html = _HEADLESS.sub("", html)
    parts: list[str | None] = _EDGE.split(html)
    parts[0] = parts[0] and parts[0].strip()
    parts[1::_KEPT] = map(_OUTLINE.__getitem__, parts[1::_KEPT])
    if "<pre" in html or "<iframe" in html:
        for place, begin in enumerate((_CODE, _PLAIN_CODE, _FRAME), 2):
            parts[place::_KEPT] = [None if kept is None else begin + kept for kept in parts[place::_KEPT]]
    return list(filter(None, parts))


class _Outline(dict[str | None, str | None]):
    """What stands for each element that makes the outline."""

    def __missing__(self, name: str | None) -> str | None:
        """Mark it as what it is."""
        return name and _MARKED + name


_OUTLINE: Final = _Outline({None: None})
for _name in "h1 h2 h3 h4 h5 h6 table tr td th ul ol li blockquote hr".split():
    _OUTLINE.update({_name: _MARKED + _name, f"/{_name}": f"{_MARKED}/{_name}"})


# --- the comparison


def _are_alike(mine: Sequence[str], theirs: Sequence[str], lead: Resolve) -> bool:
    pairs = zip(mine, theirs, strict=True)
    for one, other in [pair for pair in pairs if pair[0] != pair[1] or "<" in pair[0]]:
        if one[0] == _MARKED or other[0] == _MARKED:
            if not _are_same_in_outline(one, other, lead):
                return False
        elif not _are_alike_in_line(one, other, lead):
            return False
    return True


def _are_same_in_outline(one: str, other: str, lead: Resolve) -> bool:
    """Answer whether two cells, frames or blocks of code are the same; Markdown gives code a mark that it may not have had."""
    if one in _CELLS:
        return other in _CELLS
    if one.startswith(_FRAME):
        return other.startswith(_FRAME) and _frame(one, lead) == _frame(other, str)
    for begin in (_CODE, _PLAIN_CODE):
        if one.startswith(begin):
            return other.startswith(_CODE) and _as_code(one.removeprefix(begin)) == _as_code(other.removeprefix(_CODE))
    return False


def _frame(part: str, lead: Resolve) -> str:
    """Answer what a frame shows, if its attributes say no more."""
    given = dict(attributes(part.removeprefix(_FRAME)))
    url = clean_url(_unrestored(given.pop("src", "")))
    plain = all(name in _OF_FRAME and "//" not in value and "(" not in value for name, value in given.items())
    if not plain or not url or url == "about:blank" or not is_safe(url):
        raise _UnclearError
    return spelled(lead(url))


def _are_alike_in_line(one: str, other: str, lead: Resolve) -> bool:
    """Answer whether two lines show the same: words, marks, pictures, and where links lead."""
    if not _LINE.fullmatch(one) or not (one == other or _LINE.fullmatch(other)):
        return False
    if "<a " in one or "<img " in one:
        mine, theirs = _LEADING.split(one), _LEADING.split(other)
        if mine[1::3] != theirs[1::3]:
            return False
        for name, given, led in zip(mine[1::3], mine[2::3], theirs[2::3], strict=True):
            if not _LEAD_ALIKE[name](given, led, lead):
                return False
        if mine[::3] == theirs[::3]:
            return True
        one, other = "<>".join(mine[::3]), "<>".join(theirs[::3])
    return one == other or _as_spelled(one) == _as_spelled(other)


def _are_links_alike(mine: str, theirs: str, lead: Resolve) -> bool:
    plain, led = _PLAIN_LINK.match(mine), _PLAIN_LINK.match(theirs)
    if plain and led and plain[2] == led[2] and plain[1].startswith(_SURELY) and is_safe(led[1]):
        return spelled(lead(_unrestored(plain[1]))) == spelled(led[1])
    return link_of(attributes(mine), lead, _unrestored) == link_of(attributes(theirs), str, str)


def _are_images_alike(mine: str, theirs: str, lead: Resolve) -> bool:
    """Answer whether two pictures are one; what has no description may have been given that of the library."""
    (src, alt), (led, said) = _picture(mine), _picture(theirs)
    return alt in ("", said) and spelled(lead(src)) == spelled(led)


def _picture(source: str) -> tuple[str, str]:
    """Answer the address and the words of a picture, if its attributes say no more."""
    plain = _PLAIN_IMAGE.match(source)
    given = {"src": plain[1], "alt": plain[2]} if plain else attributes(source)
    src = address(given, _unrestored)
    if not src or src.startswith("data:") or not is_safe(src, image=True) or "longdesc" in given:
        raise _UnclearError
    return src, squeezed(_unrestored(given.get("alt", "")))


def _unrestored(text: str) -> str:
    """Refuse what may be a token in an attribute."""
    if "wpm" in text:
        raise _UnclearError
    return text


_LEAD_ALIKE: Final = {"a": _are_links_alike, "img": _are_images_alike}


def _as_code(text: str) -> str:
    return text.replace('"', "&quot;").removeprefix("\n").removesuffix("\n")


def _as_spelled(line: str) -> str:
    """Spell a line without attributes one way."""
    if "<" in line:
        if "&" in line and _OTHER_ENTITY.search(line):
            raise _UnclearError  # what a tag keeps apart
        line = _renamed(_SPAN.sub("", line))
    if '"' in line:
        line = line.replace('"', "&quot;")
    return " ".join(line.split())


def _renamed(line: str) -> str:
    """Name the marks of a line one way; where they are not nested, it matters which one a tag ends."""
    renamed = line
    for other, name in _NAMES:
        renamed = renamed.replace(other, name)
    rest, before = line.replace("<>", "").replace("</a>", ""), ""
    while rest != before and renamed != line:
        rest, before = _NESTED.sub(r"\2", rest), rest
    if renamed != line and "<" in rest:
        raise _UnclearError
    return renamed


def _count(parts: Sequence[str]) -> int:
    """Count words, of which the lines of a body and its code are made."""
    text = "\n".join([part for part in parts if part[0] != _MARKED or part[1] in "+-"])
    codes = text.count(_MARKED)
    if "<" in text:
        text = _TAG.sub("", text.replace("<img ", " <img "))
    if "&" in text and _OTHER_ENTITY.search(text):
        raise _UnclearError
    return len(text.replace("\ufffc", " ").split()) - codes
