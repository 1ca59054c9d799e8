"""Big files on their way into an output folder: written once beside the manifest, then moved to their places.

Their hash is known only when they are whole, so that the manifest cannot announce them while they are written; what a
kill leaves here belongs to nobody, and the next run removes it.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from wpmigrate.output.disk import discard, locate, refusals

_FOLDER: Final = "incoming"


class Staging:
    """The numbered files of one run in `<state>/incoming`, on the disk that most of the output is on."""

    def __init__(self, root: Path, state: str) -> None:
        self._root, self._folder = root, f"{state}/{_FOLDER}"
        self._number = 0

    @contextmanager
    def new(self) -> Iterator[Path]:
        """Name a new file; it goes when the block raises."""
        self._number += 1
        file = locate(self._root, f"{self._folder}/{self._number}")
        with refusals(file):
            file.parent.mkdir(parents=True, exist_ok=True)
        try:
            yield file
        except BaseException:
            discard(file)
            raise

    def clear(self) -> None:
        """Remove what is there, whoever left it; a link is left alone, and refused as soon as it is needed."""
        shutil.rmtree(self._root / self._folder, ignore_errors=True)
