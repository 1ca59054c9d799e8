"""`wpmigrate targets`."""

from collections.abc import Mapping
from typing import Any

import click


@click.command("targets")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(as_json: bool) -> int:
    """List the platforms that `convert --to` knows, the systems of `--comments`, and the formats of `--redirects`."""
    import msgspec  # noqa: PLC0415 - `--help` must not wait for the add-ins

    from wpmigrate import registry  # noqa: PLC0415
    from wpmigrate.cli.params import print_json  # noqa: PLC0415

    found = {name: registry.target(name) for name in registry.target_names()}
    systems = {name: registry.comments(name) for name in registry.comment_names()}
    formats = {name: registry.redirects(name).summary for name in registry.redirect_names()}
    if as_json:
        listed = {
            "targets": {name: _described(one) for name, one in found.items()},
            "comments": {name: _described(one) for name, one in systems.items()},
            "redirects": {name: {"summary": said} for name, said in formats.items()},
        }
        print_json(msgspec.json.format(msgspec.json.encode(listed), indent=2))
        return 0
    _list(found)
    click.echo("\nSystems of --comments:")
    _list(systems)
    click.echo("\nFormats of --redirects:")
    for name, summary in formats.items():
        click.echo(f"{name:<12} {summary}")
    return 0


def _list(found: Mapping[str, Any]) -> None:
    for name, one in found.items():
        click.echo(f"{name:<12} {one.summary}")
        for key, default in _defaults(one.options).items():
            click.echo(f"{'':<12}   --set {key}={default}")


def _described(one: Any) -> dict[str, object]:
    return {"summary": one.summary, "options": _defaults(one.options)}


def _defaults(options: type) -> dict[str, object]:
    import msgspec  # noqa: PLC0415

    made = options()
    return {field.name: msgspec.to_builtins(getattr(made, field.name)) for field in msgspec.structs.fields(options)}
