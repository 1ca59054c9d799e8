"""The order of WordPress: blocks, shortcodes, embeds, autop, HTML; and what is said of what could not be done."""

import json
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autop_bodies import bodies
from wpmigrate import registry
from wpmigrate.content.parse import NO_FACTS, parse_body
from wpmigrate.content.parsed import ParsedBody
from wpmigrate.content.parts import Block, Context, Shortcode
from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.model import Attachment
from wpmigrate.registry import Handlers
from wpmigrate.render.markdown import render_markdown


class Facts:
    """A post with one image, and reusable blocks."""

    def __init__(self, reusable: dict[int, str] | None = None, meta: dict[str, str] | None = None) -> None:
        self._reusable = reusable or {}
        self._meta = meta or {}

    def attachment(self, attachment_id: int) -> Attachment | None:
        return Attachment(7, "https://a.example/jar.png", alt="Jar", mime="image/png") if attachment_id == 7 else None

    def attached(self, parent: int | None = None) -> Sequence[Attachment]:
        return ()

    def original(self, url: str) -> str:
        return url

    def oembed(self, url: str) -> str:
        return "{{unknown}}" if "unknown" in url else ""

    def reusable(self, ref: int) -> str | None:
        return self._reusable.get(ref)

    def meta(self, key: str) -> str:
        return self._meta.get(key, "")


def parse(body: str, handlers: Handlers | None = None, **options: Any) -> tuple[ParsedBody, list[Diagnostic]]:
    reported: list[Diagnostic] = []
    options.setdefault("facts", NO_FACTS)
    parsed = parse_body(body, handlers=handlers or registry.handlers(), report=reported.append, **options)
    return parsed, reported


def markdown(body: str, handlers: Handlers | None = None, **options: Any) -> str:
    return render_markdown(parse(body, handlers, **options)[0].document)


def codes(body: str, handlers: Handlers | None = None, **options: Any) -> list[tuple[Code, str]]:
    return [(diagnostic.code, diagnostic.detail) for diagnostic in parse(body, handlers, **options)[1]]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("One.\n\nTwo\nthree", "One.\n\nTwo\\\nthree\n"),
        ("One.\r\n\r\nTwo\rthree", "One.\n\nTwo\\\nthree\n"),
        ("<!-- wp:paragraph -->\n<p>One\ntwo</p>\n<!-- /wp:paragraph -->", "One two\n"),
        ("<!-- wp:group --><div>\n\t\t<p>a</p>\n\n\t\t</div><!-- /wp:group -->", "a\n"),
        ("a\n\n[gallery]\n\nb", "a\n\nb\n"),
        ('a\n[gallery ids="7"]\nb', "a\n\n![Jar](https://a.example/jar.png)\n\nb\n"),
        ("a\nhttps://youtu.be/x_y\nb", "a\n\n<https://youtu.be/x_y>\n\nb\n"),
        ("see https://youtu.be/x_y here", "see https://youtu.be/x_y here\n"),
        ("<pre>\nhttps://youtu.be/x_y\n</pre>", "```\nhttps://youtu.be/x_y\n```\n"),
        ("[[gallery]] shows", "[gallery] shows\n"),
        ("page\n<!--nextpage-->\npage", "page\n\n<!--nextpage-->\n\npage\n"),
    ],
)
def test_the_order_of_wordpress(body: str, expected: str) -> None:
    assert markdown(body, facts=Facts()) == expected


@pytest.mark.parametrize(
    ("body", "kept", "stripped"),
    [
        ('[sc name="my_video_1"]', '[sc name="my_video_1"]\n', ""),
        (
            'a *[my_code]* [xyz_row full_width="a_b"]*c*[/xyz_row]',
            'a \\*[my_code]\\* [xyz_row full_width="a_b"]\\*c\\*[/xyz_row]\n',
            "a ** \\*c\\*\n",
        ),
        ("[my_code](http://e.example)", "[my_code]<!-- -->(http://e.example)\n", "(http://e.example)\n"),
        ("<a href=\"[sc a='b']\">x</a>", "[x]([sc%20a='b'])\n", "[x]([sc%20a='b'])\n"),
    ],
)
def test_shortcodes_nobody_knows(body: str, kept: str, stripped: str) -> None:
    assert markdown(body) == kept
    assert markdown(body, shortcodes="strip") == stripped


