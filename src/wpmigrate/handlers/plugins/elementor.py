"""Elementor: the page is JSON in `_elementor_data`, where `_elementor_edit_mode` is `builder`.

Checked against the demo exports of the corpus (142 items in 9 files: `heading`, `text-editor`, `image`, `icon-list` …) and
elementor/elementor (includes/widgets, modules/nested-accordion, modules/nested-tabs), and Pro's widgets in stored pages.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from wpmigrate.content import built
from wpmigrate.content.built import Settings, address, block_words, button, image, pictures, rows, words
from wpmigrate.content.packs import details_html, heading_html, link_html, media_html, paragraph_html, quote_html
from wpmigrate.contract import Block, Code, Context, Facts, Node, Noise, Plugin, Shortcode

Widget: TypeAlias = Callable[[Settings, Facts], str]

_DEEPEST = 100


def _body(value: str, _: str, facts: Facts) -> str | None:
    if facts.meta("_elementor_edit_mode") != "builder":
        return None
    elements = built.as_json(value)
    if not isinstance(elements, list):
        raise TypeError("the page of Elementor cannot be read")  # the run reports it, and takes the text beside it
    return built.page("elementor", _elements(elements, facts)) if elements else None


def _elements(elements: Any, facts: Facts, depth: int = 0) -> str:
    if not isinstance(elements, list) or depth > _DEEPEST:
        return ""
    return "\n".join(filter(None, (_element(one, facts, depth) for one in elements if isinstance(one, Mapping))))


def _element(element: Mapping[str, Any], facts: Facts, depth: int) -> str:
    settings = element.get("settings")
    settings = settings if isinstance(settings, Mapping) else {}
    inner = element.get("elements")
    if element.get("elType") != "widget":
        film = address(settings, "background_video_link") if settings.get("background_background") == "video" else ""
        return media_html(film) + _elements(inner, facts, depth + 1)
    name = str(element.get("widgetType", ""))
    if name == "global" and element.get("templateID"):
        return f'[elementor-template id="{element["templateID"]}"]'
    if name in _NESTED and isinstance(inner, list):
        return _nested(name, settings, inner, facts, depth)
    shown = _widget(name, settings, facts)
    return shown + (f"\n{_elements(inner, facts, depth + 1)}" if inner else "")


def _widget(name: str, settings: Settings, facts: Facts) -> str:
    known = _WIDGETS.get(name)
    if known is not None:
        return known(settings, facts)
    if name in _AT_VIEW_TIME or (name.startswith(("woocommerce-", "theme-", "wp-widget-")) and not settings.get("wp")):
        return built.part("elementor", name)
    told = settings.get("wp")
    return built.part("elementor", name, built.guessed(told if isinstance(told, Mapping) else settings, facts))


def _nested(name: str, settings: Settings, inner: Sequence[Any], facts: Facts, depth: int) -> str:
    """Write nested tabs or accordions: the titles stand in the settings, the contents among the elements, in one order."""
    titles = [words(one, "tab_title", "item_title") for one in rows(settings, "tabs", "items")]
    contents = [_element(one, facts, depth + 1) for one in inner if isinstance(one, Mapping)]
    titles += [""] * (len(contents) - len(titles))
    contents += [""] * (len(titles) - len(contents))
    pairs = zip(titles, contents, strict=True)
    if name == "nested-tabs":
        return "\n".join(heading_html(title, 3) + content for title, content in pairs)
    return "\n".join(details_html(title, content) for title, content in pairs)


# --- widgets -------------------------------------------------------------------------------------------------------


def _heading(settings: Settings, _: Facts) -> str:
    title = link_html(words(settings, "title"), address(settings, "link"))
    level = words(settings, "header_size") or "h2"
    return heading_html(title, level) if level.startswith("h") else paragraph_html(title)


def _picture(settings: Settings, facts: Facts) -> str:
    href = address(settings, "link") if settings.get("link_to") == "custom" else ""
    if settings.get("link_to") == "file":
        href = address(settings, "image")
    caption = words(settings, "caption") if settings.get("caption_source", "custom") == "custom" else ""
    if settings.get("caption_source") == "attachment":
        known = facts.attachment(int(str((settings.get("image") or {}).get("id") or 0) or 0))
        caption = known.caption if known else ""
    return image(settings.get("image"), facts, words(settings, "image_alt"), href, caption)


def _box(settings: Settings, facts: Facts) -> str:
    url = address(settings, "link")
    title = link_html(words(settings, "title_text", "title"), url)
    shown = image(settings.get("image") or settings.get("graphic_image") or settings.get("bg_image"), facts)
    pressed = button(words(settings, "button"), url) if words(settings, "button") else ""
    more = block_words(words(settings, "description_text", "description"))
    return f"{shown}{heading_html(title, words(settings, 'title_size') or 'h3')}{more}{pressed}"


def _button(settings: Settings, _: Facts) -> str:
    return button(words(settings, "text", "button_text"), address(settings, "link"))


def _video(settings: Settings, _: Facts) -> str:
    kind = words(settings, "video_type") or "youtube"
    if kind == "hosted":
        url = address(settings, "external_url") if settings.get("insert_url") else address(settings, "hosted_url")
    else:
        url = address(settings, f"{kind}_url", "link", "youtube_url", "vimeo_url")
    return media_html(url)


def _toggles(settings: Settings, _: Facts) -> str:
    pairs = ((words(one, "tab_title"), block_words(words(one, "tab_content"))) for one in rows(settings, "tabs"))
    return "\n".join(details_html(title, content) for title, content in pairs)


def _tabs(settings: Settings, _: Facts) -> str:
    pairs = ((words(one, "tab_title"), block_words(words(one, "tab_content"))) for one in rows(settings, "tabs"))
    return "\n".join(heading_html(title, 3) + content for title, content in pairs)


def _icon_list(settings: Settings, _: Facts) -> str:
    return built.listed([link_html(words(one, "text"), address(one, "link")) for one in rows(settings, "icon_list")])


def _counter(settings: Settings, _: Facts) -> str:
    number = "".join((words(settings, "prefix"), words(settings, "ending_number"), words(settings, "suffix")))
    return paragraph_html(f"<strong>{number}</strong>" if number else "", words(settings, "title"))


def _progress(settings: Settings, _: Facts) -> str:
    told = settings.get("percent")
    percent = words(told, "size") if isinstance(told, Mapping) else words(settings, "percent")
    return paragraph_html(
        words(settings, "title"), words(settings, "inner_text"), f"<strong>{percent}%</strong>" if percent else ""
    )


def _testimonial(settings: Settings, facts: Facts) -> str:
    shown = image(settings.get("testimonial_image"), facts)
    quoted = words(settings, "testimonial_content")
    return shown + quote_html(quoted, words(settings, "testimonial_name"), words(settings, "testimonial_job"))


def _reviews(settings: Settings, facts: Facts) -> str:
    return "".join(
        image(one.get("image"), facts) + quote_html(words(one, "content"), words(one, "name"), words(one, "title"))
        for one in rows(settings, "slides")
    )


def _quote(settings: Settings, _: Facts) -> str:
    return quote_html(words(settings, "blockquote_content"), words(settings, "author_name"))


def _social(settings: Settings, _: Facts) -> str:
    found = []
    for one in rows(settings, "social_icon_list"):
        icon = one.get("social_icon")
        name = words(icon, "value") if isinstance(icon, Mapping) else words(one, "social")
        shown = words(one, "text") or name.rpartition("fa-")[2].replace("-", " ").title()
        found.append(link_html(shown, address(one, "link")))
    return built.listed(found)


def _alert(settings: Settings, _: Facts) -> str:
    title = words(settings, "alert_title")
    return paragraph_html(f"<strong>{title}</strong>" if title else "") + block_words(
        words(settings, "alert_description")
    )


def _code(settings: Settings, _: Facts) -> str:
    return built.code(words(settings, "code"), words(settings, "language"))


def _flip(settings: Settings, facts: Facts) -> str:
    front = heading_html(words(settings, "title_text_a"), 3) + block_words(words(settings, "description_text_a"))
    back = heading_html(words(settings, "title_text_b"), 4) + block_words(words(settings, "description_text_b"))
    return (
        image(settings.get("image"), facts)
        + front
        + back
        + button(words(settings, "button_text"), address(settings, "link"))
    )


def _price_table(settings: Settings, _: Facts) -> str:
    title = heading_html(words(settings, "heading"), 3) + paragraph_html(words(settings, "sub_heading"))
    money = {"dollar": "$", "euro": "€", "pound": "£", "won": "₩", "yen": "¥"}.get(
        words(settings, "currency_symbol"), ""
    )
    price = paragraph_html(
        f"{money or words(settings, 'currency_symbol_custom')}{words(settings, 'price')}", words(settings, "period")
    )
    features = built.listed([words(one, "item_text") for one in rows(settings, "features_list")])
    pressed = (
        button(words(settings, "button_text"), address(settings, "link")) if words(settings, "button_text") else ""
    )
    return f"{title}{price}{features}{pressed}{paragraph_html(words(settings, 'footer_additional_info'))}"


def _price_list(settings: Settings, facts: Facts) -> str:
    return "".join(
        image(one.get("image"), facts)
        + paragraph_html(
            f"<strong>{link_html(words(one, 'title'), address(one, 'link'))}</strong>", words(one, "price")
        )
        + block_words(words(one, "item_description"))
        for one in rows(settings, "price_list")
    )


def _slides(settings: Settings, facts: Facts) -> str:
    return "".join(
        image(one.get("background_image"), facts)
        + heading_html(words(one, "heading"))
        + block_words(words(one, "description"))
        + (button(words(one, "button_text"), address(one, "link")) if words(one, "button_text") else "")
        for one in rows(settings, "slides")
    )


def _headline(settings: Settings, _: Facts) -> str:
    told = (words(settings, name) for name in ("before_text", "highlighted_text", "rotating_text", "after_text"))
    return heading_html(" ".join(" ".join(filter(None, told)).split()), words(settings, "tag") or "h3")


def _galleries(settings: Settings, facts: Facts) -> str:
    several = "".join(
        heading_html(words(one, "gallery_title"), 3) + pictures(one.get("multiple_gallery"), facts)
        for one in rows(settings, "galleries")
    )
    return pictures(settings.get("gallery"), facts) or several


def _form(settings: Settings, _: Facts) -> str:
    return built.form("elementor-form", words(settings, "form_name"))


def _template(settings: Settings, _: Facts) -> str:
    number = words(settings, "template_id")
    return f'[elementor-template id="{number}"]' if number.isdecimal() else ""


def _map(settings: Settings, _: Facts) -> str:
    return paragraph_html(words(settings, "address"))


def _nothing(_: Settings, __: Facts) -> str:
    return ""


_WIDGETS: Mapping[str, Widget] = {
    "heading": _heading,
    "text-editor": lambda settings, _: block_words(words(settings, "editor")),
    "image": _picture,
    "image-box": _box,
    "icon-box": _box,
    "call-to-action": _box,
    "button": _button,
    "video": _video,
    "audio": lambda settings, _: media_html(address(settings, "link")),
    "image-gallery": lambda settings, facts: pictures(settings.get("wp_gallery"), facts),
    "image-carousel": lambda settings, facts: pictures(settings.get("carousel"), facts),
    "gallery": _galleries,
    "accordion": _toggles,
    "toggle": _toggles,
    "tabs": _tabs,
    "icon-list": _icon_list,
    "counter": _counter,
    "progress": _progress,
    "testimonial": _testimonial,
    "testimonial-carousel": _reviews,
    "reviews": _reviews,
    "blockquote": _quote,
    "social-icons": _social,
    "alert": _alert,
    "html": lambda settings, _: words(settings, "html"),
    "shortcode": lambda settings, _: words(settings, "shortcode"),
    "code-highlight": _code,
    "flip-box": _flip,
    "price-table": _price_table,
    "price-list": _price_list,
    "slides": _slides,
    "animated-headline": _headline,
    "google_maps": _map,
    "form": _form,
    "template": _template,
    "divider": lambda settings, _: (
        heading_html(words(settings, "text"), words(settings, "html_tag") or "h3")
        if settings.get("look") == "line_text"
        else ""
    ),
    **dict.fromkeys(
        ("star-rating", "rating"),
        lambda settings, _: paragraph_html(words(settings, "title")) if words(settings, "title") else "",
    ),
    **dict.fromkeys(
        (
            "spacer",
            "icon",
            "menu-anchor",
            "read-more",
            "share-buttons",
            "lottie",
            "progress-tracker",
        ),
        _nothing,
    ),
}
_NESTED = frozenset(("nested-tabs", "nested-accordion", "nested-carousel"))
_AT_VIEW_TIME = frozenset(
    (
        "posts", "portfolio", "nav-menu", "mega-menu", "login", "countdown", "sidebar", "table-of-contents", "post-comments",
        "archive-posts", "loop-grid", "loop-carousel", "search-form", "search", "author-box", "post-navigation", "post-info", "sitemap",
        "media-carousel", "facebook-page", "facebook-comments", "facebook-button", "facebook-embed", "breadcrumbs", "menu-cart",
    )
)  # fmt: skip


# --- templates that pages show --------------------------------------------------------------------------------------


def _shown_template(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
    number = shortcode.attributes.get("id", "")
    part = context.part(int(number)) if number.isdecimal() and len(number) < 12 else None
    if part is None:
        context.report(Code.PART_MISSING, f"{shortcode.name} {number}")
        return ()
    elements = built.as_json(part.field("_elementor_data"))
    html = _elements(elements, context) if isinstance(elements, list) else ""
    return context.shown(part, built.page("elementor", html) if html else part.content)


def _whole(block: Block, _: Context) -> str:
    return block.html


BODIES = {"_elementor_data": _body}
BLOCKS = {"elementor/page": _whole}
SHORTCODES = {"elementor-template": _shown_template}
PARTS = ("elementor_library",)
NOISE = Noise(
    keys=("_elementor_data", "eael_transient_elements", "_elementor_page_assets", "_eael_widget_elements"),
    prefixes=("_elementor_", "_eael_", "eael_"),
    types=("e-landing-page-template", "elementor_icons", "elementor_font", "e-floating-buttons"),
)
PLUGIN = Plugin(
    name="Elementor",
    group="Page builders",
    kept="sections, containers and 45 widgets in order: text, headings, pictures, galleries, films, buttons, lists, accordions, tabs,"
    " quotations, prices, slides, code, shortcodes, templates; other widgets by their words and pictures (reported)",
    left="lists of posts, menus, forms (reported), icons, spaces, styles, dynamic values",
    fixture="plugins/elementor.md",
)
