"""The table of plugins, themes with their own markup, and page builders, and the traces by which an export tells of them.

A trace is `kind:name`; a `*` at its end stands for anything. Kinds: `meta` a field of an item, `type` a post type, `tax` a
taxonomy, `code` a shortcode, `block` a block with its namespace, `class` an HTML class in a body, `cmeta` a field of a comment,
`tmeta` a field of a term, `value` what a field with an underscore in front holds. Only names that nobody else uses stand here:
a wrong guess is worse than none.
"""

from typing import Final

from msgspec import Struct


class Known(Struct, frozen=True):
    """A plugin, what kind of thing it does, and its traces."""

    name: str
    kind: str
    traces: str


_BUILDERS: Final = (
    ("Elementor", "meta:_elementor_* type:elementor_library type:elementor_snippet type:e-landing-page type:elementor_font tax:elementor_library_type class:elementor class:elementor-* code:elementor-template"),
    ("WPBakery Page Builder", "meta:_wpb_* meta:_vc_post_settings meta:vc_teaser type:vc_grid_item type:vc4_templates code:vc_* class:wpb_* class:vc_row class:vc_column_container"),
    ("Divi Builder", "meta:_et_* meta:et_enqueued_post_features type:et_pb_layout type:et_theme_builder type:et_template tax:layout_category tax:module_width code:et_pb_* block:divi/* class:et_pb_*"),
    ("Beaver Builder", "meta:_fl_builder_* type:fl-builder-template type:fl-theme-layout tax:fl-builder-template-category code:fl_builder_insert_layout block:fl-builder/* class:fl-builder-content class:fl-row class:fl-module"),
    ("Avada / Fusion Builder", "meta:_fusion meta:_fusion_* meta:fusion_builder_status meta:pyre_* type:fusion_template type:fusion_element type:fusion_tb_section type:avada_portfolio type:avada_faq tax:fusion_tb_category code:fusion_* class:fusion-*"),
    ("SiteOrigin Page Builder", "meta:panels_data block:siteorigin-panels/* class:siteorigin-panels-* class:panel-grid class:panel-grid-cell class:so-panel"),
    ("Oxygen Builder", "meta:ct_builder_shortcodes meta:ct_builder_json meta:ct_other_template meta:_ct_builder_* type:ct_template code:ct_section code:ct_div_block code:ct_text_block block:oxygen-vsb/* class:ct-section"),
    ("Bricks Builder", "meta:_bricks_* type:bricks_template type:bricks_fonts tax:template_bundle block:bricks/* class:brxe-*"),
    ("Brizy", "meta:brizy meta:brizy_* meta:brizy-* type:editor-template type:brizy_template type:brizy-global-block type:brizy-saved-block class:brz class:brz-*"),
    ("Thrive Architect", "meta:tve_* meta:tcb_* meta:_tve_* type:tcb_lightbox type:tcb_symbol type:thrive_template class:thrv_wrapper class:thrv-* class:tve_*"),
    ("Visual Composer Website Builder", "meta:vcv-* meta:_vcv-* type:vcv_templates type:vcv_headers type:vcv_footers class:vce class:vce-* block:vcwb/*"),
    ("Themify Builder", "meta:_themify_builder_settings_json type:tbuilder_layout type:tbuilder_layout_part type:tbp_template code:themify_* block:themify-builder/* class:themify_builder_* class:themify_builder"),
    ("Cornerstone / X Theme", "meta:_cornerstone_* type:cs_template type:cs_global_block type:cs_header type:cs_footer code:cs_content code:cs_element_* code:cs_section code:cs_row class:cs-content"),
    ("Breakdance", "meta:_breakdance_* meta:breakdance_data type:breakdance_* block:breakdance/* class:breakdance class:bde-*"),
    ("Zion Builder", "meta:_zionbuilder_* type:zion_template class:zb-section class:zb-el-*"),
    ("Live Composer", "meta:dslc_code meta:dslc_content_for_search type:dslc_templates type:dslc_hf code:dslc_*"),
    ("Enfold / Avia Layout Builder", "meta:_aviaLayoutBuilder_active meta:_aviaLayoutBuilderCleanData meta:_avia_* type:avia_framework_post code:av_* class:avia-section class:avia_textblock"),
    ("Salient / Nectar", "meta:_nectar_* meta:nectar-metabox-* type:nectar_slider type:home_slider type:salient_g_sections tax:slider-locations tax:project-attributes code:nectar_* code:full_width_section class:nectar-*"),
    ("Flatsome UX Builder", "meta:_ux_builder_* code:ux_* code:featured_box"),
    ("BeTheme / Muffin Builder", "meta:mfn-page-items meta:mfn-page-items-seo meta:mfn-post-* type:template-mfn class:mcb-section class:mfn-builder-content"),
    ("KingComposer", "meta:kc_data meta:kc_raw_content code:kc_row code:kc_column code:kc_column_text code:kc_title class:kc_row class:kc-elm"),
    ("Page Builder by Tatsu", "meta:_tatsu_* type:tatsu_gsections code:tatsu_* class:tatsu-*"),
    ("Nimble Builder", "type:nimble_post_type meta:nimble_*"),
    ("SeedProd", "meta:_seedprod_* type:seedprod class:sp-el-* class:seedprod-*"),
    ("Spectra / Ultimate Addons for Gutenberg", "meta:_uag_* type:spectra-popup block:uagb/* block:spectra/* class:wp-block-uagb-* class:uagb-*"),
    ("Kadence Blocks", "meta:_kad_* meta:_kadence_* type:kadence_element type:kadence_form type:kadence_wootemplate block:kadence/* class:kt-blocks-* class:kadence-column* class:wp-block-kadence-*"),
    ("GenerateBlocks / GeneratePress", "meta:_generate_* meta:_generate-* meta:_generateblocks_* type:gp_elements type:gblocks_* block:generateblocks/* block:generateblocks-pro/* class:gb-container class:gb-container-* class:gb-headline"),
    ("Stackable", "meta:stackable_* block:ugb/* block:stackable/* class:wp-block-ugb-* class:wp-block-stackable-* class:stk-*"),
    ("GreenShift", "meta:_gspb_* block:greenshift-blocks/* class:gspb_*"),
    ("CoBlocks", "meta:_coblocks_* block:coblocks/* class:wp-block-coblocks-*"),
    ("Atomic Blocks / Genesis Blocks", "block:atomic-blocks/* block:genesis-blocks/* block:genesis-custom-blocks/* class:wp-block-atomic-blocks-* class:wp-block-genesis-blocks-*"),
    ("Getwid", "block:getwid/* class:wp-block-getwid-*"),
    ("Otter Blocks", "meta:_themeisle_gutenberg_* block:themeisle-blocks/* class:wp-block-themeisle-blocks-*"),
    ("Essential Blocks", "meta:_eb_* block:essential-blocks/* class:eb-parent-wrapper class:wp-block-essential-blocks-*"),
    ("Qubely", "meta:_qubely_* block:qubely/* class:qubely-block-* class:wp-block-qubely-*"),
    ("Astra", "meta:ast-* meta:astra-* type:astra-advanced-hook"),
)  # fmt: skip

