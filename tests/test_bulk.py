"""Many exports in one call: what is bad is quarantined with its reason, all else is done, and a second call does only the rest."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from exports import document, item
from test_jobs import descendants, lives, waited_for
from wpmigrate.bulk.apart import Apart, Limits
from wpmigrate.bulk.manifest import read_manifest
from wpmigrate.bulk.run import Bulk, run_bulk
from wpmigrate.bulk.sites import Shard, Site, find_sites
from wpmigrate.cli.convert import command as convert
from wpmigrate.cli.settings import settings_of
from wpmigrate.diagnostics import Code
from wpmigrate.errors import InputError, UsageError
from wpmigrate.pipeline.serving import depend
from wpmigrate.report.bulk import BulkReport, SiteResult, Summed
from wpmigrate.report.bulk_text import MOST_FINDINGS, summary

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills by POSIX signals")

ADD_IN = '''
"""Shortcodes that no export should hold."""
import os, time

def die(shortcode, context):
    os.kill(os.getpid(), 9)

def hang(shortcode, context):
    time.sleep(3600)

def grow(shortcode, context):
    held = []
    while True:
        held.append(bytes(range(256)) * 40_000)
        time.sleep(0.01)

def wait(shortcode, context):
    time.sleep(0.1)
'''
POINTS = "[wpmigrate.shortcodes]\n" + "".join(
    f"{name} = poisonous_words:{name}\n" for name in ("die", "hang", "grow", "wait")
)


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    facts = site / "poisonous_words-1.dist-info"
    facts.mkdir(parents=True)
    (facts / "METADATA").write_text("Metadata-Version: 2.1\nName: poisonous-words\nVersion: 1\n")
    (facts / "entry_points.txt").write_text(POINTS)
    (site / "poisonous_words.py").write_text(ADD_IN)
    return site


def started(installed: Path, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "wpmigrate", "bulk", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(installed), "TMPDIR": str(installed.parent / "tmp")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def exports(folder: Path, count: int, **poisonous: str) -> Path:
    folder.mkdir()
    (folder.parent / "tmp").mkdir(exist_ok=True)
    for number in range(count):
        (folder / f"site-{number:03}.xml").write_bytes(document(item(1), item(2, b"Hello, %d." % number)))
    for name, body in poisonous.items():
        (folder / f"{name}.xml").write_bytes(document(item(1), item(2, body.encode())))
    return folder


def report_of(out: Path) -> dict[str, object]:
    return json.loads((out / "_bulk/report.json").read_text("utf-8"))


def marks(out: Path) -> dict[str, SiteResult]:
    return {path.stem: json.loads(path.read_text("utf-8")) for path in (out / "_bulk/sites").iterdir()}


def test_three_hundred_exports_of_which_three_are_poisonous(installed: Path, tmp_path: Path) -> None:
    given = exports(tmp_path / "given", 297, deadly="[die]", endless="[hang]", greedy="[grow]")
    out = tmp_path / "out"
    call = (given, "-o", out, "--jobs", 4, "--site-timeout", 20, "--site-memory", 300)
    killed = 0
    process = started(installed, *call)
    with process:
        waited_for(lambda: len(list(out.glob("_bulk/sites/*.json"))) >= 20)
        for pid in descendants(process.pid)[:1]:
            os.kill(pid, signal.SIGKILL)
            killed += 1
        told, wrong = process.communicate(timeout=300)
    assert killed
    assert process.returncode == 3, wrong
    assert "300 sites: 297 done, 3 quarantined" in told
    report = report_of(out)
    assert (report["sites"], report["done"], report["quarantined"], report["kept"]) == (300, 297, 3, 0)
    reasons = {site["name"]: (site["code"], site["reason"]) for site in report["worst"][:3]}
    assert reasons == {
        "deadly": ("process-died", "Its process died 2 times: it was killed by SIGKILL."),
        "endless": ("timed-out", "It was not done after 20 seconds."),
        "greedy": ("too-much-memory", "It took more than the 300 MB of memory that it may take."),
    }
    for number in range(297):
        assert f"Hello, {number}." in (out / f"site-{number:03}/posts/p-2.md").read_text("utf-8")
    assert report["totals"]["item"] == {"read": 594, "written": 594, "skipped": 0, "failed": 0}
    assert len((out / "_bulk/sites.jsonl").read_text("utf-8").splitlines()) == 300
    assert "<title>300 sites" in (out / "_bulk/report.html").read_text("utf-8")
    assert "- `greedy`: " in (out / "_bulk/report.md").read_text("utf-8")
    assert list((tmp_path / "tmp").iterdir()) == [], "nothing is left in the folder for temporary files"
    _check_second_run(installed, given, out, call)


def _check_second_run(installed: Path, given: Path, out: Path, call: tuple[object, ...]) -> None:
    before = {name: (out / "_bulk/sites" / f"{name}.json").stat().st_mtime_ns for name in marks(out)}
    (given / "greedy.xml").write_bytes(document(item(1), item(2, b"Mended.")))
    with started(installed, *call[:-4], "--site-timeout", 8, "--site-memory", 300) as process:
        told, _ = process.communicate(timeout=120)
    assert "300 sites: 298 done, 297 of them by an earlier run, 2 quarantined" in told
    after = {name: (out / "_bulk/sites" / f"{name}.json").stat().st_mtime_ns for name in marks(out)}
    assert {name for name in before if before[name] != after[name]} == {"deadly", "endless", "greedy"}
    assert (out / "greedy/posts/p-2.md").read_text("utf-8").endswith("Mended.\n")


def test_a_stopped_run_goes_on(installed: Path, tmp_path: Path) -> None:
    given = exports(tmp_path / "given", 12, slow="[wait]" * 100)
    out = tmp_path / "out"
    process = started(installed, given, "-o", out, "--jobs", 2)
    with process:
        waited_for(lambda: len(list(out.glob("_bulk/sites/*.json"))) >= 4)
        family = descendants(process.pid)
        os.killpg(process.pid, signal.SIGINT)
        _, wrong = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Traceback" not in wrong
    waited_for(lambda: not any(map(lives, family)))
    assert list((tmp_path / "tmp").iterdir()) == []
    done = len(marks(out))
    with started(installed, given, "-o", out, "--jobs", 2) as process:
        told, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert f"13 sites: 13 done, {done} of them by an earlier run, 0 quarantined" in told


def test_shards_share_all_sites_and_one_report(tmp_path: Path) -> None:
    sites = find_sites([str(exports(tmp_path / "given", 20))])
    shares = [[site.name for site in sites if Shard(number, 3).has(site)] for number in (1, 2, 3)]
    assert sorted(sum(shares, start=[])) == [site.name for site in sites]  # noqa: RUF017 - three short lists
    assert all(shares)
    for number in (1, 2, 3):
        report = run_bulk(Bulk(sites=sites, output=tmp_path / "out", shard=Shard(number, 3)))
        assert report.sites == 20
        assert report.left == 20 - sum(map(len, shares[:number]))
    assert report.done == 20


def test_changed_options_are_done_again_and_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    sites = find_sites([str(exports(tmp_path / "given", 3))])
    dry = run_bulk(Bulk(sites=sites, output=tmp_path / "out", options={"dry_run": True}))
    assert (dry.done, dry.dry_run) == (3, True)
    assert not (tmp_path / "out").exists()
    told: list[str] = []
    run_bulk(Bulk(sites=sites, output=tmp_path / "out"), tell=lambda site: told.append(site.name))
    run_bulk(Bulk(sites=sites, output=tmp_path / "out"), tell=lambda site: told.append(site.name))
    assert len(told) == 3
    run_bulk(
        Bulk(sites=sites, output=tmp_path / "out", options={"to": ("hugo",)}), tell=lambda site: told.append(site.name)
    )
    assert len(told) == 6


def test_what_a_word_means(tmp_path: Path) -> None:
    for name in ("a.xml", "b.WordPress.xml.gz", "parts/1.xml", "parts/2.xml", "more/a.xml", ".hidden.xml", "notes.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = {site.name: [Path(path).name for path in site.exports] for site in find_sites([str(tmp_path)])}
    assert found == {
        "a": ["a.xml"],
        "b.WordPress": ["b.WordPress.xml.gz"],
        "parts": ["1.xml", "2.xml"],
        "more": ["a.xml"],
    }
    named = find_sites([str(tmp_path / "**/a.xml")])
    assert [site.name for site in named] == sorted(("more-a", f"{tmp_path.name}-a"))
    with pytest.raises(InputError):
        find_sites([str(tmp_path / "*.json")])
    with pytest.raises(UsageError) as refused:
        find_sites([], [Site("A", ("x.xml",)), Site("a", ("y.xml",))])
    assert refused.value.code == "same-name"


MANIFESTS = {
    "sites.csv": 'export,name,to,base-url,set\na.xml,one,hugo;jekyll,https://a.example,"layout=flat;x=y"\nb.xml,,,,\n',
    "sites.tsv": "export\tname\tto\tbase-url\tset\na.xml\tone\thugo;jekyll\thttps://a.example\tlayout=flat;x=y\nb.xml\t\t\t\t\n",
    "sites.toml": (
        '[[site]]\nexport = "a.xml"\nname = "one"\nto = ["hugo", "jekyll"]\nbase_url = "https://a.example"\n'
        'set = ["layout=flat", "x=y"]\n[[site]]\nexport = "b.xml"\n'
    ),
}


@pytest.mark.parametrize("name", MANIFESTS)
def test_a_manifest_has_options_for_each_site(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(MANIFESTS[name], "utf-8")
    one, two = read_manifest(path, settings_of(convert))
    assert (one.name, one.exports) == ("one", (str(tmp_path / "a.xml"),))
    assert one.options == {
        "to": ("hugo", "jekyll"),
        "base_url": "https://a.example",
        "target_options": {"layout": "flat", "x": "y"},
    }
    assert (two.name, two.exports, two.options) == ("b", (str(tmp_path / "b.xml"),), {})


def test_a_list_is_a_manifest(tmp_path: Path) -> None:
    (tmp_path / "sites.txt").write_text("# mine\na.xml\n\nsub/b.xml.gz\n")
    assert [site.name for site in read_manifest(tmp_path / "sites.txt", ())] == ["a", "b"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("m.csv", "name,to\na,hugo\n", "line 1: there is no column export"),
        ("m.csv", "export,colour\na.xml,red\n", "line 2: there is no option 'colour'"),
        ("m.toml", '[[site]]\nname = "x"\n', "line 1: there is no export"),
        ("m.toml", "[[site]\n", "is no TOML"),
        ("m.json", "[]", "a manifest is a .csv"),
        ("m.csv", "export,set\na.xml,flat\n", "set is KEY=VALUE"),
    ],
)
def test_what_is_wrong_with_a_manifest_is_told(name: str, content: str, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    with pytest.raises(UsageError) as refused:
        read_manifest(tmp_path / name, settings_of(convert))
    assert said in refused.value.sentence
    assert refused.value.code == "bad-manifest"


def test_options_that_no_run_could_have_are_refused_before_the_first_site(tmp_path: Path) -> None:
    given = exports(tmp_path / "given", 1)
    sites = [Site("bad", (str(given / "site-000.xml"),), {"to": ("hugoo",)})]
    with pytest.raises(UsageError) as refused:
        run_bulk(Bulk(sites=sites, output=tmp_path / "out"))
    assert refused.value.sentence.startswith("bad: No target is called 'hugoo'.")
    assert not (tmp_path / "out").exists()


def _say(parent, others, scratch, limits, word):
    parent.send_bytes(f"{word} {Path(scratch).is_dir()}".encode())


def _hears(parent, others, scratch, limits):
    before = signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())
    depend(others)
    after = signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, ())
    parent.send_bytes(f"{before} {after} {signal.getsignal(signal.SIGINT) is signal.SIG_IGN}".encode())


def test_a_process_hears_no_ctrl_c_before_it_knows_what_to_do() -> None:
    with Apart(_hears, "fork") as apart:
        apart.start("a", Limits(seconds=60))
        ended = []
        while len(apart):
            ended += [one.answer for _, one in apart.ended()]
    assert ended == [b"True False True"]
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_processes_are_apart() -> None:
    with Apart(_say, "forkserver") as apart:
        for word in ("a", "b"):
            apart.start(word, Limits(seconds=60), word)
        found = {}
        while len(apart):
            found |= dict(apart.ended())
    assert {key: ended.answer for key, ended in found.items()} == {"a": b"a True", "b": b"b True"}


def test_the_summary_names_the_code_of_each_finding_and_counts_what_it_leaves_out() -> None:
    told = [code for code in Code if code.severity.name == "LOSS"][:20]
    findings = tuple(Summed(code.slug, "loss", code.sentence, code.advice, count=2, sites=1) for code in told)
    text = summary(BulkReport(version="1", sites=1, done=1, quarantined=0, findings=findings), "out")
    assert all(f"[{code.slug}]" in text for code in told[:MOST_FINDINGS])
    assert f"and {len(told) - MOST_FINDINGS} more kinds" in text
    assert max(map(len, text.splitlines())) <= 80
    assert "…" not in text
