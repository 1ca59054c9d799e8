"""One site in a process of its own: converted, and told to whoever waits for it."""

import sys
import tempfile
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from multiprocessing.connection import Connection
from typing import Final, Protocol

import msgspec

from wpmigrate.bulk.apart import Limits
from wpmigrate.config import Options
from wpmigrate.errors import WpmigrateError
from wpmigrate.pipeline.run import run
from wpmigrate.pipeline.serving import depend
from wpmigrate.pipeline.workers import Crew
from wpmigrate.report.bulk import SiteResult, result_of
from wpmigrate.storage.urls import told

TOO_LARGE: Final = "too-much-memory"
_ROOM: Final = 512 << 20
"""Bytes of memory beyond the limit that the system itself refuses, should nobody look in time."""


class Hiring(Protocol):
    """Whoever knows where a crew is to be had; it is pickled."""

    def hired(self) -> AbstractContextManager[Crew]:
        """Have a crew for the time of a block."""
        ...


def convert_site(
    parent: Connection,
    others: Sequence[Connection],
    scratch: str,
    limits: Limits,
    name: str,
    options: Options,
    hiring: Hiring | None = None,
) -> None:
    """Convert one site and send its result, whatever comes of it; by a crew from elsewhere, where there is one."""
    depend(others)
    tempfile.tempdir = scratch
    if limits.bytes is not None:
        _limit(limits.bytes)
    result = _result(name, options, hiring)
    if limits.bytes is not None and _peak() > limits.bytes:  # it was too quick for who looks now and then
        result = quarantined(name, options.inputs, f"It took {_peak() / 1e6:,.0f} MB of memory.", TOO_LARGE, 1)
    parent.send_bytes(msgspec.json.encode(result))
    parent.close()


def _result(name: str, options: Options, hiring: Hiring | None) -> SiteResult:
    try:
        with hiring.hired() if hiring is not None else nullcontext() as crew:
            report = run(options, crew=crew)
    except WpmigrateError as error:
        return quarantined(name, options.inputs, error.sentence, error.code, error.exit_code)
    except MemoryError:
        return quarantined(name, options.inputs, "It needed more memory than it may take.", TOO_LARGE, 1)
    except Exception as error:  # noqa: BLE001 - a bug of ours in one export never stops the others
        said = f"An internal error, {type(error).__name__}: {error}. Please report it."
        return quarantined(name, options.inputs, said[:500], "internal", 1)
    if report.exit_code == 4:
        return quarantined(name, options.inputs, "The export holds no items.", "no-items", 4)
    return result_of(name, map(told, options.inputs), report)


def quarantined(name: str, exports: Sequence[str], reason: str, code: str, exit_code: int) -> SiteResult:
    """Answer the result of a site that could not be converted."""
    return SiteResult(
        name=name,
        status="quarantined",
        exports=tuple(map(told, exports)),
        folder=name,
        reason=reason,
        code=code,
        exit_code=exit_code,
    )


def _peak() -> int:
    """Answer the most memory that this process has held at a time, in bytes."""
    if sys.platform == "win32":
        return 0
    from resource import RUSAGE_SELF, getrusage  # noqa: PLC0415 - not on Windows

    return getrusage(RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _limit(size: int) -> None:
    if sys.platform != "linux":
        return
    from resource import RLIM_INFINITY, RLIMIT_DATA, getrlimit, setrlimit  # noqa: PLC0415 - not on Windows

    hard = getrlimit(RLIMIT_DATA)[1]
    wanted = size + _ROOM
    setrlimit(RLIMIT_DATA, (wanted if hard == RLIM_INFINITY else min(wanted, hard), hard))
