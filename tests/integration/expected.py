"""What a built site must show and must not show: the facts of an export, by WordPress's own word and the bare XML.

None of this is read by the code that is tested; of that only the names of plugins' shortcodes are asked for.
"""

import html
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

import pytest
from lxml import etree
from selectolax.lexbor import LexborHTMLParser, LexborNode

from plugins_unseen import without_plugins

REPO = Path(__file__).resolve().parents[2]
SHARED = REPO.parent / "shared/data/wordpress"
EXPORTS = {
    "blog": (REPO / "fixtures/london-korean/export.xml", REPO / "fixtures/london-korean/truth.json"),
    "kitchen": (SHARED / "kitchen.xml", SHARED / "kitchen.truth.json"),
}
INTERNAL = {"attachment", "nav_menu_item", "wp_block", "wp_navigation", "wp_template", "revision"}
WORDPRESS = "{http://wordpress.org/export/1.2/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
EXCERPT = "{http://wordpress.org/export/1.2/excerpt/}encoded"
BLOCKS = frozenset(
    "p div section aside header footer main nav article figure figcaption address details summary dl dt dd form fieldset"
    " legend pre hr ul ol li blockquote table thead tbody tfoot tr td th caption h1 h2 h3 h4 h5 h6 br option".split()
)
UNSEEN = frozenset("script style template noscript iframe object svg math head".split())
TYPOGRAPHY = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00a0": " "})
SHORTCODE = re.compile(r"\[/?[a-z][^\]]*\]|<!--.*?-->", re.DOTALL)
SIZE = re.compile(r"-\d+x\d+(?=\.\w+$)|-scaled(?=\.\w+$)")
# What WordPress makes anew on every request, and buttons: no content of an item.
DYNAMIC = ", ".join(
    "form nav .components-placeholder .wp-block-file__button .wp-block-loginout .logged-out .wp-block-query .wp-block-rss .wp-block-site-title".split()
    + [
        f"[class*=wp-block-{name}]"
        for name in "latest-posts latest-comments archives calendar categories page-list tag-cloud search".split()
    ]
)
BLOG, KITCHEN = "https://hallyu-london.example", "https://blog.example.test"
PHP = '<pre>$a = $names[0];\necho "&lt;b&gt;$a&lt;/b&gt;";</pre>'
# Where a WordPress without the plugins of its blog shows less than the author wrote: what stands there, and what should.
CORRECTED = {
    f"{BLOG}/2012/11/how-we-sort-hangul/": (
        ("#  is no gallery here", "# [gallery] is no gallery here"),
        ('<p>[code lang="php"]<br />\n$a = $names[0];<br />\necho "<b>$a</b>";<br />\n[/code]</p>', PHP),
    ),
    f"{BLOG}/2022/06/five-ways-to-look-at-a-moon-jar/": (("// not \n", "// not [gallery]\n"),),
    f"{KITCHEN}/2024/01/classic-plugin-shortcodes-and-edge-syntax/": (
        ('<p>[code lang="php"]<br />\necho "<b>x</b>";</p>\n<p>', '<pre>echo "&lt;b&gt;x&lt;/b&gt;";\n\n'),
        ("$y = [1,2];<br />\n[/code]</p>", "$y = [1,2];</pre>"),
        ('<p>[sourcecode language="python"]<br />\nprint("hi")<br />\n[/sourcecode]</p>', '<pre>print("hi")</pre>'),
        ("[footnote]A foot note[/footnote]", "<br>A foot note<br>"),
    ),
    f"{KITCHEN}/2024/01/classic-text-that-looks-like-markdown/": (("a<b && c>d", "a&lt;b && c&gt;d"),),
}
LEAST = 8  # letters by which a private text is recognised


class Comment(NamedTuple):
    id: int
    author: str
    pieces: tuple[str, ...]


class Item(NamedTuple):
    """A published item, as WordPress shows it. Texts are kept as letters, so that no markup or typography matters."""

    id: int
    type: str
    title: str
    permalink: str
    moment: datetime
    day: datetime
    terms: tuple[tuple[str, str], ...]
    html: str
    comments: tuple[Comment, ...]

    @property
    def label(self) -> str:
        return f"{self.type} {self.id} {self.title!r}"


class Expected(NamedTuple):
    items: tuple[Item, ...]
    private: Mapping[str, str]  # letters that must stand nowhere, and what they come from
    secrets: Mapping[str, str]  # strings that must stand nowhere
    public: str  # the letters of all that may be shown
    text: str  # and its text


def letters(text: str) -> str:
    """Answer the letters and digits of a text: what no typographer, theme or markup changes."""
    return "".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold()))


def squeeze(text: str) -> str:
    """Answer a text without spaces and typography: what must be the same in code."""
    return "".join(unicodedata.normalize("NFC", text).translate(TYPOGRAPHY).split())


def texts(node: LexborNode) -> Iterator[str]:
    """Yield the text of HTML, a line end at each edge of a block."""
    for child in node.iter(include_text=True, skip_empty=False):
        if child.is_text_node:
            yield child.text_content or ""
        elif child.tag not in UNSEEN:
            edge = "\n" if child.tag in BLOCKS else ""
            yield edge
            # preformatted text is one piece, whatever a highlighter makes of its lines
            yield " ".join((child.text() or "").split()) if child.tag == "pre" else "".join(texts(child))
            yield edge


def text_of(markup: str) -> str:
    body = LexborHTMLParser(f"<body>{markup}").body
    return "".join(texts(body)) if body else ""


def pieces_of(markup: str) -> tuple[str, ...]:
    """Answer the letters of each paragraph, cell, heading … of HTML that has any."""
    return tuple(piece for line in text_of(markup).split("\n") if (piece := letters(line)))


