"""Themify's shortcodes, with and without their `themify_` prefix.

Checked against the template lists of Themify's editor buttons (themify-shortcodes: `[themify_box color="" icon=""]`,
`[themify_button label="" link=""]`); unprefixed names are those of the packs in `generic`.
"""

from wpmigrate.content import packs
from wpmigrate.content.restricted import for_members
from wpmigrate.contract import Context, Noise, Plugin, Shortcode


def _author(shortcode: Shortcode, _: Context) -> str:
    return shortcode.inner or ""


def _map(shortcode: Shortcode, _: Context) -> str:
    return packs.paragraph_html(
        packs.link_html("", packs.said(shortcode.attributes, ("link",)))
        or packs.said(shortcode.attributes, ("address",))
    )


SHORTCODES = {
    **packs.table_of(
        packs.unwrapped,
        "themify_box themify_col themify_sub_row themify_list themify_slider themify_slide themify_layout_part",
    ),
    "themify_quote": packs.quoted(),
    "themify_button": packs.button(("label",), ("link",)),
    "themify_icon": packs.titled(("label",), "h4"),
    "themify_toggle": packs.toggle(("title",)),
    "themify_tab": packs.titled(("title",)),
    "themify_video": packs.media(("src",)),
    "themify_gallery": packs.gallery(("ids",)),
    **packs.table_of(packs.shows(_author), "themify_author_box"),
    "themify_map": packs.shows(_map),
    **packs.table_of(for_members, "themify_is_logged_in themify_is_guest"),
    **packs.table_of(packs.nothing, "themify_hr themify_twitter themify_flickr"),
    **packs.table_of(
        packs.made_at_view("a list of posts"), "themify_post_slider themify_list_posts themify_list-posts"
    ),
}
NOISE = Noise(
    keys=("builder_switch_frontend", "tbp_", "themify_used_global_styles", "_themify_builder_settings_json_saved",
     "hide_page_title", "hide_post_title", "hide_post_image"),
    prefixes=("themify_", "_themify_builder_", "tbp_"),
    types=("tbuilder_layout", "tbuilder_layout_part", "tglobal_style", "tbp_theme", "tbp_template"),
)  # fmt: skip
PLUGIN = Plugin(
    name="Themify shortcodes",
    group="Shortcode packs",
    kept="boxes, columns, buttons, quotations, toggles, tabs, films, galleries",
    left="lists of posts (reported), lines, feeds of other sites; words for members or guests alone",
    fixture="plugins/themify.md",
)
