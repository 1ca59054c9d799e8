"""The Lektor target as the real Lektor builds it: both exports, every kind of place, and hostile texts."""

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

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

from expected import expected_of, export_of, letters, text_of
from wpmigrate.targets.lektor import TARGET

LEADS = re.compile(r'http-equiv="refresh" content="0; url=([^"]*)"')
pytestmark = pytest.mark.integration


def build(folder: Path) -> Path:
    done = tool("lektor").run("--project", ".", "build", "-O", "public", cwd=folder)
    failed = [line for line in (done.stdout + done.stderr).splitlines() if line.startswith("E ") or "rror" in line]
    assert failed == []
    return folder / "public"


@pytest.mark.parametrize("name", ["blog", "kitchen"])
def test_the_site_shows_the_export(name: str, tmp_path: Path) -> None:
    assert check_export(name, "lektor", tmp_path, build, permalinks=False) == []
    public = tmp_path / "public"
    export, truth = export_of(name)
    items = expected_of(export, truth).items
    paths = [unquote(urlsplit(item.permalink).path) for item in items]
    assert {path.isascii() for path in paths} == {True, False}
    for path, item in zip(paths, items, strict=True):
        led = LEADS.search(page(public, path))
        assert (led is None) == path.isascii(), path
        assert letters(item.title) in letters(text_of(page(public, unquote(led[1]) if led else path))), path


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lektor")
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
    assert check_texts("lektor", tmp_path, build) == []
