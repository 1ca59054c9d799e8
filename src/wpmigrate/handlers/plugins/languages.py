"""Plugins for several languages; what they keep is read in `site/editions.py`, before any body is.

Checked against real exports described in public repositories: Polylang (`<category domain="language" nicename="de">`,
`domain="post_translations" nicename="pll_64271b55a257e"` shared by translations), WPML Export and Import
(`_wpml_import_language_code`, `_wpml_import_translation_group`), nikola's qTranslate fixtures (`[:en]…[:bg]…[:]`,
`<!--:en-->…<!--:-->`), Bogo (`_locale`, `_original_post`).
"""

from wpmigrate.content.packs import nothing, plain_table_of, table_of
from wpmigrate.contract import Noise, Plugin

SHORTCODES = {
    **table_of(
        nothing,
        "language-switcher weglot_switcher polylang_langswitcher wpml_language_selector_widget wpml_language_selector_footer"
        " wpml_language_switcher wpml_languages_list language_switcher lang_switcher gt-link qtranslate_slug",
    ),
    **plain_table_of(nothing, "gtranslate bogo polylang"),
}

NOISE = Noise(
    keys=("_icl_lang_duplicate_of", "_wpml_word_count", "_wpml_media_duplicate", "_wpml_media_featured", "wpml_language",
          "_top_nav_excluded",
          "_cms_nav_minihome", "_last_translation_edit_mode", "_wpml_location_migration_done", "_pll_strings_translations",
          "_wpml_media_has_media", "_wpml_post_translation_editor_native", "_alp_processed", "_translated_by_trp"),
    prefixes=("_wpml_word_count", "_wpml_cms_nav_", "trp_"),
    types=("polylang_mo", "trp_gettext"),
)  # fmt: skip


def _plugin(name: str, kept: str, left: str, fixture: str = "plugins/languages.md") -> Plugin:
    return Plugin(name=name, group="Authors and languages", kept=kept, left=left, fixture=fixture)


PLUGINS = (
    _plugin(
        "Polylang",
        "language and translations of each item; sites in Hugo and Astro that link them",
        "strings of themes and plugins",
    ),
    _plugin(
        "qTranslate, qTranslate-X, qTranslate-XT",
        "each language of an item as an item of its own, below `/<language>/`, linked to the others; names of terms",
        "the default language, which no export tells: the site's own is taken",
    ),
    _plugin(
        "WPML",
        "language and translation group where the export has them (WPML Export and Import)",
        "the table of translations",
    ),
    _plugin("Bogo", "language and translations of each item", "the user's language"),
    _plugin(
        "TranslatePress, Weglot, GTranslate",
        "the text in the site's own language",
        "translations, which no export holds",
    ),
)
