"""`wpmigrate diff`."""

from pathlib import Path

import click

from wpmigrate.cli.params import print_json

DIFFERS = 3


@click.command("diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--exit-code", is_flag=True, help="End with 3 when the two differ.")
def command(old: Path, new: Path, as_json: bool, exit_code: bool) -> int:
    """Say what changed between two runs, or two exports of one site.

    OLD and NEW are reports, as --report writes them, or folders that `convert` has written. Beside a ledger.jsonl of the same run
    every item, comment, term and author is compared too.
    """
    import msgspec  # noqa: PLC0415 - `--help` must not wait for the model

    from wpmigrate.cli.talking import show  # noqa: PLC0415
    from wpmigrate.report.comparison import compare  # noqa: PLC0415
    from wpmigrate.report.comparison_text import describe  # noqa: PLC0415

    found = compare(old, new)
    if as_json:
        print_json(msgspec.json.format(msgspec.json.encode(found), indent=2))
    else:
        show(describe(found))
    return DIFFERS if exit_code and not found.same else 0
