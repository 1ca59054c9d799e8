"""Which items are written, as what, and why the others are not. Nothing becomes more public than it was."""

import re
from typing import Final, Literal, TypeAlias

from msgspec import Struct

from wpmigrate.model import Visibility
from wpmigrate.site.options import SiteOptions

Outcome: TypeAlias = Literal["post", "attachment", "menu", "skip", "fail"]


class Decision(Struct, frozen=True):
    """What becomes of one item. `key` is its ledger id; `reason` is a slug, empty for what is written.

    One that is `mute` was read without a finding and has no comments: if it is no page, all is said of it.
    """

    ordinal: int
    key: str
    type: str
    outcome: Outcome
    visibility: Visibility = "published"
    reason: str = ""
    mute: bool = False


class Verdict(Struct, frozen=True):
    """What an item's own fields say, before other items are known."""

    outcome: Outcome
    visibility: Visibility
    reason: str = ""


INTERNAL_TYPES: Final = frozenset(
    (
        "revision", "wp_global_styles", "wp_template", "wp_template_part", "wp_font_family", "wp_font_face", "custom_css",
        "customize_changeset", "oembed_cache", "user_request", "wp_navigation", "wp_block", "acf-field", "acf-field-group",
        "acf-post-type", "acf-taxonomy", "acf-ui-options-page", "elementor_library", "elementor_snippet", "elementor-hf",
        "wpcf7_contact_form", "wpforms", "mc4wp-form", "polylang_mo", "amp_validated_url", "guest-author",
        "jp_mem_plan", "jetpack_migration", "scheduled-action", "et_pb_layout", "fl-builder-template", "vc_grid_item",
        "templatera", "fusion_template", "fusion_element", "shop_coupon", "shop_webhook", "wp-types-group",
        "wp-types-user-group", "wp-types-term-group", "wpcode",
    )
)  # fmt: skip
# Of these, the bodies of pages show what they hold.
SHARED_TYPES: Final = frozenset(("wp_block", "wp_navigation"))
PERSONAL_TYPES: Final = frozenset(
    (
        "shop_order", "shop_order_refund", "shop_order_placehold", "shop_subscription", "feedback", "jp_pay_order",
        "flamingo_contact", "flamingo_inbound", "flamingo_outbound", "nf_sub", "edd_payment", "edd_log", "give_payment",
        "wc_booking", "wc_user_membership", "llms_order", "sfwd-transactions", "wpcf7s", "postman_sent_mail",
        "tribe_rsvp_attendees", "tribe_tpp_attendees", "tribe_wooticket", "tribe_eddattendee", "tec_tc_attendee", "tec_tc_order",
        "tribe_tpp_orders", "mec-books", "evo-tix", "event_registration", "booked_appointments", "mphb_booking", "mphb_payment",
        "happyforms-message", "ccf_submission", "job_application", "give_log", "mt-payments", "lp_order", "tutor_enrolled",
        "sfwd-essays", "sfwd-assignment", "sliced_invoice", "sliced_quote", "pronamic_payment", "pronamic_pay_subscr", "edd_license",
        "mp_order", "llms_transaction", "wpi_invoice",
    )
)  # fmt: skip

# WordPress before 2.1 knew `static` for pages and marked attachments by status; an importer makes a missing one a draft.
_PUBLIC: Final = Verdict("post", "published")
_BY_STATUS: Final[dict[str, Verdict]] = {
    "publish": _PUBLIC,
    "static": _PUBLIC,
    "draft": Verdict("post", "draft"),
    "pending": Verdict("post", "draft"),
    "auto-draft": Verdict("post", "draft"),
    "": Verdict("post", "draft"),
    "future": Verdict("post", "scheduled"),
    "private": Verdict("skip", "private", "status-private"),
    "trash": Verdict("skip", "trash", "status-trash"),
}
_UNKNOWN: Final = Verdict("skip", "private", "unknown-status")
_PROTECTED: Final = Verdict("skip", "password", "password-protected")
_NUMBERED: Final = re.compile("p=[0-9]+")
_ATTACHED: Final = frozenset(("inherit", "", "attachment", "object"))


def follows_parent(kind: str, status: str) -> bool:
    """Say whether an item is as public as the post it hangs on."""
    return kind == "attachment" and status in _ATTACHED


def judge(kind: str, status: str, password: str, options: SiteOptions, link: str = "") -> Verdict:
    """Decide by an item's own type, status, password and address."""
    standing = _standing(kind, status, password, options)
    if kind == "nav_menu_item":
        return _menu_entry(standing)
    if kind == "attachment":
        return Verdict("attachment", standing.visibility) if standing.outcome == "post" else standing
    reason = _type_reason(kind, options) or _address_reason(kind, standing, link, options)
    return Verdict("skip", standing.visibility, reason) if reason else standing


def _standing(kind: str, status: str, password: str, options: SiteOptions) -> Verdict:
    if kind == "topic" and status == "closed":  # a forum's, which nobody can answer any more, but everybody reads
        status = "publish"
    verdict = _PUBLIC if follows_parent(kind, status) else _BY_STATUS.get(status, _UNKNOWN)
    if password and verdict.outcome != "skip":
        verdict = _PROTECTED
    asked = verdict.visibility in options.include and verdict is not _UNKNOWN
    return Verdict("post", verdict.visibility) if verdict.outcome == "skip" and asked else verdict


def _menu_entry(standing: Verdict) -> Verdict:
    if standing.outcome == "post" and standing.visibility == "published":
        return Verdict("menu", "published")
    return Verdict("skip", standing.visibility, standing.reason or "orphan-menu-item")


def _type_reason(kind: str, options: SiteOptions) -> str:
    if kind in PERSONAL_TYPES and not (options.personal_data and kind in options.post_types):
        return "personal-data"
    if kind in options.post_types:
        return ""
    if kind in INTERNAL_TYPES or kind in options.noisy_types:
        return "internal-type"
    return "type-not-selected" if options.post_types else ""


def _address_reason(kind: str, standing: Verdict, link: str, options: SiteOptions) -> str:
    """Keep out a type whose items have no address of their own: what is published at `?post_type=NAME&p=N` is for the dashboard."""
    if standing.visibility != "published" or "post_type=" not in link or kind in options.post_types:
        return ""
    asked = link.partition("?")[2].replace("&#038;", "&").replace("&amp;", "&").split("&")
    return "type-without-pages" if f"post_type={kind}" in asked and any(map(_NUMBERED.fullmatch, asked)) else ""
