"""What parsing a body answers: its tree, and what was met on the way."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from wpmigrate.content.nodes import Block as BlockNode
from wpmigrate.content.nodes import Document


class ShortcodeUse(Struct, frozen=True):
    """One shortcode of a body and what became of it; `ruled` where the owner of the site wanted it so."""

    name: str
    outcome: Literal["written", "kept", "stripped"]
    ruled: bool = False


class ParsedBody(Struct, frozen=True):
    """A body as a tree, the shortcodes that were met in it, and the HTML it was read from, part by part."""

    document: Document
    shortcodes: tuple[ShortcodeUse, ...] = ()
    sources: tuple[Sequence[BlockNode], ...] = ()
