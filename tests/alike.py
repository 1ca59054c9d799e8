"""Whether two pieces of HTML show a reader the same, more strictly than tests/shown.py: line by line, cell by cell."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import html5lib

SPACE = re.compile(r"[ \t\n\r\f\u00a0]+")
LANGUAGE = re.compile(r"(?:language-|lang-|brush:\s*)([\w+#.-]+)")
LINES = frozenset(
    "p div section article aside header footer main nav figure figcaption center address details summary dl dt dd form"
    " fieldset legend pre hr ul ol li blockquote table thead tbody tfoot tr td th caption h1 h2 h3 h4 h5 h6 option".split()
)
OUTLINE = frozenset("ul li blockquote pre hr table h1 h2 h3 h4 h5 h6 dl dt dd details summary caption".split())
NESTED = frozenset("ul ol blockquote table li details".split())
PLAYERS = frozenset("iframe video audio source script embed object param form input textarea select button".split())
MARKS = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "s": "del", "strike": "del", "del": "del"}
MARKS |= {"tt": "code"} | {
    tag: tag for tag in ("code", "sup", "sub", "mark", "kbd", "u", "ins", "small", "q", "abbr", "cite")
}
UNSEEN = frozenset(("script", "style", "template", "noscript"))


class Page:
    """What a reader sees of some HTML; `facts` is all of it, to be compared."""

    def __init__(self, html: str) -> None:
        self.links: Counter[tuple[str, str, str]] = Counter()
        self.images: list[tuple[str, str, str]] = []
        self.code: list[tuple[str, str]] = []
        self.outline: list[str] = []
        self.marks: Counter[tuple[str, str]] = Counter()  # each character that is marked
        self.players: list[tuple[str, str]] = []
        self.breaks = 0
        self._text: list[str] = []
        self._visit(html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False).find("body"), frozenset())
        self.lines = [line for line in map(squeeze, "".join(self._text).split("\0")) if line]

    def facts(self) -> dict[str, object]:
        return {name: value for name, value in vars(self).items() if not name.startswith("_")}

    def _visit(self, element: Any, inside: frozenset[str]) -> None:
        tag = element.tag
        if not isinstance(tag, str) or element.get("class") == "footnote-backref":
            return
        edge = "\0" if tag in LINES else ""
        self._text.append(edge)
        self._note(element, tag, inside)
        inside |= {MARKS.get(tag, tag)}
        self._say(element.text, inside)
        for child in element:
            self._visit(child, inside)
            self._say(child.tail, inside)
        self._text.append(edge)
        if tag in NESTED:
            self.outline.append(f"/{tag}")

    def _note(self, element: Any, tag: str, inside: frozenset[str]) -> None:
        """Write down what an element is, apart from its text."""
        whole = squeeze("".join(pieces(element)))
        if tag == "a" and element.get("href") is not None and (whole or element.find(".//img") is not None):
            self.links[unquote(element.get("href").strip()), whole, squeeze(element.get("title", ""))] += 1
        elif tag == "img":
            self.images.append(
                (unquote(element.get("src", "")), squeeze(element.get("alt", "")), element.get("title", ""))
            )
            self._text.append("\u25a1")
        elif tag == "br":
            self.breaks += "pre" not in inside
            self._text.append("\n" if "pre" in inside else "\0")
        elif tag == "pre":
            classes = " ".join(inner.get("class", "") for inner in element.iter())
            found = LANGUAGE.search(classes)
            self.code.append(("".join(pieces(element)).removesuffix("\n"), found[1] if found else ""))
        elif tag in PLAYERS and (tag != "source" or "picture" not in inside):
            self.players.append((tag, element.get("src") or element.get("data") or element.get("name") or ""))
        self._outline(element, tag, whole)

    def _outline(self, element: Any, tag: str, whole: str) -> None:
        if tag == "ol":
            self.outline.append(f"ol {element.get('start') or 1}")
        elif tag == "tr" and (whole or element.find(".//img") is not None):
            self.outline.append(f"tr {len([cell for cell in element if cell.tag in ('td', 'th')])}")
        elif tag in OUTLINE and (not re.fullmatch(r"h[1-6]", tag) or whole or element.find(".//img") is not None):
            self.outline.append(tag)

    def _say(self, text: str | None, inside: frozenset[str]) -> None:
        if not text or inside & UNSEEN:
            return
        self._text.append(text)
        for mark in set() if "pre" in inside else inside & set(MARKS.values()):
            self.marks.update((mark, character) for character in SPACE.sub("", text))


def pieces(element: Any) -> Iterator[str]:
    """Yield the text of preformatted text, `<br>` as a line end."""
    yield "\n" if element.tag == "br" else element.text or ""
    for child in element:
        yield from pieces(child)
        yield child.tail or ""


def squeeze(text: str) -> str:
    return SPACE.sub(" ", text).strip()


def differences(expected: str, made: str) -> dict[str, tuple[object, object]]:
    """Name what differs between the HTML that was expected and that which was made."""
    before, after = Page(expected).facts(), Page(made).facts()
    return {name: (before[name], after[name]) for name in before if before[name] != after[name]}
