"""What Astro does to Markdown beyond CommonMark: it imports pictures with a relative address, and decodes every address.

A relative picture whose file is not beside the text stops the build, so it is written as HTML, which Astro leaves alone. An
address whose escapes are no UTF-8 loses the whole text, so its percent sign is escaped.
"""

import re
from html import escape
from typing import Final

from wpmigrate.content.nodes import Image
from wpmigrate.render.dialect import Place

_ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+|%")
_SOURCE = re.compile(r"""(<img\s(?:[^>"']|"[^"]*"|'[^']*')*?\bsrc\s*=\s*)("[^"]*"|'[^']*'|[^\s>"']+)""", re.IGNORECASE)
_ROOTED = re.compile(r"/|[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_PUNCTUATION: Final = {ord(char): f"&#{ord(char)};" for char in "\\`*_[]|{}"}


def escape_astro(text: str, place: Place) -> str:
    """Keep addresses of finished Markdown in a form that can be decoded."""
    if "%" not in text:
        return text
    if place == "url":
        return decodable(text)
    return _SOURCE.sub(lambda found: found[1] + decodable(found[2]), text) if place == "html" else text


def decodable(url: str) -> str:
    """Escape each percent sign that begins no character."""
    return _ESCAPES.sub(_checked, url)


def _checked(found: re.Match[str]) -> str:
    run = found[0]
    try:
        bytes.fromhex(run.replace("%", "")).decode("utf-8")
    except ValueError:
        return run.replace("%", "%25")
    return run if len(run) > 1 else "%25"


def relative_picture(node: Image) -> str | None:
    """Write a picture with a relative address as HTML."""
    if _ROOTED.match(node.src):
        return None
    alt, title = (escape(text).translate(_PUNCTUATION).replace("\n", " ") for text in (node.alt, node.title))
    said = f' title="{title}"' if title else ""
    return f'<img src="{escape(decodable(node.src)).translate(_PUNCTUATION)}" alt="{alt}"{said}>'
