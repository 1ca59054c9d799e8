"""The chain itself, and nothing else."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from wpmigrate import registry
from wpmigrate.config import Options, brings_media, front_matter_keys, options_of, target_options
from wpmigrate.media.uses import Uses
from wpmigrate.output.apply import Output
from wpmigrate.output.ledger import Ledger
from wpmigrate.pipeline.bodies import BodyOptions
from wpmigrate.pipeline.commenting import Commenting, System
from wpmigrate.pipeline.converting import Surroundings
from wpmigrate.pipeline.export import Export
from wpmigrate.pipeline.linking import Linking
from wpmigrate.pipeline.media import bring_media
from wpmigrate.pipeline.neutral import Neutral
from wpmigrate.pipeline.placing import Chosen, Placing
from wpmigrate.pipeline.proving import prove
from wpmigrate.pipeline.reading import Progress, read_index, refuse_empty, site_options
from wpmigrate.pipeline.writing import Writing
from wpmigrate.report.model import Report
from wpmigrate.site.fields import field_rules
from wpmigrate.source.opening import open_inputs

DATA = "data"
"""The word of `comments` for the content target's own data files."""


def convert(
    inputs: str | Path | Sequence[str | Path],
    out: str | Path,
    *,
    to: str | Sequence[str] = "markdown",
    dry_run: bool = False,
    **options: Any,
) -> Report:
    """Convert an export (its files, parts or folders) into `out` and answer the report.

    Further options are those of the command line, with `_` for `-`: scaffold, force, timezone, slugs, permalinks, old_hosts,
    redirects, comments, base_url, uploads, media, allow_hosts, retry_failed, include, personal_data, post_types, statuses, since, until,
    written_by, categories, tags, terms, ids, limit, overrides, authors, fields, front_matter, shortcodes, markdown, math, embeds,
    verify_bodies,    min_fidelity, target_options, fail_on.
    Raises a WpmigrateError when the run cannot go on.
    """
    given = [inputs] if isinstance(inputs, str | Path) else list(inputs)
    names = (to,) if isinstance(to, str) else tuple(to)
    return run(options_of(given, out, to=names, dry_run=dry_run, **options))


def run(options: Options, progress: Progress = lambda *_: None) -> Report:
    """Convert as `options` say: the pipeline in its order."""
    started = datetime.now(UTC)
    chosen, systems = _choose(options)
    formats = {name: registry.redirects(name) for name in options.redirects}
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(TemporaryDirectory(prefix="wpmigrate-")))
        source = stack.enter_context(open_inputs(options.inputs))
        reading = read_index(source, scratch, options, progress)
        stack.callback(reading.index.close)
        placing = Placing(scratch, reading.index, chosen, options.permalinks)
        stack.callback(placing.close)
        ledger = stack.enter_context(Ledger())
        neutral = stack.enter_context(Neutral())
        output = stack.enter_context(Output(options.output, dry_run=options.dry_run, force=options.force))
        bodies = BodyOptions(
            options.shortcodes,
            options.markdown,
            options.verify_bodies,
            options.min_fidelity,
            options.math,
            options.embeds,
        )
        uses = stack.enter_context(Uses())
        linking = Linking(reading.index, placing, chosen, uses, media=brings_media(options), hosts=options.old_hosts)
        site = reading.index.site()
        commenting = Commenting(systems, site, (options.base_url or site.url).rstrip("/"))
        around = Surroundings(
            index=reading.index,
            site_options=site_options(options),
            handlers=registry.handlers(),
            chosen=chosen,
            placing=placing,
            linking=linking,
            bodies=bodies,
            fields=field_rules(options.fields),
            only=front_matter_keys(options.front_matter),
            commenting=commenting,
            comment_data=not options.comments or DATA in options.comments,
        )
        writing = Writing(reading, placing, around, output, ledger, neutral)
        stack.callback(writing.close)
        writing.items(progress)
        writing.site(scaffold=options.scaffold)
        writing.comments()
        writing.redirects(formats)
        bring_media(options, uses, writing, progress)
        return prove(options, writing, started)


@contextmanager
def read(*paths: str | Path, **options: Any) -> Iterator[Export]:
    """Open an export for reading: its site, authors, terms and menus, and its written items one by one."""
    asked = options_of(paths, ".", **options)
    with TemporaryDirectory(prefix="wpmigrate-") as folder, open_inputs(asked.inputs) as source:
        reading = read_index(source, Path(folder), asked, lambda *_: None)
        try:
            refuse_empty(reading)
            yield Export(reading, site_options(asked))
        finally:
            reading.index.close()


def _choose(options: Options) -> tuple[dict[str, Chosen], list[System]]:
    targets = {name: registry.target(name) for name in options.to}
    comments = {name: registry.comments(name) for name in options.comments if name not in (DATA, "none")}
    structs = {name: one.options for name, one in (*targets.items(), *comments.items())}
    typed = target_options(structs, options.target_options)
    several = len(targets) > 1
    chosen = {name: Chosen(name, one, typed[name], f"{name}/" if several else "") for name, one in targets.items()}
    return chosen, [System(name, one, typed[name]) for name, one in comments.items()]
