"""Jetpack's blocks and shortcodes that show something, and its bookkeeping.

Checked against Automattic/jetpack (projects/plugins/jetpack/extensions/blocks: tiled-gallery, slideshow, image-compare,
story, podcast-player, gif, map, contact-info …) whose blocks save whole HTML, and the corpus (`_publicize_…`, `jabber_published`).
"""

import re
from collections.abc import Sequence

from wpmigrate.content.attributed import mappings, number, picture, text
from wpmigrate.content.packs import made_at_view, media_html, nothing, table_of
from wpmigrate.contract import Block, Code, Context, Node, Noise, Plugin

_FIGURE = re.compile(r"<figure[\s>](?:(?!<figure[\s>]).)*?</figure>", re.DOTALL)


def _pictures(block: Block, context: Context) -> Sequence[Node] | str | None:
    """Show the pictures of a tiled gallery or slideshow; its saved HTML repeats some for the controls."""
    figures = _FIGURE.findall(block.html)
    if "<figcaption" in block.html and figures:
        return "".join(figures)  # words of the page's own, which the library does not know
    told = block.attributes.get("ids")
    ids = [str(one) for one in told if isinstance(one, int | str)] if isinstance(told, list) else []
    known = [one for one in ids if one.isdecimal() and len(one) < 12 and context.attachment(int(one)) is not None]
    if known and len(known) == len(ids):
        return context.blocks(f'[gallery ids="{",".join(known)}"]')
    images = mappings(block.attributes, "images")
    shown = "".join(
        f"<p>{picture(text(one, 'url'), alt=text(one, 'alt'), attachment=number(one, 'id'))}</p>" for one in images
    )
    return shown or None


def _compared(block: Block, _: Context) -> str | None:
    sides = (block.attributes.get("imageBefore"), block.attributes.get("imageAfter"))
    shown = "".join(
        f"<p>{picture(text(one, 'url'), alt=text(one, 'alt'))}</p>"
        for one in sides
        if isinstance(one, dict) and text(one, "url")
    )
    return (
        shown + (f"<p>{text(block.attributes, 'caption')}</p>" if shown and text(block.attributes, "caption") else "")
        or None
    )


def _by_address(block: Block, context: Context) -> Sequence[Node] | None:
    url = text(block.attributes, "url", "giphyUrl", "src", "eventId")
    return context.blocks(media_html(url)) if url.startswith("http") else None


def _places(block: Block, context: Context) -> Sequence[Node] | None:
    points = mappings(block.attributes, "points")
    lines = "".join(f"<li>{text(one, 'title', 'placeTitle')}: {text(one, 'caption')}</li>" for one in points)
    return context.blocks(f"<ul>{lines}</ul>") if lines else None


def _whole(block: Block, _: Context) -> str | None:
    return block.html if block.html.strip() else None


def _dynamic(block: Block, context: Context) -> str:
    context.report(Code.BLOCK_DYNAMIC, block.name)
    return block.html if "<p" in block.html else ""


BLOCKS = {
    **dict.fromkeys(("jetpack/tiled-gallery", "jetpack/slideshow"), _pictures),
    "jetpack/image-compare": _compared,
    **dict.fromkeys(("jetpack/gif", "jetpack/podcast-player", "jetpack/eventbrite", "jetpack/calendly", "jetpack/opentable",
     "jetpack/pinterest",
                     "jetpack/loom", "jetpack/nextdoor", "jetpack/google-calendar", "videopress/video"), _by_address),
    "jetpack/map": _places,
    **dict.fromkeys(
        ("jetpack/markdown", "jetpack/layout-grid", "jetpack/layout-grid-column", "jetpack/contact-info", "jetpack/email",
         "jetpack/address",
         "jetpack/phone", "jetpack/business-hours", "jetpack/star-rating", "jetpack/rating-star", "jetpack/story", "jetpack/dialogue",
         "jetpack/conversation", "jetpack/repeat-visitor", "jetpack/tock"),
        _whole,
    ),
    **dict.fromkeys(
        ("jetpack/related-posts", "jetpack/like", "jetpack/sharing-buttons", "jetpack/sharing-button", "jetpack/blogroll",
         "jetpack/top-posts",
         "jetpack/payment-buttons", "jetpack/recurring-payments", "jetpack/donations",
         "jetpack/send-a-message", "jetpack/whatsapp-button", "jetpack/instagram-gallery", "jetpack/simple-payments"),
        _dynamic,
    ),
}  # fmt: skip
SHORTCODES = {
    **table_of(nothing, "jetpack-related-posts"),
    **table_of(
        made_at_view("what WordPress.com knows at view time"),
        "jetpack_top_posts_widget simple-payment recipe-list wpcom_simple_payment",
    ),
}
NOISE = Noise(
    keys=("_jetpack_related_posts_cache", "sharing_disabled", "switch_like_status", "draft_feedback", "draftfeedback_requests",
     "tagazine-media",
          "_wp_jp_import_session", "jetpack_seo_html_title", "_jetpack_dont_email_post_to_subs", "_jetpack_newsletter_access",
          "_jetpack_newsletter_tier_id", "_jetpack_memberships_contains_paywalled_content", "geo_public",
          "_elasticsearch_indexed_on", "_jetpack_feature_clip_id", "jetpack_post_was_ever_published", "reblogged_from"),
    prefixes=("_publicize_", "_wpas_", "_jetpack_", "jetpack_", "_wpcom_"),
    types=("jp_pay_product", "jetpack-portfolio-sync", "jp_img_sitemap", "jp_sitemap", "jp_sitemap_index", "jp_sitemap_master",
     "jp_vid_sitemap"),
)  # fmt: skip
PLUGIN = Plugin(
    name="Jetpack, VideoPress",
    group="Galleries and sliders",
    kept="tiled galleries, slideshows, comparisons, stories, films, maps' places, contact details, Markdown",
    left="related posts, likes, payments (reported); counters and sharing records",
    fixture="plugins/jetpack.md",
)
