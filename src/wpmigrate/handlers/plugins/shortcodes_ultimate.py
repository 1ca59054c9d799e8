"""Shortcodes Ultimate: names begin with `su_`.

Checked against the copies of the plugin in public repositories (wp-plugins/shortcodes-ultimate, its shortcode list in
inc/core/data.php): `source="media: 7,8"` names pictures of the library.
"""

from wpmigrate.content import packs
from wpmigrate.content.restricted import for_members
from wpmigrate.contract import Context, Plugin, Shortcode


def _quote(shortcode: Shortcode, _: Context) -> str:
    from_whom = packs.link_html(packs.said(shortcode.attributes, ("cite",)), packs.said(shortcode.attributes, ("url",)))
    cite = f"<p><cite>{from_whom}</cite></p>" if from_whom else ""
    return f"<blockquote>\n\n{shortcode.inner or ''}\n\n{cite}</blockquote>"


def _pictures(shortcode: Shortcode, _: Context) -> str:
    kind, _colon, ids = packs.said(shortcode.attributes, ("source",)).partition(":")
    return packs.gallery_html(ids) if kind.strip() == "media" else ""


def _permalink(shortcode: Shortcode, context: Context) -> str:
    number = packs.said(shortcode.attributes, ("id", "p"))
    found = context.reference("post", int(number)) if number.isdecimal() and len(number) < 12 else None
    return packs.link_html(
        (shortcode.inner or "").strip() or (found.title if found else ""), found.url if found else ""
    )


def _document(shortcode: Shortcode, _: Context) -> str:
    url = packs.said(shortcode.attributes, ("url",))
    return packs.paragraph_html(
        packs.link_html(packs.said(shortcode.attributes, ("title",)) or url.rpartition("/")[2], url)
    )


def _lightbox(shortcode: Shortcode, _: Context) -> str:
    src, kind = packs.said(shortcode.attributes, ("src",)), packs.said(shortcode.attributes, ("type",))
    return packs.link_html(shortcode.inner or "", "" if kind == "inline" else src)


def _plan(shortcode: Shortcode, _: Context) -> str:
    attributes = shortcode.attributes
    price = "".join(packs.said(attributes, (name,)) for name in ("before", "price", "after"))
    pressed = packs.paragraph_html(
        packs.link_html(packs.said(attributes, ("btn_text",)), packs.said(attributes, ("btn_url",)))
    )
    title = packs.heading_html(packs.said(attributes, ("name",)), 3)
    return f"{title}{packs.paragraph_html(price, packs.said(attributes, ('period',)))}\n\n{shortcode.inner or ''}\n\n{pressed}"


SHORTCODES = {
    **packs.table_of(
        packs.unwrapped,
        "su_accordion su_tabs su_row su_column su_note su_list su_frame su_animate su_table su_content_slider su_content_slide"
        " su_panel su_section su_splash su_pricing_table su_photo_panel su_progress su_lightbox_content su_scheduler",
    ),
    **packs.table_of(packs.toggle(("title", "more_text")), "su_spoiler su_expand"),
    **packs.table_of(packs.titled(("title",)), "su_tab su_box su_service su_icon_text"),
    "su_heading": packs.heading((), (), "h2"),
    **packs.table_of(packs.button((), ("url",)), "su_button su_fancy_link"),
    **packs.table_of(packs.in_line, "su_highlight su_label su_dropcap su_tooltip su_icon su_inline_icon"),
    **packs.table_of(packs.shows(_quote), "su_quote su_pullquote"),
    **packs.table_of(
        packs.nothing,
        "su_divider su_spacer su_dummy_text su_dummy_image su_qrcode su_animation su_gmap su_exit_popup su_shadow",
    ),
    **packs.table_of(
        packs.media(("url", "src")),
        "su_youtube su_youtube_advanced su_vimeo su_dailymotion su_audio su_video su_screenr",
    ),
    "su_document": packs.shows(_document),
    **packs.table_of(packs.shows(_pictures), "su_slider su_carousel su_custom_gallery su_image_carousel su_gallery"),
    "su_lightbox": packs.shows_inline(_lightbox),
    "su_image": packs.picture(("url", "src")),
    "su_permalink": packs.shows_inline(_permalink),
    "su_testimonial": packs.quoted(("name",), ("company",)),
    "su_plan": packs.shows(_plan),
    **packs.table_of(
        packs.counted(("text", "title"), ("value", "percent", "count_end")),
        "su_counter su_progress_bar su_progress_pie",
    ),
    **packs.table_of(for_members, "su_members su_private su_guests"),
    **packs.table_of(
        packs.made_at_view("what WordPress knows at view time"),
        "su_posts su_feed su_menu su_subpages su_siblings su_meta su_user su_post su_template su_rssfeed",
    ),
}
PLUGIN = Plugin(
    name="Shortcodes Ultimate",
    group="Shortcode packs",
    kept="spoilers, tabs, columns, buttons, boxes, notes, quotations, tooltips' words, films, recordings, galleries, links, tables",
    left="lists of posts and of pages (reported), QR codes, maps; words for members or guests alone",
    fixture="plugins/shortcodes-ultimate.md",
)
