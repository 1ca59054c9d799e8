"""Page Builder by SiteOrigin: widgets in order in the serialized field `panels_data`.

Checked against stored `panels_data` in public repositories (`SiteOrigin_Widget_Editor_Widget` with text and panels_info,
`WP_Widget_Black_Studio_TinyMCE`) and siteorigin-panels' default widgets.
"""

from collections.abc import Callable, Mapping
from typing import Any

from wpmigrate.content import built
from wpmigrate.content.built import Settings, address, block_words, button, image, pictures, rows, words
from wpmigrate.content.packs import details_html, heading_html, link_html, media_html, paragraph_html, quote_html
from wpmigrate.contract import Block, Context, Facts, Noise, Plugin
from wpmigrate.wxr.php import decode

_DEEPEST = 20


def _body(value: str, _: str, facts: Facts) -> str | None:
    told, whole = decode(value)
    if not whole:
        raise ValueError("the page of SiteOrigin cannot be read")
    if not isinstance(told, Mapping) or not rows(told, "widgets"):
        return None
    return built.page("siteorigin", _widgets(told, facts, 0))


def _widgets(told: Mapping[str, Any], facts: Facts, depth: int) -> str:
    if depth > _DEEPEST:
        return ""
    return "\n".join(filter(None, (_widget(one, facts, depth) for one in rows(told, "widgets"))))


def _widget(settings: Settings, facts: Facts, depth: int) -> str:
    info = settings.get("panels_info") or settings.get("info")
    name = str(info.get("class", "")) if isinstance(info, Mapping) else ""
    short = name.rpartition("\\")[2]
    inner = settings.get("panels_data")
    if isinstance(inner, Mapping):
        return heading_html(words(settings, "title"), 3) + _widgets(inner, facts, depth + 1)
    known = _WIDGETS.get(short)
    if known is not None:
        return known(settings, facts)
    own = "" if short in _AT_VIEW_TIME else built.guessed(settings, facts)
    return built.part("siteorigin", short, own)


def _text(settings: Settings, _: Facts) -> str:
    text = words(settings, "text", "content")
    plain = settings.get("autop") or settings.get("filter") or "<p" not in text
    return heading_html(words(settings, "title"), 3) + (_paragraphs(text) if plain else text)


def _paragraphs(text: str) -> str:
    """Give plain text paragraphs at its empty lines; HTML has its own."""
    parts = [part.strip() for part in text.replace("\r", "").split("\n\n")]
    return "\n\n".join(block_words(part) for part in parts if part)


def _picture(settings: Settings, facts: Facts) -> str:
    value = {
        "id": settings.get("image") or settings.get("attachment_id"),
        "url": words(settings, "image_fallback", "url"),
    }
    if settings.get("image"):
        value["url"] = words(settings, "image_fallback")
    href = address(settings, "link_url", "url") if settings.get("image") else address(settings, "link_url")
    titled = words(settings, "title_position") in ("above", "below")
    above = paragraph_html(words(settings, "title")) if titled else ""
    shown = image(value, facts, words(settings, "alt"), href, words(settings, "caption"))
    return above + shown if words(settings, "title_position") == "above" else shown + above


def _headline(settings: Settings, _: Facts) -> str:
    out = ""
    for name, level in (("headline", "h1"), ("sub_headline", "h3")):
        told = settings.get(name)
        if isinstance(told, Mapping):
            title = words(told, "text")
            shown = link_html(title, address(told, "destination_url")) if title else ""
            out += heading_html(shown, words(told, "tag") or level)
        elif isinstance(told, str):
            out += heading_html(told, level)
    return out


def _features(settings: Settings, facts: Facts) -> str:
    return "".join(
        image({"id": one.get("icon_image")}, facts)
        + heading_html(words(one, "title"), 3)
        + block_words(words(one, "text"))
        + (button(words(one, "more_text"), address(one, "more_url")) if words(one, "more_text") else "")
        for one in rows(settings, "features")
    )


def _call(settings: Settings, _: Facts) -> str:
    told = settings.get("button")
    pressed = _pressed(told)
    return f"{heading_html(words(settings, 'title'))}{paragraph_html(words(settings, 'sub_title'))}{pressed}"


def _film(settings: Settings, _: Facts) -> str:
    told = settings.get("video")
    found = told if isinstance(told, Mapping) else settings
    return heading_html(words(settings, "title"), 3) + media_html(
        address(found, "external_video", "url", "embed_video")
    )


def _slides(settings: Settings, facts: Facts) -> str:
    out = ""
    for one in rows(settings, "frames"):
        background = one.get("background")
        number = background.get("image") if isinstance(background, Mapping) else one.get("background_image")
        href = address(background, "url") if isinstance(background, Mapping) else address(one, "url")
        pressed = "".join(_pressed(told.get("button")) for told in rows(one, "buttons"))
        content = block_words(words(one, "content"))
        words_and = content.replace("[buttons]", pressed) if "[buttons]" in content else content + pressed
        out += image({"id": number}, facts, "", href) + words_and
    return out


def _pressed(told: object) -> str:
    return button(words(told, "text"), address(told, "url")) if isinstance(told, Mapping) else ""


def _quotes(settings: Settings, facts: Facts) -> str:
    return heading_html(words(settings, "title"), 3) + "".join(
        image({"id": one.get("image")}, facts)
        + quote_html(
            words(one, "text"),
            link_html(words(one, "name"), address(one, "url", "link_url")) if words(one, "name") else "",
            words(one, "location", "location_name"),
        )
        for one in rows(settings, "testimonials")
    )


