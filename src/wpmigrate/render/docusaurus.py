"""What Docusaurus reads in Markdown beyond CommonMark: directives, emoji, ids of headings; and what React would stop at in HTML.

Its extensions look at text whose escapes and comments are gone, so that only an element keeps two characters apart.
"""

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import Any, Final

from wpmigrate.content.nodes import Image
from wpmigrate.render.astro import decodable
from wpmigrate.render.dialect import Place
from wpmigrate.render.values import Timestamp
from wpmigrate.render.vitepress import fence_as_html

_APART: Final = "<wbr>"
_COLON = re.compile(r":(?=[A-Za-z0-9_+-]+[:\[{]|[A-Za-z][\w-]*\Z)|^(?P<fence>[ \t]*:)(?=:)", re.MULTILINE)
_BARE_URL = re.compile(r"(https?\\?:)(//[^\s/?#]*)|\b(www)(\.[^\s/?#]*)", re.IGNORECASE)
_HOST = re.compile(r"(?:https?:)?(?://)?[\w.-]+(?::\d{1,5})?", re.IGNORECASE)
_END: Final = ".,;:!?)'\"*_~"
_WITH_HOST = re.compile(r"(?:https?:)?//[^/?#]*", re.IGNORECASE)
_TITLE = re.compile(r"^#(?=[ \t])", re.MULTILINE)
_FENCES = re.compile(r"(^(?:```|~~~).*?^(?:```|~~~)[`~]*[ \t]*$)", re.DOTALL | re.MULTILINE)
_HEADING_ID = re.compile(r"^[ \t]*#.*\{#", re.MULTILINE)
_BOM: Final = "\ufeff"
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)((?:[^\"'<>]|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(r"""(\s)([^\s=/"'<>]+)(\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)""")
_DECLARATION = re.compile(r"\s*-{0,2}[a-zA-Z][\w-]*\s*:\s*[^;{}]+")
_ROOTED = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_PLAIN_ALT = re.compile(r"[^&<>{}:\\\"'`*_\[\]~|^\ufeff]*")
_ODD = re.compile(r"[\x00-\x20\"#%()*+:<>?\[\\\]^`{|}~\x7f]")
_PRE = re.compile(r"(<pre\b[^>]*>)(?!\s*<code)(.*?)(</pre>)", re.DOTALL)
_SCRIPT_END = re.compile(r"</(?=script)", re.IGNORECASE)
_RENAMED: Final = frozenset(("ref", "key", "dangerouslysetinnerhtml"))


def escape_docusaurus(text: str, place: Place) -> str:
    """Disarm what Docusaurus would read as its own in finished Markdown of one place."""
    return _PLACES[place](text)


def as_read(text: str) -> str:
    """Answer what is left when the elements that keep characters apart are gone."""
    return text.replace(_APART, "") if _APART in text else text


def _text(text: str) -> str:
    if ":" in text:
        text = _COLON.sub(lambda found: found[0] + _APART, text)
    if "//" in text or "www." in text:
        text = _BARE_URL.sub(_unlinked, text)
    return text.replace("{#", f"{{{_APART}#").replace(_BOM, "&#65279;")


def _unlinked(found: re.Match[str]) -> str:
    """Keep a bare address that is none from being made a link: one with such a host stops Docusaurus."""
    before, after = found[1] or found[3], found[2] or found[4]
    return found[0] if _HOST.fullmatch(found[0].replace("\\", "").rstrip(_END)) else f"{before}{_APART}{after}"


def _url(text: str) -> str:
    """Keep an address decodable, and one with an impossible host from being read."""
    url = decodable(text)
    bare = url[1:-1] if url[:1] == "<" else url
    host = _WITH_HOST.match(bare)
    if host is None or _HOST.fullmatch(host[0]):
        return url
    return f"[{escape(bare)}](pathname://{bare})" if bare != url else f"pathname://{url}"


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


def _code(text: str) -> str:
    """Write code as HTML in which Docusaurus would escape what it takes for the id of a heading."""
    return fence_as_html(text) if "{#" in text and _HEADING_ID.search(text) else text


def without_titles(body: str) -> str:
    """Lower the headings of a body that was Markdown already, the first of which would be taken for the title."""
    if not _TITLE.search(body):
        return body
    pieces = _FENCES.split(body)
    return "".join(piece if number % 2 else _TITLE.sub("##", piece) for number, piece in enumerate(pieces))


_PLACES: Final[dict[Place, Callable[[str], str]]] = {"text": _text, "html": _html, "url": _url, "code": _code}


def picture(node: Image) -> str | None:
    """Write a picture as HTML where Docusaurus would look for its file, or where words in it would be read as Markdown."""
    if _ROOTED.match(node.src) and _PLAIN_ALT.fullmatch(f"{node.alt}{node.title}"):
        return None
    title = f' title="{_said(node.title)}"' if node.title else ""
    return f'<img src="{_said(node.src)}" alt="{_said(node.alt)}"{title}>'


def _said(text: str) -> str:
    return escape(" ".join(text.split("\n"))).replace("|", "&#124;")


def held(value: Any) -> Any:
    """Answer front matter that Docusaurus can write as a script: it escapes no backslash, and no end of one.

    An invisible character stands after each backslash, and in what would end a script.
    """
    if isinstance(value, Timestamp):
        return value
    if isinstance(value, str):
        return _SCRIPT_END.sub("<\u2060/", value.replace("\\", "\\\u2060"))
    if isinstance(value, Mapping):
        return {held(str(name)): held(inner) for name, inner in value.items()}
    return [held(inner) for inner in value] if isinstance(value, list | tuple) else value


def route_of(url: str) -> str:
    """Say a path so that a route can have it: what routes give a meaning is `~` and its number."""
    return _ODD.sub(lambda char: f"~{ord(char[0]):04x}", url)
