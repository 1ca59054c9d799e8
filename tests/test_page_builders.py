"""Pages of Elementor, WPBakery and Divi, nested eight deep: every word, link and picture comes out, in order."""

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpmigrate import registry
from wpmigrate.content.nofacts import NO_FACTS
from wpmigrate.content.parse import parse_body
from wpmigrate.pipeline.plugins import body_of
from wpmigrate.render.dialect import COMMONMARK
from wpmigrate.render.fidelity import prove
from wpmigrate.render.markdown import render_markdown
from wpmigrate.render.rendered import render_commonmark
from wpmigrate.targets.hugo import TARGET as HUGO
from wpmigrate.wxr.records import ItemRecord

DEPTH = 8
WORD = st.text("abcdefgh한글éß0123", min_size=1, max_size=6)


@dataclass(frozen=True)
class Text:
    words: tuple[str, ...]


@dataclass(frozen=True)
class Link:
    words: tuple[str, ...]
    url: str


@dataclass(frozen=True)
class Picture:
    url: str


@dataclass(frozen=True)
class Title:
    words: tuple[str, ...]


Leaf = Text | Link | Picture | Title
WORDS = st.lists(WORD, min_size=1, max_size=4).map(tuple)
NUMBER = st.integers(0, 999)
LEAF = st.one_of(
    st.builds(Text, WORDS),
    st.builds(Link, WORDS, NUMBER.map(lambda n: f"https://tea.example/{n}/")),
    st.builds(Picture, NUMBER.map(lambda n: f"https://tea.example/{n}.jpg")),
    st.builds(Title, WORDS),
)
# A tree is a list of leaves and of lists, at most DEPTH deep with its leaves.
TREE = st.recursive(
    st.lists(LEAF, min_size=1, max_size=3),
    lambda inner: st.lists(st.one_of(LEAF, inner), min_size=1, max_size=3),
    max_leaves=24,
)


def leaves(tree: Sequence[object]) -> list[Leaf]:
    return [leaf for one in tree for leaf in (leaves(one) if isinstance(one, list) else [one])]


def deepened(tree: Sequence[object], depth: int) -> list[object]:
    """Put a tree below so many wrappers that its deepest leaf is DEPTH deep."""
    found = list(tree)
    for _ in range(DEPTH - 1 - depth):
        found = [found]
    return found


def depth_of(tree: Sequence[object]) -> int:
    return max((1 + depth_of(one) for one in tree if isinstance(one, list)), default=0)


# --- the stored forms ------------------------------------------------------------------------------------------------


def elementor(tree: Sequence[object]) -> ItemRecord:
    def element(one: object) -> dict[str, object]:
        match one:
            case list():
                return {"elType": "container", "settings": {}, "elements": [element(inner) for inner in one]}
            case Text(words):
                return widget("text-editor", editor=f"<p>{' '.join(words)}</p>")
            case Link(words, url):
                return widget("button", text=" ".join(words), link={"url": url})
            case Picture(url):
                return widget("image", image={"url": url, "id": ""})
            case Title(words):
                return widget("heading", title=" ".join(words), header_size="h2")
        raise AssertionError(one)

    def widget(name: str, **settings: object) -> dict[str, object]:
        return {"elType": "widget", "widgetType": name, "settings": settings, "elements": []}

    value = json.dumps([element(one) for one in tree]).replace("/", "\\/")
    return ItemRecord(content="old", meta=(("_elementor_edit_mode", "builder"), ("_elementor_data", value)))


# WordPress ends a shortcode at the first closing tag of its name, so that builders have another name for each level.
VC = ("vc_section", "vc_row", "vc_column", "vc_tta_accordion", "vc_tta_section", "vc_row_inner", "vc_column_inner")
ET = (
    "et_pb_section",
    "et_pb_row",
    "et_pb_column",
    "et_pb_row_inner",
    "et_pb_column_inner",
    "et_pb_accordion",
    "et_pb_accordion_item",
)


def wpbakery(tree: Sequence[object]) -> ItemRecord:
    def leaf(one: object) -> str:
        match one:
            case Text(words):
                return f"[vc_column_text]{' '.join(words)}[/vc_column_text]"
            case Link(words, url):
                return f'[vc_btn title="{" ".join(words)}" link="url:{url.replace(":", "%3A").replace("/", "%2F")}|target:_blank"]'
            case Picture(url):
                return f'[vc_single_image source="external_link" custom_src="{url}"]'
            case Title(words):
                return f'[vc_custom_heading text="{" ".join(words)}" font_container="tag:h2"]'
        raise AssertionError(one)

    return ItemRecord(content=shortcodes(tree, VC, leaf))


def divi(tree: Sequence[object]) -> ItemRecord:
    def leaf(one: object) -> str:
        match one:
            case Text(words):
                return f"[et_pb_text]<p>{' '.join(words)}</p>[/et_pb_text]"
            case Link(words, url):
                return f'[et_pb_button button_text="{" ".join(words)}" button_url="{url}"][/et_pb_button]'
            case Picture(url):
                return f'[et_pb_image src="{url}"][/et_pb_image]'
            case Title(words):
                return f"[et_pb_text]<h2>{' '.join(words)}</h2>[/et_pb_text]"
        raise AssertionError(one)

    return ItemRecord(content=shortcodes(tree, ET, leaf))


def shortcodes(tree: Sequence[object], names: Sequence[str], leaf: Callable[[object], str], level: int = 0) -> str:
    name = names[min(level, len(names) - 1)]
    return "".join(
        f'[{name} a="1"]{shortcodes(one, names, leaf, level + 1)}[/{name}]' if isinstance(one, list) else leaf(one)
        for one in tree
    )


BUILDERS = {"elementor": elementor, "wpbakery": wpbakery, "divi": divi}


class Fields:
    """A post that has its fields and nothing else."""

    def __init__(self, item: ItemRecord) -> None:
        self._item = item

    def meta(self, key: str) -> str:
        return next((value for name, value in self._item.meta if name == key), "")

    def __getattr__(self, name: str) -> object:
        return getattr(NO_FACTS, name)


def shown(html: str) -> list[str]:
    """List words, addresses of links and of pictures in the order a reader meets them."""
    found: list[str] = []
    for tag, text in re.findall(r"(<[^>]*>)|([^<]+)", html):
        address = re.search(r'(?:href|src)="([^"]*)"', tag)
        found += [unescape(address[1])] if address else unescape(text).split()
    return found


def wanted(tree: Sequence[object]) -> list[str]:
    found: list[str] = []
    for leaf in leaves(tree):
        match leaf:
            case Link(words, url):
                found += [url, *words]
            case Picture(url):
                found.append(url)
            case Text(words) | Title(words):
                found += words
    return found


@pytest.mark.parametrize("builder", BUILDERS)
@given(tree=TREE.filter(lambda tree: depth_of(tree) < DEPTH))
def test_a_page_keeps_every_word_link_and_picture_in_order(builder: str, tree: list[object]) -> None:
    deep = deepened(tree, depth_of(tree))
    assert depth_of(deep) == DEPTH - 1
    item = BUILDERS[builder](deep)
    facts = Fields(item)
    reports: list[object] = []
    body = body_of(item, facts, registry.traces(), reports.append)
    parsed = parse_body(body, handlers=registry.handlers(), facts=facts, report=reports.append)
    assert reports == []
    assert shown(render_commonmark(render_markdown(parsed.document, COMMONMARK))) == wanted(deep)
    for dialect in (COMMONMARK, HUGO.dialect):
        owned: list[object] = []
        assert prove(parsed.sources, render_markdown(parsed.document, dialect, owned), owned, dialect).whole
