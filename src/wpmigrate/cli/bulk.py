"""`wpmigrate bulk`."""

from pathlib import Path
from typing import Any, Final

import click

from wpmigrate.cli.convert import command as convert
from wpmigrate.cli.params import LOGGING, QUIET, cores, print_json
from wpmigrate.cli.sections import Sectioned
from wpmigrate.cli.settings import configured, merge_settings, settings_of

_NOT_OF_A_SITE: Final = frozenset(
    (
        "inputs",
        "out",
        "reports",
        "report_bodies",
        "as_json",
        "jobs",
        "profile",
        "quiet",
        "log_format",
        "config",
        "no_config",
    )
)


def _shard(_: click.Context, __: click.Parameter, value: str | None) -> tuple[int, int]:
    """Read `2/5`."""
    number, slash, count = (value or "1/1").partition("/")
    if not (slash and number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count)):
        raise click.BadParameter(f"{value!r} is not I/N, such as 1/4: this call's share of all sites.")
    return int(number), int(count)


@click.command("bulk", cls=Sectioned, short_help="Convert many exports, each on its own.")
@click.argument("inputs", nargs=-1, metavar="[EXPORT|FOLDER|PATTERN]…", type=click.Path(path_type=str))
@configured
@click.option(
    "-o", "--output", "out", required=True, type=click.Path(path_type=Path), help="Folder of the folders of all sites."
)
@click.option(
    "--manifest",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="A list of sites: paths in a .txt file, or a .csv, .tsv or .toml table with options for each site.",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), default=cores, metavar="N",
    help="How many sites are converted at a time. [default: the cores there are]",
)  # fmt: skip
@click.option(
    "--site-timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS",
    help="Quarantine a site that takes longer. [default: 10 minutes, and one more for each 12 MB]",
)  # fmt: skip
@click.option(
    "--site-memory", type=click.IntRange(min=64), default=2000, show_default=True, metavar="MB",
    help="Quarantine a site that needs more memory.",
)  # fmt: skip
@click.option(
    "--shard", metavar="I/N", callback=_shard,
    help="Convert share I of N of the sites; N calls on any machines do all of them.",
)  # fmt: skip
@click.option(
    "--scheduler", metavar="ADDRESS", default="",
    help="Convert on the Dask cluster with this scheduler, such as tcp://host:8786; needs wpmigrate[dask].",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the merged report as JSON instead of the summary.")
@QUIET
@LOGGING
def command(
    inputs: tuple[str, ...],
    out: Path,
    manifest: Path | None,
    jobs: int,
    site_timeout: float | None,
    site_memory: int,
    shard: tuple[int, int],
    scheduler: str,
    as_json: bool,
    quiet: bool,
    **given: Any,
) -> int:
    """Convert many exports into a folder of folders, one for each site; a bad export never stops the others.

    An EXPORT is a site; of a FOLDER, each export in it is one, and each folder of parts. What is done is not done again,
    unless the export or the options have changed.
    """
    from wpmigrate.bulk.apart import Limits  # noqa: PLC0415 - `--help` must not wait for lxml
    from wpmigrate.bulk.manifest import read_manifest  # noqa: PLC0415
    from wpmigrate.bulk.run import Bulk, encode, run_bulk  # noqa: PLC0415
    from wpmigrate.bulk.sites import Shard, find_sites  # noqa: PLC0415
    from wpmigrate.cli.progress import progress_bar  # noqa: PLC0415
    from wpmigrate.cli.talking import show  # noqa: PLC0415
    from wpmigrate.report.bulk_text import summary  # noqa: PLC0415

    if not inputs and manifest is None:
        raise click.UsageError("Name exports, folders or patterns, or give a --manifest.")
    listed = read_manifest(manifest, settings_of(_of_a_site())) if manifest is not None else []
    bulk = Bulk(
        sites=find_sites(inputs, listed),
        output=out,
        options=merge_settings(given, quiet=quiet),
        limits=Limits(site_timeout, site_memory * 1_000_000),
        jobs=jobs,
        shard=Shard(*shard),
        scheduler=scheduler,
    )
    with progress_bar(quiet=quiet) as progress:
        report = run_bulk(bulk, progress)
    if as_json:
        print_json(encode(report))
    elif not quiet:
        show(summary(report, str(out)))
    return report.exit_code


def _of_a_site() -> click.Command:
    """Answer a command that has the options of one site, and nothing else."""
    return click.Command("site", params=[one for one in convert.params if one.name not in _NOT_OF_A_SITE])


command.params += _of_a_site().params
