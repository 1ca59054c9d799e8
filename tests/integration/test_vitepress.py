"""The VitePress target as the real VitePress builds it: both exports, every kind of item and name, and hostile texts."""

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
    markdown_of,
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
from target_jobs import place, post_at
from wpmigrate.targets.vitepress import TARGET, VitePressOptions

pytestmark = pytest.mark.integration
LOUD = re.compile(r"warn|error|duplicate", re.IGNORECASE)
# VitePress reads titles as Markdown with attributes, and says when it cannot; the highlighter may not know a language.
QUIET = re.compile(r"Error in pattern|Cannot read properties of undefined|language .* is not loaded")


def run(folder: Path) -> Path:
    vitepress = tool("vitepress")
    vitepress.lend_modules(folder)
    done = vitepress.run("build", ".", cwd=folder)
    loud = [line for line in said(done).splitlines() if LOUD.search(line) and not QUIET.search(line)]
    assert loud == [], "\n".join(loud)
    return folder / ".vitepress/dist"


@pytest.mark.parametrize("name", ["blog", "kitchen"])
def test_the_site_shows_the_export(name: str, tmp_path: Path) -> None:
    export, truth, _ = build_input(name, "vitepress", tmp_path)
    assert check_site(export, truth, run(tmp_path)) == []


def test_hostile_texts_come_out_as_they_went_in(tmp_path: Path) -> None:
    hostile_export(tmp_path / "hostile.xml")
    wpmigrate.convert(tmp_path / "hostile.xml", tmp_path / "site", to="vitepress", scaffold=True)
    assert check_hostile(run(tmp_path / "site")) == []


OPTIONS = {
    "posts at home": VitePressOptions(),
    "front page": VitePressOptions(layout="bundle"),
    "by month and slug": VitePressOptions(layout="year-month", terms="slugs", category_base="c"),
}


@pytest.fixture(scope="module", params=OPTIONS)
def built(request, tmp_path_factory) -> tuple[Built, Path]:
    folder = tmp_path_factory.mktemp("vitepress")
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
    assert "Title of no-date<" in "".join(page.read_text("utf-8") for page in public.glob("posts/**/*.html"))


def test_home_old_addresses_and_pages_of_lists(built) -> None:
    _, public = built
    home, old = page_of(public, "/"), page_of(public, "/2020/01/hallo/")
    assert "/2020/01/hello/" in old
    assert "refresh" in old
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
        # Vue leaves out the space between two blocks
        assert body_words(shown).replace(" ", "") == wanted_words(text).replace(" ", ""), at


PICTURES = ("none.png", "../up.png", "100%.png", "/100%.png", "/%ec%95.png", "a%20b.png", "//host.example/x.png", "#", "?x=1", "한.png")  # fmt: skip


def test_no_address_of_a_picture_stops_the_build_or_loses_a_text(tmp_path: Path) -> None:
    written = []
    for at, url in enumerate(PICTURES):
        markup = f'<p>before <img src="{url}" alt="a | b"> after</p><div dir="rtl"><img src="{url}"></div><p>body-{at}-end</p>'
        written.append((post_at(place(f"p{at}", permalink=f"/p/{at}/", id=2000 + at)), markdown_of(markup, TARGET)))
    write_site(TARGET, tmp_path, written)
    public = run(tmp_path)
    for at, _ in enumerate(PICTURES):
        shown = page_of(public, f"/p/{at}/")
        assert f"body-{at}-end" in shown
        assert shown.count("<img") >= 2
