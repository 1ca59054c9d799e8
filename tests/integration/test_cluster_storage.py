"""A real Dask cluster and a real S3 server on loopback: workers that share no folder, one of which is killed on the way."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("distributed")
pytest.importorskip("s3fs")
pytest.importorskip("moto")

from s3_server import brought, s3_server, storage
from test_dask import cluster

from exports import document, item
from test_bulk import exports, installed, marks, report_of
from test_jobs import descendants, tree, waited_for

__all__ = ["installed"]

pytestmark = pytest.mark.integration


@pytest.fixture
def s3(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Any, dict[str, str]]]:
    with s3_server(tmp_path) as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        yield storage(environment), environment


def called(installed: Path, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "wpmigrate", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(installed)},
        cwd=installed.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def stored(system: Any, folder: Path, url: str) -> None:
    for path in folder.iterdir():
        system.put_file(str(path), f"{url.removeprefix('s3://')}/{path.name}")


def large(*bodies: bytes) -> bytes:
    """Write an export of 600 posts and more than a megabyte, in which here and there one takes a while."""
    usual = (item(n, b"Hello, %d.%s%s" % (n, b" [wait]" * (n % 8 == 0), b" More of it." * 200)) for n in range(1, 601))
    return document(*usual, *(item(601 + n, body) for n, body in enumerate(bodies)))


def test_a_cluster_reads_and_writes_storage_and_loses_nothing(s3, installed: Path, tmp_path: Path) -> None:
    system, _ = s3
    given = exports(tmp_path / "given", 9, deadly="[die]", endless="[hang]", greedy="[grow]", slow="[wait]" * 20)
    stored(system, given, "s3://sites/given")
    with cluster(tmp_path / "tmp", installed, 3) as (address, workers):
        call = ("bulk", "s3://sites/given/*.xml", "-o", "s3://sites/out", "--scheduler", address)
        with called(installed, *call, "--site-timeout", 12, "--site-memory", 300) as process:
            waited_for(lambda: len(system.glob("sites/out/_bulk/sites/*.json")) >= 2, 120)
            os.kill(workers[0].pid, signal.SIGKILL)
            told, wrong = process.communicate(timeout=300)
    assert process.returncode == 3, wrong
    assert "13 sites: 10 done, 3 quarantined" in told
    assert "only-they-know" not in told + wrong
    out = brought(system, "s3://sites/out", tmp_path / "out")
    worst = report_of(out)["worst"]
    assert {site["name"]: site["code"] for site in worst[:3]} == {
        "deadly": "process-died",
        "endless": "timed-out",
        "greedy": "too-much-memory",
    }
    assert worst[0]["exports"] == [f"s3://sites/given/{worst[0]['name']}.xml"]
    for path in sorted(given.glob("s*.xml")):
        with called(installed, "convert", path, "-o", tmp_path / "here" / path.stem, "--jobs", 1, "-q") as here:
            assert here.wait() == 0
        assert tree(out / path.stem) == tree(tmp_path / "here" / path.stem)
    assert len(marks(out)) == 13


@pytest.mark.parametrize(("place", "bodies"), [("s3://sites", ()), ("seen-by-all", (b"[die]", b"After it."))])
def test_one_export_is_split_over_the_workers(s3, installed: Path, tmp_path: Path, place: str, bodies) -> None:
    system, _ = s3
    for folder in ("tmp", "seen-by-all"):
        (tmp_path / folder).mkdir()
    (tmp_path / "seen-by-all/large.xml").write_bytes(large(*bodies))
    system.put_file(str(tmp_path / "seen-by-all/large.xml"), "sites/large.xml")
    with cluster(tmp_path / "tmp", installed, 3) as (address, workers):
        call = ("bulk", f"{place}/large.xml", "-o", f"{place}/out", "--scheduler", address, "--split-above", "100K")
        with called(installed, *call) as process:
            waited_for(lambda: _is_at_work(tmp_path / "tmp", workers[0].pid) or process.poll() is not None, 120)
            os.kill(workers[0].pid, signal.SIGKILL)
            told, wrong = process.communicate(timeout=300)
    assert "1 site: 1 done" in told, told + wrong
    assert process.returncode == (3 if bodies else 0)
    out = brought(system, "s3://sites/out", tmp_path / "out") if not bodies else tmp_path / place / "out"
    assert not list((out / "_bulk").glob("shared/**/*.*")), "what the workers shared is gone"
    jobs = 2 if bodies else 1  # who is alone dies of a deadly item
    with called(installed, "convert", "seen-by-all/large.xml", "-o", "here", "--jobs", jobs, "-q") as here:
        here.communicate()
    assert tree(out / "large") == tree(tmp_path / "here")
    assert "Hello, 600." in (out / "large/posts/p-600.md").read_text("utf-8")


def _is_at_work(folder: Path, worker: int) -> bool:
    """Say whether pass 2 has begun, and a worker has something to do."""
    return any(folder.glob("*/paths.sqlite")) and bool(descendants(worker))


def test_what_a_real_server_refuses_is_one_sentence(s3, tmp_path: Path) -> None:
    (tmp_path / "blog.xml").write_bytes(document(item(1)))
    nobody = {name: value for name, value in os.environ.items() if "AWS_" not in name or "ENDPOINT" in name}
    nobody |= {"HOME": str(tmp_path), "AWS_EC2_METADATA_DISABLED": "true"}
    cases = (
        (os.environ, ("blog.xml", "-o", "s3://no-such-bucket/out"), 5, "[storage-missing]"),
        (os.environ, ("s3://sites/none.xml", "-o", "out"), 4, "s3://sites/none.xml does not exist"),
        (nobody, ("blog.xml", "-o", "s3://sites/out"), 5, "[storage-forbidden]"),
    )
    for environment, arguments, code, said in cases:
        call = [sys.executable, "-m", "wpmigrate", "convert", *arguments]
        found = subprocess.run(call, env=dict(environment), cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (found.returncode, found.stderr.count("\n")) == (code, 1), found.stderr
        assert said in found.stderr