_SEO: Final = (
    ("Yoast SEO", "meta:_yoast_* tmeta:_yoast_* tmeta:wpseo_* code:wpseo_breadcrumb block:yoast/* block:yoast-seo/* class:schema-faq class:schema-how-to"),
    ("Rank Math", "meta:rank_math_* meta:_rank_math_* tmeta:rank_math_* type:rank_math_schema code:rank_math_* block:rank-math/* class:rank-math-*"),
    ("All in One SEO", "meta:_aioseop_* meta:_aioseo_* type:aioseo-location block:aioseo/* class:aioseo-* code:aioseo_*"),
    ("SEOPress", "meta:_seopress_* tmeta:_seopress_* type:seopress_404 type:seopress_schemas type:seopress_bot block:wpseopress/*"),
    ("The SEO Framework / Genesis", "meta:_genesis_title meta:_genesis_description meta:_genesis_noindex meta:_genesis_canonical_uri meta:_social_image_url meta:_open_graph_title meta:_tsf_*"),
    ("Slim SEO", "meta:slim_seo tmeta:slim_seo"),
    ("Squirrly SEO", "meta:_sq_* code:sq_*"),
    ("Redirection / Safe Redirect Manager", "type:redirect_rule meta:_redirect_rule_* meta:_redirect_rule_from"),
    ("Page Links To / Quick Page/Post Redirect", "meta:_links_to meta:_links_to_target meta:_pprredirect_*"),
)  # fmt: skip

