"""HTML → nodes: what Markdown can say becomes nodes, what it cannot stays HTML, whole."""

import re
from collections.abc import Mapping
from html import escape

from wpmigrate.content.code import protect_code
from wpmigrate.content.html import backgrounds, blocks, dom, embeds, figures, images, inline, lists, raw, tables
from wpmigrate.content.html.prose import with_prose
from wpmigrate.content.html.space import to_blocks, to_inlines
from wpmigrate.content.html.walk import Handler, Original, Report, Walk
from wpmigrate.content.markup import Markup
from wpmigrate.content.nodes import Block, CodeBlock, HtmlInline, Inline
from wpmigrate.content.tokens import Parsed, Tokens
from wpmigrate.diagnostics import Code, Diagnostic

__all__ = ["keep_html", "keep_php", "parse_html", "parse_inline", "parse_kept"]

_HANDLERS: Mapping[str, Handler] = {
    **inline.HANDLERS,
    **blocks.HANDLERS,
    **lists.HANDLERS,
    **tables.HANDLERS,
    **images.HANDLERS,
    **figures.HANDLERS,
    **embeds.HANDLERS,
}


def _as_it_is(url: str) -> str:
    return url


def parse_html(html: str, tokens: Tokens, report: Report, original: Original = _as_it_is) -> list[Block]:
    """Read an HTML body as blocks; tokens give way to the nodes they stand for, pictures to their originals."""
    return parse_kept(keep_php(html, tokens, report), tokens, report, original)


def parse_kept(
    html: str, tokens: Tokens, report: Report, original: Original, anchors: frozenset[str] = frozenset()
) -> Parsed:
    """Read an HTML body whose source code stands behind tokens already; other pages lead to the ids that are `anchors`."""
    html = with_prose(html)
    painted = backgrounds.may_hold(html)
    walk = Walk(_HANDLERS, tokens, report, dom.linked_fragments(html) | anchors, original, painted=painted)
    parser = dom.parse_fragment(html)
    as_parsed = parser.html or ""  # now, because the walk takes captions out of the tree
    return Parsed(to_blocks(walk.nodes(dom.first_node(parser))), as_parsed, tokens)


def keep_html(html: str, tokens: Tokens) -> list[Block]:
    """Read an HTML body as HTML that stays HTML, whole; tokens give way to the nodes they stand for."""
    walk = Walk(_HANDLERS, tokens, lambda _: None, frozenset(), _as_it_is)
    return raw.whole(walk, dom.fragment(html))


def parse_inline(html: str, tokens: Tokens, report: Report) -> list[Inline]:
    """Read HTML that stands in a line, such as a caption; paragraphs are joined by line breaks."""
    return to_inlines(parse_html(html, tokens, report))


def keep_php(html: str, tokens: Tokens, report: Report) -> str:
    """Put source that is no HTML behind tokens: code of plugins, and PHP, which a browser ends at the first `>`."""
    html = protect_code(html, tokens)
    if "<?" not in html:
        return html
    if _PHP.search(html):
        report(Diagnostic(Code.SCRIPT_KEPT, "php"))
    out: list[str] = []
    at = 0
    code = _Code(html)
    while (start := html.find("<?", at)) >= 0:
        end = html.find("?>", start)
        end = start + 2 if end < 0 else end + 2
        source = html[start:end]
        out.append(html[at:start])
        if start in code or (end == start + 2 and _PHP.match(html, start)):  # in code, and without an end, it is text
            out.append(escape(source, quote=False))
        else:
            out.append(_put_php(source, html[max(0, start - 2) : start], tokens) if _PHP.match(source) else source)
        at = end
    return "".join(out) + html[at:]


class _Code:
    """Where a body is code: asked for places that only grow."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._markup = Markup(html)
        self._area: tuple[int, int] | None = (0, 0)

    def __contains__(self, place: int) -> bool:
        while self._area is not None and self._area[1] <= place:
            self._area = self._markup.after(max(self._area[1], 0))
        return self._area is not None and self._area[0] < place and bool(_CODE.match(self._html, self._area[0]))


def _put_php(source: str, before: str, tokens: Tokens) -> str:
    """Put PHP behind a token: as code, but as it is where it stands in a line and a browser shows nothing of it."""
    if before.rstrip(" ")[-1:] in ("", ">", "\n") or ">" in source[:-1]:
        return tokens.put((CodeBlock(source, "php"),), source, block=True)
    return tokens.put((HtmlInline(source),), source, block=False)


_CODE = re.compile(r"<(?:pre|code)\b", re.IGNORECASE)
_PHP = re.compile(r"<\?(?:php\b|=|\s)", re.IGNORECASE)
