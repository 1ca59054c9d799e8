"""The options of `convert` as settings of a file, and that file as defaults of the options: flags win over it."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

if TYPE_CHECKING:
    from wpmigrate.settings.model import Setting, Settings

Command = TypeVar("Command", bound=Callable[..., Any])

NAME: Final = "wpmigrate.toml"
"""The file that is read where it lies in the current folder."""

_NOT_IN_FILE: Final = frozenset(("target_options",))
"""Options of targets have tables of their own."""
_KEPT: Final = "wpmigrate.settings"
_LEFT_OUT: Final = "wpmigrate.no-config"


def configured(command: Command) -> Command:
    """Give a command `--config` and `--no-config`."""
    without = click.option(
        "--no-config",
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=_leave_out,
        help=f"Do not read {NAME} of the current folder.",
    )
    with_file = click.option(
        "--config",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        is_eager=True,
        expose_value=False,
        callback=_load,
        help=f"Take options from this file; without it, from {NAME} of the current folder if that is there. Flags win.",
    )
    return with_file(without(command))


def merge_settings(given: dict[str, Any], *, quiet: bool = False) -> dict[str, Any]:
    """Add to the options of a call what stands in the tables of its file."""
    context = click.get_current_context()
    settings: Settings | None = context.meta.get(_KEPT)
    if settings is None:
        return given
    if not quiet:
        click.echo(f"wpmigrate: options are taken from {settings.path}; --no-config leaves it out.", err=True)
    chosen = (*given["to"], *given["comments"])
    tables = {**settings.targets, **settings.comments}
    options = {f"{name}.{key}": value for name in chosen for key, value in tables.get(name, {}).items()}
    rules = {name: {"kind": rule.kind, "text": rule.text} for name, rule in settings.shortcodes.items()}
    flagged = context.get_parameter_source("authors") == click.core.ParameterSource.COMMANDLINE
    fields = given["fields"] if _on_line(context, "fields") else (*given["fields"], *settings.fields)
    return {
        **given,
        "target_options": _override(options, given["target_options"]),
        "shortcode_rules": rules,
        "fields": fields,
        "author_edits": {} if flagged else settings.authors,
    }


def _on_line(context: click.Context, name: str) -> bool:
    return context.get_parameter_source(name) == click.core.ParameterSource.COMMANDLINE


def _override(options: dict[str, Any], flags: dict[str, str]) -> dict[str, Any]:
    """Let `--set layout=flat` win over `layout` of every target, and `--set hugo.layout=flat` over Hugo's."""
    kept = {key: value for key, value in options.items() if key.partition(".")[2] not in flags}
    return {**kept, **flags}


def _leave_out(context: click.Context, parameter: click.Parameter, value: bool) -> None:  # noqa: ARG001 - Click's signature
    if value:
        context.meta[_LEFT_OUT] = True


def _load(context: click.Context, parameter: click.Parameter, value: Path | None) -> None:  # noqa: ARG001
    if context.resilient_parsing:
        return
    if context.meta.get(_LEFT_OUT):
        if value is not None:
            raise click.UsageError("--config and --no-config contradict each other.", context)
        return
    path = value or Path(NAME)
    if value is None and not path.is_file():
        return
    from wpmigrate.settings.reading import read_settings  # noqa: PLC0415 - only paid for by those who have a file

    settings = read_settings(path, settings_of(context.command))
    context.default_map = {**(context.default_map or {}), **settings.options}
    context.meta[_KEPT] = settings


@cache
def settings_of(command: click.Command) -> "tuple[Setting, ...]":
    """List what a file can say of a command: its options, with the help of their flags."""
    return tuple(_settings(command))


def _settings(command: click.Command) -> "Iterator[Setting]":
    for option in command.params:
        if isinstance(option, click.Option) and option.expose_value and option.name not in _NOT_IN_FILE:
            yield _setting(option)


def _setting(option: click.Option) -> "Setting":
    from wpmigrate.settings.model import Setting  # noqa: PLC0415 - `--help` must not wait for the model

    kind: Any = "switch" if option.is_flag else _kind(option.type)
    ranged = isinstance(option.type, click.IntRange | click.FloatRange)
    default = None if callable(option.default) or str(option.default).startswith("Sentinel") else option.default
    return Setting(
        name=next(name for name in option.opts if name.startswith("--")).lstrip("-"),
        field=str(option.name),
        help=option.help or "",
        kind=kind,
        many=option.multiple,
        choices=tuple(option.type.choices) if isinstance(option.type, click.Choice) else (),
        default=default,
        least=getattr(option.type, "min", None) if ranged else None,
        most=getattr(option.type, "max", None) if ranged else None,
        hint=option.metavar or "",
    )


def _kind(of: Any) -> str:
    kinds = ((click.Choice, "choice"), (click.IntRange, "integer"), (click.FloatRange, "number"), (click.Path, "path"))
    return next((kind for one, kind in kinds if isinstance(of, one)), "text")
