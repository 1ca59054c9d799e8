"""What a body is made of before it is HTML, and what converters may ask. `contract.py` hands these on to add-ins."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeAlias

from msgspec import Struct

from wpmigrate.content.nodes import Block as BlockNode
from wpmigrate.content.nodes import FootnoteReference, Inline, Node
from wpmigrate.diagnostics import Code
from wpmigrate.model import Attachment, Post, Site
from wpmigrate.traces import Part, Reference


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

    def part(self, number: int) -> Part | None:
        """Look up an item of the types that handlers name in PARTS."""

    def named_part(self, kind: str, slug: str) -> Part | None:
        """Look up such an item by type and slug."""

    def parts(self, kind: str, parent: int | None = None) -> Sequence[Part]:
        """List such items of one type, or those of them below an item, in export order."""

    def reference(self, kind: str, number: int) -> Reference | None:
        """Answer what a number stands for: a published item or a medium (`post`), a term (by its taxonomy), an author (`user`)."""


class Context(Facts, Protocol):
    """What a handler may ask: facts, the parsers for inner source, and a place for diagnostics."""

    def embed(self, url: str) -> BlockNode:
        """Answer the node for a URL that stands for what it shows: an embed, or a link when nothing says it is one."""

    def reused(self, ref: int, change: Callable[[str], str] = str) -> Sequence[BlockNode]:
        """Parse a reusable block, `change`d; one that is missing, or that holds itself, is reported and nothing."""

    def blocks(self, source: str, *, autop: bool = False) -> Sequence[BlockNode]:
        """Parse inner source (shortcodes, blocks, HTML) to block nodes."""

    def shown(self, part: Part, source: str, *, autop: bool = False) -> Sequence[BlockNode]:
        """Parse the source of a part, or one made of it; a part that holds itself is reported and nothing."""

    def inlines(self, source: str) -> Sequence[Inline]:
        """Parse inner source (shortcodes, HTML) to inline nodes."""

    def note(self, source: str) -> FootnoteReference:
        """Define a footnote whose text is `source`, at the end of the document, and answer the reference to it."""

    def report(self, code: Code, detail: str = "") -> None:
        """Take one diagnostic for the post at hand."""


class About(Struct, frozen=True):
    """A post as FACTS and RECORDS see it: written, but for what they say of it; `authors` are names, `words` its text in short."""

    post: Post
    site: Site
    facts: Facts
    authors: Sequence[str] = ()
    words: Callable[[], str] = str


BodyHandler: TypeAlias = "Callable[[str, str, Facts], str | None]"
"""The value of the field that BODIES names, the body beside it, facts → the body that was shown; None: it is not there."""
PageHandler: TypeAlias = "Callable[[str, Facts], str]"
"""The body of an item of a type, and facts → the body with what the plugin showed on its page."""
FactHandler: TypeAlias = "Callable[[str, About], Mapping[str, Any]]"
"""The raw value of a field → what it says of a post, by the names of `model.Seo`."""
RecordHandler: TypeAlias = "Callable[[About], Mapping[str, Mapping[str, Any]]]"
"""A post → its records by kind; called for the types and fields that RECORDS names."""
ShortcodeHandler: TypeAlias = Callable[[Shortcode, Context], "Sequence[Node] | str | None"]
"""The source of the shortcode itself means: these are words in brackets, and no shortcode at all."""
BlockHandler: TypeAlias = Callable[[Block, Context], "Sequence[Node] | str | None"]
"""None means: not mine after all, do as if there were no handler (a shortcode stays verbatim, a block stays its HTML).

A string is HTML that stands in the place of the block's own, and is read with what stands around it."""
