"""What the plug-ins for search engines keep in custom fields, by what it is."""

import re
from collections.abc import Mapping
from typing import Any, Final

_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "meta_title": ("_yoast_wpseo_title", "rank_math_title", "_aioseo_title", "_aioseop_title", "_seopress_titles_title", "_genesis_title"),
    "meta_description": (
        "_yoast_wpseo_metadesc", "rank_math_description", "_aioseo_description", "_aioseop_description",
        "_seopress_titles_desc", "_genesis_description",
    ),
    "og_title": ("_yoast_wpseo_opengraph-title", "rank_math_facebook_title", "_aioseo_og_title", "_seopress_social_fb_title"),
    "og_description": (
        "_yoast_wpseo_opengraph-description", "rank_math_facebook_description", "_aioseo_og_description", "_seopress_social_fb_desc",
    ),
    "og_image": ("_yoast_wpseo_opengraph-image", "rank_math_facebook_image", "_seopress_social_fb_img"),
    "twitter_title": ("_yoast_wpseo_twitter-title", "rank_math_twitter_title", "_aioseo_twitter_title", "_seopress_social_twitter_title"),
    "twitter_description": (
        "_yoast_wpseo_twitter-description", "rank_math_twitter_description", "_aioseo_twitter_description",
        "_seopress_social_twitter_desc",
    ),
    "twitter_image": ("_yoast_wpseo_twitter-image", "rank_math_twitter_image", "_seopress_social_twitter_img"),
    "canonical_url": ("_yoast_wpseo_canonical", "rank_math_canonical_url", "_seopress_robots_canonical", "_genesis_canonical_uri"),
}  # fmt: skip
# A plug-in fills these in when a page is shown: `%%title%%`, `%sep%`, `#post_title`.
_TEMPLATE = re.compile(r"%%?[a-z_]+%|#[a-z]+_[a-z]+")


def seo_fields(meta: Mapping[str, list[Any]]) -> dict[str, str]:
    """Answer what a person wrote for search engines and social networks; templates of a plug-in mean nothing elsewhere."""
    found = {}
    for name, keys in _FIELDS.items():
        told = (value.strip() for key in keys for value in meta.get(key, ()) if isinstance(value, str))
        text = next((value for value in told if value and not _TEMPLATE.search(value)), "")
        if text:
            found[name] = text
    return found
