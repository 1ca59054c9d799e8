"""HTML as a template of Vue: what its compiler takes as it is, and a wrapping for all else, so that no build stops.

The wrapping is an element whose content is a string, `<div v-html="'…'"></div>`: Vue writes it into the page as it stands.
"""

import re
from collections.abc import Mapping
from html import escape, unescape
from typing import Any, Final

from wpmigrate.render.values import Timestamp

_ELEMENTS: Final = frozenset(
    "a abbr address area article aside audio b bdi bdo big blockquote br button caption center cite code col colgroup data dd del "
    "details dfn div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hgroup hr i iframe img "
    "input ins kbd label legend li main map mark menu meter nav object ol optgroup option output p param picture pre progress q "
    "rp rt ruby s samp section select small source span strike strong sub summary sup table tbody td tfoot th thead time tr track "
    "tt u ul var video wbr".split()
)
_VOID: Final = frozenset("area br col embed hr img input param source track wbr".split())
_INLINE: Final = frozenset(
    "a abbr b bdi bdo big br button cite code del dfn em font i img input ins kbd label mark q s samp small span strike strong sub sup"
    " time tt u var wbr".split()
)
_ASSETS: Final = frozenset(("src", "poster"))
_OWN: Final = frozenset(("is", "key", "ref", "slot", "inner-html", "text-content"))
_TOKEN = re.compile(r"<!--(?!-?>)(?:[^-]|-(?!->|-!>))*+-->|<(?:[^\"'<>]|\"[^\"]*\"|'[^']*')*>|[^<]+")
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)((?:[^\"'<>]|\"[^\"]*\"|'[^']*')*?)\s*(/?)>")
_ATTRIBUTES = re.compile(r"(?:\s+[a-zA-Z][\w-]*(?:=\"[^\"]*\")?)*\s*")
_ATTRIBUTE = re.compile(r"""([^\s=/"'<>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_EXTERNAL = re.compile(r"(?:https?:)?//|data:|#", re.IGNORECASE)
_CLOSERS = re.compile(r"(?:\s*</[A-Za-z][^\s<>]*>)+\s*")
_TAMED: Final = " v-pre"
_WRAPPED = re.compile(r"""<(div|span) v-html="'([^"]*)'"></\1>""")
_BOUND = re.compile(r"""(<img) :src="'([^"]*)'\"""")
_IN_STRING: Final = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_STRING = re.compile("[\\\\'\n\r\u2028\u2029]")
_ESCAPED = re.compile(r"\\(u202[89]|.)")


def is_template(html: str, *, escaped: bool = False) -> bool:
    """Say whether Vue compiles some HTML to the same HTML: known elements, each closed, with attributes that are only that.

    `escaped` says that braces are escaped, and what has to be wrapped is so already.
    """
    if escaped:
        html = _BOUND.sub(r"\1", _WRAPPED.sub("", html))
    return _left_open(html, escaped=escaped) == []


def _left_open(html: str, *, escaped: bool = False) -> list[str] | None:
    """Answer the elements that a piece of HTML opens and leaves so; None where Vue would stop, or read something else."""
    open_tags: list[str] = []
    at = 0
    for token in _TOKEN.finditer(html):
        if token.start() != at:
            return None
        at = token.end()
        text = token[0]
        if text[0] != "<":
            if "{{" in text and not escaped:
                return None
        elif not text.startswith("<!--") and not _tag_fits(text, open_tags):
            return None
    return open_tags if at == len(html) else None


def _tag_fits(text: str, open_tags: list[str]) -> bool:
    tag = _TAG.fullmatch(text)
    if tag is None:
        return False
    if tag[1]:
        return bool(open_tags) and open_tags.pop() == tag[2]
    if tag[3].startswith(_TAMED):
        open_tags.append(tag[2])
        return True
    if tag[2] not in _ELEMENTS:
        return False
    if tag[2] not in _VOID:
        open_tags.append(tag[2])
        if tag[4]:
            return False
    return _attributes_fit(tag[3])


def _attributes_fit(source: str) -> bool:
    if not _ATTRIBUTES.fullmatch(source):
        return False
    found = [(one[1].lower(), one[2] or "") for one in _ATTRIBUTE.finditer(source)]
    names = {name for name, _ in found}
    return (
        len(names) == len(found)
        and not names & _OWN
        and not any(name.startswith("v-") for name in names)
        and all(_is_external(value) for name, value in found if name in _ASSETS)
    )


def _is_external(url: str) -> bool:
    """Say whether no file beside the text is meant, which would have to be there."""
    return bool(_EXTERNAL.match(url)) or url.startswith("/")


def as_template(html: str) -> str:
    """Write a piece of HTML so that Vue takes it: as it is, a single tag without what Vue would read in it, or wrapped."""
    bare = html.replace("{{", "{&#123;")
    tag = _TAG.fullmatch(bare.strip())
    if tag is not None and tag[2].lower() not in _VOID:
        return bare if tag[1] or (tag[2] in _ELEMENTS and _attributes_fit(tag[3])) else _tamed(tag)
    # What closes the elements that an opening piece leaves open is a piece of its own.
    return bare if _left_open(bare) is not None or _CLOSERS.fullmatch(bare) else wrapped(html)


def _tamed(tag: re.Match[str]) -> str:
    """Keep the attributes of a tag, each once, and let Vue read nothing in it and below it."""
    given: dict[str, str] = {}
    for one in _ATTRIBUTE.finditer(tag[3]):
        given.setdefault(one[1], unescape(one[2] or one[3] or one[4] or ""))
    kept = "".join(f' {name}="{escape(value)}"' for name, value in given.items() if name != "v-pre")
    return f"<{tag[2]}{_TAMED}{kept}>"


def held(value: Any) -> Any:
    """Answer front matter that Vue can keep in a script: an invisible character stands in what would end one."""
    if isinstance(value, Timestamp):
        return value
    if isinstance(value, str):
        return _SCRIPT_END.sub("<\u2060/", value) if "</" in value else value
    if isinstance(value, Mapping):
        return {held(str(name)): held(inner) for name, inner in value.items()}
    return [held(inner) for inner in value] if isinstance(value, list | tuple) else value


def wrapped(html: str) -> str:
    """Write HTML as a string that Vue puts into the page."""
    first = _TAG.match(html.lstrip())
    name = "span" if first is None or first[2].lower() in _INLINE else "div"
    return f"<{name} v-html=\"'{quoted(html)}'\"></{name}>"


def quoted(text: str) -> str:
    """Write a text as it stands in a string of JavaScript in an attribute."""
    return escape(_STRING.sub(lambda char: _IN_STRING[char[0]], text), quote=False).replace('"', "&quot;")


def unwrapped(text: str) -> str:
    """Answer what Vue makes of wrapped HTML and of bound addresses."""
    if "v-html" in text:
        text = _WRAPPED.sub(lambda found: _unquoted(found[2]), text)
    return (
        _BOUND.sub(lambda found: f'{found[1]} src="{escape(_unquoted(found[2]))}"', text) if ":src=" in text else text
    )


def _unquoted(text: str) -> str:
    return _ESCAPED.sub(lambda found: _READ.get(found[1], found[1]), unescape(text))


_SCRIPT_END = re.compile(r"</(?=script)", re.IGNORECASE)
_READ: Final = {"n": "\n", "r": "\r", "u2028": "\u2028", "u2029": "\u2029"}
