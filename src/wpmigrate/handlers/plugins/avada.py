"""Avada's Fusion Builder: containers, rows, columns and elements as shortcodes in the body.

Checked against stored pages and element lists in public repositories (Theme-Fusion's own migration table from the unprefixed
names, `fusion_accordion` with `fusion_toggle`, `fusion_content_boxes` with `fusion_content_box`); code is base64.
"""

import base64
import binascii
from collections.abc import Sequence

from wpmigrate.content.attributed import no_tokens
from wpmigrate.content.nodes import CodeBlock
from wpmigrate.content.packs import (
    button,
    counted,
    form,
    gallery,
    heading,
    heading_html,
    image_html,
    in_line,
    link_html,
    listed,
    made_at_view,
    media,
    media_html,
    networks_html,
    nothing,
    paragraph_html,
    person,
    picture,
    quoted,
    said,
    shows,
    table_of,
    titled,
    toggle,
    unwrapped,
)
from wpmigrate.contract import Code, Context, Node, Noise, Plugin, Shortcode


def _decoded(text: str) -> str:
    try:
        return no_tokens(base64.b64decode("".join(text.split()), validate=True).decode("utf-8"))
    except (binascii.Error, ValueError):
        return text


def _code(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
    return context.blocks(_decoded(shortcode.inner or ""))


def _source(shortcode: Shortcode, _: Context) -> Sequence[Node] | None:
    language = said(shortcode.attributes, ("language",)).rpartition("-")[2]
    return (CodeBlock(_decoded(shortcode.inner or "").strip("\n"), language),)


def _box(shortcode: Shortcode, context: Context) -> str:
    attributes = shortcode.attributes
    url = said(attributes, ("link",))
    shown = image_html(
        said(attributes, ("image_id", "image")).partition("|")[0], context, said(attributes, ("image_alt",))
    )
    more = paragraph_html(link_html(said(attributes, ("linktext",)), url)) if attributes.get("linktext") else ""
    title = heading_html(said(attributes, ("title",)) if more else link_html(said(attributes, ("title",)), url))
    return f"{paragraph_html(shown)}{title}\n\n{shortcode.inner or ''}\n\n{more}"


def _flip(shortcode: Shortcode, context: Context) -> str:
    attributes = shortcode.attributes
    shown = image_html(said(attributes, ("image",)), context)
    front = heading_html(said(attributes, ("title_front",))) + paragraph_html(said(attributes, ("text_front",)))
    return (
        f"{paragraph_html(shown)}{front}{heading_html(said(attributes, ('title_back',)), 3)}\n\n{shortcode.inner or ''}"
    )


def _tagline(shortcode: Shortcode, _: Context) -> str:
    attributes = shortcode.attributes
    pressed = paragraph_html(
        link_html(said(attributes, ("button",)) or said(attributes, ("link",)), said(attributes, ("link",)))
    )
    about = paragraph_html(said(attributes, ("description",)))
    return f"{heading_html(said(attributes, ('title',)))}{about}\n\n{shortcode.inner or ''}\n\n{pressed if attributes.get('link') else ''}"


def _list_item(shortcode: Shortcode, _: Context) -> str:
    return f"<ul><li>{(shortcode.inner or '').strip()}</li></ul>"


def _global(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
    number = said(shortcode.attributes, ("id",))
    part = context.part(int(number)) if number.isdecimal() and len(number) < 12 else None
    if part is None:
        context.report(Code.PART_MISSING, f"{shortcode.name} {number}")
        return ()
    return context.shown(part, part.content, autop=True)


def _amount(shortcode: Shortcode, _: Context) -> str:
    attributes = shortcode.attributes
    parts = [said(attributes, (name,)) for name in ("currency", "price")]
    if said(attributes, ("currency_position",)) == "right":
        parts.reverse()
    return paragraph_html(f"<strong>{''.join(parts)}</strong>" if any(parts) else "", said(attributes, ("time",)))


def _map(shortcode: Shortcode, _: Context) -> str:
    return "".join(paragraph_html(one.strip()) for one in said(shortcode.attributes, ("address",)).split("|"))


def _lightbox(shortcode: Shortcode, context: Context) -> str:
    attributes = shortcode.attributes
    shown = image_html(said(attributes, ("thumbnail_image", "full_image")), context, said(attributes, ("alt_text",)))
    return paragraph_html(shown) + media_html(said(attributes, ("video_url",)))


PARTS = ("fusion_element",)
SHORTCODES = {
    **table_of(
        unwrapped,
        "fusion_builder_container fusion_builder_row fusion_builder_column fusion_builder_row_inner fusion_builder_column_inner"
        " fusion_text fusion_accordion fusion_tabs fusion_content_boxes fusion_testimonials fusion_counters_box fusion_counters_circle"
        " fusion_pricing_table fusion_flip_boxes fusion_slider fusion_gallery_row fusion_images fusion_alert fusion_table"
        " fusion_builder_blank_page fusion_clients fusion_view_all fusion_fullwidth fusion_price fusion_pricing_row"
        " fusion_pricing_footer fusion_image_before_after",
    ),
    "fusion_toggle": toggle(("title",)),
    **table_of(titled(("title", "heading_text")), "fusion_tab fusion_modal fusion_countdown"),
    "fusion_checklist": listed("fusion_li_item"),
    "fusion_pricing_price": shows(_amount),
    "fusion_social_links": shows(lambda one, _: networks_html(one.attributes)),
    "fusion_title": heading((), ("size",)),
    "fusion_button": button((), ("link",), alone=True),
    **table_of(
        picture(("src", "image_id", "image"), ("alt",), ("link",)),
        "fusion_imageframe fusion_image fusion_slide fusion_client",
    ),
    "fusion_gallery": gallery(("image_ids",)),
    "fusion_gallery_image": picture(("image_id", "image"), ("alt",), ("link",)),
    **table_of(shows(_box), "fusion_content_box"),
    "fusion_flip_box": shows(_flip),
    "fusion_tagline_box": shows(_tagline),
    "fusion_li_item": shows(_list_item),
    "fusion_testimonial": quoted(("name",), ("company",), ("link",)),
    "fusion_person": person(("name",), ("title",)),
    "fusion_counter_box": counted((), ("value",)),
    "fusion_counter_circle": counted((), ("value",), "%"),
    "fusion_progress": counted((), ("percentage",), "%"),
    "fusion_pricing_column": titled(("title",)),
    **table_of(_code, "fusion_code"),
    "fusion_syntax_highlighter": _source,
    "fusion_lightbox": shows(_lightbox),
    **table_of(media(("id", "url", "video", "src")), "fusion_video fusion_soundcloud fusion_audio"),
    "fusion_youtube": shows(
        lambda one, _: media_html(_page("https://www.youtube.com/watch?v=", said(one.attributes, ("id",))))
    ),
    "fusion_vimeo": shows(lambda one, _: media_html(_page("https://vimeo.com/", said(one.attributes, ("id",))))),
    **table_of(
        in_line,
        "fusion_highlight fusion_dropcap fusion_tooltip fusion_popover fusion_modal_text_link fusion_one_page_text_link",
    ),
    "fusion_map": shows(_map),
    "fusion_global": _global,
    **table_of(
        nothing,
        "fusion_separator fusion_section_separator fusion_fontawesome fusion_menu_anchor fusion_sharing"
        " fusion_breadcrumbs fusion_lottie fusion_chart fusion_chart_dataset",
    ),
    **table_of(form, "fusion_form fusion_mailchimp_form"),
    **table_of(
        made_at_view("a list of posts"),
        "fusion_blog fusion_portfolio fusion_recent_posts fusion_events fusion_faq fusion_post_slider fusion_fusionslider"
        " fusion_featured_products_slider fusion_products_slider fusion_woo_product_grid fusion_post_cards",
    ),
    **table_of(
        made_at_view("a part of the page that the theme makes"),
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
