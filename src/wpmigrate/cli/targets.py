"""`wpmigrate targets`."""

from typing import Any

import click

from wpmigrate.cli import completing
from wpmigrate.cli.completing import offer


@click.command("targets")
@click.argument("name", required=False, shell_complete=offer(completing.add_ins))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(name: str | None, as_json: bool) -> int:
    """List the platforms of `convert --to`, the comment systems of `--comments` and the formats of `--redirects`.

    With NAME say all there is about one: its options with their defaults, and what it cannot hold.
    """
    import msgspec  # noqa: PLC0415 - `--help` must not wait for the add-ins

    from wpmigrate.cli.params import print_json  # noqa: PLC0415

    shown = _one(name) if name else _all()
    if as_json:
        print_json(msgspec.json.format(msgspec.json.encode(shown), indent=2))
    elif name:
        for at, add_ins in enumerate(shown.values()):
            if at:
                click.echo()
            _print_one(name, add_ins[name])
    else:
        _print_all(shown)
    return 0


def _all() -> dict[str, dict[str, Any]]:
    from wpmigrate import registry  # noqa: PLC0415

    return {
        "targets": {name: _described(registry.target(name)) for name in registry.target_names()},
        "comments": {name: _described(registry.comments(name)) for name in registry.comment_names()},
        "redirects": {name: {"summary": registry.redirects(name).summary} for name in registry.redirect_names()},
    }


def _one(name: str) -> dict[str, dict[str, Any]]:
    """Answer all add-ins of a name, whichever their kind; a name nobody has is refused as a target's."""
    from wpmigrate import registry  # noqa: PLC0415

    found: dict[str, dict[str, Any]] = {}
    if name in registry.target_names():
        found["targets"] = {name: _described(registry.target(name))}
    if name in registry.comment_names():
        found["comments"] = {name: _described(registry.comments(name))}
    if name in registry.redirect_names():
        form = registry.redirects(name)
        found["redirects"] = {name: {"summary": form.summary, "next_step": form.next_step}}
    return found or {"targets": {name: _described(registry.target(name))}}


def _described(add_in: Any) -> dict[str, Any]:
    from wpmigrate.report.addins import described  # noqa: PLC0415

    return described(add_in)


def _print_all(shown: dict[str, dict[str, Any]]) -> None:
    titles = {
        "targets": "Platforms of --to:",
        "comments": "Comment systems of --comments:",
        "redirects": "Formats of --redirects:",
    }
    for kind, add_ins in shown.items():
        click.echo(("" if kind == "targets" else "\n") + titles[kind])
        for name, one in add_ins.items():
            _hang(f"  {name:<14}", one["summary"])
            for what in one.get("not_held", ()):
                _hang(f"  {'':<14}limit: ", what.rstrip("."))
    click.echo("\n`wpmigrate targets NAME` lists the options of one.")


def _hang(label: str, text: str) -> None:
    """Print a label and text after it, in lines below each other that fit into a terminal."""
    click.echo(click.wrap_text(text, 80, label, " " * len(label)))


def _print_one(name: str, one: dict[str, Any]) -> None:
    _hang(f"{name}: ", one["summary"])
    if one.get("explained"):
        click.echo(f"\n{click.wrap_text(one['explained'], 80, preserve_paragraphs=True)}\n")
    for key, option in one.get("options", {}).items():
        choices = f"  ({' | '.join(option['choices'])})" if option["choices"] else ""
        default = option["default"]
        shown = str(default).lower() if isinstance(default, bool) else default
        click.echo(f"  --set {name}.{key}={shown}{choices}")
    for label, found in (("Limit", one.get("not_held")), ("Needs", one.get("needs"))):
        for sentence in found or ():
            click.echo()
            _hang(f"{label}: ", sentence)
    if one.get("next_step"):
        click.echo()
        _hang("Next: ", one["next_step"].replace("{folder}", "DIR"))
