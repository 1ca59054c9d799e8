"""Galleries and sliders that keep their pictures in items of their own; pages show them by number.

Checked against FooGallery (`foogallery_attachments`: a serialized list of ids), Envira (`_eg_gallery_data`: `gallery` of
id → src, title, caption, alt, link), MetaSlider (slides are `ml-slide` items with `ml-slider_type` and `_thumbnail_id`, in the
term of `ml-slider` that is called like the slider's id), Modula (`modula-images`: id, title, description, link), Soliloquy
(`_sol_slider_data`), all from plugin copies, database dumps and importers in public repositories.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from wpmigrate.content import built
from wpmigrate.content.attributed import number as number_of
from wpmigrate.content.attributed import text
from wpmigrate.content.packs import gallery_html, heading_html, linked, media_html, paragraph_html, table_of
from wpmigrate.contract import Block, Code, Context, Node, Noise, Part, Plugin, Shortcode
from wpmigrate.wxr.php import decode

_ID = ("id", "gallery_id", "slider", "0")


def _shown(kinds: Sequence[str], shortcode: Shortcode, context: Context) -> Sequence[Node]:
    told = next((shortcode.attributes[name].strip() for name in _ID if shortcode.attributes.get(name, "").strip()), "")
    slug = shortcode.attributes.get("slug", "").strip() or ("" if told.isdecimal() else told)
    part = context.part(int(told)) if told.isdecimal() and len(told) < 12 else None
    found = part or next((one for kind in kinds if slug and (one := context.named_part(kind, slug))), None)
    return _part_shown(found, f"{shortcode.name} {told or slug}", context)


def _part_shown(part: Part | None, called: str, context: Context) -> Sequence[Node]:
    html = _html(part, context) if part is not None else ""
    if part is None or not html:
        context.report(Code.PART_MISSING, called)
        return ()
    return context.shown(part, html)


def _html(part: Part, context: Context) -> str:
    for key in ("foogallery_attachments", "_foogallery_attachments"):
        if part.field(key):
            return _numbered(decode(part.field(key))[0])
    for key, inner in (("_eg_gallery_data", "gallery"), ("_sol_slider_data", "slider")):
        if part.field(key):
            told = decode(part.field(key))[0]
            return _described(told.get(inner) if isinstance(told, Mapping) else None, context)
    if part.field("modula-images"):
        return _described(decode(part.field("modula-images"))[0], context)
    return "".join(_slide(slide, context) for slide in _slides(part, context))


def _numbered(told: Any) -> str:
    found = (
        list(told.values()) if isinstance(told, Mapping) else told if isinstance(told, list) else str(told).split(",")
    )
    return gallery_html(",".join(str(one) for one in found))


def _described(told: Any, context: Context) -> str:
    """Show pictures that say their own words; in a map the key may be the number."""
    pairs = told.items() if isinstance(told, Mapping) else enumerate(told) if isinstance(told, list) else ()
    out = []
    for key, one in pairs:
        if isinstance(one, Mapping):
            value = {"id": one.get("id") or key, "url": built.words(one, "src", "url", "full")}
            href = built.address(one, "link")
            caption = built.words(one, "caption", "description")
            film = media_html(built.words(one, "url")) if one.get("type") == "video" else ""
            out.append(
                film
                or built.image(value, context, built.words(one, "alt"), "" if href == value["url"] else href, caption)
            )
    return "".join(out)


def _slides(part: Part, context: Context) -> list[Part]:
    wanted = {("ml-slider", str(part.id)), ("ml-slider", part.slug)} if part.type == "ml-slider" else set()
    found = [slide for slide in context.parts("ml-slide") if wanted.intersection(slide.terms)]
    return sorted(found, key=lambda slide: (slide.menu_order, slide.id))


def _slide(slide: Part, context: Context) -> str:
    kind = slide.field("ml-slider_type") or "image"
    film = (
        media_html(slide.field("ml-slider_youtube_url") or slide.field("ml-slider_vimeo_url"))
        if kind in ("youtube", "vimeo")
        else ""
    )
    html = slide.field("ml-slider_html") if kind == "html_overlay" else ""
    caption = slide.excerpt or ""
    alt = slide.field("_wp_attachment_image_alt")
    shown = built.image({"id": slide.field("_thumbnail_id")}, context, alt, slide.field("ml-slider_url"), caption)
    return film + shown + html


def _gallery(*kinds: str) -> Any:
    return lambda shortcode, context: _shown(kinds, shortcode, context)


def _gallery_block(block: Block, context: Context) -> Sequence[Node] | None:
    number = next(
        (
            found
            for name in ("id", "galleryId", "sliderId", "slideshowId")
            if (found := number_of(block.attributes, name))
        ),
        0,
    )
    if not number:
        return None
    return _part_shown(context.part(number), f"{block.name} {number}", context)


# --- those whose pictures stand in tables of their own -------------------------------------------------------------------


def _elsewhere(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
    attributes = shortcode.attributes
    told = next(
        (
            attributes[name]
            for name in ("id", "ids", "container_ids", "alias", "image_ids", "0")
            if attributes.get(name)
        ),
        "",
    )
    if shortcode.inner is None and not attributes:
        return None
    context.report(Code.PART_MISSING, f"{shortcode.name} {told}".strip())
    return ()


def _single(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
    """Show a picture that a gallery plugin adds to one of the library."""
    url = linked(text(shortcode.attributes, "src", "url", "image"))[0]
    words = paragraph_html((shortcode.inner or "").strip())
    if not url:
        return _elsewhere(shortcode, context)
    return context.blocks(built.image(url, context, text(shortcode.attributes, "alt", "title")) + words)


def _photonic(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
    ids = text(shortcode.attributes, "ids", "include")
    title = heading_html(text(shortcode.attributes, "title"), 3)
    return context.blocks(title + gallery_html(ids)) if ids else _elsewhere(shortcode, context)


PARTS = ("foogallery", "envira", "soliloquy", "ml-slider", "ml-slide", "modula-gallery")
SHORTCODES = {
    "foogallery": _gallery("foogallery"),
    **dict.fromkeys(("envira-gallery", "envira_gallery"), _gallery("envira")),
    "soliloquy": _gallery("soliloquy"),
    **dict.fromkeys(("metaslider", "ml-slider"), _gallery("ml-slider")),
    **dict.fromkeys(("modula", "Modula"), _gallery("modula-gallery")),
    **table_of(
        _elsewhere,
        "ngg ngg_images nggallery nggalbum nggtags slideshow_deploy random ngg_image nextgen-gallery rev_slider rev_slider_vc layerslider"
        " layerslider_vc smartslider3 nextend nivoslider royalslider masterslider master_slider wonderplugin_slider"
        " wonderplugin_gallery slideshowpro huge_it_gallery huge_it_slider Best_Wordpress_Gallery supsystic-gallery gmedia sangar-slider"
        " crelly_slider easingslider advps-slideshow cycloneslider wowslider portfolio_slideshow justified_image_grid",
    ),
    "singlepic": _single,
    "photonic": _photonic,
}
BLOCKS = dict.fromkeys(
    ("fooplugins/foogallery", "envira/envira-gallery", "metaslider/slider", "modula/gallery", "soliloquy/soliloquywp"),
    _gallery_block,
)
NOISE = Noise(
    keys=("_eg_in_gallery", "_sol_in_slider", "foogallery_template", "foogallery_settings", "foogallery_sort", "modula-settings",
          "ml-slider_settings", "ml-slider_crop_position", "_soliloquy_slide", "_eg_just_published", "_envira_dynamic"),
    prefixes=("foogallery_", "_foogallery_", "ml-slider_", "modula", "_eg_", "_sol_", "metaslider_"),
    types=("foogallery", "foogallery-album", "envira", "envira_album", "soliloquy", "ml-slider", "ml-slide", "modula-gallery", "ngg_album",
           "ngg_gallery", "ngg_pictures", "display_type", "gal_display_source", "lightbox_library", "displayed_gallery", "rl_gallery"),
)  # fmt: skip


def _plugin(name: str, kept: str, left: str) -> Plugin:
    return Plugin(name=name, group="Galleries and sliders", kept=kept, left=left, fixture="plugins/galleries.md")


PLUGINS = (
    _plugin("FooGallery", "the pictures of a gallery, in order", "layouts, filters"),
    _plugin("Envira Gallery", "pictures with words, links and films, in order", "layouts, albums"),
    _plugin("Soliloquy", "slides with words and links", "transitions"),
    _plugin("MetaSlider", "slides: pictures with captions and links, films, HTML", "transitions, post feeds"),
    _plugin("Modula", "pictures with words and links", "layouts, filters"),
    _plugin(
        "NextGEN Gallery",
        "nothing: it is reported where one stood",
        "its pictures, which stand in tables and a folder of its own",
    ),
    _plugin(
        "Slider Revolution, LayerSlider, Smart Slider and others",
        "nothing: it is reported where one stood",
        "slides, which stand in tables of their own",
    ),
    _plugin("Photonic", "pictures of the library", "albums of other sites"),
)
