"""Formulas in shortcodes: their source stays as it stood, because a Markdown escape would change it."""

from collections.abc import Sequence

from wpmigrate.content.nodes import Verbatim
from wpmigrate.contract import Context, Node, Shortcode


def latex(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:  # noqa: ARG001 - a handler's signature
    """Keep the whole formula."""
    return None if shortcode.inner is None else (Verbatim(shortcode.source),)


SHORTCODES = dict.fromkeys(("latex", "katex", "mathjax", "math"), latex)
VERBATIM = frozenset(SHORTCODES)
