"""Menus with the paths of the new site, the same for every platform that has menus."""

from collections.abc import Callable
from typing import Any

from wpmigrate.contract import Placed, SiteJob, Term
from wpmigrate.model import MenuItem


def resolved_menus(
    job: SiteJob, term_url: Callable[[Term], str], item_url: Callable[[Placed], str]
) -> dict[str, list[dict[str, Any]]]:
    """Answer menu slug → entries in order; the URL of an entry that no visitor may see is empty."""
    wanted = {item.target for menu in job.menus for item in menu.items if item.target}
    links = {key: term_url(term) for term in job.terms if (key := f"{term.taxonomy}/{term.slug}") in wanted}
    for item in job.items() if wanted else ():
        place = item.place
        if place.key in wanted and place.visibility == "published":
            links[place.key] = "/" if place.front_page else item_url(item)
    return {menu.slug: [_entry(item, links, job) for item in menu.items] for menu in job.menus}


def _entry(item: MenuItem, links: dict[str, str], job: SiteJob) -> dict[str, Any]:
    led = job.resolve(item.url, "link") if item.url else ""
    # A target may have no page for an attachment, but its file does have an address.
    url = links.get(item.target, led if item.object == "attachment" else "") if item.target else led or "#"
    fields = {
        "id": item.id,
        "parent": item.parent,
        "title": item.title,
        "url": url,
        "kind": item.kind,
        "description": item.description,
        "attr_title": item.attr_title,
        "classes": list(item.classes),
        "xfn": item.xfn,
        "new_window": item.new_window,
    }
    return {key: value for key, value in fields.items() if value or key == "url"}
