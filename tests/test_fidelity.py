"""The bundled blog as WordPress showed it (truth.json) against what was written: words, images, links, threads, terms."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import cmarkgfm
import html5lib
import pytest
from cmarkgfm.cmark import Options

import wpmigrate
from conftest import REPO
from plugins_unseen import without_plugins

BLOG = REPO / "fixtures" / "london-korean"
TRUTH = json.loads((BLOG / "truth.json").read_text("utf-8"))
HOST = urlsplit(TRUTH["home"]).netloc
SHOWN = [post for post in TRUTH["posts"] if "html" in post]
HELD = ("post", "page", "event")
POSTS = [pytest.param(post, id=post["key"]) for post in SHOWN if post["type"] in HELD]

MADE_AT_VIEW_TIME = re.compile(r"\bwp-block-latest-posts\b")
NOT_TEXT = {"script", "style", "audio", "video"}  # what stands inside is for machines, or for browsers of 2005
APART = {"p", "div", "li", "td", "th", "tr", "br", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "dt", "dd", "figure", "figcaption", "blockquote", "cite", "summary", "ol", "ul", "table"}  # fmt: skip
OTHERWISE = re.compile(r"\bblocks-gallery-item\b|\bwp-block-verse\b")  # a gallery is no list, verse is lines
BRACKETS = {"code": {"code", "lang", "php"}}  # post → words of a shortcode that WordPress shows as source and we read
SIZE = re.compile(r"(?:-\d+x\d+|-scaled)(?=\.\w+$)")
WORD = re.compile(r"\w+")
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
GIVEN_AWAY = 2  # words a post may lose or gain: the name of a shortcode, an arrow back from a footnote


class View:
    """What a reader gets from one page: its words in order of appearance, its images, its links to other hosts."""

    def __init__(self, html: str) -> None:
        body = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False).find("body")
        elements = list(_visible(body))
        self.words = Counter(WORD.findall("".join(_text(body))))
        self.images = Counter(_file(element.get("src", "")) for element in elements if element.tag == "img")
        addresses = (
            element.get("href") or element.get("src") or "" for element in elements if element.tag in ("a", "iframe")
        )
        self.links = {_spelled(url) for url in addresses if urlsplit(url).netloc not in ("", HOST, f"www.{HOST}")}
        kept = (element.tag for element in elements if not OTHERWISE.search(element.get("class", "")))
        self.outline = Counter(tag for tag in kept if tag in ("table", "pre", "hr", "li"))


def _visible(element: Element) -> Iterator[Element]:
    yield element
    for child in element:
        if isinstance(child.tag, str) and not MADE_AT_VIEW_TIME.search(child.get("class", "")):
            yield from _visible(child)


def _text(element: Element) -> Iterator[str]:
    edge = " " if element.tag in APART else ""
    yield edge
    if element.tag not in NOT_TEXT:
        yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and not MADE_AT_VIEW_TIME.search(child.get("class", "")):
            yield from _text(child)
        if element.tag not in NOT_TEXT:
            yield child.tail or ""
    yield edge


def _file(url: str) -> str:
    return SIZE.sub("", unquote(urlsplit(url).path).rsplit("/", 1)[-1])


def _spelled(url: str) -> str:
    return unquote(url).rstrip("/")


def rendered(markdown: str) -> str:
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    return cmarkgfm.markdown_to_html_with_extensions(markdown, options=options, extensions=["table", "strikethrough"])


class Written:
    """A finished run: records of the neutral JSON, and bodies by post id."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.posts = {post["place"]["id"]: post for post in self._lines("posts")}
        self.comments: dict[int, list[dict[str, Any]]] = {}
        for comment in self._lines("comments"):
            self.comments.setdefault(comment["post"], []).append(comment)
        self.menus = json.loads((folder / "_wpmigrate/menus.json").read_text("utf-8"))
        self.authors = {a["login"]: a for a in json.loads((folder / "_wpmigrate/authors.json").read_text("utf-8"))}

    def _lines(self, name: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (self.folder / f"_wpmigrate/{name}.jsonl").read_text("utf-8").splitlines()]

    def body(self, post_id: int) -> str:
        text = (self.folder / self.posts[post_id]["path"]).read_text("utf-8")
        return FRONT_MATTER.sub("", text)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("blog")
    wpmigrate.convert(BLOG / "export.xml", folder, to="markdown", timezone="Europe/London")
    return Written(folder)


