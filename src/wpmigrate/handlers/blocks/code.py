"""Code blocks of the editor and of plugins that keep the language in the attributes."""

from collections.abc import Sequence

from msgspec.structs import replace

from wpmigrate.content.nodes import CodeBlock
from wpmigrate.contract import Block, Context, Node

_ATTRIBUTES = ("language", "lang", "langType", "codeLanguage", "mode")
_PLAIN = ("", "plain", "plaintext", "text", "generic", "none", "raw")


def code(block: Block, context: Context) -> Sequence[Node] | None:
    """Give the code its language; without one the HTML says all."""
    given = (block.attributes.get(name) for name in _ATTRIBUTES)
    language = next((value for value in given if isinstance(value, str) and value), "").lower()
    if language in _PLAIN or len(language.split()) > 1:
        return None
    return [
        replace(node, info=language) if isinstance(node, CodeBlock) else node for node in context.blocks(block.html)
    ]


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
