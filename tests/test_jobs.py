"""One export on many processes: the same bytes for any number of them, whatever dies on the way, and none left behind."""

import gzip
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import active_children
from pathlib import Path

import pytest

import wpmigrate
from conftest import REPO
from exports import item
from mixed_export import halves, mixed, post
from multilingual import polylang, qtranslate
from planted import planted
from stanzas import Stanza, read_stanzas
from wpmigrate.config import options_of
from wpmigrate.pipeline import run as pipeline
from wpmigrate.pipeline import workers

OPTIONS = {
    "to": ("hugo", "jsonfeed", "wordpress"),
    "comments": ("isso", "disqus"),
    "redirects": ("nginx", "csv"),
    "media": "link",
    "categories": ("news-1", "news-2", "News 3", "nobody"),
}


@pytest.fixture
def pooled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Use workers for small exports too, started so that the threads of a test runner cannot hurt them."""
    monkeypatch.setattr(pipeline, "least_bytes", lambda _: 0)
    monkeypatch.setattr(workers, "start_method", lambda: "forkserver" if sys.platform != "win32" else "spawn")


def tree(folder: Path) -> dict[str, str]:
    """Hash every file that two equal runs share: all but the report, which has times and names."""
    files = (path for path in folder.rglob("*") if path.is_file() and ".wpmigrate" not in path.parts)
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
        if path.name != "report.json"
    }


def packings(folder: Path) -> dict[str, list[Path]]:
    plain, packed, zipped = folder / "export.xml", folder / "export.xml.gz", folder / "export.zip"
    plain.write_bytes(mixed())
    packed.write_bytes(gzip.compress(mixed()))
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("export.xml", mixed())
    parts = [folder / "part-1.xml", folder / "part-2.xml"]
    for path, content in zip(parts, halves(), strict=True):
        path.write_bytes(content)
    return {"plain": [plain], "gz": [packed], "zip": [zipped], "split": parts}


@pytest.mark.usefixtures("pooled")
def test_the_output_is_the_same_for_any_number_of_jobs(tmp_path: Path) -> None:
    found: dict[tuple[str, int], dict[str, str]] = {}
    for name, inputs in packings(tmp_path).items():
        for jobs in (1, 2, 4):
            out = tmp_path / f"{name}-{jobs}"
            report = wpmigrate.convert(inputs, out, jobs=jobs, **OPTIONS)
            assert report.totals["item"].written > 30
            found[name, jobs] = tree(out)
    assert len(found["plain", 1]) > 60
    assert any("Photo-1" in name or "photo-1-" in name for name in _names_of_uploads(tmp_path / "plain-1"))
    for name in ("plain", "gz", "zip", "split"):
        for jobs in (1, 2, 4):
            assert found[name, jobs] == found["split" if name == "split" else "plain", 1], (name, jobs)


def plugins() -> str:
    """Write an export with what every family of plugins leaves, and an item that a plugin leads elsewhere."""
    stanzas = [one for path in sorted((REPO / "fixtures/plugins").glob("*.md")) for one in read_stanzas(path)]
    lead = Stanza("Moved", 0, {"meta": {"_links_to": "https://elsewhere.example/new/"}}, "Gone", "", (0, 0))
    return planted(*stanzas, lead)


@pytest.mark.usefixtures("pooled")
@pytest.mark.parametrize("make", [polylang, qtranslate, plugins])
def test_languages_and_plugins_are_the_same_for_any_number_of_jobs(tmp_path: Path, make: Callable[[], str]) -> None:
    (tmp_path / "export.xml").write_text(make(), "utf-8")
    found = []
    for jobs in (1, 2):
        out = tmp_path / str(jobs)
        wpmigrate.convert(tmp_path / "export.xml", out, to=("hugo", "astro"), redirects=("csv",), jobs=jobs)
        found.append(tree(out))
    assert found[0] == found[1]
    csv = "".join(path.read_text("utf-8") for path in (tmp_path / "2").rglob("*.csv"))
    assert ("https://elsewhere.example/new/" in csv) == (make is plugins)


def _names_of_uploads(out: Path) -> list[str]:
    bodies = "".join(path.read_text("utf-8") for path in (out / "hugo/content").rglob("*.md"))
    return sorted({word.split(")")[0] for word in bodies.split("/uploads/2021/")[1:]})


@pytest.mark.usefixtures("pooled")
def test_a_dry_run_says_the_same(tmp_path: Path) -> None:
    given = tmp_path / "export.xml"
    given.write_bytes(mixed())
    reports = [wpmigrate.convert(given, tmp_path / "out", dry_run=True, jobs=jobs, to="jekyll") for jobs in (1, 3)]
    assert not (tmp_path / "out").exists()
    assert reports[0].plan == reports[1].plan
    assert reports[0].diagnostics == reports[1].diagnostics
    assert reports[0].fidelity == reports[1].fidelity


@pytest.mark.usefixtures("pooled")
@pytest.mark.parametrize("stage", ["Reading", "Writing"])
def test_a_worker_killed_on_the_way_loses_nothing(stage: str, tmp_path: Path) -> None:
    given = tmp_path / "export.xml"
    given.write_bytes(mixed(400))
    wpmigrate.convert(given, tmp_path / "one")
    killed: list[int] = []

    def kill(doing: str, done: int, _: int) -> None:
        if doing == stage and not killed and done > 1:
            killed.append(active_children()[0].pid or 0)
            os.kill(killed[0], signal.SIGKILL)

    pipeline.run(options_of([given], tmp_path / "two", jobs=2), kill)
    assert killed
    assert tree(tmp_path / "two") == tree(tmp_path / "one")


@pytest.mark.usefixtures("pooled")
def test_a_worker_that_cannot_go_on_stops_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = tmp_path / "export.xml"
    given.write_bytes(mixed(100))
    with pytest.raises(wpmigrate.errors.UsageError):
        wpmigrate.convert(given, tmp_path / "out", jobs=2, to="no-such-target")
    assert active_children() == []


# --- add-ins of other packages, in processes of their own -------------------------------------------------------------

ADD_IN = '''
"""Shortcodes that misbehave."""
import os, signal, time

def die(shortcode, context):
    os._exit(3)

def kill(shortcode, context):
    os.kill(os.getpid(), signal.SIGKILL)

def wait(shortcode, context):
    time.sleep(0.2)
    return None

def shout(shortcode, context):
    return "LOUD"
'''
POINTS = "[wpmigrate.shortcodes]\n" + "".join(
    f"{name} = misbehaving_words:{name}\n" for name in ("die", "kill", "wait", "shout")
)
DRIVER = """
import sys
if __name__ == "__main__":
    import wpmigrate
    from wpmigrate.pipeline import run, workers
    run.least_bytes = lambda _: 0
    workers.start_method = lambda: sys.argv[3]
    sys.exit(wpmigrate.convert(sys.argv[1], sys.argv[2], jobs=int(sys.argv[4])).exit_code)
