"""Beaver Builder: serialized nodes in `_fl_builder_data`, where `_fl_builder_enabled` is set; a flat map, linked by parents.

Checked against descriptions of the node map and readers of such exports in public repositories (WxrReader of a converter;
`_fl_builder_data` as `stdClass` nodes with node, type, parent, position, settings) and beaver-builder-lite's modules.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from wpmigrate.content import built
from wpmigrate.content.built import Settings, address, block_words, button, image, pictures, rows, words
from wpmigrate.content.packs import details_html, heading_html, link_html, media_html, paragraph_html, quote_html
from wpmigrate.contract import Block, Context, Facts, Noise, Plugin
from wpmigrate.wxr.php import decode

_DEEPEST = 60


def _body(value: str, _: str, facts: Facts) -> str | None:
    nodes, whole = decode(value)
    if facts.meta("_fl_builder_enabled") in ("", "0"):
        return None
    if not whole:
        raise ValueError("the page of Beaver Builder cannot be read")
    if not isinstance(nodes, Mapping):
        return None
    children: dict[str, list[Mapping[str, Any]]] = {}
    for node in nodes.values():
        if isinstance(node, Mapping):
            children.setdefault(str(node.get("parent") or ""), []).append(node)
    return built.page("beaver-builder", _below("", children, facts, 0)) if children else None


def _below(parent: str, children: Mapping[str, Sequence[Mapping[str, Any]]], facts: Facts, depth: int) -> str:
    if depth > _DEEPEST:
        return ""
    ordered = sorted(children.get(parent, ()), key=lambda node: _position(node.get("position")))
    return "\n".join(filter(None, (_node(node, children, facts, depth) for node in ordered)))


def _position(value: Any) -> int:
    text = str(value or 0)
    return int(text) if text.isdecimal() and len(text) < 12 else 0


def _node(
    node: Mapping[str, Any], children: Mapping[str, Sequence[Mapping[str, Any]]], facts: Facts, depth: int
) -> str:
    inner = _below(str(node.get("node") or "-"), children, facts, depth + 1)
    if node.get("type") != "module":
        return inner
    settings = node.get("settings")
    settings = settings if isinstance(settings, Mapping) else {}
    name = words(settings, "type")
    known = _MODULES.get(name)
    if known is not None:
        return known(settings, facts) + inner
    own = "" if name in _AT_VIEW_TIME else built.guessed(settings, facts)
    return built.part("beaver-builder", name, own) + inner


def _picture(settings: Settings, facts: Facts) -> str:
    href = address(settings, "link_url") if settings.get("link_type") == "url" else ""
    caption = words(settings, "caption") if settings.get("show_caption") not in ("", "0", None) else ""
    value = {"id": settings.get("photo"), "url": words(settings, "photo_src", "photo_url")}
    return image(value, facts, words(settings, "alt"), href, caption)


def _call(settings: Settings, facts: Facts) -> str:
    url = address(settings, "link", "btn_link")
    shown = image({"id": settings.get("photo"), "url": words(settings, "photo_src")}, facts)
    title = heading_html(words(settings, "title"), words(settings, "title_tag") or "h3")
    pressed = button(words(settings, "btn_text", "cta_text"), url) if url else ""
    return f"{shown}{title}{block_words(words(settings, 'text'))}{pressed}"


def _opening(settings: Settings, _: Facts) -> str:
    return "\n".join(
        details_html(words(one, "label"), block_words(words(one, "content"))) for one in rows(settings, "items")
    )


def _tabs(settings: Settings, _: Facts) -> str:
    return "\n".join(
        heading_html(words(one, "label"), 3) + block_words(words(one, "content")) for one in rows(settings, "items")
    )


def _film(settings: Settings, facts: Facts) -> str:
    told = words(settings, "embed_code")
    medium = (
        facts.attachment(_position(settings.get("video"))) if settings.get("video_type") == "media_library" else None
    )
    return media_html(medium.url if medium else told)


def _number(settings: Settings, _: Facts) -> str:
    number = "".join((words(settings, "number_prefix"), words(settings, "number"), words(settings, "number_suffix")))
    return paragraph_html(
        words(settings, "before_number_text"), f"<strong>{number}</strong>", words(settings, "after_number_text")
    )


def _prices(settings: Settings, _: Facts) -> str:
    out = []
    for one in rows(settings, "pricing_columns"):
        features = one.get("features")
        listed = built.listed([str(feature) for feature in features]) if isinstance(features, list) else ""
        price = paragraph_html(words(one, "price"), words(one, "duration"))
        out.append(
            f"{heading_html(words(one, 'title'), 3)}{price}{listed}{button(words(one, 'button_text'), address(one, 'button_url'))}"
        )
    return "".join(out)


def _slides(settings: Settings, facts: Facts) -> str:
    return "".join(
        image({"id": one.get("bg_photo"), "url": words(one, "bg_photo_src")}, facts)
        + image({"id": one.get("fg_photo"), "url": words(one, "fg_photo_src")}, facts)
        + heading_html(words(one, "title"))
        + block_words(words(one, "text"))
        + (button(words(one, "cta_text"), address(one, "link")) if words(one, "cta_text") else "")
        for one in rows(settings, "slides")
    )


_MODULES: Mapping[str, Callable[[Settings, Facts], str]] = {
    "rich-text": lambda settings, _: block_words(words(settings, "text")),
    "html": lambda settings, _: words(settings, "html"),
    "heading": lambda settings, _: heading_html(
        link_html(words(settings, "heading"), address(settings, "link")), words(settings, "tag") or "h2"
    ),
    "photo": _picture,
    "button": lambda settings, _: button(words(settings, "text"), address(settings, "link")),
    "button-group": lambda settings, _: "".join(
        button(words(one, "text"), address(one, "link")) for one in rows(settings, "items")
    ),
    "callout": _call,
    "cta": _call,
    "accordion": _opening,
    "tabs": _tabs,
    "gallery": lambda settings, facts: pictures(settings.get("photos"), facts),
    "slideshow": lambda settings, facts: pictures(settings.get("photos"), facts),
    "video": _film,
    "audio": lambda settings, _: media_html(address(settings, "link")),
    "numbers": _number,
    "testimonials": lambda settings, _: (
        heading_html(words(settings, "heading"), 3)
        + "".join(quote_html(words(one, "testimonial")) for one in rows(settings, "testimonials"))
    ),
    "pricing-table": _prices,
    "content-slider": _slides,
    "list": lambda settings, _: built.listed(
        [
            "\n\n".join(filter(None, (words(one, "heading"), words(one, "content"))))
            for one in rows(settings, "list_items")
        ]
    ),
    "icon": lambda settings, _: paragraph_html(link_html(words(settings, "text"), address(settings, "link"))),
    "map": lambda settings, _: paragraph_html(words(settings, "address")),
    **dict.fromkeys(
        ("contact-form", "subscribe-form"), lambda settings, _: built.form("beaver-form", words(settings, "title"))
    ),
    **dict.fromkeys(("separator", "spacer", "icon-group"), lambda _, __: ""),
}
_AT_VIEW_TIME = frozenset(
    ("post-grid", "post-slider", "post-carousel", "menu", "sidebar", "widget", "login-form",
     "countdown", "search", "reviews")
)  # fmt: skip


def _whole(block: Block, _: Context) -> str:
    return block.html


BODIES = {"_fl_builder_data": _body}
BLOCKS = {"beaver-builder/page": _whole}
NOISE = Noise(prefixes=("_fl_builder_", "_fl_theme_"), types=("fl-theme-layout",))
PLUGIN = Plugin(
    name="Beaver Builder",
    group="Page builders",
    kept="rows, columns and 21 modules in order: text, headings, photos, galleries, films, buttons, accordions, tabs, prices, slides,"
    " quotations; other modules by their words and pictures (reported)",
    left="lists of posts, menus, forms (reported), icons, lines, styles",
    fixture="plugins/beaver-builder.md",
)
