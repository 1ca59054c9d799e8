"""What the machine does to a run, told from what is wrong with one item: a full disk would fail the next item too."""

import errno
import sqlite3
from typing import Final

_MACHINE: Final = frozenset(
    (
        errno.ENOSPC,
        errno.EDQUOT,
        errno.EIO,
        errno.EROFS,
        errno.EMFILE,
        errno.ENFILE,
        errno.ENOMEM,
        errno.EACCES,
        errno.EPERM,
    )
)


def is_of_the_machine(error: BaseException) -> bool:
    """Say whether an error must stop the run instead of costing one item, or one part of it."""
    return isinstance(error, sqlite3.Error) or (isinstance(error, OSError) and error.errno in _MACHINE)
