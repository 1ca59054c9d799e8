"""Oxygen: the page is a tree in `ct_builder_json` (since version 4), and shortcodes in `ct_builder_shortcodes`.

Checked against Oxygen's own saving code and notes on its tree in public repositories (`name`, `options` with `ct_content`
and `original`, `children`; `[ct_headline ct_options='{…}']…[/ct_headline]`). Text that holds inner elements names them as
`<span id="ct-placeholder-12"></span>`.
"""

import base64
import binascii
import re
from collections.abc import Mapping, Sequence
from typing import Any

from wpmigrate.content import built
from wpmigrate.content.attributed import no_tokens
from wpmigrate.content.built import address, block_words, image, words
from wpmigrate.content.packs import details_html, heading_html, link_html, media_html, paragraph_html, table_of
from wpmigrate.contract import Block, Code, Context, Facts, Node, Noise, Plugin, Shortcode

_PLACE = re.compile(r'<span id="ct-placeholder-(\d+)"></span>')
_DEEPEST = 100
Tree = Mapping[str, Any]


def _body(value: str, _: str, facts: Facts) -> str | None:
    root = built.as_json(value)
    if not isinstance(root, Mapping) or not root.get("children"):
        return None
    return built.page("oxygen", _below(root, facts, 0))


def _old_body(value: str, _: str, facts: Facts) -> str | None:
    return value if value.strip() and not facts.meta("ct_builder_json").strip() else None


def _below(tree: Tree, facts: Facts, depth: int) -> str:
    children = tree.get("children")
    if not isinstance(children, list) or depth > _DEEPEST:
        return ""
    return "\n".join(filter(None, (_element(one, facts, depth) for one in children if isinstance(one, Mapping))))


def _element(tree: Tree, facts: Facts, depth: int) -> str:
    options = tree.get("options")
    options = options if isinstance(options, Mapping) else {}
    told = options.get("original")
    original = told if isinstance(told, Mapping) else {}
    text = words(options, "ct_content")
    children = tree.get("children")
    if text and isinstance(children, list):  # words with elements in their middle
        inner = {str(one.get("id")): _inline(one) for one in children if isinstance(one, Mapping)}
        text = _PLACE.sub(lambda found: inner.pop(found[1], ""), text)
        return _shown(str(tree.get("name", "")), text, original, facts)
    below = _below(tree, facts, depth + 1)
    if tree.get("name") == "ct_link":
        return built.linked_whole(below, address(original, "url"))
    shown = _shown(str(tree.get("name", "")), text, original, facts)
    return "\n".join(filter(None, (shown, below)))


def _inline(tree: Tree) -> str:
    options = tree.get("options")
    told = options if isinstance(options, Mapping) else {}
    original = told.get("original")
    url = address(original, "url") if isinstance(original, Mapping) else ""
    return link_html(words(told, "ct_content"), url)


def _shown(name: str, text: str, original: Mapping[str, Any], facts: Facts) -> str:
    url = address(original, "url")
    if name == "ct_headline":
        return heading_html(link_html(text, url), words(original, "tag") or "h1")
    if name in ("ct_link_text", "ct_link_button"):
        return paragraph_html(link_html(text, url))
    if name == "ct_image":
        return image(
            {"id": original.get("attachment_id"), "url": words(original, "src")}, facts, words(original, "alt")
        )
    if name == "ct_video":
        return media_html(address(original, "src", "embed_src", "video-url"))
    if name in ("ct_code_block", "ct_shortcode"):
        return _brackets(words(original, "full_shortcode")) or built.without_php(_plain(words(original, "code-php")))
    if name == "ct_link":
        return built.linked_whole(block_words(text), url)
    if name == "oxy_toggle":
        return details_html(text, "")
    if name in _AT_VIEW_TIME:
        return built.part("oxygen", name)
    return block_words(text)


def _plain(code: str) -> str:
    """Undo the base64 that the older form keeps code in."""
    try:
        return no_tokens(base64.b64decode(code, validate=True).decode("utf-8"))
    except (binascii.Error, ValueError):
        return _brackets(code)


def _brackets(text: str) -> str:
    return text.replace("_OXY_OPENING_BRACKET_", "[").replace("_OXY_CLOSING_BRACKET_", "]")


def _looked_up(shortcode: Shortcode, context: Context) -> Sequence[Node]:
    context.report(Code.SHORTCODE_DYNAMIC, f"oxygen: {shortcode.attributes.get('data', '')}")
    return ()


def _made(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
    """Show an element of the older form, whose options are JSON in an attribute."""
    options = built.as_json(no_tokens(shortcode.attributes.get("ct_options", "")))
    told = options if isinstance(options, Mapping) else {}
    original = told.get("original")
    inner = shortcode.inner or ""
    html = _shown(
        shortcode.name.rstrip("0123456789_"), inner, original if isinstance(original, Mapping) else {}, context
    )
    return context.blocks(html) if html.strip() else ()


def _whole(block: Block, _: Context) -> str:
    return block.html


_AT_VIEW_TIME = frozenset(
    "oxy_posts_grid oxy_nav_menu ct_nav_menu oxy_comments ct_sidebar oxy_login_form oxy_search_form ct_widget".split()
)
_NAMES = (
    "ct_section ct_div_block ct_new_columns ct_columns ct_column ct_headline ct_text_block ct_link ct_link_text ct_link_button ct_image"
    " ct_video ct_code_block ct_shortcode ct_span ct_ul ct_li ct_paragraph ct_inner_content ct_slider ct_slide oxy_rich_text"
    " oxy_tabs oxy_tab oxy_tabs_contents oxy_tab_content oxy_toggle ct_fancy_icon oxy_icon_box oxy_testimonial oxy_pricing_box"
)
_NESTED = "ct_section ct_div_block ct_link ct_new_columns ct_columns ct_column ct_span ct_ul ct_li oxy_tabs oxy_tab oxy_toggle"
_MOST_NESTED = 20
"""An element within one of its own kind bears the depth in its name, as shortcodes cannot hold their like."""
BODIES = {"ct_builder_json": _body, "ct_builder_shortcodes": _old_body}
BLOCKS = {"oxygen/page": _whole}
SHORTCODES = {
    **table_of(_made, _NAMES),
    **{f"{name}_{number}": _made for name in _NESTED.split() for number in range(1, _MOST_NESTED)},
    "oxygen": _looked_up,
}
NOISE = Noise(
    keys=(
        "ct_builder_json",
        "ct_builder_shortcodes",
        "ct_other_template",
        "ct_page_settings",
        "oxygen_lock_post_edit_mode",
    ),
    prefixes=("ct_template_", "ct_oxygenberg_", "_ct_"),
    types=("ct_template", "oxy_user_library"),
)
PLUGIN = Plugin(
    name="Oxygen",
    group="Page builders",
    kept="text, headings, links, pictures, films, code and shortcodes, in order",
    left="lists of posts and menus (reported), PHP, conditions, icons, styles",
    fixture="plugins/oxygen.md",
)
