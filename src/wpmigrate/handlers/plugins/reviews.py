"""Reviews and ratings: a verdict is kept as structure, votes are counters.

Checked against WP Review (`wp_review_type`, `wp_review_item`, `wp_review_total`, `wp_review_desc`), Site Reviews (type `site-review`),
YASR (`yasr_overall_rating`), kk Star Ratings (`_kksr_…`), WP-PostRatings (`ratings_…`) in their plugin copies in public repositories.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from wpmigrate.content import built
from wpmigrate.content.built import words
from wpmigrate.content.packs import heading_html, made_at_view, nothing, table_of
from wpmigrate.contract import About, Context, Facts, Node, Noise, Plugin, Shortcode
from wpmigrate.wxr.php import decode


def _items(facts: Facts) -> list[dict[str, str]]:
    told = decode(facts.meta("wp_review_item"))[0]
    listed = list(told.values()) if isinstance(told, Mapping) else told if isinstance(told, list) else []
    found = [one for one in listed if isinstance(one, Mapping)]
    return [{"title": words(one, "wp_review_item_title"), "score": words(one, "wp_review_item_star")} for one in found]


def _review(about: About) -> Mapping[str, Any]:
    facts = about.facts
    record = {
        "heading": facts.meta("wp_review_heading"),
        "type": facts.meta("wp_review_type"),
        "total": facts.meta("wp_review_total") or facts.meta("yasr_overall_rating"),
        "verdict": facts.meta("wp_review_desc"),
        "pros": facts.meta("wp_review_pros"),
        "cons": facts.meta("wp_review_cons"),
        "items": [one for one in _items(facts) if one["title"]],
    }
    found = {name: value for name, value in record.items() if value and value not in ("0", "none")}
    return {"review": found} if set(found) - {"type"} else {}


def _box(value: str, content: str, facts: Facts) -> str | None:
    """Show the verdict below the words, as the plugin does."""
    if value.strip() in ("", "none") or "[wp-review" in content:
        return None
    html = _html(facts)
    return f"{content}\n\n{html}" if html else None


def _html(facts: Facts) -> str:
    items = built.listed([f"{one['title']}: {one['score']}" for one in _items(facts) if one["title"]])
    total = f"<p><strong>{facts.meta('wp_review_total')}</strong></p>" if facts.meta("wp_review_total") else ""
    return (
        heading_html(facts.meta("wp_review_heading")) + items + total + built.block_words(facts.meta("wp_review_desc"))
    )


def _here(_: Shortcode, context: Context) -> Sequence[Node]:
    html = _html(context)
    return context.blocks(html) if html else ()


BODIES = {"wp_review_type": _box}
KEYS = {"wp_review_type": _review, "yasr_overall_rating": _review}
SHORTCODES = {
    **table_of(_here, "wp-review"),
    **table_of(
        made_at_view("votes or reviews of visitors"),
        "site_reviews site_reviews_form site_reviews_summary yasr_visitor_votes yasr_overall_rating yasr_multiset ratings wp_ulike"
        " total-poll poll thumbs-rating-buttons testimonials_list testimonial_rotator wp-polls wpdiscuz_comments",
    ),
    **table_of(nothing, "kkratings kkstarratings rate_my_post rmp_rating"),
}
NOISE = Noise(
    keys=("yasr_post_is_review", "ratings_average", "ratings_score", "ratings_users", "yasr_auto_insert_disabled"),
    prefixes=("_kksr_", "_glsr_", "rmp_", "wp_review_", "_yasr_", "_liked", "_ulike", "thumbs-rating-"),
    types=("site-review", "wp_review"),
)
PLUGINS = tuple(
    Plugin(name=name, group="Recipes and reviews", kept=kept, left=left, fixture="facts/reviews.md")
    for name, kept, left in (
        ("WP Review", "the verdict below the words, with its points; as structure too", "votes of visitors"),
        (
            "YASR, Site Reviews, kk Star Ratings, WP-PostRatings, Rate My Post",
            "the author's own rating",
            "votes and reviews of visitors (reported)",
        ),
    )
)