def picture(url: str) -> str:
    """Answer what stays of the address of a picture, wherever it lies and in which size."""
    name = SIZE.sub("", html.unescape(url).split("?")[0].rsplit("/", 1)[-1])
    return letters(unquote(name).rsplit(".", 1)[0])


def export_of(name: str) -> tuple[Path, dict[str, Any]]:
    """Answer an export and its truth; skip where the exports that are kept apart are not."""
    export, truth = EXPORTS[name]
    if not export.exists():
        pytest.skip("the shared exports are not here")
    return export, json.loads(truth.read_text("utf-8"))


def expected_of(export: Path, truth: Mapping[str, Any]) -> Expected:
    """Answer all that a site made of an export must show and must hide."""
    told = truth["posts"].values() if isinstance(truth["posts"], dict) else truth["posts"]
    raw = {int(field(one, "post_id")): one for one in etree.parse(export).iter("item")}
    items = tuple(item_of(post, raw[int(post["id"])]) for post in told if is_public(post, raw[int(post["id"])]))
    shown = {one.id for one in items}
    text = "\n".join(public_texts(items, truth, raw, shown))
    public = letters(text)
    private = {
        piece: source
        for source, markup in private_texts(raw, items)
        for piece in pieces_of(SHORTCODE.sub("\n", markup))
        if len(piece) >= LEAST and piece not in public
    }
    secrets = {secret: source for source, secret in secrets_of(raw.values()) if secret not in text}
    return Expected(items, private, secrets, public, text)


def field(item: Any, name: str) -> str:
    return item.findtext(f"{WORDPRESS}{name}") or ""


def body_of(post: Mapping[str, Any]) -> str:
    """Answer the HTML that readers of an item are owed."""
    body = "\n".join(post.get("pages") or ()) or post.get("html_notexturize") or post.get("html") or ""
    for old, new in CORRECTED.get(post["permalink"], ()):
        assert old in body, f"{post['permalink']} does not show {old}"
        body = body.replace(old, new)
    tree = LexborHTMLParser(f"<body>{without_plugins(body)}")
    for node in tree.css(DYNAMIC):
        node.decompose()
    return tree.body.inner_html or "" if tree.body else ""


def is_public(post: Mapping[str, Any], raw: Any) -> bool:
    return post["status"] == "publish" and post["type"] not in INTERNAL and not field(raw, "post_password")


def item_of(post: Mapping[str, Any], raw: Any) -> Item:
    """Make an item of either way in which a truth is written down."""
    moment = datetime.fromisoformat(post.get("post_time_c_gmt") or post["date"])
    day = datetime.fromisoformat(post.get("post_date") or post["date"]).replace(tzinfo=None)
    bodies = {int(field(one, "comment_id")): one for one in raw.iter(f"{WORDPRESS}comment")}
    comments = tuple(
        Comment(
            int(one["id"]),
            letters(html.unescape(one["author"] or "")),
            pieces_of(field(bodies[int(one["id"])], "comment_content").replace("\n", "<br>")),
        )
        for one in post.get("comment_tree") or post.get("comments") or ()
    )
    terms = tuple(
        (taxonomy, html.unescape(term["name"]))
        for taxonomy, group in (post.get("terms") or {}).items()
        for term in group
    )
    title = " ".join(text_of(post["title"] or "").split())
    return Item(int(post["id"]), post["type"], title, post["permalink"], moment, day, terms, body_of(post), comments)


def public_texts(
    items: Iterable[Item], truth: Mapping[str, Any], raw: Mapping[int, Any], shown: set[int]
) -> Iterator[str]:
    """Yield every text that a site may show: items, comments, names, menus, captions."""
    for one in items:
        yield from (one.title, text_of(one.html), one.permalink, *(name for _, name in one.terms))
        for comment in raw[one.id].iter(f"{WORDPRESS}comment"):
            if int(field(comment, "comment_id")) in {wanted.id for wanted in one.comments}:
                yield text_of(field(comment, "comment_content"))
                yield field(comment, "comment_author")
        yield raw[one.id].findtext(EXCERPT) or ""
    for one in raw.values():
        if field(one, "post_type") in INTERNAL:
            yield text_of(f"{one.findtext('title')} {one.findtext(CONTENT)} {one.findtext(EXCERPT)}")
    yield json.dumps(truth.get("site") or truth.get("menus"), ensure_ascii=False)


def private_texts(raw: Mapping[int, Any], items: Iterable[Item]) -> Iterator[tuple[str, str]]:
    """Yield what is not for readers: items that are not published, comments that are not approved or stand below such items."""
    shown = {one.id: {comment.id for comment in one.comments} for one in items}
    for number, one in raw.items():
        if field(one, "post_type") in INTERNAL:
            continue
        source = f"{field(one, 'status')} {field(one, 'post_type')} {number}"
        if number not in shown:
            yield source, one.findtext("title") or ""
            yield source, one.findtext(CONTENT) or ""
            yield source, one.findtext(EXCERPT) or ""
        for comment in one.iter(f"{WORDPRESS}comment"):
            if int(field(comment, "comment_id")) not in shown.get(number, ()):
                yield f"hidden comment {field(comment, 'comment_id')} of {source}", field(comment, "comment_content")


def secrets_of(raw: Iterable[Any]) -> Iterator[tuple[str, str]]:
    """Yield addresses of people and passwords."""
    for one in raw:
        if password := field(one, "post_password"):
            yield f"password of {field(one, 'post_id')}", password
        for comment in one.iter(f"{WORDPRESS}comment"):
            for name in ("comment_author_email", "comment_author_IP"):
                if len(secret := field(comment, name)) > 5:
                    yield f"{name} of comment {field(comment, 'comment_id')}", secret
