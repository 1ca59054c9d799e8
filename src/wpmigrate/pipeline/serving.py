"""What a worker process does: tasks of one duty after another, until its parent has no more, or has gone."""

import os
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait
from typing import Any, Final, Protocol

from msgspec import Struct

from wpmigrate.pipeline.profiling import WAIT, start_timing, tell

_PR_SET_PDEATHSIG: Final = 1


class Duty(Protocol):
    """What workers are made for; it is pickled. The block that `begin` opens answers a task with bytes."""

    def begin(self) -> AbstractContextManager[Callable[[Any], bytes]]:
        """Open what the tasks need."""
        ...


class Ready(Struct, frozen=True):
    """A worker has opened its duty."""


class Raised(Struct, frozen=True):
    """A worker met an exception that is not of one item, but of the run."""

    error: BaseException


def serve(parent: Connection, others: Sequence[Connection], timed: bool = False) -> None:  # noqa: FBT001, FBT002 - an argument of a process
    """Work for the process at the other end of `parent`; `others` are ends of other workers, inherited by a fork."""
    depend(others)
    start_timing(timed=timed)
    try:
        _serve(parent)
    except (EOFError, OSError):  # the parent has gone
        os._exit(0)


@contextmanager
def born_deaf() -> Iterator[None]:
    """Let a process that begins in this block hear no Ctrl-C until it has come to `depend`: before, it would only break in two."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def depend(others: Sequence[Connection]) -> None:
    """Make a new process live and die as its parent wants."""
    for connection in others:
        connection.close()
    # Ctrl-C reaches every process of a terminal: the parent decides what becomes of the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform != "win32":
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    if not _bound_by_the_kernel():
        threading.Thread(target=_die_with_parent, daemon=True).start()


def _bound_by_the_kernel() -> bool:
    """Ask Linux to end this process with its parent: that needs no thread, so that this process can fork workers itself."""
    parent = parent_process()
    if sys.platform != "linux" or parent is None:
        return False
    bound = _bound_to_its_maker() if parent.pid == os.getppid() else _bound_to_a_pipe(parent.sentinel)
    if wait([parent.sentinel], 0):  # it was quicker
        os._exit(1)
    return bound


def _bound_to_its_maker() -> bool:
    from ctypes import CDLL  # noqa: PLC0415 - not elsewhere

    bound: bool = CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL) == 0
    return bound


def _bound_to_a_pipe(end: int) -> bool:
    """Ask for a signal that ends this process when the other end closes: a server has made it, which lives as long as it does."""
    import fcntl  # noqa: PLC0415 - not on Windows

    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(end, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(end, fcntl.F_SETFL, fcntl.fcntl(end, fcntl.F_GETFL) | os.O_ASYNC)
    return True


def _serve(parent: Connection) -> None:
    with ExitStack() as stack:
        work: Callable[[Any], bytes] | None = None
        for message in WAIT.each(iter(parent.recv, None)):
            try:
                if hasattr(message, "begin"):
                    stack.close()
                    work = stack.enter_context(message.begin())
                    answer: Any = Ready()
                else:
                    assert work is not None, "a duty comes before its tasks"
                    answer = work(message)
            except Exception as error:  # noqa: BLE001 - the parent raises it
                answer = _raised(error)
            parent.send(answer)
    tell(parent)


def _raised(error: Exception) -> Raised:
    error.add_note(f"In a worker process:\n{''.join(traceback.format_exception(error))}")
    error.__cause__ = error.__context__ = None
    error.__traceback__ = None
    return Raised(error)


def _die_with_parent() -> None:
    """End with the parent even in the middle of a task."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
