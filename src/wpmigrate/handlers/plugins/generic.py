"""Columns, toggles, tabs, buttons, boxes and more, under the unprefixed names that hundreds of themes share.

Checked against the demo exports of the corpus (`one_fourth` in 5 files, `toggle` in 9, `button` in 8, `text-with-icon`,
`fancy-ul`, `milestone` …), Theme-Fusion's table of its former unprefixed names, and the plugins Easy Columns, Column
Shortcodes (`[one_half]`), Easy Bootstrap Shortcodes, Tabby, Collapse-O-Matic (`[expand title=""]`), Spoiler.
"""

from wpmigrate.content import packs
from wpmigrate.contract import Context, Plugin, Shortcode

_PARTS = "half third thirds fourth fourths fifth fifths sixth sixths"
_COLUMNS = [f"{number}_{part}" for number in ("one", "two", "three", "four", "five") for part in _PARTS.split()]
_WRAPPERS = (
    "one_whole one_full one_column full_width column columns col row row_fluid container section content_box box_content"
    " two_columns two_columns_one three_columns four_columns two_col three_col four_col col_half col_third col_fourth"
    " tabs tabgroup tab_group tabbed_section accordion accordions accordian accordion_group accordiongroup toggles togglegroup"
    " toggle_group carousel clients testimonials testimonial_slider pricing_table pricing_tables slider slides boxes wrap"
    " fancy-ul checklist list_style custom_list icon_list styled_list arrow_list bullet_list center align_center align_left"
    " fancy_box framed_box content_boxes counters team panel panels well jumbotron media-body block intro lead nosp timeline group"
)

_TOGGLES = "toggle accordion_item accordion-item accordion_section toggle_item acc_item"
_TABS = "tab tab_item tabitem tab_pane text-with-icon iconbox icon_box service servicebox slide"
_HEADINGS = "heading headline section_title custom_heading title_heading fancy_heading"
_MARKS = "dropcap drop_cap tooltip popover label badge custom_font colored text_highlight marker small abbr_tip lightbox_link"
_BARS = "bar progress progress_bar progressbar skill skillbar"
_NUMBERS = "milestone counter counter_box count_up"


def _labelled(shortcode: Shortcode, _: Context) -> str:
    title = packs.said(shortcode.attributes, ("title", "heading"))
    return f"{packs.paragraph_html(f'<strong>{title}</strong>' if title else '')}\n\n{shortcode.inner or ''}"


def _client(shortcode: Shortcode, context: Context) -> str:
    attributes = shortcode.attributes
    shown = packs.image_html(
        packs.said(attributes, ("image", "img", "src")),
        context,
        packs.said(attributes, ("name", "alt")),
        packs.said(attributes, ("url", "link")),
    )
    return f"{packs.paragraph_html(shown)}\n\n{shortcode.inner or ''}"


def _price(shortcode: Shortcode, _: Context) -> str:
    attributes = shortcode.attributes
    price = "".join(packs.said(attributes, (name,)) for name in ("currency_symbol", "currency", "price"))
    title = packs.heading_html(packs.said(attributes, ("title", "name", "plan")), 3)
    per = packs.said(attributes, ("interval", "per", "period", "subtitle"))
    return f"{title}{packs.paragraph_html(price, per)}\n\n{shortcode.inner or ''}"


def _spoiler(shortcode: Shortcode, _: Context) -> str:
    title = packs.said(shortcode.attributes, ("title", "show", "name", "intro", "label", "swaptitle", "0"))
    return packs.details_html(title or "…", shortcode.inner or "")


SHORTCODES = {
    **packs.plain_table_of(packs.unwrapped, " ".join(f"{name} {name}_last {name}_first" for name in _COLUMNS)),
    **packs.plain_table_of(packs.unwrapped, _WRAPPERS),
    **packs.plain_table_of(
        packs.toggle(("title", "heading", "name", "header", "label", "trigger")),
        _TOGGLES,
    ),
    **packs.plain_table_of(
        packs.shows(_spoiler), "spoiler expand collapse showhide show_more expander_maker read_more_toggle hidden_text"
    ),
    **packs.plain_table_of(
        packs.titled(("title", "heading", "name", "label", "header")),
        _TABS,
    ),
    **packs.plain_table_of(
        packs.button(("text", "title", "label", "content"), ("url", "link", "href", "linkurl", "button_url")),
        "button btn small_button medium_button large_button big_button button_link styled_button wpbutton buttons cta_button",
    ),
    **packs.plain_table_of(
        packs.shows(_labelled),
        "alert notification notice message infobox info warning success error danger callout highlight_box note_box tip important box"
        " message_box info_box call_to_action tagline_box",
    ),
    **packs.plain_table_of(packs.quoted(), "testimonial pullquote pull_quote blockquote_custom"),
    **packs.plain_table_of(packs.person(), "team_member team-member person teammember staff"),
    **packs.plain_table_of(
        packs.heading(("title", "text", "content"), ("tag", "type", "size", "level")),
        _HEADINGS,
    ),
    **packs.plain_table_of(
        packs.in_line,
        _MARKS,
    ),
    **packs.plain_table_of(
        packs.nothing,
        "divider hr clear clearfix spacer space gap separator line break clearboth clear_both top_button back_to_top",
    ),
    **packs.plain_table_of(
        packs.counted(("subject", "title", "name", "label"), ("number", "count", "value", "to")),
        _NUMBERS,
    ),
    **packs.plain_table_of(
        packs.counted(("title", "name", "label"), ("percent", "percentage", "value", "progress"), "%"),
        _BARS,
    ),
    **packs.plain_table_of(packs.shows(_price), "pricing_column pricing_plan plan price_column"),
    **packs.plain_table_of(packs.shows(_client), "client logo_item"),
    **packs.plain_table_of(packs.picture(), "lightbox image_frame frame photo_frame"),
    **packs.table_of(packs.nothing, "divider hr clear clearfix spacer clearboth clear_both"),
    "item": packs.when_meant(packs.unwrapped),
}
PLUGIN = Plugin(
    name="Columns, toggles, tabs, buttons, spoilers, tooltips, alerts of many themes",
    group="Shortcode packs",
    kept="everything that stands in them; titles as headings or summaries, buttons as links, counters as words",
    left="colours, icons, animation, widths",
    fixture="plugins/generic.md",
)
