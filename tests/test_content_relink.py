"""Every address of a tree is led somewhere else, and nothing but addresses changes."""

import pytest

from wpmigrate.content.html import parse_html
from wpmigrate.content.markdown_source import code_apart
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
        ('<form action="/x"><button formaction="/y">', '<form action="/link/x"><button formaction="/link/y">'),
        ('<q cite="/x"><map><area href="/y"></map>', '<q cite="/link/x"><map><area href="/link/y"></map>'),
        (
            '<object data="/x.pdf"><param name="movie" value="/x.swf"><param name="flashvars" value="/x"></object>',
            '<object data="/media/x.pdf"><param name="movie" value="/media/x.swf"><param name="flashvars" value="/x"></object>',
        ),
        ("<a href='/x' title=\"it's href=/y\">", '<a href="/link/x" title="it\'s href=/y">'),
        ("<iframe src=/x width=9>", '<iframe src="/media/x" width=9>'),
        ('<a ping="/x /y" href="#z">', '<a ping="/link/x /link/y" href="/link#z">'),
        ('<use xlink:href="#z">', '<use xlink:href="#z">'),
        (
            '<form action=""><input type="image" src="/i.png">',
            '<form action=""><input type="image" src="/image/i.png">',
        ),
        ('<source srcset="/a.jpg 1x,/b,c.jpg 2x">', '<source srcset="/image/a.jpg 1x,/image/b,c.jpg 2x">'),
        (
            "<p style=\"background:url('/a(1).png'),url( /b.png );filter:url(#f)\">",
            '<p style="background:url(&#x27;/image/a(1).png&#x27;),url( /image/b.png );filter:url(#f)">',
        ),
        ('<p data-bg="url(/b.png)" data-n="/1">', '<p data-bg="url(/image/b.png)" data-n="/1">'),
        ("<style>p { background: url(/b.png) }</style>", "<style>p { background: url(/image/b.png) }</style>"),
        ("<p>no address: /x</p>", "<p>no address: /x</p>"),
    ],
)
def test_attributes_of_html_that_stays(html: str, expected: str) -> None:
    assert relink_html(html, mark) == expected


def test_markdown_that_was_written_as_such() -> None:
    text = (
        "[a](/x) ![i](/i.jpg)\n\n[ref]: /y\n\n(/not) `[c](/x)`\n\n<img src='/i.jpg'>\n\n```\n<img src='/i.jpg'>\n```\n"
    )
    document = relink(Document((MarkdownBlock(text),)), mark)
    assert document.children[0].text == (
        "[a](/link/x) ![i](/image/i.jpg)\n\n[ref]: /link/y\n\n(/not) `[c](/x)`\n\n"
        "<img src=\"/image/i.jpg\">\n\n```\n<img src='/i.jpg'>\n```\n"
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("a `b` c", ["`b`"]),
        ("a\n```js\nb `c`\n```\nd `e`", ["```js\nb `c`\n```", "`e`"]),
        ("~~~\n```\n~~~~ \na", ["~~~\n```\n~~~~ "]),
        ("a\n```\nnever closed\n```js\n", ["```\nnever closed\n```js\n"]),
    ],
)
def test_code_stands_apart_in_markdown(text: str, code: list[str]) -> None:
    assert code_apart(text)[1::2] == code
    assert "".join(code_apart(text)) == text


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
