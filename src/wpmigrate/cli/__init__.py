"""The command line: one command per file. Results on stdout, progress and errors on stderr, never a prompt."""

import os
import signal
import sys
from typing import Any

import click

from wpmigrate import __version__
from wpmigrate.cli.talking import LOG_FORMAT, complain, never_stumble, speaks_json
from wpmigrate.errors import OutputError, WpmigrateError

# In the order in which a person meets them.
_COMMANDS = ("inspect", "init", "convert", "bulk", "verify", "diff", "explain", "targets", "schema", "completion")
_ASK = "Please report it, with what WPMIGRATE_DEBUG=1 prints in front of the same command."
_GO_ON = "every file written so far is whole. Run the same command to go on."
COMPLETE = "_WPMIGRATE_COMPLETE"
"""The variable through which a shell asks; the same however the program was started."""
INTERRUPTED = 130
TERMINATED = 143


class _Group(click.Group):
    """Import a command when it is called, and turn what stops a run into one sentence and its exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        from importlib import import_module  # noqa: PLC0415 - `--help` must not wait for lxml

        command: click.Command = import_module(f"wpmigrate.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Suggest the nearest command for a typo."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            from difflib import get_close_matches  # noqa: PLC0415

            near = get_close_matches(args[0], _COMMANDS, 1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise click.UsageError(f"There is no command {args[0]!r}.{hint}", ctx) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with the whole of their first sentence."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _about(self.get_command(ctx, name))) for name in self.list_commands(ctx)])

    def main(self, *args: Any, **kwargs: Any) -> Any:
        kwargs |= {"standalone_mode": False, "complete_var": COMPLETE}
        LOG_FORMAT.set("text")
        never_stumble()
        signal.signal(signal.SIGTERM, _terminate)
        try:
            code = super().main(*args, **kwargs)
        except WpmigrateError as error:
            complain(error.sentence, error.code, error.exit_code)
            code = error.exit_code
        except click.ClickException as error:
            complain(error.format_message(), "usage", error.exit_code) if speaks_json() else error.show()
            code = error.exit_code
        except BrokenPipeError:
            sys.stderr.close()  # the reader has gone; Python must not complain about it at exit
            code = 0
        except (click.Abort, KeyboardInterrupt):
            complain(f"stopped; {_GO_ON}", "stopped", INTERRUPTED)
            code = INTERRUPTED
        except OSError as error:
            if os.environ.get("WPMIGRATE_DEBUG"):
                raise
            said = f"{error.filename}: " * bool(error.filename) + (error.strerror or type(error).__name__).lower()
            code = OutputError.exit_code
            complain(f"the system refused a file ({said}): see to it and run again.", "system", code)
        except Exception as error:
            if os.environ.get("WPMIGRATE_DEBUG"):
                raise
            complain(f"an internal error, {type(error).__name__}: {error}. {_ASK}", "internal", 1)
            code = 1
        sys.exit(code if isinstance(code, int) else 0)


def _terminate(*_: object) -> None:
    complain(f"told to stop; {_GO_ON}", "stopped", TERMINATED)
    sys.exit(TERMINATED)


def _about(command: click.Command | None) -> str:
    text = (command.short_help or command.help or "") if command else ""
    return " ".join(text.partition("\n\n")[0].split())


@click.group(
    "wpmigrate", cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="wpmigrate", message="%(prog)s %(version)s")
def main() -> None:
    """Get a site out of WordPress: an export (WXR) in, Markdown and JSON out, and a ledger that accounts for everything.

    \b
    wpmigrate inspect export.xml                     what is in it
    wpmigrate convert export.xml -o site --dry-run   what comes out, what is lost
    wpmigrate convert export.xml -o site --to hugo   do it
    """  # noqa: D301 - Click knows a paragraph to keep by a backspace
