"""A run over many exports on this machine: the largest first, each apart, what is done marked, and all of it summed."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TypeAlias

import msgspec
from msgspec import Struct, structs

from wpmigrate import __version__
from wpmigrate.bulk.apart import Apart, Ended, Limits
from wpmigrate.bulk.cluster import Errand, converted_there
from wpmigrate.bulk.converting import TOO_LARGE, convert_site, quarantined
from wpmigrate.bulk.results import FOLDER, Results, key_of
from wpmigrate.bulk.sites import Shard, Site
from wpmigrate.config import Options, options_of
from wpmigrate.errors import UsageError
from wpmigrate.pipeline.surroundings import choose
from wpmigrate.report.bulk import MOST_SITES, BulkReport, SiteResult, Sums
from wpmigrate.report.bulk_html import write_html
from wpmigrate.report.bulk_text import write_markdown
from wpmigrate.scratch import scratch_folder
from wpmigrate.storage import fetching
from wpmigrate.storage.reaching import libraries
from wpmigrate.storage.urls import below, is_url

Progress: TypeAlias = Callable[[str, int, int], None]
Tell: TypeAlias = Callable[[SiteResult], None]

TRIES: Final = 2
"""How often a site is begun whose process was killed: once it may have been somebody else's fault."""
PATIENCE: Final = 600.0
SLOWEST: Final = 200_000
"""Seconds that any site has, and bytes a second beyond them, where no limit was given."""


SPLIT_ABOVE: Final = 256 << 20
"""How large a site must be, unpacked, to be worth more than one worker of a cluster, where nobody has said it."""


class Bulk(Struct, frozen=True, kw_only=True):
    """What a call asks for. `options` are those of all sites, `limits` those of each; `jobs` sites are converted at a time.

    `stored` is the address of the output folder where that is in storage. `scheduler` is the address of a Dask cluster that shall
    do it; a site of more bytes than `split_above` is shared by all of its workers.
    """

    sites: Sequence[Site]
    output: Path = Path()
    stored: str = ""
    options: Mapping[str, Any] = {}
    limits: Limits = Limits()
    jobs: int = 1
    shard: Shard = Shard()
    scheduler: str = ""
    split_above: int = SPLIT_ABOVE


class _Try(Struct, frozen=True):
    """One site on its way."""

    site: Site
    options: Options
    number: int = 1


def run_bulk(bulk: Bulk, progress: Progress = lambda *_: None, tell: Tell = lambda _: None) -> BulkReport:
    """Convert what is not done yet, and answer the sums over all sites; the merged reports lie in `_bulk/`."""
    started = datetime.now(UTC)
    fetching.forget()
    _check(bulk)
    with ExitStack() as stack:
        root = stack.enter_context(scratch_folder()) if bulk.stored else bulk.output
        return _run(bulk, Results(root, bulk.stored), started, progress, tell)


def _run(bulk: Bulk, results: Results, started: datetime, progress: Progress, tell: Tell) -> BulkReport:
    dry_run = bool(bulk.options.get("dry_run"))
    ours = [site for site in bulk.sites if bulk.shard.has(site)]
    todo = [site for site in ours if dry_run or not _is_done(results.get(site.name), options_for(bulk, site))]
    found: dict[str, SiteResult] = {}
    for number, result in enumerate(_converted(bulk, todo), len(ours) - len(todo) + 1):
        found[result.name] = result if dry_run else _marked(results, result)
        tell(result)
        progress("Converting sites", number, len(ours))
    results.refresh()
    known: Callable[[str], SiteResult | None] = found.get if dry_run else results.get
    report = _summed(bulk, known, started, kept=len(ours) - len(todo))
    if not dry_run:
        _write(results, report, _ranked(bulk.sites, known))
    return report


def options_for(bulk: Bulk, site: Site, jobs: int = 1) -> Options:
    """Answer the options of one site: those of the call, and over them its own."""
    given = {**bulk.options, **site.options, "jobs": jobs}
    pairs = {**bulk.options.get("target_options", {}), **site.options.get("target_options", {})}
    place = below(bulk.stored, site.name) if bulk.stored else bulk.output / site.name
    return options_of(site.exports, place, **given | {"target_options": pairs})


def _check(bulk: Bulk) -> None:
    """Refuse options that could be those of no run, before the first site is begun."""
    plain = Site("", ())
    for site in (plain, *(one for one in bulk.sites if one.options)):
        try:
            choose(options_for(bulk, site))
        except UsageError as error:
            where = f"{site.name}: " if site is not plain else ""
            raise UsageError(f"{where}{error.sentence}", code=error.code) from None


def _is_done(result: SiteResult | None, options: Options) -> bool:
    return result is not None and result.status == "done" and result.key == key_of(options)


def _marked(results: Results, result: SiteResult) -> SiteResult:
    results.put(result)
    return result


# --- one site after another, each apart ---------------------------------------------------------------------------


