"""Names and titles as a reader sees them: entities decoded exactly once, markup gone."""

import html
import re
from typing import Final

# Only names that HTML knows are markup: `Vec<T>` and `<태그>` are text, and stay.
_NAMES: Final = (
    "a abbr acronym address article aside audio b bdi bdo big blink blockquote br button canvas caption center cite code"
    " col dd del details dfn dialog div dl dt em embed fieldset figcaption figure font footer form h1 h2 h3 h4 h5 h6"
    " header hgroup hr i iframe img input ins kbd label legend li link main map mark marquee menu meta meter nav nobr"
    " noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp script section select"
    " small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time"
    " title tr track tt u ul var video wbr"
)
_ELEMENTS: Final = frozenset(_NAMES.split())
_UNSEEN: Final = frozenset(("script", "style", "template", "noscript", "iframe", "textarea", "title"))
_SPACED: Final = frozenset(("br", "p", "div", "li", "tr", "hr"))
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)(?=[\s/>])[^<>]*>")
_SPACES = re.compile(r"[ \t\r\n\f]+")


def plain_name(text: str) -> str:
    """Decode a name: it is stored HTML-escaped, and is no fragment."""
    return html.unescape(text).strip() if "&" in text else text.strip()


def stored_name(text: str) -> str:
    """Write a name so that `plain_name` answers it again."""
    return text if plain_name(text) == text else html.escape(text, quote=False)


def plain_title(fragment: str) -> str:
    """Read a title, an HTML fragment, as the text a reader sees."""
    text = _without_markup(fragment) if "<" in fragment else fragment
    return _SPACES.sub(" ", html.unescape(text) if "&" in text else text).strip()


def _without_markup(fragment: str) -> str:
    parts: list[str] = []
    at = 0
    while (opened := fragment.find("<", at)) >= 0:
        parts.append(fragment[at:opened])
        text, at = _after(fragment, opened)
        parts.append(text)
    parts.append(fragment[at:])
    return "".join(parts)


def _after(fragment: str, opened: int) -> tuple[str, int]:
    """Answer what a reader sees of the tag, comment or plain `<` at `opened`, and where the text goes on."""
    if fragment.startswith("<!--", opened):
        closed = fragment.find("-->", opened + 4)
        return ("", closed + 3) if closed >= 0 else ("", len(fragment))
    tag = _TAG.match(fragment, opened)
    name = tag[1].lower() if tag else ""
    if tag is None or name not in _ELEMENTS:
        return "<", opened + 1
    if name in _UNSEEN and fragment[opened + 1] != "/":
        return "", _closing(fragment, name, tag.end())
    return " " if name in _SPACED else "", tag.end()


def _closing(fragment: str, name: str, start: int) -> int:
    close = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(fragment, start)
    return close.end() if close else len(fragment)