_LANGUAGES: Final = (
    ("Polylang", "meta:_pll_* type:polylang_mo tax:post_translations tax:term_translations tax:term_language tmeta:_pll_*"),
    ("WPML", "meta:_wpml_* meta:_icl_* meta:wpml_* tax:translation_priority meta:_last_translation_edit_mode code:wpml_*"),
    ("TranslatePress", "meta:_trp_* code:trp_language code:language-switcher class:trp-*"),
    ("MultilingualPress", "meta:_mlp_* meta:mlp_*"),
    ("Bogo", "meta:_original_post code:bogo"),
    ("Weglot", "code:weglot_switcher class:weglot-* block:weglot/*"),
)  # fmt: skip

_FORMS: Final = (
    ("Contact Form 7", "type:wpcf7_contact_form code:contact-form-7 code:contact-form block:contact-form-7/* class:wpcf7*"),
    ("Flamingo", "type:flamingo_contact type:flamingo_inbound type:flamingo_outbound tax:flamingo_*"),
    ("WPForms", "type:wpforms type:wpforms-template code:wpforms block:wpforms/* class:wpforms-*"),
    ("Gravity Forms", "code:gravityform code:gravityforms block:gravityforms/* class:gform_wrapper"),
    ("Ninja Forms", "type:nf_sub code:ninja_form code:ninja_forms code:ninja_forms_display_form block:ninja-forms/* class:nf-form-cont"),
    ("Formidable Forms", "type:frm_form_actions type:frm_styles type:frm_display code:formidable code:display-frm-data block:formidable/* class:frm_forms"),
    ("Forminator", "type:forminator_forms type:forminator_polls type:forminator_quizzes code:forminator_* block:forminator/*"),
    ("Fluent Forms", "code:fluentform code:fluentform_* block:fluentfom/* class:fluentform"),
    ("Caldera Forms", "code:caldera_form code:caldera_form_modal block:calderaforms/* class:caldera-grid"),
    ("MailPoet", "type:mailpoet_page type:mailpoet_email code:mailpoet_* block:mailpoet/*"),
    ("Mailchimp for WordPress", "type:mc4wp-form code:mc4wp_form code:mc4wp_checkbox block:mailchimp-for-wp/* class:mc4wp-form"),
    ("Newsletter", "code:newsletter code:newsletter_form code:newsletter_profile block:tnp/*"),
    ("Mailster", "meta:_mailster_* code:newsletter_signup_form"),
    ("Everest Forms", "type:everest_form code:everest_form block:everest-forms/*"),
    ("Happyforms", "type:happyform code:happyforms block:thethemefoundry/happyforms"),
)  # fmt: skip

_SHOPS: Final = (
    ("WooCommerce", "type:product type:product_variation type:shop_order type:shop_order_refund type:shop_coupon type:shop_subscription tax:product_cat tax:product_type tax:product_visibility tax:pa_* meta:_wc_* meta:_product_attributes meta:_product_version code:woocommerce_* block:woocommerce/* class:woocommerce class:wc-block-* tmeta:product_count_product_cat"),
    ("Easy Digital Downloads", "type:download type:edd_payment type:edd_discount type:edd_log tax:download_category tax:download_tag meta:edd_* meta:_edd_* code:purchase_link code:edd_* code:download_checkout block:edd/*"),
    ("Download Monitor", "type:dlm_download type:dlm_download_version tax:dlm_download_category code:dlm_download block:download-monitor/*"),
    ("WP eCommerce", "type:wpsc-product type:wpsc-product-file tax:wpsc_product_category meta:_wpsc_*"),
    ("GiveWP", "type:give_forms type:give_payment code:give_form code:give_* block:give/* class:give-form-wrap meta:_give_*"),
    ("MemberPress", "type:memberpressproduct type:memberpressgroup type:memberpressrule meta:_mepr_* code:mepr-* code:mepr_* block:memberpress/*"),
    ("Paid Memberships Pro", "code:pmpro_* block:pmpro/* class:pmpro* meta:pmpro_*"),
    ("Restrict Content Pro", "meta:rcp_* code:rcp_* type:rcp_*"),
    ("Members", "meta:_members_access_role meta:_members_access_error code:members_access code:members_logged_in code:members_feed block:members/*"),
    ("LearnDash", "type:sfwd-courses type:sfwd-lessons type:sfwd-topic type:sfwd-quiz type:sfwd-question type:sfwd-certificates tax:ld_course_category meta:_sfwd-* code:ld_* code:learndash_* block:learndash/*"),
    ("LifterLMS", "type:llms_* meta:_llms_* code:lifterlms_* block:llms/*"),
    ("Tutor LMS", "type:courses type:tutor_quiz type:tutor_assignments tax:course-category meta:_tutor_* code:tutor_* block:tutor-lms/*"),
    ("LearnPress", "type:lp_course type:lp_lesson type:lp_quiz type:lp_order meta:_lp_* code:learn_press_* block:learnpress/*"),
    ("Sensei LMS", "type:sensei_message meta:_lesson_course meta:_course_prerequisite block:sensei-lms/* code:sensei_*"),
)  # fmt: skip

