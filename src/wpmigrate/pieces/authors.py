"""Authors as data files say them."""

from typing import Any

from wpmigrate.contract import Author


def author_entry(author: Author) -> dict[str, Any]:
    """Answer what is known of an author, without what is empty."""
    entry = {
        "id": author.id,
        "name": author.name,
        "first_name": author.first_name,
        "last_name": author.last_name,
        "email": author.email,
        "url": author.url,
        "bio": author.bio,
    }
    return {key: value for key, value in entry.items() if value}
