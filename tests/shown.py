"""What a reader is shown: Markdown through a renderer that is not ours, HTML as browsers parse it."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import cmarkgfm
import html5lib
from cmarkgfm.cmark import Options

SPACE = re.compile(r"\s+")
BLOCKS = {"p", "div", "section", "aside", "footer", "figure", "figcaption", "pre", "hr", "ul", "ol", "li", "blockquote", "table", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "br"}  # fmt: skip
OUTLINE = {"ul", "ol", "li", "blockquote", "pre", "hr", "table", "h1", "h2", "h3", "h4", "h5", "h6"}
MARKS = {"b": "strong", "i": "em", "s": "del"}


def render(markdown: str) -> str:
    """Render as CommonMark with GFM tables, strikethrough and footnotes."""
    return cmarkgfm.markdown_to_html_with_extensions(
        markdown, options=Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES, extensions=["table", "strikethrough"]
    )


def _lines(element: Any) -> Iterator[str]:
    """Yield the text of preformatted text, `<br>` as a line end."""
    yield "\n" if element.tag == "br" else element.text or ""
    for child in element:
        yield from _lines(child)
        yield child.tail or ""


class Shown:
    """Text, links, images, code, marks and outline of some HTML."""

    def __init__(self, html: str) -> None:
        self._parts: list[str] = []
        self.links: Counter[tuple[str, str]] = Counter()
        self.images: Counter[tuple[str, str]] = Counter()
        self.code: list[str] = []
        self.outline: list[str] = []
        self.marks: Counter[tuple[str, str]] = Counter()  # each character that is marked
        body = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False).find("body")
        self._visit(body, frozenset())
        self.text = SPACE.sub(" ", "".join(self._parts)).strip()

    def _visit(self, element: Any, inside: frozenset[str]) -> None:
        tag = element.tag
        if not isinstance(tag, str):
            return
        whole = "".join(element.itertext())
        self._parts.append(" " if tag in BLOCKS else "")
        if tag == "a" and element.get("href") is not None and whole.strip():
            self.links[unquote(element.get("href")), SPACE.sub("", whole)] += 1
        if tag == "img":
            self.images[unquote(element.get("src", "")), SPACE.sub(" ", element.get("alt", "")).strip()] += 1
        if tag in OUTLINE and (tag[0] != "h" or tag == "hr" or whole.strip()):
            self.outline.append(tag)
        if tag == "pre":
            self.code.append("".join(_lines(element)).removesuffix("\n"))
        inside |= {MARKS.get(tag, tag)}
        self._text(element.text, inside)
        for child in element:
            self._visit(child, inside)
            self._text(child.tail, inside)
        self._parts.append(" " if tag in BLOCKS else "")

    def _text(self, text: str | None, inside: frozenset[str]) -> None:
        self._parts.append(text or "")
        for mark in set() if "pre" in inside else inside & {"em", "strong", "del", "code", "sup"}:
            self.marks.update((mark, character) for character in SPACE.sub("", text or ""))

    def facts(self) -> dict[str, object]:
        return {name: value for name, value in vars(self).items() if not name.startswith("_")}
