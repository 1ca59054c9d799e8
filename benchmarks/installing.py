"""The tools in their releases, each in a folder of its own that is made once."""

import json
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

from benchmarks.peers import Tool


class InstallError(Exception):
    """A registry or an installer said no."""


def install(tool: Tool, tools: Path) -> Path:
    """Install a tool below `tools` unless it is there, and answer its folder."""
    folder = tools / tool.name
    wanted = json.dumps([list(tool.packages), dict(tool.files), sys.version_info[:2] if tool.kind == "pip" else 0])
    mark = folder / "complete.json"
    if not tool.packages or (mark.exists() and mark.read_text("utf-8") == wanted):
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (_from_pip if tool.kind == "pip" else _from_npm)(tool.packages, folder)
    for name, content in tool.files.items():
        (folder / name).write_text(content, "utf-8")
    mark.write_text(wanted, "utf-8")
    return folder


def _from_pip(packages: Sequence[str], folder: Path) -> None:
    venv.create(folder, with_pip=False, symlinks=True)
    _sh([sys.executable, "-m", "pip", "--python", str(folder / "bin/python"), "install", "-q", *packages], folder)


def _from_npm(packages: Sequence[str], folder: Path) -> None:
    pins = dict(package.rsplit("@", 1) for package in packages)
    (folder / "package.json").write_text(json.dumps({"private": True, "dependencies": pins}), "utf-8")
    _sh(["npm", "install", "--silent", "--no-package-lock", "--ignore-scripts"], folder)


def _sh(command: Sequence[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise InstallError(
            f"{' '.join(command[:3])} … ended with {done.returncode}: {(done.stderr or done.stdout)[-600:].strip()}"
        )
