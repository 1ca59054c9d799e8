"""Blocks that are links and nothing else: entries of menus, and social icons by name, for the icons are WordPress's."""

from html import escape
from urllib.parse import urlsplit

from wpmigrate.content.attributed import start, text
from wpmigrate.contract import Block, Context

_SERVICES = {
    "bluesky": "Bluesky",
    "chain": "Link",
    "codepen": "CodePen",
    "deviantart": "DeviantArt",
    "feed": "RSS Feed",
    "fivehundredpx": "500px",
    "github": "GitHub",
    "lastfm": "Last.fm",
    "linkedin": "LinkedIn",
    "share": "Share Icon",
    "tiktok": "TikTok",
    "vk": "VK",
    "whatsapp": "WhatsApp",
    "wordpress": "WordPress",
    "youtube": "YouTube",
}
"""Names that are not the service's own word with a capital letter."""


def social_link(block: Block, _: Context) -> str:
    """Write one place by its label or the name of its service; WordPress shows none without a URL."""
    url, service, label = (text(block.attributes, name) for name in ("url", "service", "label"))
    if not url:
        return ""
    name = _SERVICES.get(service, service.title()) or "Link"
    return f"<li>{start('a', {'href': _whole(url)})}{escape(label, quote=False) or escape(name)}</a></li>"


def _whole(url: str) -> str:
    """Answer a URL with its scheme, as WordPress completes it."""
    if "@" in url and not set(url) & set(":/ "):
        return f"mailto:{url}"
    try:
        scheme = urlsplit(url).scheme
    except ValueError:
        return url
    return url if scheme or url.startswith(("//", "#", "/")) else f"https://{url}"


def menu_entry(block: Block, _: Context) -> str:
    """Write an item of a list, with those below it in a list of its own."""
    url, label = text(block.attributes, "url", "link"), text(block.attributes, "label", "title")
    words = label or escape(url)
    below = f"<ul>{block.html}</ul>" if block.html.strip() else ""
    return f"<li>{start('a', {'href': url})}{words}</a>{below}</li>" if words or below else ""


BLOCKS = {
    "core/social-link": social_link,
    "core/navigation-link": menu_entry,
    "core/navigation-submenu": menu_entry,
    "core/page-list-item": menu_entry,
}
