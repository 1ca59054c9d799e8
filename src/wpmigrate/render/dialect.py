"""How one platform wants its Markdown: callables with CommonMark defaults, so that a dialect overrides only what differs."""

import re
from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from wpmigrate.content.nodes import Embed, Image, Math, Media

Flavour = Literal["commonmark", "kramdown", "python-markdown"]
Place = Literal["text", "code", "url", "html"]

_TAG_START = re.compile(r"<(?=[A-Za-z/!?])")
_LINE_ENDS = re.compile(r"\s*\n\s*")


def _as_it_is(text: str, place: Place) -> str:  # noqa: ARG001 - the default of a two-argument callable
    return text


def math_source(node: Math) -> str:
    """Write a formula as a Markdown that knows formulas reads it: its source, unescaped.

    It is in one line unless it holds a comment, because a line of it might start a list, and with a space after each `<`
    that might start a tag.
    """
    source = _TAG_START.sub("< ", node.source)
    return source if "%" in source else _LINE_ENDS.sub(" ", source)


def _reads_all(block: str) -> bool:  # noqa: ARG001 - the default of a callable that gets a block
    return True


def _read_more(text: str) -> str:  # noqa: ARG001 - CommonMark has no teaser text
    return "<!--more-->"


class Dialect(Struct, frozen=True):
    """`escape` gets finished Markdown source of one place (prose, code, URL, raw HTML) and disarms template syntax in it.

    `embed` and `media` answer the Markdown block for one embed, or None for the default (cached HTML or iframe as raw
    HTML, else a link on a line of its own). `figure` gets (markdown of the children, markdown of the caption, kind) and
    answers the block, or None for the default. `math` answers a formula in the platform's own way, or None for text that
    shows its source, where a program in the page finds it. `image` answers a picture as HTML where the platform would do
    something else with Markdown's own; `plain_alts` says that the renderer drops escaped characters of alternative texts, as
    markdown-it does, so that a picture with such ones is written as HTML. `as_read` answers the Markdown that the platform's
    own pass over a file hands to its renderer: it takes the escapes of that pass away. `soft_break` is a space where the
    platform shows the line ends of a text as breaks. Where `first_level` is false, a heading of the first level would be taken
    for the title, and is written as HTML. `reads` says whether the platform's renderer reads a finished block as CommonMark does;
    one that it does not is written as HTML too.
    """

    flavour: Flavour = "commonmark"
    list_indent: int = 4
    soft_break: str = "\n"
    escape: Callable[[str, Place], str] = _as_it_is
    embed: Callable[[Embed], str | None] = lambda _: None
    media: Callable[[Media], str | None] = lambda _: None
    figure: Callable[[str, str, str], str | None] = lambda *_: None
    math: Callable[[Math], str | None] = lambda _: None
    image: Callable[[Image], str | None] = lambda _: None
    read_more: Callable[[str], str] = _read_more
    reads: Callable[[str], bool] = _reads_all
    as_read: Callable[[str], str] = str
    page_break: str = "<!--nextpage-->"
    heading_ids: bool = False
    first_level: bool = True
    footnotes: bool = True
    plain_alts: bool = False


COMMONMARK = Dialect()