_EVENTS: Final = (
    ("The Events Calendar", "type:tribe_events type:tribe_venue type:tribe_organizer type:tribe_rsvp_tickets tax:tribe_events_cat meta:_Event* meta:_Venue* meta:_Organizer* meta:_tribe_* code:tribe_* block:tribe/* class:tribe-*"),
    ("Events Manager", "type:event-recurring tax:event-categories tax:event-tags meta:_event_rsvp meta:_event_start meta:_location_id code:events_list code:events_calendar code:locations_list block:events-manager/*"),
    ("Modern Events Calendar", "type:mec-events type:mec-email type:mec-books tax:mec_category tax:mec_location meta:mec_* code:MEC block:mec/*"),
    ("Event Organiser", "tax:event-venue tax:event-category meta:_eventorganiser_* code:eo_*"),
    ("Amelia / Booking calendars", "code:ameliabooking code:ameliacatalog code:ameliaevents code:bookingcalendar block:amelia/*"),
)  # fmt: skip

_FIELDS: Final = (
    ("Advanced Custom Fields", "value:field_* type:acf-field-group type:acf-field type:acf-post-type type:acf-taxonomy type:acf type:acf-ui-options-page block:acf/* code:acf class:wp-block-acf-*"),
    ("Meta Box", "type:meta-box type:mb-post-type type:mb-taxonomy type:mb-relationship block:meta-box/* code:rwmb_meta"),
    ("Pods", "type:_pods_pod type:_pods_field type:_pods_template type:_pods_group meta:_pods_* code:pods_* block:pods/*"),
    ("Toolset Types", "type:wp-types-group type:wp-types-user-group type:wp-types-term-group type:view-template type:cred-form meta:wpcf-* code:wpv-* block:toolset-blocks/* block:toolset-views/*"),
    ("Carbon Fields", "block:carbon-fields/*"),
    ("JetEngine / Crocoblock", "type:jet-engine type:jet-engine-booking type:jet-popup type:jet-smart-filters type:jet-menu block:jet-engine/* block:jet-forms/* code:jet_engine* class:jet-listing-*"),
    ("Custom Post Type UI", "code:cptui"),
    ("Co-Authors Plus", "type:guest-author meta:cap-* tax:author code:coauthors* block:co-authors-plus/*"),
    ("PublishPress Authors", "type:ppma_boxes type:ppmacf_field code:author_box code:publishpress_authors_* block:publishpress-authors/*"),
    ("Molongui Authorship", "meta:_molongui_* type:guest_author code:molongui_author_box"),
)  # fmt: skip

