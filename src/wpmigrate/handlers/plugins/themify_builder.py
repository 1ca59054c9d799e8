"""Themify Builder: rows, columns and modules as JSON in `_themify_builder_settings_json`, shown below the body.

Checked against demo pages of Themify themes in public repositories (`cols`, `modules`, `mod_name`, `mod_settings`,
`content_text`) and its data manager class.
"""

from collections.abc import Callable, Mapping
from typing import Any

from wpmigrate.content import built
from wpmigrate.content.autop import autop
from wpmigrate.content.built import Settings, address, block_words, button, image, rows, words
from wpmigrate.content.packs import details_html, heading_html, link_html, media_html, paragraph_html, quote_html
from wpmigrate.contract import Block, Context, Facts, Plugin

_DEEPEST = 20


def _body(value: str, content: str, facts: Facts) -> str | None:
    told = built.as_json(value)
    found = list(told.values()) if isinstance(told, Mapping) else told
    if not isinstance(found, list):
        return None
    inner = _rows(found, facts, 0)
    above = content if "<!-- wp:" in content else autop(content)
    return f"{above}\n\n{built.page('themify', inner)}" if inner.strip() else None


def _rows(found: Any, facts: Facts, depth: int) -> str:
    if not isinstance(found, list) or depth > _DEEPEST:
        return ""
    out: list[str] = []
    for row in found:
        for column in rows(row, "cols") if isinstance(row, Mapping) else ():
            modules = rows(column, "modules")
            out += [_rows([one], facts, depth + 1) if one.get("cols") else _module(one, facts) for one in modules]
    return "\n".join(filter(None, out))


def _module(module: Settings, facts: Facts) -> str:
    settings = module.get("mod_settings")
    told = settings if isinstance(settings, Mapping) else {}
    name = str(module.get("mod_name", ""))
    known = _MODULES.get(name)
    if known is not None:
        return heading_html(words(told, f"mod_title_{name.replace('-', '_')}"), 3) + known(told, facts)
    return built.part("themify", name, "" if name in _AT_VIEW_TIME else built.guessed(told, facts))


def _picture(settings: Settings, facts: Facts) -> str:
    shown = image(words(settings, "url_image"), facts, words(settings, "alt_image"), address(settings, "link_image"))
    return shown + heading_html(words(settings, "title_image"), 3) + block_words(words(settings, "caption_image"))


def _call(settings: Settings, _: Facts) -> str:
    pressed = button(words(settings, "action_btn_text_callout"), address(settings, "action_btn_link_callout"))
    return heading_html(words(settings, "heading_callout"), 3) + block_words(words(settings, "text_callout")) + pressed


def _feature(settings: Settings, _: Facts) -> str:
    title = link_html(words(settings, "title_feature"), address(settings, "link_feature"))
    return heading_html(title, 3) + block_words(words(settings, "content_feature"))


_MODULES: Mapping[str, Callable[[Settings, Facts], str]] = {
    "text": lambda settings, _: block_words(words(settings, "content_text")),
    "plain-text": lambda settings, _: words(settings, "plain_text"),
    "box": lambda settings, _: block_words(words(settings, "content_box")),
    "image": _picture,
    "fancy-heading": lambda settings, _: (
        heading_html(words(settings, "heading"), words(settings, "heading_tag") or "h1")
        + paragraph_html(words(settings, "sub_heading"))
    ),
    "buttons": lambda settings, _: "".join(
        button(words(one, "label"), address(one, "link")) for one in rows(settings, "content_button")
    ),
    "icon": lambda settings, _: built.listed(
        [
            link_html(words(one, "label"), address(one, "link"))
            for one in rows(settings, "content_icon")
            if words(one, "label")
        ]
    ),
    "accordion": lambda settings, _: "\n".join(
        details_html(words(one, "title_accordion"), block_words(words(one, "text_accordion")))
        for one in rows(settings, "content_accordion")
    ),
    "tab": lambda settings, _: "\n".join(
        heading_html(words(one, "title_tab"), 3) + block_words(words(one, "text_tab"))
        for one in rows(settings, "tab_content_tab")
    ),
    "video": lambda settings, _: media_html(address(settings, "url_video")),
    "gallery": lambda settings, _: words(settings, "shortcode_gallery"),
    "callout": _call,
    "feature": _feature,
    "testimonial": lambda settings, _: quote_html(
        words(settings, "content_testimonial"), words(settings, "person_name_testimonial")
    ),
    "testimonial-slider": lambda settings, _: "".join(
        quote_html(words(one, "content_testimonial"), words(one, "person_name_testimonial"))
        for one in rows(settings, "tab_content_testimonial")
    ),
    "map": lambda settings, _: paragraph_html(words(settings, "address_map")),
    "divider": lambda _, __: "",
}
_AT_VIEW_TIME = frozenset(
    ("post", "portfolio", "menu", "widget", "widgetized", "layout-part", "slider", "login", "page-break")
)


def _whole(block: Block, _: Context) -> str:
    return block.html


BODIES = {"_themify_builder_settings_json": _body}
BLOCKS = {"themify/page": _whole}
PLUGIN = Plugin(
    name="Themify Builder",
    group="Page builders",
    kept="rows, columns and 17 modules in order, below the body; other modules by their words and pictures (reported)",
    left="lists of posts, menus, sliders (reported), icons, styles",
    fixture="plugins/themify-builder.md",
)
