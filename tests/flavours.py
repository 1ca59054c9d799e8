"""Markdown as the renderers of other flavours show it, in the HTML that a proof can read, and bodies to try them with."""

import json
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import markdown as python_markdown
from selectolax.lexbor import LexborHTMLParser

from chance import Chance
from conftest import REPO
from stanzas import read_stanzas
from test_stanzas import FOLDERS, StanzaFacts
from trees import HOT
from wpmigrate import registry
from wpmigrate.content.nodes import (
    Block,
    BlockQuote,
    Code,
    CodeBlock,
    Document,
    Emphasis,
    Figure,
    HardBreak,
    Heading,
    HtmlContainer,
    HtmlSpan,
    Image,
    Link,
    List,
    ListItem,
    Paragraph,
    Strikethrough,
    Strong,
    Table,
    TableCell,
    Text,
)
from wpmigrate.content.parse import parse_body
from wpmigrate.content.parsed import ParsedBody
from wpmigrate.render.dialect import Dialect
from wpmigrate.render.html2text import render_html2text
from wpmigrate.render.markdown import render_markdown
from wpmigrate.render.spans import read_back
from wpmigrate.render.writing import Owned

KRAMDOWN = Dialect(flavour="kramdown")
PYTHON = Dialect(flavour="python-markdown")

SITES = {
    "pelican": ("extra", "codehilite", "sane_lists"),
    "nikola": ("fenced_code", "codehilite", "extra", "sane_lists"),
    "mkdocs": ("toc", "tables", "footnotes", "attr_list", "md_in_html", "sane_lists", "pymdownx.superfences"),
    "plain": ("tables", "fenced_code", "footnotes", "sane_lists"),
}
"""What is on in a site of each program; `plain` has no attribute lists."""

_UNCOLOURED = {"codehilite": {"use_pygments": False}, "pymdownx.highlight": {"use_pygments": False}}
_SCRIPT = Path(__file__).with_name("kramdown.rb")


def render_python_markdown(text: str, site: str = "pelican") -> str:
    """Render as Python-Markdown does in a site of one program."""
    names = list(SITES[site])
    settings = {name: value for name, value in _UNCOLOURED.items() if name in names}
    return as_browsers_read(python_markdown.markdown(text, extensions=names, extension_configs=settings))


def render_kramdown(texts: Sequence[str]) -> list[str]:
    """Render all texts in one process, as Jekyll's kramdown does."""
    made = subprocess.run(
        ["ruby", _SCRIPT], input=json.dumps(texts), capture_output=True, encoding="utf-8", check=True, timeout=600
    )
    return [as_browsers_read(html) for html in json.loads(made.stdout)]


def as_browsers_read(html: str) -> str:
    """Answer HTML as a browser would have built it, with notes as a proof knows them."""
    parser = LexborHTMLParser("<!---->" + html, is_fragment=True)
    for node in parser.css("a.footnote-backref, a.reversefootnote"):
        node.decompose()
    made = parser.html or ""
    for notes in parser.css("div.footnote, div.footnotes"):
        items = [item.inner_html for item in notes.css('li[id^="fn:"]')]
        divisions = "".join(f'<div class="footnote-definition">{item}</div>' for item in items)
        made = made.replace(notes.html or "", divisions)
    return made


def written(document: Document, dialect: Dialect) -> tuple[str, str, list[Owned]]:
    """Answer the Markdown of a body, the same with HTML for what goes out as it stood, and what that is."""
    owned: list[Owned] = []
    text = render_markdown(document, dialect, owned)
    return text, read_back(text, owned)[0], owned


def written_as_html2text(document: Document, dialect: Dialect) -> tuple[str, str, list[Owned]]:
    """Answer the same in html2text's style."""
    owned: list[Owned] = []
    text = render_html2text(document, dialect, lambda _: None, owned)
    return text, read_back(text, owned)[0], owned


def stanza_bodies() -> Iterator[tuple[str, ParsedBody, StanzaFacts]]:
    """Yield every stanza as a body."""
    handlers = registry.handlers()
    for folder in FOLDERS:
        for path in sorted((REPO / "fixtures" / folder).glob("*.md")):
            for stanza in read_stanzas(path):
                facts = StanzaFacts(stanza)
                autop = folder != "markdown" and stanza.facts.get("autop", True)
                parsed = parse_body(stanza.source, handlers=handlers, facts=facts, report=lambda _: None, autop=autop)
                yield f"{path.stem}: {stanza.title}", parsed, facts


