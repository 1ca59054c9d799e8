"""Plugins that leave only bookkeeping: known by name, left out, and counted.

Checked against the corpus's list of fields (`_wp_trash_…`, `tiny_compress_images`, `wp-smpro-smush-data`, `_imagify_data`,
`mihdan_index_now_last_update`, `_utw_tags_0`, `shorturls`, `xyz_twap_…`) and the plugins' own uninstall routines in public repositories.
"""

from wpmigrate.contract import Noise, Plugin

_FAMILIES = {
    "Akismet and other spam filters": Noise(
        keys=("akismet_as_submitted", "cleantalk_requestid", "ct_hash"), prefixes=("akismet_", "_akismet", "antispam_bee", "cleantalk_")
    ),
    "Caches: WP Rocket, W3 Total Cache, LiteSpeed, Autoptimize": Noise(
        keys=("_wp_super_cache", "wp_rocket_purge", "_ao_critical_css"),
        prefixes=("_rocket_", "_w3tc_", "_litespeed_", "litespeed_", "ao_post_optimize", "_autoptimize", "_perfmatters_", "wpfc_",
         "swift-performance"),
    ),
    "Images: Smush, Imagify, EWWW, ShortPixel, TinyPNG, Regenerate Thumbnails": Noise(
        keys=("wp-smpro-smush-data", "wp-smush-data", "wp-smush-lossy", "wp-smush-resize_savings", "_imagify_data", "_imagify_status",
              "_imagify_optimization_level", "tiny_compress_images", "_shortpixel_status", "ShortPixelPng2Jpg",
              "ewww_image_optimizer", "_wp_smush"),
        prefixes=("wp-smush", "_imagify_", "_shortpixel", "_ewww", "_optimole", "wp_smush"),
    ),
    "Statistics: Jetpack Stats, Post Views Counter, WP-PostViews, MonsterInsights": Noise(
        keys=( "post_views_count", "_post_views", "wpb_post_views_count", "tie_views",
         "jnews_social_counter_total", "td_post_views"),
        prefixes=("_monsterinsights", "_exactmetrics", "pvc_", "_pageviews", "post_view_", "slide_template_views", "wp_statistics_words"),
    ),
    "Migration and import: WP All Import, Duplicator, All-in-One WP Migration, Starter Templates": Noise(
        keys=("_wpai_import_id", "_astra_sites_imported_post", "_wxr_import_user_slug", "_wxr_import_has_attachment_refs",
         "_post_restored_from",
              "_attachment_original_parent_id", "_kadence_starter_templates_imported_post", "_wp_import", "_ocdi_imported"),
        prefixes=("_wxr_import_", "_astra_sites_", "_astra_import", "_wpai_", "_starter_content", "_fgd2wp_", "_fgj2wp_", "_dp_"),
    ),
    "Backup and revisions: Yoast Duplicate Post, UpdraftPlus, Revisionary": Noise(
        keys=("_dp_original", "_dp_is_rewrite_republish_copy", "_rvy_base_post_id"), prefixes=("_rvy_", "_updraft", "_duplicate_post")
    ),
    "Social posting: Publicize, Social Warfare, Blog2Social, Nextend, Buffer": Noise(
        keys=("shorturls", "twittercomments", "reddit", "_wp_to_buffer", "xyz_twap_future_to_publish",
         "xyz_fbap_future_to_publish", "essb_cached_image",
              "_activitypub_canonical_url", "activitypub_status", "snap_isAutoPosted", "snapEdIT"),
        prefixes=("swp_", "_swp_", "_b2s", "b2s_", "essb_", "_ss_", "xyz_", "_wpt_", "wpt_", "_jd_", "twitter_cards_",
         "_sharing_", "ss_social_share",
                  "_activitypub_", "_share_on_mastodon", "_webmention_", "onesignal_", "_pushengage", "fbia_", "instant_articles_"),
    ),
    "Indexing and sitemaps: IndexNow, Google XML Sitemaps, Instant Indexing, Link Whisper, Broken Link Checker": Noise(
        keys=("mihdan_index_now_last_update", "_sitemap_exclude", "_sitemap_priority", "_sitemap_frequency", "_indexnow", "_utw_tags_0"),
        prefixes=("wpil_", "_wpil_", "_links_count", "wpsl_", "_aioseo_sitemap", "blc_", "mihdan_index_now", "_sm_"),
    ),
    "Themes' page settings: Astra, OceanWP, GeneratePress, Neve, Newspaper, JNews, Kadence": Noise(
        keys=("site-sidebar-layout", "site-content-layout", "ast-site-content-layout", "site-content-style", "site-sidebar-style",
         "theme-transparent-header-meta",
              "ast-global-header-display", "ast-banner-title-visibility", "ast-main-header-display",
              "ast-hfb-above-header-display", "ast-featured-img",
              "ast-breadcrumbs-content", "footer-sml-layout", "stick-header-meta", "td_post_theme_settings", "td_page", "td_homepage_loop",
              "jnews_single_post", "jnews_primary_category", "jnews_override_counter", "_generate-sidebar-layout-meta",
              "_generate-disable-headline",
              "neve_meta_sidebar", "neve_meta_container", "om_disable_all_campaigns", "slide_template", "rs_page_bg_color",
              "_wp_page_title_hide",
              "custom_permalink_regenerate_status", "classic-editor-remember", "inline_featured_image", "_last_editor_used_jetpack"),
        prefixes=("ocean_", "ast-", "astra-", "_generate-", "_generate_", "neve_meta_", "jnews_", "_kad_post_", "_kt_", "cmsms_",
         "_themerain", "qode_", "eltdf_", "edgtf_", "mkdf_", "_hide_featured", "_hide_title", "_bb_", "_ocean",
                  "_blocksy", "blocksy_"),
    ),
    "Popups and banners: Popup Maker, OptinMonster, Cookie notices": Noise(
        keys=("_om_disable", "cookielawinfo"), prefixes=( "pum_", "_cli_", "cookie_notice"),
        types=("popup", "popup_theme", "cookielawinfo", "cmplz-processing", "omapi", "wppopups-templates", "elementor_popup_ignored"),
    ),
    "Editors and workflow: Edit Flow, PublishPress, Classic Editor, Code Snippets, WPCode": Noise(
        keys=("_pp_statuses", "_ef_editorial_meta", "_wpcode_", "_classic_editor"),
        prefixes=("_ef_", "_pp_", "_wpcode", "_oasis_", "_gutenberg_", "_wp_convertkit", "_members_only_ignored", "_ppp_", "_wpsh_"),
        types=("wpcode", "wpcode-snippets", "oembed_cache", "ppfuture_workflow", "psppnotif_workflow", "ef-usergroup"),
    ),
    "Chat, AI and assistants: AI Engine, AIPKit, Tidio": Noise(
        prefixes=("_mwai_", "mwai_", "_aipkit_", "aipkit_", "_wpaicg_", "wpaicg_"), types=("aipkit_ai_form", "aipkit_chatbot",
         "wpaicg_embeddings", "wpaicg_chatbots")
    ),
}  # fmt: skip

NOISES = dict(_FAMILIES)
PLUGINS = tuple(
    Plugin(
        name=name, group="Noise", kept="nothing", left="bookkeeping, counted in the report", fixture="facts/noise.md"
    )
    for name in _FAMILIES
)
