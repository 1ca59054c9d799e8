"""What front matter says of an item on platforms that keep WordPress's own facts under one map."""

from typing import Any

from wpmigrate.contract import Job, Place, Post
from wpmigrate.pieces.comments import data_key
from wpmigrate.pieces.paths import is_shown
from wpmigrate.pieces.translations import translations_of
from wpmigrate.render.text import render_text


def title_of(post: Post) -> str:
    """Answer the title of an item, which no platform takes empty."""
    return post.title.strip() or "(untitled)"


def excerpt_of(post: Post) -> str:
    """Answer the excerpt that somebody wrote, as plain text."""
    return render_text(post.excerpt).strip() if post.excerpt else ""


def is_hidden(place: Place) -> bool:
    """Say whether an item is for no reader: a draft, private, behind a password, or thrown away."""
    return not is_shown(place)


def wordpress_facts(job: Job) -> dict[str, Any]:
    """Answer what only WordPress knew of an item."""
    post, place = job.post, job.post.place
    return {
        "id": place.id,
        "type": place.type,
        "day": post.date[:10] if post.date else None,  # as its readers counted, whatever zone a theme writes dates in
        "status": post.status if post.status != "publish" else None,
        "format": post.format,
        "sticky": post.sticky or None,
        "menu_order": post.menu_order or None,
        "template": post.template if post.template != "default" else None,
        "language": place.language,
        "translations": translations_of(job),
        "guid": post.guid,
        "enclosures": list(post.enclosures),
        "comments": data_key(place) if job.comments else None,
        "meta": post.meta if job.options.custom_fields else None,
    }
