"""Forums: bbPress topics and replies; BuddyPress's own pages and fields are noise.

Checked against bbPress (types `forum`, `topic` whose parent is a forum, `reply` whose parent is a topic; `_bbp_topic_id`,
`_bbp_reply_to`, `_bbp_forum_id`) and BuddyPress (`bp-email`, `buddypress` pages) in their plugin copies in public repositories.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from wpmigrate.content.packs import heading_html, link_html, made_at_view, table_of
from wpmigrate.contract import About, Context, Facts, Node, Noise, Part, Plugin, Shortcode

_DEEPEST = 20


def _replies(topic: int, facts: Facts) -> Sequence[Part]:
    """List the replies of a topic as bbPress shows them: by their order, then by number."""
    found = facts.parts("reply", topic) if topic else ()
    return sorted(found, key=lambda one: (one.menu_order, one.id))


def _topic(about: About) -> Mapping[str, Any]:
    """Answer the thread of a topic, with what each reply answers."""
    facts, post = about.facts, about.post
    forum = facts.reference("post", post.parent) if post.parent else None
    replies = [
        {
            "id": one.id,
            "reply_to": _number(one.field("_bbp_reply_to")),
            "content": one.content,
            "date": one.field("_bbp_date"),
        }
        for one in _replies(post.place.id or 0, facts)
    ]
    kept = [{name: value for name, value in one.items() if value} for one in replies]
    told = {"forum": forum.title if forum else "", "replies": kept, "closed": post.status == "closed"}
    return {"topic": {name: value for name, value in told.items() if value}}


def _number(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) < 12 else 0


def _page(body: str, facts: Facts) -> str:
    """Show the replies of a topic below it, each in a quotation, its answers inside."""
    replies = _replies(_number(facts.meta("_bbp_topic_id")), facts)
    if not replies:
        return body
    below: dict[int, list[Part]] = {}
    known = {one.id for one in replies}
    for one in replies:
        above = _number(one.field("_bbp_reply_to"))
        below.setdefault(above if above in known and above != one.id else 0, []).append(one)
    return f"{body}\n\n{heading_html('Replies')}\n\n{_shown(below, 0, 0)}"


def _shown(below: Mapping[int, Sequence[Part]], number: int, depth: int) -> str:
    if depth > _DEEPEST:
        return ""
    return "".join(
        f'<blockquote id="post-{one.id}">\n\n{one.content}\n\n{_shown(below, one.id, depth + 1)}</blockquote>\n\n'
        for one in below.get(number, ())
    )


def _linked(shortcode: Shortcode, context: Context) -> Sequence[Node]:
    found = context.reference("post", _number(shortcode.attributes.get("id", "")))
    return context.blocks(f"<p>{link_html(found.title, found.url)}</p>") if found else ()


PARTS = ("reply",)
PAGES = {"topic": _page}
RECORDS = {"topic": _topic}
SHORTCODES = {
    **table_of(_linked, "bbp-single-forum bbp-single-topic bbp-single-reply"),
    **table_of(
        made_at_view("a list of forums, topics or people"),
        "bbp-forum-index bbp-topic-index bbp-topic-form bbp-reply-form bbp-forum-form bbp-topic-tags bbp-single-tag bbp-single-view"
        " bbp-search bbp-search-form bbp-login bbp-register bbp-lost-pass bbp-stats activity-stream buddypress-members bp-group",
    ),
}
NOISE = Noise(
    keys=("_bbp_reply_count", "_bbp_reply_count_hidden", "_bbp_topic_count", "_bbp_topic_count_hidden", "_bbp_total_topic_count",
          "_bbp_total_reply_count", "_bbp_voice_count", "_bbp_engagement", "_bbp_subscription", "_bbp_favorite"),
    prefixes=("_bbp_", "bp_", "_bp_"),
    types=("bp-email", "buddypress", "bp_ps_form", "reply", "bp-member-type"),
)  # fmt: skip
PLUGINS = (
    Plugin(
        name="bbPress",
        group="Commerce, events and members",
        kept="forums and topics as pages in their hierarchy; replies below their topic, answers inside, and as structure",
        left="lists, forms and counts; who replied, which only the plugin's own pages tell",
        fixture="facts/community.md",
    ),
    Plugin(
        name="BuddyPress",
        group="Noise",
        kept="nothing",
        left="e-mail templates, groups and activity, which stand in tables of their own",
        fixture="facts/noise.md",
    ),
)
