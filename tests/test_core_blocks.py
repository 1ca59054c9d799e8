"""Every block of WordPress's own library has a handler, is made at view time, or is its HTML; the documentation says which."""

import re
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import REPO
from wpmigrate import registry
from wpmigrate.content import bindings
from wpmigrate.content.attributed import mappings, number, start, text
from wpmigrate.content.nodes import FootnoteDefinition, Image, Node
from wpmigrate.content.nofacts import NO_FACTS
from wpmigrate.content.parse import parse_body
from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.handlers.blocks import dynamic, layout
from wpmigrate.render.markdown import render_markdown

WORDPRESS_6_7 = """
archives audio avatar block button buttons calendar categories code column columns comment-author-name comment-content
comment-date comment-edit-link comment-reply-link comment-template comments comments-pagination comments-pagination-next
comments-pagination-numbers comments-pagination-previous comments-title cover details embed file footnotes freeform gallery
group heading home-link html image latest-comments latest-posts legacy-widget list list-item loginout media-text missing
more navigation navigation-link navigation-submenu nextpage page-list page-list-item paragraph pattern post-author
post-author-biography post-author-name post-comments-form post-content post-date post-excerpt post-featured-image
post-navigation-link post-template post-terms post-title preformatted pullquote query query-no-results query-pagination
query-pagination-next query-pagination-numbers query-pagination-previous query-title quote read-more rss search separator
shortcode site-logo site-tagline site-title social-link social-links spacer table tag-cloud template-part term-description
text-columns verse video widget-group
"""
OLDER = """
comment-author-avatar comments-query-loop cover-image navigation-area post-comment post-comments section subhead
accordion-content accordion-header accordion-trigger
"""
NEWER = """
accordion accordion-heading accordion-item accordion-panel breadcrumbs form form-input form-submission-notification
form-submit-button icon math post-comments-count post-comments-link post-time-to-read query-total tab tab-panel tab-panels
table-of-contents tabs tabs-menu tabs-menu-item term-count term-name term-template terms-query
"""
OLD_EMBEDS = """
amazon-kindle animoto cloudup collegehumor crowdsignal dailymotion facebook flickr funnyordie hulu imgur instagram issuu
kickstarter meetup-com mixcloud photobucket pinterest polldaddy reddit reverbnation screencast scribd slideshare smugmug
soundcloud speaker speaker-deck spotify ted tiktok tumblr twitter videopress vimeo wolfram-cloud wordpress wordpress-tv
youtube
"""
CORE = [f"core/{name}" for name in f"{WORDPRESS_6_7} {OLDER} {NEWER}".split()]
EMBEDS = [f"core-embed/{name}" for name in OLD_EMBEDS.split()]

MANUAL = (REPO / "docs" / "blocks.md").read_text("utf-8")
STANZAS = "\n".join(path.read_text("utf-8") for path in sorted((REPO / "fixtures" / "blocks").glob("*.md")))


