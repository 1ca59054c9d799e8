"""`wpmigrate init`."""

import copy
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click

from wpmigrate.cli.convert import command as convert
from wpmigrate.cli.params import INPUTS
from wpmigrate.cli.sections import Sectioned
from wpmigrate.cli.settings import NAME, settings_of
from wpmigrate.errors import UsageError

_OF_A_CALL: Final = frozenset(("force", "quiet"))
"""Flags of `convert` that `init` has for itself."""


@click.command("init", cls=Sectioned, short_help="Write a first wpmigrate.toml for an export.")
@INPUTS
@click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    default=NAME,
    show_default=True,
    metavar="FILE",
    help="Where to write the settings; - prints them.",
)
@click.option("--ask", "asks", is_flag=True, help="Ask for the main choices, with an example for each, on a terminal.")
@click.option("--force", is_flag=True, help="Replace a file that is there already.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary.")
def command(inputs: tuple[str, ...], path: Path, asks: bool, force: bool, quiet: bool, **_: Any) -> int:
    """Write a first wpmigrate.toml for an export: your flags, every other option as a comment, and what the export suggests.

    Takes the flags of convert. Nothing is converted, and no file is replaced without --force.
    """
    from wpmigrate.cli.progress import progress_bar  # noqa: PLC0415 - `--help` must not wait for lxml
    from wpmigrate.config import options_of  # noqa: PLC0415
    from wpmigrate.output.apply import write_file  # noqa: PLC0415
    from wpmigrate.pipeline.inspecting import inspect  # noqa: PLC0415
    from wpmigrate.pipeline.survey.suggesting import suggestions  # noqa: PLC0415
    from wpmigrate.settings.writing import first_settings  # noqa: PLC0415

    printed = str(path) == "-"
    if not printed and path.exists() and not force:
        raise UsageError(f"{path} is there already: --force replaces it, --file names another.", code="file-exists")
    given, options = _given(click.get_current_context())
    _refuse_wrong(inputs, given)
    with progress_bar(quiet=quiet) as progress:
        found = inspect(options_of(inputs, "."), progress)
    if asks:
        given, options = _asked(inputs, given, options)
    to, comments = tuple(given.get("to", ("markdown",))), _systems(given)
    _check(to, comments, options)
    written = first_settings(settings_of(convert), _beside(given, path), options, to, comments, suggestions(found))
    if printed:
        click.echo(written, nl=False)
        return 0
    write_file(path, written.encode())
    if not quiet:
        click.echo(f"Wrote {path}: read it, change it, then see what would come out:\n")
        click.echo(f"  wpmigrate convert {' '.join(map(_shown, inputs))}{_rest(given, path)} --dry-run")
    return 0


def _refuse_wrong(inputs: tuple[str, ...], given: dict[str, Any]) -> None:
    """Refuse flags that `convert` would refuse."""
    from wpmigrate.config import Options, options_of  # noqa: PLC0415

    fields = {one.name: one.field for one in settings_of(convert) if one.field in Options.__struct_fields__}
    options_of(inputs, ".", **{fields[name]: value for name, value in given.items() if name in fields})


def _given(context: click.Context) -> tuple[dict[str, Any], dict[str, Any]]:
    """Answer the flags of `convert` that this call gave, by their names, and the options of targets apart."""
    line = click.core.ParameterSource.COMMANDLINE
    told = {
        one.name: context.params[one.field]
        for one in settings_of(convert)
        if one.field in context.params
        and one.field not in _OF_A_CALL
        and context.get_parameter_source(one.field) == line
    }
    return told, dict(context.params.get("target_options") or {})


def _asked(
    inputs: tuple[str, ...], given: dict[str, Any], options: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Ask on a terminal; elsewhere nobody could answer."""
    if not _is_terminal():
        click.echo("wpmigrate: --ask asks on a terminal only; the defaults stand.", err=True)
        return given, options
    from wpmigrate.cli.asking import ask  # noqa: PLC0415
    from wpmigrate.config import options_of  # noqa: PLC0415
    from wpmigrate.pipeline.previewing import sample  # noqa: PLC0415

    return ask(given, options, sample(options_of(inputs, ".")))


def _is_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _systems(given: dict[str, Any]) -> tuple[str, ...]:
    return tuple(name for name in given.get("comments", ()) if name not in ("data", "none"))


def _check(to: tuple[str, ...], comments: tuple[str, ...], options: dict[str, Any]) -> None:
    """Refuse what no target or comment system of the flags knows."""
    from wpmigrate import registry  # noqa: PLC0415
    from wpmigrate.config import target_options  # noqa: PLC0415

    structs = {name: registry.target(name).options for name in to}
    target_options(structs | {name: registry.comments(name).options for name in comments}, options)


def _beside(given: dict[str, Any], path: Path) -> dict[str, Any]:
    """Write paths as they are seen from the folder of the file."""
    folder = path.parent if str(path) != "-" else Path()
    paths = {one.name for one in settings_of(convert) if one.kind == "path"}
    return {name: _from(folder, value) if name in paths else value for name, value in given.items()}


def _from(folder: Path, value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [_from(folder, one) for one in value]
    plain = str(value)
    return plain if Path(plain).is_absolute() or folder == Path() else os.path.relpath(plain, folder)


def _shown(name: str) -> str:
    import shlex  # noqa: PLC0415

    return shlex.quote(name)


def _rest(given: dict[str, Any], path: Path) -> str:
    where = "" if path == Path(NAME) else f" --config {_shown(str(path))}"
    return where if "output" in given else f"{where} -o site"


def _flags() -> Iterator[click.Option]:
    """Answer the flags of `convert`; none is needed here."""
    own = {spelling for param in command.params for spelling in param.opts}
    for option in convert.params:
        if isinstance(option, click.Option) and option.expose_value and not own & set(option.opts):
            flag = copy.copy(option)
            flag.required = False
            yield flag


command.params += list(_flags())
