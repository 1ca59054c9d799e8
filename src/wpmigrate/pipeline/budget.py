"""Processor time for one body: what takes more is stopped, so that no single post holds up a run."""

import signal
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from types import TracebackType
from typing import Any, ClassVar


class BudgetError(BaseException):
    """A body took more time than a body may. No `except Exception` on the way may take it for a fault of its own."""


class _Budget:
    """A timer that runs while its block does. `is_wound` says that the means to stop stands in place already."""

    is_wound: ClassVar[bool] = False
    __slots__ = ("_before", "_seconds")

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._before: Any = None

    def __enter__(self) -> None:
        if not _Budget.is_wound:
            self._before = signal.signal(signal.SIGVTALRM, _stop)
        signal.setitimer(signal.ITIMER_VIRTUAL, self._seconds)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        if self._before is not None:
            signal.signal(signal.SIGVTALRM, self._before)


def budget(seconds: float) -> AbstractContextManager[None]:
    """Raise BudgetError in the block when it has taken so much processor time; only where the system can tell."""
    return _Budget(seconds) if _can_tell() else nullcontext()


@contextmanager
def wound_up() -> Iterator[None]:
    """Keep the means to stop in place for the budgets of many bodies, which are cheaper then."""
    if not _can_tell():
        yield
        return
    before, was_wound = signal.signal(signal.SIGVTALRM, _stop), _Budget.is_wound
    _Budget.is_wound = True
    try:
        yield
    finally:
        _Budget.is_wound = was_wound
        signal.signal(signal.SIGVTALRM, before)


def _can_tell() -> bool:
    return hasattr(signal, "setitimer") and threading.get_ident() == threading.main_thread().ident


def _stop(*_: Any) -> None:
    raise BudgetError
