"""What every starter theme must make of a site made by hand (`handmade.py`), whatever the platform."""

import html
import re
from collections.abc import Callable, Container
from pathlib import Path

from handmade import HIDDEN, PUBLISHED, TERMS, WITH_POSTS, Built, first_heading, page_of

HIDDEN_WORDS = re.compile("|".join(f"body-{one.id}-end|Title of {one.slug}<" for one in HIDDEN))
READABLE = {".html", ".xml", ".js", ".json", ".txt"}
Read = Callable[[Path, str], str]


def check_items(site: Built, public: Path, read: Read = page_of, moved: Container[int] = ()) -> None:
    """Find every published item at its address: its permalink where it had one, but for those that a platform has to move."""
    for one in site.placed:
        if one.place.visibility == "published":
            assert f"body-{one.place.id}-end" in read(public, one.url), one
    for one in PUBLISHED:
        assert one.id in moved or site.url_of(one.id) == one.permalink


def check_hidden(public: Path) -> None:
    """Find nothing that is for no reader, in a file of any kind."""
    for file in public.rglob("*"):
        if file.is_file() and file.suffix in READABLE:
            found = HIDDEN_WORDS.search(file.read_text("utf-8"))
            assert not found, (file, found)


def check_terms(site: Built, public: Path, read: Read = page_of) -> None:
    """Find a list of each term, of its own posts alone, and from each of them a link to it."""
    for at, one in enumerate(TERMS[:WITH_POSTS]):
        shown = read(public, site.term_url(one))
        assert first_heading(shown).split() == one.name.split(), one
        assert set(re.findall(r"Title of (with-term-\d+)<", shown)) == {f"with-term-{at}"}, one
        assert f'href="{site.term_url(one)}"' in read(public, f"/terms/{at}/"), one
    assert "One &amp; two" in read(public, site.term_url(next(one for one in TERMS if one.description)))
    assert "body-26-end" in read(public, "/category/taken/")


def check_authors_and_types(public: Path, read: Read = page_of) -> None:
    for key, name in (("jane", "Jane Doe"), ("bob-한", "Bob 한")):
        assert first_heading(read(public, f"/author/{key}/")) == name
    assert "Title of film<" in read(public, "/films/")
    assert "Title of x<" in read(public, "/posts-type/")
    assert "Title of y<" in read(public, "/data/")


def check_rich_post(shown: str) -> None:
    """Find title, date, picture, comments and authors of the post that has all."""
    shown = shown.replace("&#34;", "&quot;").replace("&#x22;", "&quot;")
    assert html.unescape(re.findall(r"<h1[^>]*>(.*?)</h1>", shown, re.DOTALL)[0]) == 'A "title" <i> {{ x }} & more'
    assert "<aside>raw</aside>" in shown
    assert 'datetime="2020-01-0' in shown
    alts = [html.unescape(one) for one in re.findall(r'<img[^>]*\balt="([^"]*)"', shown)]
    assert 'An "alt" {{ x }}' in alts
    assert ">A caption</figcaption>" in shown
    assert [int(n) for n in re.findall(r'<article[^>]*id="comment-(\d+)"', shown)] == [101, 102]
    text = html.unescape(re.sub(r"<[^>]*>", "", shown))
    assert "First {{ x }} {% if %}" in text
    assert "A <b> & {{ y }}" in text
    assert re.findall(r'<li[^>]*id="comment-(\d+)"', shown) == ["103"]
    assert re.search(r"margin-inline-start: ?1\.5rem", shown)
    assert "Jane Doe" in text
    assert "Bob 한" in text


def check_menus(home: str) -> None:
    """Find the main menu without what is hidden, and the other one below."""
    nav = home[home.index("<nav") : home.index("</nav>")]
    links = [html.unescape(one) for one in re.findall(r'<a(?![^>]*brand)[^>]*href="([^"]*)"', nav)]
    assert links[0].endswith("/")
    assert links[1::2] == ["/about/", "https://x.example/?a=1&b"]
    assert links[2].endswith("/slug-0/notes-2/")
    assert "Home &amp; all" in nav
    assert 'href="/feed.xml"' in home[home.index("<footer") :]
