"""Worker processes: answers in the order of the tasks whoever dies, what kills is found alone, and nobody is left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing import active_children
from pathlib import Path

import pytest

from workloads import Doubling
from wpmigrate.errors import OutputError, WpmigrateError
from wpmigrate.pipeline.workers import Lost, Workers

METHODS = [name for name in ("forkserver", "spawn") if name != "forkserver" or sys.platform != "win32"]


def chunks(most: int, size: int) -> Iterator[range]:
    return (range(first, min(first + size, most)) for first in range(0, most, size))


def numbers(answers: list[bytes | Lost]) -> list[int]:
    return [int(word) for answer in answers if isinstance(answer, bytes) for word in answer.split()]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_answers_come_in_order(jobs: int, method: str) -> None:
    with Workers(jobs, method) as workers:
        assert numbers(list(workers.run(Doubling(), chunks(100, 3)))) == list(range(0, 200, 2))
        assert numbers(list(workers.run(Doubling(weight=300_000), chunks(50, 5)))) == list(range(0, 100, 2))
        assert list(workers.run(Doubling(), iter(()))) == []
        assert 1 <= len(active_children()) <= jobs
    assert active_children() == []


def test_what_kills_is_given_up_alone(tmp_path: Path) -> None:
    duty = Doubling(log=str(tmp_path / "log"), deadly=frozenset({13, 40}))
    with Workers(2, "forkserver") as workers:
        answers = list(workers.run(duty, chunks(64, 16)))
    lost = [answer for answer in answers if isinstance(answer, Lost)]
    assert [list(one.task) for one in lost] == [[13], [40]]
    assert {one.why for one in lost} == {"it ended with status 7"}
    assert numbers(answers) == [2 * number for number in range(64) if number not in (13, 40)]
    firsts = [answer.task[0] if isinstance(answer, Lost) else numbers([answer])[0] // 2 for answer in answers]
    assert firsts == sorted(firsts), "a lost one stands where it belongs"


def test_what_kills_once_costs_one_more_try(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.touch()
    duty = Doubling(log=str(log), once=frozenset({5}))
    with Workers(2, "forkserver") as workers:
        assert numbers(list(workers.run(duty, chunks(40, 10)))) == list(range(0, 80, 2))
    done = [int(line.split()[1]) for line in log.read_text().splitlines()]
    assert done.count(5) == 2
    assert all(done.count(number) == 1 for number in range(10, 40)), "its neighbours were not done again"


def test_a_worker_that_is_killed_loses_nothing() -> None:
    found = []
    with Workers(2, "forkserver") as workers:
        for answer in workers.run(Doubling(slow=0.002), chunks(200, 4)):
            found.append(answer)
            if len(found) in (5, 20):
                os.kill(active_children()[0].pid, signal.SIGKILL)
    assert numbers(found) == list(range(0, 400, 2))


def test_what_is_wrong_with_the_run_is_raised() -> None:
    with Workers(2, "forkserver") as workers, pytest.raises(OutputError) as stopped:
        list(workers.run(Doubling(raising=frozenset({30})), chunks(100, 10)))
    assert (stopped.value.code, stopped.value.sentence) == ("disk-full", "The disk is full.")
    assert active_children() == []


def test_workers_that_cannot_start_stop_the_run() -> None:
    with Workers(2, "forkserver") as workers, pytest.raises(WpmigrateError) as stopped:
        list(workers.run(Doubling(stillborn=True), chunks(10, 1)))
    assert stopped.value.code == "no-workers"
    assert "--jobs 1" in stopped.value.sentence


def test_few_tasks_are_on_their_way_at_a_time() -> None:
    handed: list[range] = []

    def tasks() -> Iterator[range]:
        for task in chunks(400, 2):
            handed.append(task)
            yield task

    with Workers(2, "forkserver") as workers:
        for number, _ in enumerate(workers.run(Doubling(), tasks()), 1):
            assert len(handed) - number <= 8


PARENT = """
import sys, time
sys.path[:0] = {path!r}
from multiprocessing import active_children
from workloads import Doubling
from wpmigrate.pipeline.workers import Workers
if __name__ == "__main__":
    with Workers(2, {method!r}) as workers:
        for _ in workers.run(Doubling(slow=30.0), iter([range(1), range(1, 2)])):
            pass
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc who lives")
@pytest.mark.parametrize("method", ["fork", "forkserver", "spawn"])
def test_workers_die_with_their_parent(method: str, tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT.format(path=[p for p in sys.path if p], method=method))
    with subprocess.Popen([sys.executable, str(script)]) as parent:
        try:
            workers = _wait_for(lambda: len(found := _descendants(parent.pid)) >= 2 and found)
            time.sleep(0.5)
        finally:
            parent.kill()
        parent.wait()
        _wait_for(lambda: not any(_lives(pid) for pid in workers), 15.0)  # before a task is done


def _wait_for(test, patience: float = 30.0):
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if result := test():
            return result
        time.sleep(0.05)
    raise AssertionError("waited in vain")


def _descendants(pid: int) -> list[int]:
    try:
        own = [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return own + [deeper for child in own for deeper in _descendants(child)]


def _lives(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
