"""The Eleventy target as the real Eleventy builds it: both exports, every kind of item and name, and hostile texts."""

import re
from pathlib import Path

import pytest
from handmade import (
    HIDDEN,
    MENUS,
    PUBLISHED,
    TERMS,
    WITH_POSTS,
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
from hostile import check_hostile, hostile_export
from install import said, tool
from rendered import build_input, check_site

import wpmigrate
from wpmigrate.targets.eleventy import TARGET, EleventyOptions

pytestmark = pytest.mark.integration
HIDDEN_WORDS = re.compile("|".join(f"body-{one.id}-end|Title of {one.slug}<" for one in HIDDEN))


def run(folder: Path) -> Path:
    eleventy = tool("eleventy")
    eleventy.lend_modules(folder)
    assert "Problem" not in said(eleventy.run("--quiet", cwd=folder))
    return folder / "_site"


@pytest.mark.parametrize("name", ["blog", "kitchen"])
def test_the_site_shows_the_export(name: str, tmp_path: Path) -> None:
    export, truth, _ = build_input(name, "eleventy", tmp_path)
    assert check_site(export, truth, run(tmp_path)) == []


def test_hostile_texts_come_out_as_they_went_in(tmp_path: Path) -> None:
    """Some 600 texts that mean something to a generator, in titles, prose, code, names, excerpts and comments."""
    hostile_export(tmp_path / "hostile.xml")
    wpmigrate.convert(tmp_path / "hostile.xml", tmp_path / "site", to="eleventy", scaffold=True)
    assert check_hostile(run(tmp_path / "site")) == []


@pytest.fixture(scope="module", params=["posts at home", "front page", "folders, slugs and JSON"])
def built(request, tmp_path_factory) -> tuple[Built, Path]:
    options = {
        "folders, slugs and JSON": EleventyOptions(
            layout="bundle", terms="slugs", category_base="c", front_matter="json"
        )
    }
    folder = tmp_path_factory.mktemp("eleventy")
    written = whole_site(front=request.param == "front page")
    site = write_site(TARGET, folder, written, options.get(request.param), terms=TERMS, menus=MENUS)
    return site, run(folder)


@pytest.fixture(scope="module")
def public(built) -> Path:
    return built[1]


def test_every_published_item_is_a_page_at_its_address(built) -> None:
    site, public = built
    for one in site.placed:
        if one.place.visibility == "published":
            assert f"body-{one.place.id}-end" in page_of(public, one.url), one
    for one in PUBLISHED:
        assert site.url_of(one.id) == one.permalink


def test_nothing_hidden_is_public(built) -> None:
    for file in built[1].rglob("*.*ml"):
        found = HIDDEN_WORDS.search(file.read_text("utf-8"))
        assert not found, (file, found)


def test_every_term_has_a_list_of_its_own_posts(built) -> None:
    site, public = built
    for at, one in enumerate(TERMS[:WITH_POSTS]):
        shown = page_of(public, site.term_url(one))
        assert first_heading(shown) == " ".join(one.name.split(" ")), one
        assert set(re.findall(r"Title of (with-term-\d+)<", shown)) == {f"with-term-{at}"}, one
        assert f'href="{site.term_url(one)}"' in page_of(public, f"/terms/{at}/"), one
    assert "One &amp; two" in page_of(public, site.term_url(next(one for one in TERMS if one.slug == "notes")))
    assert "body-26-end" in page_of(public, "/category/taken/")


def test_authors_and_post_types_have_lists(public: Path) -> None:
    for key, name in (("jane", "Jane Doe"), ("bob-한", "Bob 한")):
        shown = page_of(public, f"/author/{key}/")
        assert first_heading(shown) == name
        assert "Title of bare<" in shown
    assert "Title of film<" in page_of(public, "/films/")
    assert "Title of x<" in page_of(public, "/posts-type/")
    assert "Title of y<" in page_of(public, "/data/")
    assert "Title of no-date<" in page_of(public, "/posts/")


def test_a_post_shows_what_wordpress_showed(public: Path) -> None:
    shown = page_of(public, "/2020/01/hello/")
    assert "<h1>A &quot;title&quot; &lt;i&gt; {{ x }} &amp; more</h1>" in shown
    assert "<aside>raw</aside>" in shown
    assert 'datetime="2020-01-0' in shown
    assert '<img src="https://blog.example.test/a.jpg" alt="An &quot;alt&quot; {{ x }}">' in shown
    assert "<figcaption>A caption</figcaption>" in shown
    assert [int(n) for n in re.findall(r'<article id="comment-(\d+)"', shown)] == [101, 102]
    assert "First {{ x }} {% if %}" in shown
    assert "A &lt;b&gt; &amp; {{ y }}" in shown
    assert re.findall(r'<li id="comment-(\d+)"', shown) == ["103"]
    assert re.search(r"margin-inline-start: 1\.5rem", shown)
    assert ">Jane Doe</a>, " in shown
    assert ">Bob 한</a>" in shown
    assert ">Cyber Punk</a>" in shown
    assert "/2020/01/hello/" in page_of(public, "/2020/01/hallo/")
    assert "/2020/01/hello/" in page_of(public, "/2020/01/옛/")
    assert "<time" not in page_of(public, "/no-date/").partition("<footer")[0]


def test_the_home_page(built) -> None:
    site, public = built
    home = page_of(public, "/")
    if any(one.place.front_page for one in site.placed):
        assert "body-70-end" in home
        assert 'href="/posts/"' in home
        blog = page_of(public, "/blog/")
        assert "body-71-end" in blog
        assert "Title of bare<" in blog
        return
    pages = [home]
    while (at := public / f"page/{len(pages) + 1}/index.html").is_file():
        pages.append(at.read_text("utf-8"))
    titles = [title for page in pages for title in re.findall(r"<h2><a [^>]*>(.*?)</a>", page)]
    assert titles[0] == "Title of stuck"
    assert len(titles) == len(set(titles)) + titles.count("Title of hello") - 1
    assert {f"Title of {one.slug}" for one in PUBLISHED[1:] if one.type == "post"} <= set(titles)
    assert "teaser body-1-end" in "".join(pages)
    assert "rest of it" not in "".join(pages)


def test_menus_are_shown(public: Path) -> None:
    home = page_of(public, "/")
    nav = home[home.index("<nav>") : home.index("</nav>")]
    wanted = ["/", "/about/", "/c(?:ategory)?/slug-0/notes-2/", re.escape("https://x.example/?a=1&amp;b")]
    links = re.findall(r'href="([^"]*)"', nav)
    assert len(links) == len(wanted)
    assert all(re.fullmatch(one, link) for one, link in zip(wanted, links, strict=True)), links
    assert "Home &amp; all" in nav
    assert 'href="/feed.xml"' in home[home.index("<footer") :]
    assert "There is no such page" in (public / "404.html").read_text("utf-8")
    assert "<entry>" in (public / "feed.xml").read_text("utf-8")


def test_an_empty_site_builds(tmp_path: Path) -> None:
    write_site(TARGET, tmp_path, [])
    assert "Hanok &amp; Thames" in page_of(run(tmp_path), "/")


def test_media_lie_where_they_always_were(tmp_path: Path) -> None:
    write_site(TARGET, tmp_path, [])
    picture = tmp_path / "public/wp-content/uploads/2020/01/_DSC0001.JPG"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"x")
    assert (run(tmp_path) / "wp-content/uploads/2020/01/_DSC0001.JPG").read_bytes() == b"x"


def test_any_text_and_title_survives(tmp_path: Path) -> None:
    texts = hostile_texts()
    write_site(TARGET, tmp_path, hostile_site(TARGET, texts))
    public = run(tmp_path)
    wrong = []
    for at, text in enumerate(texts):
        shown = page_of(public, f"/p/{at}/")
        if " ".join(first_heading(shown).split()) != " ".join(title_of(at, text).split()):
            wrong.append((at, title_of(at, text), first_heading(shown)))
        if body_words(shown) != wanted_words(text):
            wrong.append((at, wanted_words(text), body_words(shown)))
    assert not wrong, (len(wrong), wrong[:20])
