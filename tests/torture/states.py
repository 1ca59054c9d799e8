"""One run that stops at each of its operations, so that what a kill would leave there can be copied and healed.

A kill leaves what is on the disk and nothing else: where two operations meet the same files with the same bytes, one healing holds for both.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from torture.operations import Operations


class Stopping(Operations):
    """Ask at every operation, and go on when the answer has come."""

    def __init__(self, ask: Callable[[], None]) -> None:
        super().__init__()
        self._ask = ask

    def tick(self, kind: str) -> None:
        """Count, and ask; what is done to ask counts as nothing."""
        own = self._own
        if os.getpid() != own:
            return
        self.count += 1
        self.stop()
        self._ask()
        self._own = own


def stops(begin: Callable[[Callable[[], None]], int]) -> Iterator[int]:
    """Begin a run with what it has to do first, and answer the number of each operation while the run waits there; last, how it ended."""
    telling, told = os.pipe()
    going, go = os.pipe()

    def ready() -> None:
        os.close(telling)
        os.close(go)
        Stopping(lambda: (os.write(told, b"."), os.read(going, 1))).watch()

    child = begin(ready)
    os.close(told)
    os.close(going)
    count = 0
    while os.read(telling, 1):
        count += 1
        yield count
        os.write(go, b".")
    os.close(telling)
    os.close(go)
    yield -os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def state_of(root: Path) -> str:
    """Answer a word for all that stands in a folder, what is on its way included."""
    seen = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        content = path.read_bytes() if path.is_file() else b""
        seen.update(f"{path.relative_to(root)}\0{path.is_dir()}\0{len(content)}\0".encode() + content)
    return seen.hexdigest()


def copy(root: Path, to: Path) -> None:
    """Copy a folder as it stands, or as it does not yet."""
    shutil.rmtree(to, ignore_errors=True)
    if root.exists():
        shutil.copytree(root, to)
