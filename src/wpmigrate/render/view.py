"""The two sides of a proof as HTML, for people who want to see them: what WordPress showed, and what the Markdown shows."""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from wpmigrate.content.nodes import Block, Node
from wpmigrate.content.tokens import Parsed, Tokens
from wpmigrate.render.dialect import Dialect
from wpmigrate.render.flavours import as_commonmark
from wpmigrate.render.html import escape_html, nodes_html
from wpmigrate.render.rendered import render_commonmark
from wpmigrate.render.spans import read_back
from wpmigrate.render.writing import Owned

# What the parser wrote: elements whose text is their source, other tags with what their attributes hold, and comments.
_PIECES = re.compile(
    r"<(?P<raw>pre|textarea|script|style|title|xmp|iframe|noembed|noframes|plaintext)\b.*?(?:</(?P=raw)>|\Z)"
    r'|<[a-zA-Z/][^<>"]*(?:"[^"]*"[^<>"]*)*>'
    r"|<!--(?P<comment>.*?)-->",
    re.DOTALL,
)


class View(Struct, frozen=True):
    """Both sides of one body. It is a stranger's HTML: whoever shows it makes it harmless first."""

    before: str
    after: str


def view_body(sources: Iterable[Sequence[Block]], markdown: str, owned: Sequence[Owned], dialect: Dialect) -> View:
    """Answer what the sources of a body showed, and what its Markdown shows to the renderer of the proof."""
    text, _ = read_back(as_commonmark(dialect.as_read(markdown), dialect.flavour), owned)
    return View("\n".join(map(_side, sources)), render_commonmark(text))


def _side(nodes: Sequence[Node]) -> str:
    return _filled(nodes.html, nodes.tokens) if isinstance(nodes, Parsed) else nodes_html(nodes)


def _filled(html: str, tokens: Tokens) -> str:
    """Put what stands behind each token into its place; in code and in attributes that is its source."""

    def fill(match: re.Match[str]) -> str:
        if match["comment"] is None:
            return tokens.restore(match[0], escape_html)
        found = tokens.find(match["comment"])
        return _side(found[0]) if found else match[0]

    return _PIECES.sub(fill, html)
