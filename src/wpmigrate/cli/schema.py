"""`wpmigrate schema`."""

import click

from wpmigrate.cli import completing
from wpmigrate.cli.completing import offer


@click.command("schema")
@click.argument("name", required=False, shell_complete=offer(completing.schemas))
def command(name: str | None) -> int:
    """Print the JSON Schema of one of the files we write (for JSON Lines, of one line); without NAME, list them."""
    import msgspec  # noqa: PLC0415 - `--help` must not wait for the model

    from wpmigrate.cli.params import print_json  # noqa: PLC0415
    from wpmigrate.errors import UsageError  # noqa: PLC0415
    from wpmigrate.pipeline.schemas import SCHEMAS  # noqa: PLC0415

    if name is None:
        click.echo("\n".join(SCHEMAS))
        return 0
    if name not in SCHEMAS:
        raise UsageError(f"There is no schema {name!r}; there are {', '.join(SCHEMAS)}.", code="unknown-schema")
    print_json(msgspec.json.format(msgspec.json.encode(msgspec.json.schema(SCHEMAS[name])), indent=2))
    return 0
