"""Where posts lie in a folder, as most platforms let one choose."""

from typing import Final, Literal, TypeAlias

from wpmigrate.contract import Place

Layout: TypeAlias = Literal["flat", "year", "year-month", "bundle"]

_DATE_PARTS: Final = {"flat": 0, "bundle": 0, "year": 1, "year-month": 2}
_UNDATED: Final = "undated"
_SHOWN: Final = ("published", "scheduled")


def dated_path(place: Place, layout: Layout, name: str = "") -> str:
    """Answer the path of a post below the folder of posts, without its ending: by date, or a folder of its own."""
    name = name or place.slug
    depth = _DATE_PARTS[layout]
    folders = (place.date.split("-")[:depth] if place.date else [_UNDATED]) if depth else []
    return "/".join((*folders, name, "index") if layout == "bundle" else (*folders, name))


def type_folder(kind: str, known: dict[str, str]) -> str:
    """Answer the folder of a post type: a known one's, else the type's own name, which no known folder has."""
    if kind in known:
        return known[kind]
    name = "".join(char if char.isalnum() or char in "-_" else "-" for char in kind) or "items"
    return f"type-{name}" if name.lower() in known.values() else name


def is_shown(place: Place) -> bool:
    """Say whether an item has a page that visitors see, now or on its date."""
    return place.visibility in _SHOWN
