"""Golden cases: `fixtures/<case>/case.toml` says what to convert, `expected/<target>/` holds what must come out.

inputs = ["export.xml"]          files of the case's folder
targets = ["hugo", "markdown"]   one run each
scaffold = true                  further keys are keyword arguments of wpmigrate.convert
error = "doctype"                instead of targets: the run must stop with this code
"""

import difflib
import json
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

LEFT_OUT = ".wpmigrate/"  # the run's own state: a database
REPORT = "_wpmigrate/report.json"
STABLE = (
    "totals",
    "skips",
    "failures",
    "repairs",
    "diagnostics",
)  # the rest of a report names inputs, times and versions


class Case(Struct, frozen=True):
    folder: Path
    inputs: tuple[Path, ...]
    targets: tuple[str, ...]
    error: str
    options: dict[str, Any]

    @property
    def name(self) -> str:
        return self.folder.name


def read_cases(fixtures: Path) -> list[Case]:
    """Read every case under `fixtures`, in order of name."""
    return [_case(path) for path in sorted(fixtures.glob("*/case.toml"))]


def _case(path: Path) -> Case:
    facts = tomllib.loads(path.read_text("utf-8"))
    inputs = tuple(path.parent / name for name in facts.pop("inputs"))
    return Case(path.parent, inputs, tuple(facts.pop("targets", ())), facts.pop("error", ""), facts)


def read_tree(folder: Path) -> dict[str, bytes]:
    """Read a folder as relative path → bytes, the report reduced to what never changes between equal runs."""
    return {path: _stable(path, content) for path, content in sorted(_files(folder)) if not path.startswith(LEFT_OUT)}


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _stable(path: str, content: bytes) -> bytes:
    if path != REPORT:
        return content
    report = json.loads(content)
    kept = {key: report[key] for key in STABLE if key in report}
    return (json.dumps(kept, ensure_ascii=False, indent=2) + "\n").encode()


def differences(expected: dict[str, bytes], made: dict[str, bytes]) -> str:
    """Describe how two trees differ, both ways, as file lists and unified diffs; empty when they do not."""
    parts = [f"missing: {path}" for path in expected.keys() - made.keys()]
    parts += [f"new: {path}" for path in made.keys() - expected.keys()]
    changed = [path for path in expected.keys() & made.keys() if expected[path] != made[path]]
    return "\n".join([*sorted(parts), *(_diff(path, expected[path], made[path]) for path in sorted(changed))])


def _diff(path: str, expected: bytes, made: bytes) -> str:
    old, new = (content.decode("utf-8", "backslashreplace").splitlines() for content in (expected, made))
    lines = list(difflib.unified_diff(old, new, f"expected/{path}", f"made/{path}", lineterm="", n=1))
    return "\n".join(lines) if lines else f"{path}: the bytes differ, the lines do not (line ends?)"


def write_tree(folder: Path, files: dict[str, bytes]) -> None:
    """Make `folder` hold these files and no others."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
