"""SEOPress: its fields begin with `_seopress_`.

Checked against wp-seopress (inc/functions/options-social.php, the meta keys of its REST settings) and the meta robots helper.
"""

import re
from collections.abc import Mapping
from typing import Any

from wpmigrate.content.seo import flag, keywords, picture, plain, primary, worded
from wpmigrate.contract import About, Noise, Plugin

_VARIABLE = re.compile(r"%%([a-z0-9_-]+?)%%", re.IGNORECASE)
_NAMES = {
    "post_title": "title", "title": "title", "sitetitle": "site", "sitename": "site", "tagline": "tagline", "sitedesc": "tagline",
    "sep": "separator", "post_excerpt": "excerpt", "excerpt": "excerpt", "post_category": "category", "post_tag": "tag",
    "post_author": "author", "post_date": "date", "post_modified_date": "modified", "page": "nothing", "current_pagination": "nothing",
    "target_keyword": "keyword",
}  # fmt: skip


def _text(name: str) -> object:
    return worded(name, _VARIABLE, _NAMES)


def _redirect(value: str, about: About) -> Mapping[str, Any]:
    return {"redirect": value.strip()} if about.facts.meta("_seopress_redirections_enabled") == "yes" else {}


FACTS = {
    "_seopress_titles_title": _text("title"),
    "_seopress_titles_desc": _text("description"),
    "_seopress_robots_canonical": plain("canonical"),
    "_seopress_robots_index": flag("noindex", ("yes",)),
    "_seopress_robots_follow": flag("nofollow", ("yes",)),
    "_seopress_robots_primary_cat": primary("category"),
    "_seopress_social_fb_title": _text("og_title"),
    "_seopress_social_fb_desc": _text("og_description"),
    "_seopress_social_fb_img": plain("image"),
    "_seopress_social_fb_img_attachment_id": picture("image"),
    "_seopress_social_twitter_title": _text("twitter_title"),
    "_seopress_social_twitter_desc": _text("twitter_description"),
    "_seopress_social_twitter_img": plain("twitter_image"),
    "_seopress_analysis_target_kw": keywords,
    "_seopress_redirections_value": _redirect,
}
NOISE = Noise(
    keys=("_seopress_analysis_data", "_seopress_content_analysis_api", "_seopress_analysis_data_oxygen", "_seopress_robots_odp"),
    prefixes=(
        "_seopress_redirections_logged", "_seopress_redirections_param", "_seopress_robots_imageindex", "_seopress_robots_snippet",
        "_seopress_robots_archive", "_seopress_robots_breadcrumbs", "_seopress_social_fb_img_", "_seopress_social_twitter_img_",
        "_seopress_pro_rich_snippets", "_seopress_insights",
    ),
)  # fmt: skip
PLUGIN = Plugin(
    name="SEOPress",
    group="Search engines",
    kept="title, description, canonical address, noindex, social title, text and picture, target keywords, primary category,"
    " redirect; variables filled in",
    left="content analysis, rich snippets, sizes of pictures",
    fixture="facts/seo.md",
)
