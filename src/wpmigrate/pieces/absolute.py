"""Addresses that mean the same wherever a text is read: whole ones, as feeds and imports need them."""

from typing import Final
from urllib.parse import quote

from wpmigrate.content.transforms.relink import Resolve

_SAFE: Final = "%/!$&'()*+,;=:@~-._?#[]"
_ASKED: Final = "/%3F"


def absolute_url(path: str, base: str) -> str:
    """Answer a path of the new site as a whole address; `/?p=12`, which a link has escaped as if it were a folder, too."""
    return base + quote(_asked(path), safe=_SAFE)


def absolute(base: str) -> Resolve:
    """Answer what makes each path from the root a whole address, and leaves all else alone."""

    def whole(url: str, _: object = None) -> str:
        return f"{base}{_asked(url)}" if url.startswith("/") and not url.startswith("//") else url

    return whole


def _asked(path: str) -> str:
    return f"/?{path.removeprefix(_ASKED)}" if path.startswith(_ASKED) else path
