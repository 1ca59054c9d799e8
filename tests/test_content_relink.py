"""Every address of a tree is led somewhere else, and nothing but addresses changes."""

import pytest

from wpmigrate.content.html import parse_html
from wpmigrate.content.nodes import Document, Embed, MarkdownBlock
from wpmigrate.content.tokens import Tokens
from wpmigrate.content.transforms.relink import relink, relink_html
from wpmigrate.render.markdown import render_markdown


def parse(html: str) -> Document:
    return Document(parse_html(html, Tokens(html), lambda _: None))


def mark(url: str, use: str) -> str:
    return f"/{use}{url}"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<p><a href="/x">x</a></p>', "[x](/link/x)"),
        ('<p><a href="/x"><img src="/i.jpg" alt="i"></a></p>', "[![i](/image/i.jpg)](/link/x)"),
        ('<p><em>a <a href="/x">b</a></em></p>', "*a [b](/link/x)*"),
        ('<h2><a href="/x">b</a></h2>', "## [b](/link/x)"),
        (
            '<ul><li><a href="/x">b</a><ol><li><a href="/y">c</a></li></ol></li></ul>',
            "- [b](/link/x)\n    1. [c](/link/y)",
        ),
        ('<blockquote><p><a href="/x">b</a></p></blockquote>', "> [b](/link/x)"),
        (
            '<table><tr><th>h</th></tr><tr><td><a href="/x">b</a></td></tr></table>',
            "| h |\n| --- |\n| [b](/link/x) |",
        ),
        ('<p><sup><a href="/x">b</a></sup></p>', "<sup>[b](/link/x)</sup>"),
        ("<p>text only &amp; <b>bold</b></p>", "text only & **bold**"),
    ],
)
def test_markdown_with_new_addresses(html: str, expected: str) -> None:
    assert render_markdown(relink(parse(html), mark)) == f"{expected}\n"


def test_a_player_for_a_page_of_the_site_itself_becomes_a_link_to_its_new_address() -> None:
    embed, ours = Embed("https://ours.example/a/", "wordpress"), {"https://ours.example/a/": "/a/"}
    led = relink(Document((embed, Embed("https://tube.example/v"))), lambda url, _: ours.get(url, url))
    assert render_markdown(led) == "[https://ours.example/a/](/a/)\n\n<https://tube.example/v>\n"


def test_figures_and_details_are_led_too() -> None:
    html = '<figure><img src="/i.jpg"><figcaption><a href="/c">cap</a></figcaption></figure><details><summary><a href="/s">s</a></summary><p><a href="/d">d</a></p></details>'
    text = render_markdown(relink(parse(html), mark))
    for address in ("/image/i.jpg", "/link/c", "/link/s", "/link/d"):
        assert address in text


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<img src="/i.jpg" alt="a">', '<img src="/image/i.jpg" alt="a">'),
        ('<video src="/v.mp4" poster="/p.jpg">', '<video src="/media/v.mp4" poster="/image/p.jpg">'),
        ('<source srcset="/a.jpg 1x, /b.jpg 2x">', '<source srcset="/image/a.jpg 1x, /image/b.jpg 2x">'),
        ('<div style="color:red;background:url(/b.png)">', '<div style="color:red;background:url(/image/b.png)">'),
        ('<a href="/x?a=1&amp;b=2" title="/x">', '<a href="/link/x?a=1&amp;b=2" title="/x">'),
        ("<p>no address: /x</p>", "<p>no address: /x</p>"),
    ],
)
def test_attributes_of_html_that_stays(html: str, expected: str) -> None:
    assert relink_html(html, mark) == expected


def test_markdown_that_was_written_as_such() -> None:
    text = "[a](/x) ![i](/i.jpg)\n\n[ref]: /y\n\n(/not) `[c]`\n"
    document = relink(Document((MarkdownBlock(text),)), mark)
    assert document.children[0].text == "[a](/link/x) ![i](/image/i.jpg)\n\n[ref]: /link/y\n\n(/not) `[c]`\n"


def test_what_needs_no_change_is_shared() -> None:
    document = parse('<p><a href="/x">x</a></p><ul><li>a</li></ul><table><tr><td>1</td></tr></table>')
    assert relink(document, lambda url, _: url) is document
    changed = relink(document, mark)
    assert changed.children[1] is document.children[1]
    assert changed.children[2] is document.children[2]


def test_a_picture_without_words_gets_those_of_the_library() -> None:
    document = parse('<p><img src="/a.jpg" class="wp-image-7"><img src="/b.jpg" alt="own" class="wp-image-7"></p>')
    led = relink(document, lambda url, _: url, lambda image: "a jar" if image.attachment == 7 else "")
    assert render_markdown(led) == "![a jar](/a.jpg)![own](/b.jpg)\n"
