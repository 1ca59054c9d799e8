"""`wpmigrate targets`."""

import click


@click.command("targets")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(as_json: bool) -> int:
    """List the platforms that `convert --to` knows, with their options."""
    import msgspec  # noqa: PLC0415 - `--help` must not wait for the add-ins

    from wpmigrate import registry  # noqa: PLC0415
    from wpmigrate.cli.params import print_json  # noqa: PLC0415

    found = {name: registry.target(name) for name in registry.target_names()}
    described = {name: {"summary": t.summary, "options": _defaults(t.options)} for name, t in found.items()}
    if as_json:
        print_json(msgspec.json.format(msgspec.json.encode(described), indent=2))
        return 0
    for name, target in found.items():
        click.echo(f"{name:<12} {target.summary}")
        for key, default in _defaults(target.options).items():
            click.echo(f"{'':<12}   --set {key}={default}")
    return 0


def _defaults(options: type) -> dict[str, object]:
    import msgspec  # noqa: PLC0415

    made = options()
    return {field.name: msgspec.to_builtins(getattr(made, field.name)) for field in msgspec.structs.fields(options)}
