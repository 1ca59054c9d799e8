"""What an export holds: one look at every item, no index but that of outcomes, and no file but those asked for."""

from collections import Counter
from contextlib import closing
from pathlib import Path

from msgspec import Struct

from wpmigrate.config import Options
from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.errors import InputError, UsageError
from wpmigrate.output.apply import write_file
from wpmigrate.pipeline.reading import EMPTY, INDEX, Progress, read_index, site_options
from wpmigrate.pipeline.spans import read_spans
from wpmigrate.pipeline.survey.software import software
from wpmigrate.pipeline.survey.tally import Tally, ranked
from wpmigrate.report.inspection import Inspection
from wpmigrate.report.model import Input
from wpmigrate.scratch import scratch_folder
from wpmigrate.site import author_sheet, overrides
from wpmigrate.site.index import SiteIndex
from wpmigrate.site.outcomes import OutcomeBuilder
from wpmigrate.site.sheets import FORMATS, write_sheet
from wpmigrate.source.opening import Source, open_inputs
from wpmigrate.source.scanner import Span
from wpmigrate.storage.at_hand import at_hand
from wpmigrate.wxr.channel import Head, read_tail
from wpmigrate.wxr.items import ReadItem

_MANY = 32
_BROKEN = {"broken": Code.TRUNCATED_FILE, "oversized": Code.OVERSIZED_ITEM}


class FirstVersions(Struct, frozen=True):
    """Where to write first versions of the files that a person edits, if at all."""

    overrides: Path | None = None
    authors: Path | None = None


_NONE = FirstVersions()


class Survey(Struct, frozen=True):
    """An export that was looked at: what was found, and what it was counted with."""

    inspection: Inspection
    tally: Tally


def inspect(options: Options, progress: Progress = lambda *_: None, first: FirstVersions = _NONE) -> Inspection:
    """Read an export once and say what it holds; nothing is written but `first`."""
    return survey(options, progress, first).inspection


def survey(options: Options, progress: Progress = lambda *_: None, first: FirstVersions = _NONE) -> Survey:
    """Read an export once, and answer what was found with all that was counted."""
    _refuse_replacing(first)
    with at_hand(options, progress) as here, scratch_folder() as scratch, open_inputs(here.inputs) as source:
        tally, heads = _look(source, scratch, options, progress)
        with SiteIndex(scratch / INDEX) as index:
            found = _inspection(source, index, heads, tally)
        _write_first(first, source, scratch, options)
        return Survey(found, tally)


def _look(source: Source, scratch: Path, options: Options, progress: Progress) -> tuple[Tally, list[Head]]:
    tally = Tally()
    heads: dict[int, Head] = {}
    total, met = sum(given.bytes for given in source.inputs), 0
    with closing(OutcomeBuilder(scratch / INDEX, site_options(options))) as builder:
        for span, read in read_spans(source, heads):
            name = source.parts[span.file].name
            if span.kind == "head":
                builder.add_channel(span.document, heads[span.document].channel)
                tally.see_head(name, heads[span.document])
                continue
            met += 1
            _see(tally, builder, span, read or _unreadable(span), name)
            if met % _MANY == 1:
                progress("Reading", span.end, total)
        if not met:
            raise InputError(EMPTY, code="no-items")
        for tail in source.tails:
            late = read_tail(source.read(tail), tail.start, heads[tail.document])
            builder.add_channel(tail.document, late.channel)
            tally.see_head(source.parts[tail.file].name, late)
        for row in source.repairs:
            tally.damage.see(row.name, (row.repair,))
        builder.finish()
    return tally, list(heads.values())


def _unreadable(span: Span) -> ReadItem:
    return ReadItem(item=None, diagnostics=(Diagnostic(_BROKEN[span.kind], f"byte {span.start}"),))


def _see(tally: Tally, builder: OutcomeBuilder, span: Span, read: ReadItem, name: str) -> None:
    if read.repairs:
        tally.damage.see(name, read.repairs)
    if read.diagnostics:
        tally.damage.see_lost(name, span.start, read.diagnostics)
    if read.item is None:
        location = (span.file, span.start, span.end, span.document)
        builder.add_unreadable(span.ordinal, location, _BROKEN.get(span.kind, Code.UNREADABLE_ITEM).slug)
    else:
        tally.see(read.item, builder.enter(span.ordinal, read.item))


def _refuse_replacing(first: FirstVersions) -> None:
    if (
        first.overrides is not None
        and first.authors is not None
        and first.overrides.resolve() == first.authors.resolve()
    ):
        raise UsageError(f"{first.authors} cannot hold both items and authors: name two files.", code="file-exists")
    for path in (first.overrides, first.authors):
        if path is not None and path.suffix.lower() not in FORMATS:
            raise UsageError(f"{path}: such a file is a {', '.join(FORMATS)} file.", code="sheet-format")
        if path is not None and path.exists():
            raise UsageError(f"{path} is there already, and may be edited: name another file.", code="file-exists")


def _write_first(first: FirstVersions, source: Source, scratch: Path, options: Options) -> None:
    """Write what only the whole index knows: slugs and addresses of items, public names of authors."""
    if first == _NONE:
        return
    with read_index(source, scratch, options, lambda *_: None).index as index:
        if first.overrides is not None:
            rows = overrides.first_rows(index.listing())
            write_file(first.overrides, write_sheet(first.overrides.suffix, overrides.SECTION, overrides.COLUMNS, rows))
        if first.authors is not None:
            people = author_sheet.first_rows(index.authors())
            write_file(
                first.authors, write_sheet(first.authors.suffix, author_sheet.SECTION, author_sheet.COLUMNS, people)
            )


def _inspection(source: Source, index: SiteIndex, heads: list[Head], tally: Tally) -> Inspection:
    site = index.site()
    return Inspection(
        inputs=tuple(Input(given.name, given.bytes, given.sha256) for given in source.inputs),
        title=site.title,
        url=site.url,
        software=software(heads, site.url),
        languages=tally.languages.languages(),
        first=tally.first,
        last=tally.last,
        years=dict(sorted(tally.years.items())),
        types=tuple(tally.types_met()),
        comments={_STATES.get(state, state): count for state, count in ranked(tally.people.comments()).items()},
        comment_types={kind or "comment": count for kind, count in _folded(tally.people.comment_types()).items()},
        authors=tally.people.authors(),
        terms=ranked(Counter(term.taxonomy for term in index.terms())),
        plugins=tally.traces.plugins(),
        blocks=tally.bodies.blocks(),
        shortcodes=tally.bodies.shortcodes(),
        custom_fields=tally.fields.fields(),
        media=tally.media.media(),
        personal_data=tally.people.personal_data(),
        outcomes=ranked(Counter(index.outcomes())),
        damage=tally.damage.damage(),
    )


_STATES = {"1": "approved", "0": "unapproved"}


def _folded(types: Counter[str]) -> dict[str, int]:
    """Count comments without a type with those that say that they are comments, as WordPress does."""
    folded: Counter[str] = Counter()
    for kind, count in types.items():
        folded[kind or "comment"] += count
    return ranked(folded)
