"""The Nikola target as the real Nikola builds it: both exports, every kind of place, and hostile texts."""

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
from rendered import check_robots

from wpmigrate.targets.nikola import TARGET

pytestmark = pytest.mark.integration


def build(folder: Path) -> Path:
    done = tool("nikola").run("build", "-q", cwd=folder)
    assert " is unknown" not in done.stdout + done.stderr
    return folder / "output"


@pytest.mark.parametrize("name", ["blog", "kitchen"])
def test_the_site_shows_the_export(name: str, tmp_path: Path) -> None:
    assert check_export(name, "nikola", tmp_path, build) == []


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nikola")
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
    assert "Title of hello" in page(public, TARGET.addresses.posts)


def test_an_empty_site_builds(tmp_path: Path) -> None:
    made_site(TARGET, tmp_path, [])
    assert "Hanok" in page(build(tmp_path), "/")


def test_hostile_texts_come_out_as_they_went_in(tmp_path: Path) -> None:
    assert check_texts("nikola", tmp_path, build) == []


def test_search_engines_are_told_what_the_old_site_told_them(tmp_path: Path) -> None:
    check_robots("nikola", tmp_path, build)
