"""What a dialect wrote in its own syntax: found again in the Markdown, checked, and given to the renderer as HTML."""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from urllib.parse import unquote, urlsplit

from wpmigrate.content.nodes import Block, Embed, Figure, Heading, Image, Math, Media, Node, Text, Verbatim
from wpmigrate.render.html import blocks_html
from wpmigrate.render.shown import Shown
from wpmigrate.render.tree import walk
from wpmigrate.render.writing import Owned

_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_LINES = re.compile(r"\n+")
_PRE = re.compile(r"<pre\b.*?</pre>", re.DOTALL)
_INLINES = (Verbatim, Math)


def read_back(markdown: str, owned: Sequence[Owned]) -> tuple[str, list[str]]:
    """Answer the Markdown with HTML in the place of what CommonMark cannot read, and what is missing in that."""
    out: list[str] = []
    missing: list[str] = []
    at = 0
    for text, node in owned:
        span = _find(markdown, text, at)
        if span is None:
            continue  # it went out in another form, which the renderer is shown as it is
        out += [markdown[at : span[0]], _stand_in(node)]
        at = span[1]
        missing += _missing(text, node)
    return "".join([*out, markdown[at:]]), missing


def _find(markdown: str, text: str, at: int) -> tuple[int, int] | None:
    """Find a text again: lines of it may be indented, quoted or joined, pipes escaped."""
    if not text:
        return None
    if "\n" not in text and "|" not in text:
        found = markdown.find(text, at)
        return None if found < 0 else (found, found + len(text))
    lines = (re.escape(line.strip()).replace(r"\|", r"\\?\|") for line in text.split("\n"))
    match = re.compile(r"[ \t\n>]+".join(lines)).search(markdown, at)
    return match.span() if match else None


def _stand_in(node: Node) -> str:
    """Write a node as HTML in one line, without a character that could be Markdown; of a heading only its id is own syntax."""
    if isinstance(node, Heading):
        return ""
    if isinstance(node, _INLINES):
        text = node.text if isinstance(node, Verbatim) else node.source
        return _PUNCTUATION.sub(lambda match: f"&#{ord(match[0])};", " ".join(text.split()))
    assert isinstance(node, Block.__args__)
    html = _PRE.sub(lambda match: match[0].replace("\n", "&#10;"), blocks_html((node,)))
    return f"<div>{_LINES.sub(' ', html)}</div>" if html[:4] != "<!--" else html


def _missing(text: str, node: Node) -> Iterator[str]:
    """Yield the addresses and words of a node that what was written for it does not hold."""
    said = unquote(unescape(text))
    if isinstance(node, Math) and _solid(node.text) not in _solid(text):
        yield node.text
    elif isinstance(node, Embed) and not _names(said, node.url):
        yield node.url
    elif isinstance(node, Media):
        if node.sources and not any(_names(said, url) for url in node.sources):
            yield node.sources[0]
        shown = Shown(str)
        shown.read(node.html)
        yield from (poster for poster, _ in shown.images if not _names(said, poster))
    elif isinstance(node, Figure):
        for inner in walk((node,)):
            if isinstance(inner, Image) and not _names(said, inner.src):
                yield inner.src
            elif isinstance(inner, Text):
                yield from (word for word in inner.text.split() if word.isalnum() and word not in said)


def _names(said: str, url: str) -> bool:
    """Answer whether a text names a page by its URL, or by the id in it."""
    if unquote(url) in said:
        return True
    parts = urlsplit(url)
    ids = [pair.partition("=")[2] for pair in parts.query.split("&")] + parts.path.rstrip("/").split("/")[-1:]
    return any(len(name) > 3 and name in said for name in map(unquote, ids))


def _solid(text: str) -> str:
    return "".join(text.split())
