"""CommonMark as a renderer in C reads it: for proofs, and for bodies that were Markdown already."""

import cmarkgfm
from cmarkgfm.cmark import Options

_EXTENSIONS = ["table", "strikethrough", "tasklist"]
_OPTIONS = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES


def render_commonmark(markdown: str) -> str:
    """Render CommonMark with GFM tables, strikethrough, task lists and footnotes as HTML."""
    html: str = cmarkgfm.markdown_to_html_with_extensions(markdown, options=_OPTIONS, extensions=_EXTENSIONS)
    return html
