"""The words of the ledger as a site owner says them."""

import re
from typing import Final

from wpmigrate.output.rows import Degradation

REASONS: Final = {
    "status-private": "private in WordPress",
    "status-trash": "in the trash",
    "password-protected": "protected by a password",
    "unknown-status": "has a status of a plugin",
    "internal-type": "WordPress’s or a plugin’s own bookkeeping",
    "internal-taxonomy": "WordPress’s own bookkeeping",
    "personal-data": "personal data: orders, forms, bookings",
    "type-without-pages": "a type whose items no visitor had an address of",
    "type-not-selected": "a type you did not ask for",
    "orphan-menu-item": "belongs to no menu",
    "language-switcher": "menu entries in whose place a plugin shows the languages",
    "parent-kept-out": "hangs on a post that is kept out",
    "duplicate": "an older copy of an item that is written",
    "not-held": "the target has no place for it",
    "path-taken": "a file that is not ours stands there",
    "merged": "made one with another author",
    "left-to-you": "you bring the files yourself",
    "comment-spam": "spam",
    "comment-trash": "in the trash",
    "comment-unapproved": "never approved",
    "comment-post-trashed": "in the trash with its post",
    "comment-internal": "a note of a plugin",
    "post-failed": "on a post that failed",
    "post-not-held": "on a post that the target has no place for",
    "post-status-private": "on a private post",
    "post-status-trash": "on a post in the trash",
    "post-password-protected": "on a post with a password",
    "conversion-failed": "could not be converted",
}

TYPES: Final = {
    "post": ("post", "posts"),
    "page": ("page", "pages"),
    "attachment": ("media file", "media files"),
    "nav_menu_item": ("menu entry", "menu entries"),
    "revision": ("revision", "revisions"),
    "product": ("product", "products"),
    "wp_block": ("reusable block", "reusable blocks"),
}
_MARKUP: Final = re.compile(r"[^\w .-]")


def told(reason: str) -> str:
    """Answer a reason in plain words."""
    return REASONS.get(reason) or reason.replace("-", " ")


def type_named(name: str, number: int) -> str:
    """Answer how many of a post type, in the words of its owner; of a type’s own name only what is no markup anywhere."""
    known = TYPES.get(name)
    return counted(number, *known) if known else f"{number:,} {_MARKUP.sub('·', name)[:40] or 'without type'}"


def listed(degradations: tuple[Degradation, ...]) -> str:
    """Answer degradations on one line."""
    return "; ".join(
        f"{one.code}{f' ({one.detail})' if one.detail else ''}{f' × {one.count}' if one.count > 1 else ''}"
        for one in degradations
    )


def counted(number: int, one: str, many: str = "") -> str:
    """Answer a number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
