"""What README and docs tell people to type, and the folder in which they would."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote

from conftest import REPO

BLOG = REPO / "fixtures" / "london-korean" / "export.xml"
PAGES = [REPO / "README.md", REPO / "CONTRIBUTING.md", *sorted((REPO / "docs").rglob("*.md"))]


def lines(page: Path) -> Iterator[str]:
    """Answer what a page tells people to type."""
    for block in re.findall(r"^```console\n(.*?)^```", page.read_text("utf-8"), re.MULTILINE | re.DOTALL):
        for line in block.replace("\\\n", "").splitlines():
            if line.startswith("$ "):
                yield re.sub(r"\s+# .*", "", line.removeprefix("$ "))


def programs(line: str) -> set[str]:
    """Answer the first word of each command in a line."""
    plain = re.sub(r"'[^']*'|\"[^\"]*\"", "''", line)
    parts = re.split(r"\|\||&&|[|;]|\bdo\b", plain)
    found = {words[0] for part in parts if (words := [word for word in part.split() if "=" not in word])}
    return found - {"done"}


def lay_out(folder: Path) -> None:
    """Put the files that the pages speak of into a folder."""
    shutil.copy(BLOG, folder / "export.xml")
    shutil.copy(BLOG, folder / "newer.xml")
    text = BLOG.read_text("utf-8")
    first, end = text.index("<item>"), text.index("</channel>")
    half = text.index("<item>", (first + end) // 2)
    (folder / "part-1.xml").write_text(text[:half] + text[end:], "utf-8")
    (folder / "part-2.xml").write_text(text[:first] + text[half:], "utf-8")
    (folder / "exports").mkdir()
    for name in ("london.xml", "seoul.xml"):
        shutil.copy(BLOG, folder / "exports" / name)
    with zipfile.ZipFile(folder / "uploads.zip", "w") as archive:
        for name in sorted(set(re.findall(r"<wp:attachment_url>.*?/(uploads/[^<\]]+)", text))):
            file = folder / unquote(name)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(b"\xff\xd8\xff\xe0 a file")
            archive.write(file, unquote(name))


def path_with_wpmigrate(folder: Path, path: str) -> str:
    """Answer a PATH on which `wpmigrate` and `python` are those under test."""
    folder.mkdir(exist_ok=True)
    for name, called in (("wpmigrate", f'{sys.executable} -m wpmigrate "$@"'), ("python", f'{sys.executable} "$@"')):
        (folder / name).write_text(f"#!/bin/sh\nexec {called}\n")
        (folder / name).chmod(0o755)
    return f"{folder}:{path}"


def type_all(typed: Sequence[str], folder: Path, path: str) -> subprocess.CompletedProcess[str]:
    """Type the lines one after the other in one shell, which stops at the first that fails."""
    script = "set -euo pipefail\n" + "\n".join(typed)
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env={**os.environ, "PATH": path, "LC_ALL": "C.UTF-8", "HOME": str(folder)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{script}\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
    assert "Traceback" not in done.stderr
    return done
