"""What plugins really leave in an export, written down by hand and apart from the product's own table.

One line for each: its name, then what is planted: `meta` and `tmeta` keys of items and terms, `cmeta` keys of comments, `type` and
`tax` names, and for bodies a shortcode (`code`), a block or an HTML class.
"""

PLANTED = """
Elementor | meta:_elementor_data
Elementor | class:elementor-widget-wrap
Elementor | type:elementor_library
WPBakery Page Builder | code:vc_row
WPBakery Page Builder | meta:_wpb_shortcodes_custom_css
Divi Builder | code:et_pb_section
Divi Builder | meta:_et_pb_use_builder
Divi Builder | block:divi/section
Beaver Builder | meta:_fl_builder_data
Beaver Builder | class:fl-builder-content
Avada / Fusion Builder | code:fusion_builder_container
Avada / Fusion Builder | meta:pyre_page_title
SiteOrigin Page Builder | meta:panels_data
SiteOrigin Page Builder | block:siteorigin-panels/layout-block
Oxygen Builder | meta:ct_builder_shortcodes
Bricks Builder | meta:_bricks_page_content_2
Brizy | meta:brizy_post_uid
Thrive Architect | meta:tve_updated_post
Visual Composer Website Builder | meta:vcv-pageContent
Themify Builder | meta:_themify_builder_settings_json
Cornerstone / X Theme | meta:_cornerstone_data
Breakdance | meta:_breakdance_data
Zion Builder | meta:_zionbuilder_page_elements
Live Composer | meta:dslc_code
Enfold / Avia Layout Builder | meta:_aviaLayoutBuilderCleanData
Enfold / Avia Layout Builder | code:av_section
Salient / Nectar | meta:_nectar_header_bg
Salient / Nectar | code:nectar_btn
Flatsome UX Builder | code:ux_banner
BeTheme / Muffin Builder | meta:mfn-page-items
KingComposer | meta:kc_data
Page Builder by Tatsu | code:tatsu_section
Nimble Builder | type:nimble_post_type
SeedProd | meta:_seedprod_page
Spectra / Ultimate Addons for Gutenberg | block:uagb/container
Kadence Blocks | block:kadence/rowlayout
Kadence Blocks | meta:_kad_post_title
GenerateBlocks / GeneratePress | block:generateblocks/container
GenerateBlocks / GeneratePress | meta:_generate-sidebar-layout-meta
Stackable | block:ugb/card
Stackable | block:stackable/card
GreenShift | block:greenshift-blocks/row
CoBlocks | block:coblocks/accordion
Atomic Blocks / Genesis Blocks | block:atomic-blocks/ab-container
Atomic Blocks / Genesis Blocks | block:genesis-blocks/gb-columns
Getwid | block:getwid/section
Otter Blocks | block:themeisle-blocks/advanced-columns
Essential Blocks | block:essential-blocks/accordion
Qubely | block:qubely/row
Astra | meta:ast-main-header-display
Yoast SEO | meta:_yoast_wpseo_metadesc
Yoast SEO | block:yoast/faq-block
Rank Math | meta:rank_math_title
Rank Math | block:rank-math/faq-block
All in One SEO | meta:_aioseo_title
All in One SEO | meta:_aioseop_description
SEOPress | meta:_seopress_titles_title
The SEO Framework / Genesis | meta:_genesis_title
Slim SEO | meta:slim_seo
Squirrly SEO | meta:_sq_post_keyword
Redirection / Safe Redirect Manager | type:redirect_rule
Polylang | tax:post_translations
Polylang | type:polylang_mo
WPML | meta:_icl_lang_duplicate_of
WPML | meta:_wpml_word_count
TranslatePress | code:language-switcher
MultilingualPress | meta:_mlp_translated
Bogo | meta:_original_post
Weglot | code:weglot_switcher
Contact Form 7 | code:contact-form-7
Contact Form 7 | type:wpcf7_contact_form
Flamingo | type:flamingo_inbound
WPForms | code:wpforms
WPForms | block:wpforms/form-selector
Gravity Forms | code:gravityform
Gravity Forms | block:gravityforms/form
Ninja Forms | code:ninja_form
Formidable Forms | code:formidable
Forminator | code:forminator_form
Fluent Forms | code:fluentform
Fluent Forms | block:fluentfom/guten-block
Caldera Forms | code:caldera_form
MailPoet | code:mailpoet_form
Mailchimp for WordPress | code:mc4wp_form
Mailchimp for WordPress | type:mc4wp-form
Newsletter | code:newsletter_form
Mailster | code:newsletter_signup_form
Everest Forms | code:everest_form
Happyforms | code:happyforms
WooCommerce | type:product
WooCommerce | tax:product_cat
WooCommerce | block:woocommerce/all-products
WooCommerce | meta:_wc_average_rating
Easy Digital Downloads | code:purchase_link
Easy Digital Downloads | meta:_edd_button_behavior
WP eCommerce | type:wpsc-product
GiveWP | code:give_form
MemberPress | type:memberpressproduct
Paid Memberships Pro | code:pmpro_account
Restrict Content Pro | meta:rcp_user_level
LearnDash | type:sfwd-courses
LifterLMS | code:lifterlms_my_account
Tutor LMS | code:tutor_course
LearnPress | type:lp_course
Sensei LMS | block:sensei-lms/course-outline
The Events Calendar | type:tribe_events
The Events Calendar | meta:_EventStartDate
Events Manager | tax:event-categories
Modern Events Calendar | type:mec-events
Event Organiser | tax:event-venue
Amelia / Booking calendars | code:ameliabooking
Advanced Custom Fields | type:acf-field-group
Advanced Custom Fields | value:field_5f3a1c2b9d8e7
Advanced Custom Fields | block:acf/testimonial
Meta Box | type:mb-post-type
Pods | type:_pods_pod
Toolset Types | meta:wpcf-price
Carbon Fields | block:carbon-fields/hero
JetEngine / Crocoblock | block:jet-engine/listing-grid
Custom Post Type UI | code:cptui
Co-Authors Plus | type:guest-author
PublishPress Authors | type:ppma_boxes
Slider Revolution | code:rev_slider
LayerSlider | code:layerslider
MetaSlider | code:metaslider
MetaSlider | type:ml-slider
Smart Slider 3 | code:smartslider3
Smart Slider 3 | block:nextend/smartslider3
Soliloquy | code:soliloquy
NextGEN Gallery | code:nggallery
NextGEN Gallery | block:imagely/nextgen-gallery
Envira Gallery | code:envira-gallery
FooGallery | code:foogallery
Modula | code:modula
Photo Gallery by 10Web | code:Best_Wordpress_Gallery
Imagify | meta:_imagify_data
Smush | meta:wp-smpro-smush-data
ShortPixel | meta:_shortpixel_status
EWWW Image Optimizer | meta:_ewww_image_optimizer
TinyPNG | meta:tiny_compress_images
WP Offload Media | meta:amazonS3_info
Presto Player | block:presto-player/reusable-display
PowerPress Podcasting | code:powerpress
Seriously Simple Podcasting | code:ss_player
PDF Embedder | code:pdf-embedder
EmbedPress | block:embedpress/embedpress
Advanced iFrame | code:advanced_iframe
Instagram Feed / Smash Balloon | code:instagram-feed
Jetpack | meta:_wpas_mess
Jetpack | block:jetpack/tiled-gallery
TablePress | code:table
TablePress | type:tablepress_table
wpDataTables | code:wpdatatable
Ninja Tables | code:ninja_tables
Visualizer | code:visualizer
Page Links To / Quick Page/Post Redirect | meta:_links_to
Molongui Authorship | meta:_molongui_author
Members | meta:_members_access_role
Download Monitor | type:dlm_download
WP Review | meta:wp_review_type
Shortcodes Ultimate | code:su_button
SyntaxHighlighter Evolved | block:syntaxhighlighter/code
Enlighter | block:enlighter/codeblock
Crayon Syntax Highlighter / Urvanov | class:crayon-selected
Code Block Pro | block:kevinbatdorf/code-block-pro
Prismatic | block:prismatic/blocks
WP QuickLaTeX / KaTeX | class:ql-img-inline-formula
Easy Table of Contents | code:ez-toc
LuckyWP Table of Contents | block:luckywp/tableofcontents
LuckyWP Table of Contents | code:lwptoc
Table of Contents Plus | code:toc
Ultimate FAQ / Accordion | type:ufaq
Advanced Ads | code:the_ad
Ad Inserter | code:adinserter
WP Recipe Maker | code:wprm-recipe
WP Recipe Maker | type:wprm_recipe
Tasty Recipes | block:wp-tasty/tasty-recipe
Recipe Card Blocks | block:wpzoom-recipe-card/block-recipe-card
Pretty Links / ThirstyAffiliates | type:thirstylink
AAWP / Amazon affiliates | code:aawp
Insert PHP / WPCode snippets | code:wpcode
Custom CSS & JS | type:custom-css-js
Popup Maker | type:popup
OptinMonster | code:optin-monster
Templatera | type:templatera
bbPress | type:topic
BuddyPress | type:bp-email
wpDiscuz | cmeta:wpdiscuz_votes
Disqus Comment System | cmeta:dsq_post_id
Akismet | cmeta:akismet_history
Site Reviews | code:site_reviews
WP-PostRatings / kk Star Ratings | meta:_kksr_ratings
WP-Polls | code:poll
Ultimate Member | code:ultimatemember
Post Views Counter / WP-PostViews | meta:post_views_count
WP Subscribe / Subscribe to Comments | meta:_stcr@_reader@mail.example
Blogger Importer | meta:blogger_permalink
Tumblr Importer | meta:tumblr_permalink
FG Joomla / Drupal to WordPress | meta:_fgj2wp_old_id
WP All Import | meta:_wpallimport_hash
Editorial calendars / Edit Flow | tax:following_users
AMP | type:amp_validated_url
Web Stories | type:web-story
WP Job Manager | type:job_listing
GeoDirectory | type:gd_place
WP Google Maps | code:wpgmza
MapPress | code:mappress
Disable Gutenberg / Classic Editor | meta:classic-editor-remember
"""
