"""The documentation as a site, and its tutorial typed with the real Hugo."""

import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from install import tool

from conftest import REPO
from typed import lay_out, lines, path_with_wpmigrate, type_all

pytestmark = pytest.mark.integration


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site; any warning stops it."""
    if find_spec("mkdocs") is None:
        pytest.skip("the extra `docs` is not installed")
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", folder],
        cwd=REPO,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_every_page_is_in_the_site_and_can_be_found(site: Path) -> None:
    pages = {path.relative_to(REPO / "docs").with_suffix("") for path in (REPO / "docs").rglob("*.md")}
    missing = [page for page in pages if not (site / page / "index.html").is_file() and page.name != "index"]
    assert missing == []
    found = json.loads((site / "search/search_index.json").read_text("utf-8"))["docs"]
    titles = {entry["title"] for entry in found}
    assert {"wpmigrate convert", "Troubleshooting", "hugo"} <= titles


def test_nothing_is_loaded_from_another_host(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        loaded = re.findall(r'<(?:script|img|iframe)[^>]* src="?(https?:[^">\s]+)', text)
        loaded += re.findall(r'<link[^>]* rel="?(?:stylesheet|preconnect|icon)"?[^>]* href="?(https?:[^">\s]+)', text)
        assert loaded == [], page.name


def test_the_tutorial_ends_with_a_site(tmp_path: Path) -> None:
    hugo = tool("hugo")
    lay_out(tmp_path)
    path = path_with_wpmigrate(tmp_path / ".bin", f"{Path(hugo.program('hugo')).parent}:{os.environ['PATH']}")
    typed = [line for line in lines(REPO / "docs" / "tutorial.md") if not line.startswith("hugo server")]
    assert any(line.startswith("hugo ") for line in typed)
    type_all(typed, tmp_path, path)
    public = tmp_path / "site/public"
    assert (public / "about/index.html").is_file()
    assert re.search(r"^/ p=\d+ /\S+ 301$", (public / "_redirects").read_text("utf-8"), re.MULTILINE)
    assert list(public.glob("wp-content/uploads/**/*.jpg"))
    assert not (public / "_wpmigrate").exists()
