"""What Hugo would read as its own is disarmed, and Markdown still shows it as it was."""

import html
import re

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given
from hypothesis import strategies as st

from wpmigrate.content.nodes import Code, CodeBlock, Document, Embed, HtmlInline, Image, Link, Paragraph, Text
from wpmigrate.render.dialect import Dialect
from wpmigrate.render.hugo import embed, escape_shortcodes
from wpmigrate.render.markdown import render_markdown

CASES = [
    ("{{ .Title }}", "text", "{{ .Title }}"),
    ("{{< x >}}", "text", "{&#123;< x >}}"),
    ("{{% x %}}", "text", "{&#123;% x %}}"),
    ("{{{% x", "text", "{{&#123;% x"),
    ("ends {{", "text", "ends {&#123;"),
    ("{< begins", "text", "&#123;< begins"),
    (r"\<!--more-->", "text", r"\<!-&#45;more-->"),
    ("a >> b", "text", "a &gt;> b"),
    ("{{%20x", "url", "{%7B%20x"),
    ('<b title="{{< x">', "html", '<b title="{&#123;< x">'),
    ("<i><!--more--></i>", "html", "<i><!-- more --></i>"),
    ("`{{ x }}`", "code", "`{{ x }}`"),
    ("`a >> b`", "code", "`a >> b`"),
    ("`{{< x >}} {{% y %}}`", "code", "`{{</* x */>}} {{%/* y */%}}`"),
    ("```go\n{{< x\n>}}\n```", "code", "```go\n{{</* x\n*/>}}\n```"),
    ("`{{< x`", "code", "<code>&#123;&#123;&#60; x</code>"),
    ("`` {{</* ` */>}} ``", "code", "<code>&#123;&#123;&#60;&#47;&#42; &#96; &#42;&#47;&#62;&#125;&#125;</code>"),
    (
        "```go\n{{< <b>\n\n*x*\n```",
        "code",
        '<pre><code class="language-go">&#123;&#123;&lt; &lt;b&gt;\n\n*x*\n</code></pre>',
    ),
    ("````\n```\n<!--more-->\n````", "code", "<pre><code>```\n&lt;!--more--&gt;\n</code></pre>"),
    ("`<!--more-->`", "code", "<code>&#60;&#33;&#45;&#45;more&#45;&#45;&#62;</code>"),
]
SHORTCODE = re.compile(r"\{\{([<%])(?!/\*)")
PIECES = [
    "{",
    "}",
    "{{<",
    "{{%",
    ">}}",
    "%}}",
    "<",
    ">",
    "%",
    "/*",
    "*/",
    "<!--more-->",
    "`",
    "```",
    "x",
    " ",
    "*",
    "\\",
    "|",
    "&lt;",
]
texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map("".join)
DIALECT = Dialect(escape=escape_shortcodes)


@pytest.mark.parametrize(("text", "place", "expected"), CASES)
def test_template_syntax_is_disarmed(text, place, expected) -> None:
    assert escape_shortcodes(text, place) == expected


def hugo_reads(markdown: str) -> str:
    """What Hugo hands on to Markdown: commented shortcodes as text. Anything else that is one would fail here."""
    shown = re.sub(r"\{\{(?:<(/)\*(.*?)\*/>|%(/)\*(.*?)\*/%)\}\}", _uncommented, markdown, flags=re.DOTALL)
    assert not re.search(r"\{\{[<%]", shown), markdown
    assert "<!--more-->" not in shown
    return shown.replace("\0", "{{")


def _uncommented(comment: re.Match[str]) -> str:
    inner = comment[2] if comment[1] else comment[4]
    opening, closing = ("<", ">") if comment[1] else ("%", "%")
    return f"{{{{{opening}{inner}{closing}}}}}".replace("{{", "\0")


def shown_text(markdown: str) -> str:
    rendered = cmarkgfm.github_flavored_markdown_to_html(hugo_reads(markdown), Options.CMARK_OPT_UNSAFE)
    return html.unescape(re.sub(r"<[^>]*>", "", rendered)).strip()


@given(texts)
def test_any_text_survives(text: str) -> None:
    document = Document((Paragraph((Text("a" + text + "z"),)),))
    assert shown_text(render_markdown(document, DIALECT)).split() == f"a{text}z".split()


@given(texts)
def test_any_code_survives(text: str) -> None:
    assert shown_text(render_markdown(Document((CodeBlock(text),)), DIALECT)) == text.strip()
    span = render_markdown(Document((Paragraph((Text("a "), Code(f"x{text}x"), Text(" z"))),)), DIALECT)
    assert shown_text(span) == f"a x{text}x z"


@given(texts, texts, texts)
def test_pieces_that_meet_make_no_shortcode(before: str, code: str, after: str) -> None:
    nodes = (Text(before), HtmlInline("<b>"), Text(after), HtmlInline("</b>"), Code(f"x{code}"), Text(after))
    hugo_reads(render_markdown(Document((Paragraph(nodes),)), DIALECT))


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ", "{{< youtube dQw4w9WgXcQ >}}"),
        ("https://youtu.be/dQw4w9WgXcQ?si=abc_1-2", "{{< youtube dQw4w9WgXcQ >}}"),
        ("//www.youtube-nocookie.com/embed/dQw4w9WgXcQ?feature=oembed", "{{< youtube dQw4w9WgXcQ >}}"),
        ("https://vimeo.com/76979871", "{{< vimeo 76979871 >}}"),
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=90s", None),
        ("https://www.youtube.com/playlist?list=PLx", None),
        ("https://evil.example/watch?v=dQw4w9WgXcQ", None),
        ("https://youtu.be/>}}{{<x", None),
    ],
)
def test_a_video_is_a_shortcode_of_hugo_unless_it_says_more(url, written):
    assert embed(Embed(url)) == written


def test_the_title_of_a_link_or_a_picture_runs_nothing():
    nodes = (Paragraph((Link("https://e.example/", (Text("a"),), "{{< x >}}"), Image("/i.png", "b", "{{% y %}}"))),)
    written = render_markdown(Document(nodes), Dialect(escape=escape_shortcodes))
    assert "{{<" not in written
    assert "{{%" not in written
    assert 'title="{{&lt; x &gt;}}"' in cmarkgfm.markdown_to_html(written)
