"""Avada's Fusion Builder: containers, rows, columns and elements as shortcodes in the body.

Checked against stored pages and element lists in public repositories (Theme-Fusion's own migration table from the unprefixed
names, `fusion_accordion` with `fusion_toggle`, `fusion_content_boxes` with `fusion_content_box`); code is base64.
"""

import base64
import binascii
from collections.abc import Sequence

from wpmigrate.content import packs
from wpmigrate.content.attributed import no_tokens
from wpmigrate.content.nodes import CodeBlock
from wpmigrate.contract import Context, Node, Noise, Plugin, Shortcode


def _decoded(text: str) -> str:
    try:
        return no_tokens(base64.b64decode("".join(text.split()), validate=True).decode("utf-8"))
    except (binascii.Error, ValueError):
        return text


def _code(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
    return context.blocks(_decoded(shortcode.inner or ""))


def _source(shortcode: Shortcode, _: Context) -> Sequence[Node] | None:
    language = packs.said(shortcode.attributes, ("language",)).rpartition("-")[2]
    return (CodeBlock(_decoded(shortcode.inner or "").strip("\n"), language),)


def _box(shortcode: Shortcode, context: Context) -> str:
    attributes = shortcode.attributes
    url = packs.said(attributes, ("link",))
    shown = packs.image_html(
        packs.said(attributes, ("image_id", "image")).partition("|")[0], context, packs.said(attributes, ("image_alt",))
    )
    more = (
        packs.paragraph_html(packs.link_html(packs.said(attributes, ("linktext",)), url))
        if attributes.get("linktext")
        else ""
    )
    title = packs.heading_html(
        packs.said(attributes, ("title",)) if more else packs.link_html(packs.said(attributes, ("title",)), url)
    )
    return f"{packs.paragraph_html(shown)}{title}\n\n{shortcode.inner or ''}\n\n{more}"


def _flip(shortcode: Shortcode, context: Context) -> str:
    attributes = shortcode.attributes
    shown = packs.image_html(packs.said(attributes, ("image",)), context)
    front = packs.heading_html(packs.said(attributes, ("title_front",))) + packs.paragraph_html(
        packs.said(attributes, ("text_front",))
    )
    back = packs.heading_html(packs.said(attributes, ("title_back",)), 3)
    return f"{packs.paragraph_html(shown)}{front}{back}\n\n{shortcode.inner or ''}"


def _tagline(shortcode: Shortcode, _: Context) -> str:
    attributes = shortcode.attributes
    pressed = packs.paragraph_html(
        packs.link_html(
            packs.said(attributes, ("button",)) or packs.said(attributes, ("link",)), packs.said(attributes, ("link",))
        )
    )
    about = packs.paragraph_html(packs.said(attributes, ("description",)))
    title = packs.heading_html(packs.said(attributes, ("title",)))
    return f"{title}{about}\n\n{shortcode.inner or ''}\n\n{pressed if attributes.get('link') else ''}"


def _list_item(shortcode: Shortcode, _: Context) -> str:
    return f"<ul><li>{(shortcode.inner or '').strip()}</li></ul>"


def _global(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
    return packs.of_the_library(shortcode.name, packs.said(shortcode.attributes, ("id",)), context)


def _amount(shortcode: Shortcode, _: Context) -> str:
    attributes = shortcode.attributes
    parts = [packs.said(attributes, (name,)) for name in ("currency", "price")]
    if packs.said(attributes, ("currency_position",)) == "right":
        parts.reverse()
    return packs.paragraph_html(
        f"<strong>{''.join(parts)}</strong>" if any(parts) else "", packs.said(attributes, ("time",))
    )


def _map(shortcode: Shortcode, _: Context) -> str:
    return "".join(
        packs.paragraph_html(one.strip()) for one in packs.said(shortcode.attributes, ("address",)).split("|")
    )


def _lightbox(shortcode: Shortcode, context: Context) -> str:
    attributes = shortcode.attributes
    shown = packs.image_html(
        packs.said(attributes, ("thumbnail_image", "full_image")), context, packs.said(attributes, ("alt_text",))
    )
    return packs.paragraph_html(shown) + packs.media_html(packs.said(attributes, ("video_url",)))


PARTS = ("fusion_element",)
SHORTCODES = {
    **packs.table_of(
        packs.unwrapped,
        "fusion_builder_container fusion_builder_row fusion_builder_column fusion_builder_row_inner fusion_builder_column_inner"
        " fusion_text fusion_accordion fusion_tabs fusion_content_boxes fusion_testimonials fusion_counters_box fusion_counters_circle"
        " fusion_pricing_table fusion_flip_boxes fusion_slider fusion_gallery_row fusion_images fusion_alert fusion_table"
        " fusion_builder_blank_page fusion_clients fusion_view_all fusion_fullwidth fusion_price fusion_pricing_row"
        " fusion_pricing_footer fusion_image_before_after",
    ),
    "fusion_toggle": packs.toggle(("title",)),
    **packs.table_of(packs.titled(("title", "heading_text")), "fusion_tab fusion_modal fusion_countdown"),
    "fusion_checklist": packs.listed("fusion_li_item"),
    "fusion_pricing_price": packs.shows(_amount),
    "fusion_social_links": packs.shows(lambda one, _: packs.networks_html(one.attributes)),
    "fusion_title": packs.heading((), ("size",)),
    "fusion_button": packs.button((), ("link",), alone=True),
    **packs.table_of(
        packs.picture(("src", "image_id", "image"), ("alt",), ("link",)),
        "fusion_imageframe fusion_image fusion_slide fusion_client",
    ),
    "fusion_gallery": packs.gallery(("image_ids",)),
    "fusion_gallery_image": packs.picture(("image_id", "image"), ("alt",), ("link",)),
    **packs.table_of(packs.shows(_box), "fusion_content_box"),
    "fusion_flip_box": packs.shows(_flip),
    "fusion_tagline_box": packs.shows(_tagline),
    "fusion_li_item": packs.shows(_list_item),
    "fusion_testimonial": packs.quoted(("name",), ("company",), ("link",)),
    "fusion_person": packs.person(("name",), ("title",)),
    "fusion_counter_box": packs.counted((), ("value",)),
    "fusion_counter_circle": packs.counted((), ("value",), "%"),
    "fusion_progress": packs.counted((), ("percentage",), "%"),
    "fusion_pricing_column": packs.titled(("title",)),
    **packs.table_of(_code, "fusion_code"),
    "fusion_syntax_highlighter": _source,
    "fusion_lightbox": packs.shows(_lightbox),
    **packs.table_of(packs.media(("id", "url", "video", "src")), "fusion_video fusion_soundcloud fusion_audio"),
    "fusion_youtube": packs.shows(
        lambda one, _: packs.media_html(_page("https://www.youtube.com/watch?v=", packs.said(one.attributes, ("id",))))
    ),
    "fusion_vimeo": packs.shows(
        lambda one, _: packs.media_html(_page("https://vimeo.com/", packs.said(one.attributes, ("id",))))
    ),
    **packs.table_of(
        packs.in_line,
        "fusion_highlight fusion_dropcap fusion_tooltip fusion_popover fusion_modal_text_link fusion_one_page_text_link",
    ),
    "fusion_map": packs.shows(_map),
    "fusion_global": _global,
    **packs.table_of(
        packs.nothing,
        "fusion_separator fusion_section_separator fusion_fontawesome fusion_menu_anchor fusion_sharing"
        " fusion_breadcrumbs fusion_lottie fusion_chart fusion_chart_dataset",
    ),
    **packs.table_of(packs.form, "fusion_form fusion_mailchimp_form"),
    **packs.table_of(
        packs.made_at_view("a list of posts"),
        "fusion_blog fusion_portfolio fusion_recent_posts fusion_events fusion_faq fusion_post_slider fusion_fusionslider"
        " fusion_featured_products_slider fusion_products_slider fusion_woo_product_grid fusion_post_cards",
    ),
    **packs.table_of(
        packs.made_at_view("a part of the page that the theme makes"),
        "fusion_widget_area fusion_widget fusion_login fusion_search fusion_menu",
    ),
}


def _page(prefix: str, value: str) -> str:
    return value if value.startswith("http") or not value else f"{prefix}{value}"


NOISE = Noise(
    keys=(
        "fusion_builder_status",
        "avada_post_views_count",
        "_fusion_google_fonts",
        "_fusion_builder_custom_css",
        "sbg_selected_sidebar",
    ),
    prefixes=("pyre_", "avada_today_", "avada_post_views", "sbg_selected_sidebar", "_fusion_", "kd_featured-image"),
    types=("fusion_icons", "fusion_tb_section", "fusion_tb_layout", "fusion_form"),
)
PLUGIN = Plugin(
    name="Avada (Fusion Builder)",
    group="Page builders",
    kept="text, titles, pictures, galleries, films, buttons, boxes, toggles, tabs, prices, counters, code, global elements, in order;"
    " containers, rows and columns unwrapped",
    left="lists of posts and widgets (reported), icons, lines, charts, styles",
    fixture="plugins/avada.md",
)
