"""Formulas in shortcodes: a Markdown escape would change them."""

from collections.abc import Sequence

from wpmigrate.content.math import read_formula
from wpmigrate.content.nodes import Math
from wpmigrate.contract import Context, Node, Shortcode

_NAMES = ("latex", "katex", "mathjax", "math", "tex", "wplatex")
_SWITCHES = ("latexpage", "nomathjax")


def latex(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:  # noqa: ARG001 - a handler's signature
    """Make a formula; `[mathjax]` alone loads a program, and shows nothing."""
    if shortcode.inner is None:
        return () if shortcode.name == "mathjax" else None
    text = read_formula(shortcode.inner)
    if not text:
        return ()
    display = shortcode.attributes.get("display", "") in ("true", "block", "1")
    return (Math(text, read_formula(shortcode.source), display),)


def switch(shortcode: Shortcode, context: Context) -> Sequence[Node]:  # noqa: ARG001
    """Drop a word to the plugin, which nobody sees."""
    return ()


SHORTCODES = {**dict.fromkeys(_NAMES, latex), **dict.fromkeys(_SWITCHES, switch)}
VERBATIM = frozenset(_NAMES) - {"mathjax"}
