"""Every face of a report: it says what the run did, equally in a dry run, and nothing of what is kept out."""

import csv
import io
import json
import re
import sys

import jsonschema
import msgspec
import pytest
from selectolax.lexbor import LexborHTMLParser

import wpmigrate
from conftest import REPO
from report_exports import SECRET, large_export, post, secret_export, write_export
from report_pages import bodies, live, rows, text_of
from wpmigrate.errors import UsageError
from wpmigrate.pipeline import reporting, workers
from wpmigrate.pipeline.schemas import SCHEMAS

EXPORT = REPO / "fixtures" / "london-korean" / "export.xml"
FACES = ("html", "md", "csv", "json", "txt")


def made(folder, export=EXPORT, to="hugo", **options):
    """Run with every face of the report, and answer each as text."""
    folder.mkdir(exist_ok=True)
    files = [folder / f"report.{face}" for face in FACES]
    out = options.pop("out", folder / "out")
    wpmigrate.convert(export, out, to=to, reports=files, **options)
    return {file.suffix[1:]: file.read_text("utf-8-sig" if file.suffix == ".csv" else "utf-8") for file in files}


@pytest.fixture(scope="module")
def korean(tmp_path_factory):
    return made(tmp_path_factory.mktemp("korean"), dry_run=True)


# --- a dry run tells what the real run does -----------------------------------------------------------------------

OUTCOME_WORDS = (
    (r"dry run: nothing was written|A dry run: nothing was written\.|The files are written\.", ""),
    (r"would be written", "written"),
    (r'"dry_run": (true|false)', ""),
    (r'"(started|seconds|seal)": [^\n]*', ""),
    (r"started \S+, in \S+ s|\d+\.\d s", ""),
    (r"[^\n<>]*Run again without `?--dry-run`?[^\n<>]*|[^\n<>]*Next: [^\n<>]*|Everything in detail[^\n]*", ""),
    (r"\s*<span class=\"badge dry\"></span>", ""),
    (r"<li><strong></strong></li>|- \[ \] \*\*\*\*", ""),
)


def without_outcome_words(text):
    for pattern, instead in OUTCOME_WORDS:
        text = re.sub(pattern, instead, text)
    return "\n".join(line.rstrip(" ·") for line in text.splitlines() if line.strip(" ·"))


@pytest.mark.parametrize("to", ["hugo", ("hugo", "markdown"), "obsidian"])
def test_a_dry_run_reports_what_the_real_run_does(tmp_path, to):
    dry = made(tmp_path / "a", to=to, dry_run=True, out=tmp_path / "out")
    real = made(tmp_path / "b", to=to, out=tmp_path / "out")
    assert rows(dry["html"]) == rows(real["html"])
    assert bodies(dry["html"]) == bodies(real["html"])
    for face in FACES:
        assert without_outcome_words(dry[face]) == without_outcome_words(real[face]), face


def test_workers_make_the_same_report(tmp_path, monkeypatch):
    monkeypatch.setattr("wpmigrate.pipeline.run.least_bytes", lambda _: 0)
    monkeypatch.setattr(workers, "start_method", lambda: "forkserver" if sys.platform != "win32" else "spawn")
    alone, together = (made(tmp_path / str(jobs), dry_run=True, out=tmp_path / "out", jobs=jobs) for jobs in (1, 2))
    assert bodies(alone["html"]) == bodies(together["html"])
    for face in FACES:
        assert without_outcome_words(alone[face]) == without_outcome_words(together[face]), face


def test_a_second_run_tells_of_files_that_are_no_longer_made(tmp_path):
    made(tmp_path / "a", out=tmp_path / "out")
    faces = made(tmp_path / "b", out=tmp_path / "out", to="hugo", categories=("news",))
    assert re.search(r"\d+ files? of an earlier run", faces["md"])
    assert re.search(r"\d+ files? of an earlier run", faces["html"])


# --- what each face holds ---------------------------------------------------------------------------------------------


def test_the_json_is_what_its_schema_says(korean):
    schema = msgspec.json.schema(SCHEMAS["report"])
    report = json.loads(korean["json"])
    jsonschema.validate(report, schema)
    assert report["format_version"] == 1


def test_the_csv_is_the_ledger(tmp_path):
    faces = made(tmp_path, scaffold=True)
    ledger = [json.loads(line) for line in (tmp_path / "out/_wpmigrate/ledger.jsonl").read_text("utf-8").splitlines()]
    table = list(csv.DictReader(io.StringIO(faces["csv"])))
    assert [(one["kind"], one["id"], one["outcome"]) for one in table] == [
        (one["kind"], str(one["id"]), one["outcome"]) for one in ledger
    ]
    hello = next(one for one in table if one["path"].endswith("여름-밤의-판소리-공연-후기/index.md"))
    assert "판소리" in hello["title"]
    assert hello["old_address"].endswith("/여름-밤의-판소리-공연-후기/")
    said = next(one for one in table if one["kind"] == "comment" and one["outcome"] == "written")
    assert any(one["id"] == said["item"] and one["title"] == said["title"] for one in table if one["kind"] == "item")


