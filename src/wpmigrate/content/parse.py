"""A WordPress body becomes a Document, in WordPress's own order: blocks, shortcodes and embeds, autop, HTML.

Shortcodes, embeds and blocks that have a handler become comment tokens as soon as they are found, so that autop and the HTML
parser carry them to where they stand.
"""

import re
from collections.abc import Callable, Sequence
from typing import Literal, get_args

from wpmigrate.content.attributes import parse_attributes
from wpmigrate.content.autop import autop as add_paragraphs
from wpmigrate.content.blocks import TooDeepError, fold_blocks
from wpmigrate.content.depth import LIMIT as DEEPEST
from wpmigrate.content.depth import is_too_deep
from wpmigrate.content.embeds import clean_url, find_bare_urls, find_provider
from wpmigrate.content.footnotes import find_references, read_footnotes
from wpmigrate.content.frames import frame_of
from wpmigrate.content.historic import modernise
from wpmigrate.content.html import keep_php, parse_kept
from wpmigrate.content.html.space import to_inlines
from wpmigrate.content.html.urls import may_stand
from wpmigrate.content.markdown_source import is_markdown, looks_like_markdown, markdown_html
from wpmigrate.content.math import protect_math
from wpmigrate.content.nodes import Block as BlockNode
from wpmigrate.content.nodes import (
    CodeBlock,
    Document,
    Embed,
    FootnoteDefinition,
    FootnoteReference,
    HtmlInline,
    Inline,
    Link,
    MarkdownBlock,
    Node,
    Paragraph,
    Text,
    Verbatim,
)
from wpmigrate.content.nofacts import NO_FACTS
from wpmigrate.content.packs import is_player, media_html
from wpmigrate.content.parsed import ParsedBody, ShortcodeUse
from wpmigrate.content.parts import Block, Context, Facts, Shortcode
from wpmigrate.content.paste import clean_paste
from wpmigrate.content.restricted import block_for_members, for_members, guarded, is_guarded
from wpmigrate.content.rules import NO_RULES, Rule, Rules, fill_html, fill_markdown
from wpmigrate.content.sharing import Report, Run, Wishes
from wpmigrate.content.shortcodes import Span, find_shortcodes
from wpmigrate.content.smilies import replace_smilies
from wpmigrate.content.tokens import Parsed, Tokens
from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.faults import is_of_the_machine
from wpmigrate.registry import Handler, Handlers
from wpmigrate.traces import Part, Reference

_BLOCK_NODES = get_args(BlockNode)
_MARK = re.compile(r"^[ \t]*+(<!--(?:nextpage|noteaser|more(?:\s[^>\n]*)?)-->)[ \t]*+$", re.MULTILINE)
"""WordPress cuts a body at these before it makes paragraphs, so that on a line of its own one ends the paragraph."""
_HELD = re.compile(r"\s*(https?://[^\s<>\"'\[\]]+)\s*\[/([A-Za-z][A-Za-z0-9_-]*)\]", re.ASCII)
_ADDRESS = re.compile(r"https?://[^\s<>\"'\]]+")
_MAX_REUSED_DEPTH = 20


def parse_body(
    body: str,
    *,
    handlers: Handlers,
    facts: Facts = NO_FACTS,
    report: Report,
    autop: bool = True,
    shortcodes: Literal["keep", "strip"] = "keep",
    embeds: Literal["target", "link", "frame"] = "target",
    rules: Rules = NO_RULES,
    depth: int = DEEPEST,
    safe: bool = False,
    anchors: frozenset[str] = frozenset(),
) -> ParsedBody:
    """Parse one body; whatever is not understood stays in it, and is reported. Other pages lead to its `anchors`."""
    body = body.replace("\r\n", "\n").replace("\r", "\n")
    run = Run(body, handlers, facts, report, Wishes(shortcodes, embeds, rules, depth, safe, anchors))
    if is_markdown(body, facts.meta) and safe:
        body, autop = markdown_html(body), False
    elif is_markdown(body, facts.meta):
        report(Diagnostic(Code.MARKDOWN_KEPT))
        kept = (MarkdownBlock(body.strip("\n")),)
        return ParsedBody(Document(kept), (), (kept,))
    if looks_like_markdown(body):
        report(Diagnostic(Code.LOOKS_LIKE_MARKDOWN))
    try:
        parser = _Body(run, body)
        parts: tuple[Sequence[BlockNode], ...] = (
            parser.blocks(body, autop=autop),
            _left_footnotes(body, parser),
            run.notes,
        )
    except TooDeepError:
        report(Diagnostic(Code.BODY_TOO_DEEP))
        parts = ((CodeBlock(body),),)
    run.report_outcomes()
    return ParsedBody(Document([block for part in parts for block in part]), tuple(run.uses), parts)


