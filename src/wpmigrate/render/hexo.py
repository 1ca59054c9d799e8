"""What Hexo reads in a body beside Markdown: Nunjucks, its mark of an excerpt, and lists of definitions after a break.

Nunjucks has no escape that is the same in prose and in code, so a body that shows its braces switches it off. Hexo's renderer
shows the escapes in a picture's words, and stops at an address whose percent signs are no escapes.
"""

import re
from html import escape
from typing import Final

from wpmigrate.content.nodes import Image
from wpmigrate.render.astro import decodable
from wpmigrate.render.dialect import Place

_OPENER = re.compile(r"\{[{%#]")
_DEFINITION = re.compile(r"\A:(?=\s|\Z)")
_ESCAPED = re.compile(r"[\\`*_\[\]<>&~|!:^]")
_PUNCTUATION: Final = {ord(char): f"&#{ord(char)};" for char in "\\`*_[]|{}~!:^"}
_MORE = re.compile(r"<!--( ?more ?)-->", re.IGNORECASE)


def escape_hexo(text: str, place: Place) -> str:
    """Disarm what Hexo would read as its own in finished Markdown of one place."""
    if place == "url":
        return decodable(text)
    if place == "text":
        return _DEFINITION.sub("&#58;", text)
    # A comment that only looks like the mark may stand in HTML, where nobody sees one more space of it.
    return _MORE.sub(r"<!-- \1 -->", text) if place == "html" else text


def openers(body: str) -> int:
    """Count what Nunjucks would take for the start of its own syntax, in code too."""
    return len(_OPENER.findall(body)) if "{" in body else 0


def picture(node: Image) -> str | None:
    """Write a picture whose words Markdown would escape as HTML."""
    if not _ESCAPED.search(node.alt + node.title):
        return None
    alt, title = (escape(" ".join(text.split("\n"))).translate(_PUNCTUATION) for text in (node.alt, node.title))
    said = f' title="{title}"' if title else ""
    return f'<img src="{escape(node.src).translate(_PUNCTUATION)}" alt="{alt}"{said}>'
