"""The tree every body becomes: closed, frozen, named as CommonMark names things.

A tree is never hashed or compared in product code. Whoever walks it uses `match` and `assert_never`.
"""

from collections.abc import Sequence
from typing import Literal, TypeAlias

from msgspec import Struct


class Text(Struct, frozen=True, tag=True):
    """Characters a reader sees; a writer escapes what would change their meaning."""

    text: str


class Verbatim(Struct, frozen=True, tag=True):
    """Source that goes out as it stood, unescaped: an unknown shortcode, math.

    What is `meant` is the platform's own syntax, written by the owner of the site: nothing of it is disarmed.
    """

    text: str
    meant: bool = False


class SoftBreak(Struct, frozen=True, tag=True):
    """A line end that renders as a space."""


class HardBreak(Struct, frozen=True, tag=True):
    """A line end a reader sees (`<br>`)."""


class Emphasis(Struct, frozen=True, tag=True):
    children: "Sequence[Inline]"


class Strong(Struct, frozen=True, tag=True):
    children: "Sequence[Inline]"


class Strikethrough(Struct, frozen=True, tag=True):
    children: "Sequence[Inline]"


class Code(Struct, frozen=True, tag=True):
    """A code span; `text` is verbatim."""

    text: str


class Link(Struct, frozen=True, tag=True):
    href: str
    children: "Sequence[Inline]"
    title: str = ""


class Image(Struct, frozen=True, tag=True):
    src: str
    alt: str = ""
    title: str = ""
    attachment: int | None = None


class HtmlSpan(Struct, frozen=True, tag=True):
    """An inline element Markdown cannot say (`<sup>`, `<mark>`, `<kbd>` …): its tags as source, its content as nodes."""

    open: str
    children: "Sequence[Inline]"
    close: str


class HtmlInline(Struct, frozen=True, tag=True):
    """Inline HTML kept as source."""

    html: str


class FootnoteReference(Struct, frozen=True, tag=True):
    label: str


class Math(Struct, frozen=True, tag=True):
    """A formula: `text` is its TeX, `source` what stood in the body, delimiters and all."""

    text: str
    source: str
    display: bool = False


class Paragraph(Struct, frozen=True, tag=True):
    children: "Sequence[Inline]"


class Heading(Struct, frozen=True, tag=True):
    level: int
    children: "Sequence[Inline]"
    id: str = ""
    linked: bool = False  # something leads to the id, from this page or another


class ThematicBreak(Struct, frozen=True, tag=True):
    pass


class BlockQuote(Struct, frozen=True, tag=True):
    children: "Sequence[Block]"


class ListItem(Struct, frozen=True, tag=True):
    children: "Sequence[Block]"
    checked: bool | None = None


class List(Struct, frozen=True, tag=True):
    """`tight`: items show without paragraph spacing, their paragraphs are bare text in HTML.

    `marker` says that a list counts in letters or Roman numerals: `A`, `a`, `I` or `i`.
    """

    items: Sequence[ListItem]
    ordered: bool = False
    start: int = 1
    tight: bool = True
    marker: str = ""


class CodeBlock(Struct, frozen=True, tag=True):
    """`info` is the info string's language, or empty."""

    text: str
    info: str = ""


Alignment: TypeAlias = Literal["", "left", "center", "right"]


class TableCell(Struct, frozen=True, tag=True):
    children: "Sequence[Inline]"


class Table(Struct, frozen=True, tag=True):
    """A table GFM can say; any other is an HtmlBlock. `header` may be empty cells; every row has as many cells."""

    header: Sequence[TableCell]
    rows: Sequence[Sequence[TableCell]]
    alignments: Sequence[Alignment]


class Figure(Struct, frozen=True, tag=True):
    """Blocks with a caption: an image, a gallery, a table, a quote, a medium."""

    children: "Sequence[Block]"
    caption: "Sequence[Inline]" = ()
    kind: str = "image"


class Embed(Struct, frozen=True, tag=True):
    """Something of another site, by URL. `html` is what its provider gave (cached), or the iframe as it stood."""

    url: str
    provider: str = ""
    html: str = ""
    title: str = ""


class Media(Struct, frozen=True, tag=True):
    """An audio or video player; `html` is the element as source."""

    kind: Literal["audio", "video"]
    sources: Sequence[str]
    html: str
    title: str = ""


class HtmlContainer(Struct, frozen=True, tag=True):
    """A block element Markdown cannot say (`<details>`, `<div dir="rtl">`): its tags as source, its content as blocks."""

    open: str
    children: "Sequence[Block]"
    close: str


class HtmlBlock(Struct, frozen=True, tag=True):
    """HTML kept as source."""

    html: str


class VerbatimBlock(Struct, frozen=True, tag=True):
    """Source on lines of its own that goes out as it stood, unescaped."""

    text: str


class MarkdownBlock(Struct, frozen=True, tag=True):
    """A body, or a part of one, that was written in Markdown."""

    text: str


class ReadMore(Struct, frozen=True, tag=True):
    """`<!--more-->`: what stands before is the teaser."""

    text: str = ""


class PageBreak(Struct, frozen=True, tag=True):
    """`<!--nextpage-->`."""


class FootnoteDefinition(Struct, frozen=True, tag=True):
    label: str
    children: "Sequence[Block]"


Inline: TypeAlias = (
    Text
    | Verbatim
    | SoftBreak
    | HardBreak
    | Emphasis
    | Strong
    | Strikethrough
    | Code
    | Link
    | Image
    | HtmlSpan
    | HtmlInline
    | FootnoteReference
    | Math
)
Block: TypeAlias = (
    Paragraph
    | Heading
    | ThematicBreak
    | BlockQuote
    | List
    | CodeBlock
    | Table
    | Figure
    | Embed
    | Media
    | HtmlContainer
    | HtmlBlock
    | VerbatimBlock
    | MarkdownBlock
    | ReadMore
    | PageBreak
    | FootnoteDefinition
)
Node: TypeAlias = Inline | Block


class Document(Struct, frozen=True):
    """One body."""

    children: Sequence[Block]
