"""Menus with the paths of the new site, the same for every platform that has menus."""

from collections.abc import Callable, Iterator, Mapping, Sequence
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


def shown_in(job: SiteJob) -> dict[str, tuple[str, ...]]:
    """Answer menu slug → the languages whose pages show it; nothing on a site whose menus are the same for all.

    A menu speaks the language of what it leads to. A language that has none of its own sees those of the site's own.
    """
    languages = job.site.languages
    wanted = {item.target for menu in job.menus for item in menu.items if item.target} if languages else set()
    spoken = {
        item.place.key: item.place.edition or languages[0]
        for item in (job.items() if wanted else ())
        if item.place.key in wanted
    }
    told = {menu.slug: {spoken[one.target] for one in menu.items if one.target in spoken} for menu in job.menus}
    own = {slug: next(iter(found)) for slug, found in told.items() if len(found) == 1}
    speaking = set(own.values())
    if len(speaking) < 2:
        return {}
    silent = tuple(code for code in languages if code not in speaking)
    more = {slug: silent if code == languages[0] else () for slug, code in own.items()}
    return {menu.slug: (own[menu.slug], *more[menu.slug]) if menu.slug in own else languages for menu in job.menus}


def _entry(item: MenuItem, links: dict[str, str], job: SiteJob) -> dict[str, Any]:
    led = _led(item, job) if item.url else ""
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


def _led(item: MenuItem, job: SiteJob) -> str:
    """Answer where an entry leads: the list of a post type is known by the type, whatever else has had its address."""
    led = job.resolve(item.url, "link")
    if item.kind != "post_type_archive" or led == item.url:
        return led
    asked = f"{job.site.url}/?post_type={item.object}"
    listed = job.resolve(asked, "link")
    return led if listed == asked else listed


def menu_trees(menus: Mapping[str, Sequence[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Answer menu slug → entries with their `children`, of what a visitor may see; what hangs on a hidden one moves up."""
    return {slug: _children(entries) for slug, entries in menus.items()}


def raised(menus: Mapping[str, Sequence[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Answer menus in which what hangs on an entry that no visitor may see hangs on the next one above, or on none."""
    return {slug: _raised(entries) for slug, entries in menus.items()}


def _raised(entries: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    above = {entry["id"]: entry for entry in entries}
    shown = {entry["id"]: entry for entry in entries if entry["url"]}
    found = []
    for entry in entries:
        parent = _nearest(entry.get("parent"), above, shown)
        own = {key: value for key, value in entry.items() if key != "parent"}
        found.append(own if parent is None else {**own, "parent": parent["id"]})
    return found


def _children(entries: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    above = {entry["id"]: entry for entry in entries}
    made = [{**entry, "children": []} for entry in entries if entry["url"]]
    shown = {entry["id"]: entry for entry in made}
    top: list[dict[str, Any]] = []
    for entry in made:
        parent = _nearest(entry.pop("parent", None), above, shown)
        (top if parent is None else parent["children"]).append(entry)
    return top


def _nearest(
    number: int | None, above: Mapping[int | None, dict[str, Any]], shown: Mapping[int | None, dict[str, Any]]
) -> dict[str, Any] | None:
    """Answer the first entry on the way up that is shown; no menu goes round in a ring."""
    while number in above and number not in shown:
        number = above[number].get("parent")
    return shown.get(number)


def main_menu(trees: Mapping[str, Sequence[Any]]) -> str:
    """Answer the menu for the head of a page: the one called `main`, else the one with most entries."""
    return "main" if "main" in trees else max(trees, key=lambda slug: len(trees[slug]), default="")


def flat_menus(trees: Mapping[str, Sequence[dict[str, Any]]]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield each menu, the main one first, as a list of entries with their `depth`: for templates that cannot call themselves."""
    main = main_menu(trees)
    for slug in sorted(trees, key=lambda slug: slug != main):
        yield slug, list(_flat(trees[slug], 0))


def _flat(entries: Sequence[dict[str, Any]], depth: int) -> Iterator[dict[str, Any]]:
    for entry in entries:
        yield {**{key: value for key, value in entry.items() if key != "children"}, "depth": depth}
        yield from _flat(entry["children"], depth + 1)
