"""Yoast SEO: its fields begin with `_yoast_wpseo_`.

Checked against Yoast/wordpress-seo (inc/class-wpseo-meta.php, inc/class-wpseo-replace-vars.php) and the field table of the
WP All Import add-on's README (pantheon-systems/WordPress).
"""

import re

from wpmigrate.content.seo import flag, keywords, picture, plain, primary, worded
from wpmigrate.contract import Noise, Plugin

_VARIABLE = re.compile(r"%%([a-z0-9_-]+?)%%", re.IGNORECASE)
_NAMES = {
    "title": "title", "sitename": "site", "sitedesc": "tagline", "sep": "separator", "excerpt": "excerpt",
    "excerpt_only": "written excerpt", "category": "categories", "primary_category": "category", "tag": "tags", "name": "author",
    "date": "date", "modified": "modified", "id": "id", "pt_single": "type", "page": "nothing", "pagenumber": "nothing",
    "pagetotal": "nothing", "focuskw": "keyword", "parent_title": "parent", "post_year": "year", "post_month": "month",
    "post_day": "day", "author_first_name": "author",
}  # fmt: skip


def _text(name: str) -> object:
    return worded(name, _VARIABLE, _NAMES)


FACTS = {
    "_yoast_wpseo_title": _text("title"),
    "_yoast_wpseo_metadesc": _text("description"),
    "_yoast_wpseo_canonical": plain("canonical"),
    "_yoast_wpseo_meta-robots-noindex": flag("noindex", ("1",)),
    "_yoast_wpseo_meta-robots-nofollow": flag("nofollow", ("1",)),
    "_yoast_wpseo_opengraph-title": _text("og_title"),
    "_yoast_wpseo_opengraph-description": _text("og_description"),
    "_yoast_wpseo_opengraph-image": plain("image"),
    "_yoast_wpseo_opengraph-image-id": picture("image"),
    "_yoast_wpseo_twitter-title": _text("twitter_title"),
    "_yoast_wpseo_twitter-description": _text("twitter_description"),
    "_yoast_wpseo_twitter-image": plain("twitter_image"),
    "_yoast_wpseo_twitter-image-id": picture("twitter_image"),
    "_yoast_wpseo_focuskw": keywords,
    "_yoast_wpseo_metakeywords": keywords,
    "_yoast_wpseo_primary_category": primary("category"),
    "_yoast_wpseo_primary_product_cat": primary("product_cat"),
    "_yoast_wpseo_redirect": plain("redirect"),
}
NOISE = Noise(
    keys=(
        "_yoast_wpseo_linkdex", "_yoast_wpseo_content_score", "_yoast_wpseo_inclusive_language_score",
        "_yoast_wpseo_estimated-reading-time-minutes", "_yoast_wpseo_is_cornerstone", "_yoast_wpseo_focuskw_text_input",
        "_yoast_wpseo_keywordsynonyms", "_yoast_wpseo_wordproof_timestamp", "_yoast_wpseo_meta-robots-adv",
        "_yoast_wpseo_sitemap-include", "_yoast_wpseo_sitemap-prio", "_yoast_wpseo_schema_page_type",
        "_yoast_wpseo_schema_article_type", "_yoast_wpseo_google-plus-title", "_yoast_wpseo_google-plus-description",
        "_yoast_wpseo_google-plus-image", "_yoast_indexnow_last_ping",
    ),
)  # fmt: skip
PLUGIN = Plugin(
    name="Yoast SEO",
    group="Search engines",
    kept="title, description, canonical address, noindex, social title, text and picture, focus keyword, primary category and"
    " redirect; variables filled in",
    left="scores, schema types, advanced robots words, Google+ texts",
    fixture="facts/seo.md",
)
