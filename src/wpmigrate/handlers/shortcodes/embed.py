"""`[embed]`, and the shortcodes that WordPress.com and Jetpack have for single sites."""

import re
from collections.abc import Sequence

from wpmigrate.contract import Context, Node, Shortcode

_URL = re.compile(r"https?://[^\s<>\"'\]]+")
_ID = re.compile(r"[\w./-]+", re.ASCII)

_PAGES = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "dailymotion": "https://www.dailymotion.com/video/{}",
    "ted": "https://www.ted.com/talks/{}",
    "wpvideo": "https://videopress.com/v/{}",
    "videopress": "https://videopress.com/v/{}",
    "tweet": "https://twitter.com/i/status/{}",
    "gist": "https://gist.github.com/{}",
    "instagram": "https://www.instagram.com/p/{}/",
    "spotify": "",
    "soundcloud": "",
    "tiktok": "",
    "googlemaps": "",
    "bandcamp": "",
    "flickr": "",
    "codepen": "",
}
"""Name → the page an id stands for; empty where the shortcode takes URLs only."""


def embed(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
    """Embed the page a shortcode names by URL or id; one that names none is somebody else's."""
    url = _url(shortcode)
    return (context.embed(url),) if url else None


def _url(shortcode: Shortcode) -> str:
    attributes = shortcode.attributes
    values = [shortcode.inner or "", *(attributes.get(name, "") for name in ("url", "src", "tweet", "id", "0"))]
    for value in values:
        if found := _URL.search(value):
            return found[0]
    page = _PAGES.get(shortcode.name, "")
    ids = (value.strip().lstrip("=:").strip("\"'") for value in values)
    return next((page.format(value) for value in ids if _ID.fullmatch(value)), "") if page else ""


SHORTCODES = dict.fromkeys(("embed", *_PAGES), embed)
