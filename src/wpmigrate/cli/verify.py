"""`wpmigrate verify`."""

from pathlib import Path

import click

from wpmigrate.cli.params import LOGGING, cores, print_json

DIFFERS = 3


@click.command("verify")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("inputs", nargs=-1, metavar="[EXPORT…]", type=click.Path(path_type=str, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--allow-edits", is_flag=True, help="End with 0 though people have edited files, if nothing else differs."
)
@click.option(
    "--uploads",
    multiple=True,
    type=click.Path(),
    metavar="PATH",
    help="Where the uploads of the recorded run are now; repeatable.",
)
@click.option(
    "--overrides",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where the overrides of the recorded run are now.",
)
@click.option(
    "--authors",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where the authors file of the recorded run is now.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=cores,
    metavar="N",
    help="Worker processes that convert EXPORT again. [default: the cores there are]",
)
@LOGGING
def command(
    folder: Path,
    inputs: tuple[str, ...],
    as_json: bool,
    allow_edits: bool,
    uploads: tuple[str, ...],
    overrides: Path | None,
    authors: Path | None,
    jobs: int,
) -> int:
    """Hold a folder that `convert` has written against its manifest, its ledger and its own links; change nothing.

    With EXPORT, convert it again as recorded, into nothing, and hold every file, ledger row and body against that.
    Ends with 0 where everything is as it was written, and with 3 where something differs.
    """
    import msgspec  # noqa: PLC0415 - `--help` must not wait for lxml

    from wpmigrate.cli.progress import progress_bar  # noqa: PLC0415
    from wpmigrate.cli.talking import show  # noqa: PLC0415
    from wpmigrate.pipeline.rehearsing import Places  # noqa: PLC0415
    from wpmigrate.pipeline.verifying import verify  # noqa: PLC0415
    from wpmigrate.report.verification import describe  # noqa: PLC0415

    with progress_bar(quiet=as_json) as progress:
        places = Places(uploads, overrides, authors, jobs)
        found = verify(folder, inputs, allow_edits=allow_edits, places=places, progress=progress)
    if as_json:
        print_json(msgspec.json.format(msgspec.json.encode(found), indent=2))
    else:
        show(describe(found, str(folder)))
    return 0 if found.whole else DIFFERS
