"""A run once more, into nothing: each file it would make is shown to whoever holds it against what stands in a folder."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeAlias

from wpmigrate.errors import OutputError
from wpmigrate.output.apply import BESIDE, Output
from wpmigrate.output.disk import Content, Writer
from wpmigrate.output.plan import KEPT, Action, OutputFile, PlannedFile
from wpmigrate.output.state import Address, State

Seen: TypeAlias = Callable[[PlannedFile, bytes | Writer | None], None]


class Rehearsal(Output):
    """A dry run that keeps out what the recorded run kept out, whatever stands in the folder now."""

    def __init__(self, empty: Path, folder: Path, recorded: Mapping[str, Action], seen: Seen) -> None:
        super().__init__(empty, dry_run=True, force=False)
        self._folder = folder
        self._recorded = recorded
        self._seen = seen

    def stood(self, site: str) -> Iterator[Address]:
        """List what the folder itself remembers."""
        with suppress(OutputError), closing(State(self._folder, durable=False)) as state:  # told already
            yield from state.stood(site)

    def put(self, file: OutputFile) -> PlannedFile:
        """Plan one file, and its new version beside it where the recorded run had one."""
        planned = self._put_at(file.path, file.content)
        if planned.action == "edited" and f"{file.path}{BESIDE}" in self._recorded:
            self._put_at(f"{file.path}{BESIDE}", file.content)
        return planned

    def _decided(self, path: str, size: int, sha256: str) -> PlannedFile:
        planned = super()._decided(path, size, sha256)
        before = self._recorded.get(path)
        action = before if before is not None and before in KEPT else planned.action
        return PlannedFile(path, size, sha256, action)

    def _write_later(self, planned: PlannedFile, content: Content | None) -> None:
        self._seen(planned, None if isinstance(content, Path) else content)
