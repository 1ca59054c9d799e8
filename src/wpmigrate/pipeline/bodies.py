"""One body of an export: read, written for one target, and proven."""

from collections.abc import Callable
from typing import Literal, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from wpmigrate.content.html import keep_html
from wpmigrate.content.nodes import Block, CodeBlock, Embed, Image
from wpmigrate.content.parse import parse_body
from wpmigrate.content.parsed import ParsedBody
from wpmigrate.content.parts import Facts
from wpmigrate.content.rules import NO_RULES, Rules
from wpmigrate.content.tokens import Parsed, Tokens
from wpmigrate.content.transforms.relink import Resolve, relink
from wpmigrate.contract import Dialect, Document
from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.faults import is_of_the_machine
from wpmigrate.pipeline.budget import BudgetError, budget
from wpmigrate.pipeline.profiling import BODY, MARKDOWN, PROOF
from wpmigrate.registry import Handlers
from wpmigrate.render.dialect import math_source
from wpmigrate.render.fidelity import Proof, prove
from wpmigrate.render.html2text import render_html2text
from wpmigrate.render.markdown import render_markdown
from wpmigrate.render.view import View, view_body
from wpmigrate.render.writing import Owned

Report: TypeAlias = Callable[[Diagnostic], None]

_LONGEST = 200
_COSTS: dict[type[BaseException], str] = {BudgetError: "time", MemoryError: "memory"}


class BodyOptions(Struct, frozen=True):
    """How bodies are written and proven; `least` is the fidelity below which one stays HTML, `views` are for a report.

    `anchors` are ids of a body that other pages lead to.
    """

    shortcodes: Literal["keep", "strip"] = "keep"
    engine: Literal["commonmark", "html2text"] = "commonmark"
    verify: bool = True
    least: float | None = None
    math: Literal["text", "source"] = "text"
    rules: Rules = NO_RULES
    embeds: Literal["target", "link", "frame"] = "target"
    views: bool = False
    depth: int = 1_000
    seconds: float = 20
    safe: bool = False
    anchors: frozenset[str] = frozenset()

    def dialect(self, dialect: Dialect) -> Dialect:
        """Answer a target's dialect as this run asks for it."""
        if self.embeds != "target":
            dialect = replace(dialect, embed=_no_embed)
        return replace(dialect, math=math_source) if self.math == "source" else dialect


def _no_embed(_: Embed) -> None:
    """Write an embed as every Markdown has it."""
    return


class Written(Struct, frozen=True):
    """A body's Markdown for one target, its proof, and the tree with its links led that it was made from."""

    markdown: str
    proof: Proof | None = None
    document: Document = Document(())
    view: View | None = None


@BODY
def read_body(source: str, handlers: Handlers, facts: Facts, options: BodyOptions, report: Report) -> ParsedBody:
    """Parse a body; a bug of ours must not cost the reader one, so that it shows as its source then."""
    try:
        with budget(options.seconds):
            return parse_body(
                source,
                handlers=handlers,
                facts=facts,
                report=report,
                shortcodes=options.shortcodes,
                embeds=options.embeds,
                rules=options.rules,
                depth=options.depth,
                safe=options.safe,
                anchors=options.anchors,
            )
    except (BudgetError, MemoryError) as error:
        report(Diagnostic(Code.BODY_TOO_COSTLY, _COSTS[type(error)]))
    except Exception as error:
        if is_of_the_machine(error):
            raise
        report(Diagnostic(Code.HANDLER_FAILED, type(error).__name__))
    code = CodeBlock(source)
    return ParsedBody(Document((code,)), (), (Parsed((code,), source, Tokens(source)),))


@MARKDOWN
def write_body(
    parsed: ParsedBody,
    source: str,
    dialect: Dialect,
    options: BodyOptions,
    lead: Resolve,
    report: Report,
    alt: Callable[[Image], str] = lambda _: "",
) -> Written:
    """Write a body as Markdown, prove it, and keep it as HTML where too little of it came through.

    `lead` says where an address of the body leads on the new site, `alt` what a picture shows that does not say it.
    """
    owned: list[Owned] = []
    dialect = options.dialect(dialect)
    led = relink(parsed.document, lead, alt)
    written = _proven(_rendered(led, source, dialect, options, owned, report), owned, parsed, dialect, options, lead)
    if options.least is not None and written.proof is not None and written.proof.score < options.least:
        own: list[Owned] = []
        kept = render_markdown(relink(_as_html(parsed), lead, alt), replace(dialect, footnotes=False), own)
        as_html = _proven(kept, own, parsed, dialect, options, lead)
        if as_html.proof is not None and as_html.proof.score > written.proof.score:
            report(Diagnostic(Code.BODY_AS_HTML, f"{written.proof.score:.4f}"))
            written, owned = as_html, own
    if written.proof is not None:
        _report_differences(written.proof, report)
    view = view_body(parsed.sources, written.markdown, owned, dialect) if options.views else None
    return replace(written, document=led, view=view)


def _rendered(
    document: Document, source: str, dialect: Dialect, options: BodyOptions, owned: list[Owned], report: Report
) -> str:
    try:
        if options.engine == "html2text":
            with budget(options.seconds):
                return render_html2text(
                    document, dialect, lambda why: report(Diagnostic(Code.HTML2TEXT_FAILED, why[:80])), owned
                )
        with budget(options.seconds):
            return render_markdown(document, dialect, owned)
    except (BudgetError, MemoryError) as error:
        report(Diagnostic(Code.BODY_TOO_COSTLY, _COSTS[type(error)]))
    except Exception as error:
        if is_of_the_machine(error):
            raise
        report(Diagnostic(Code.HANDLER_FAILED, type(error).__name__))
    owned.clear()
    return render_markdown(Document((CodeBlock(source),)), dialect)


@PROOF
def _proven(
    markdown: str, owned: list[Owned], parsed: ParsedBody, dialect: Dialect, options: BodyOptions, lead: Resolve
) -> Written:
    if not options.verify and options.least is None:
        return Written(markdown)
    return Written(markdown, prove(parsed.sources, markdown, owned, dialect, lambda url: lead(url, "link")))


def _as_html(parsed: ParsedBody) -> Document:
    blocks: list[Block] = []
    for part in parsed.sources:
        blocks += keep_html(part.html, part.tokens) if isinstance(part, Parsed) else part
    return Document(blocks)


def _report_differences(proof: Proof, report: Report) -> None:
    for detail in proof.lost:
        report(Diagnostic(Code.BODY_NOT_WHOLE, detail))
    for detail in proof.gained:
        report(Diagnostic(Code.BODY_DIFFERS, detail))
    for url in proof.unsaid:
        report(Diagnostic(Code.ADDRESS_DROPPED, url[:_LONGEST]))