def table(heading: str) -> dict[str, str]:
    section = MANUAL.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([^`]+)` \| ([^|]+) \|", section, re.MULTILINE)
    assert len(dict(rows)) == len(rows)
    return dict(rows)


CONVERTED, HTML_SAYS_ALL, AT_VIEW_TIME = map(table, ("Converted", "Its HTML says all", "Made at view time"))


class Facts:
    """A post with fields and nothing else."""

    def __init__(self, **fields: str) -> None:
        self._fields = fields

    def meta(self, key: str) -> str:
        return self._fields.get(key, "")

    def __getattr__(self, name: str) -> Any:
        return getattr(NO_FACTS, name)


def read(body: str, **fields: str) -> tuple[Sequence[Node], list[Diagnostic]]:
    found: list[Diagnostic] = []
    facts: Any = Facts(**fields)
    parsed = parse_body(body, handlers=registry.handlers(), facts=facts, report=found.append)
    return parsed.document.children, found


def markdown(body: str) -> str:
    return render_markdown(parse_body(body, handlers=registry.handlers(), report=lambda _: None).document)


# --- nothing is forgotten


def test_the_documentation_and_the_list_name_the_same_blocks() -> None:
    assert len(set(CORE)) == len(CORE)
    documented = [*CONVERTED, *HTML_SAYS_ALL, *AT_VIEW_TIME]
    assert sorted(documented) == sorted([*CORE, "core-embed/*"])


@pytest.mark.parametrize("name", [*CORE, *EMBEDS])
def test_a_block_has_a_handler_of_the_kind_that_is_documented(name: str) -> None:
    handler = registry.handlers().blocks[name]
    assert (handler is layout.as_it_is) == (name in HTML_SAYS_ALL)
    assert (name in dynamic.DYNAMIC) == (name in AT_VIEW_TIME)


def test_no_core_block_has_a_handler_that_the_list_does_not_name() -> None:
    ours = {name for name in registry.handlers().blocks if name.startswith(("core/", "core-embed/"))}
    assert ours == {*CORE, *EMBEDS}


@pytest.mark.parametrize("name", AT_VIEW_TIME)
def test_what_a_visitor_saw_is_documented_in_the_same_words(name: str) -> None:
    assert AT_VIEW_TIME[name] == dynamic.DYNAMIC[name]
    assert not dynamic.DYNAMIC[name].endswith(".")


@pytest.mark.parametrize("name", [*CORE, *EMBEDS])
def test_a_block_stands_in_a_stanza(name: str) -> None:
    assert re.search(rf"<!-- wp:(?:core/)?{re.escape(name.removeprefix('core/'))}[ \n]", STANZAS)


# --- what a block shows


@pytest.mark.parametrize("name", sorted(set(dynamic.DYNAMIC) - {"core/rss"}))
def test_an_empty_dynamic_block_is_reported_with_what_a_visitor_saw(name: str) -> None:
    nodes, found = read(f"<!-- wp:{name.removeprefix('core/')} /-->")
    assert not nodes
    assert [(diagnostic.code, diagnostic.detail) for diagnostic in found] == [
        (Code.BLOCK_DYNAMIC, f"{name}: {dynamic.DYNAMIC[name]}")
    ]


@pytest.mark.parametrize("name", sorted(set(dynamic.DYNAMIC) - {"core/query-no-results"}))
def test_words_inside_of_a_dynamic_block_stay(name: str) -> None:
    short = name.removeprefix("core/")
    nodes, found = read(
        f"<!-- wp:{short} --><div><!-- wp:paragraph --><p>Own words</p><!-- /wp:paragraph --></div><!-- /wp:{short} -->"
    )
    if name not in ("core/legacy-widget", "core/rss"):
        assert render_markdown_of(nodes) == "Own words\n"
    assert [diagnostic.code for diagnostic in found] == [Code.BLOCK_DYNAMIC]


def render_markdown_of(nodes: Sequence[Node]) -> str:
    from wpmigrate.content.nodes import Document

    return render_markdown(Document(nodes))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", [*sorted(set(CORE) - dynamic.DYNAMIC.keys()), *EMBEDS])
def test_an_empty_static_block_is_nothing_or_a_mark_and_no_loss(name: str) -> None:
    nodes, found = read(f"<!-- wp:{name.removeprefix('core/')} /-->")
    assert len(nodes) <= 1
    expected = [Code.REUSABLE_MISSING] if name == "core/block" else []
    assert [diagnostic.code for diagnostic in found] == expected


TRICKY_JSON = r'{"a":null,"url":7,"values":{},"content":[],"ids":[null,"x",1.5,true],"images":[1,{}],"start":"9","level":true,"id":-1}'


@pytest.mark.parametrize("name", [*CORE, "core-embed/vimeo"])
def test_attributes_of_the_wrong_kind_never_fail(name: str) -> None:
    short = name.removeprefix("core/")
    for body in (f"<!-- wp:{short} {TRICKY_JSON} /-->", f"<!-- wp:{short} {TRICKY_JSON} -->x<!-- /wp:{short} -->"):
        assert not [diagnostic for diagnostic in read(body)[1] if diagnostic.code is Code.HANDLER_FAILED]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(
    "url alt caption id ids images content values citation value level start type ordered reversed text href title "
    "fileName head body foot summary latex headings tracks src poster mediaUrl mediaId metadata ref label service "
    "feedURL slug instance useFeaturedImage backgroundType linkTo linkDestination overrides".split()
)


@settings(max_examples=80, deadline=None)
@given(name=st.sampled_from([*CORE, *EMBEDS]), attributes=st.dictionaries(KEYS, JSON, max_size=4), inner=st.booleans())
def test_no_attributes_make_a_handler_fail(name: str, attributes: dict[str, Any], inner: bool) -> None:
    import msgspec

    source = msgspec.json.encode(attributes).decode().replace("--", "\\u002d\\u002d")
    short = name.removeprefix("core/")
    body = f"<!-- wp:{short} {source} -->words<!-- /wp:{short} -->" if inner else f"<!-- wp:{short} {source} /-->"
    nodes, found = read(body)
    assert not [diagnostic for diagnostic in found if diagnostic.code is Code.HANDLER_FAILED]
    if inner and name not in (
        "core/footnotes",
        "core/block",
        "core/rss",
        "core/query-no-results",
        "core/legacy-widget",
    ):
        assert "words" in render_markdown_of(nodes) or "latex" in attributes


# --- attributes that only the tree shows


def images(nodes: Sequence[Any]) -> list[Image]:
    out: list[Image] = []
    for node in nodes:
        out += [node] if isinstance(node, Image) else images(getattr(node, "children", ()))
    return out


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<!-- wp:image {"id":7} --><figure><img src="a.png" alt=""/></figure><!-- /wp:image -->', 7),
        ('<!-- wp:image {"id":7} --><figure><img src="a.png" class="wp-image-8"/></figure><!-- /wp:image -->', 8),
        ('<!-- wp:image --><figure><img src="a.png"/></figure><!-- /wp:image -->', None),
        ('<!-- wp:image {"url":"a.png","id":"7"} /-->', 7),
    ],
)
def test_an_image_knows_its_attachment(body: str, expected: int | None) -> None:
    [image] = images(read(body)[0])
    assert image.attachment == expected


