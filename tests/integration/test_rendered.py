"""The check of built sites itself: it finds nothing in a faultless site, and each fault that is put into one."""

import shutil
from collections.abc import Callable
from html import escape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree
from rendered import check_site
from selectolax.lexbor import LexborHTMLParser

from expected import Item, expected_of, export_of

EXPORT, TRUTH = export_of("blog")
EXPECTED = expected_of(EXPORT, TRUTH)
TREE = etree.parse(EXPORT)


def item(number: int) -> Item:
    return next(one for one in EXPECTED.items if one.id == number)


def page_at(site: Path, number: int) -> Path:
    return site / unquote(urlsplit(item(number).permalink).path).strip("/") / "index.html"


def written(one: Item) -> str:
    """Answer the page that a faultless generator makes of an item."""
    texts = {
        int(node.findtext("{*}comment_id")): node.findtext("{*}comment_content").replace("\n", "<br>")
        for node in TREE.iter("{http://wordpress.org/export/1.2/}comment")
    }
    names = "".join(f"<a>{escape(name)}</a>" for _, name in one.terms)
    comments = "".join(f"<article>{comment.author}<div>{texts[comment.id]}</div></article>" for comment in one.comments)
    title = escape(one.title)
    return (
        f"<!doctype html><title>{title} - Blog</title><body><h1>{title}</h1>"
        f"<time datetime='{one.moment.isoformat()}'></time>{one.html}{names}{comments}"
    )


@pytest.fixture(scope="module")
def faultless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("faultless")
    for one in EXPECTED.items:
        page_at(site, one.id).parent.mkdir(parents=True, exist_ok=True)
        page_at(site, one.id).write_text(written(one), "utf-8")
    links = "".join(f"<h2><a>{escape(one.title)}</a></h2>" for one in EXPECTED.items)
    (site / "index.html").write_text(f"<title>Blog</title><body><h1>Blog</h1>{links}", "utf-8")
    return site


@pytest.mark.parametrize("permalinks", [True, False])
def test_a_faultless_site_has_no_differences(faultless: Path, permalinks: bool) -> None:
    assert check_site(EXPORT, TRUTH, faultless, permalinks=permalinks) == []


def replaced(number: int, old: str, new: str) -> Callable[[Path], None]:
    """Make a fault: other text in the page of an item."""

    def change(site: Path) -> None:
        file = page_at(site, number)
        text = file.read_text("utf-8")
        assert old in text, f"{old} is not in {text}"
        file.write_text(text.replace(old, new), "utf-8")

    return change


def added(name: str, text: str) -> Callable[[Path], object]:
    return lambda site: (site / name).write_text(text, "utf-8")


def without_picture(site: Path) -> None:
    tree = LexborHTMLParser(page_at(site, 22).read_text("utf-8"))
    tree.css_first("img").decompose()
    page_at(site, 22).write_text(tree.html, "utf-8")


def twice(site: Path) -> None:
    (site / "again").mkdir()
    shutil.copy(page_at(site, 16), site / "again/index.html")


FAULTS = {
    "no page": (lambda site: page_at(site, 21).unlink(), "no page"),
    "another title": (replaced(16, "Hello, and", "Hallo, and"), "the title"),
    "a lost word": (replaced(16, "a large, wet city", "a large city"), "lost text"),
    "a lost Korean word": (replaced(16, "런던에서 만나는", "만나는"), "lost text"),
    "another zone": (replaced(41, "+00:00'", "+09:00'"), "the date"),
    "no tag": (replaced(16, "<a>한국어</a>", ""), "post_tag '한국어'"),
    "no picture": (without_picture, "picture"),
    "a changed sign in code": (replaced(29, "usort($names, 'strcmp');", "usort($names, strcmp);"), "<code>"),
    "a lost cell": (replaced(44, "</td>", "</td><td>x</td>"), "a table of"),
    "no comment author": (replaced(16, "puzzled", ""), "the author of comment 7"),
    "no comment": (replaced(19, "<article>", "<article hidden><!--"), "comment"),
    "a template": (replaced(16, "</h1>", "</h1>{{ page.title }}"), "{{ is shown 1 times"),
    "raw Markdown": (replaced(16, "</h1>", "</h1><p>**bold**</p>"), "** is shown 2 times"),
    "left out HTML": (replaced(16, "</h1>", "</h1><!-- raw HTML omitted -->"), "HTML was left out"),
    "a doubled page": (twice, "doubled"),
    "a draft in a list": (added("tags.html", "<title>x</title><h2>Draft: twenty <b>things</b> about drums"), "shows draft"),
    "a password text in a feed": (added("feed.xml", "&lt;p&gt;Members only: the secret guest&lt;/p&gt; is the neighbour"), "shows publish"),
    "a hidden comment in a search index": (added("search.json", '{"a": "This comment \\u0077aits for approval."}'), "shows hidden"),
    "a commenter's address": (added("data.json", '["brindle@example.com"]'), "comment_author_email"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found(name: str, faultless: Path, tmp_path: Path) -> None:
    fault, word = FAULTS[name]
    site = shutil.copytree(faultless, tmp_path / "site")
    fault(site)
    found = check_site(EXPORT, TRUTH, site)
    assert any(word in one for one in found), found
