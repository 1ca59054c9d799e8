"""WPBakery Page Builder (Visual Composer): rows, columns and elements as shortcodes in the body.

Checked against the demo exports of the corpus (1,492 `vc_column` in 26 files), js_composer's element maps (`vc_tta_…`,
default contents), and its encodings: links `url:…|title:…`, raw HTML in base64 of a percent-encoded text, `values` in JSON.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import unquote

from wpmigrate.content import packs
from wpmigrate.content.attributed import no_tokens
from wpmigrate.content.built import words
from wpmigrate.contract import Context, Noise, Plugin, Shortcode


def _raw(shortcode: Shortcode) -> str:
    try:
        html = base64.b64decode((shortcode.inner or "").strip(), validate=True).decode("utf-8", "replace")
        return no_tokens(unquote(html))
    except (binascii.Error, ValueError):
        return shortcode.inner or ""


def _raw_html(shortcode: Shortcode, _: Context) -> str:
    return _raw(shortcode)


def _custom_heading(shortcode: Shortcode, _: Context) -> str:
    container = dict(
        part.partition(":")[::2] for part in packs.said(shortcode.attributes, ("font_container",)).split("|")
    )
    words = packs.said(shortcode.attributes, ("text",))
    if packs.said(shortcode.attributes, ("source",)) == "post_title":
        return ""
    return packs.heading_html(
        packs.link_html(words, packs.linked(packs.said(shortcode.attributes, ("link",)))[0]), container.get("tag", "h2")
    )


def _single_image(shortcode: Shortcode, context: Context) -> str:
    attributes = shortcode.attributes
    external = packs.said(attributes, ("source",)) == "external_link"
    value = packs.said(attributes, ("custom_src", "image") if external else ("image", "custom_src"))
    href = packs.linked(packs.said(attributes, ("link", "img_link", "img_link_target")))[0]
    shown = packs.image_html(value, context, "", href if href.startswith(("http", "/", "#")) else "")
    caption = packs.said(attributes, ("caption",))
    title = packs.heading_html(packs.said(attributes, ("title",)))
    return title + packs.figure_html(shown, caption)


def _values(shortcode: Shortcode) -> Sequence[Mapping[str, Any]]:
    told = packs.said(shortcode.attributes, ("values",))
    try:
        found = json.loads(unquote(told)) if told.startswith(("%", "[")) else []
    except ValueError:
        return ()
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else ()


def _bars(shortcode: Shortcode, _: Context) -> str:
    rows = [
        (no_tokens(words(one, "label", "title")), no_tokens(words(one, "value", "y_values").replace(";", ",")))
        for one in _values(shortcode)
    ]
    if not rows:  # before version 4.6: `90|Development,80|Design`
        pairs = (part.partition("|") for part in packs.said(shortcode.attributes, ("values",)).split(","))
        rows = [(label, value) for value, _, label in pairs if label]
    unit = escape(packs.said(shortcode.attributes, ("units",)))
    items = "".join(f"<li>{label}: {value}{unit}</li>" for label, value in rows)
    below = packs.paragraph_html(packs.said(shortcode.attributes, ("x_values",)).replace(";", ","))
    return (
        packs.heading_html(packs.said(shortcode.attributes, ("title",)))
        + below
        + (f"<ul>{items}</ul>" if items else "")
    )


def _call_to_action(shortcode: Shortcode, _: Context) -> str:
    attributes = shortcode.attributes
    url, title = packs.linked(packs.said(attributes, ("btn_link", "link", "href")))
    words = packs.said(attributes, ("btn_title",)) or title
    pressed = packs.paragraph_html(packs.link_html(words, url)) if url else ""
    first = packs.heading_html(packs.said(attributes, ("h2", "call_text"))) + packs.heading_html(
        packs.said(attributes, ("h4",)), 4
    )
    return f"{first}\n\n{shortcode.inner or ''}\n\n{pressed}"


def _map(shortcode: Shortcode, _: Context) -> str:
    told = packs.said(shortcode.attributes, ("link",))
    try:
        html = (
            base64.b64decode(told.removeprefix("#E-8_"), validate=True).decode("utf-8", "replace")
            if told.startswith("#E-8_")
            else told
        )
    except (binascii.Error, ValueError):
        html = ""
    html = no_tokens(unquote(html))
    return html if "<iframe" in html else packs.media_html(html)


SHORTCODES = {
    **packs.table_of(
        packs.unwrapped,
        "vc_row vc_column vc_row_inner vc_column_inner vc_section vc_column_text vc_tta_accordion vc_tta_tabs vc_tta_tour"
        " vc_tta_pageable vc_tta_toggle vc_accordion vc_tabs vc_tour vc_message vc_container vc_flexbox_container"
        " vc_flexbox_container_item",
    ),
    **packs.table_of(packs.toggle(), "vc_toggle vc_accordion_tab"),
    **packs.table_of(packs.titled(("title",)), "vc_tta_section vc_tab vc_wp_text"),
    **packs.table_of(
        packs.nothing,
        "vc_empty_space vc_separator vc_zigzag vc_icon vc_facebook vc_tweetmeme vc_googleplus vc_pinterest vc_tta_toggle_section"
        " vc_widget_sidebar vc_custom_field vc_copyright",
    ),
    **packs.table_of(packs.titled(("title",), "h2"), "vc_text_separator"),
    **packs.table_of(packs.button(("title",), ("link", "href"), alone=True), "vc_btn vc_button vc_button2"),
    **packs.table_of(packs.shows(_call_to_action), "vc_cta vc_cta_button vc_cta_button2"),
    "vc_custom_heading": packs.shows(_custom_heading),
    "vc_single_image": packs.shows(_single_image),
    **packs.table_of(packs.gallery(), "vc_gallery vc_images_carousel vc_media_grid vc_masonry_media_grid"),
    "vc_video": packs.media(("link",)),
    **packs.table_of(packs.shows(_raw_html), "vc_raw_html vc_raw_js"),
    **packs.table_of(packs.shows(_bars), "vc_progress_bar vc_round_chart vc_line_chart"),
    "vc_pie": packs.counted(("title",), ("label_value", "value"), units=("units",)),
    "vc_gmaps": packs.shows(_map),
    "vc_hoverbox": packs.shows(
        lambda one, context: (
            packs.heading_html(packs.said(one.attributes, ("primary_title",)))
            + packs.paragraph_html(packs.image_html(packs.said(one.attributes, ("image",)), context))
            + packs.heading_html(packs.said(one.attributes, ("hover_title",)), 3)
            + f"\n\n{one.inner or ''}"
        )
    ),
    "vc_pricing_table": packs.shows(
        lambda one, _: (
            packs.heading_html(packs.said(one.attributes, ("heading",)))
            + packs.heading_html(packs.said(one.attributes, ("subheading",)), 4)
            + packs.paragraph_html(
                "".join(packs.said(one.attributes, (name,)) for name in ("currency", "price")),
                packs.said(one.attributes, ("period",)),
            )
            + f"\n\n{one.inner or ''}\n\n"
            + packs.paragraph_html(
                packs.link_html(
                    packs.said(one.attributes, ("btn_title",)),
                    packs.linked(packs.said(one.attributes, ("btn_link",)))[0],
                )
            )
        )
    ),
    **packs.table_of(
        packs.made_at_view("a list of posts"),
        "vc_basic_grid vc_masonry_grid vc_posts_slider vc_posts_grid vc_carousel vc_wp_posts",
    ),
    **packs.table_of(
        packs.made_at_view("a widget"),
        "vc_wp_search vc_wp_meta vc_wp_recentcomments vc_wp_calendar vc_wp_pages vc_wp_tagcloud vc_wp_custommenu vc_wp_categories"
        " vc_wp_archives vc_wp_rss vc_wp_links vc_flickr",
    ),
}
NOISE = Noise(prefixes=("_wpb_", "_vc_post_settings", "vc_teaser", "_vc_"))
PLUGIN = Plugin(
    name="WPBakery Page Builder",
    group="Page builders",
    kept="text, headings, pictures, galleries, films, buttons, accordions, tabs, bars, raw HTML, in order; rows and columns unwrapped",
    left="lists of posts and widgets (reported), icons, spaces, styles",
    fixture="plugins/wpbakery.md",
)