# --- hostile texts, in every place ------------------------------------------------------------------------------------

_MORE = (
    "^", "!!!", "{:", "{#a}", "{: .b}", ":  ", "= ", "=", "$$", "*[a]: b", "[TOC]", ">>", "<<", "...", "--", "'80s", "%", "@",
    "</", "<div>", "<script>", "<?php", "{::", "~", "\n", "\t", "((", "://", "C:\\", "#a", "1.", "-",
)  # fmt: skip


def hostile_texts(count: int, seed: int) -> list[str]:
    """Make texts out of what means something to some Markdown."""
    chance = Chance(seed)
    texts: list[str] = []
    while len(texts) < count:
        text = "".join(chance.pick([*HOT, *_MORE]) for _ in range(1 + chance.below(5)))
        texts += [text] if text.strip() else []
    return texts


def _cells(text: str) -> Table:
    rows = [
        [TableCell((Code(text),)), TableCell((Text(text),))],
        [TableCell((Text("a"), HardBreak(), Link("/x", (Text(text),)))), TableCell(())],
    ]
    return Table([TableCell((Text(text),)), TableCell((Text("h"),))], rows, ["", ""])


def _items(text: str) -> List:
    inner = List([ListItem((Paragraph((Text(text),)),))])
    return List([ListItem((Paragraph((Text(text),)),)), ListItem((Paragraph((Text(text),)), inner))])


def _loose(text: str) -> List:
    line = Paragraph((Text(text),))
    items = [(Paragraph((Text("a"),)), line, CodeBlock(text), line), (BlockQuote((line, CodeBlock(text))), line)]
    return List([ListItem(children) for children in items], ordered=True, start=3, tight=False)


def _line(text: str) -> Paragraph:
    return Paragraph((Text(text),))


PLACES: dict[str, Callable[[str], Sequence[Block]]] = {
    "text": lambda text: [_line(text), _line(f"a {text} b"), _line(f"a\n{text}\nb")],
    "lines": lambda text: [Paragraph((Text("a"), HardBreak(), Text(text), HardBreak(), Text("b")))],
    "marks": lambda text: [
        Paragraph((Text("a"), Emphasis((Text(text),)), Text("b "), Strong((Text(text),)), Text(" c"))),
        Paragraph((Strong((Text(text), Emphasis((Text(text),)))), Strikethrough((Text(text),)))),
        Paragraph((Text("a"), HtmlSpan("<sup>", (Text(text),), "</sup>"), HtmlSpan("<kbd>", (Text(text),), "</kbd>"))),
    ],
    "code": lambda text: [Paragraph((Text("a "), Code(text), Text(text)))],
    "link": lambda text: [Paragraph((Text(text), Link("/x", (Text(text),)), Text(text)))],
    "address": lambda text: [Paragraph((Link("/" + "".join(text.split()), (Text("y"),)),))],
    "own address": lambda text: [
        Paragraph((Link(f"https://a.example/{''.join(text.split())}", (Text(f"https://a.example/{''.join(text.split())}"),)),))
    ],
    "alternative text": lambda text: [Paragraph((Text("a "), Image("/i.png", text), Text(" b")))],
    "title": lambda text: [Paragraph((Link("/x", (Text("y"),), text), Image("/i.png", "z", text)))],
    "cell": lambda text: [_cells(text)],
    "item": lambda text: [_items(text)],
    "loose item": lambda text: [_loose(text)],
    "heading": lambda text: [Heading(2, (Text(text),)), _line("b")],
    "quote": lambda text: [BlockQuote((_line(text), CodeBlock(text), _line("x")))],
    "code block": lambda text: [CodeBlock(text, "py"), CodeBlock(text)],
    "caption": lambda text: [Figure((Paragraph((Image("/i.png", text),)),), (Text(text),))],
    "container": lambda text: [
        HtmlContainer("<div>", (_line(text), CodeBlock(text)), "</div>"),
        BlockQuote((HtmlContainer("<div>", (_line(text), CodeBlock(text)), "</div>"), _line(text))),
    ],
}  # fmt: skip
