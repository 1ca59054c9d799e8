"""Events and downloads: The Events Calendar, Event Organiser, Events Manager, Easy Digital Downloads, Download Monitor.

Checked against field lists and converters in public repositories: The Events Calendar (`tribe_events`; `_EventStartDate`,
`_EventTimezone`, `_EventVenueID`, `_EventOrganizerID`, venues as `tribe_venue`), Event Organiser
(`_eventorganiser_schedule_start_datetime`),
Events Manager (`event`; `_event_start_local`, `_location_id`), Easy Digital Downloads (`download`; `edd_price`,
`edd_variable_prices`, `edd_download_files`), Download Monitor (`dlm_download` with `dlm_download_version` items and `_files`).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from wpmigrate.content import built
from wpmigrate.content.built import words
from wpmigrate.content.packs import button, link_html, made_at_view, paragraph_html, table_of
from wpmigrate.contract import About, Block, Code, Context, Facts, Node, Noise, Part, Plugin, Shortcode
from wpmigrate.wxr.php import decode

_VENUE = ("_VenueAddress", "_VenueCity", "_VenueZip", "_VenueStateProvince", "_VenueProvince", "_VenueCountry")


def _part(number: str, facts: Facts) -> Part | None:
    return facts.part(int(number)) if number.strip().isdecimal() and len(number) < 12 else None


def _when(facts: Facts) -> tuple[str, str]:
    starts = (
        facts.meta(key) for key in ("_EventStartDate", "_event_start_local", "_eventorganiser_schedule_start_datetime")
    )
    ends = (facts.meta(key) for key in ("_EventEndDate", "_event_end_local", "_eventorganiser_schedule_start_finish"))
    start = next(filter(None, starts), "") or _joined(facts, "_event_start_date", "_event_start_time")
    end = next(filter(None, ends), "") or _joined(facts, "_event_end_date", "_event_end_time")
    return (start[:10], end[:10]) if _is_all_day(facts) else (start, end)


def _joined(facts: Facts, day: str, time: str) -> str:
    """Answer day and time of Events Manager before version 5.9, which keeps them apart."""
    return " ".join(filter(None, (facts.meta(day), facts.meta(time)))) if facts.meta(day) else ""


def _is_all_day(facts: Facts) -> bool:
    return facts.meta("_EventAllDay") in ("yes", "1") or facts.meta("_event_all_day") == "1"


def _organisers(facts: Facts) -> list[str]:
    """List who holds an event: each has a field of its own, or all stand in one list."""
    told = decode(facts.meta("_EventOrganizerID"))[0]
    numbers = list(told.values()) if isinstance(told, Mapping) else told if isinstance(told, list) else [told]
    return [part.title for number in numbers if (part := _part(str(number), facts)) is not None]


def _venue(facts: Facts) -> dict[str, str]:
    part = _part(facts.meta("_EventVenueID"), facts) or _place(facts.meta("_location_id"), facts)
    if part is None:
        return {}
    keys = (*_VENUE, "_location_address", "_location_town", "_location_postcode", "_location_country")
    told = {"name": part.title, "address": ", ".join(dict.fromkeys(filter(None, (part.field(key) for key in keys))))}
    return {
        name: value
        for name, value in {**told, "url": part.field("_VenueURL"), "phone": part.field("_VenuePhone")}.items()
        if value
    }


def _place(number: str, facts: Facts) -> Part | None:
    """Find a place of Events Manager, which has a number of its own."""
    return next((one for one in facts.parts("location") if number and one.field("_location_id") == number), None)


def _event(about: About) -> Mapping[str, Any]:
    facts = about.facts
    start, end = _when(facts)
    if not start:
        return {}
    organisers = _organisers(facts)
    record = {
        "start": start,
        "end": end,
        "all_day": _is_all_day(facts),
        "timezone": facts.meta("_EventTimezone") or facts.meta("_event_timezone"),
        "venue": _venue(facts),
        "organizer": ", ".join(organisers),
        "cost": f"{facts.meta('_EventCurrencySymbol')}{facts.meta('_EventCost')}" if facts.meta("_EventCost") else "",
        "url": facts.meta("_EventURL"),
        "recurrence": decode(facts.meta("_EventRecurrence"))[0] if facts.meta("_EventRecurrence") else "",
    }
    return {"event": {name: value for name, value in record.items() if value}}


def _event_page(body: str, facts: Facts) -> str:
    """Show above the words when and where an event is, as its page did."""
    start, end = _when(facts)
    if not start:
        return body
    until = "" if end in ("", start) else f" – {end[11:] if end[:10] == start[:10] else end}"
    zone = facts.meta("_EventTimezone") or facts.meta("_event_timezone")
    venue = _venue(facts)
    place = ", ".join(filter(None, (venue.get("name", ""), venue.get("address", ""))))
    cost = f"{facts.meta('_EventCurrencySymbol')}{facts.meta('_EventCost')}" if facts.meta("_EventCost") else ""
    lines = [
        f"{start}{until} {f'({zone})' if zone else ''}".strip(),
        place,
        ", ".join(_organisers(facts)),
        cost,
        link_html("", facts.meta("_EventURL")),
    ]
    return f"{built.listed([line for line in lines if line])}\n\n{body}"


def _download(about: About) -> Mapping[str, Any]:
    """Answer a download of a shop: files have no address here, for whoever has one has the file."""
    facts = about.facts
    prices, files = (decode(facts.meta(key))[0] for key in ("edd_variable_prices", "edd_download_files"))
    record = {
        "price": facts.meta("edd_price"),
        "prices": [{"name": words(one, "name"), "amount": words(one, "amount")} for one in _listed(prices)],
        "files": [words(one, "name") for one in _listed(files) if words(one, "name")],
        "sku": facts.meta("edd_sku"),
        "notes": facts.meta("edd_product_notes"),
        "type": facts.meta("_edd_product_type"),
    }
    return {"download": {name: value for name, value in record.items() if value}}


def _listed(told: Any) -> Sequence[Mapping[str, Any]]:
    found = list(told.values()) if isinstance(told, Mapping) else told if isinstance(told, list) else []
    return [one for one in found if isinstance(one, Mapping)]


def _download_page(body: str, facts: Facts) -> str:
    prices = [
        f"{words(one, 'name')}: {words(one, 'amount')}" for one in _listed(decode(facts.meta("edd_variable_prices"))[0])
    ]
    price = facts.meta("edd_price") if facts.meta("_variable_pricing") in ("", "0") else ""
    shown = (
        built.listed(prices)
        if not price
        else paragraph_html(f"<strong>{price}</strong>" if price not in ("0", "0.00") else "")
    )
    return f"{body}\n\n{shown}" if shown else body


def _file(shortcode: Shortcode, context: Context) -> Sequence[Node]:
    """Show a download of Download Monitor as a link to its file, which anybody could fetch."""
    number = shortcode.attributes.get("id", "")
    part = _part(number, context)
    versions = context.parts("dlm_download_version", part.id) if part else ()
    files = decode(versions[-1].field("_files"))[0] if versions else None
    listed = built.as_json(files) if isinstance(files, str) else files
    url = next((str(one) for one in listed if str(one).startswith("http")), "") if isinstance(listed, list) else ""
    if part is None or not url or part.field("_members_only") == "yes":
        context.report(Code.PART_MISSING, f"{shortcode.name} {number}".strip())
        return ()
    return context.inlines(link_html((shortcode.inner or "").strip() or part.title, url))


def _dated(block: Block, context: Context) -> str:
    """Leave the blocks of an event's page out: when and where stands above its words."""
    if not _when(context)[0]:
        context.report(Code.BLOCK_DYNAMIC, block.name)
    return block.html if block.name == "tribe/event-website" else ""


