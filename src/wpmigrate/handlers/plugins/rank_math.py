"""Rank Math: its fields begin with `rank_math_`; robots words are a serialized list.

Checked against exported posts with such fields (kevq.uk and cmdr-nova pages on GitHub), field lists of migration tools and
Rank Math's documented variables (rankmath/seo-by-rank-math, includes/replace-variables).
"""

import re
from collections.abc import Mapping
from typing import Any

from wpmigrate.content.seo import keywords, picture, plain, primary, robots, worded
from wpmigrate.contract import About, Noise, Plugin
from wpmigrate.wxr.php import decode

_VARIABLE = re.compile(r"%([a-z_]+(?:\([^()%]*\))?)%", re.IGNORECASE)
_NAMES = {
    "title": "title", "seo_title": "title", "sitename": "site", "sitedesc": "tagline", "sep": "separator", "excerpt": "excerpt",
    "excerpt_only": "written excerpt", "seo_description": "excerpt", "category": "category", "primary_category": "category",
    "categories": "categories", "tag": "tag", "tags": "tags", "name": "author", "post_author": "author", "date": "date",
    "modified": "modified", "id": "id", "page": "nothing", "pagenumber": "nothing", "pagetotal": "nothing",
    "focuskw": "keyword", "pt_single": "type", "parent_title": "parent", "user_description": "nothing", "org_name": "site",
}  # fmt: skip


def _text(name: str) -> object:
    return worded(name, _VARIABLE, _NAMES)


def _robots(value: str, _: About) -> Mapping[str, Any]:
    words, _whole = decode(value)
    return robots(words if isinstance(words, list) else list(words.values()) if isinstance(words, dict) else [words])


FACTS = {
    "rank_math_title": _text("title"),
    "rank_math_description": _text("description"),
    "rank_math_canonical_url": plain("canonical"),
    "rank_math_robots": _robots,
    "rank_math_focus_keyword": keywords,
    "rank_math_facebook_title": _text("og_title"),
    "rank_math_facebook_description": _text("og_description"),
    "rank_math_facebook_image": plain("image"),
    "rank_math_facebook_image_id": picture("image"),
    "rank_math_twitter_title": _text("twitter_title"),
    "rank_math_twitter_description": _text("twitter_description"),
    "rank_math_twitter_image": plain("twitter_image"),
    "rank_math_primary_category": primary("category"),
    "rank_math_primary_product_cat": primary("product_cat"),
}
NOISE = Noise(
    keys=(
        "rank_math_seo_score", "rank_math_internal_links_processed", "rank_math_analytic_object_id", "rank_math_og_content_image",
        "rank_math_pillar_content", "rank_math_contentai_score", "rank_math_news_sitemap_robots", "rank_math_twitter_use_facebook",
        "rank_math_twitter_card_type", "rank_math_advanced_robots", "rank_math_facebook_enable_image_overlay",
        "rank_math_breadcrumb_title", "rank_math_facebook_image_overlay", "rank_math_schema_migrated",
    ),
    prefixes=("rank_math_schema_", "rank_math_shortcode_schema_", "rank_math_rich_snippet", "rank_math_snippet_"),
)  # fmt: skip
PLUGIN = Plugin(
    name="Rank Math",
    group="Search engines",
    kept="title, description, canonical address, noindex, social title, text and picture, focus keywords, primary category;"
    " variables filled in",
    left="scores, schema records; redirects, which stand in a table of its own",
    fixture="facts/seo.md",
)
