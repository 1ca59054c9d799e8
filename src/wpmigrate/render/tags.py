"""The smallest pieces of HTML that a parser or a renderer wrote: tags, comments, attributes, and one spelling of URLs."""

import re
from collections.abc import Mapping
from functools import lru_cache
from html import unescape
from urllib.parse import unquote

TAG = re.compile(r"<([^<>]+)>")
_COMMENT = re.compile(r"<!--((?:[^-]|-(?!->))*+)(?:-->|\Z)")
_ATTRIBUTE = re.compile(r"""([^\s=/"'<>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")


def without_odd_comments(html: str) -> str:
    """Drop the comments that cannot be told from tags: none of ours."""
    return _COMMENT.sub(_kept_comment, html) if "<!--" in html else html


def _kept_comment(comment: re.Match[str]) -> str:
    """Keep a comment that can be told from tags; any other is none of ours."""
    return "" if "<" in comment[1] or ">" in comment[1] else f"<!--{comment[1]}-->"


@lru_cache(maxsize=1024)
def attributes(source: str) -> Mapping[str, str]:
    """Read the attributes of a tag; the first of a name counts."""
    found: dict[str, str] = {}
    for name, double, single, bare in _ATTRIBUTE.findall(source):
        value = double or single or bare
        found.setdefault(name.lower(), unescape(value) if "&" in value else value)
    return found


def squeezed(text: str) -> str:
    """Collapse white space."""
    return " ".join(text.split())


def spelled(url: str) -> str:
    """Spell a URL one way, however its characters are escaped."""
    return unquote(url).replace("\ufffd", "") if "%" in url else url
