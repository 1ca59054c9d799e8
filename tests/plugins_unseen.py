"""What a WordPress shows whose plugins are gone: the source of their shortcodes, which nobody meant to be read."""

import re
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from wpmigrate.handlers import plugins


@cache
def _names() -> re.Pattern[str]:
    rooms = (import_module(f"{plugins.__name__}.{room.name}") for room in iter_modules(plugins.__path__))
    names = sorted({name for room in rooms for name in getattr(room, "SHORTCODES", {})}, key=len, reverse=True)
    return re.compile(rf"(?<!\[)\[/?(?:{'|'.join(map(re.escape, names))})(?=[\s/\]])[^\]]*\](?!\])")


def without_plugins(markup: str) -> str:
    """Answer HTML without the source of shortcodes that a WordPress without their plugins shows, and nobody meant to be read."""
    return _names().sub("<br>", markup)
