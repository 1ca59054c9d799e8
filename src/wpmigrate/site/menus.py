"""Menus: entries with their labels, order and nesting, pointing at what is written."""

import re
from typing import Final, Protocol

from msgspec import Struct
from msgspec.structs import replace

from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.model import Menu, MenuItem
from wpmigrate.site.fields import first
from wpmigrate.site.permalinks import absolute, path_of, safe_url
from wpmigrate.site.slugs import decode_slug
from wpmigrate.site.terms import Entry, fold_taxonomy, safe_taxonomy
from wpmigrate.site.titles import plain_name, plain_title
from wpmigrate.wxr.php import decode
from wpmigrate.wxr.records import ItemRecord

_AMPERSAND = re.compile(r"&(?:amp|#0{0,2}38);")  # as old versions of WordPress wrote addresses down
_NUMBER = re.compile(r"\s*(\d{1,18})\s*")


class MenuEntry(Struct, frozen=True):
    """A `nav_menu_item` as it stands, before its target is known."""

    id: int
    title: str
    menu: str
    kind: str
    object: str
    object_id: int
    parent: int
    order: int
    url: str
    description: str
    attr_title: str
    classes: tuple[str, ...]
    xfn: str
    new_window: bool


class Target(Struct, frozen=True):
    """An item an entry points at."""

    key: str
    title: str
    link: str
    outcome: str
    visibility: str


class Targets(Protocol):
    """What the site knows of the things entries point at."""

    def item(self, number: int) -> Target | None:
        """Look up an item by id."""

    def term(self, taxonomy: str, number: int) -> tuple[str, str] | None:
        """Look up a term by id: `taxonomy/slug` and name."""

    def example(self, kind: str) -> str:
        """Answer the link of some item of a type, or an empty string."""


def read_entry(item: ItemRecord) -> MenuEntry:
    """Read a menu entry from the fields of its item."""
    classes, _ = decode(first(item.meta, "_menu_item_classes"))
    words = classes.values() if isinstance(classes, dict) else classes if isinstance(classes, list) else ()
    return MenuEntry(
        id=item.id,
        title=plain_title(item.title),
        menu=next((use.slug or use.name for use in item.terms if use.taxonomy == "nav_menu"), ""),
        kind=first(item.meta, "_menu_item_type") or "custom",
        object=first(item.meta, "_menu_item_object"),
        object_id=_number(first(item.meta, "_menu_item_object_id")),
        parent=_number(first(item.meta, "_menu_item_menu_item_parent")),
        order=item.menu_order,
        url=_AMPERSAND.sub("&", first(item.meta, "_menu_item_url")),
        description=item.content.strip(),
        attr_title=plain_name(item.excerpt),
        classes=tuple(word for word in words if isinstance(word, str) and word),
        xfn=first(item.meta, "_menu_item_xfn"),
        new_window=first(item.meta, "_menu_item_target") == "_blank",
    )