_MEDIA: Final = (
    ("Slider Revolution", "code:rev_slider code:rev_slider_vc code:sr7 block:themepunch/* class:rev_slider* meta:slide_template meta:rs_page_bg_color"),
    ("LayerSlider", "code:layerslider code:layerslider_vc block:kreatura/layerslider"),
    ("MetaSlider", "type:ml-slider type:ml-slide tax:ml-slider code:metaslider code:ml-slider block:metaslider/*"),
    ("Smart Slider 3", "code:smartslider3 block:nextend/smartslider3 class:n2-section-smartslider"),
    ("Soliloquy", "type:soliloquy code:soliloquy block:soliloquy/* meta:_sol_*"),
    ("NextGEN Gallery", "type:ngg_gallery type:ngg_pictures type:ngg_album type:displayed_gallery code:nggallery code:ngg code:ngg_images code:singlepic code:nggalbum block:imagely/* class:ngg-*"),
    ("Envira Gallery", "type:envira type:envira_album code:envira-gallery code:envira-album meta:_eg_* block:envira/* class:envira-*"),
    ("FooGallery", "type:foogallery code:foogallery block:fooplugins/foogallery class:foogallery*"),
    ("Modula", "type:modula-gallery code:modula block:modula/gallery"),
    ("Photo Gallery by 10Web", "type:bwg_gallery type:bwg_album code:Best_Wordpress_Gallery block:tw/bwg"),
    ("Imagify", "meta:_imagify_*"),
    ("Smush", "meta:wp-smush-* meta:wp-smpro-*"),
    ("ShortPixel", "meta:_shortpixel_* meta:_shortpixel_status"),
    ("EWWW Image Optimizer", "meta:_ewww_* meta:ewww_*"),
    ("TinyPNG", "meta:tiny_compress_images"),
    ("WP Offload Media", "meta:amazonS3_info meta:amazonS3_cache meta:as3cf_*"),
    ("Presto Player", "type:pp_video_block block:presto-player/* code:presto_player"),
    ("PowerPress Podcasting", "code:powerpress code:powerpress_* block:powerpress/* meta:_powerpress_*"),
    ("Seriously Simple Podcasting", "type:podcast meta:date_recorded code:ss_player code:ss_podcast block:seriously-simple-podcasting/*"),
    ("PDF Embedder", "code:pdf-embedder block:pdfemb/*"),
    ("EmbedPress", "code:embedpress block:embedpress/* class:embedpress-*"),
    ("Advanced iFrame", "code:advanced_iframe"),
    ("Instagram Feed / Smash Balloon", "code:instagram-feed code:custom-facebook-feed code:custom-twitter-feeds code:youtube-feed block:sbi/* block:cff/* block:ctf/*"),
)  # fmt: skip

_TEXT: Final = (
    ("Jetpack", "meta:_wpas_* meta:_publicize_* meta:jetpack_* meta:_jetpack_* meta:sharing_disabled meta:switch_like_status type:feedback type:jetpack-testimonial type:jetpack-portfolio type:jp_pay_product tax:jetpack-portfolio-type code:jetpack_subscription_form code:jetpack-related-posts code:tiled-gallery block:jetpack/* block:videopress/* class:wp-block-jetpack-* class:tiled-gallery"),
    ("TablePress", "type:tablepress_table meta:_tablepress_* code:table block:tablepress/*"),
    ("wpDataTables", "code:wpdatatable code:wpdatachart block:wpdatatables/*"),
    ("Ninja Tables", "type:ninja-table code:ninja_tables block:ninja-tables/*"),
    ("Visualizer", "type:visualizer code:visualizer block:visualizer/*"),
    ("Shortcodes Ultimate", "type:shortcodesultimate code:su_* class:su-*"),
    ("SyntaxHighlighter Evolved", "block:syntaxhighlighter/* class:wp-block-syntaxhighlighter-code code:sourcecode code:actionscript3"),
    ("Enlighter", "block:enlighter/* class:EnlighterJSRAW code:enlighter"),
    ("Crayon Syntax Highlighter / Urvanov", "code:crayon class:crayon-* class:lang:* block:urvanov-syntax-highlighter/*"),
    ("Code Block Pro", "block:kevinbatdorf/code-block-pro class:wp-block-kevinbatdorf-code-block-pro"),
    ("Prismatic", "block:prismatic/*"),
    ("WP QuickLaTeX / KaTeX", "code:latexpage code:katex block:katex/* class:ql-img-inline-formula class:ql-img-displayed-equation"),
    ("Easy Table of Contents", "code:ez-toc meta:_ez-toc-* block:eztoc/* class:ez-toc-*"),
    ("LuckyWP Table of Contents", "block:luckywp/tableofcontents code:lwptoc meta:_lwptoc_*"),
    ("Table of Contents Plus", "code:toc class:toc_container class:toc_wrap_right"),
    ("Ultimate FAQ / Accordion", "type:ufaq code:ultimate-faqs code:select-faq"),
    ("Advanced Ads", "type:advanced_ads tax:advanced_ads_groups code:the_ad code:the_ad_group block:advads/*"),
    ("Ad Inserter", "code:adinserter block:ad-inserter/*"),
    ("WP Recipe Maker", "type:wprm_recipe tax:wprm_* meta:wprm_* code:wprm-recipe code:wprm-* block:wp-recipe-maker/* class:wprm-*"),
    ("Tasty Recipes", "type:tasty_recipe code:tasty-recipe block:wp-tasty/tasty-recipe class:tasty-recipes*"),
    ("Recipe Card Blocks", "block:wpzoom-recipe-card/* type:wpzoom_rcb class:wp-block-wpzoom-recipe-card-*"),
    ("Pretty Links / ThirstyAffiliates", "type:pretty-link type:thirstylink tax:thirstylink-category meta:_ta_* code:thirstylink class:thirstylink"),
    ("AAWP / Amazon affiliates", "code:amazon code:aawp code:amazon_link block:aawp/*"),
    ("Insert PHP / WPCode snippets", "type:wpcode type:wbcr-snippets type:elementor_code tax:wpcode_type tax:wpcode_location code:wpcode code:insert_php code:wbcr_snippet"),
    ("Custom CSS & JS", "type:custom-css-js"),
    ("Popup Maker", "type:popup type:popup_theme tax:popup_tag code:popup_* block:pum/* class:popmake-* meta:popup_settings"),
    ("OptinMonster", "type:omapi code:optin-monster code:optin-monster-* block:optinmonster/*"),
    ("Templatera", "type:templatera code:templatera"),
)  # fmt: skip

