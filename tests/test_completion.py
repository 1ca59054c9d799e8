"""Completion, tried in the real shells that are installed."""

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from wpmigrate import registry
from wpmigrate.cli import main
from wpmigrate.diagnostics import Code

CASES = [
    ("conv", {"convert"}),
    ("convert --to hu", {"hugo"}),
    ("convert --comments re", {"remark42"}),
    ("convert --redirects net", {"netlify"}),
    ("convert --media down", {"download"}),
    ("convert --to hugo --set lay", {"layout="}),
    ("convert --dry", {"--dry-run"}),
    ("convert --timezone Europe/Lon", {"Europe/London"}),
    ("targets git", {"github-pages"}),
    ("schema led", {"ledger"}),
    ("explain block-d", {"block-dynamic"}),
    ("completion z", {"zsh"}),
]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Answer an environment in which `wpmigrate` is the program under test."""
    program = tmp_path / "bin" / "wpmigrate"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m wpmigrate "$@"\n')
    program.chmod(0o755)
    (tmp_path / "my export.xml").write_text("")
    (tmp_path / "exports").mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BASH", "ZSH"))}
    return kept | {"PATH": f"{program.parent}:{os.environ['PATH']}", "HOME": str(tmp_path), "TERM": "xterm"}


def needs(shell: str) -> str:
    found = shutil.which(shell)
    if not found:
        pytest.skip(f"{shell} is not installed")
    return found


def run(shell: str, script: str, environment: dict[str, str]) -> str:
    done = subprocess.run(
        [needs(shell), "-c", script], capture_output=True, text=True, check=False, env=environment, cwd=environment["HOME"]
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return done.stdout


def offered(line: str) -> set[str]:
    """Ask the program itself what it offers, as every shell does."""
    words = f"wpmigrate {line}".split(" ")
    asked = {"_WPMIGRATE_COMPLETE": "bash_complete", "COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}
    done = CliRunner().invoke(main, prog_name="wpmigrate", env=asked)
    return {found.partition(",")[2] for found in done.stdout.splitlines()}


@pytest.mark.parametrize(("line", "found"), CASES)
def test_what_is_offered(line: str, found: set[str]) -> None:
    assert offered(line) == found


def test_everything_with_a_name_is_offered() -> None:
    assert offered("convert --to ") == set(registry.target_names())
    assert offered("convert --comments ") == {"data", "none", *registry.comment_names()}
    assert offered("convert --redirects ") == set(registry.redirect_names())
    named = {*registry.target_names(), *registry.comment_names(), *registry.redirect_names()}
    assert offered("targets ") == named
    assert {code.slug for code in Code} <= offered("explain ")
    assert offered("schema ") == set(CliRunner().invoke(main, ["schema"]).output.split())


@pytest.mark.parametrize(("line", "found"), CASES)
def test_bash(line: str, found: set[str], environment: dict[str, str]) -> None:
    words = f"wpmigrate {line}".split(" ")
    script = f"""eval "$(wpmigrate completion bash)"
COMP_WORDS=({" ".join(words)}); COMP_CWORD={len(words) - 1}
_wpmigrate_completion wpmigrate {words[-1]} {words[-2]} 2>/dev/null
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    assert set(run("bash", script, environment).split()) == found


@pytest.mark.parametrize(("line", "found"), CASES)
def test_fish(line: str, found: set[str], environment: dict[str, str]) -> None:
    script = f'wpmigrate completion fish | source; complete -C "wpmigrate {line}"'
    shown = run("fish", script, environment)
    assert {row.partition("\t")[0] for row in shown.splitlines()} == found


def test_fish_offers_files(environment: dict[str, str]) -> None:
    shown = run("fish", 'wpmigrate completion fish | source; complete -C "wpmigrate convert ex"', environment)
    assert "exports/" in shown


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_typed_at_a_prompt(shell: str, environment: dict[str, str]) -> None:
    """Type a line with tabs into a real shell, and look at what stands there."""
    setup = {
        "bash": ([needs(shell), "--norc", "--noprofile", "-i"], ""),
        "zsh": ([needs(shell), "-f", "-i"], "autoload -U compinit; compinit -u; "),
    }
    command, first = setup[shell]
    typed = [
        (f'{first}eval "$(wpmigrate completion {shell})"; echo rea""dy\n', "ready"),
        ("wpmigrate conv\t", "wpmigrate convert "),
        ("my\t-o x --to hug\t", "--to hugo "),
    ]
    shown = talk(command, typed, environment)
    assert re.search(r"convert +my\\ export\.xml +-o x --to hugo", shown)


def talk(command: list[str], typed: list[tuple[str, str]], environment: dict[str, str]) -> str:
    """Type each line and wait until what it leads to is shown."""
    child, terminal = pty.fork()
    if not child:
        os.chdir(environment["HOME"])
        os.execve(command[0], command, {**environment, "PS1": "> "})
    shown = ""
    try:
        for line, awaited in typed:
            os.write(terminal, line.encode())
            end = time.monotonic() + 60
            while awaited not in shown and time.monotonic() < end:
                if select.select([terminal], [], [], 1)[0]:
                    shown += re.sub(
                        r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[=>]|[\x07\x08]", "", os.read(terminal, 65536).decode()
                    )
            assert awaited in shown
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(terminal)
    return shown