class Menus:
    """Builds menus once; afterwards `skipped` says why an entry is not shown, and `findings` what is poorer."""

    def __init__(self, targets: Targets, site_url: str) -> None:
        self._targets = targets
        self._site_url = site_url
        self.skipped: dict[int, str] = {}
        self.findings: list[tuple[str, Diagnostic]] = []

    def build(self, menus: list[Entry], entries: list[tuple[int, str, MenuEntry]]) -> list[Menu]:
        """Put every entry into its menu, in WordPress's order."""
        shelves: dict[str, list[MenuItem]] = {entry.raw: [] for entry in menus}
        names = {entry.term.name: entry.raw for entry in menus}
        above: dict[str, dict[int, int]] = {entry.raw: {} for entry in menus}
        for ordinal, key, entry in sorted(entries, key=lambda row: (row[2].order, row[2].id, row[0])):
            slug = decode_slug(entry.menu)
            menu = slug if slug in shelves else names.get(plain_name(entry.menu))
            if menu is None:
                self.skipped[ordinal] = "orphan-menu-item"
                continue
            above[menu][entry.id] = entry.parent
            shown = self._shown(ordinal, key, entry)
            if shown is not None:
                shelves[menu].append(shown)
        return [
            Menu(
                slug=one.term.slug, name=one.term.name, id=one.term.id, items=_nested(shelves[one.raw], above[one.raw])
            )
            for one in menus
        ]

    def _shown(self, ordinal: int, key: str, entry: MenuEntry) -> MenuItem | None:
        title, url, target, reason = self._resolved(entry)
        if reason:
            self.skipped[ordinal] = reason
            if reason == _GONE:
                self.findings.append((key, Diagnostic(Code.MENU_TARGET_MISSING)))
            return None
        if entry.kind in _POINTING and not target:
            self.findings.append((key, Diagnostic(Code.MENU_TARGET_MISSING)))
        if url and not safe_url(url):
            self.findings.append((key, Diagnostic(Code.UNSAFE_URL)))
        return MenuItem(
            id=entry.id,
            title=entry.title or title,
            url=safe_url(url),
            kind=entry.kind,
            object=entry.object,
            target=target,
            parent=entry.parent or None,
            order=entry.order,
            description=entry.description,
            attr_title=entry.attr_title,
            classes=entry.classes,
            xfn=entry.xfn,
            new_window=entry.new_window,
        )

    def _resolved(self, entry: MenuEntry) -> tuple[str, str, str, str]:
        """Answer title, URL and target of what an entry points at, and a reason if it cannot be shown."""
        match entry.kind:
            case "post_type":
                return self._item(entry)
            case "taxonomy":
                found = self._targets.term(safe_taxonomy(fold_taxonomy(entry.object)), entry.object_id)
                gone = "" if entry.title else _GONE
                return (found[1], entry.url, found[0], "") if found else ("", entry.url, "", gone)
            case "post_type_archive":
                return self._archive(entry)
            case _ if entry.kind == "wpml_ls_menu_item" or entry.url == "#pll_switcher":
                return "", "", "", "language-switcher"
            case _:
                return "", absolute(entry.url, self._site_url), "", ""

    def _item(self, entry: MenuEntry) -> tuple[str, str, str, str]:
        found = self._targets.item(entry.object_id)
        if found is None:
            return "", entry.url, "", "" if entry.title else _GONE
        if found.outcome not in ("post", "attachment"):
            return "", "", "", "menu-target-kept-out"
        if found.visibility != "published":
            return "", "", "", "menu-target-unpublished"
        return plain_title(found.title), found.link, found.key, ""

    def _archive(self, entry: MenuEntry) -> tuple[str, str, str, str]:
        """Find the archive of a post type, which no export names, from the address of one of its items."""
        path = path_of(self._targets.example(entry.object), self._site_url)
        folder = path.rstrip("/").rpartition("/")[0].strip("/")
        words = (folder.rpartition("/")[2] or entry.object).replace("-", " ").replace("_", " ")
        url = f"{self._site_url}/{folder}/" if folder else entry.url
        return words[:1].upper() + words[1:], url, "", ""


def _nested(items: list[MenuItem], above: dict[int, int]) -> tuple[MenuItem, ...]:
    """Hang entries whose parent is not shown on the nearest one above it that is; cut rings."""
    shown = {item.id for item in items if item.id}
    parents: dict[int, int | None] = {}
    for item in items:
        parents[item.id] = _nearest(item.parent or 0, item.id, shown, above)
    for item in items:
        if _returns(item.id, parents):
            parents[item.id] = None
    return tuple(_with_parent(item, parents[item.id]) for item in items)


def _nearest(parent: int, own: int, shown: set[int], above: dict[int, int]) -> int | None:
    for _ in range(_DEEPEST):
        if not parent or parent == own:
            return None
        if parent in shown:
            return parent
        parent = above.get(parent, 0)
    return None


def _returns(start: int, parents: dict[int, int | None]) -> bool:
    at = parents.get(start)
    for _ in range(_DEEPEST):
        if at is None or at == start:
            break
        at = parents.get(at)
    return at is not None


def _with_parent(item: MenuItem, parent: int | None) -> MenuItem:
    return item if item.parent == parent else replace(item, parent=parent)


def _number(text: str) -> int:
    found = _NUMBER.fullmatch(text)
    return int(found[1]) if found else 0


_DEEPEST: Final = 50
_GONE: Final = "menu-target-missing"
_POINTING: Final = ("post_type", "taxonomy")
