"""The uploads of a site as its owner holds them: folders, zip and tar archives, several of them together."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final, Protocol, TypeAlias

from wpmigrate.errors import InputError
from wpmigrate.media.catalogue import Catalogue, Row
from wpmigrate.media.folders import Folder
from wpmigrate.media.roots import RootFinder
from wpmigrate.media.spellings import clean_name, decode_name, is_shadow, originals, wanted
from wpmigrate.media.stored import Form, Found, Stored, Trouble
from wpmigrate.media.tars import Tar, is_tar
from wpmigrate.media.unpacking import COMPRESSED, unpack
from wpmigrate.media.zips import Zip
from wpmigrate.scratch import scratch_folder

Look: TypeAlias = Callable[[int, str], Row | None]

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK00PK\x03\x04")
_ARCHIVES: Final = re.compile(r"\.(?:zip|tar|tgz|txz|tar\.(?:gz|xz|bz2|zst))\Z", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?:19|20)[0-9]{2}", re.ASCII)
_MONTH: Final = re.compile(r"0[1-9]|1[0-2]")


class Holder(Protocol):
    """A folder or an archive: lists what it holds, and opens any of it."""

    name: str

    def scan(self) -> Iterator[Found]:
        """List the members."""

    def open(self, place: bytes, size: int) -> BinaryIO:
        """Open a member at the place that `scan` told."""


class Uploads:
    """All that was given. Of files of one name the one in the place named first is offered."""

    def __init__(self, holders: Sequence[Holder], catalogue: Catalogue) -> None:
        self._holders = holders
        self._catalogue = catalogue
        self._roots = [_enter(number, holder, catalogue) for number, holder in enumerate(holders)]
        catalogue.finish()

    def find(self, path_below_uploads: str) -> Stored | None:
        """Find a file: itself however it is spelled, else the original behind a size, else its largest size."""
        spelled = list(wanted(path_below_uploads))
        made = list(dict.fromkeys(origin for name in spelled for origin in originals(name)))
        ladder: tuple[tuple[Form, Look, list[str]], ...] = (
            ("itself", self._catalogue.exact, spelled),
            ("itself", self._catalogue.likest, spelled),
            ("original", self._catalogue.likest, made),
            ("size", self._catalogue.largest, made),
        )
        for form, look, names in ladder:
            for name in names:
                if found := self._look(look, name, form):
                    return found
        return None

    def refused(self, path_below_uploads: str) -> str:
        """Answer why a file that is there is not offered; empty where none of that name was met."""
        for name in wanted(path_below_uploads):
            for number, roots in enumerate(self._roots):
                for root in roots:
                    if reason := self._catalogue.reason(number, root + name):
                        return reason
        return ""

    def troubles(self) -> Iterator[Trouble]:
        """List what is damaged or refused, in the order it was met."""
        for number, name, reason in self._catalogue.troubles():
            yield Trouble(self._holders[number].name, name, reason)

    def __len__(self) -> int:
        return len(self._catalogue)

    def _look(self, look: Look, name: str, form: Form) -> Stored | None:
        for number, roots in enumerate(self._roots):
            for root in roots:
                if row := look(number, root + name):
                    return self._stored(number, root, row, form)
        return None

    def _stored(self, number: int, root: str, row: Row, form: Form) -> Stored:
        name, place, size = row
        return Stored(name[len(root) :], size, partial(self._holders[number].open, place, size), form)


@contextmanager
def open_uploads(paths: Sequence[str | Path]) -> Iterator[Uploads]:
    """Open uploads: the uploads folder, wp-content, the folder of the site, zip and tar archives of these, several of each.

    Raises InputError where a place does not exist or is nothing of the kind; single damaged files are `troubles`.
    """
    with ExitStack() as stack:
        copies = stack.enter_context(scratch_folder())
        holders = [holder for path in _expand(paths) for holder in _open(path, copies)]
        yield Uploads(holders, stack.enter_context(closing(Catalogue())))


def _expand(paths: Sequence[str | Path]) -> Iterator[Path]:
    """Put the archives of a folder that holds nothing else in its place."""
    for path in map(Path, paths):
        with _readable(path):
            inner = sorted(entry for entry in path.iterdir() if entry.name[0] != ".") if path.is_dir() else []
        if inner and all(_ARCHIVES.search(entry.name) and entry.is_file() for entry in inner):
            yield from inner
        else:
            yield path


def _open(path: Path, copies: Path) -> Iterator[Holder]:
    with _readable(path):
        if path.is_dir():
            yield _folder(path)
            return
        if path.exists() and not path.is_file():
            raise InputError(f"{path} is neither a folder nor a file: pass the uploads folder.", code="not-uploads")
        with path.open("rb") as file:
            magic = file.read(8)
            file.seek(0)
            plain = is_tar(file)
    if magic.startswith(_ZIP):
        yield Zip(path)
    elif plain:
        yield Tar(path)
    elif magic.startswith(COMPRESSED):
        yield _unpacked(path, copies, magic)
    else:
        raise _unknown(path)


def _unpacked(path: Path, copies: Path, magic: bytes) -> Holder:
    copy = copies / f"{sum(1 for _ in copies.iterdir())}.tar"
    sound = unpack(path, copy, magic)
    with copy.open("rb") as file:
        if not is_tar(file):
            raise _unknown(path)
    return Tar(copy, path.name, sound=sound)


def _folder(path: Path) -> Folder:
    """Spare the walk through a whole site where the uploads folder stands in its usual place."""
    name = path.resolve().name
    if _YEAR.fullmatch(name) and any(_MONTH.fullmatch(entry.name) for entry in path.iterdir()):
        return Folder(path, f"{name}/")
    content = path / "wp-content"
    for place in (content / "uploads", path / "uploads"):
        sure = place.parent == content or (path / "plugins").is_dir() or (path / "themes").is_dir()
        if sure and place.is_dir() and not place.is_symlink() and not place.parent.is_symlink():
            return Folder(place)
    return Folder(path)


def _enter(number: int, holder: Holder, catalogue: Catalogue) -> tuple[str, ...]:
    """Take in all members of a holder, and answer where its uploads folder is."""
    finder = RootFinder()
    for found in holder.scan():
        names = tuple(filter(None, map(clean_name, decode_name(found.raw, found.spelling))))
        shown = names[0] if names else found.raw.decode("utf-8", "replace")
        reason = found.reason or ("" if names else "unsafe-name")
        place, size = found.place, found.size
        if is_shadow(shown):
            continue
        if found.link and not reason:
            target = catalogue.exact(number, clean_name(decode_name(found.link)[0]))
            reason = "" if target else "link"
            _, place, size = target or ("", b"", 0)
        if reason:
            catalogue.refuse(number, shown, reason)
        else:
            finder.see(shown)
            if not catalogue.enter(number, names, place, size):
                catalogue.refuse(number, shown, "duplicate")
    return finder.roots()


def check_uploads(paths: Sequence[str | Path]) -> None:
    """Refuse uploads that are not there, before a run has written anything."""
    for path in map(Path, paths):
        with _readable(path):
            path.stat()


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise InputError(
            f"{path} does not exist: --uploads is the old site's wp-content/uploads, a folder or an archive;"
            " without it, media stay on the old site.",
            code="missing",
        ) from error
    except OSError as error:
        said = (error.strerror or "it cannot be read").lower()
        raise InputError(f"{path} cannot be read ({said}): check its permissions.", code="unreadable") from error


def _unknown(path: Path) -> InputError:
    return InputError(
        f"{path} is neither a folder nor a zip or tar archive: unpack it and pass the uploads folder.",
        code="not-uploads",
    )
