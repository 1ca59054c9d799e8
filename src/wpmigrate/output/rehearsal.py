"""A run once more, into nothing: each file it would make is shown to whoever holds it against what stands in a folder."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from wpmigrate.output.apply import Output
from wpmigrate.output.disk import Writer
from wpmigrate.output.plan import KEPT, Action, PlannedFile

Seen: TypeAlias = Callable[[PlannedFile, Writer | None], None]


class Rehearsal(Output):
    """A dry run that keeps out what the recorded run kept out, whatever stands in the folder now."""

    def __init__(self, empty: Path, kept: Mapping[str, Action], seen: Seen) -> None:
        super().__init__(empty, dry_run=True, force=False)
        self._kept = {path: action for path, action in kept.items() if action in KEPT}
        self._seen = seen

    def _decided(self, path: str, size: int, sha256: str) -> PlannedFile:
        planned = super()._decided(path, size, sha256)
        return PlannedFile(path, size, sha256, self._kept.get(path, planned.action))

    def _write_later(self, planned: PlannedFile, write: Writer | Path | None) -> None:
        self._seen(planned, None if isinstance(write, Path) else write)