_COMMUNITY: Final = (
    ("bbPress", "type:forum type:topic type:reply tax:topic-tag meta:_bbp_* code:bbp-* class:bbp-*"),
    ("BuddyPress", "type:bp-email type:buddypress tax:bp-email-type meta:_bp_* block:bp/* code:bp_*"),
    ("wpDiscuz", "cmeta:wpdiscuz_* meta:wpdiscuz_* type:wpdiscuz_form code:wpdiscuz-feedback block:wpdiscuz/*"),
    ("Disqus Comment System", "cmeta:dsq_* meta:dsq_*"),
    ("Akismet", "cmeta:akismet_* meta:_feedback_akismet_values"),
    ("Site Reviews", "type:site-review code:site_reviews* block:site-reviews/*"),
    ("WP Review", "meta:wp_review_* code:wp-review"),
    ("WP-PostRatings / kk Star Ratings", "meta:ratings_users meta:ratings_score meta:ratings_average meta:_kksr_* code:ratings code:kkstarratings"),
    ("WP-Polls", "code:poll code:page_polls"),
    ("Ultimate Member", "type:um_form type:um_directory meta:_um_* code:ultimatemember code:um_* block:um-block/*"),
    ("Post Views Counter / WP-PostViews", "meta:post_views_count meta:_post_views_count code:post-views"),
    ("WP Subscribe / Subscribe to Comments", "cmeta:_stcr_* meta:_stcr@_* meta:_sg_subscribe-to-comments"),
)  # fmt: skip

_IMPORTS: Final = (
    ("Blogger Importer", "meta:blogger_* meta:blogger_blog meta:blogger_permalink meta:_blogger_*"),
    ("Tumblr Importer", "meta:tumblr_*"),
    ("FG Joomla / Drupal to WordPress", "meta:_fgj2wp_* meta:_fgd2wp_*"),
    ("WP All Import", "meta:_wpallimport_* type:import_users"),
    ("Editorial calendars / Edit Flow", "type:ef-* tax:following_users tax:ef_editorial_meta meta:_ef_editorial_meta_*"),
    ("AMP", "type:amp_validated_url tax:amp_validation_error meta:amp_status meta:amp-page-builder block:amp/* class:i-amphtml*"),
    ("Web Stories", "type:web-story tax:web_story_category block:web-stories/* code:web_stories"),
    ("WP Job Manager", "type:job_listing tax:job_listing_type tax:job_listing_category meta:_job_* meta:_company_* code:jobs code:submit_job_form block:job-manager/*"),
    ("GeoDirectory", "type:gd_place tax:gd_placecategory code:gd_* block:geodirectory/*"),
    ("WP Google Maps", "code:wpgmza block:wpgmza/* block:gutenberg-wpgmza/*"),
    ("MapPress", "meta:_mapp_* code:mappress block:mappress/*"),
    ("Disable Gutenberg / Classic Editor", "meta:classic-editor-remember"),
)  # fmt: skip

_GROUPS: Final = (
    ("page builder", _BUILDERS),
    ("SEO", _SEO),
    ("languages", _LANGUAGES),
    ("forms", _FORMS),
    ("shop and courses", _SHOPS),
    ("events", _EVENTS),
    ("fields and authors", _FIELDS),
    ("media", _MEDIA),
    ("text", _TEXT),
    ("community", _COMMUNITY),
    ("other", _IMPORTS),
)

PLUGINS: Final = tuple(Known(name, kind, traces) for kind, rows in _GROUPS for name, traces in rows)
"""All of them; a number in `traces.py` is a place in here."""
