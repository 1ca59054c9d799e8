"""A real Dask cluster on loopback: a scheduler and workers as processes of their own, one of which is killed on the way."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from exports import document, item
from test_bulk import exports, installed, marks, report_of
from test_jobs import tree, waited_for
from wpmigrate.errors import UsageError

__all__ = ["installed"]

pytestmark = pytest.mark.integration
pytest.importorskip("distributed")


@contextmanager
def cluster(folder: Path, site: Path, workers: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    with ExitStack() as stack:
        # a socket's path holds some hundred characters, of which a folder of pytest's may take nearly all
        short = stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True))
        environment = {**os.environ, "PYTHONPATH": str(site), "TMPDIR": short}

        def start(name: str, *arguments: str) -> subprocess.Popen[bytes]:
            log = stack.enter_context((folder / f"{name}.log").open("wb"))
            command = [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]]
            process = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=folder)
            stack.callback(process.wait)
            stack.callback(process.kill)
            return process

        start("scheduler", "dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        waited_for(lambda: _address(folder), 60)
        address = _address(folder)
        made = [
            start(f"worker-{n}", "dask_worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny")
            for n in range(workers)
        ]
        waited_for(lambda: all("Registered to" in (folder / f"worker-{n}.log").read_text() for n in range(workers)), 60)
        yield address, made


def _address(folder: Path) -> str:
    log = folder / "scheduler.log"
    found = re.search(r"Scheduler at:\s+(tcp://127\.0\.0\.1:\d+)", log.read_text() if log.exists() else "")
    return found[1] if found else ""


def test_a_cluster_does_the_same_and_survives_a_lost_worker(installed: Path, tmp_path: Path) -> None:
    given = exports(tmp_path / "given", 16, deadly="[die]", slow="[wait]" * 10)
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    with cluster(tmp_path / "tmp", installed, 3) as (address, workers):
        call = [
            sys.executable,
            "-m",
            "wpmigrate",
            "bulk",
            str(given),
            "-o",
            "out",
            "--scheduler",
            address,
            "--site-timeout",
            "60",
        ]
        process = subprocess.Popen(call, env=environment, cwd=tmp_path, stdout=subprocess.PIPE, text=True)
        with process:
            waited_for(lambda: len(list(tmp_path.glob("out/_bulk/sites/*.json"))) >= 3, 120)
            os.kill(workers[0].pid, signal.SIGKILL)
            told, _ = process.communicate(timeout=300)
    assert process.returncode == 3
    assert "18 sites: 17 done, 1 quarantined" in told
    assert report_of(tmp_path / "out")["worst"][0]["code"] == "process-died"
    here = [sys.executable, "-m", "wpmigrate", "bulk", str(given), "-o", "here", "-q"]
    subprocess.run(here, env=environment, cwd=tmp_path, check=False)
    for name in set(marks(tmp_path / "here")) - {"deadly"}:
        assert tree(tmp_path / "out" / name) == tree(tmp_path / "here" / name)


def test_no_scheduler_is_told_in_a_sentence(tmp_path: Path) -> None:
    from wpmigrate.bulk.run import Bulk, run_bulk
    from wpmigrate.bulk.sites import Site

    (tmp_path / "a.xml").write_bytes(document(item(1)))
    with pytest.raises(UsageError) as refused:
        run_bulk(Bulk(sites=[Site("a", (str(tmp_path / "a.xml"),))], output=tmp_path / "out", scheduler="nowhere://x"))
    assert refused.value.code == "no-scheduler"
