"""`wpmigrate schema`."""

from typing import Any, Final

import click

from wpmigrate.cli import completing
from wpmigrate.cli.completing import offer

_CONFIG: Final = "config"


@click.command("schema")
@click.argument("name", required=False, shell_complete=offer(completing.schemas))
def command(name: str | None) -> int:
    """Print the JSON Schema of one of the files we write (for JSON Lines, of one line); without NAME, list them."""
    import msgspec  # noqa: PLC0415 - `--help` must not wait for the model

    from wpmigrate.cli.params import print_json  # noqa: PLC0415
    from wpmigrate.errors import UsageError  # noqa: PLC0415
    from wpmigrate.pipeline.schemas import SCHEMAS  # noqa: PLC0415

    names = [*SCHEMAS, _CONFIG]
    if name is None:
        click.echo("\n".join(names))
        return 0
    if name not in names:
        raise UsageError(f"There is no schema {name!r}; there are {', '.join(names)}.", code="unknown-schema")
    schema = _config_schema() if name == _CONFIG else msgspec.json.schema(SCHEMAS[name])
    print_json(msgspec.json.format(msgspec.json.encode(schema), indent=2))
    return 0


def _config_schema() -> dict[str, Any]:
    from wpmigrate.cli.convert import command as convert  # noqa: PLC0415
    from wpmigrate.cli.settings import settings_of  # noqa: PLC0415
    from wpmigrate.settings.schema import settings_schema  # noqa: PLC0415

    return settings_schema(settings_of(convert))
