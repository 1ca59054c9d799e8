"""Words for members alone: what membership plugins hide from the public stays out.

Checked against the documented shortcodes of Members (`[members_access]`, `_members_access_role`), Restrict Content (`[restrict]`,
`rcp_access_level`), MemberPress (`[mepr-active]`, `[mepr-show]`), Paid Memberships Pro (`[membership]`), s2Member (`[s2If]`),
WP-Members (`_wpmem_block`), Ultimate Member (`um_content_restriction`), WooCommerce Memberships, and Jetpack's paywall
(`jetpack/paywall`, `_jetpack_newsletter_access`) and `premium-content/…` blocks.
"""

from wpmigrate.content.packs import made_at_view, plain_table_of, table_of
from wpmigrate.content.restricted import block_for_members, for_members
from wpmigrate.contract import Block, Context, Facts, Noise, Plugin
from wpmigrate.wxr.php import decode

_MARK = "<!-- wp:wpmigrate/members-only /-->"
_OPEN = frozenset(("", "0", "none", "all", "everybody", "a:0:{}"))


def _hidden(value: str, _: str, __: Facts) -> str | None:
    """Keep a body out that its plugin showed to some roles alone; everybody saw its title."""
    return None if value.strip().lower() in _OPEN else _MARK


def _asked(value: str, _: str, __: Facts) -> str | None:
    """Keep a body out that Ultimate Member showed to those who had logged in."""
    told, _whole = decode(value)
    if not isinstance(told, dict) or str(told.get("_um_custom_access_settings")) != "1":
        return None
    return _MARK if str(told.get("_um_accessible")) == "2" else None


def _paywalled(value: str, content: str, _: Facts) -> str | None:
    """Keep out what stands below the paywall of a newsletter, or the whole body where there is none in it."""
    if value.strip().lower() in _OPEN:
        return None
    above, wall, _rest = content.partition("<!-- wp:jetpack/paywall")
    return f"{above}\n{_MARK}" if wall else _MARK


def _guests_block(block: Block, _: Context) -> str:
    return block.html


RESTRICTS = {
    **dict.fromkeys(
        ("_members_access_role", "rcp_access_level", "rcp_user_level", "rcp_subscription_level", "_wpmem_block"),
        _hidden,
    ),
    "um_content_restriction": _asked,
    "_jetpack_newsletter_access": _paywalled,
}
BLOCKS = {
    **dict.fromkeys(
        (
            "wpmigrate/members-only",
            "premium-content/subscriber-view",
            "members/content-permissions",
            "pmpro/membership",
            "memberful/restricted",
            "restrict-content-pro/restrict",
            "passster/content-protection",
        ),
        block_for_members,
    ),
    **dict.fromkeys(("premium-content/container", "premium-content/logged-out-view", "jetpack/paywall"), _guests_block),
}
SHORTCODES = {
    **plain_table_of(
        for_members,
        "members_access members_logged_in members_feed restrict is_paid registered_user logged_in_user mepr-active mepr-show"
        " mepr-rule membership pmpro_member s2If s2Get wpmem_logged_in wpmem_logged_out um_loggedin um_loggedout um_show_content"
        " wcm_restrict wcm_nonmember wcm_content_restricted loggedin loggedout userloggedin member access visitor rcp_is_paid"
        " private hide_from swpm_protected ihc-hide-content groups_member groups_non_member hide members_only member_only"
        " subscriber_content restrict_content arm_restrict_content memb_has_any_tag memb_is_logged_in wlm_private is_logged_in"
        " user_logged_in protected content_protector passster ppwp accessally_has_any_tag openid_content ws_plugin_only",
    ),
    **table_of(
        made_at_view("a form to register, log in or pay"),
        "wpmem_form pmpro_levels pmpro_checkout pmpro_account mepr-account-form mepr-membership-registration-form register_form"
        " login_form ultimatemember ultimatemember_account rcp_registration rcp_registration_form members_login_form",
    ),
}
NOISE = Noise(
    keys=("_members_access_role", "_members_access_error", "rcp_subscription_level", "rcp_access_level", "rcp_user_level",
          "_wpmem_block", "_mepr_unauthorized_message_type", "_pmpro_custom_header"),
    prefixes=("um_content_restriction", "ihc_", "_wc_memberships_", "_mepr_"),
    types=("memberpressrule", "memberpressgroup", "memberpressproduct", "memberpresscoupon", "um_form", "um_directory",
           "wc_membership_plan", "pmpro_level"),
)  # fmt: skip
PLUGIN = Plugin(
    name="Members, Restrict Content, MemberPress, Paid Memberships Pro, s2Member, Ultimate Member, Jetpack's paywall",
    group="Commerce, events and members",
    kept="a hidden mark where words for members stood, in a body or instead of it",
    left="the words themselves, which the public never saw; forms to register and pay (reported)",
    fixture="plugins/members.md",
)
