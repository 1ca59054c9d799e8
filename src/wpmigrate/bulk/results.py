"""What a run over many exports leaves behind: a mark for each site, and the merged report, each written whole or not at all."""

from collections.abc import Iterable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Final

import msgspec

from wpmigrate import __version__
from wpmigrate.config import Options, recorded
from wpmigrate.errors import InputError
from wpmigrate.output.apply import write_file, write_stream
from wpmigrate.report.bulk import SiteResult
from wpmigrate.storage import fetching
from wpmigrate.storage.copying import mirror, store_file
from wpmigrate.storage.urls import below, is_url

FOLDER: Final = "_bulk"
"""The folder of a bulk run, beside those of its sites: no site is called so."""


class Results:
    """The marks of all sites in one folder. Several calls, on several machines too, may add to it.

    Where the folder is in storage, at `url`, `root` is a copy of it on this machine.
    """

    def __init__(self, root: Path, url: str = "") -> None:
        self.folder = root / FOLDER
        self._url = below(url, FOLDER) if url else ""
        self.refresh()

    def refresh(self) -> None:
        """See what others have added."""
        if self._url:
            mirror(below(self._url, "sites"), self.folder / "sites")

    def get(self, name: str) -> SiteResult | None:
        """Answer what became of a site in an earlier run; a damaged mark is none."""
        try:
            return msgspec.json.decode(self._mark(name).read_bytes(), type=SiteResult)
        except (OSError, msgspec.DecodeError):
            return None

    def put(self, result: SiteResult) -> None:
        """Write the mark of a site."""
        mark = self._mark(result.name)
        mark.parent.mkdir(parents=True, exist_ok=True)
        write_file(mark, msgspec.json.format(msgspec.json.encode(result), indent=2) + b"\n")
        self._store(mark)

    def write(self, name: str, content: Iterable[bytes]) -> Path:
        """Write a file of the run itself."""
        self.folder.mkdir(parents=True, exist_ok=True)
        write_stream(self.folder / name, content)
        self._store(self.folder / name)
        return self.folder / name

    def _store(self, file: Path) -> None:
        if self._url:
            store_file(file, below(self._url, file.relative_to(self.folder).as_posix()))

    def _mark(self, name: str) -> Path:
        return self.folder / "sites" / f"{name}.json"


def key_of(options: Options) -> str:
    """Answer what a site is made from: the version, the options, and each export by size and time of change."""
    exports = [(path, *_stamp(path)) for path in options.inputs]
    facts = msgspec.json.encode([__version__, recorded(options), exports], order="deterministic")
    return blake2b(facts, digest_size=16).hexdigest()


def _stamp(export: str) -> tuple[int | str, ...]:
    with suppress(OSError, InputError):
        if is_url(export):
            return fetching.stamp(export)
        found = Path(export).stat()
        return found.st_size, found.st_mtime_ns
    return ()
