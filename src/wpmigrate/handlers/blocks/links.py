"""Blocks that are links and nothing else: navigation entries and social icons."""

from collections.abc import Sequence
from html import escape
from typing import Any

from wpmigrate.contract import Block, Context, Node

_SERVICES = {
    "bluesky": "Bluesky",
    "deviantart": "DeviantArt",
    "github": "GitHub",
    "lastfm": "Last.fm",
    "linkedin": "LinkedIn",
    "mail": "Mail",
    "soundcloud": "SoundCloud",
    "tiktok": "TikTok",
    "tumblr": "Tumblr",
    "vk": "VK",
    "whatsapp": "WhatsApp",
    "wordpress": "WordPress",
    "youtube": "YouTube",
    "feed": "RSS Feed",
    "x": "X",
}


def social_links(block: Block, context: Context) -> Sequence[Node] | None:
    """List the places by name, for the icons are WordPress's."""
    links = [_social_link(inner.attributes) for inner in block.inner if inner.name == "core/social-link"]
    return context.blocks(f"<ul>{''.join(links)}</ul>") if any(links) else None


def social_link(block: Block, context: Context) -> Sequence[Node]:
    """Leave nothing here: the list around it has the link."""
    link = _social_link(block.attributes)
    return context.blocks(f"<ul>{link}</ul>") if link else ()


def _social_link(attributes: Any) -> str:
    url, service, label = (_text(attributes.get(name)) for name in ("url", "service", "label"))
    if not url:
        return ""
    if service == "mail" and "@" in url and ":" not in url:
        url = f"mailto:{url}"
    return f'<li><a href="{escape(url)}">{label or escape(_SERVICES.get(service, service.title()) or url)}</a></li>'


def navigation_link(block: Block, context: Context) -> Sequence[Node]:
    """Make an item of a list, with those below it in a list of its own."""
    url, label = (_text(block.attributes.get(name)) for name in ("url", "label"))
    inner = block.html if block.html.strip() else ""
    text = label or escape(url)
    return context.blocks(
        f'<ul><li><a href="{escape(url)}">{text}</a>{inner}</li></ul>' if url else f"<ul><li>{text}{inner}</li></ul>"
    )


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


BLOCKS = {
    "core/social-links": social_links,
    "core/social-link": social_link,
    "core/navigation-link": navigation_link,
    "core/navigation-submenu": navigation_link,
}
