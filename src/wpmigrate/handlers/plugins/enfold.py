"""Enfold's Avia Layout Builder: shortcodes in a field, `_aviaLayoutBuilderCleanData`, where the builder is active.

Checked against stored pages and element references in public repositories (`av_toggle_container`, `av_heading`, `av_iconlist`,
`av_image`); a link is `manually,https://…` or `page,12`.
"""

import re

from wpmigrate.content.packs import (
    counted,
    figure_html,
    gallery,
    heading_html,
    image_html,
    link_html,
    made_at_view,
    media,
    nothing,
    paragraph_html,
    person,
    quoted,
    said,
    shows,
    table_of,
    titled,
    toggle,
    unwrapped,
)
from wpmigrate.contract import Context, Facts, Noise, Plugin, Shortcode


def _body(value: str, _: str, facts: Facts) -> str | None:
    return value if facts.meta("_aviaLayoutBuilder_active") == "active" and value.strip() else None


def _address(value: str, context: Context) -> str:
    kind, comma, rest = value.partition(",")
    if kind == "manually":
        return rest
    if comma and rest.isdecimal() and len(rest) < 12:
        found = context.reference("post" if kind in ("page", "post", "portfolio", "product") else kind, int(rest))
        return found.url if found else ""
    return value if value.startswith(("http", "/", "#", "mailto:")) else ""


def _heading(shortcode: Shortcode, _: Context) -> str:
    title = heading_html(said(shortcode.attributes, ("heading",)), said(shortcode.attributes, ("tag",)) or 3)
    return f"{title}\n\n{shortcode.inner or ''}"


def _image(shortcode: Shortcode, context: Context) -> str:
    attributes = shortcode.attributes
    href = _address(said(attributes, ("link",)), context)
    shown = image_html(said(attributes, ("attachment", "src")), context, said(attributes, ("alt", "title")), href)
    caption = (shortcode.inner or "").strip()
    return figure_html(shown, caption) if shown else caption


def _slide(shortcode: Shortcode, context: Context) -> str:
    attributes = shortcode.attributes
    shown = paragraph_html(image_html(said(attributes, ("id", "attachment", "src")), context))
    return f"{shown}{heading_html(said(attributes, ('title',)))}\n\n{shortcode.inner or ''}"


def _button(shortcode: Shortcode, context: Context) -> str:
    return link_html(said(shortcode.attributes, ("label",)), _address(said(shortcode.attributes, ("link",)), context))


def _promotion(shortcode: Shortcode, context: Context) -> str:
    pressed = paragraph_html(_button(shortcode, context)) if shortcode.attributes.get("label") else ""
    return f"{shortcode.inner or ''}\n\n{pressed}"


def _titled(shortcode: Shortcode, context: Context) -> str:
    title = link_html(said(shortcode.attributes, ("title",)), _address(said(shortcode.attributes, ("link",)), context))
    return f"{heading_html(title, said(shortcode.attributes, ('heading_tag',)) or 3)}\n\n{shortcode.inner or ''}"


def _place(shortcode: Shortcode, _: Context) -> str:
    names = ("address", "postcode", "city", "state", "country")
    return f"{paragraph_html(', '.join(filter(None, (said(shortcode.attributes, (name,)) for name in names))))}\n\n{shortcode.inner or ''}"


def _number(shortcode: Shortcode, _: Context) -> str:
    number = said(shortcode.attributes, ("number",))
    return f"{paragraph_html(f'<strong>{number}</strong>' if number else '')}\n\n{shortcode.inner or ''}"


def _table(shortcode: Shortcode, _: Context) -> str:
    cells = _CELL.sub(lambda found: f"<{found[1]}{_TAGS[found[2]]}>", shortcode.inner or "")
    return f"<table>{' '.join(cells.split())}</table>"


_CELL = re.compile(r"\[(/?)av_(row|cell)(?:\s[^\]]*)?\]")
_TAGS = {"row": "tr", "cell": "td"}
_COLUMNS = "one_full one_half one_third two_third one_fourth three_fourth one_fifth two_fifth three_fifth four_fifth"
BODIES = {"_aviaLayoutBuilderCleanData": _body}
SHORTCODES = {
    **table_of(unwrapped, " ".join(f"av_{name} av_cell_{name}" for name in _COLUMNS.split())),
    **table_of(
        unwrapped,
        "av_section av_layout_row av_textblock av_toggle_container av_tab_container av_tab_section av_iconlist av_slideshow"
        " av_slideshow_full av_fullscreen av_testimonials av_progress av_codeblock av_submenu av_submenu_item"
        " av_content_slider av_google_map av_magazine av_catalogue av_icongrid av_partner av_feature_image_slider av_timeline"
        " av_buttonrow",
    ),
    "av_toggle": toggle(("title",)),
    **table_of(
        titled(("title",)),
        "av_tab av_tab_sub_section av_notification av_content_slide av_timeline_item av_catalogue_item",
    ),
    "av_heading": shows(_heading),
    "av_image": shows(_image),
    **table_of(shows(_slide), "av_slide av_slide_full av_fullscreen_slide av_partner_logo"),
    **table_of(
        shows(lambda one, context: paragraph_html(_button(one, context))), "av_button av_button_big av_buttonrow_item"
    ),
    "av_promobox": shows(_promotion),
    **table_of(shows(_titled), "av_icon_box av_iconlist_item av_icongrid_item"),
    **table_of(gallery(("ids",)), "av_gallery av_horizontal_gallery av_masonry_gallery"),
    "av_video": media(("src",)),
    "av_audio": media(("src",)),
    "av_testimonial_single": quoted(("name",), ("subtitle",)),
    "av_team_member": person(("name",), ("job",)),
    "av_progress_bar": counted(("title",), ("progress",), "%"),
    "av_animated_numbers": shows(_number),
    "av_table": shows(_table),
    "av_gmap_location": shows(_place),
    **table_of(
        nothing,
        "av_hr av_font_icon av_social_share av_sidebar_spacer av_countdown av_comments_list av_headline_rotator",
    ),
    **table_of(
        made_at_view("a list of posts"),
        "av_blog av_portfolio av_postslider av_masonry_entries av_productslider av_productgrid",
    ),
    **table_of(
        made_at_view("a part of the page that the theme makes"),
        "av_sidebar av_search av_post_metadata",
    ),
}
NOISE = Noise(
    keys=(
        "_avia_builder_shortcode_tree",
        "_av_el_mgr_version",
        "_avia_sc_parser_state",
        "_av_alb_posts_elements_state",
    ),
    prefixes=("_aviaLayoutBuilder", "_avia_", "_av_", "_alb_"),
)
PLUGIN = Plugin(
    name="Enfold (Avia Layout Builder)",
    group="Page builders",
    kept="the body of the builder's field: text, headings, pictures, galleries, films, buttons, toggles, tabs, lists, in order",
    left="lists of posts, forms and sidebars (reported), icons, lines, styles",
    fixture="plugins/enfold.md",
)
