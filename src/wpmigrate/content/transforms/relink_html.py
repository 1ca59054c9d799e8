"""Every address in HTML that stays HTML, led somewhere else: in the attributes of its tags, in styles, in sets of sources."""

import re
from collections.abc import Callable, Mapping
from html import escape, unescape
from typing import Literal, TypeAlias

Use: TypeAlias = Literal["link", "image", "media"]
Resolve: TypeAlias = Callable[[str, Use], str]

_TAG = re.compile(r"""<([A-Za-z][A-Za-z0-9:-]*)((?:\s|/)(?:"[^"<]*"|'[^'<]*'|[^<>"'])*+)>""")
_ATTRIBUTE = re.compile(r"""(?<![^\s/"'])([^\s=/"'<>]++)(\s*+=\s*+)(?:"([^"]*)"|'([^']*)'|([^\s"'<>]++))""")
_STYLE = re.compile(r"(?<=<style)([^<>]*+>)([^<]*+)", re.IGNORECASE)
_IN_STYLE = re.compile(r"""(url\(\s*+)(?:(["'])((?:(?!\2).)*+)(?=\2)|([^'"()\s]++))""", re.IGNORECASE | re.DOTALL)
_IN_SET = re.compile(r"([^\s,]\S*+)((?:(?<!,)\s++[^,]*+)?)")
_PICTURES = frozenset(("img", "image", "amp-img", "source", "picture", "input"))

_USES: Mapping[str, Use] = {
    **dict.fromkeys(("href", "xlink:href", "cite", "longdesc", "action", "formaction"), "link"),
    **dict.fromkeys(("poster", "background"), "image"),
    **dict.fromkeys(("src", "data", "data-src", "data-lazy-src"), "media"),
}
"""Attributes that hold one address, and what for; a picture's are of an image."""

_BACKGROUNDS = frozenset(
    "data-bg data-bg-url data-bg-image data-background data-background-image data-lazy-bg data-lazy-background data-image-src".split()
)
_SETS = frozenset(("srcset", "imagesrcset", "data-srcset", "data-lazy-srcset"))
_ABSOLUTE = re.compile(r"(?:https?:)?//\S+\Z", re.IGNORECASE)
_FILMS = frozenset(("movie", "src", "url", "filename", "file", "data", "href"))
"""Names of a `<param>` whose value is an address."""


def relink_html(html: str, resolve: Resolve) -> str:
    """Answer HTML with each address as `resolve` has it."""
    if "=" not in html and "url(" not in html:
        return html
    led = _TAG.sub(lambda tag: f"<{tag[1]}{_attributes(tag[1].lower(), tag[2], resolve)}>", html)
    if "url(" not in led:
        return led
    return _STYLE.sub(lambda style: style[1] + _style(style[2], resolve), led)


def _attributes(tag: str, attributes: str, resolve: Resolve) -> str:
    names_film = tag == "param" and any(
        found[1].lower() == "name" and _value(found).lower() in _FILMS for found in _ATTRIBUTE.finditer(attributes)
    )

    def changed(found: re.Match[str]) -> str:
        value = _value(found)
        name = found[1].lower()
        if not value or (value[0] == "#" and tag != "a"):  # of a drawing, which names its own parts
            return found[0]
        new = resolve(value, "media") if names_film and name == "value" else _led(tag, name, value, resolve)
        return found[0] if new == value else f'{found[1]}{found[2]}"{escape(new)}"'

    return _ATTRIBUTE.sub(changed, attributes)


def _value(found: re.Match[str]) -> str:
    return unescape(found[3] or found[4] or found[5] or "")


def _led(tag: str, name: str, value: str, resolve: Resolve) -> str:
    """Answer the value of an attribute with its addresses led."""
    if name in _USES:
        use = _USES[name]
        return resolve(value, "image" if (tag in _PICTURES and use == "media") or tag == "image" else use)
    if name in _SETS:
        return _IN_SET.sub(lambda part: _candidate(part, resolve), value)
    if name == "style":
        return _style(value, resolve)
    if name == "ping":
        return " ".join(resolve(url, "link") for url in value.split())
    if name in _BACKGROUNDS and "/" in value:
        return _style(value, resolve) if "url(" in value else resolve(value, "image")
    told = name.startswith("data-") or (tag, name) == ("meta", "content")
    return resolve(value, "link") if told and _ABSOLUTE.match(value) else value


def _candidate(part: re.Match[str], resolve: Resolve) -> str:
    url = part[1].rstrip(",")
    return resolve(url, "image") + part[1][len(url) :] + part[2]


def _style(style: str, resolve: Resolve) -> str:
    """Lead the addresses in a style; a mark inside of the page, as filters have one, is none."""

    def changed(found: re.Match[str]) -> str:
        url = found[3] if found[2] else found[4]
        if not url.strip() or url.startswith(("#", "data:")):
            return found[0]
        return f"{found[1]}{found[2] or ''}{resolve(url, 'image')}"

    return _IN_STYLE.sub(changed, style)
