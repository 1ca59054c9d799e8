"""Footnotes of plugins: a note where it is called, and the place where the plugin lists them."""

from collections.abc import Sequence

from wpmigrate.contract import Context, Node, Shortcode

_NOTES = ("ref", "footnote", "fn", "ftn", "efn_note", "mfn", "modern_footnote")
_PLACES = ("references", "footnotes", "efn_reference", "mfn_list", "footnote_list")
_WORDS = ("references", "footnotes")


def note(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
    """Make a footnote; its text is wherever the target has footnotes."""
    text = (shortcode.inner or "").strip()
    return (context.note(text),) if text else None


def place(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:  # noqa: ARG001 - a handler's signature
    """Drop the place of the list: every target has its own. `[references]` without a slash may be prose."""
    return None if shortcode.name in _WORDS and not shortcode.source.endswith("/]") else ()


SHORTCODES = {**dict.fromkeys(_NOTES, note), **dict.fromkeys(_PLACES, place)}
