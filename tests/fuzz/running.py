"""Run executions one after the other in a process of their own, within bounds of time and memory."""

import faulthandler
import json
import mmap
import os
import resource
import signal
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from chance import Chance
from fuzz.mutating import mutate
from fuzz.seeds import SEEDS, Seed

SECONDS = 10
MEMORY = 512 << 20
_LARGEST = 1 << 24
_ENOUGH = 50
_SMALLER = 20


class Hang(BaseException):
    """An execution took more processor time than any may."""


def fuzz(executions: int, seed: int, seconds: float, layer: str, keep: Path) -> dict[str, Any]:
    """Run in a child, so that a crash of a library is a finding and not the end; answer what was found."""
    told: dict[str, Any] = {"seed": seed, "executions": 0, "layers": {}, "seconds": 0.0, "slowest": 0.0, "found": []}
    current, until = mmap.mmap(-1, _LARGEST), time.monotonic() + seconds if seconds else 0.0
    while told["executions"] < executions and len(told["found"]) < _ENOUGH:
        if until and time.monotonic() > until:
            break
        code, part = _in_child(told["executions"], executions, seed, until, layer, current, keep)
        told["executions"] += part["executions"]
        told["layers"] = dict(Counter(told["layers"]) + Counter(part["layers"]))
        told["seconds"] = round(told["seconds"] + part["seconds"], 1)
        told["slowest"] = max(told["slowest"], part["slowest"])
        told["found"] += part["found"]
        if code:
            told["found"].append(_crashed(code, current, keep))
            told["executions"] += 1
    return told


def _in_child(
    start: int, end: int, seed: int, until: float, layer: str, current: mmap.mmap, keep: Path
) -> tuple[int, dict[str, Any]]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        told = _Telling(writing)
        faulthandler.disable()  # a crash is told by the parent; the runner's own words of it would frighten whoever reads them
        try:
            _execute(start, end, seed, until, layer, current, keep, told)
        except BaseException:  # noqa: BLE001
            traceback.print_exc()
            os._exit(99)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as lines:
        last, found = {"executions": 0, "layers": {}, "seconds": 0.0, "slowest": 0.0}, []
        for line in lines:
            part = json.loads(line)
            if "broke" in part:
                found.append(part)
            else:
                last = part
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), {**last, "found": found}


class _Telling:
    def __init__(self, pipe: int) -> None:
        self._pipe = pipe

    def say(self, part: dict[str, Any]) -> None:
        os.write(self._pipe, json.dumps(part).encode() + b"\n")


def _execute(
    start: int, end: int, seed: int, until: float, layer: str, current: mmap.mmap, keep: Path, told: _Telling
) -> None:
    from fuzz.layers import check

    seeds = [one for one in SEEDS if layer in ("", one.layer)]
    wheel = [one for one in seeds for _ in range(one.weight)]
    layers: Counter[str] = Counter()
    began, slowest, known = time.process_time(), 0.0, set()
    _bound_memory()
    signal.signal(signal.SIGPROF, _stop)
    for number in range(start, end):
        one, content = made(seed, number, wheel, seeds)
        current[: 16 + len(one.layer) + len(content)] = (
            b"%7d %7d " % (len(one.layer), len(content)) + one.layer.encode() + content
        )
        before = time.process_time()
        broke = attempt(check, one.layer, content)
        slowest = max(slowest, time.process_time() - before)
        layers[one.layer] += 1
        if broke and broke not in known:
            known.add(broke)
            told.say(_kept(check, one, number, broke, content, keep))
        if number % 1000 == 0 or number + 1 == end or (until and time.monotonic() > until):
            seconds = round(time.process_time() - began, 1)
            told.say(
                {"executions": number + 1 - start, "layers": layers, "seconds": seconds, "slowest": round(slowest, 3)}
            )
            if until and time.monotonic() > until:
                return
        if len(known) >= _ENOUGH:
            return


def made(seed: int, number: int, wheel: list[Seed], seeds: list[Seed]) -> tuple[Seed, bytes]:
    """Make one input; the same number makes the same one, whatever was made before."""
    chance = Chance(seed * 1_000_003 + number)
    one = chance.pick(wheel)
    other = chance.pick([other for other in seeds if other.layer == one.layer])
    return one, mutate(one.content, one.layer, other.content, chance)[: _LARGEST - 64]


def attempt(check: Any, layer: str, content: bytes) -> str:
    """Run one execution; answer what broke and where, or nothing."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        check(layer, content)
    except (Exception, Hang) as error:  # noqa: BLE001
        signal.setitimer(signal.ITIMER_PROF, 0)
        where = [frame for frame in traceback.extract_tb(error.__traceback__) if "wpmigrate" in frame.filename] or [
            None
        ]
        place = f" at {Path(where[-1].filename).name}:{where[-1].lineno}" if where[-1] else ""
        said = str(error).split(":")[0][:40] if type(error).__name__ == "Broken" else ""
        return f"{layer}: {type(error).__name__} {said}{place}"
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return ""


def _stop(*_: Any) -> None:
    raise Hang


def _bound_memory() -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[0]) if Path("/proc/self/statm").exists() else 0
    if pages:
        limit = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _kept(check: Any, one: Seed, number: int, broke: str, content: bytes, keep: Path) -> dict[str, Any]:
    try:
        small = content if "Hang" in broke else smallest(content, lambda part: attempt(check, one.layer, part) == broke)
    except Hang:
        small = content
    return {
        "broke": broke,
        "from": one.name,
        "number": number,
        "file": _store(one.layer, small, keep),
        "input": repr(small[:400]),
    }


def smallest(content: bytes, breaks: Any) -> bytes:
    """Cut away what is not needed to break the promise, in ever smaller pieces."""
    until, size = time.process_time() + _SMALLER, max(len(content) // 2, 1)
    while size and time.process_time() < until:
        at = 0
        while at < len(content) and time.process_time() < until:
            part = content[:at] + content[at + size :]
            if breaks(part):
                content = part
            else:
                at += size
        size //= 2
    return content


def _store(layer: str, content: bytes, keep: Path) -> str:
    keep.mkdir(parents=True, exist_ok=True)
    file = keep / f"{layer}-{sha256(content).hexdigest()[:12]}"
    file.write_bytes(content)
    return str(file)


def _crashed(code: int, current: mmap.mmap, keep: Path) -> dict[str, Any]:
    first, second = int(current[:7]), int(current[8:15])
    layer, content = current[16 : 16 + first].decode(), current[16 + first : 16 + first + second]
    return {"broke": f"{layer}: the process ended with {code}", "file": _store(layer, content, keep)}


@contextmanager
def bounded() -> Iterator[None]:
    """Let an execution in this process be stopped as in a run."""
    before = signal.signal(signal.SIGPROF, _stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGPROF, before)
