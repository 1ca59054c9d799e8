"""`wpmigrate inspect`."""

from pathlib import Path

import click

from wpmigrate.cli.params import INPUTS, print_json


@click.command("inspect")
@INPUTS
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--overrides",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write a first version of the file that convert takes as --overrides: .csv, .tsv or .toml.",
)
@click.option(
    "--authors",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write a first version of the file that convert takes as --authors: .csv, .tsv or .toml.",
)
def command(inputs: tuple[str, ...], as_json: bool, overrides: Path | None, authors: Path | None) -> int:
    """Say what an export holds: items, comments, authors, terms, blocks, shortcodes, fields, damage.

    Nothing is written but the files that --overrides and --authors name; one that is there already is never replaced.
    """
    import msgspec  # noqa: PLC0415 - `--help` must not wait for lxml

    from wpmigrate.cli.progress import progress_bar  # noqa: PLC0415
    from wpmigrate.config import options_of  # noqa: PLC0415
    from wpmigrate.pipeline.inspecting import FirstVersions, inspect  # noqa: PLC0415
    from wpmigrate.report.inspection_text import describe  # noqa: PLC0415

    with progress_bar(quiet=as_json) as progress:
        found = inspect(options_of(inputs, "."), progress, FirstVersions(overrides, authors))
    if as_json:
        print_json(msgspec.json.format(msgspec.json.encode(found), indent=2))
    else:
        click.echo(describe(found))
    return 0
