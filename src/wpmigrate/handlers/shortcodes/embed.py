"""`[embed]`, and the shortcodes that WordPress.com, Jetpack and others have for single sites."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs, urlsplit

from wpmigrate.contract import Context, Node, Shortcode

_URL = re.compile(r"(?:https?:)?//[^\s<>\"'\]]+")
_ID = re.compile(r"[\w./-]+", re.ASCII)
_YOUTUBE = re.compile(
    r"(?:https?:)?//(?:www\.|m\.)?(?:youtube(?:-nocookie)?\.com/(?:embed/|v/|shorts/|live/|watch/?\?|watch$)|youtu\.be/)",
    re.IGNORECASE,
)
_VIDEO = re.compile(r"[\w-]{6,20}", re.ASCII)
_SPOTIFY = re.compile(r"spotify:(\w+):(\w+)", re.ASCII)

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
    "slideshare": "https://www.slideshare.net/slideshow/embed_code/{}",
    "scribd": "https://www.scribd.com/document/{}",
    "polldaddy": "https://poll.fm/{}",
    "crowdsignal": "https://poll.fm/{}",
    "mixcloud": "https://www.mixcloud.com/{}",
    "archiveorg": "https://archive.org/details/{}",
    "archiveorg-book": "https://archive.org/details/{}",
    "lyte": "https://www.youtube.com/watch?v={}",
    "embedyt": "",
    "fve": "",
    "youtube_sc": "https://www.youtube.com/watch?v={}",
    "yt": "https://www.youtube.com/watch?v={}",
    "spotify": "",
    "soundcloud": "",
    "tiktok": "",
    "googlemaps": "",
    "bandcamp": "",
    "flickr": "",
    "codepen": "",
    "codepen_embed": "",
    "facebook": "",
    "pinterest": "",
    "twitch": "",
    "vine": "",
}
"""Name → the page an id stands for; empty where the shortcode takes no bare id."""

_NAMED = ("url", "src", "href", "permalink", "tweet", "poll", "videoid", "video_id", "id", "0")


def embed(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
    """Embed the page a shortcode names by URL or id; one that names none is somebody else's."""
    url = _url(shortcode)
    return (context.embed(_settled(url)),) if url else None


def _url(shortcode: Shortcode) -> str:
    attributes = shortcode.attributes
    values = [shortcode.inner or "", *(attributes.get(name, "") for name in _NAMED)]
    for value in values:
        if found := _URL.search(value):
            return found[0] if found[0].startswith("http") else f"https:{found[0]}"
    if special := _SPECIAL.get(shortcode.name):
        return special(attributes)
    page = _PAGES.get(shortcode.name, "")
    ids = (value.strip().lstrip("=:").strip("\"'/").partition("&")[0].partition("?")[0] for value in values)
    return next((page.format(value) for value in ids if _ID.fullmatch(value)), "") if page else ""


def _settled(url: str) -> str:
    """Answer the page of a YouTube film; the size and colours that its shortcode took in the URL are no part of it."""
    prefix = _YOUTUBE.match(url)
    if prefix is None:
        return url
    try:
        parts = urlsplit(re.sub("&(?:amp|#0*38);", "&", url))
    except ValueError:
        return url
    query = parse_qs(f"{parts.query}&{parts.path.partition('&')[2]}")
    video = (query.get("v") or [parts.path.partition("&")[0].rstrip("/").rpartition("/")[2]])[0]
    kept = "".join(f"&{name}={query[name][0]}" for name in ("list", "t", "start") if name in query)
    return f"https://www.youtube.com/watch?v={video}{kept}" if _VIDEO.fullmatch(video) else url


def _spotify(attributes: Mapping[str, str]) -> str:
    found = next((_SPOTIFY.search(value) for value in attributes.values() if _SPOTIFY.search(value)), None)
    return f"https://open.spotify.com/{found[1]}/{found[2]}" if found else ""


def _bandcamp(attributes: Mapping[str, str]) -> str:
    for kind in ("track", "album"):
        if attributes.get(kind, "").isdecimal():
            return f"https://bandcamp.com/EmbeddedPlayer/{kind}={attributes[kind]}/"
    return ""


def _codepen(attributes: Mapping[str, str]) -> str:
    user, pen = attributes.get("user", ""), attributes.get("slug_hash", "")
    return f"https://codepen.io/{user}/pen/{pen}" if _ID.fullmatch(user) and _ID.fullmatch(pen) else ""


_SPECIAL = {"spotify": _spotify, "bandcamp": _bandcamp, "codepen": _codepen, "codepen_embed": _codepen}

SHORTCODES = dict.fromkeys(("embed", *_PAGES), embed)
