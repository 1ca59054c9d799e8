"""Code blocks of the editor and of plugins that keep the language, or all of the code, in the attributes."""

import re
from html import escape

from wpmigrate.content.attributed import Attributes, text
from wpmigrate.content.bindings import with_attributes
from wpmigrate.content.languages import language_name
from wpmigrate.contract import Block, Context

_DECORATED = ("kevinbatdorf/code-block-pro",)
_RICH = re.compile(r"&(?:lt|gt|amp|quot|#\w{2,6});|<(?:br|mark|b|strong|em|i|a|span|sub|sup)[\s/>]", re.IGNORECASE)


def code(block: Block, _: Context) -> str | None:
    """Give the code its language; without one the HTML says all."""
    html = _pre(block.html) if block.name in _DECORATED else block.html
    html = html if html.strip() else _code(block.attributes)
    language = language_name(text(block.attributes, "language", "lang", "langType", "codeLanguage", "mode"))
    if language and "<pre" in html:
        return with_attributes(html, "pre", {"class": f"language-{language}"})
    return None if html is block.html else html


def _pre(html: str) -> str:
    """Cut the code out of what a plugin draws around it: a title bar, a button to copy."""
    _, opening, after = html.partition("<pre")
    inner, closing, _ = after.rpartition("</pre>")
    return opening + inner + closing if closing else html


def _code(attributes: Attributes) -> str:
    """Write the code of the attributes, which is rich text in the core block and plain text elsewhere."""
    source = text(attributes, "content", "code")
    return f"<pre><code>{source if _RICH.search(source) else escape(source)}</code></pre>" if source else ""


BLOCKS = dict.fromkeys(
    (
        "core/code",
        "core/preformatted",
        "syntaxhighlighter/code",
        "enlighter/codeblock",
        "prismatic/blocks",
        "kevinbatdorf/code-block-pro",
        "loos-hcb/code-block",
        "codemirror-blocks/code-block",
        "simple-code-block/ace",
        "code-syntax-block/code",
    ),
    code,
)