def test_uses_and_reports_of_shortcodes() -> None:
    body = "[sc a='1']x[/sc] [sc a='2'] [gallery ids='7'] [here] [video] [video id='1']"
    parsed, reported = parse(body, facts=Facts())
    assert [(use.name, use.outcome) for use in parsed.shortcodes] == [
        ("sc", "kept"), ("sc", "kept"), ("gallery", "written"), ("video", "kept"),
    ]  # fmt: skip
    assert reported == [Diagnostic(Code.SHORTCODE_KEPT, "sc", 2), Diagnostic(Code.SHORTCODE_KEPT, "video", 1)]
    parsed, reported = parse(body, facts=Facts(), shortcodes="strip")
    assert [use.outcome for use in parsed.shortcodes] == ["stripped", "stripped", "written", "stripped"]
    assert Diagnostic(Code.SHORTCODE_STRIPPED, "sc", 2) in reported


def broken_shortcode(shortcode: Shortcode, context: Context) -> None:
    raise ZeroDivisionError


def broken_block(block: Block, context: Context) -> None:
    raise KeyError(block.name)


def declined(part: object, context: Context) -> None:
    return None


def test_a_handler_that_raises_loses_nothing() -> None:
    handlers = Handlers({"bad": broken_shortcode}, {"acme/bad": broken_block})
    body = "<!-- wp:acme/bad --><p>kept</p><!-- /wp:acme/bad --><p>[bad x_y]in <b>it</b>[/bad]</p>"
    assert markdown(body, handlers) == "kept\n\n[bad x_y]in **it**[/bad]\n"
    assert codes(body, handlers) == [
        (Code.HANDLER_FAILED, "acme/bad: KeyError"),
        (Code.HANDLER_FAILED, "bad: ZeroDivisionError"),
        (Code.SHORTCODE_KEPT, "bad"),
    ]


def test_a_handler_may_decline() -> None:
    handlers = Handlers({"no": declined}, {"acme/no": declined})
    assert markdown("<!-- wp:acme/no --><p>[no]x *y*[/no]</p><!-- /wp:acme/no -->", handlers) == "[no]x \\*y\\*[/no]\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<!-- wp:latest-posts /-->", [(Code.BLOCK_DYNAMIC, "core/latest-posts: a list of the newest posts")]),
        ("<!-- wp:acme/form /-->", [(Code.BLOCK_DYNAMIC, "acme/form")]),
        ("<!-- wp:acme/box --><p>x</p><!-- /wp:acme/box -->", [(Code.BLOCK_UNKNOWN, "acme/box")]),
        ("<!-- wp:paragraph {no} --><p>x</p>", [(Code.BLOCK_BROKEN, "core/paragraph: attributes"), (Code.BLOCK_BROKEN, "core/paragraph: never closed")]),
        ('<!-- wp:block {"ref":9} /-->', [(Code.REUSABLE_MISSING, "9")]),
        ('<!-- wp:gallery {"ids":[7,8]} /-->', [(Code.GALLERY_IMAGE_MISSING, "media file 8")]),
        ('x<sup data-fn="n1"><a href="#n1">1</a></sup>', [(Code.FOOTNOTE_MISSING, "n1")]),
        ("# Title\n\n- [a](https://e.example)", [(Code.LOOKS_LIKE_MARKDOWN, "")]),
        ("plain # text - with 1. signs", []),
    ],
)  # fmt: skip
def test_what_is_reported(body: str, expected: list[tuple[Code, str]]) -> None:
    assert codes(body, facts=Facts()) == expected


def test_reusable_blocks_are_put_in_place_and_rings_are_cut() -> None:
    ring = {1: '<p>one</p><!-- wp:block {"ref":2} /-->', 2: '<p>two</p><!-- wp:block {"ref":1} /-->'}
    body = 'a<!-- wp:block {"ref":1} /-->'
    assert markdown(body, facts=Facts(ring)) == "a\n\none\n\ntwo\n"
    assert codes(body, facts=Facts(ring)) == [(Code.REUSABLE_CYCLE, "1")]


def test_reusable_blocks_that_double_at_each_step_come_to_an_end() -> None:
    doubling = {n: f'<!-- wp:block {{"ref":{n + 1}}} /-->' * 2 + "x" * 2000 for n in range(40)}
    assert (Code.REUSABLE_CYCLE, "20") in codes('<!-- wp:block {"ref":0} /-->', facts=Facts(doubling))


def test_footnotes_get_their_text_even_without_their_block() -> None:
    reference = '<p>Text<sup data-fn="d4" class="fn"><a href="#d4">1</a></sup></p>'
    facts = Facts(meta={"footnotes": '[{"content":"Note <em>x</em>","id":"d4"}]'})
    expected = "Text[^1]\n\n[^1]: Note *x*\n"
    assert markdown(f"{reference}<!-- wp:footnotes /-->", facts=facts) == expected
    assert markdown(reference, facts=facts) == expected


def test_an_embed_that_wordpress_could_not_resolve_is_text() -> None:
    assert markdown("https://unknown.example/a", facts=Facts()) == "https://unknown.example/a\n"


