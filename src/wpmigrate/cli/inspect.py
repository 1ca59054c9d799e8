"""`wpmigrate inspect`."""

import click

from wpmigrate.cli.params import INPUTS, print_json


@click.command("inspect")
@INPUTS
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(inputs: tuple[str, ...], as_json: bool) -> int:
    """Say what an export holds: items, comments, authors, terms, blocks, shortcodes, fields, damage. Writes nothing."""
    import msgspec  # noqa: PLC0415 - `--help` must not wait for lxml

    from wpmigrate.cli.progress import progress_bar  # noqa: PLC0415
    from wpmigrate.config import options_of  # noqa: PLC0415
    from wpmigrate.pipeline.inspecting import inspect  # noqa: PLC0415
    from wpmigrate.report.inspection import describe  # noqa: PLC0415

    with progress_bar(quiet=as_json) as progress:
        found = inspect(options_of(inputs, "."), progress)
    if as_json:
        print_json(msgspec.json.format(msgspec.json.encode(found), indent=2))
    else:
        click.echo(describe(found))
    return 0
