"""The chain itself, and nothing else."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wpmigrate import registry
from wpmigrate.config import Options, options_of, tells_more
from wpmigrate.media.uploads import check_uploads
from wpmigrate.media.uses import Uses
from wpmigrate.most import most_of
from wpmigrate.output.apply import Output
from wpmigrate.output.disk import refuse_full, temporary_space
from wpmigrate.output.ledger import Ledger
from wpmigrate.output.state import STATE
from wpmigrate.pipeline.budget import wound_up
from wpmigrate.pipeline.converting import Surroundings
from wpmigrate.pipeline.duties import Converting, convert_all
from wpmigrate.pipeline.export import Export
from wpmigrate.pipeline.media import bring_media
from wpmigrate.pipeline.neutral import Neutral
from wpmigrate.pipeline.packing import pack_again
from wpmigrate.pipeline.parcels import Parcel
from wpmigrate.pipeline.placing import Placing, place_items
from wpmigrate.pipeline.profiling import profiled
from wpmigrate.pipeline.proving import prove
from wpmigrate.pipeline.reading import Progress, Reading, read_index, refuse_empty, site_options
from wpmigrate.pipeline.reporting import collect, write_reports
from wpmigrate.pipeline.surroundings import choose, surround
from wpmigrate.pipeline.workers import Crew, Workers, least_bytes, start_method
from wpmigrate.pipeline.writing import Writing
from wpmigrate.report.model import Report
from wpmigrate.scratch import scratch_folder
from wpmigrate.source.archive import Limits
from wpmigrate.source.opening import Source, open_inputs
from wpmigrate.storage.at_hand import at_hand


def convert(
    inputs: str | Path | Sequence[str | Path],
    out: str | Path,
    *,
    to: str | Sequence[str] = "markdown",
    dry_run: bool = False,
    **options: Any,
) -> Report:
    """Convert an export (its files, parts or folders) into `out` and answer the report.

    Further options are those of the command line, with `_` for `-`: scaffold, force, prune, timezone, slugs, permalinks, old_hosts,
    redirects, comments, base_url, uploads, media, allow_hosts, retry_failed, include, personal_data, post_types, statuses, since, until,
    written_by, categories, tags, terms, ids, limit, overrides, authors, fields, front_matter, shortcodes, shortcode_rules,
    author_edits, markdown, math, embeds, safe, verify_bodies, profile,
    min_fidelity, target_options, fail_on, reports, report_bodies, jobs. `jobs` is 1 unless you say so; with more, and with an export
    that is worth it, a script must call this below `if __name__ == "__main__":`, as Python asks of everything that starts processes.
    Raises a WpmigrateError when the run cannot go on.
    """
    given = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    names = (to,) if isinstance(to, str) else tuple(to)
    return run(options_of(given, out, to=names, dry_run=dry_run, **options))


def run(
    options: Options, progress: Progress = lambda *_: None, into: Output | None = None, crew: Crew | None = None
) -> Report:
    """Convert as `options` say. `into` stands in for the output folder, to rehearse a run; `crew` for worker processes."""
    started = datetime.now(UTC)
    with at_hand(options, progress) as here:
        return _run(here, progress, into, crew, started)


def _run(options: Options, progress: Progress, into: Output | None, crew: Crew | None, started: datetime) -> Report:
    """Go through the pipeline in its order."""
    add_ins = choose(options)
    formats = {name: registry.redirects(name) for name in options.redirects}
    check_uploads(options.uploads)
    with ExitStack() as stack:
        stack.enter_context(profiled(options.profile, options.jobs))
        stack.enter_context(temporary_space())
        stack.enter_context(wound_up())
        scratch = stack.enter_context(scratch_folder())
        source = stack.enter_context(open_limited(options))
        if not options.dry_run and not (options.output / STATE).exists():
            refuse_full(options.output, sum(given.bytes for given in source.inputs))
        pays = crew is None and _pays(options, source)
        workers = stack.enter_context(Workers(options.jobs)) if pays else crew
        reading = read_index(source, scratch, options, progress, workers=workers)
        stack.callback(reading.index.close)
        into = into or Output(options.output, dry_run=options.dry_run, force=options.force)
        stood = into.stood(reading.index.site().url)
        place_items(scratch, reading.index, add_ins.targets, options.permalinks, stood)
        placing = Placing(scratch, reading.index, add_ins.targets)
        stack.callback(placing.close)
        output = stack.enter_context(into)
        ledger = stack.enter_context(Ledger())
        neutral = stack.enter_context(Neutral())
        uses = stack.enter_context(Uses())
        around = surround(options, add_ins, reading.index, placing)
        collected = stack.enter_context(collect(options)) if tells_more(options) else None
        writing = Writing(reading, placing, around, output, ledger, neutral, uses, collected)
        stack.callback(writing.close)
        writing.items(_parcels(options, workers, reading, around, scratch), progress)
        writing.site(scaffold=options.scaffold)
        writing.comments()
        writing.redirects(formats)
        bring_media(options, uses, writing, progress)
        report = prove(options, writing, started)
        write_reports(options, report, writing)
        return report


def open_limited(options: Options) -> AbstractContextManager[Source]:
    """Open the inputs of a run within its limits."""
    most = most_of(options.most)
    limits = Limits(total=most.unpacked, ratio=most.ratio, members=most.members)
    return open_inputs(options.inputs, item_cap=most.item, limits=limits)


def _pays(options: Options, source: Source) -> bool:
    """Say whether an export is so large that workers are worth their start."""
    return options.jobs > 1 and sum(given.bytes for given in source.inputs) >= least_bytes(start_method())


def _parcels(
    options: Options, workers: Crew | None, reading: Reading, around: Surroundings, scratch: Path
) -> Iterator[Parcel]:
    """Convert every item, here or in workers: what comes of it is the same."""
    if workers is None:
        return (pack_again(decision, reading, around) for decision in reading.index.decisions())
    duty = Converting(options, scratch, reading.source.parts, reading.light_heads(), reading.spans)
    return convert_all(workers, duty, reading)


@contextmanager
def read(*paths: str | Path, **options: Any) -> Iterator[Export]:
    """Open an export for reading: its site, authors, terms and menus, and its written items one by one."""
    asked = options_of(paths, ".", **options)
    with scratch_folder() as folder, open_inputs(asked.inputs) as source:
        reading = read_index(source, folder, asked, lambda *_: None)
        try:
            refuse_empty(reading)
            yield Export(reading, site_options(asked))
        finally:
            reading.index.close()
