"""Runs of the tool in a child of this process, so that each costs no start-up and may be killed."""

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from wpmigrate import registry
from wpmigrate.cli import main
from wpmigrate.output import apply, disk

Ready = Callable[[], None]


@dataclass(frozen=True)
class Ended:
    """How a run ended: `code` is negative for the signal that killed it."""

    code: int
    out: str
    err: str
    seconds: float


def warm() -> None:
    """Load all that a run needs, once for all children."""
    registry.handlers()
    registry.target("hugo")
    # Against power failure, which nothing here brings about; it would wait for all that others write on this machine.
    apply.sync = disk.sync = lambda: None
    import wpmigrate.pipeline.run
    import wpmigrate.report.json
    import wpmigrate.report.text  # noqa: F401


def start(arguments: list[str], said: Path, ready: Ready = lambda: None) -> int:
    """Begin a run in a child and answer its process id; `ready` is called there before it begins."""
    child = os.fork()
    if child:
        return child
    code = 70
    try:
        for number, name in ((1, "out"), (2, "err")):
            os.dup2(os.open(said / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8")
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", buffering=1)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        ready()
        main(arguments)
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else 0
    except BaseException:  # noqa: BLE001 - whatever it is, this child must end here
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except OSError:
                code = code or 74
        os._exit(code)


def wait(child: int, said: Path, begun: float) -> Ended:
    """Wait for a child and answer how it ended."""
    _, status = os.waitpid(child, 0)
    out, err = (
        (said / name).read_text("utf-8", "replace") if (said / name).exists() else "" for name in ("out", "err")
    )
    return Ended(os.waitstatus_to_exitcode(status), out, err, time.monotonic() - begun)


def run(
    arguments: list[str],
    said: Path,
    ready: Ready = lambda: None,
    *,
    kill_after: float | None = None,
    by: signal.Signals = signal.SIGKILL,
) -> Ended:
    """Run in a child to its end, or end it after so many seconds; `seconds` then count from that signal."""
    said.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    child = start(arguments, said, ready)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, by)
        begun = time.monotonic()
    return wait(child, said, begun)
