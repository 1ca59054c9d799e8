"""The Hexo target as the real Hexo builds it: both exports, every kind of item and name, and hostile texts."""

import re
from pathlib import Path

import pytest
from handmade import (
    MENUS,
    TERMS,
    Built,
    body_words,
    first_heading,
    hostile_site,
    hostile_texts,
    page_of,
    title_of,
    wanted_words,
    whole_site,
    write_site,
)
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
from rendered import build_input, check_site

import wpmigrate
from wpmigrate.targets.hexo import TARGET, HexoOptions

pytestmark = pytest.mark.integration
LOUD = re.compile(r"WARN|ERROR|FATAL|Error:")


def run(folder: Path, zone: str = "UTC") -> Path:
    hexo = tool("hexo")
    hexo.lend_modules(folder)
    done = hexo.run("generate", "--bail", cwd=folder, TZ=zone)
    assert not LOUD.search(said(done)), said(done)[-3000:]
    return folder / "public"


@pytest.mark.parametrize(("name", "zone"), [("blog", "Asia/Seoul"), ("kitchen", "UTC")])
def test_the_site_shows_the_export(name: str, zone: str, tmp_path: Path) -> None:
    export, truth, _ = build_input(name, "hexo", tmp_path)
    assert check_site(export, truth, run(tmp_path, zone)) == []


def test_hostile_texts_come_out_as_they_went_in(tmp_path: Path) -> None:
    hostile_export(tmp_path / "hostile.xml")
    wpmigrate.convert(tmp_path / "hostile.xml", tmp_path / "site", to="hexo", scaffold=True)
    assert check_hostile(run(tmp_path / "site")) == []


OPTIONS = {
    "posts at home": HexoOptions(),
    "front page": HexoOptions(layout="year"),
    "by month and slug": HexoOptions(layout="year-month", terms="slugs", category_base="c"),
}


@pytest.fixture(scope="module", params=OPTIONS)
def built(request, tmp_path_factory) -> tuple[Built, Path]:
    folder = tmp_path_factory.mktemp("hexo")
    written = whole_site(front=request.param == "front page")
    site = write_site(TARGET, folder, written, OPTIONS[request.param], terms=TERMS, menus=MENUS)
    return site, run(folder)


def test_the_whole_site_is_shown(built) -> None:
    site, public = built
    check_items(site, public, moved={17, 19})  # Hexo cannot decode `%y`, nor make a file of `?`
    assert 'url=https://blog.example.test/2020/%7B%7Bx%7D%7D/%7B-y-%7D/"' in page_of(public, "/2020/{{x}}/{%y%}/")
    check_hidden(public)
    check_terms(site, public)
    check_authors_and_types(public)
    check_rich_post(page_of(public, "/2020/01/hello/"))
    check_menus(page_of(public, "/"))
    assert "Title of no-date<" in "".join(page.read_text("utf-8") for page in public.glob("posts/**/*.html"))


def test_home_old_addresses_and_pages_of_lists(built) -> None:
    _, public = built
    home, old = page_of(public, "/"), page_of(public, "/2020/01/hallo/")
    assert "/2020/01/hello/" in old
    assert "refresh" in old
    assert (public / "posts/page/2/index.html").is_file()
    assert (public / "feed.xml").is_file()
    assert (public / "404.html").is_file()
    if (public / "blog").is_dir():
        assert "body-70-end" in home
        assert "body-71-end" in page_of(public, "/blog/")
        assert "Title of hello<" in page_of(public, "/blog/")
    else:
        assert re.findall(r"<h2><a[^>]*>(.*?)</a>", home)[0] == "Title of stuck"
        assert '<link rel="canonical" href="https://blog.example.test/">' in home


def test_an_empty_site_builds(tmp_path: Path) -> None:
    write_site(TARGET, tmp_path, [])
    assert "Hanok" in page_of(run(tmp_path), "/")


def test_any_text_and_title_survives(tmp_path: Path) -> None:
    texts = hostile_texts()
    write_site(TARGET, tmp_path, hostile_site(TARGET, texts))
    public = run(tmp_path)
    for at, text in enumerate(texts):
        shown = page_of(public, f"/p/{at}/")
        assert first_heading(shown).split() == title_of(at, text).split(), at
        assert body_words(shown) == wanted_words(text), at
