"""All in One SEO: `_aioseop_…` until version 3, `_aioseo_…` (a copy of its own table) since version 4.

Checked against the importer of Yoast/wordpress-seo (src/actions/importing/aioseo), awesomemotive/all-in-one-seo-pack
(app/Common/Migration) and the tag table of its post editor.
"""

import re

from wpmigrate.content.seo import flag, keywords, plain, worded
from wpmigrate.contract import Noise, Plugin

_VARIABLE = re.compile(r"#([a-z]+(?:_[a-z]+)+|tagline|categories|permalink)(?![\w])")
_NAMES = {
    "post_title": "title", "site_title": "site", "tagline": "tagline", "separator_sa": "separator", "post_excerpt": "excerpt",
    "post_excerpt_only": "written excerpt", "categories": "categories", "taxonomy_title": "category", "category_title": "category",
    "author_name": "author", "author_first_name": "author", "post_date": "date", "post_year": "year", "post_month": "month",
    "post_day": "day", "page_number": "nothing",
}  # fmt: skip
_OLD_VARIABLE = re.compile(r"%([a-z_]+)%")
_OLD_NAMES = {
    "post_title": "title", "page_title": "title", "blog_title": "site", "site_title": "site", "blog_description": "tagline",
    "site_description": "tagline", "category_title": "category", "category": "category", "description": "excerpt",
    "post_date": "date", "post_author_name": "author",
}  # fmt: skip


def _text(name: str) -> object:
    return worded(name, _VARIABLE, _NAMES)


def _old_text(name: str) -> object:
    return worded(name, _OLD_VARIABLE, _OLD_NAMES)


FACTS = {
    "_aioseo_title": _text("title"),
    "_aioseo_description": _text("description"),
    "_aioseo_keywords": keywords,
    "_aioseo_og_title": _text("og_title"),
    "_aioseo_og_description": _text("og_description"),
    "_aioseo_twitter_title": _text("twitter_title"),
    "_aioseo_twitter_description": _text("twitter_description"),
    "_aioseop_title": _old_text("title"),
    "_aioseop_description": _old_text("description"),
    "_aioseop_keywords": keywords,
    "_aioseop_custom_link": plain("canonical"),
    "_aioseop_noindex": flag("noindex", ("on", "1")),
    "_aioseop_nofollow": flag("nofollow", ("on", "1")),
}
NOISE = Noise(
    keys=(
        "_aioseo_og_article_section", "_aioseo_og_article_tags", "_aioseop_opengraph_settings", "_aioseop_sitemap_exclude",
        "_aioseop_disable", "_aioseop_disable_analytics", "_aioseop_sitemap_priority", "_aioseop_sitemap_frequency",
        "_aioseop_menulabel", "_aioseop_titleatr", "aiosp_do_log",
    ),
)  # fmt: skip
PLUGIN = Plugin(
    name="All in One SEO",
    group="Search engines",
    kept="title, description, keywords, social texts, and of version 3 canonical address and noindex; variables filled in",
    left="what version 4 keeps in a table of its own: canonical address, noindex, pictures",
    fixture="facts/seo.md",
)