def test_the_page_holds_the_whole_ledger_and_every_post(korean):
    held = rows(korean["html"])
    table = list(csv.DictReader(io.StringIO(korean["csv"])))
    assert [(row[0], row[1], row[3]) for row in held["ledger"]] == [
        (one["kind"], one["id"], one["outcome"]) for one in table
    ]
    files = [one for one in table if one["kind"] == "item" and one["item"]]
    assert [(row[11], row[12]) for row in held["posts"]] == [(one["id"], one["title"]) for one in files]
    assert bodies(korean["html"]).keys() == {row[0] for row in held["posts"]}


def test_the_page_stands_alone_and_reads_without_scripts(korean):
    page = korean["html"]
    assert live(page) == []
    policy = LexborHTMLParser(page).css_first("meta[http-equiv]").attributes["content"]
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in policy
    text = text_of(page)
    for words in (
        "What is in my site?",
        "What will come out?",
        "Where will my URLs go?",
        "Items per year and type",
        "The first 25 of",
    ):
        assert words in text


def test_the_text_of_a_small_page_and_of_the_markdown(tmp_path, accept):
    export = write_export(
        tmp_path / "e.xml",
        [
            post(1, "Kimchi & <tea>", "One\n\n[gallery]\n\n[unknown]", slug="kimchi"),
            post(2, "Kept out", "Secret", status="private"),
            post(3, "About", '<a href="https://blog.example/nowhere/">x</a>', type="page", slug="about"),
        ],
    )
    faces = made(tmp_path / "run", export, dry_run=True)
    for name, text in (("report-page.txt", text_of(faces["html"])), ("report.md", faces["md"])):
        stable = re.sub(r"started \S+, in \S+ s", "started …", text).replace(wpmigrate.__version__, "VERSION")
        file = REPO / "tests" / "expected" / name
        if accept:
            file.write_text(stable, "utf-8")
        assert stable == file.read_text("utf-8")


# --- what is kept out -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("face", FACES)
def test_nothing_of_what_is_kept_out_is_told(tmp_path, face):
    text = made(tmp_path, secret_export(tmp_path / "e.xml"), dry_run=True)[face]
    if face == "html":
        held = rows(text)
        text += json.dumps(held, ensure_ascii=False) + json.dumps(bodies(text), ensure_ascii=False)
        assert {row[4] for row in held["ledger"] if row[3] == "skipped"} >= {"private in WordPress", "in the trash"}
    assert SECRET not in text.lower()
    assert not re.search(r"10\.9\.8\.\d|@[xy]\.example", text)


# --- how much it costs --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["", "json", "txt"])
def test_a_run_without_such_a_report_gathers_nothing(tmp_path, monkeypatch, suffix):
    def refuse(*_):
        raise AssertionError("nothing asked for this")

    monkeypatch.setattr("wpmigrate.pipeline.run.collect", refuse)
    monkeypatch.setattr("wpmigrate.pipeline.bodies.view_body", refuse)
    monkeypatch.setattr("wpmigrate.pipeline.converting.count_blocks", refuse)
    files = [tmp_path / f"r.{suffix}"] if suffix else []
    assert wpmigrate.convert(EXPORT, tmp_path / "out", dry_run=True, reports=files).totals["item"].failed == 0


def test_a_table_of_sums_shows_no_body(tmp_path, monkeypatch):
    monkeypatch.setattr("wpmigrate.pipeline.bodies.view_body", None)
    faces = made(tmp_path, dry_run=True, report_bodies="none")
    assert bodies(faces["html"]) == {}
    assert "this report holds 0 of" in faces["html"]


def test_the_poorest_bodies_come_first_and_the_page_says_how_many_it_holds(tmp_path, monkeypatch):
    monkeypatch.setattr("wpmigrate.report.html.ROOM", 400_000 + 30_000)
    export = large_export(tmp_path / "e.xml", 300)
    page = made(tmp_path, export, dry_run=True, verify_bodies=True)["html"]
    held = bodies(page)
    assert 5 < len(held) < 300
    assert f"this report holds {len(held)} of 300 bodies" in page
    assert len(bodies(made(tmp_path, export, dry_run=True, report_bodies="all")["html"])) == 300


def test_bodies_that_came_through_whole_are_kept_only_where_there_is_room(tmp_path, monkeypatch):
    monkeypatch.setattr(reporting, "_ROOM", 2_000)
    held = bodies(made(tmp_path, dry_run=True)["html"])
    assert 0 < len(held) < 10


# --- what is refused ----------------------------------------------------------------------------------------------------


def test_a_report_of_no_known_face_is_refused_before_anything_is_read(tmp_path):
    with pytest.raises(UsageError, match=r"r\.pdf: a report is a \.json, \.html, \.md, \.csv or \.txt file"):
        wpmigrate.convert("nowhere.xml", tmp_path, reports=[tmp_path / "r.pdf"])