"""
METHODS = ("fork", "forkserver", "spawn") if sys.platform == "linux" else ("spawn",)


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A package that pip would have installed, and a script beside it."""
    site = tmp_path / "site"
    facts = site / "misbehaving_words-1.dist-info"
    facts.mkdir(parents=True)
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: misbehaving-words\nVersion: 1\n")
    (facts / "entry_points.txt").write_text(POINTS)
    (site / "misbehaving_words.py").write_text(ADD_IN)
    (site / "driver.py").write_text(DRIVER)
    return site


def started(installed: Path, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(installed)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def ledger(out: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (out / "_wpmigrate/ledger.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("method", METHODS)
def test_an_item_that_kills_its_worker_fails_alone(method: str, installed: Path, tmp_path: Path) -> None:
    given = tmp_path / "export.xml"
    given.write_bytes(mixed(60, item(901, b"Hear [shout]."), post(902, "[die]"), item(903, b"[kill]"), item(904)))
    with started(installed, installed / "driver.py", given, tmp_path / "out", method, 2) as process:
        told = process.communicate(timeout=120)[1]
    assert process.returncode == 3, told
    rows = [row for row in ledger(tmp_path / "out") if row["kind"] == "item"]
    failed = {row["id"]: row for row in rows if row["outcome"] == "failed"}
    assert set(failed) == {902, 903}
    assert all(row["reason"] == "process-died" for row in failed.values())
    details = [row["degradations"][0]["detail"] for row in failed.values()]
    assert details == ["it ended with status 3", "it was killed by SIGKILL"]
    comments = [
        row for row in ledger(tmp_path / "out") if row["kind"] == "comment" and row.get("reason") == "post-failed"
    ]
    assert len(comments) == 902 % 4
    assert "LOUD" in "".join(path.read_text("utf-8") for path in (tmp_path / "out").rglob("p-901.md"))
    calm = tmp_path / "calm.xml"
    calm.write_bytes(mixed(60, item(901, b"Hear [shout]."), item(904)))
    with started(installed, installed / "driver.py", calm, tmp_path / "one", method, 1) as process:
        process.communicate(timeout=120)
    rest = {name: made for name, made in tree(tmp_path / "one").items() if name.endswith(".md")}
    assert rest == {name: made for name, made in tree(tmp_path / "out").items() if name.endswith(".md")}


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc who lives")
@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_stopped_run_leaves_nobody_behind(sign: signal.Signals, code: int, installed: Path, tmp_path: Path) -> None:
    given = tmp_path / "export.xml"
    given.write_bytes(mixed(10, *(item(number, b"[wait] " * 20 + b"x" * 40_000) for number in range(901, 935))))
    out = tmp_path / "out"
    process = started(installed, "-m", "wpmigrate", "convert", given, "-o", out, "--jobs", 2)
    with process:
        waited_for(lambda: len(descendants(process.pid)) >= 2 or process.poll() is not None)
        time.sleep(1)  # into the second pass, whose first item takes four seconds
        family = descendants(process.pid)
        assert len(family) >= 2
        # Ctrl-C goes to the whole group of a terminal, a scheduler's signal to the one process it knows.
        os.killpg(process.pid, sign) if sign == signal.SIGINT else os.kill(process.pid, sign)
        told = process.communicate(timeout=60)[1]
    assert process.returncode == code, told
    assert "Traceback" not in told
    assert "every file written so far is whole" in told
    waited_for(lambda: not any(lives(pid) for pid in family))


def waited_for(test: Callable[[], object], patience: float = 60.0) -> None:
    end = time.monotonic() + patience
    while not test():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def descendants(pid: int) -> list[int]:
    """List the processes that a process has started, from any of its threads, and those that these have."""
    own: list[int] = []
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            own += map(int, (thread / "children").read_text().split())
    return own + [deeper for child in own for deeper in descendants(child)]


def lives(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return False