@pytest.mark.parametrize("truth", POSTS)
def test_nothing_a_reader_saw_is_lost(truth: dict, written: Written) -> None:
    seen, now = View(without_plugins(truth["html"])), View(rendered(written.body(truth["id"])))
    lost, gained = seen.words - now.words, now.words - seen.words
    lost = {word: count for word, count in lost.items() if word not in BRACKETS.get(truth["key"], ())}
    assert sum(lost.values()) <= GIVEN_AWAY, f"lost {lost}"
    assert gained.total() <= max(GIVEN_AWAY, seen.words.total() // 10), f"gained {dict(gained)}"
    assert not seen.images - now.images
    assert not seen.links - now.links
    assert not seen.outline - now.outline


@pytest.mark.parametrize("truth", POSTS)
def test_the_facts_of_a_post_equal_the_truth(truth: dict, written: Written) -> None:
    post = written.posts[truth["id"]]
    assert post["place"]["permalink"] == unquote(urlsplit(truth["permalink"]).path)
    assert (post["date"], post["modified"]) == (truth["date"], truth["modified"])
    assert post.get("sticky", False) == truth["sticky"]
    assert post.get("format", "") == truth["format"]
    assert post.get("featured_image", {}).get("id") == truth["thumbnail"]
    terms = {(taxonomy, term["slug"], term["name"]) for taxonomy, rows in truth["terms"].items() for term in rows}
    terms = {term for term in terms if term[0] != "post_format"}
    assert {(term["taxonomy"], term["slug"], term["name"]) for term in post.get("terms", ())} == terms
    name = written.authors[post["authors"][0]]["name"]
    assert name == truth["author"] or not truth["author"]


@pytest.mark.parametrize("truth", POSTS)
def test_threads_equal_the_truth(truth: dict, written: Written) -> None:
    ours = written.comments.get(truth["id"], [])
    assert [(c["id"], c.get("depth", 0)) for c in ours] == [(c["id"], c["depth"]) for c in truth["comments"]]


def test_only_what_was_public_is_published(written: Written) -> None:
    published = {key for key, post in written.posts.items() if post["place"]["visibility"] == "published"}
    assert published == {post["id"] for post in SHOWN if post["type"] in HELD}


def test_nothing_kept_out_stands_in_any_file(written: Written) -> None:
    secret = ["open-the-jar", "secret guest", "4,321", "Thrown away", "203.0.113.", "brindle@example.com", "akismet", "waits for approval", "Buy one get one"]  # fmt: skip
    files = [path for path in written.folder.rglob("*") if path.is_file() and ".wpmigrate" not in path.parts]
    found = {(word, path.name) for path in files for word in secret if word.encode() in path.read_bytes()}
    assert not found


def test_menus_equal_the_truth(written: Written) -> None:
    ours = {menu["name"]: [(i["id"], i.get("parent"), i["title"]) for i in menu["items"]] for menu in written.menus}
    truth = {m["name"]: [(i["id"], i["parent"] or None, i["title"]) for i in m["items"]] for m in TRUTH["menus"]}
    assert ours == truth


def test_the_view_sees_a_loss() -> None:
    seen = View(
        '<p>One <a href="https://a.example/">two</a></p><img src="/x/jar-300x200.png"><hr><ul class="wp-block-latest-posts"><li>no</li></ul>'
    )
    assert seen.words == Counter(["One", "two"])
    assert seen.images == Counter(["jar.png"])
    assert seen.links == {"https://a.example"}
    assert seen.outline == Counter(["hr"])
