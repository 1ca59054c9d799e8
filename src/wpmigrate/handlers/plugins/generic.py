"""Columns, toggles, tabs, buttons, boxes and more, under the unprefixed names that hundreds of themes share.

Checked against the demo exports of the corpus (`one_fourth` in 5 files, `toggle` in 9, `button` in 8, `text-with-icon`,
`fancy-ul`, `milestone` …), Theme-Fusion's table of its former unprefixed names, and the plugins Easy Columns, Column
Shortcodes (`[one_half]`), Easy Bootstrap Shortcodes, Tabby, Collapse-O-Matic (`[expand title=""]`), Spoiler.
"""

from wpmigrate.content.packs import (
    button,
    counted,
    details_html,
    heading,
    heading_html,
    image_html,
    in_line,
    nothing,
    paragraph_html,
    person,
    picture,
    plain_table_of,
    quoted,
    said,
    shows,
    table_of,
    titled,
    toggle,
    unwrapped,
    when_meant,
)
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
    title = said(shortcode.attributes, ("title", "heading"))
    return f"{paragraph_html(f'<strong>{title}</strong>' if title else '')}\n\n{shortcode.inner or ''}"


def _client(shortcode: Shortcode, context: Context) -> str:
    attributes = shortcode.attributes
    shown = image_html(
        said(attributes, ("image", "img", "src")),
        context,
        said(attributes, ("name", "alt")),
        said(attributes, ("url", "link")),
    )
    return f"{paragraph_html(shown)}\n\n{shortcode.inner or ''}"


def _price(shortcode: Shortcode, _: Context) -> str:
    attributes = shortcode.attributes
    price = "".join(said(attributes, (name,)) for name in ("currency_symbol", "currency", "price"))
    title = heading_html(said(attributes, ("title", "name", "plan")), 3)
    return f"{title}{paragraph_html(price, said(attributes, ('interval', 'per', 'period', 'subtitle')))}\n\n{shortcode.inner or ''}"


def _spoiler(shortcode: Shortcode, _: Context) -> str:
    title = said(shortcode.attributes, ("title", "show", "name", "intro", "label", "swaptitle", "0"))
    return details_html(title or "…", shortcode.inner or "")


SHORTCODES = {
    **plain_table_of(unwrapped, " ".join(f"{name} {name}_last {name}_first" for name in _COLUMNS)),
    **plain_table_of(unwrapped, _WRAPPERS),
    **plain_table_of(
        toggle(("title", "heading", "name", "header", "label", "trigger")),
        _TOGGLES,
    ),
    **plain_table_of(
        shows(_spoiler), "spoiler expand collapse showhide show_more expander_maker read_more_toggle hidden_text"
    ),
    **plain_table_of(
        titled(("title", "heading", "name", "label", "header")),
        _TABS,
    ),
    **plain_table_of(
        button(("text", "title", "label", "content"), ("url", "link", "href", "linkurl", "button_url")),
        "button btn small_button medium_button large_button big_button button_link styled_button wpbutton buttons cta_button",
    ),
    **plain_table_of(
        shows(_labelled),
        "alert notification notice message infobox info warning success error danger callout highlight_box note_box tip important box"
        " message_box info_box call_to_action tagline_box",
    ),
    **plain_table_of(quoted(), "testimonial pullquote pull_quote blockquote_custom"),
    **plain_table_of(person(), "team_member team-member person teammember staff"),
    **plain_table_of(
        heading(("title", "text", "content"), ("tag", "type", "size", "level")),
        _HEADINGS,
    ),
    **plain_table_of(
        in_line,
        _MARKS,
    ),
    **plain_table_of(
        nothing,
        "divider hr clear clearfix spacer space gap separator line break clearboth clear_both top_button back_to_top",
    ),
    **plain_table_of(
        counted(("subject", "title", "name", "label"), ("number", "count", "value", "to")),
        _NUMBERS,
    ),
    **plain_table_of(
        counted(("title", "name", "label"), ("percent", "percentage", "value", "progress"), "%"),
        _BARS,
    ),
    **plain_table_of(shows(_price), "pricing_column pricing_plan plan price_column"),
    **plain_table_of(shows(_client), "client logo_item"),
    **plain_table_of(picture(), "lightbox image_frame frame photo_frame"),
    **table_of(nothing, "divider hr clear clearfix spacer clearboth clear_both"),
    "item": when_meant(unwrapped),
}
PLUGIN = Plugin(
    name="Columns, toggles, tabs, buttons, spoilers, tooltips, alerts of many themes",
    group="Shortcode packs",
    kept="everything that stands in them; titles as headings or summaries, buttons as links, counters as words",
    left="colours, icons, animation, widths",
    fixture="plugins/generic.md",
)
