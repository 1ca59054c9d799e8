"""The Docusaurus target as the real Docusaurus builds it: both exports, every kind of item and name, and hostile texts."""

import re
from pathlib import Path

import pytest
from handmade import MENUS, TERMS, Built, page_of, whole_site, write_site
from handmade_checks import (
    check_authors_and_types,
    check_hidden,
    check_items,
    check_menus,
    check_rich_post,
    check_terms,
)
from hostile import check_hostile, hostile_export
from hostile_texts import hostile_texts as texts
from install import said, tool
from rendered import build_input, check_robots, check_site

import wpmigrate
from wpmigrate.targets.docusaurus import TARGET, DocusaurusOptions

pytestmark = [pytest.mark.integration, pytest.mark.slow]
LOUD = re.compile(r"\[(?:WARNING|ERROR)\]|Error:")
# Links of an old blog that lead nowhere; a type whose list has the address of one of its items.
QUIET = re.compile(r"broken links")
# A word of React's own.
REACT = re.compile(r"assets/js/main\.\w+\.js shows .*: scheduled")


def run(folder: Path) -> Path:
    docusaurus = tool("docusaurus")
    docusaurus.lend_modules(folder)
    done = docusaurus.run("build", "--no-minify", cwd=folder)
    loud = [line for line in said(done).splitlines() if LOUD.search(line) and not QUIET.search(line)]
    assert loud == [], "\n".join(loud)
    return folder / "build"


@pytest.mark.parametrize("name", ["blog", "kitchen"])
def test_the_site_shows_the_export(name: str, tmp_path: Path) -> None:
    export, truth, _ = build_input(name, "docusaurus", tmp_path)
    assert [one for one in check_site(export, truth, run(tmp_path)) if not REACT.match(one)] == []


def test_hostile_texts_come_out_as_they_went_in(tmp_path: Path) -> None:
    hostile_export(tmp_path / "hostile.xml")
    wpmigrate.convert(tmp_path / "hostile.xml", tmp_path / "site", to="docusaurus", scaffold=True)
    # An invisible character keeps the end of a script apart in titles, which Docusaurus writes into one as they stand.
    known = frozenset(text for text in texts() if "</script" in text.lower())
    assert check_hostile(run(tmp_path / "site"), known=known) == []


OPTIONS = {
    "posts at home": DocusaurusOptions(),
    "front page": DocusaurusOptions(layout="year-month", terms="slugs", category_base="c"),
}


@pytest.fixture(scope="module", params=OPTIONS)
def built(request, tmp_path_factory) -> tuple[Built, Path]:
    folder = tmp_path_factory.mktemp("docusaurus")
    written = whole_site(front=request.param == "front page")
    site = write_site(TARGET, folder, written, OPTIONS[request.param], terms=TERMS, menus=MENUS)
    return site, run(folder)


def test_the_whole_site_is_shown(built) -> None:
    site, public = built
    check_items(site, public)
    check_hidden(public)
    check_terms(site, public)
    check_authors_and_types(public)
    check_rich_post(page_of(public, "/2020/01/hello/"))
    check_menus(page_of(public, "/"))
    assert "Title of no-date<" in page_of(public, "/posts/")


def test_home_and_old_addresses(built) -> None:
    site, public = built
    home, old = page_of(public, "/"), page_of(public, "/2020/01/hallo/")
    assert "/2020/01/hello/" in old
    assert "refresh" in old
    assert (public / "rss.xml").is_file()
    assert (public / "404.html").is_file()
    if any(one.place.front_page for one in site.placed):
        assert "body-70-end" in home
        assert "body-71-end" in page_of(public, "/blog/")
    else:
        assert re.findall(r"<h2[^>]*><a[^>]*>(.*?)</a>", home)[0] == "Title of stuck"
        assert (public / "page/2/index.html").is_file()


def test_search_engines_are_told_what_the_old_site_told_them(tmp_path: Path) -> None:
    check_robots("docusaurus", tmp_path, run)