PARTS = ("tribe_venue", "tribe_organizer", "location", "dlm_download", "dlm_download_version")
PAGES = {"tribe_events": _event_page, "event": _event_page, "download": _download_page}
RECORDS = {"tribe_events": _event, "event": _event, "download": _download}
SHORTCODES = {
    **table_of(_file, "download dlm_download"),
    **table_of(button(("text",), ("url", "href"), alone=True), "edd_direct_link"),
    **table_of(
        made_at_view("events, downloads, or a part of the shop"),
        "tribe_events tribe_events_list tribe_event_inline events_list events_calendar event_form eo_events eo_calendar eo_fullcalendar"
        " locations_list purchase_link purchase_collection downloads edd_downloads download_cart download_checkout download_history"
        " purchase_history edd_receipt edd_login edd_register edd_profile_editor downloads_list add_eventon my_calendar ai1ec",
    ),
}
BLOCKS = {
    **dict.fromkeys(
        ("tribe/event-datetime", "tribe/event-venue", "tribe/event-organizer", "tribe/event-price", "tribe/event-website",
         "tribe/event-links",
         "tribe/related-events", "tribe/featured-image", "tribe/event-category", "tribe/event-tags", "tribe/tickets", "tribe/rsvp",
         "tribe/attendees"),
        _dated,
    ),
}  # fmt: skip
NOISE = Noise(
    keys=("_EventOrigin", "_EventShowMap", "_EventShowMapLink", "_EventDuration", "_EventStartDateUTC", "_EventEndDateUTC",
     "_EventTimezoneAbbr",
          "_EventCurrencyPosition", "_EventHideFromUpcoming", "edd_download_files", "_edd_download_earnings", "_edd_download_sales",
          "_edd_download_limit", "_edd_button_behavior", "_edd_hide_purchase_link", "_edd_price_options_mode", "_event_id",
          "_download_count"),
    prefixes=("_tribe_", "_ecp_", "_edd_bundled", "_event_rsvp", "_event_spaces", "_dlm_", "_eventorganiser_"),
    types=("tribe_venue", "tribe_organizer", "tribe-ea-record", "deleted_event", "tribe_event_series_ignored", "dlm_download_version",
           "edd_discount", "event-recurring"),
)  # fmt: skip
PLUGINS = tuple(
    Plugin(name=name, group="Commerce, events and members", kept=kept, left=left, fixture="facts/events.md")
    for name, kept, left in (
        (
            "The Events Calendar",
            "when, where, cost and organiser above the words, and as structure",
            "calendars, tickets, maps (reported)",
        ),
        (
            "Events Manager, Event Organiser",
            "when and where above the words, and as structure",
            "bookings, calendars (reported)",
        ),
        (
            "Easy Digital Downloads",
            "price or prices below the words, and as structure; names of files",
            "addresses of files, orders, cart",
        ),
        ("Download Monitor", "a link to the file", "counts, files for members"),
    )
)
