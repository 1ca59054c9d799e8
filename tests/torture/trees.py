"""What a run left in its folder, as one value that two runs of the same export must share."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

IN_PROGRESS = ".wpmigrate"


def visible(root: Path) -> dict[str, str]:
    """Answer path → SHA-256 of all files that a run may make and that must always be whole."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file() and not _is_inner(path, root) and path.name != "report.json"
    }


def left_over(root: Path) -> list[str]:
    """List the files that are on their way, or were."""
    inner = (path for path in root.rglob("*") if path.is_file())
    known = {"state.sqlite", "state.sha256", "lock", ".gitignore"}
    return [
        path.relative_to(root).as_posix()
        for path in inner
        if (path.name.startswith(".") and path.name.endswith(IN_PROGRESS))
        or (path.relative_to(root).parts[0] == IN_PROGRESS and path.name not in known)
    ]


def manifest(root: Path) -> list[tuple[str, str | None, str | None]]:
    """Answer the rows of the manifest: path, what we wrote, and what we meant to write."""
    file = root / IN_PROGRESS / "state.sqlite"
    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as db:
        return db.execute("SELECT path, written, pending FROM files ORDER BY path").fetchall()


def _is_inner(path: Path, root: Path) -> bool:
    parts = path.relative_to(root).parts
    return parts[0] == IN_PROGRESS or (path.name.startswith(".") and path.name.endswith(IN_PROGRESS))
