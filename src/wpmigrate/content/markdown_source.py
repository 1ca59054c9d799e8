"""Bodies that were written in Markdown already, which some plugins let people do: which they are, and what of them is code."""

import re
from collections.abc import Callable

_SIGNS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^#{1,6} +\S",
        r"^(?:```|~~~)",
        r"^[-*+] +\S",
        r"^> +\S",
        r"\[[^\[\]\n]+\]\((?:https?:|/|#)",
        r"\*\*[^\s*][^*\n]*\*\*",
        r"^\d{1,3}\. +\S",
    )
)
_HTML = re.compile(r"<(?:p|div|h[1-6]|ul|ol|blockquote|table|!-- wp:)\b", re.IGNORECASE)
_FENCE = re.compile(r"^ {0,3}(?:(`{3,})[^`\n]*|(~{3,}).*)$", re.MULTILINE)
_SPAN = re.compile(r"(`[^`\n]+`)")


def is_markdown(body: str, meta: Callable[[str], str]) -> bool:
    """Tell whether a post says that it is Markdown; Jetpack marks posts whose body is mostly the HTML made of it."""
    if meta("_tc_post_format").strip().lower() == "markdown":
        return True
    return meta("_wpcom_is_markdown").strip() in ("1", "true") and looks_like_markdown(body)


def looks_like_markdown(body: str) -> bool:
    """Tell whether a body without block HTML holds at least two kinds of Markdown."""
    return not _HTML.search(body) and sum(sign.search(body) is not None for sign in _SIGNS) >= 2


def code_apart(text: str) -> list[str]:
    """Split Markdown into prose and code in turn, prose first; a fence that is never closed runs to the end."""
    out: list[str] = []
    at, fence = 0, ""
    for found in _FENCE.finditer(text):
        marks = found[1] or found[2]
        if not fence:
            out += _SPAN.split(text[at : found.start()])
            at, fence = found.start(), marks
        elif marks.startswith(fence) and not found[0].strip(" \t" + fence[0]):
            out.append(text[at : found.end()])
            at, fence = found.end(), ""
    return [*out, text[at:]] if fence else [*out, *_SPAN.split(text[at:])]


def markdown_html(body: str) -> str:
    """Read a body that is Markdown as the HTML that it means, so that HTML in it can be looked at."""
    import pyromark  # noqa: PLC0415 - few bodies are

    html: str = pyromark.html(body, options=pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH)
    return html
