"""Processor time for one body: what takes more is stopped, so that no single post holds up a run."""

import signal
import threading
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType
from typing import Any


class BudgetError(BaseException):
    """A body took more time than a body may. No `except Exception` on the way may take it for a fault of its own."""


class _Budget:
    """A timer that runs while its block does; the means to stop stays in place for the next one."""

    __slots__ = ("_seconds",)

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def __enter__(self) -> None:
        if signal.getsignal(signal.SIGVTALRM) is not _stop:
            signal.signal(signal.SIGVTALRM, _stop)
        signal.setitimer(signal.ITIMER_VIRTUAL, self._seconds)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def budget(seconds: float) -> AbstractContextManager[None]:
    """Raise BudgetError in the block when it has taken so much processor time; only where the system can tell."""
    if not hasattr(signal, "setitimer") or threading.get_ident() != threading.main_thread().ident:
        return nullcontext()
    return _Budget(seconds)


def _stop(*_: Any) -> None:
    raise BudgetError
