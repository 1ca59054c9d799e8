"""The MkDocs target as the real MkDocs builds it: both exports, every kind of place, and hostile texts."""

from pathlib import Path

import pytest
from install import tool
from python_sites import (
    BLOG,
    FRONT,
    HIDDEN,
    PUBLISHED,
    broken,
    check_export,
    check_lists,
    check_places,
    check_post,
    check_texts,
    made_site,
    page,
)
from rendered import MARKS, check_robots

from wpmigrate.targets.mkdocs import TARGET

pytestmark = pytest.mark.integration


def build(folder: Path) -> Path:
    done = tool("mkdocs").run("build", cwd=folder)
    assert "WARNING" not in done.stdout + done.stderr
    return folder / "site"


@pytest.mark.parametrize("name", ["blog", "kitchen"])
def test_the_site_shows_the_export(name: str, tmp_path: Path) -> None:
    marks = tuple(mark for mark in MARKS if mark != "\\")  # a title with one stands in Material's header too
    found = check_export(name, "mkdocs", tmp_path, build, marks=marks)
    assert [one for one in found if not one.startswith("assets/javascripts/")] == []  # Material's own words


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mkdocs")
    made_site(TARGET, folder, [*PUBLISHED, *HIDDEN])
    return build(folder)


def test_every_published_item_is_at_its_address_and_no_other_is_anywhere(public: Path) -> None:
    check_places(TARGET, public, PUBLISHED)


def test_lists_stand_where_wordpress_has_them(public: Path) -> None:
    check_lists(TARGET, public)
    assert broken(public) == []


def test_a_post_shows_what_wordpress_showed(public: Path) -> None:
    check_post(public)


def test_a_front_page_and_a_posts_page(tmp_path: Path) -> None:
    made_site(TARGET, tmp_path, [*PUBLISHED, *HIDDEN, FRONT, BLOG])
    public = build(tmp_path)
    check_places(TARGET, public, [*PUBLISHED, FRONT, BLOG])
    assert "Title of hello" in page(public, "/news/")
    assert "url=/news/" in page(public, TARGET.addresses.posts)


def test_an_empty_site_builds(tmp_path: Path) -> None:
    made_site(TARGET, tmp_path, [])
    assert "Hanok" in page(build(tmp_path), "/")


def test_hostile_texts_come_out_as_they_went_in(tmp_path: Path) -> None:
    known = frozenset(("\ufeffbom",))  # a mark of byte order in code is taken away
    assert check_texts("mkdocs", tmp_path, build, known=known) == []


def test_search_engines_are_told_what_the_old_site_told_them(tmp_path: Path) -> None:
    check_robots("mkdocs", tmp_path, build)
