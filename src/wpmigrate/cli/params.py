"""Parameters that several commands share."""

import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

from wpmigrate.cli.talking import LOG_FORMAT

Command = TypeVar("Command", bound=Callable[..., Any])

INPUTS = click.argument(
    "inputs", nargs=-1, required=True, metavar="EXPORT…", type=click.Path(path_type=str, allow_dash=True)
)


def cores() -> int:
    """Count the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


QUIET = click.option("-q", "--quiet", is_flag=True, help="No progress and no summary.")


def _log_format(_: click.Context, __: click.Parameter, value: str) -> None:
    LOG_FORMAT.set(value)


LOGGING = click.option(
    "--log-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    is_eager=True,
    expose_value=False,
    callback=_log_format,
    help="Progress and errors on stderr for people, or as lines of JSON for a program.",
)


def print_json(encoded: bytes) -> None:
    """Write JSON to stdout as bytes, so that no terminal encoding can spoil it."""
    click.echo(encoded.rstrip(b"\n"))


def pairs(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:  # noqa: ARG001
    """Read repeated KEY=VALUE options."""
    split = [value.partition("=") for value in values]
    wrong = next((key for key, equals, _ in split if not equals or not key), None)
    if wrong is not None:
        raise click.BadParameter(f"{wrong!r} is not KEY=VALUE, for example layout=flat.")
    return {key: value for key, _, value in split}
