"""Packs of blocks: what they save as HTML is read as HTML; here stand those that keep their words in attributes.

Checked against the corpus (`kadence/…` in 3 files) and the block.json files of Kadence Blocks (`singlebtn`, `countup`,
`testimonial`, `advancedgallery`), Spectra (`uagb/…`), GenerateBlocks, Stackable, CoBlocks, Otter, Yoast and Rank Math in public
repositories.
"""

from wpmigrate.content.attributed import mappings, number, picture, start, text
from wpmigrate.content.packs import nothing, plain_table_of, quote_html, table_of
from wpmigrate.contract import Block, Code, Context, Noise, Plugin


def _button(block: Block, _: Context) -> str | None:
    words, url = text(block.attributes, "text", "label", "content"), text(block.attributes, "link", "url")
    if "<a" in block.html or not words:
        return None
    return f"<p>{start('a', {'href': url})}{words}</a></p>" if url else f"<p>{words}</p>"


def _count(block: Block, _: Context) -> str | None:
    end = block.attributes.get("end", block.attributes.get("endNumber"))
    if end is None or str(end) in block.html:
        return None
    amount = f"{text(block.attributes, 'prefix')}{end}{text(block.attributes, 'suffix')}"
    return f"<p><strong>{amount}</strong> {text(block.attributes, 'title', 'heading')}</p>"


def _quoted(block: Block, _: Context) -> str | None:
    if block.html.strip():
        return None
    words = text(block.attributes, "content", "title")
    return quote_html(words, text(block.attributes, "name"), text(block.attributes, "occupation")) if words else None


def _pictures(block: Block, _: Context) -> str | None:
    if "<img" in block.html:
        return None
    names = ("imagesDynamic", "images", "mediaGallery", "gallery")
    images = [one for name in names for one in mappings(block.attributes, name)]
    shown = "".join(
        f"<p>{picture(text(one, 'url', 'src', 'fullUrl'), alt=text(one, 'alt'), attachment=number(one, 'id'))}</p>"
        for one in images
        if text(one, "url", "src", "fullUrl")
    )
    return shown or None


def _dynamic(block: Block, context: Context) -> str:
    context.report(Code.BLOCK_DYNAMIC, block.name)
    return ""


def _contents(_: Block, __: Context) -> str:
    """Leave a table of contents out: the new site makes its own, and the headings are there."""
    return ""


BLOCKS = {
    **dict.fromkeys(("kadence/singlebtn", "uagb/buttons-child", "generateblocks/button", "stackable/button"), _button),
    **dict.fromkeys(("kadence/countup", "uagb/counter", "stackable/count-up"), _count),
    **dict.fromkeys(("kadence/testimonial",), _quoted),
    **dict.fromkeys(("kadence/advancedgallery", "uagb/image-gallery", "coblocks/gallery-masonry", "generateblocks/media"), _pictures),
    **dict.fromkeys(
        ("kadence/tableofcontents", "luckywp/tableofcontents", "uagb/table-of-contents", "rank-math/toc-block",
         "yoast-seo/table-of-contents",
         "simpletoc/toc", "aioseo/table-of-contents", "ub/table-of-contents-block", "eb/table-of-contents"),
        _contents,
    ),
    **dict.fromkeys(
        ("kadence/postgrid", "kadence/posts", "kadence/portfoliogrid", "uagb/post-grid", "uagb/post-carousel", "uagb/post-timeline",
         "uagb/post-masonry", "uagb/taxonomy-list", "generateblocks/query-loop", "stackable/posts", "coblocks/posts",
         "coblocks/post-carousel",
         "ub/post-grid", "eb/post-grid", "wp-show-posts/display", "the-post-grid/grid-layout", "themeisle-blocks/posts-grid",
         "ultimate-post/post-grid-1", "atomic-blocks/ab-post-grid", "genesis-blocks/gb-post-grid"),
        _dynamic,
    ),
}  # fmt: skip
SHORTCODES = {
    **table_of(nothing, "lwptoc ez-toc table-of-contents tableofcontents wptoc simpletoc toc_widget rank_math_toc"),
    **plain_table_of(nothing, "toc no_toc"),
}
NOISE = Noise(
    keys=("_uag_page_assets", "_uag_css_file_name", "_uag_js_file_name", "_lwptoc_settings", "ez-toc-header-label", "_eb_attr"),
    prefixes=("_kad_", "_kadence_", "_uag_", "_generateblocks_", "_stackable_", "_themeisle_gutenberg", "_ez-toc-", "_ub_",
     "_eb_", "_coblocks_"),
    types=("kadence_form", "kadence_element", "kadence_conversions", "gblocks_global_style", "gp_elements", "spectra-popup",
     "astra-advanced-hook"),
)  # fmt: skip
PLUGINS = tuple(
    Plugin(name=name, group="Shortcode packs", kept=kept, left=left, fixture="plugins/block-packs.md")
    for name, kept, left in (
        (
            "Kadence Blocks",
            "whatever their HTML says; buttons, counters, quotations and galleries that stand in attributes",
            "lists of posts (reported), icons",
        ),
        (
            "Spectra, GenerateBlocks, Stackable, CoBlocks, Otter, Essential Blocks",
            "whatever their HTML says",
            "lists of posts (reported)",
        ),
        (
            "Table of contents: LuckyWP, Easy TOC, Rank Math, SimpleTOC",
            "nothing: the new site makes its own",
            "the list itself",
        ),
    )
)
