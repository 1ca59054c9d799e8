"""What should stand in an output folder: the state's rows and the report's plan, held against each other."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final, Literal, TypeAlias

from msgspec import Struct, field

from wpmigrate.errors import OutputError
from wpmigrate.output.disk import digest, locate, refusals
from wpmigrate.output.plan import PlannedFile, fingerprint
from wpmigrate.output.state import FOLDER, OWNER, SEAL, STATE, State, seal_of

What: TypeAlias = Literal[
    "missing",
    "damaged",
    "edited",
    "line-endings",
    "unreadable",
    "added",
    "unfinished",
    "contradiction",
    "ledger",
    "link",
    "export",
]

_IGNORE: Final = f"{FOLDER}/.gitignore"
_LOCK: Final = f"{FOLDER}/lock"
_OF_STATE: Final = frozenset(
    (
        STATE,
        SEAL,
        f"{STATE}-journal",
        _IGNORE,
        _LOCK,
        f"{_LOCK}-journal",
        f"{FOLDER}/incoming",
        f"{FOLDER}/downloads",
        OWNER,
    )
)
_OF_A_RUN: Final = frozenset((f"{STATE}-journal", f"{_LOCK}-journal", f"{FOLDER}/incoming", OWNER))
"""What only a run that goes on, or was killed, has there."""

SYSTEM_NAMES: Final = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))
"""What operating systems put into any folder that a person looks at."""


class Difference(Struct, frozen=True, omit_defaults=True):
    """One thing that is not as it should be: what it is, the file (relative to the folder) and one phrase."""

    what: What
    path: str
    detail: str = ""


class Expected(Struct):
    """The contents that a file may have, as SHA-256, and the size of one; `gone_is_fine` for what no run makes any more."""

    written: frozenset[str]
    bytes: int | None = None
    gone_is_fine: bool = False


class Manifest(Struct):
    """What should stand in the folder. `foreign` are paths that belong to others, `remembered` tells that the state is there."""

    files: dict[str, Expected] = field(default_factory=dict)
    foreign: frozenset[str] = frozenset()
    remembered: bool = False
    unfinished: bool = False
    differences: list[Difference] = field(default_factory=list)


def read_manifest(root: Path, plan: Iterable[PlannedFile] | None) -> Manifest:
    """Read the state of `root` and join it with a report's plan (None where there is no report that can be read)."""
    manifest = Manifest(remembered=(root / FOLDER).is_dir())
    planned = {file.path: file for file in plan or ()}
    manifest.foreign = frozenset(path for path, file in planned.items() if file.action == "foreign")
    rows = _rows(root, manifest) if manifest.remembered else {}
    if rows is None or (not rows and planned):
        _from_plan(manifest, planned)
    else:
        _from_rows(manifest, rows, planned, has_plan=plan is not None)
    return manifest


def _from_plan(manifest: Manifest, planned: Mapping[str, PlannedFile]) -> None:
    for path, file in planned.items():
        if file.action != "foreign":
            manifest.files[path] = Expected(frozenset((file.sha256,)), file.bytes)


def _from_rows(
    manifest: Manifest,
    rows: Mapping[str, tuple[str | None, str | None]],
    planned: Mapping[str, PlannedFile],
    *,
    has_plan: bool,
) -> None:
    manifest.unfinished = manifest.unfinished or any(pending for _, pending in rows.values())
    for path, (written, pending) in rows.items():
        file = planned.get(path)
        allowed = frozenset(one for one in (written, pending, file and file.action != "foreign" and file.sha256) if one)
        bytes_ = file.bytes if file and file.sha256 in allowed else None
        fine = file is None and (has_plan or written is None)
        manifest.files[path] = Expected(allowed, bytes_, gone_is_fine=fine)
    if manifest.unfinished:
        manifest.differences = [one for one in manifest.differences if (one.what, one.path) != ("missing", SEAL)]
    else:
        manifest.differences += _contradictions(rows, planned)


def _contradictions(
    rows: Mapping[str, tuple[str | None, str | None]], planned: Mapping[str, PlannedFile]
) -> Iterable[Difference]:
    wrong = [
        path
        for path, file in planned.items()
        if file.action not in ("foreign", "edited") and rows.get(path, (None, None))[0] != file.sha256
    ]
    if wrong:
        more = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
        detail = f"the report is not of the last run into this folder: it has another content for {wrong[0]}{more}"
        yield Difference("contradiction", STATE, detail)


def _rows(root: Path, manifest: Manifest) -> dict[str, tuple[str | None, str | None]] | None:
    """Read the state and check its own files; None where it cannot be trusted."""
    sound = _check_seal(root, manifest)
    for path, right in ((_IGNORE, b"*\n"), (_LOCK, b"")):
        _check_small(root, path, right, manifest)
    inside = _inside(root)
    manifest.unfinished = bool(inside & _OF_A_RUN)
    for path in sorted(inside - _OF_STATE):
        manifest.differences.append(Difference("added", path, "wpmigrate has no such file"))
    try:
        state = State(root, durable=False)
        try:
            rows = {path: (written, pending) for path, written, pending in state.rows()}
        finally:
            state.close()
    except OutputError:
        if sound:
            raise
        return None
    return rows if sound else None


def _check_seal(root: Path, manifest: Manifest) -> bool:
    """Hold the state against its seal; the seal against itself. Answer whether the state can be trusted."""
    found = digest(locate(root, STATE))
    seal = _content(root, SEAL)
    if found is None:
        manifest.differences.append(Difference("missing", STATE, "what was written is known from report.json alone"))
    if seal is None:
        if found is not None:
            manifest.differences.append(Difference("missing", SEAL, "a run was stopped, or somebody removed it"))
        return found is not None
    first, _, second = seal.partition(b"\n")
    if first != b"# " + fingerprint(second)[:16].encode():
        manifest.differences.append(Difference("damaged", SEAL, "it is not as it was written"))
    elif found is not None and seal != seal_of(found):
        manifest.differences.append(Difference("damaged", STATE, "it is not as it was written"))
        return False
    return found is not None


def _check_small(root: Path, path: str, right: bytes, manifest: Manifest) -> None:
    content = _content(root, path)
    if content is None:
        manifest.differences.append(Difference("missing", path, "the next run makes it again"))
    elif content != right:
        manifest.differences.append(Difference("damaged", path, "it is not as it was written"))


def _inside(root: Path) -> set[str]:
    with refusals(root / FOLDER):
        return {f"{FOLDER}/{entry.name}" for entry in (root / FOLDER).iterdir() if entry.name not in SYSTEM_NAMES}


def _content(root: Path, path: str) -> bytes | None:
    file = locate(root, path)
    if not file.is_file():
        return None
    with refusals(file), file.open("rb") as stream:
        return stream.read(4096)
