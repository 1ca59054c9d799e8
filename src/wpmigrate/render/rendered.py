"""CommonMark as a renderer that is not ours reads it (pulldown-cmark, in Rust): for proofs, and for bodies that were Markdown."""

import pyromark

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
)


def render_commonmark(markdown: str) -> str:
    """Render CommonMark with GFM tables, strikethrough, task lists and footnotes as HTML."""
    html: str = pyromark.html(markdown, options=_OPTIONS)
    return html
