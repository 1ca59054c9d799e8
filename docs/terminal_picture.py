"""Draw what a terminal shows of a real dry run, as docs/pictures/terminal.svg: `python docs/terminal_picture.py`."""

import io
import re
import sys
import tempfile
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

import wpmigrate
from wpmigrate.cli.talking import colour
from wpmigrate.report.text import COLUMNS, summary

DOCS = Path(__file__).resolve().parent
PICTURE = DOCS / "pictures" / "terminal.svg"
EXPORT = DOCS.parent / "fixtures" / "london-korean" / "export.xml"
COMMAND = "wpmigrate convert export.xml -o site --to hugo --scaffold --dry-run"


def shown() -> str:
    """Run the command and answer what a terminal gets."""
    with tempfile.TemporaryDirectory() as folder:
        report = wpmigrate.convert(EXPORT, Path(folder) / "site", to="hugo", scaffold=True, dry_run=True)
    return f"{click.style('$', dim=True)} {COMMAND}\n{colour(summary(report, 'site'))}"


def draw() -> str:
    """Answer the picture; it loads no font from anywhere."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True, legacy_windows=False)
    console.print(Text.from_ansi(shown()))
    svg = console.export_svg(title="wpmigrate", unique_id="terminal")
    return re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL).replace(
        "Fira Code, ", "ui-monospace, Menlo, Consolas, "
    )


if __name__ == "__main__":
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.write_text(draw(), "utf-8")
    sys.stdout.write(f"{PICTURE.name} shows the run.\n")
