"""How the program speaks: text or JSON lines on stderr, with or without colour."""

import os
import re
import sys
from contextvars import ContextVar
from typing import Any, Final, TextIO

import click

LOG_FORMAT: Final = ContextVar("LOG_FORMAT", default="text")
"""What `--log-format` of this call says."""

_STYLES: Final = (
    (re.compile(r"^SET THIS FIRST(?=  )"), {"fg": "yellow", "bold": True}),
    (re.compile(r"^  LOSS\b"), {"fg": "red", "bold": True}),
    (re.compile(r"^  change\b"), {"fg": "yellow"}),
    (re.compile(r"^[A-Z][\w ,]*(?=:|$)"), {"bold": True}),
    (re.compile(r"^wpmigrate \S+(?= · )"), {"bold": True}),
    (re.compile(r"(?<= )\[[a-z0-9-]+\]$"), {"dim": True}),
    (re.compile(r"^  \d\.(?= )"), {"fg": "cyan"}),
)
"""Which part of a line of ours is shown how; the text itself never changes."""


def speaks_json() -> bool:
    """Answer whether stderr is for a program."""
    return LOG_FORMAT.get() == "json"


def tell(event: Any) -> None:
    """Write one event as a line of JSON, where they are wanted."""
    if speaks_json():
        import msgspec  # noqa: PLC0415 - `--help` must not wait for the model

        click.echo(msgspec.json.encode(event), err=True)


def complain(message: str, code: str, exit_code: int) -> None:
    """Say in one sentence, on one line, what stopped the run; it may name a file that a stranger named."""
    from wpmigrate.report.printable import visible  # noqa: PLC0415 - `--help` must not wait for it

    message = visible(" ".join(message.split()))
    if speaks_json():
        from wpmigrate.report.events import ErrorEvent  # noqa: PLC0415

        tell(ErrorEvent(code, message, exit_code))
    else:
        click.echo(f"wpmigrate: {message} [{code}]", err=True)


def show(text: str, stream: TextIO | None = None) -> None:
    """Print text of ours on stdout, with a little colour where a person watches."""
    coloured = wants_colour(stream or sys.stdout)
    click.echo(colour(text) if coloured else text, nl=False, color=coloured)


def wants_colour(stream: TextIO | None) -> bool:
    """Answer whether a stream shows colour: NO_COLOR and FORCE_COLOR first, then whether it is a terminal that can."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream is not None and stream.isatty() and os.environ.get("TERM") != "dumb"


def colour(text: str) -> str:
    """Mark headings, losses and codes of a summary."""
    return "\n".join(map(_coloured, text.split("\n")))


def _coloured(line: str) -> str:
    for pattern, style in _STYLES:
        line = pattern.sub(lambda found, style=style: click.style(found[0], **style), line, count=1)  # type: ignore[misc]
    return line


def never_stumble() -> None:
    """Let a terminal or pipe of another encoding show `?` for what it does not have, instead of stopping the run."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
