"""`wpmigrate targets`."""

import click


@click.command("targets")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(as_json: bool) -> int:
    """List the platforms that `convert --to` knows, with their options, and the formats of `convert --redirects`."""
    import msgspec  # noqa: PLC0415 - `--help` must not wait for the add-ins

    from wpmigrate import registry  # noqa: PLC0415
    from wpmigrate.cli.params import print_json  # noqa: PLC0415

    found = {name: registry.target(name) for name in registry.target_names()}
    formats = {name: registry.redirects(name).summary for name in registry.redirect_names()}
    if as_json:
        described = {name: {"summary": t.summary, "options": _defaults(t.options)} for name, t in found.items()}
        listed = {"targets": described, "redirects": {name: {"summary": said} for name, said in formats.items()}}
        print_json(msgspec.json.format(msgspec.json.encode(listed), indent=2))
        return 0
    for name, target in found.items():
        click.echo(f"{name:<12} {target.summary}")
        for key, default in _defaults(target.options).items():
            click.echo(f"{'':<12}   --set {key}={default}")
    click.echo("\nFormats of --redirects:")
    for name, summary in formats.items():
        click.echo(f"{name:<12} {summary}")
    return 0


def _defaults(options: type) -> dict[str, object]:
    import msgspec  # noqa: PLC0415

    made = options()
    return {field.name: msgspec.to_builtins(getattr(made, field.name)) for field in msgspec.structs.fields(options)}
