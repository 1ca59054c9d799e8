"""Salient (ThemeNectar): its own elements, which stand among those of WPBakery.

Checked against the demo exports of the corpus (`nectar_…` in 14 files, `split_line_heading`, `image_with_animation`).
"""

from wpmigrate.content.packs import (
    button,
    counted,
    gallery,
    heading,
    heading_html,
    image_html,
    in_line,
    link_html,
    made_at_view,
    media,
    media_html,
    nothing,
    paragraph_html,
    picture,
    quoted,
    said,
    shows,
    table_of,
    titled,
    unwrapped,
)
from wpmigrate.contract import Context, Noise, Plugin, Shortcode


def _call(shortcode: Shortcode, _: Context) -> str:
    attributes = shortcode.attributes
    words = said(attributes, ("link_text", "text"))
    return paragraph_html(
        said(attributes, ("text",)) if attributes.get("link_text") else "", link_html(words, said(attributes, ("url",)))
    )


def _dish(shortcode: Shortcode, _: Context) -> str:
    attributes = shortcode.attributes
    name, price = said(attributes, ("item_name",)), said(attributes, ("item_price",))
    return paragraph_html(f"<strong>{name}</strong>" if name else "", price) + paragraph_html(
        said(attributes, ("item_description",))
    )


def _row(shortcode: Shortcode, _: Context) -> str:
    attributes = shortcode.attributes
    columns = [said(attributes, (f"col_{number}_content",)) for number in range(6)]
    pressed = link_html(said(attributes, ("cta_1_text",)), said(attributes, ("cta_1_url", "url")))
    return paragraph_html(" – ".join(filter(None, columns)), pressed)


def _hotspots(shortcode: Shortcode, context: Context) -> str:
    shown = image_html(said(shortcode.attributes, ("image", "preview")), context)
    return f"{paragraph_html(shown)}\n\n{shortcode.inner or ''}"


def _title(shortcode: Shortcode, _: Context) -> str:
    attributes = shortcode.attributes
    return heading_html(
        said(attributes, ("text", "heading", "title")), said(attributes, ("heading_tag", "font_style")) or 2
    )


def _film(shortcode: Shortcode, context: Context) -> str:
    attributes = shortcode.attributes
    shown = paragraph_html(image_html(said(attributes, ("image_url",)), context))
    return f"{shown}{media_html(said(attributes, ('video_url',)))}{paragraph_html(said(attributes, ('link_text',)))}"


SHORTCODES = {
    **table_of(
        unwrapped,
        "full_width_section nectar_icon_list nectar_animated_shape nectar_flip_box nectar_rotating_words_title nectar_scrolling_text"
        " nectar_sticky_media_sections nectar_horizontal_list morphing_outline page_submenu nectar_text_inline_images",
    ),
    **table_of(heading(("text",)), "split_line_heading nectar_highlighted_text nectar_responsive_text"),
    **table_of(shows(_title), "nectar_animated_title nectar_gradient_text"),
    "nectar_dropcap": in_line,
    **table_of(button(("text",), ("url",)), "nectar_btn nectar_gradient_button"),
    "nectar_cta": shows(_call),
    "image_with_animation": picture(("image_url",), ("alt",), ("img_link",)),
    "nectar_video_lightbox": shows(_film),
    "nectar_video_player_self_hosted": media(("video_mp4", "video_webm")),
    "nectar_single_testimonial": quoted(("name",), ("subtitle",)),
    "nectar_food_menu_item": shows(_dish),
    "nectar_horizontal_list_item": shows(_row),
    "nectar_icon_list_item": titled(("header", "title")),
    "nectar_image_with_hotspots": shows(_hotspots),
    "nectar_hotspot": unwrapped,
    "nectar_image_comparison": gallery(("image_url", "image_2_url")),
    "nectar_cascading_images": gallery(("image_1_url",)),
    "page_link": button(("title",), ("link_url",)),
    "nectar_counter": counted(("subject",), ("number",)),
    **table_of(
        nothing, "nectar_icon nectar_global_section nectar_circle_images nectar_lottie nectar_gmap social_buttons"
    ),
    **table_of(
        made_at_view("a list of posts"),
        "nectar_blog nectar_portfolio nectar_slider nectar_woo_products nectar_category_grid nectar_post_grid recent_projects recent_posts",
    ),
}
NOISE = Noise(
    keys=("_disable_transparent_header", "_force_transparent_header", "_portfolio_item_masonry_sizing", "_post_item_masonry_sizing",
          "_force_transparent_header_color", "_nectar_love", "_nectar_hide_featured", "_nectar_portfolio_item_layout"),
    prefixes=("_nectar_header_bg", "_nectar_header_parallax", "_nectar_header_font", "_nectar_header_overlay", "_nectar_header_bottom",
              "_nectar_header_box", "_nectar_header_fullscreen", "_nectar_page_header_", "_nectar_full_screen_rows", "_nectar_particle",
              "_nectar_canvas", "_nectar_slider_bg", "nectar-metabox-", "nectar_image_gal_masonry", "nectar_particle_"),
    types=("salient_g_sections",),
)  # fmt: skip
PLUGIN = Plugin(
    name="Salient (ThemeNectar)",
    group="Page builders",
    kept="headings, buttons, pictures, films, quotations, menus of food, lists, hotspots' texts",
    left="sliders and lists of posts (reported), icons, maps, page header settings",
    fixture="plugins/salient.md",
)
