"""Divi Builder (Elegant Themes, versions 3 and 4): sections, rows, columns and modules as shortcodes in the body.

Checked against stored pages in public repositories (subsurface's Spanish manual, Divi 4.27 fixtures with `_builder_version`)
and converters' module lists (`et_pb_fullwidth_header`, `et_pb_counters`, `et_pb_pricing_table` …).
"""

import re
from collections.abc import Sequence

from wpmigrate.content import built, packs
from wpmigrate.contract import Context, Facts, Node, Noise, Plugin, Shortcode

_DYNAMIC = re.compile(r"(?<==[\"'])()@ET-DC@[\w+/=-]*@|@ET-DC@[\w+/=-]*@")
_BREAK = "<!-- [et_pb_line_break_holder] -->"


def _body(_: str, content: str, __: Facts) -> str | None:
    """Take the values out that the builder looks up at view time; a block in their place makes the run report each kind."""
    if "@ET-DC@" not in content:
        return None
    return _DYNAMIC.sub(lambda found: "" if found[1] else built.part("divi", "dynamic-content"), content)


def _wrapper(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
    """Show what stands in a wrapper; a global one stands in the library."""
    number = shortcode.attributes.get("global_module", "")
    if (shortcode.inner or "").strip() or not number.isdecimal():
        return packs.unwrapped(shortcode, context)
    return packs.of_the_library(shortcode.name, number, context)


def _code(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
    return context.blocks((shortcode.inner or "").replace(_BREAK, "\n"))


def _blurb(shortcode: Shortcode, context: Context) -> str:
    attributes = shortcode.attributes
    url = packs.said(attributes, ("url",))
    title = packs.heading_html(
        packs.link_html(packs.said(attributes, ("title",)), url), packs.said(attributes, ("header_level",)) or 4
    )
    shown = packs.image_html(packs.said(attributes, ("image",)), context, packs.said(attributes, ("alt",)), url)
    return f"{packs.paragraph_html(shown)}{title}\n\n{shortcode.inner or ''}"


def _banner(shortcode: Shortcode, context: Context) -> str:
    """Show a header, a slide or a call to action: title, text, and up to two buttons."""
    attributes = shortcode.attributes
    title = packs.heading_html(packs.said(attributes, ("title", "heading")))
    below = packs.paragraph_html(packs.said(attributes, ("subhead", "subtitle")))
    behind = ("background_image",) if shortcode.name == "et_pb_slide" else ()
    image = packs.said(attributes, ("image", "header_image_url", "logo_image_url", *behind))
    shown = packs.paragraph_html(
        packs.image_html(image, context, packs.said(attributes, ("image_alt", "alt", "image_alt_text")))
    )
    film = packs.media_html(packs.said(attributes, ("video_url",)))
    pressed = "".join(
        packs.paragraph_html(packs.link_html(packs.said(attributes, (text,)), packs.said(attributes, (url,))))
        for text, url in (("button_text", "button_url"), ("button_text", "button_link"), ("button_one_text", "button_one_url"),
                          ("button_two_text", "button_two_url"))
        if attributes.get(text) and (attributes.get(url) or (url == "button_url" and not attributes.get("button_link")))
    )  # fmt: skip
    return f"{shown}{film}{title}{below}\n\n{shortcode.inner or ''}\n\n{pressed}"


def _film(shortcode: Shortcode, _: Context) -> str:
    return packs.media_html(packs.said(shortcode.attributes, ("src", "src_webm")))


def _recording(shortcode: Shortcode, _: Context) -> str:
    words = packs.paragraph_html(
        packs.said(shortcode.attributes, ("title",)), packs.said(shortcode.attributes, ("artist_name", "album_name"))
    )
    return f"{words}\n\n{packs.media_html(packs.said(shortcode.attributes, ('audio',)))}"


def _price(shortcode: Shortcode, _: Context) -> str:
    attributes = shortcode.attributes
    price = "".join(packs.said(attributes, (name,)) for name in ("currency", "sum"))
    lines = [line.strip() for line in (shortcode.inner or "").replace("<p>", "\n").replace("</p>", "\n").split("\n")]
    items = "".join(
        f"<li>{'<s>' + line[1:].strip() + '</s>' if line.startswith('-') else line.lstrip('+').strip()}</li>"
        for line in lines
        if line
    )
    return (
        packs.heading_html(packs.said(attributes, ("title",)), 3)
        + packs.paragraph_html(packs.said(attributes, ("subtitle",)))
        + packs.paragraph_html(price, f"/ {attributes['per']}" if attributes.get("per") else "")
        + (f"<ul>{items}</ul>" if items else "")
        + packs.paragraph_html(
            packs.link_html(packs.said(attributes, ("button_text",)), packs.said(attributes, ("button_url",)))
        )
    )


def _network(shortcode: Shortcode, _: Context) -> str:
    name = (shortcode.inner or "").strip() or packs.said(shortcode.attributes, ("social_network",)).title()
    return packs.paragraph_html(packs.link_html(name, packs.said(shortcode.attributes, ("url",))))


def _pin(shortcode: Shortcode, _: Context) -> str:
    attributes = shortcode.attributes
    place = packs.said(attributes, ("pin_address", "address"))
    return f"{packs.paragraph_html(packs.said(attributes, ('title',)), place)}\n\n{shortcode.inner or ''}"


def _toggle(shortcode: Shortcode, _: Context) -> str:
    return packs.details_html(packs.said(shortcode.attributes, ("title",)), shortcode.inner or "")


PARTS = ("et_pb_layout",)
BODIES = {"_et_pb_use_builder": _body}
SHORTCODES = {
    **packs.table_of(
        _wrapper,
        "et_pb_section et_pb_row et_pb_column et_pb_row_inner et_pb_column_inner et_pb_text et_pb_accordion et_pb_tabs"
        " et_pb_counters et_pb_pricing_tables et_pb_slider et_pb_fullwidth_slider et_pb_video_slider et_pb_social_media_follow"
        " et_pb_post_content et_pb_specialty_column",
    ),
    "et_pb_icon_list": packs.listed("et_pb_icon_list_item"),
    **packs.table_of(_code, "et_pb_code et_pb_fullwidth_code"),
    **packs.table_of(packs.shows(_toggle), "et_pb_accordion_item et_pb_toggle"),
    "et_pb_tab": packs.titled(("title",)),
    "et_pb_heading": packs.heading(("title",), ("title_level",)),
    **packs.table_of(packs.picture(("src",), ("alt", "title_text"), ("url",)), "et_pb_image et_pb_fullwidth_image"),
    "et_pb_button": packs.button(("button_text",), ("button_url",), alone=True),
    "et_pb_blurb": packs.shows(_blurb),
    **packs.table_of(packs.shows(_banner), "et_pb_cta et_pb_slide et_pb_fullwidth_header"),
    **packs.table_of(packs.shows(_film), "et_pb_video et_pb_video_slider_item"),
    "et_pb_audio": packs.shows(_recording),
    "et_pb_testimonial": packs.quoted(("author",), ("job_title", "position"), ("url",), ("company_name",)),
    "et_pb_team_member": packs.person(("name",), ("position",)),
    "et_pb_counter": packs.counted(("content", "title"), ("percent",), "%"),
    **packs.table_of(packs.counted(("title",), ("number",)), "et_pb_number_counter et_pb_circle_counter"),
    "et_pb_pricing_table": packs.shows(_price),
    "et_pb_gallery": packs.gallery(("gallery_ids",)),
    "et_pb_social_media_follow_network": packs.shows(_network),
    "et_pb_countdown_timer": packs.titled(("title",)),
    **packs.table_of(packs.shows(_pin), "et_pb_map_pin et_pb_map et_pb_fullwidth_map"),
    **packs.table_of(
        packs.nothing,
        "et_pb_divider et_pb_space et_pb_post_title et_pb_fullwidth_post_title et_pb_icon et_pb_lottie",
    ),
    **packs.table_of(packs.form, "et_pb_contact_form et_pb_signup"),
    **packs.table_of(packs.nothing, "et_pb_contact_field et_pb_signup_custom_field"),
    **packs.table_of(
        packs.made_at_view("a list of posts"),
        "et_pb_blog et_pb_portfolio et_pb_filterable_portfolio et_pb_fullwidth_portfolio et_pb_post_slider"
        " et_pb_fullwidth_post_slider et_pb_post_nav",
    ),
    **packs.table_of(
        packs.made_at_view("a part of the page that the theme makes"),
        "et_pb_sidebar et_pb_comments et_pb_login et_pb_search et_pb_menu et_pb_fullwidth_menu et_pb_shop",
    ),
}
NOISE = Noise(
    prefixes=(
        "_et_pb_",
        "_et_builder_",
        "et_enqueued_post_fonts",
        "_et_post_",
        "_et_dynamic_cached",
        "_divi_",
        "_global_colors_info",
    ),
    types=(
        "et_template",
        "et_theme_builder",
        "et_header_layout",
        "et_body_layout",
        "et_footer_layout",
        "et_code_snippet",
    ),
)
PLUGIN = Plugin(
    name="Divi",
    group="Page builders",
    kept="text, headings, pictures, galleries, films, buttons, blurbs, slides, accordions, tabs, prices, counters, code, library"
    " parts, in order; sections, rows and columns unwrapped",
    left="lists of posts, menus, forms (reported), maps, icons, dynamic values, styles",
    fixture="plugins/divi.md",
)
