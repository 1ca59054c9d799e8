"""What a body is made of before it is HTML, and what converters may ask. `contract.py` hands these on to add-ins."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeAlias

from msgspec import Struct

from wpmigrate.content.nodes import Block as BlockNode
from wpmigrate.content.nodes import FootnoteReference, Inline, Node
from wpmigrate.diagnostics import Code
from wpmigrate.model import Attachment


class Shortcode(Struct, frozen=True):
    """`[name key="value" positional]inner[/name]`; `inner` is None for a shortcode without a closing tag.

    `attributes` follows WordPress's shortcode_parse_atts: keys lower-cased; positional values under "0", "1" …
    `source` is the whole text as it stood.
    """

    name: str
    attributes: Mapping[str, str]
    inner: str | None
    source: str


class Block(Struct, frozen=True):
    """One block of the block editor, as parse_blocks sees it. `name` has its namespace (`core/image`).

    `html` is its inner HTML with the inner blocks' rendered HTML in place (delimiters gone, tokens for handled blocks).
    """

    name: str
    attributes: Mapping[str, Any]
    html: str
    inner: "Sequence[Block]" = ()
    source: str = ""


class Facts(Protocol):
    """Immutable facts of the site and of the post at hand."""

    def attachment(self, attachment_id: int) -> Attachment | None:
        """Look up an attachment by post id."""

    def attached(self, parent: int | None = None) -> Sequence[Attachment]:
        """List the attachments of the post at hand, or of another one, in WordPress's order (menu order, then id)."""

    def original(self, url: str) -> str:
        """Answer the uploaded picture that `url` is a smaller copy of, or `url` itself."""

    def oembed(self, url: str) -> str:
        """Answer the provider's HTML for `url` that the export holds (`_oembed_*`), or an empty string."""

    def reusable(self, ref: int) -> str | None:
        """Answer the raw body of a published `wp_block` item, or None."""

    def meta(self, key: str) -> str:
        """Answer the first raw value of a field of the post at hand, or an empty string."""


class Context(Facts, Protocol):
    """What a handler may ask: facts, the parsers for inner source, and a place for diagnostics."""

    def embed(self, url: str) -> BlockNode:
        """Answer the node for a URL that stands for what it shows: an embed, or a link when nothing says it is one."""

    def reused(self, ref: int, change: Callable[[str], str] = str) -> Sequence[BlockNode]:
        """Parse a reusable block, `change`d; one that is missing, or that holds itself, is reported and nothing."""

    def blocks(self, source: str, *, autop: bool = False) -> Sequence[BlockNode]:
        """Parse inner source (shortcodes, blocks, HTML) to block nodes."""

    def inlines(self, source: str) -> Sequence[Inline]:
        """Parse inner source (shortcodes, HTML) to inline nodes."""

    def note(self, source: str) -> FootnoteReference:
        """Define a footnote whose text is `source`, at the end of the document, and answer the reference to it."""

    def report(self, code: Code, detail: str = "") -> None:
        """Take one diagnostic for the post at hand."""


ShortcodeHandler: TypeAlias = Callable[[Shortcode, Context], "Sequence[Node] | None"]
BlockHandler: TypeAlias = Callable[[Block, Context], "Sequence[Node] | str | None"]
"""None means: not mine after all, do as if there were no handler (a shortcode stays verbatim, a block stays its HTML).

A string is HTML that stands in the place of the block's own, and is read with what stands around it."""
