"""Shortcodes Ultimate: names begin with `su_`.

Checked against the copies of the plugin in public repositories (wp-plugins/shortcodes-ultimate, its shortcode list in
inc/core/data.php): `source="media: 7,8"` names pictures of the library.
"""

from wpmigrate.content.packs import (
    button,
    counted,
    gallery_html,
    heading,
    heading_html,
    in_line,
    link_html,
    made_at_view,
    media,
    nothing,
    paragraph_html,
    picture,
    quoted,
    said,
    shows,
    shows_inline,
    table_of,
    titled,
    toggle,
    unwrapped,
)
from wpmigrate.content.restricted import for_members
from wpmigrate.contract import Context, Plugin, Shortcode


def _quote(shortcode: Shortcode, _: Context) -> str:
    from_whom = link_html(said(shortcode.attributes, ("cite",)), said(shortcode.attributes, ("url",)))
    cite = f"<p><cite>{from_whom}</cite></p>" if from_whom else ""
    return f"<blockquote>\n\n{shortcode.inner or ''}\n\n{cite}</blockquote>"


def _pictures(shortcode: Shortcode, _: Context) -> str:
    kind, _colon, ids = said(shortcode.attributes, ("source",)).partition(":")
    return gallery_html(ids) if kind.strip() == "media" else ""


def _permalink(shortcode: Shortcode, context: Context) -> str:
    number = said(shortcode.attributes, ("id", "p"))
    found = context.reference("post", int(number)) if number.isdecimal() and len(number) < 12 else None
    return link_html((shortcode.inner or "").strip() or (found.title if found else ""), found.url if found else "")


def _document(shortcode: Shortcode, _: Context) -> str:
    url = said(shortcode.attributes, ("url",))
    return paragraph_html(link_html(said(shortcode.attributes, ("title",)) or url.rpartition("/")[2], url))


def _lightbox(shortcode: Shortcode, _: Context) -> str:
    src, kind = said(shortcode.attributes, ("src",)), said(shortcode.attributes, ("type",))
    return link_html(shortcode.inner or "", "" if kind == "inline" else src)


def _plan(shortcode: Shortcode, _: Context) -> str:
    attributes = shortcode.attributes
    price = "".join(said(attributes, (name,)) for name in ("before", "price", "after"))
    pressed = paragraph_html(link_html(said(attributes, ("btn_text",)), said(attributes, ("btn_url",))))
    title = heading_html(said(attributes, ("name",)), 3)
    return f"{title}{paragraph_html(price, said(attributes, ('period',)))}\n\n{shortcode.inner or ''}\n\n{pressed}"


SHORTCODES = {
    **table_of(
        unwrapped,
        "su_accordion su_tabs su_row su_column su_note su_list su_frame su_animate su_table su_content_slider su_content_slide"
        " su_panel su_section su_splash su_pricing_table su_photo_panel su_progress su_lightbox_content su_scheduler",
    ),
    **table_of(toggle(("title", "more_text")), "su_spoiler su_expand"),
    **table_of(titled(("title",)), "su_tab su_box su_service su_icon_text"),
    "su_heading": heading((), (), "h2"),
    **table_of(button((), ("url",)), "su_button su_fancy_link"),
    **table_of(in_line, "su_highlight su_label su_dropcap su_tooltip su_icon su_inline_icon"),
    **table_of(shows(_quote), "su_quote su_pullquote"),
    **table_of(
        nothing,
        "su_divider su_spacer su_dummy_text su_dummy_image su_qrcode su_animation su_gmap su_exit_popup su_shadow",
    ),
    **table_of(
        media(("url", "src")), "su_youtube su_youtube_advanced su_vimeo su_dailymotion su_audio su_video su_screenr"
    ),
    "su_document": shows(_document),
    **table_of(shows(_pictures), "su_slider su_carousel su_custom_gallery su_image_carousel su_gallery"),
    "su_lightbox": shows_inline(_lightbox),
    "su_image": picture(("url", "src")),
    "su_permalink": shows_inline(_permalink),
    "su_testimonial": quoted(("name",), ("company",)),
    "su_plan": shows(_plan),
    **table_of(
        counted(("text", "title"), ("value", "percent", "count_end")), "su_counter su_progress_bar su_progress_pie"
    ),
    **table_of(for_members, "su_members su_private su_guests"),
    **table_of(
        made_at_view("what WordPress knows at view time"),
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
