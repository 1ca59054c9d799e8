"""What a run may ask of the site's facts."""

from typing import Literal

from msgspec import Struct


class SiteOptions(Struct, frozen=True):
    """`include` names what is kept out by default: private, trash, password. No `post_types` means all but internal ones."""

    timezone: str | None = None
    slugs: Literal["wordpress", "ascii"] = "wordpress"
    include: frozenset[str] = frozenset()
    personal_data: bool = False
    post_types: tuple[str, ...] = ()
