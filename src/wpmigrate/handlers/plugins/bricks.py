"""Bricks: a flat list of elements in `_bricks_page_content_2`, linked by `parent` and `children`; serialized, or JSON.

Checked against descriptions and tests of stored pages in public repositories (`id`, `name`, `parent`, `children`,
`settings`; `_bricks_editor_mode`).
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from wpmigrate.content import built
from wpmigrate.content.built import Settings, address, block_words, button, image, pictures, rows, words
from wpmigrate.content.packs import details_html, heading_html, link_html, media_html, paragraph_html, quote_html
from wpmigrate.contract import Block, Context, Facts, Noise, Plugin
from wpmigrate.wxr.php import decode

_DEEPEST = 100
Element = Mapping[str, Any]


_DYNAMIC = re.compile(
    r"\{(?:post|author|site|current|featured|term|archive|url|wp|query|echo|do_action|cf|acf|mb|jet|pods|ts|woo)_?[a-z0-9_]*(?::[^{}\n]*)?\}"
)
"""What the builder looks up at view time, such as `{post_title}` or `{cf_price:plain}`."""


def _body(value: str, _: str, facts: Facts) -> str | None:
    told, _whole = decode(value)
    if isinstance(told, str):
        told = built.as_json(told)
    found = list(told.values()) if isinstance(told, Mapping) else told
    elements = [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []
    if not elements or facts.meta("_bricks_editor_mode") == "wordpress":
        return None
    known = {str(one.get("id")): one for one in elements}
    roots = [one for one in elements if str(one.get("parent") or 0) not in known]
    shown = "\n".join(filter(None, (_element(one, known, facts, 0) for one in roots)))
    own, dynamic = _DYNAMIC.subn("", shown)
    return built.page("bricks", own + (built.part("bricks", "dynamic-data") if dynamic else ""))


def _element(element: Element, known: Mapping[str, Element], facts: Facts, depth: int) -> str:
    children = element.get("children")
    below = (
        [known[str(one)] for one in children if str(one) in known]
        if isinstance(children, list) and depth < _DEEPEST
        else []
    )
    inner = "\n".join(filter(None, (_element(one, known, facts, depth + 1) for one in below)))
    settings = element.get("settings")
    settings = settings if isinstance(settings, Mapping) else {}
    name = str(element.get("name", ""))
    show = _ELEMENTS.get(name)
    if show is not None:
        return "\n".join(filter(None, (show(settings, facts), inner)))
    if inner or name in _WRAPPERS:
        return built.linked_whole(inner, address(settings, "link"))
    return built.part("bricks", name, "" if name in _AT_VIEW_TIME else built.guessed(settings, facts))


def _film(settings: Settings, _: Facts) -> str:
    kind = words(settings, "videoType") or "youtube"
    pages = {"youtube": ("ytId", "https://www.youtube.com/watch?v="), "vimeo": ("vimeoId", "https://vimeo.com/")}
    if kind in pages:
        name, page = pages[kind]
        told = words(settings, name)
        return media_html(told if told.startswith("http") else f"{page}{told}") if told else ""
    return media_html(address(settings, "media", "fileUrl"))


def _gallery(settings: Settings, facts: Facts) -> str:
    items = settings.get("items")
    return pictures(items.get("images") if isinstance(items, Mapping) else items, facts)


def _listed(settings: Settings, _: Facts) -> str:
    return built.listed(
        [
            " – ".join(
                filter(
                    None,
                    (
                        link_html(words(one, "title"), address(one, "link")),
                        words(one, "meta"),
                        words(one, "description"),
                    ),
                )
            )
            for one in rows(settings, "items")
        ]
    )


def _opening(settings: Settings, _: Facts) -> str:
    return "\n".join(
        details_html(words(one, "title"), block_words(words(one, "content")))
        for one in rows(settings, "accordions", "items")
    )


def _tabs(settings: Settings, _: Facts) -> str:
    return "\n".join(
        heading_html(words(one, "title"), 3) + block_words(words(one, "content")) for one in rows(settings, "tabs")
    )


def _quotes(settings: Settings, facts: Facts) -> str:
    return "".join(
        image(one.get("image"), facts) + quote_html(words(one, "content"), words(one, "name"), words(one, "title"))
        for one in rows(settings, "items")
    )


def _number(settings: Settings, _: Facts) -> str:
    number = "".join(words(settings, name) for name in ("prefix", "countTo", "suffix"))
    return paragraph_html(f"<strong>{number}</strong>" if number else "")


def _bars(settings: Settings, _: Facts) -> str:
    return built.listed([f"{words(one, 'title')} {words(one, 'percentage')}%" for one in rows(settings, "bars")])


_ELEMENTS: Mapping[str, Callable[[Settings, Facts], str]] = {
    "heading": lambda settings, _: heading_html(
        link_html(words(settings, "text"), address(settings, "link")), words(settings, "tag") or "h3"
    ),
    "text": lambda settings, _: block_words(words(settings, "text")),
    "text-basic": lambda settings, _: paragraph_html(link_html(words(settings, "text"), address(settings, "link"))),
    "text-link": lambda settings, _: paragraph_html(link_html(words(settings, "text"), address(settings, "link"))),
    "button": lambda settings, _: button(words(settings, "text"), address(settings, "link")),
    "image": lambda settings, facts: image(
        settings.get("image"),
        facts,
        words(settings, "altText"),
        address(settings, "url"),
        words(settings, "captionCustom"),
    ),
    "image-gallery": _gallery,
    "carousel": _gallery,
    "video": _film,
    "audio": lambda settings, _: media_html(address(settings, "file", "external")),
    "list": _listed,
    "accordion": _opening,
    "tabs": _tabs,
    "icon-box": lambda settings, _: block_words(words(settings, "content")),
    "code": lambda settings, _: (
        built.without_php(words(settings, "code"))
        if settings.get("executeCode")
        else built.code(words(settings, "code"), words(settings, "language"))
    ),
    "shortcode": lambda settings, _: words(settings, "shortcode"),
    "testimonials": _quotes,
    "counter": _number,
    "progress-bar": _bars,
    "alert": lambda settings, _: block_words(words(settings, "content")),
    "social-icons": lambda settings, _: built.listed(
        [link_html(words(one, "label"), address(one, "link")) for one in rows(settings, "icons") if words(one, "label")]
    ),
    "form": lambda settings, _: built.form("bricks-form", words(settings, "fromName")),
    **dict.fromkeys(("divider", "icon", "svg", "html5"), lambda _, __: ""),
}
_WRAPPERS = frozenset(
    (
        "section",
        "container",
        "block",
        "div",
        "slider-nested",
        "tabs-nested",
        "accordion-nested",
        "dropdown",
        "offcanvas",
    )
)
_AT_VIEW_TIME = frozenset(
    ("posts", "nav-menu", "post-title", "post-content", "post-excerpt", "post-meta", "related-posts", "search", "sidebar",
     "template",
     "post-comments", "pagination", "post-navigation", "breadcrumbs", "logo", "map", "countdown", "wordpress", "instagram-feed")
)  # fmt: skip


def _whole(block: Block, _: Context) -> str:
    return block.html


BODIES = {"_bricks_page_content_2": _body}
BLOCKS = {"bricks/page": _whole}
NOISE = Noise(prefixes=("_bricks_",), types=("bricks_template", "bricks_fonts"))
PLUGIN = Plugin(
    name="Bricks",
    group="Page builders",
    kept="sections, containers and 22 elements in order: text, headings, pictures, galleries, films, buttons, lists, accordions, tabs,"
    " code;"
    " other elements by their words and pictures (reported)",
    left="lists of posts, menus, forms, templates (reported), icons, styles",
    fixture="plugins/bricks.md",
)
