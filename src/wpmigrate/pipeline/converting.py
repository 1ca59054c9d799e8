"""Pass 2, the pure half: one item in, its files and its ledger facts out. It reads the index, and changes nothing."""

from collections.abc import Callable, Mapping
from typing import Literal, TypeAlias

from msgspec import Struct

from wpmigrate.content.nodes import CodeBlock
from wpmigrate.content.parse import ParsedBody, ShortcodeUse, parse_body
from wpmigrate.contract import Dialect, Document, Job, OutputFile, Post
from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.pipeline.placing import Chosen
from wpmigrate.registry import Handlers
from wpmigrate.render.markdown import render_markdown
from wpmigrate.site.facts import PostFacts
from wpmigrate.site.index import SiteIndex
from wpmigrate.site.options import SiteOptions
from wpmigrate.site.posts import build_post
from wpmigrate.site.selection import Decision
from wpmigrate.site.threads import Threads, thread_comments
from wpmigrate.wxr.records import ItemRecord

Report: TypeAlias = Callable[[Diagnostic], None]


class Surroundings(Struct, frozen=True):
    """What every item of a run is converted with."""

    index: SiteIndex
    site_options: SiteOptions
    handlers: Handlers
    chosen: Mapping[str, Chosen]
    shortcodes: Literal["keep", "strip"]


class Converted(Struct, frozen=True):
    """One written item. `files` are by target name, the first of each the item's own."""

    post: Post
    files: dict[str, tuple[OutputFile, ...]]
    threads: Threads
    shortcodes: tuple[ShortcodeUse, ...]
    diagnostics: tuple[Diagnostic, ...]


def convert_item(
    item: ItemRecord, decision: Decision, paths: Mapping[str, tuple[str, str]], around: Surroundings
) -> Converted:
    """Convert one item for every target of the run that holds it."""
    found: list[Diagnostic] = []
    index = around.index
    place = index.place(decision.ordinal)
    assert place is not None, "a decision to write an item gives it a place"
    post = build_post(item, place, index, found.append)
    threads = thread_comments(item, index, around.site_options, found.append)
    parsed = _parsed(item, around, found.append)
    authors = tuple(index.author(login) for login in post.authors)
    files: dict[str, tuple[OutputFile, ...]] = {}
    for name, (path, wished) in paths.items():
        one = around.chosen[name]
        if path != wished:
            found.append(Diagnostic(Code.PATH_CHANGED, path))
        job = Job(
            site=index.site(),
            post=post,
            path=path,
            body=_rendered(parsed.document, one.target.dialect, item, found.append),
            document=parsed.document,
            authors=authors,
            comments=threads.shown if one.target.holds.comments else (),
            options=one.options,
            report=found.append,
        )
        files[name] = tuple(_prefixed(file, one.prefix) for file in one.target.write(job))
    return Converted(post, files, threads, parsed.shortcodes, tuple(found))


def _parsed(item: ItemRecord, around: Surroundings, report: Report) -> ParsedBody:
    try:
        return parse_body(
            item.content,
            handlers=around.handlers,
            facts=PostFacts(around.index, item),
            report=report,
            shortcodes=around.shortcodes,
        )
    except Exception as error:  # noqa: BLE001 - a bug of ours must not cost the reader a body
        report(Diagnostic(Code.HANDLER_FAILED, type(error).__name__))
        return ParsedBody(_source(item), ())


def _rendered(document: Document, dialect: Dialect, item: ItemRecord, report: Report) -> str:
    try:
        return render_markdown(document, dialect)
    except Exception as error:  # noqa: BLE001 - as above
        report(Diagnostic(Code.HANDLER_FAILED, type(error).__name__))
        return render_markdown(_source(item), dialect)


def _source(item: ItemRecord) -> Document:
    """Show a body as the source it is: not what a reader saw, but all of it."""
    return Document((CodeBlock(item.content),))


def _prefixed(file: OutputFile, prefix: str) -> OutputFile:
    return OutputFile(prefix + file.path, file.content) if prefix else file
