"""The SEO Framework, and Genesis themes, whose field names it took over; it has no variables.

Checked against sybrew/the-seo-framework (inc/views, its post meta defaults) and the Genesis importer test of
Yoast/wordpress-seo. `-1` forces a page into the index.
"""

from wpmigrate.content.seo import flag, keywords, picture, plain
from wpmigrate.contract import Noise, Plugin

FACTS = {
    "_genesis_title": plain("title"),
    "_genesis_description": plain("description"),
    "_genesis_keywords": keywords,
    "_genesis_canonical_uri": plain("canonical"),
    "_genesis_noindex": flag("noindex", ("1",)),
    "_genesis_nofollow": flag("nofollow", ("1",)),
    "_open_graph_title": plain("og_title"),
    "_open_graph_description": plain("og_description"),
    "_social_image_url": plain("image"),
    "_social_image_id": picture("image"),
    "_twitter_title": plain("twitter_title"),
    "_twitter_description": plain("twitter_description"),
}
NOISE = Noise(
    keys=("_tsf_title_no_blogname", "_tsf_twitter_card_type", "_genesis_noarchive", "exclude_from_archive", "exclude_local_search",
          "_tsf_counter_no_index", "_genesis_layout", "_genesis_custom_body_class", "_genesis_custom_post_class"),
)  # fmt: skip
PLUGIN = Plugin(
    name="The SEO Framework, Genesis",
    group="Search engines",
    kept="title, description, canonical address, noindex, social title, text and picture, keywords",
    left="noarchive, archive and search exclusions, layouts",
    fixture="facts/seo.md",
)
