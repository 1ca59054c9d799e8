"""The same run on a Dask cluster: each site is one task, converted apart inside of the worker that has it; a huge one is shared by all.

Inputs and outputs lie where all workers see them, in storage or in a shared folder; only summaries travel. A worker that is lost
costs the sites it was at one more try.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from msgspec import Struct

from wpmigrate.bulk.apart import Apart, Ended, Limits
from wpmigrate.bulk.converting import convert_site
from wpmigrate.bulk.joining import LOSSES, distributed, end_of, joined, may_have_children
from wpmigrate.bulk.sharing import let_go
from wpmigrate.bulk.splitting import Splitting
from wpmigrate.config import Options
from wpmigrate.storage.copying import discard
from wpmigrate.storage.reaching import libraries
from wpmigrate.storage.urls import below

AHEAD: Final = 4
"""Sites for each thread of the cluster that its scheduler knows of, so that it holds little."""


class Errand(Struct, frozen=True):
    """A site to be converted there; `key` is for who asks."""

    key: Any
    name: str
    options: Options
    limits: Limits
    is_split: bool = False


def converted_there(address: str, errands: Iterable[Errand], shared: str) -> Iterator[tuple[Any, Ended]]:
    """Convert sites on the cluster at `address`; yield how each ended, with its key.

    Those to be split come first, one after the other; what their workers share lies below the address `shared` meanwhile.
    """
    with joined(address) as client:
        whole: list[Errand] = []
        for one in errands:
            if one.is_split:
                yield one.key, _split(client, address, one, below(shared, one.name))
            else:
                whole.append(one)
        yield from _one_by_one(client, whole)


def _one_by_one(client: Any, errands: Iterable[Errand]) -> Iterator[tuple[Any, Ended]]:
    waiting = iter(errands)
    keys: dict[str, Any] = {}
    room = AHEAD * max(1, sum(client.nthreads().values()))
    pool = distributed().as_completed()
    while True:
        while len(keys) < room and (one := next(waiting, None)) is not None:
            future = client.submit(_convert, one.name, one.options, one.limits, pure=False, retries=LOSSES)
            keys[future.key] = one.key
            pool.add(future)
        if not keys:
            return
        done = next(pool)
        yield keys.pop(done.key), end_of(done)


def _convert(name: str, options: Options, limits: Limits) -> Ended:
    """Convert one site in a process of its own, so that it cannot take the worker with it."""
    may_have_children()
    with Apart(convert_site, also=libraries((*options.inputs, options.stored))) as apart:
        apart.start(name, limits, name, options)
        return apart.last()


def _split(client: Any, address: str, one: Errand, shared: str) -> Ended:
    """Convert one site in a process of its own here, which has all workers do its items."""
    try:
        with Apart(convert_site) as apart:
            apart.start(one.name, one.limits, one.name, one.options, Splitting(address, shared, one.limits))
            return apart.last()
    finally:
        client.run(let_go, shared, on_error="ignore")
        discard(shared)
