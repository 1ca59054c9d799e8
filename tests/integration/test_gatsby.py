"""The Gatsby target as the real Gatsby builds it: both exports, every kind of item and name, and hostile texts."""

import re
from pathlib import Path

import pytest
from handmade import MENUS, TERMS, page_of, whole_site, write_site
from handmade_checks import (
    check_authors_and_types,
    check_hidden,
    check_items,
    check_menus,
    check_rich_post,
    check_terms,
)
from hostile import check_hostile, hostile_export
from install import said, tool
from rendered import build_input, check_robots, check_site

import wpmigrate
from wpmigrate.targets.gatsby import TARGET, GatsbyOptions

pytestmark = [pytest.mark.integration, pytest.mark.slow]


def run(folder: Path) -> Path:
    gatsby = tool("gatsby")
    gatsby.lend_modules(folder)
    done = gatsby.run("build", cwd=folder)
    assert not re.search(r"\b(?:warn|error)\b", said(done), re.IGNORECASE), said(done)[-3000:]
    return folder / "public"


def read(public: Path, url: str) -> str:
    """Read a page without what only React needs."""
    return page_of(public, url).replace("dateTime=", "datetime=").replace("<!-- -->", "")


@pytest.mark.parametrize("name", ["blog", "kitchen"])
def test_the_site_shows_the_export(name: str, tmp_path: Path) -> None:
    export, truth, _ = build_input(name, "gatsby", tmp_path)
    assert check_site(export, truth, run(tmp_path)) == []


def test_hostile_texts_come_out_as_they_went_in(tmp_path: Path) -> None:
    hostile_export(tmp_path / "hostile.xml")
    wpmigrate.convert(tmp_path / "hostile.xml", tmp_path / "site", to="gatsby", scaffold=True)
    assert check_hostile(run(tmp_path / "site")) == []


@pytest.mark.parametrize("front", [False, True])
def test_the_whole_site_is_shown(front: bool, tmp_path: Path) -> None:
    options = GatsbyOptions(layout="flat", terms="slugs") if front else GatsbyOptions()
    site = write_site(TARGET, tmp_path, whole_site(front=front), options, terms=TERMS, menus=MENUS)
    public = run(tmp_path)
    check_items(site, public)
    check_hidden(public)
    check_terms(site, public, read)
    check_authors_and_types(public, read)
    check_rich_post(read(public, "/2020/01/hello/"))
    check_menus(read(public, "/"))
    assert "url=/2020/01/hello/" in read(public, "/2020/01/hallo/")
    assert (public / "posts/page/2/index.html").is_file()
    assert (public / "feed.xml").is_file()
    assert (public / "404.html").is_file()
    if front:
        assert "body-70-end" in read(public, "/")
        assert "Title of hello<" in read(public, "/blog/")


def test_search_engines_are_told_what_the_old_site_told_them(tmp_path: Path) -> None:
    check_robots("gatsby", tmp_path, run)
