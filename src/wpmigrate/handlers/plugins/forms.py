"""Forms: a hidden mark stands where one stood, and the run says which.

Checked against the plugins' documented shortcodes and blocks: Contact Form 7 (corpus: `contact-form-7` in 6 files), Gravity
Forms, WPForms, Ninja Forms, Jetpack (`[contact-form]` with `[contact-field]`, `jetpack/contact-form`), Formidable, Fluent
Forms, Caldera, MC4WP (corpus), MailPoet, Forminator, weForms, Happy Forms, Everest Forms, HubSpot.
"""

from collections.abc import Sequence

from wpmigrate.content.attributed import text
from wpmigrate.content.packs import form, marked, nothing, table_of
from wpmigrate.contract import Block, Context, Node, Noise, Plugin, Shortcode

_LATER = "a mark that readers do not see, with its title or number"


def _known_form(shortcode: Shortcode, context: Context) -> Sequence[Node] | str | None:
    """Mark a form that the export holds by its title."""
    number = shortcode.attributes.get("id", "").strip()
    part = context.part(int(number)) if number.isdecimal() and len(number) < 12 else None
    if part is not None and not shortcode.attributes.get("title"):
        return marked(shortcode.name, part.title, context)
    return form(shortcode, context)


def _form_block(block: Block, context: Context) -> Sequence[Node]:
    return marked(block.name, text(block.attributes, "title", "formId", "form_id", "id", "formID"), context)


def _field_block(block: Block, context: Context) -> str:  # noqa: ARG001 - a handler's signature
    return ""


PARTS = (
    "wpcf7_contact_form",
    "wpforms",
    "mc4wp-form",
    "frm_form",
    "forminator_forms",
    "wpuf_contact_form",
    "caldera_form",
    "happyform",
)
SHORTCODES = {
    **table_of(
        _known_form,
        "contact-form-7 contact-form gravityform gravityforms wpforms ninja_form ninja_forms ninja_forms_display_form contact-form-8"
        " formidable fluentform fluentform_modal caldera_form caldera_form_modal mc4wp_form mc4wp-form mc4wp_checkbox mailpoet_form"
        " wysija_form forminator_form forminator_poll forminator_quiz weforms happyforms everest_form elementor-form hubspot"
        " jetpack_subscription_form blog_subscription_form si-contact-form cforms contact_form_to_email metform kaliforms wpuf_form"
        " mailchimpsf_form newsletter_form newsletter_signup_form optin-monster optin-monster-shortcode bloom_inline sibwp_form"
        " beaver-form bricks-form siteorigin-form contact_form av_contact av_mailchimp wufoo"
        " activecampaign convertkit constantcontactapi ctct contact_bank quform iphorm formcraft cp_modal typeform_embed",
    ),
    **table_of(nothing, "contact-field wpforms_field av_contact_field av_mailchimp_field"),
}
BLOCKS = {
    **dict.fromkeys(
        (
            "contact-form-7/contact-form-selector", "gravityforms/form", "wpforms/form-selector", "ninja-forms/form",
            "jetpack/contact-form", "jetpack/subscriptions", "jetpack/mailchimp", "formidable/simple-form", "fluentfom/guten-block",
            "mailpoet/subscription-form-block", "forminator/forms", "kadence/form", "kadence/advanced-form", "mailchimp-for-wp/form",
            "everest-forms/form-selector", "happyforms/form", "metform/form", "srfm/form",
        ),
        _form_block,
    ),
    **dict.fromkeys(
        (
            "jetpack/field-name", "jetpack/field-email", "jetpack/field-textarea", "jetpack/field-text", "jetpack/field-url",
            "jetpack/field-checkbox", "jetpack/field-select", "jetpack/field-radio", "jetpack/field-date", "jetpack/field-telephone",
            "jetpack/field-consent", "jetpack/button", "jetpack/field-checkbox-multiple",
        ),
        _field_block,
    ),
}  # fmt: skip
NOISE = Noise(
    keys=("_form", "_mail", "_mail_2", "_messages", "_additional_settings", "_config_errors", "_locale", "_hash"),
    prefixes=("wpforms_", "_wpforms_", "_mc4wp_", "_gform", "_ninja_forms", "_fluentform", "_frm_", "forminator_"),
    types=("frm_form", "frm_display", "forminator_forms", "wpuf_contact_form", "caldera_form", "happyform", "wpforms-template",
           "nf_form", "fluentform", "mailpoet_page", "wysijap", "metform-form", "sureforms_form", "wpuf_forms", "omapi"),
)  # fmt: skip


def _plugin(name: str, kept: str = _LATER, left: str = "the form itself, and what people sent") -> Plugin:
    return Plugin(name=name, group="Forms", kept=kept, left=left, fixture="plugins/forms.md")


PLUGINS = (
    _plugin("Contact Form 7"),
    _plugin("Gravity Forms"),
    _plugin("WPForms"),
    _plugin("Ninja Forms"),
    _plugin("Jetpack Forms", "a mark that readers do not see; fields inside go with it"),
    _plugin("Formidable, Fluent Forms, Caldera, Forminator, Everest, Happy Forms, weForms, Kadence forms"),
    _plugin("MC4WP, MailPoet, Newsletter, Mailchimp, HubSpot, ConvertKit, OptinMonster", left="the form to subscribe"),
)
