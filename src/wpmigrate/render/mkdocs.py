"""What MkDocs and Material read as their own: a table of contents in a text, and HTML or Markdown in a title."""

import re

from wpmigrate.render.dialect import Place
from wpmigrate.render.metalines import html_line

_MARKS = re.compile(r"[\\`*\[\]{}]|(?<!\w)_|_(?!\w)|(?<=.)#$|~(?=~)|(?<=~)~|:(?=/)")


def heading_line(title: str) -> str:
    """Say a title as HTML that Markdown leaves alone: Material's lists read it as both."""
    return _MARKS.sub(lambda found: f"&#{ord(found[0])};", html_line(title))


def attribute_line(text: str) -> str:
    """Say a text that Material puts into an attribute as it stands."""
    return html_line(text).replace('"', "&quot;")


def escape_contents(text: str, place: Place) -> str:
    """Disarm what would become a table of contents."""
    return text.replace("[TOC]", "&#91;TOC]") if place == "text" else text
