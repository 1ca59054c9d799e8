"""Things of other sites, players, and files that show inside a page."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

from selectolax.lexbor import LexborNode

from wpmigrate.content.html import dom
from wpmigrate.content.html.raw import raw_html, raw_nodes
from wpmigrate.content.html.urls import clean_url, is_safe
from wpmigrate.content.html.walk import Handler, Walk
from wpmigrate.content.nodes import Block, Embed, Link, Media, Node, Paragraph, Text
from wpmigrate.diagnostics import Code

_PROVIDERS = (
    ("youtube", r"(?:www\.|m\.)?(?:youtube(?:-nocookie)?\.com|youtu\.be)"),
    ("vimeo", r"(?:player\.|www\.)?vimeo\.com"),
    ("dailymotion", r"(?:www\.|geo\.)?dailymotion\.com"),
    ("soundcloud", r"(?:w\.|www\.)?soundcloud\.com"),
    ("spotify", r"(?:open|embed)\.spotify\.com"),
    ("ted", r"embed\.ted\.com"),
    ("videopress", r"(?:video\.|www\.)?(?:videopress|wordpress)\.com/(?:embed|v)"),
    ("slideshare", r"(?:www\.)?slideshare\.net"),
    ("scribd", r"(?:www\.)?scribd\.com"),
    ("issuu", r"(?:e\.|www\.)?issuu\.com"),
    ("mixcloud", r"(?:www\.|player-widget\.)?mixcloud\.com"),
    ("bandcamp", r"bandcamp\.com"),
    ("naver", r"(?:tv|serviceapi\.rmcnmv|serviceapi\.nmv)\.naver\.com"),
    ("kakao", r"(?:tv|play-tv)\.kakao\.com"),
    ("facebook", r"(?:www\.)?facebook\.com/plugins"),
    ("instagram", r"(?:www\.)?instagram\.com"),
    ("twitter", r"(?:platform\.|www\.)?(?:twitter|x)\.com"),
    ("google-maps", r"(?:www\.|maps\.)?google\.[a-z.]{2,6}/maps"),
    ("codepen", r"codepen\.io"),
)
_PROVIDER = re.compile(
    r"(?:https?:)?//(?:"
    + "|".join(f"(?P<{name.replace('-', '_')}>{host})" for name, host in _PROVIDERS)
    + r")(?:[/?#:]|\Z)",
    re.IGNORECASE,
)
_FLASH_VIDEO = re.compile(
    r"(?:https?:)?//(?:www\.)?youtube(?:-nocookie)?\.com/(?:v|embed)/([\w-]{6,20})", re.IGNORECASE
)
_QUOTES = {
    "twitter-tweet": "twitter",
    "twitter-video": "twitter",
    "instagram-media": "instagram",
    "tiktok-embed": "tiktok",
    "reddit-embed-bq": "reddit",
    "reddit-card": "reddit",
    "bluesky-embed": "bluesky",
    "mastodon-embed": "mastodon",
    "text-post-media": "threads",
}
_PERMALINKS = ("data-instgrm-permalink", "data-text-post-permalink", "data-bluesky-uri", "cite")
_URL = re.compile(r"https?://[^\s<>\"]+\Z")


def provider_of(url: str) -> str:
    """Name the provider a player's URL belongs to, or answer an empty string."""
    found = _PROVIDER.match(url)
    return (found.lastgroup or "").replace("_", "-") if found else ""


def bare_embed(block: Block) -> Embed | None:
    """Read a paragraph that is nothing but a URL as an embed."""
    if not isinstance(block, Paragraph) or len(block.children) != 1:
        return None
    only = block.children[0]
    url = only.text.strip() if isinstance(only, Text) else only.href if isinstance(only, Link) else ""
    return Embed(url, provider_of(url)) if _URL.match(url) else None


def _iframe(walk: Walk, node: LexborNode) -> Sequence[Node]:
    attributes = node.attributes
    names = ("src", "data-src", "data-lazy-src")
    url = next(
        (found for name in names if (found := clean_url(attributes.get(name) or "")) not in ("", "about:blank")), ""
    )
    url = walk.tokens.restore(url)
    provider = provider_of(url)
    if not provider or walk.pictures(node):  # a background is no part of what a platform makes of an embed
        return raw_nodes(walk, node)
    if "src" not in attributes or attributes["src"] == "about:blank":
        node.attrs["src"] = url
    return (Embed(url, provider, raw_html(walk, node), attributes.get("title") or ""),)


def flash_video(url: str) -> str:
    """Answer the page of the video that an old Flash player showed, or an empty string."""
    found = _FLASH_VIDEO.match(url.strip())
    return f"https://www.youtube.com/watch?v={found[1]}" if found else ""


def _object(walk: Walk, node: LexborNode) -> Sequence[Node]:
    """Keep an object; a Flash player of a video that still exists becomes the video."""
    for inner in (node, *dom.descendants(node)):
        if inner.tag in ("object", "embed", "param"):
            for name in ("src", "data", "value"):
                page = flash_video(dom.attribute(inner, name))
                if page:
                    return (Embed(page, "youtube"),)
    return raw_nodes(walk, node)


def _player(walk: Walk, node: LexborNode) -> Sequence[Node]:
    inside = [child for child in dom.elements(node) if child.tag == "source"]
    found = [clean_url(walk.tokens.restore(dom.attribute(part, "src"))) for part in (node, *inside)]
    sources = [url for url in dict.fromkeys(found) if url and is_safe(url)]
    if len(sources) < len([url for url in dict.fromkeys(found) if url]):
        walk.report(Code.UNSAFE_URL, dom.name_of(node))
    kind: Literal["audio", "video"] = "audio" if node.tag == "audio" else "video"
    return (Media(kind, sources, raw_html(walk, node), dom.attribute(node, "title")),)


def quoted_embed(walk: Walk, node: LexborNode) -> Embed | None:
    """Read the blockquote that a social network's script turns into a card."""
    provider = next((_QUOTES[name] for name in dom.classes(node) if name in _QUOTES), "")
    if not provider:
        return None
    links = [dom.attribute(inner, "href") for inner in dom.descendants(node) if inner.tag == "a"]
    candidates = [*(dom.attribute(node, name) for name in _PERMALINKS), *reversed(links)]
    url = next((url for url in map(clean_url, candidates) if url.startswith(("http://", "https://"))), "")
    return Embed(url, provider, raw_html(walk, node)) if url else None


HANDLERS: Mapping[str, Handler] = {
    **dict.fromkeys(("object", "embed"), _object),
    **dict.fromkeys(("audio", "video"), _player),
    "iframe": _iframe,
}
