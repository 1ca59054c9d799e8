"""An output folder in storage, and the copy of it on this machine that a run works on.

The copy holds the state and every file that the state knows, so that a run sees what a person has edited; what else lies there
is a note of a few bytes, as it is only to be left alone. Afterwards what has changed is stored in the order of a run on a disk:
first the state says what is about to be written, then the files, then the state that they stand, its seal last. So a run
that is killed on the way is known as such, and the next one goes on.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from shutil import copytree
from typing import Any, Final, TypeAlias

from wpmigrate.errors import OutputError
from wpmigrate.output.disk import locate
from wpmigrate.output.state import FOLDER, SEAL, STATE, State
from wpmigrate.storage.fetching import listed
from wpmigrate.storage.reaching import reach, writing

Progress: TypeAlias = Callable[[str, int, int], None]
Stamp: TypeAlias = tuple[int, int, int]

BATCH: Final = 500
"""Files that are brought or stored at a time; the library does many of them at once."""
_NOTE: Final = b"This stands for a file in storage that wpmigrate did not write.\n"
_WITHOUT_FOLDERS: Final = frozenset(("s3", "gs", "gcs", "az", "abfs"))
_IGNORE: Final = f"{FOLDER}/.gitignore"
_OF_THE_STATE: Final = (_IGNORE, STATE, SEAL)


class Copy:
    """The copy of the folder at `url`, in `place`."""

    def __init__(self, url: str, place: Path) -> None:
        self.root = place / "copy"
        self._url = url
        self._system, self._path = reach(url)
        self._before = place / "before"
        self._stood: dict[str, Stamp] = {}
        self._there: frozenset[str] = frozenset()

    def bring(self, progress: Progress) -> None:
        """Make the copy."""
        self.root.mkdir(parents=True)
        with writing(self._url):
            there = listed(self._system, self._path)
            self._there = frozenset(there)
            self._get([name for name in _OF_THE_STATE if name in there], progress)
            if (self.root / FOLDER).exists():
                copytree(self.root / FOLDER, self._before / FOLDER)
            ours = set(_known(self.root))
            self._get(sorted(ours & there.keys()), progress)
        for name in sorted(there.keys() - ours):
            if not name.startswith(f"{FOLDER}/"):
                self._note(name)
        self._stood = dict(_stamps(self.root))

    def store(self, progress: Progress) -> None:
        """Store what has changed in the copy, and remove what is gone from it."""
        stands = dict(_stamps(self.root))
        changed = sorted(name for name, stamp in stands.items() if self._stood.get(name) != stamp)
        gone = sorted(self._stood.keys() - stands.keys())
        of_the_state = [name for name in _OF_THE_STATE if name in changed]
        files = [name for name in changed if name not in _OF_THE_STATE]
        with writing(self._url):
            if of_the_state:
                self._announce(files)
            self._put(files, progress)
            self._remove(gone)
            for name in of_the_state:  # in this order: the seal is the last
                _put_file(self._system, self.root / name, self._at(name))

    def _announce(self, files: Sequence[str]) -> None:
        """Store a state that says what is about to be written, and no seal."""
        self._remove([SEAL])
        with closing(State(self.root, durable=False)) as made, closing(State(self._before, durable=False)) as state:
            rows = ((name, made.entry(name)[0]) for name in files)
            state.record([(name, sha256) for name, sha256 in rows if sha256 is not None], ())
        _put_file(self._system, self._before / STATE, self._at(STATE))

    def _get(self, names: Sequence[str], progress: Progress) -> None:
        done = 0
        for some in _batches(names):
            places = [locate(self.root, name) for name in some]
            for place in places:
                place.parent.mkdir(parents=True, exist_ok=True)
            self._system.get([self._at(name) for name in some], list(map(str, places)))
            done += len(some)
            progress("Fetching", done, len(names))

    def _put(self, names: Sequence[str], progress: Progress) -> None:
        done = 0
        for some in _batches(names):
            _make_folders(self._system, (self._at(name) for name in some))
            self._system.put([str(self.root / name) for name in some], [self._at(name) for name in some])
            done += len(some)
            progress("Storing", done, len(names))

    def _remove(self, names: Iterable[str]) -> None:
        for name in names:
            if name in self._there:
                self._system.rm_file(self._at(name))

    def _note(self, name: str) -> None:
        """Put a note where a file of others stands; what no path of ours can meet needs none."""
        try:
            place = locate(self.root, name)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(_NOTE)
        except (OutputError, OSError):
            return

    def _at(self, name: str) -> str:
        return f"{self._path.rstrip('/')}/{name}"


def _batches(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[start : start + BATCH] for start in range(0, len(names), BATCH))


def _known(root: Path) -> Iterator[str]:
    """List the files that are ours, and those that a stopped run set out to write."""
    with closing(State(root, durable=False)) as state:
        for path, _, _ in state.rows():
            yield path


def _stamps(root: Path) -> Iterator[tuple[str, Stamp]]:
    """List the files of the copy, and what tells a changed one; of the state's folder only what is kept."""
    for file in root.rglob("*"):
        name = file.relative_to(root).as_posix()
        if file.is_file() and (not name.startswith(f"{FOLDER}/") or name in _OF_THE_STATE):
            facts = file.stat()
            yield name, (facts.st_ino, facts.st_mtime_ns, facts.st_size)


def discard(url: str) -> None:
    """Remove a folder of ours with all that is in it."""
    system, path = reach(url)
    with writing(url):
        system.invalidate_cache(path)
        if system.exists(path):
            system.rm(path, recursive=True)


def _put_file(system: Any, file: Path, path: str) -> None:
    _make_folders(system, (path,))
    system.put_file(str(file), path)


def _make_folders(system: Any, paths: Iterable[str]) -> None:
    """Make the folders of files, where there are any; in a store that has none it could make the bucket, which is not ours to make."""
    if _WITHOUT_FOLDERS.isdisjoint((system.protocol,) if isinstance(system.protocol, str) else system.protocol):
        for folder in sorted({path.rpartition("/")[0] for path in paths}):
            system.makedirs(folder, exist_ok=True)


def mirror(url: str, place: Path) -> None:
    """Bring all files of a folder of ours here, as they are now."""
    system, path = reach(url)
    with writing(url):
        names = sorted(listed(system, path))
        for some in _batches(names):
            for name in some:
                locate(place, name).parent.mkdir(parents=True, exist_ok=True)
            system.get([f"{path.rstrip('/')}/{name}" for name in some], [str(place / name) for name in some])


def store_file(file: Path, url: str) -> None:
    """Store one file."""
    system, path = reach(url)
    with writing(url):
        _put_file(system, file, path)