def _networks(settings: Settings, _: Facts) -> str:
    return built.listed(
        [
            link_html(words(one, "icon_title") or words(one, "name").capitalize(), address(one, "url"))
            for one in rows(settings, "networks")
        ]
    )


def _panels(names: tuple[str, ...], make: Callable[[str, str], str]) -> Callable[[Settings, Facts], str]:
    def show(settings: Settings, _: Facts) -> str:
        pairs = (
            (words(one, "title"), block_words(words(one, "content_text", "content"))) for one in rows(settings, *names)
        )
        return "\n".join(make(title, content) for title, content in pairs)

    return show


def _prices(settings: Settings, _: Facts) -> str:
    return heading_html(words(settings, "title"), 3) + "".join(
        heading_html(words(one, "title"), 3)
        + paragraph_html(words(one, "subtitle"))
        + paragraph_html(words(one, "price"), words(one, "per"))
        + built.listed([words(feature, "text") for feature in rows(one, "features")])
        + button(words(one, "button"), address(one, "url"))
        for one in rows(settings, "columns")
    )


_WIDGETS: Mapping[str, Callable[[Settings, Facts], str]] = {
    **dict.fromkeys(("SiteOrigin_Widget_Editor_Widget", "WP_Widget_Text", "WP_Widget_Black_Studio_TinyMCE"), _text),
    "WP_Widget_Custom_HTML": lambda settings, _: heading_html(words(settings, "title"), 3) + words(settings, "content"),
    **dict.fromkeys(
        ("SiteOrigin_Widget_Image_Widget", "WP_Widget_Media_Image", "SiteOrigin_Panels_Widgets_Image"), _picture
    ),
    "SiteOrigin_Widget_Headline_Widget": _headline,
    "SiteOrigin_Widget_Button_Widget": lambda settings, _: button(words(settings, "text"), address(settings, "url")),
    "SiteOrigin_Widget_Features_Widget": _features,
    "SiteOrigin_Widget_Cta_Widget": _call,
    "SiteOrigin_Widget_Video_Widget": _film,
    "WP_Widget_Media_Video": _film,
    "WP_Widget_Media_Audio": lambda settings, _: media_html(address(settings, "url")),
    "WP_Widget_Media_Gallery": lambda settings, facts: pictures(settings.get("ids"), facts),
    **dict.fromkeys(("SiteOrigin_Widget_Slider_Widget", "SiteOrigin_Widget_Hero_Widget"), _slides),
    "SiteOrigin_Widget_Accordion_Widget": _panels(("panels",), details_html),
    "SiteOrigin_Widget_Tabs_Widget": _panels(("tabs",), lambda title, content: heading_html(title, 3) + content),
    **dict.fromkeys(("SiteOrigin_Widget_Testimonial_Widget", "SiteOrigin_Widget_Testimonials_Widget"), _quotes),
    "SiteOrigin_Widget_SocialMediaButtons_Widget": _networks,
    "SiteOrigin_Widgets_ContactForm_Widget": lambda settings, _: built.form(
        "siteorigin-form", words(settings, "title")
    ),
    "SiteOrigin_Widget_PriceTable_Widget": _prices,
    "SiteOrigin_Widget_Simple_Masonry_Widget": lambda settings, facts: "".join(
        image({"id": one.get("image")}, facts, "", address(one, "url")) for one in rows(settings, "items")
    ),
    **dict.fromkeys(
        ("SiteOrigin_Widget_Image_Grid_Widget", "SiteOrigin_Widgets_ImageGrid_Widget"),
        lambda settings, facts: "".join(
            image({"id": one.get("image")}, facts, "", address(one, "url")) for one in rows(settings, "images")
        ),
    ),
    "SiteOrigin_Widget_GoogleMap_Widget": lambda settings, _: paragraph_html(words(settings, "map_center")),
}
_AT_VIEW_TIME = frozenset(
    ("WP_Widget_Recent_Posts", "WP_Widget_Archives", "WP_Widget_Categories", "WP_Widget_Search", "WP_Widget_Tag_Cloud",
     "WP_Nav_Menu_Widget",
     "WP_Widget_Meta", "WP_Widget_Pages", "WP_Widget_Calendar", "WP_Widget_Recent_Comments", "WP_Widget_RSS",
     "SiteOrigin_Widget_PostCarousel_Widget", "SiteOrigin_Panels_Widgets_PostLoop",
     "SiteOrigin_Widget_Blog_Widget")
)  # fmt: skip


def _whole(block: Block, _: Context) -> str:
    return block.html


BODIES = {"panels_data": _body}
BLOCKS = {"siteorigin/page": _whole}
NOISE = Noise(
    keys=("panels_data", "siteorigin_page_settings", "siteorigin_widget_instances"), prefixes=("siteorigin_premium_",)
)
PLUGIN = Plugin(
    name="SiteOrigin Page Builder",
    group="Page builders",
    kept="widgets in order: text, headlines, pictures, galleries, films, buttons, features, slides, accordions, tabs, prices,"
    " quotations, layouts in layouts; other widgets by their words and pictures (reported)",
    left="lists of posts and menus (reported), styles",
    fixture="plugins/siteorigin.md",
)