def test_a_link_inside_of_the_body_finds_a_block_with_an_id() -> None:
    body = (
        '<!-- wp:image {"id":7} --><figure id="here"><img src="a.png"/></figure><!-- /wp:image -->'
        '<!-- wp:paragraph --><p><a href="#here">up</a></p><!-- /wp:paragraph -->'
    )
    assert '<a id="here"></a>' in markdown(body)


def test_a_damaged_field_of_footnotes_is_reported_once_and_not_lost() -> None:
    body = '<p>a<sup data-fn="x" class="fn"><a href="#x">1</a></sup> b<sup data-fn="y" class="fn"><a href="#y">2</a></sup></p>'
    nodes, found = read(f"{body}<!-- wp:footnotes /-->", footnotes='[{"content":"see <a href="x">"}]')
    assert [diagnostic.code for diagnostic in found] == [Code.FOOTNOTE_MISSING]
    assert not [node for node in nodes if isinstance(node, FootnoteDefinition)]
    written = render_markdown_of(nodes)
    assert "a<sup>1</sup> b<sup>2</sup>" in written
    assert '\\[{"content":"see' in written or '[{"content":"see' in written


@pytest.mark.parametrize(
    "body",
    [
        r'<!-- wp:html {"content":"a<!--\u0077pm0-99-->b"} /-->',
        '<!-- wp:paragraph {"metadata":{"bindings":{"content":{"source":"core/post-meta","args":{"key":"x"}}}}} /-->',
        "<!-- wp:footnotes /-->",
    ],
)
def test_what_looks_like_a_token_of_ours_is_a_comment(body: str) -> None:
    notes = '[{"id":"n","content":"a<!--wpm0-99-->b"}]'
    nodes, found = read(body, x="a<!--wpm0-99-->b", footnotes=notes)
    assert "ab" in render_markdown_of(nodes)
    assert not found


def test_a_field_without_end_is_not_shown_again_and_again() -> None:
    binding = '{"metadata":{"bindings":{"content":{"source":"core/post-meta","args":{"key":"x"}}}}}'
    nodes, found = read(f"<!-- wp:paragraph {binding} --><p></p><!-- /wp:paragraph -->", x="y" * 30_000)
    assert not nodes
    assert [diagnostic.code for diagnostic in found] == [Code.BLOCK_DYNAMIC]


# --- the pieces


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (7, 7),
        ("7", 7),
        (7.0, 7),
        (7.5, 0),
        (True, 0),
        (None, 0),
        ("x", 0),
        ("9" * 40, 0),
        (1e300, 0),
        ([], 0),
        (-3, -3),
    ],
)
def test_a_number_of_any_kind(value: object, expected: int) -> None:
    assert number({"id": value}, "id") == expected


def test_text_is_the_first_that_is_there_and_never_a_token() -> None:
    assert text({"a": 1, "b": " ", "c": " x "}, "a", "b", "c", "d") == "x"
    assert "<!--wpm" not in text({"a": "x<!--wpm0-0-->"}, "a")


def test_objects_in_lists_and_by_number() -> None:
    assert mappings({"a": [{"x": 1}, 2]}, "a") == [{"x": 1}]
    assert mappings({"a": {"0": {"x": 1}, "1": "y"}}, "a") == [{"x": 1}]
    assert mappings({"a": "b"}, "a") == []


def test_a_tag_leaves_out_what_is_empty_and_escapes_the_rest() -> None:
    assert start("a", {"href": 'x"&<', "title": ""}) == '<a href="x&quot;&amp;&lt;">'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>old <b>x</b></p>", "<p>NEW</p>"),
        ('<h3 class="a">old</h3>', '<h3 class="a">NEW</h3>'),
        ('<div><a href="x">old</a></div>', '<div><a href="x">NEW</a></div>'),
        ("<p>never closed", "<p>never closed"),
        ("no element", "no element"),
    ],
)
def test_rich_text_takes_the_place_of_another(html: str, expected: str) -> None:
    assert bindings.with_text(html, "NEW") == expected


def test_a_pattern_changes_only_blocks_that_are_bound_and_named() -> None:
    bound = '{"metadata":{"name":"A","bindings":{"content":{"source":"core/pattern-overrides"}}}}'
    free = '{"metadata":{"name":"A"}}'
    body = "".join(f"<!-- wp:paragraph {source} --><p>x</p><!-- /wp:paragraph -->" for source in (bound, free))
    changed = bindings.with_overrides(body, {"A": {"content": "a --> b"}})
    assert changed.count("a \\u002d\\u002d> b") == 1
    assert markdown(changed) == "a --> b\n\nx\n"
    assert bindings.with_overrides(body, {"B": {"content": "y"}}) == body
    assert bindings.with_overrides(body, {"A": "text"}) == body
