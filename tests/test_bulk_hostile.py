"""A stranger's text in every place of the merged reports of `bulk`: none of it is live on the page, in the Markdown, in JSON or on a terminal."""

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from selectolax.lexbor import LexborHTMLParser

from exports import document, item
from report_pages import live, text_of
from test_injection import PAYLOADS, moving
from test_report_hostile import LIVE, RENDERERS
from wpmigrate.bulk.run import encode
from wpmigrate.cli import main
from wpmigrate.output.rows import Fidelity, Totals
from wpmigrate.report.bulk import BulkReport, Found, SiteResult
from wpmigrate.report.bulk_html import write_html
from wpmigrate.report.bulk_text import summary, write_markdown

NO_SCRIPT = "0 scripts"  # the page of many sites needs none
TEXTS = [text for text in PAYLOADS if text.encode("utf-8", "ignore").decode() == text]  # JSON decides what a text is
GROUPS = {f"from {first}": TEXTS[first : first + 5] for first in range(0, len(TEXTS), 5)}


def site(text: str, *, done: bool) -> SiteResult:
    """A site that has a text wherever a stranger, or who named the files, can put one."""
    return SiteResult(
        name=text, status="done" if done else "quarantined", exports=(text, f"{text}.xml"), folder=text, reason="" if done else text,
        code="" if done else "not-an-export", title=text, url=text, totals={"item": Totals(9, 7, 1, 1)}, fidelity=Fidelity(7, 6, 100, 99),
        findings=(Found("raw-html", "change", 3),),
    )  # fmt: skip


def merged(texts: list[str]) -> BulkReport:
    sites = tuple(site(text, done=done) for text in texts for done in (False, True))
    return BulkReport(version="1", sites=len(sites), done=len(texts), quarantined=len(texts), worst=sites)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A real run over files whose names, titles and archives are hostile."""
    folder = tmp_path_factory.mktemp("bulk")
    given = folder / "given\x1b[31m"
    given.mkdir()
    for number, text in enumerate(
        one for one in TEXTS if "/" not in one and "\0" not in one and len(one.encode()) < 99
    ):
        if number % 20 == 0:
            (given / f"{number} {text}.xml").write_bytes(
                document(item(1, title=b"<![CDATA[</title><script>xss(1)</script>]]>"))
            )
        if number % 20 == 10:
            with zipfile.ZipFile(given / f"{number} {text}.zip", "w") as archive:
                archive.writestr(f"{text}\n\x1b[2J\u202e.xml", "<html>")
    out = folder / "out\x1b[31m\u202e"
    done = CliRunner().invoke(main, ["bulk", str(given), "-o", str(out), "--jobs", "2"])
    assert done.exit_code == 3, done.output
    return out, done.output


@pytest.mark.parametrize("texts", GROUPS.values(), ids=GROUPS)
def test_nothing_in_a_merged_report_is_live(texts: list[str]) -> None:
    report = merged(texts)
    page = "".join(write_html(report))
    assert [found for found in live(page) if found != NO_SCRIPT] == []
    assert moving(page) == set()
    text = write_markdown(report)
    assert moving(text) == set()
    for render in RENDERERS.values():
        tree = LexborHTMLParser(render(text))
        assert [node.html[:200] for node in tree.css(LIVE)] == []
    assert len(tree.css("tbody tr")) == 1 + len(texts), "a row of sums, and one for each site"
    assert moving(summary(report, texts[0])) == set()


def test_a_merged_page_shows_the_texts_themselves() -> None:
    shown = text_of("".join(write_html(merged(['"><img src=x onerror=xss(4)>', "{{ 7*7 }}"]))))
    assert shown.count('"><img src=x onerror=xss(4)>') >= 4
    assert "{{ 7*7 }}" in shown
    assert "49" not in shown


def test_json_says_what_was_there_and_moves_nothing() -> None:
    written = encode(merged(TEXTS))
    assert [one["name"] for one in json.loads(written)["worst"]] == [text for text in TEXTS for _ in range(2)]
    assert [char for char in written if char < 32 and char != 10] == []


def test_a_run_over_hostile_files(ran: tuple[Path, str]) -> None:
    out, told = ran
    assert moving(told) == set()
    report = json.loads((out / "_bulk/report.json").read_bytes())
    assert report["done"] > 10 < report["quarantined"]
    page, text = ((out / "_bulk" / name).read_text("utf-8") for name in ("report.html", "report.md"))
    assert [found for found in live(page) if found != NO_SCRIPT] == []
    assert moving(page) == moving(text) == set()
    for render in RENDERERS.values():
        assert [node.html[:200] for node in LexborHTMLParser(render(text)).css(LIVE)] == []
    for line in (out / "_bulk/sites.jsonl").read_bytes().splitlines():
        assert json.loads(line)["name"]
