"""What Pelican reads in finished HTML: an address that begins with a brace or a bar is one of its own links, so no other may."""

import re
from typing import Final

from wpmigrate.render.dialect import Place
from wpmigrate.render.metalines import one_line

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_VALUE = re.compile(r"""(=\s*["'])([{|])""")
_MARKS = re.compile(r"[\\`*_\[\]<>&~|{}$:^#!]|\A[-+=]|(?<=\A\d)[.)]|(?<=\A\d\d)[.)]|(?<=\A\d{3})[.)]|(?<=\A\d{4})[.)]")
_ENTITY: Final = {"{": "&#123;", "|": "&#124;"}
_ESCAPED: Final = {"{": "%7B", "|": "%7C"}
ESCAPES: Final = ("%7Bfilename%7D", "%7Bstatic%7D", "%7Battach%7D")


def escape_links(text: str, place: Place) -> str:
    """Disarm an address that Pelican would take for its own, in finished Markdown of one place.

    Control characters, with which its feeds stop the build, become the character that stands for one.
    """
    text = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
    if place == "url":
        return _ESCAPED.get(text[:1], "") + text[1:] if text[:1] in _ESCAPED else text
    if place == "html" and ("{" in text or "|" in text):
        return _VALUE.sub(lambda found: found[1] + _ENTITY[found[2]], text)
    return text


def summary_line(text: str) -> str:
    """Say a summary: Pelican takes it for Markdown, of which its first words may be metadata again."""
    return _MARKS.sub(lambda found: f"&#{ord(found[0])};", one_line(text))
