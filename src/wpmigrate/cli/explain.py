"""`wpmigrate explain`."""

import click

from wpmigrate.cli import completing
from wpmigrate.cli.completing import offer
from wpmigrate.cli.params import print_json


@click.command("explain")
@click.argument("code", required=False, shell_complete=offer(completing.codes))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(code: str | None, as_json: bool) -> int:
    """Say what a code of a report, of the ledger or of an error means, why it happens and what to do.

    Without CODE list every code, the losses first.
    """
    import msgspec  # noqa: PLC0415 - `--help` must not wait for it

    from wpmigrate.cli.talking import show  # noqa: PLC0415
    from wpmigrate.report.explaining import describe, every, explain, listing  # noqa: PLC0415

    if as_json:
        found = explain(code) if code else list(every())
        print_json(msgspec.json.format(msgspec.json.encode(found), indent=2))
    else:
        show(describe(explain(code)) if code else listing())
    return 0
