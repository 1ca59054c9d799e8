"""A look at every file of an output folder, held against its manifest. Nothing is changed."""

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

from msgspec import Struct, field

from wpmigrate.errors import OutputError
from wpmigrate.output.damage import judge
from wpmigrate.output.disk import locate, refusals
from wpmigrate.output.manifest import SYSTEM_NAMES, Difference, Expected, Manifest
from wpmigrate.output.state import FOLDER

OURS = "_wpmigrate"
"""The folder in which every file is ours."""

REPORT = f"{OURS}/report.json"
_LEFT = re.compile(r"(?:.*/)?\.[0-9a-f]{16}\.wpmigrate")
_OTHER_REPORTS = frozenset(f"{OURS}/report{ending}" for ending in (".html", ".md", ".txt", ".csv", "/"))


class Survey(Struct):
    """What stands in the folder: how many files of ours, how many as they were written, and what differs."""

    files: int = 0
    bytes: int = 0
    intact: int = 0
    gone: int = 0
    differences: list[Difference] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


def survey(root: Path, manifest: Manifest) -> Survey:
    """Look at every file of the manifest, then at all others."""
    found = Survey()
    for path in sorted(manifest.files):
        _look(root, path, manifest.files[path], found)
    for path in _others(root, manifest):
        if _LEFT.fullmatch(path):
            detail = "a stopped run left it half-written; the next run removes it"
            found.differences.append(Difference("unfinished", path, detail))
            continue
        ours = path.startswith((f"{OURS}/", f".{OURS}"))
        if ours and path not in _OTHER_REPORTS and path.rpartition("/")[2] not in SYSTEM_NAMES:
            found.differences.append(Difference("added", path, "wpmigrate has not written it"))
        else:
            found.foreign.append(path)
    return found


def _look(root: Path, path: str, expected: Expected, found: Survey) -> None:
    try:
        file = locate(root, path)
        with refusals(file):
            told = _status(file)
            if told is not None:
                _compare(path, file, told, expected, found)
                return
    except OutputError as error:
        found.differences.append(Difference("unreadable", path, error.sentence))
        return
    if expected.gone_is_fine:
        found.gone += 1
    else:
        found.files += 1
        found.differences.append(Difference("missing", path))


def _compare(path: str, file: Path, told: os.stat_result, expected: Expected, found: Survey) -> None:
    found.files += 1
    if not stat.S_ISREG(told.st_mode):
        kind = "folder" if stat.S_ISDIR(told.st_mode) else "link" if stat.S_ISLNK(told.st_mode) else "special file"
        found.differences.append(Difference("unreadable", path, f"a {kind} stands in its place"))
        return
    found.bytes += told.st_size
    with file.open("rb") as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() in expected.written:
            found.intact += 1
            return
        stream.seek(0)
        what, detail = judge(path, stream, (told.st_size, expected.bytes), expected.written)
    found.differences.append(Difference(what, path, detail))  # type: ignore[arg-type]  # the judge has the words of What


def _status(file: Path) -> os.stat_result | None:
    try:
        return file.lstat()
    except FileNotFoundError:
        return None


def _others(root: Path, manifest: Manifest) -> Iterator[str]:
    """List what is not in the manifest, in order; of a folder that holds nothing of ours its name alone, with a slash."""
    ours = {normalize("NFC", path) for path in (*manifest.files, REPORT)}
    folders = {"", OURS}
    for path in ours:
        while (path := path.rpartition("/")[0]) and path not in folders:
            folders.add(path)
    yield from sorted(_below(root, ours, folders))


def _below(root: Path, ours: set[str], folders: set[str]) -> Iterator[str]:
    waiting = [""]
    while waiting:
        here = waiting.pop()
        with refusals(root / here):
            entries = sorted(os.scandir(root / here), key=lambda entry: entry.name)
        for entry in entries:
            path = normalize("NFC", f"{here}/{entry.name}" if here else entry.name)
            is_folder = entry.is_dir(follow_symlinks=False)
            if path == FOLDER or (not is_folder and path in ours):
                continue
            if is_folder and path in folders:
                waiting.append(f"{here}/{entry.name}" if here else entry.name)
            else:
                yield f"{path}/" if is_folder else path


def found_content(root: Path, path: str) -> bytes:
    """Answer what stands in a file now."""
    file = locate(root, path)
    with refusals(file):
        return file.read_bytes()
