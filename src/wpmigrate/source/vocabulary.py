"""The names of WXR: which elements hold others, which hold text, and where each belongs."""

from types import MappingProxyType

_TERM = ("wp:category", "wp:tag", "wp:term")
_META = ("wp:postmeta", "wp:commentmeta", "wp:termmeta")
_BOTH = ("item", "channel")

_CONTAINERS = {
    ("channel",): "image wp:author wp:wp_author wp:category wp:tag wp:term",
    ("item",): "wp:postmeta wp:comment",
    ("wp:comment",): "wp:commentmeta",
    _TERM: "wp:termmeta",
}
_TEXTS = {
    ("channel", "item", "image"): "title link description",
    _BOTH: "pubDate generator language category",
    ("image",): "url width height",
    ("channel",): "wp:wxr_version wp:version wp:base_site_url wp:base_blog_url wp:plugin_name wp:plugin_version",
    (
        "item",
    ): "guid dc:creator content:encoded excerpt:encoded wp:post_id wp:post_date wp:post_date_gmt wp:post_modified "
    "wp:post_modified_gmt wp:comment_status wp:ping_status wp:post_name wp:status wp:post_parent wp:menu_order "
    "wp:post_type wp:post_password wp:is_sticky wp:attachment_url",
    ("wp:author", "wp:wp_author"): "wp:author_id wp:author_login wp:author_email wp:author_display_name "
    "wp:author_first_name wp:author_last_name",
    _TERM: "wp:term_id",
    ("wp:category",): "wp:category_nicename wp:category_parent wp:cat_name wp:category_description",
    ("wp:tag",): "wp:tag_slug wp:tag_name wp:tag_description",
    ("wp:term",): "wp:term_taxonomy wp:term_slug wp:term_parent wp:term_name wp:term_description",
    _META: "wp:meta_key wp:meta_value",
    (
        "wp:comment",
    ): "wp:comment_id wp:comment_author wp:comment_author_email wp:comment_author_url wp:comment_author_IP "
    "wp:comment_date wp:comment_date_gmt wp:comment_content wp:comment_approved wp:comment_type wp:comment_parent "
    "wp:comment_user_id",
}

CONTAINERS = MappingProxyType({name: homes for homes, names in _CONTAINERS.items() for name in names.split()})
"""An element that holds elements → where it may stand."""

TEXTS = MappingProxyType({name: homes for homes, names in _TEXTS.items() for name in names.split()})
"""An element that holds text alone → where it may stand."""

BODIES = MappingProxyType(
    {
        "content:encoded": ("wp:", "excerpt:"),
        "excerpt:encoded": ("wp:",),
        "wp:meta_value": ("wp:",),
        "wp:comment_content": ("wp:",),
    }
)
"""A text in which old exports left markup as it stood → the prefixes that prove, even there, that it was never closed."""

_HTML = (
    "a b blockquote body br center code dd div dl dt em font form h1 h2 h3 h4 h5 h6 head hr html i iframe img input li ol p "
    "pre script small span strong style sub sup table tbody td th thead tr u ul"
)
HTML = frozenset(_HTML.split())
"""What a PHP warning or a page footer is made of: between fields it is junk, not an element of a producer."""
