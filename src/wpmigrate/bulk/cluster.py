"""The same run on a Dask cluster: each site is one task, converted apart inside of the worker that has it.

Inputs and outputs lie where all workers see them; only summaries travel. A worker that is lost costs the sites it was at one more try.
"""

import multiprocessing
from collections.abc import Iterator, Sequence
from typing import Any, Final

from wpmigrate import __version__
from wpmigrate.bulk.apart import Apart, Ended, Limits
from wpmigrate.bulk.converting import convert_site
from wpmigrate.config import Options
from wpmigrate.errors import UsageError

AHEAD: Final = 4
"""Sites for each thread of the cluster that its scheduler knows of, so that it holds little."""
LOSSES: Final = 5
"""How many workers may be lost with a site before it counts as deadly: it is apart from them, so mostly it is not its fault."""


def converted_there(address: str, tries: Sequence[tuple[Any, str, Options, Limits]]) -> Iterator[tuple[Any, Ended]]:
    """Convert sites, given as key, name, options and limits, on the cluster at `address`; yield how each ended, with its key."""
    distributed = _distributed()
    try:
        client = distributed.Client(address, timeout=30)
    except (OSError, TimeoutError, ValueError) as error:
        raise UsageError(f"No Dask scheduler answers at {address}: {error}.", code="no-scheduler") from None
    with client:
        _check_versions(client)
        waiting = iter(tries)
        keys: dict[str, Any] = {}
        room = AHEAD * max(1, sum(client.nthreads().values()))
        pool = distributed.as_completed()
        while True:
            while len(keys) < room and (one := next(waiting, None)) is not None:
                key, name, options, limits = one
                future = client.submit(_convert, name, options, limits, pure=False, retries=LOSSES)
                keys[future.key] = key
                pool.add(future)
            if not keys:
                return
            done = next(pool)
            yield keys.pop(done.key), _ended(done)


def _ended(done: Any) -> Ended:
    error = done.exception()
    if error is None:
        answer: Ended = done.result()
        return answer
    return Ended("died", why=f"{type(error).__name__}: {error}"[:300])


def _convert(name: str, options: Options, limits: Limits) -> Ended:
    """Convert one site in a process of its own, so that it cannot take the worker with it."""
    # Dask marks its workers as processes that may have no children, so that none outlives them; ours end with them.
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]  # noqa: SLF001 - there is no other way
    with Apart(convert_site) as apart:
        apart.start(name, limits, name, options)
        while True:
            for _, ended in apart.ended():
                return ended


def _check_versions(client: Any) -> None:
    others = {version for version in client.run(_version).values() if version != __version__}
    if others:
        raise UsageError(
            f"Workers have wpmigrate {', '.join(sorted(others))}, and this is {__version__}: install one version on all.",
            code="other-version",
        )


def _version() -> str:
    return __version__


def _distributed() -> Any:
    try:
        import distributed  # noqa: PLC0415 - only who has a cluster needs it
    except ImportError:
        raise UsageError("--scheduler needs Dask: pip install 'wpmigrate[dask]'.", code="no-dask") from None
    return distributed
