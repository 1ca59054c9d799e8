"""Real exports, built by the real Hugo: every link and picture of the built site leads somewhere, and every old address too."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

import wpmigrate
from crawl import BuiltSite, host_of

pytestmark = pytest.mark.integration
REPO = Path(__file__).parents[2]
SHARED = REPO.parent / "shared/data"
EXPORTS = {
    "blog": REPO / "fixtures/london-korean/export.xml",
    "kitchen": SHARED / "wordpress/kitchen.xml",
    "theme-test": SHARED / "third-party/theme-unit-test.xml",
}
THEIR_OWN = {"#3fgfhgfh", "/2024/01/classic-paragraphs-without-p-tags/#frag"}
"""Anchors that led nowhere on the old site either."""


class Built:
    """An export as a built site, with every upload that an attachment names."""

    def __init__(self, export: Path, folder: Path, **options: object) -> None:
        with wpmigrate.read(export) as read:
            self.old = read.site.url
            files = {a.file or unquote(urlsplit(a.url).path).lstrip("/") for a in read._reading.index.attachments()}
        uploads = folder / "uploads.zip"
        with zipfile.ZipFile(uploads, "w") as archive:
            for file in sorted(files):
                archive.writestr(f"wp-content/uploads/{file}", b"\x89PNG\r\n\x1a\n" + file.encode())
        self.out = folder / "site"
        self.report = wpmigrate.convert(
            export, self.out, to="hugo", scaffold=True, uploads=[uploads], **options
        )
        hugo = next((str(p) for p in [Path(sys.executable).with_name("hugo")] if p.exists()), None) or shutil.which(
            "hugo"
        )
        if hugo is None:
            pytest.skip("no hugo")
        built = subprocess.run([hugo, "--source", str(self.out)], capture_output=True, text=True, check=False)
        assert built.returncode == 0, built.stderr
        self.site = BuiltSite(self.out / "public", self.old)

    def told(self, code: str) -> set[str]:
        """Answer the addresses that the ledger says lead nowhere."""
        lines = (self.out / "_wpmigrate/ledger.jsonl").read_text("utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        return {d["detail"] for row in rows for d in row.get("degradations", ()) if d["code"] == code}


@pytest.fixture(scope="module", params=EXPORTS)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    export = EXPORTS[request.param]
    if not export.exists():
        pytest.skip("the shared exports are not here")
    return Built(export, tmp_path_factory.mktemp(request.param), redirects=["netlify", "csv"])


def test_no_link_of_the_built_site_is_broken_but_those_that_are_listed(built: Built) -> None:
    listed = built.told("broken-link") | built.told("link-to-unpublished") | THEIR_OWN
    missing = {detail.partition(",")[0] for detail in built.told("media-missing")}
    broken = {
        reference.url
        for reference in built.site.references()
        if built.site.broken(reference)
        and reference.url not in listed
        and not any(unquote(reference.url).endswith(f"/{name}") for name in missing)
    }
    assert broken == set()


def test_no_link_leads_to_the_old_host_but_those_that_are_listed(built: Built) -> None:
    listed = built.told("broken-link") | built.told("link-to-unpublished")
    host = host_of(built.old)
    canonical = {"link", "refresh", "script"}  # Hugo writes its own base there, which is the site's
    old = {r.url for r in built.site.references() if r.tag not in canonical and host_of(r.url) == host}
    pages = {url for url in old if built.site.file_of(urlsplit(url).path) is None}
    assert pages - listed == set()


def test_every_old_permalink_answers(built: Built) -> None:
    rows = (built.out / "_wpmigrate/posts.jsonl").read_text("utf-8").splitlines()
    places = [json.loads(row)["place"] for row in rows]
    published = [
        place["permalink"] for place in places if place["visibility"] == "published" and place.get("permalink")
    ]
    assert len(published) > 20
    assert [path for path in published if built.site.file_of(path) is None] == []


def test_every_target_of_a_redirect_answers(built: Built) -> None:
    lines = (built.out / "redirects/csv/redirects.csv").read_text("utf-8").splitlines()[1:]
    targets = {line.rsplit(",", 2)[1].strip('"') for line in lines}
    assert len(targets) > 5
    gone = [t for t in targets if built.site.file_of(t) is None and not t.startswith("/wp-content/uploads/")]
    assert gone == []


def test_media_lie_where_pages_point(built: Built) -> None:
    assert built.report.totals["media"].failed == len(built.told("media-missing"))
    assert built.report.totals["media"].written > 0