def _tags(span: Span, source: str) -> tuple[str, str]:
    """Answer the two tags of a shortcode; one without content has no second."""
    if span.inner is None:
        return source, ""
    closing = f"[/{span.name}]"
    return source[: len(source) - len(closing) - len(span.inner)], closing


def _left_footnotes(body: str, parser: "_Body") -> Sequence[BlockNode]:
    """Define the notes of a body whose footnotes block was deleted, and report those that have no text."""
    labels = find_references(body)
    if not labels:
        return ()
    shown = "<!-- wp:footnotes" in body
    notes = read_footnotes(parser.meta("footnotes"))
    if notes is None and shown:
        return ()  # the block has said so
    notes = notes or {}
    for label in labels:
        if label not in notes:
            parser.report(Code.FOOTNOTE_MISSING, label)
    if shown:
        return ()
    return [FootnoteDefinition(label, parser.blocks(notes[label])) for label in labels if label in notes]


class _Body:
    """One body being parsed: the Context of its handlers."""

    def __init__(self, run: Run, body: str, refs: tuple[int, ...] = ()) -> None:
        self._run = run
        self._tokens = Tokens(body)
        self._refs = refs
        self.attachment = run.facts.attachment
        self.attached = run.facts.attached
        self.original = run.facts.original
        self.reusable = run.facts.reusable
        self.meta = run.facts.meta

    # --- what handlers ask

    def oembed(self, url: str) -> str:
        html = self._run.facts.oembed(url)
        return "" if html.strip() == "{{unknown}}" else self._run.sanitised(html)

    def report(self, code: Code, detail: str = "") -> None:
        self._run.report(Diagnostic(code, detail))

    def embed(self, url: str) -> BlockNode:
        url = clean_url(url)
        return self._embed(url) or Paragraph((Link(url, (Text(url),)),))

    def note(self, source: str) -> FootnoteReference:
        label = f"note-{len(self._run.notes) + 1}"
        place = len(self._run.notes)
        self._run.notes.append(FootnoteDefinition(label, ()))  # a note inside of the note comes after it
        self._run.notes[place] = FootnoteDefinition(label, self.blocks(source))
        return FootnoteReference(label)

    def blocks(self, source: str, *, autop: bool = False) -> Sequence[BlockNode]:
        has_blocks = "<!-- wp:" in source
        html = fold_blocks(source, self._block, self._report_broken) if has_blocks or "<!-- /wp:" in source else source
        html = self._replace_urls(self._replace_shortcodes(html))
        if autop and not has_blocks:
            html = self._tokens.free_blocks(add_paragraphs(_MARK.sub(r"\n\1\n", html) if "<!--" in html else html))
        return self._parse(self._finished(keep_php(html, self._tokens, self._run.report)))

    def inlines(self, source: str) -> Sequence[Inline]:
        html = keep_php(self._replace_shortcodes(source), self._tokens, self._run.report)
        return to_inlines(self._parse(self._finished(html)))

    def part(self, number: int) -> Part | None:
        return self._run.facts.part(number)

    def named_part(self, kind: str, slug: str) -> Part | None:
        return self._run.facts.named_part(kind, slug)

    def parts(self, kind: str, parent: int | None = None) -> Sequence[Part]:
        return self._run.facts.parts(kind, parent)

    def reference(self, kind: str, number: int) -> Reference | None:
        return self._run.facts.reference(kind, number)

    def shown(self, part: Part, source: str, *, autop: bool = False) -> Sequence[BlockNode]:
        if part.id in self._refs or len(self._refs) >= _MAX_REUSED_DEPTH or self._run.reusable_left <= 0:
            self.report(Code.REUSABLE_CYCLE, str(part.id))
            return ()
        self._run.reusable_left -= len(source) + 100
        return _Body(self._run, source, (*self._refs, part.id)).blocks(source, autop=autop)

    def reused(self, ref: int, change: Callable[[str], str] = str) -> Sequence[BlockNode]:
        if ref in self._refs or len(self._refs) >= _MAX_REUSED_DEPTH or self._run.reusable_left <= 0:
            self.report(Code.REUSABLE_CYCLE, str(ref))
            return ()
        body = self._run.facts.reusable(ref)
        if body is None:
            self.report(Code.REUSABLE_MISSING, str(ref))
            return ()
        body = change(body)
        self._run.reusable_left -= len(body) + 100
        return _Body(self._run, body, (*self._refs, ref)).blocks(body)

    # --- steps

    def _finished(self, html: str) -> str:
        return replace_smilies(protect_math(html, self._tokens, dollars=self._run.dollars))

    def _parse(self, html: str) -> Parsed:
        if is_too_deep(html, self._run.wishes.depth):
            raise TooDeepError
        run = self._run
        return parse_kept(run.sanitised(html), self._tokens, run.report, run.facts.original, run.wishes.anchors)

    def _report_broken(self, detail: str) -> None:
        self.report(Code.BLOCK_BROKEN, detail)

    def _block(self, block: Block) -> str:
        handler = self._run.handlers.block(block.name) or (block_for_members if is_guarded(block.name) else None)
        nodes = self._call(handler, block) if handler else None
        if nodes is not None:
            return self._put(nodes, block.source)
        if handler is None and not block.html.strip():
            self.report(Code.BLOCK_DYNAMIC, block.name)
        elif handler is None and not block.name.startswith("core/"):
            self.report(Code.BLOCK_UNKNOWN, block.name)
        return block.html

    def _call(self, handler: Handler, part: Block | Shortcode) -> Sequence[Node] | str | None:
        context: Context = self
        try:
            return handler(part, context)
        except TooDeepError:
            raise
        except Exception as error:
            if is_of_the_machine(error):
                raise
            self.report(Code.HANDLER_FAILED, f"{part.name}: {type(error).__name__}")
            return None

    def _put(self, nodes: Sequence[Node] | str, source: str) -> str:
        if isinstance(nodes, str):
            return nodes
        if not nodes:
            return ""
        return self._tokens.put(nodes, source, block=any(isinstance(node, _BLOCK_NODES) for node in nodes))

    def _replace_shortcodes(self, text: str) -> str:
        text = modernise(text, self._run.handlers.verbatim)
        out: list[str] = []
        at = 0
        handled = self._run.handlers.shortcodes
        named = self._run.wishes.rules.met(text) | guarded(text, handled)
        for span in find_shortcodes(text, handled.keys() | named if named else handled, self._run.handlers.verbatim):
            if span.start < at:  # the closing tag of one that held an address alone
                continue
            held = _HELD.match(text, span.end) if span.kind == "unknown" else None
            shown = self._viewed(span.name, held[1], held[0]) if held and held[2] == span.name else ""
            out += [text[at : span.start], shown or self._shortcode(span, text)]
            at = held.end() if held and shown else span.end
        return clean_paste("".join([*out, text[at:]]))

    def _shortcode(self, span: Span, text: str) -> str:
        source = text[span.start : span.end]
        if span.kind == "escaped":
            return source[1:-1]
        if span.kind == "stray":
            return ""
        if span.kind == "unknown":
            return self._unknown(span.name, source, text[span.end : span.end + 1])
        rule = self._run.wishes.rules.of(span.name, known=span.name in self._run.handlers.shortcodes)
        if rule is not None:
            return self._ruled(rule, span, source)
        shortcode = Shortcode(span.name, parse_attributes(span.attributes), span.inner, source)
        nodes = self._call(self._run.handlers.shortcodes.get(span.name, for_members), shortcode)
        if nodes == source:
            return source  # words in brackets
        if nodes is not None:
            self._run.uses.append(ShortcodeUse(span.name, "written"))
            return self._put(nodes, source)
        if span.inner is None and not span.attributes.strip():
            return source
        if span.inner is None:
            return self._unknown(span.name, source, text[span.end : span.end + 1])
        opening, closing = _tags(span, source)
        inner = self._replace_shortcodes(span.inner)
        return self._unknown(span.name, opening, inner[:1]) + inner + self._unknown(span.name, closing, "")

    def _ruled(self, rule: Rule, span: Span, source: str) -> str:
        """Do with a shortcode what the owner of the site wants."""
        outcome: dict[str, Literal["kept", "stripped"]] = {"keep": "kept", "strip": "stripped"}
        self._run.uses.append(ShortcodeUse(span.name, outcome.get(rule.kind, "written"), ruled=True))
        if rule.kind == "strip":
            return ""
        inner = self._replace_shortcodes(span.inner) if span.inner else ""
        if rule.kind == "unwrap":
            return inner
        if rule.kind == "template":
            return fill_html(rule.text, parse_attributes(span.attributes), inner)
        if rule.kind == "keep":
            opening, closing = _tags(span, source)
            if not may_stand(opening, tags=not self._run.wishes.safe):
                return f"{opening}{inner}{closing}"
            return f"{self._put((Verbatim(opening),), opening)}{inner}{closing and self._put((Verbatim(closing),), closing)}"
        pieces = fill_markdown(rule.text, parse_attributes(span.attributes))
        return inner.join(self._put((Verbatim(piece, meant=True),), source) if piece else "" for piece in pieces)

    def _unknown(self, name: str, source: str, following: str) -> str:
        """Keep or strip one tag. `[x](` and `[x]:` would be a link in Markdown, so that something invisible goes between."""
        if shown := self._inside(name, source) if "://" in source else "":
            return shown
        kept = self._run.wishes.shortcodes == "keep"
        if not source.startswith("[/"):
            self._run.uses.append(ShortcodeUse(name, "kept" if kept else "stripped"))
        if kept and not may_stand(source, tags=not self._run.wishes.safe):
            return source  # what is HTML in it is read as such
        separator = (HtmlInline("<!-- -->"),) if following in ("(", ":") else ()
        return self._put((Verbatim(source), *separator), source) if kept else ""

    def _inside(self, name: str, source: str) -> str:
        """Show what an unknown shortcode names that a page can show: the first address of a site that is known for one, or of a film."""
        found = (self._viewed(name, url, source) for url in _ADDRESS.findall(source))
        return next(filter(None, found), "")

    def _viewed(self, name: str, url: str, source: str) -> str:
        """Show what stands at an address, if it is known to be a film, a recording or a post of another site."""
        embed = self._embed(clean_url(url))
        if embed is None and not is_player(url):
            return ""
        self._run.uses.append(ShortcodeUse(name, "written"))
        return self._put((embed,) if embed else self.blocks(media_html(url)), source)

    def _replace_urls(self, text: str) -> str:
        out: list[str] = []
        at = 0
        for start, end, url in find_bare_urls(text):
            if embed := self._embed(clean_url(url)):
                out += [text[at:start], self._put((embed,), url)]
                at = end
        return "".join([*out, text[at:]])

    def _embed(self, url: str) -> Embed | None:
        html = self.oembed(url)
        provider = find_provider(url, self._run.handlers.providers)
        if not html and not provider:
            return None
        if self._run.wishes.embeds == "link":
            return Embed(url, provider)
        return Embed(url, provider, html or (frame_of(url, provider) if self._run.wishes.embeds == "frame" else ""))
