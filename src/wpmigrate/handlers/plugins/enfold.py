"""Enfold's Avia Layout Builder: shortcodes in a field, `_aviaLayoutBuilderCleanData`, where the builder is active.

Checked against stored pages and element references in public repositories (`av_toggle_container`, `av_heading`, `av_iconlist`,
`av_image`); a link is `manually,https://…` or `page,12`.
"""

import re

from wpmigrate.content import packs
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
    title = packs.heading_html(
        packs.said(shortcode.attributes, ("heading",)), packs.said(shortcode.attributes, ("tag",)) or 3
    )
    return f"{title}\n\n{shortcode.inner or ''}"


def _image(shortcode: Shortcode, context: Context) -> str:
    attributes = shortcode.attributes
    href = _address(packs.said(attributes, ("link",)), context)
    shown = packs.image_html(
        packs.said(attributes, ("attachment", "src")), context, packs.said(attributes, ("alt", "title")), href
    )
    caption = (shortcode.inner or "").strip()
    return packs.figure_html(shown, caption) if shown else caption


def _slide(shortcode: Shortcode, context: Context) -> str:
    attributes = shortcode.attributes
    shown = packs.paragraph_html(packs.image_html(packs.said(attributes, ("id", "attachment", "src")), context))
    return f"{shown}{packs.heading_html(packs.said(attributes, ('title',)))}\n\n{shortcode.inner or ''}"


def _button(shortcode: Shortcode, context: Context) -> str:
    return packs.link_html(
        packs.said(shortcode.attributes, ("label",)), _address(packs.said(shortcode.attributes, ("link",)), context)
    )


def _promotion(shortcode: Shortcode, context: Context) -> str:
    pressed = packs.paragraph_html(_button(shortcode, context)) if shortcode.attributes.get("label") else ""
    return f"{shortcode.inner or ''}\n\n{pressed}"


def _titled(shortcode: Shortcode, context: Context) -> str:
    title = packs.link_html(
        packs.said(shortcode.attributes, ("title",)), _address(packs.said(shortcode.attributes, ("link",)), context)
    )
    return f"{packs.heading_html(title, packs.said(shortcode.attributes, ('heading_tag',)) or 3)}\n\n{shortcode.inner or ''}"


def _place(shortcode: Shortcode, _: Context) -> str:
    names = ("address", "postcode", "city", "state", "country")
    told = filter(None, (packs.said(shortcode.attributes, (name,)) for name in names))
    return f"{packs.paragraph_html(', '.join(told))}\n\n{shortcode.inner or ''}"


def _number(shortcode: Shortcode, _: Context) -> str:
    number = packs.said(shortcode.attributes, ("number",))
    return f"{packs.paragraph_html(f'<strong>{number}</strong>' if number else '')}\n\n{shortcode.inner or ''}"


def _table(shortcode: Shortcode, _: Context) -> str:
    cells = _CELL.sub(lambda found: f"<{found[1]}{_TAGS[found[2]]}>", shortcode.inner or "")
    return f"<table>{' '.join(cells.split())}</table>"


_CELL = re.compile(r"\[(/?)av_(row|cell)(?:\s[^\]]*)?\]")
_TAGS = {"row": "tr", "cell": "td"}
_COLUMNS = "one_full one_half one_third two_third one_fourth three_fourth one_fifth two_fifth three_fifth four_fifth"
BODIES = {"_aviaLayoutBuilderCleanData": _body}
SHORTCODES = {
    **packs.table_of(packs.unwrapped, " ".join(f"av_{name} av_cell_{name}" for name in _COLUMNS.split())),
    **packs.table_of(
        packs.unwrapped,
        "av_section av_layout_row av_textblock av_toggle_container av_tab_container av_tab_section av_iconlist av_slideshow"
        " av_slideshow_full av_fullscreen av_testimonials av_progress av_codeblock av_submenu av_submenu_item"
        " av_content_slider av_google_map av_magazine av_catalogue av_icongrid av_partner av_feature_image_slider av_timeline"
        " av_buttonrow",
    ),
    "av_toggle": packs.toggle(("title",)),
    **packs.table_of(
        packs.titled(("title",)),
        "av_tab av_tab_sub_section av_notification av_content_slide av_timeline_item av_catalogue_item",
    ),
    "av_heading": packs.shows(_heading),
    "av_image": packs.shows(_image),
    **packs.table_of(packs.shows(_slide), "av_slide av_slide_full av_fullscreen_slide av_partner_logo"),
    **packs.table_of(
        packs.shows(lambda one, context: packs.paragraph_html(_button(one, context))),
        "av_button av_button_big av_buttonrow_item",
    ),
    "av_promobox": packs.shows(_promotion),
    **packs.table_of(packs.shows(_titled), "av_icon_box av_iconlist_item av_icongrid_item"),
    **packs.table_of(packs.gallery(("ids",)), "av_gallery av_horizontal_gallery av_masonry_gallery"),
    "av_video": packs.media(("src",)),
    "av_audio": packs.media(("src",)),
    "av_testimonial_single": packs.quoted(("name",), ("subtitle",)),
    "av_team_member": packs.person(("name",), ("job",)),
    "av_progress_bar": packs.counted(("title",), ("progress",), "%"),
    "av_animated_numbers": packs.shows(_number),
    "av_table": packs.shows(_table),
    "av_gmap_location": packs.shows(_place),
    **packs.table_of(
        packs.nothing,
        "av_hr av_font_icon av_social_share av_sidebar_spacer av_countdown av_comments_list av_headline_rotator",
    ),
    **packs.table_of(
        packs.made_at_view("a list of posts"),
        "av_blog av_portfolio av_postslider av_masonry_entries av_productslider av_productgrid",
    ),
    **packs.table_of(
        packs.made_at_view("a part of the page that the theme makes"),
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