def _converted(bulk: Bulk, todo: Sequence[Site]) -> Iterator[SiteResult]:
    """Yield each site as it is done: the largest are begun first, so that none is alone at the end."""
    inner = max(1, bulk.jobs // len(todo)) if todo and not bulk.scheduler else 1
    ordered = sorted(todo, key=lambda site: (-site.weight(), site.name))
    tries = [_Try(site, options_for(bulk, site, inner)) for site in ordered]
    ends = _there(bulk, tries) if bulk.scheduler else _here(bulk, tries)
    return (_judged(one, ended, _limits(bulk, one)) for one, ended in ends)


def _here(bulk: Bulk, tries: Iterable[_Try]) -> Iterator[tuple[_Try, Ended]]:
    waiting = deque(tries)
    addresses = {bulk.stored, *(export for site in bulk.sites for export in site.exports)}
    with Apart(convert_site, also=libraries(addresses)) as apart:
        while waiting or len(apart):
            while waiting and len(apart) < bulk.jobs:
                one = waiting.popleft()
                apart.start(one, _limits(bulk, one), one.site.name, one.options)
            for one, ended in apart.ended():
                if ended.how == "died" and one.number < TRIES:
                    waiting.appendleft(structs.replace(one, number=one.number + 1))
                else:
                    yield one, ended


def _there(bulk: Bulk, tries: Sequence[_Try]) -> Iterator[tuple[_Try, Ended]]:
    """Let a cluster do the same; who died there is tried again after all others."""
    waiting, shared = tries, below(bulk.stored or bulk.output.absolute().as_uri(), f"{FOLDER}/shared")
    while waiting:
        errands = (_errand(bulk, one) for one in waiting)
        waiting = []
        for one, ended in converted_there(bulk.scheduler, errands, shared):
            if ended.how == "died" and one.number < TRIES:
                waiting.append(structs.replace(one, number=one.number + 1))
            else:
                yield one, ended


def _errand(bulk: Bulk, one: _Try) -> Errand:
    options = _seen_anywhere(one.options)
    return Errand(one, one.site.name, options, _limits(bulk, one), one.site.weight() > bulk.split_above)


def _seen_anywhere(options: Options) -> Options:
    inputs = tuple(path if is_url(path) else str(Path(path).absolute()) for path in options.inputs)
    return structs.replace(options, inputs=inputs, output=options.output.absolute())


def _limits(bulk: Bulk, one: _Try) -> Limits:
    """Answer the limits of a site: time by its size, where none was given and no network decides."""
    if bulk.limits.seconds is not None or one.options.media == "download":
        return bulk.limits
    return structs.replace(bulk.limits, seconds=PATIENCE + one.site.weight() / SLOWEST)


def _judged(one: _Try, ended: Ended, limits: Limits) -> SiteResult:
    name, exports = one.site.name, one.site.exports
    match ended.how:
        case "answered":
            result = msgspec.json.decode(ended.answer, type=SiteResult)
        case "late":
            said = f"It was not done after {limits.seconds or 0:,.0f} seconds."
            result = quarantined(name, exports, said, "timed-out", 1)
        case "large":
            said = f"It took more than the {(limits.bytes or 0) / 1e6:,.0f} MB of memory that it may take."
            result = quarantined(name, exports, said, TOO_LARGE, 1)
        case "died":
            said = f"Its process died {one.number} times: {ended.why}."
            result = quarantined(name, exports, said, "process-died", 1)
    return structs.replace(result, tries=one.number, seconds=ended.seconds, key=key_of(one.options))


# --- the sums ------------------------------------------------------------------------------------------------------


def _ranked(sites: Iterable[Site], known: Callable[[str], SiteResult | None]) -> Iterator[SiteResult]:
    """Yield what is known of all sites, the worst first; of each only its rank is held."""
    ranks = sorted((result.rank(), site.name) for site in sites if (result := known(site.name)) is not None)
    return (result for _, name in ranks if (result := known(name)) is not None)


def _summed(bulk: Bulk, known: Callable[[str], SiteResult | None], started: datetime, *, kept: int) -> BulkReport:
    sums = Sums()
    worst: list[SiteResult] = []
    for result in _ranked(bulk.sites, known):
        sums.add(result)
        if len(worst) < MOST_SITES:
            worst.append(result)
    return BulkReport(
        version=__version__,
        shard=f"{bulk.shard.number}/{bulk.shard.count}" if bulk.shard.count > 1 else "",
        dry_run=bool(bulk.options.get("dry_run")),
        started=started.isoformat(timespec="seconds"),
        seconds=round((datetime.now(UTC) - started).total_seconds(), 3),
        sites=len(bulk.sites),
        done=sums.done,
        kept=kept,
        quarantined=sums.quarantined,
        left=len(bulk.sites) - sums.sites,
        poorer=sums.poorer,
        bytes=sums.bytes,
        totals=sums.totals(),
        fidelity=sums.fidelity(),
        findings=sums.findings(),
        worst=tuple(worst),
    )


def _write(results: Results, report: BulkReport, sites: Iterable[SiteResult]) -> None:
    results.write("sites.jsonl", (msgspec.json.encode(site) + b"\n" for site in sites))
    results.write("report.json", [encode(report)])
    results.write("report.md", [write_markdown(report).encode()])
    results.write("report.html", (piece.encode() for piece in write_html(report)))


def encode(report: BulkReport) -> bytes:
    """Write a merged report as indented JSON."""
    return msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n"
