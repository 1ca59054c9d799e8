"""Both exports, built by the real Hugo: every published item is shown whole, and nothing that is private."""

from pathlib import Path

import pytest
from install import tool
from rendered import build_input, check_site

pytestmark = pytest.mark.integration


@pytest.mark.parametrize("name", ["blog", "kitchen"])
def test_the_site_shows_the_export(name: str, tmp_path: Path) -> None:
    export, truth, _ = build_input(name, "hugo", tmp_path)
    tool("hugo").run("--source", tmp_path, cwd=tmp_path)
    assert check_site(export, truth, tmp_path / "public") == []
