"""Processor time for one body: what takes more is stopped, so that no single post holds up a run."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class BudgetError(BaseException):
    """A body took more time than a body may. No `except Exception` on the way may take it for a fault of its own."""


@contextmanager
def budget(seconds: float) -> Iterator[None]:
    """Raise BudgetError in the block when it has taken so much processor time; only where the system can tell."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _stop(*_: Any) -> None:
    raise BudgetError
