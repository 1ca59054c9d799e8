"""What a run may ask of the site's facts."""

from typing import Literal

from msgspec import Struct

from wpmigrate.site.patterns import KEEP


class Filters(Struct, frozen=True):
    """Any of each kind, and all kinds together. `since` and `until` are local dates, or how one begins: 2024, 2024-05."""

    statuses: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    limit: int | None = None


class SiteOptions(Struct, frozen=True):
    """`include` names what is kept out by default: private, trash, password. No `post_types` means all but internal ones.

    `parts` are types whose items others show, `noisy_types` those that only their plugin has a use for.
    """

    timezone: str | None = None
    slugs: Literal["wordpress", "ascii"] = "wordpress"
    include: frozenset[str] = frozenset()
    personal_data: bool = False
    hash_emails: bool = False
    post_types: tuple[str, ...] = ()
    permalinks: str = KEEP
    filters: Filters = Filters()
    parts: tuple[str, ...] = ()
    noisy_types: dict[str, str] = {}