@pytest.mark.parametrize("piece", ["<div>", "<blockquote>", "<ul><li>", "<b><i>", "<!-- wp:group --><div>"])
def test_a_body_too_deep_stays_as_source(piece: str) -> None:
    body = f"{piece * 1100}deep"
    parsed, reported = parse(body)
    assert [diagnostic.code for diagnostic in reported] == [Code.BODY_TOO_DEEP]
    assert parsed.document.children[0].text == body


@pytest.mark.parametrize(
    "piece", ["<p>x", "<li>x", "<br>", "<tr><td>x", "<div>x</div>", "<b>x</b>", "<svg><path/></svg>", "<p><span>x</p>"]
)
def test_many_elements_are_not_deep(piece: str) -> None:
    assert (Code.BODY_TOO_DEEP, "") not in codes(piece * 1100)


PIECES = ["[gallery]", "[caption]", "[/caption]", "[sc a='b']", "[code]", "[/code]", "[[", "]", "<!-- wp:group -->", "<!-- /wp:group -->",
          '<!-- wp:block {"ref":1} /-->', "<!-- wp:code -->", "<pre>", "</pre>", "<p>", "</p>", "<b", ">", "<!--", "-->", "wpm0-1-->", "\n\n", " ",
          "word", "https://youtu.be/x", "<script>", "</script>", "\0", "<table><tr>"]  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.sampled_from(["keep", "strip"]))
def test_nothing_raises_and_no_failure_is_hidden(body: str, shortcodes: Any) -> None:
    parsed, reported = parse(body, facts=Facts({1: body}), shortcodes=shortcodes)
    render_markdown(parsed.document)
    assert [diagnostic for diagnostic in reported if diagnostic.code is Code.HANDLER_FAILED] == []


@settings(deadline=None, max_examples=100)
@given(
    st.lists(
        st.sampled_from(["[sc a='b']", "[x_y]", "[", "]", "[[", "]]", "word", "\n", "\n\n", " ", "[/sc]", "(", ":"]),
        max_size=20,
    ).map("".join)
)
def test_no_word_of_prose_or_unknown_shortcodes_vanishes(body: str) -> None:
    assert markdown(body).count("word") == body.count("word")


def test_classic_bodies_by_chance_parse() -> None:
    for body in bodies(150, 5):
        render_markdown(parse(body)[0].document)


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "[gallery]",
        "[a ",
        "[a_b]",
        "<!-- wp:",
        "<!-- wp:a /-->",
        "<p>",
        "https://youtu.be/x\n",
        "[code]x[/code]",
        "wpm1-",
    ],
)
def test_hostile_bodies_end(piece: str) -> None:
    start = time.process_time()
    parse(piece * (30_000 // len(piece)))
    assert time.process_time() - start < 30


def test_every_kitchen_post_keeps_its_classic_paragraphs(shared: Path) -> None:
    from wpmigrate.content.autop import autop

    posts = json.loads((shared / "data" / "wordpress" / "kitchen.truth.json").read_text("utf-8"))["posts"]
    posts = posts if isinstance(posts, list) else list(posts.values())
    assert [post["id"] for post in posts if autop(post["raw"]) != post["stages"]["wpautop"]] == []


MARKDOWN = "# Kimchi\n\n- salt\n- *wait*\n\n```c\nif (a < b) {{< x >}}\n```\n\nsee [here](https://a.example)"


def test_a_post_that_says_it_is_markdown_is_kept() -> None:
    facts = Facts(meta={"_tc_post_format": "markdown"})
    assert markdown(MARKDOWN, facts=facts) == MARKDOWN + "\n"
    assert codes(MARKDOWN, facts=facts) == [(Code.MARKDOWN_KEPT, "")]


@pytest.mark.parametrize(("body", "kept"), [(MARKDOWN, True), ("<p>made <em>of</em> Markdown</p>", False)])
def test_a_post_marked_by_jetpack_is_kept_where_it_is_markdown(body: str, kept: bool) -> None:
    reported = codes(body, facts=Facts(meta={"_wpcom_is_markdown": "1"}))
    assert ((Code.MARKDOWN_KEPT, "") in reported) is kept


def test_markdown_that_nobody_marked_is_reported() -> None:
    assert (Code.LOOKS_LIKE_MARKDOWN, "") in codes(MARKDOWN)


def test_text_that_only_looks_like_a_token_is_text() -> None:
    assert markdown("a <!--wpm0-9--> b <!--wpm0-x--> c") == "a b c\n"
    assert "wpm0-7" in markdown('<pre>&lt;!--wpm0-7--&gt;</pre> [sc a="1"]')


def test_words_of_a_read_more_link_are_reported() -> None:
    assert (Code.READ_MORE_TEXT, "Read the recipe") in codes("a\n<!--more Read the recipe-->\nb")
