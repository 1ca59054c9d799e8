"""Salient (ThemeNectar): its own elements, which stand among those of WPBakery.

Checked against the demo exports of the corpus (`nectar_…` in 14 files, `split_line_heading`, `image_with_animation`).
"""

from wpmigrate.content import packs
from wpmigrate.contract import Context, Noise, Plugin, Shortcode


def _call(shortcode: Shortcode, _: Context) -> str:
    attributes = shortcode.attributes
    words = packs.said(attributes, ("link_text", "text"))
    return packs.paragraph_html(
        packs.said(attributes, ("text",)) if attributes.get("link_text") else "",
        packs.link_html(words, packs.said(attributes, ("url",))),
    )


def _dish(shortcode: Shortcode, _: Context) -> str:
    attributes = shortcode.attributes
    name, price = packs.said(attributes, ("item_name",)), packs.said(attributes, ("item_price",))
    return packs.paragraph_html(f"<strong>{name}</strong>" if name else "", price) + packs.paragraph_html(
        packs.said(attributes, ("item_description",))
    )


def _row(shortcode: Shortcode, _: Context) -> str:
    attributes = shortcode.attributes
    columns = [packs.said(attributes, (f"col_{number}_content",)) for number in range(6)]
    pressed = packs.link_html(packs.said(attributes, ("cta_1_text",)), packs.said(attributes, ("cta_1_url", "url")))
    return packs.paragraph_html(" – ".join(filter(None, columns)), pressed)


def _hotspots(shortcode: Shortcode, context: Context) -> str:
    shown = packs.image_html(packs.said(shortcode.attributes, ("image", "preview")), context)
    return f"{packs.paragraph_html(shown)}\n\n{shortcode.inner or ''}"


def _title(shortcode: Shortcode, _: Context) -> str:
    attributes = shortcode.attributes
    return packs.heading_html(
        packs.said(attributes, ("text", "heading", "title")), packs.said(attributes, ("heading_tag", "font_style")) or 2
    )


def _film(shortcode: Shortcode, context: Context) -> str:
    attributes = shortcode.attributes
    shown = packs.paragraph_html(packs.image_html(packs.said(attributes, ("image_url",)), context))
    film = packs.media_html(packs.said(attributes, ("video_url",)))
    return f"{shown}{film}{packs.paragraph_html(packs.said(attributes, ('link_text',)))}"


SHORTCODES = {
    **packs.table_of(
        packs.unwrapped,
        "full_width_section nectar_icon_list nectar_animated_shape nectar_flip_box nectar_rotating_words_title nectar_scrolling_text"
        " nectar_sticky_media_sections nectar_horizontal_list morphing_outline page_submenu nectar_text_inline_images",
    ),
    **packs.table_of(packs.heading(("text",)), "split_line_heading nectar_highlighted_text nectar_responsive_text"),
    **packs.table_of(packs.shows(_title), "nectar_animated_title nectar_gradient_text"),
    "nectar_dropcap": packs.in_line,
    **packs.table_of(packs.button(("text",), ("url",)), "nectar_btn nectar_gradient_button"),
    "nectar_cta": packs.shows(_call),
    "image_with_animation": packs.picture(("image_url",), ("alt",), ("img_link",)),
    "nectar_video_lightbox": packs.shows(_film),
    "nectar_video_player_self_hosted": packs.media(("video_mp4", "video_webm")),
    "nectar_single_testimonial": packs.quoted(("name",), ("subtitle",)),
    "nectar_food_menu_item": packs.shows(_dish),
    "nectar_horizontal_list_item": packs.shows(_row),
    "nectar_icon_list_item": packs.titled(("header", "title")),
    "nectar_image_with_hotspots": packs.shows(_hotspots),
    "nectar_hotspot": packs.unwrapped,
    "nectar_image_comparison": packs.gallery(("image_url", "image_2_url")),
    "nectar_cascading_images": packs.gallery(("image_1_url",)),
    "page_link": packs.button(("title",), ("link_url",)),
    "nectar_counter": packs.counted(("subject",), ("number",)),
    **packs.table_of(
        packs.nothing, "nectar_icon nectar_global_section nectar_circle_images nectar_lottie nectar_gmap social_buttons"
    ),
    **packs.table_of(
        packs.made_at_view("a list of posts"),
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
