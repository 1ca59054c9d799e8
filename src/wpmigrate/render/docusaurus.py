"""What Docusaurus reads in Markdown beyond CommonMark: directives, emoji, ids of headings; and what React would stop at in HTML.

Its extensions look at text whose escapes are gone, so that only something between two characters keeps them apart: a comment.
"""

import re
from collections.abc import Callable
from html import escape
from typing import Final

from wpmigrate.content.nodes import Image
from wpmigrate.render.dialect import Place

_APART: Final = "<!-- -->"
_COLON = re.compile(r":(?=[A-Za-z0-9_+-]+[:\[{]|[A-Za-z][\w-]*\Z)|^(?P<fence>[ \t]*:)(?=:)", re.MULTILINE)
_TITLE = re.compile(r"^#(?=[ \t])", re.MULTILINE)
_BOM: Final = "\ufeff"
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)((?:[^\"'<>]|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"""(\s)([^\s=/"'<>]+)(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)""")
_DECLARATION = re.compile(r"\s*-{0,2}[a-zA-Z][\w-]*\s*:\s*[^;{}]+")
_ROOTED = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_PLAIN_ALT = re.compile(r"[^&<>{}:\\\"'`*_\[\]~|^\ufeff]*")
_ODD = re.compile(r"[\x00-\x20\"#%()*+:<>?\[\\\]^`{|}~\x7f]")
_PRE = re.compile(r"(<pre\b[^>]*>)(?!\s*<code)(.*?)(</pre>)", re.DOTALL)
_RENAMED: Final = frozenset(("ref", "key", "dangerouslysetinnerhtml"))


def escape_docusaurus(text: str, place: Place) -> str:
    """Disarm what Docusaurus would read as its own in finished Markdown of one place."""
    return _PLACES[place](text)


def as_read(text: str) -> str:
    """Answer what is left when the comments that keep characters apart are gone."""
    return text.replace(_APART, "") if _APART in text else text


def _text(text: str) -> str:
    if ":" in text:
        text = _COLON.sub(lambda found: found[0] + _APART, text)
    return _TITLE.sub("##", text.replace("{#", f"{{{_APART}#")).replace(_BOM, "&#65279;")


def _html(html: str) -> str:
    # Docusaurus shows the content of a `pre` alone, and leaves its lines to the `code` in it.
    return _TAG.sub(_tag, _PRE.sub(r"\1<code>\2</code>\3", html) if "<pre" in html else html)


def _tag(found: re.Match[str]) -> str:
    """Rewrite what no tag of React can have: a name with a prefix, a style that is none, names of its own attributes."""
    name = found[2] if ":" not in found[2] else "span"
    return f"<{found[1]}{name}{_ATTRIBUTE.sub(_attribute, found[3])}>"


def _attribute(found: re.Match[str]) -> str:
    space, name, equals, value = found[1], found[2], found[3], found[4]
    if name.lower() in _RENAMED:
        return f"{space}data-{name}{equals}{value}"
    if name.lower() != "style":
        return found[0]
    quote = value[0] if value[0] in "\"'" else '"'
    kept = [part for part in value.strip("\"'").split(";") if _DECLARATION.fullmatch(part)]
    return f"{space}{name}{equals}{quote}{';'.join(kept)}{quote}" if kept else ""


def _as_it_is(text: str) -> str:
    return text


_PLACES: Final[dict[Place, Callable[[str], str]]] = {"text": _text, "html": _html, "url": _as_it_is, "code": _as_it_is}


def picture(node: Image) -> str | None:
    """Write a picture as HTML where Docusaurus would look for its file, or where words in it would be read as Markdown."""
    if _ROOTED.match(node.src) and _PLAIN_ALT.fullmatch(f"{node.alt}{node.title}"):
        return None
    title = f' title="{_said(node.title)}"' if node.title else ""
    return f'<img src="{_said(node.src)}" alt="{_said(node.alt)}"{title}>'


def _said(text: str) -> str:
    return escape(" ".join(text.split("\n"))).replace("|", "&#124;")


def route_of(url: str) -> str:
    """Say a path so that a route can have it: what routes give a meaning is `~` and its number."""
    return _ODD.sub(lambda char: f"~{ord(char[0]):04x}", url)
