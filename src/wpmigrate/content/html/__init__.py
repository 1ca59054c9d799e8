"""HTML → nodes: what Markdown can say becomes nodes, what it cannot stays HTML, whole."""

import re
from collections.abc import Mapping

from wpmigrate.content.html import blocks, dom, embeds, figures, images, inline, lists, tables
from wpmigrate.content.html.space import to_blocks, to_inlines
from wpmigrate.content.html.walk import Handler, Report, Walk
from wpmigrate.content.nodes import Block, CodeBlock, Inline, Node
from wpmigrate.content.tokens import Tokens
from wpmigrate.diagnostics import Code, Diagnostic

__all__ = ["parse_html", "parse_inline"]

_HANDLERS: Mapping[str, Handler] = {
    **inline.HANDLERS,
    **blocks.HANDLERS,
    **lists.HANDLERS,
    **tables.HANDLERS,
    **images.HANDLERS,
    **figures.HANDLERS,
    **embeds.HANDLERS,
}


def parse_html(html: str, tokens: Tokens, report: Report) -> list[Block]:
    """Read an HTML body as blocks; tokens give way to the nodes they stand for."""
    return to_blocks(_nodes(html, tokens, report))


def parse_inline(html: str, tokens: Tokens, report: Report) -> list[Inline]:
    """Read HTML that stands in a line, such as a caption; paragraphs are joined by line breaks."""
    return to_inlines(parse_html(html, tokens, report))


def _nodes(html: str, tokens: Tokens, report: Report) -> list[Node]:
    html = _keep_php(html, tokens, report)
    walk = Walk(_HANDLERS, tokens, report, dom.linked_fragments(html))
    return walk.nodes(dom.fragment(html))


def _keep_php(html: str, tokens: Tokens, report: Report) -> str:
    """Put PHP source behind tokens: a browser ends it at the first `>` and shows the rest."""
    if "<?" not in html:
        return html
    out: list[str] = []
    at = 0
    if _PHP.search(html):
        report(Diagnostic(Code.SCRIPT_KEPT, "php"))
    while (start := html.find("<?", at)) >= 0:
        end = html.find("?>", start)
        end = len(html) if end < 0 else end + 2
        source = html[start:end]
        out.append(html[at:start])
        out.append(tokens.put((CodeBlock(source, "php"),), source, block=True) if _PHP.match(source) else source)
        at = end
    return "".join(out) + html[at:]


_PHP = re.compile(r"<\?(?:php\b|=|\s)", re.IGNORECASE)
