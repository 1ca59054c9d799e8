"""What a run over many exports leaves behind: a mark for each site, and the merged report, each written whole or not at all."""

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Final

import msgspec

from wpmigrate import __version__
from wpmigrate.config import Options, recorded
from wpmigrate.output.apply import write_file, write_stream
from wpmigrate.report.bulk import SiteResult

FOLDER: Final = "_bulk"
"""The folder of a bulk run, beside those of its sites: no site is called so."""


class Results:
    """The marks of all sites in one folder. Several calls, on several machines too, may add to it."""

    def __init__(self, root: Path) -> None:
        self.folder = root / FOLDER

    def get(self, name: str) -> SiteResult | None:
        """Answer what became of a site in an earlier run; a damaged mark is none."""
        try:
            return msgspec.json.decode(self._mark(name).read_bytes(), type=SiteResult)
        except (OSError, msgspec.DecodeError):
            return None

    def put(self, result: SiteResult) -> None:
        """Write the mark of a site."""
        self._mark(result.name).parent.mkdir(parents=True, exist_ok=True)
        write_file(self._mark(result.name), msgspec.json.format(msgspec.json.encode(result), indent=2) + b"\n")

    def write(self, name: str, content: Iterable[bytes]) -> Path:
        """Write a file of the run itself."""
        self.folder.mkdir(parents=True, exist_ok=True)
        write_stream(self.folder / name, content)
        return self.folder / name

    def _mark(self, name: str) -> Path:
        return self.folder / "sites" / f"{name}.json"


def key_of(options: Options) -> str:
    """Answer what a site is made from: the version, the options, and each export by size and time of change."""
    exports = [(path, *_stamp(Path(path))) for path in options.inputs]
    facts = msgspec.json.encode([__version__, recorded(options), exports], order="deterministic")
    return blake2b(facts, digest_size=16).hexdigest()


def _stamp(path: Path) -> Iterator[int]:
    try:
        found = path.stat()
    except OSError:
        return
    yield from (found.st_size, found.st_mtime_ns)
