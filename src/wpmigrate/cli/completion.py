"""`wpmigrate completion`."""

import click

_SHELLS = ("bash", "zsh", "fish")


@click.command("completion", short_help="Print what makes a shell complete commands, options and names.")
@click.argument("shell", type=click.Choice(_SHELLS))
def command(shell: str) -> int:
    """Print the script that makes a shell complete commands, options, targets, codes and file names.

    \b
    bash   eval "$(wpmigrate completion bash)"   in ~/.bashrc
    zsh    eval "$(wpmigrate completion zsh)"    in ~/.zshrc, below compinit
    fish   wpmigrate completion fish > ~/.config/fish/completions/wpmigrate.fish
    """  # noqa: D301 - Click knows a paragraph to keep by a backspace
    from click.shell_completion import get_completion_class  # noqa: PLC0415 - nobody else needs it

    from wpmigrate.cli import COMPLETE, main  # noqa: PLC0415

    complete = get_completion_class(shell)
    assert complete is not None
    writer = complete(main, {}, "wpmigrate", COMPLETE)
    click.echo(writer.source_template % writer.source_vars())
    return 0
