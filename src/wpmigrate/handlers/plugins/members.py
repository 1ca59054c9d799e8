"""Words for members alone: what membership plugins hide from the public stays out.

Checked against the documented shortcodes of Members (`[members_access]`), Restrict Content (`[restrict]`), MemberPress
(`[mepr-active]`, `[mepr-show]`), Paid Memberships Pro (`[membership]`), s2Member (`[s2If]`), WP-Members, Ultimate Member
(`[um_loggedin]`) and WooCommerce Memberships.
"""

from wpmigrate.content.packs import made_at_view, plain_table_of, table_of
from wpmigrate.content.restricted import for_members
from wpmigrate.contract import Noise, Plugin

SHORTCODES = {
    **plain_table_of(
        for_members,
        "members_access members_logged_in members_feed restrict is_paid registered_user logged_in_user mepr-active mepr-show"
        " mepr-rule membership pmpro_member s2If s2Get wpmem_logged_in wpmem_logged_out um_loggedin um_loggedout um_show_content"
        " wcm_restrict wcm_nonmember wcm_content_restricted loggedin loggedout userloggedin member access visitor rcp_is_paid"
        " private hide_from swpm_protected ihc-hide-content groups_member groups_non_member",
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
    name="Members, Restrict Content, MemberPress, Paid Memberships Pro, s2Member, Ultimate Member",
    group="Commerce, events and members",
    kept="a hidden mark where words for members stood",
    left="the words themselves, which the public never saw; forms to register and pay (reported)",
    fixture="plugins/members.md",
)
