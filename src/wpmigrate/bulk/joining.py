"""The way to a Dask cluster."""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from wpmigrate import __version__
from wpmigrate.bulk.apart import Ended
from wpmigrate.errors import UsageError
from wpmigrate.storage.urls import redacted

LOSSES: Final = 5
"""How many workers may be lost with a task before it counts as deadly: it is apart from them, so mostly it is not its fault."""


@contextmanager
def joined(address: str) -> Iterator[Any]:
    """Answer a client of the cluster at `address`, whose workers have this version."""
    dask = distributed()
    try:
        client = dask.Client(address, timeout=30)
    except (OSError, TimeoutError, ValueError) as error:
        raise UsageError(f"No Dask scheduler answers at {address}: {error}.", code="no-scheduler") from None
    with client:
        _check_versions(client)
        yield client


def end_of(future: Any) -> Ended:
    """Wait for a task that answers how something ended; one whose workers are lost has died."""
    error = future.exception()
    if error is None:
        answer: Ended = future.result()
        return answer
    return Ended("died", why=redacted(f"{type(error).__name__}: {error}")[:300])


def may_have_children() -> None:
    """Let a worker start processes: Dask marks its own as ones that may not, so that none outlives them; ours end with them."""
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]  # noqa: SLF001 - there is no other way


def _check_versions(client: Any) -> None:
    others = {version for version in client.run(_version).values() if version != __version__}
    if others:
        raise UsageError(
            f"Workers have wpmigrate {', '.join(sorted(others))}, and this is {__version__}: install one version on all.",
            code="other-version",
        )


def _version() -> str:
    return __version__


def distributed() -> Any:
    """Answer the library."""
    try:
        import distributed as dask  # noqa: PLC0415 - only who has a cluster needs it
    except ImportError:
        raise UsageError("--scheduler needs Dask: pip install 'wpmigrate[dask]'.", code="no-dask") from None
    return dask
