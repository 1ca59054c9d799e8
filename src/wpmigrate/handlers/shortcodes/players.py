"""`[audio]`, `[video]` and `[playlist]`."""

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Literal

from wpmigrate.content.chosen import chosen
from wpmigrate.content.html.urls import clean_url, is_safe
from wpmigrate.content.nodes import Link, List, ListItem, Media, Paragraph, Text
from wpmigrate.contract import Attachment, Context, Inline, Node, Shortcode

Kind = Literal["audio", "video"]

_TRACK = re.compile(r"<track\s[^<>]*+>", re.IGNORECASE)
"""Subtitles, which stand between the tags of the shortcode."""

_FORMATS: Mapping[Kind, tuple[str, ...]] = {
    "audio": ("mp3", "ogg", "flac", "m4a", "wav", "oga", "opus", "aac"),
    "video": ("mp4", "m4v", "webm", "ogv", "flv", "mov"),
}
_KEPT = ("poster", "width", "height")
_FLAGS = ("autoplay", "loop", "muted")


def audio(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
    """Make an audio player."""
    return _player("audio", shortcode, context)


def video(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
    """Make a video player, or an embed where the source is a page of another site."""
    return _player("video", shortcode, context)


def _player(kind: Kind, shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
    sources = _sources(kind, shortcode) or [item.url for item in _hanging(kind, context)[:1]]
    if not sources:
        return None
    if len(sources) == 1 and kind == "video" and not _has_format(sources[0], _FORMATS["video"]):
        return (context.embed(sources[0]),)
    return (Media(kind, sources, _element(kind, sources, shortcode)),)


def _sources(kind: Kind, shortcode: Shortcode) -> list[str]:
    """List the URLs in `src`, in one attribute per format, or after the name as the oldest plugins had it."""
    attributes = shortcode.attributes
    named = [attributes.get(name, "") for name in ("src", *_FORMATS[kind])]
    first = attributes.get("0", "").lstrip(":=").partition("|")[0].strip("\"'")
    named += first.split(",") if "/" in first else []
    inner = (shortcode.inner or "").strip()
    named += [inner] if inner.startswith(("http://", "https://")) and not set(inner) & set("<> \n") else []
    cleaned = (clean_url(url.replace("&amp;", "&")) for url in named)
    return [url for url in dict.fromkeys(cleaned) if url and is_safe(url)]


def _hanging(kind: Kind, context: Context) -> Sequence[Attachment]:
    return [item for item in context.attached() if _is_kind(kind, item)]


def _is_kind(kind: Kind, item: Attachment) -> bool:
    return item.mime.startswith(f"{kind}/") or _has_format(item.url, _FORMATS[kind])


def _has_format(url: str, formats: Sequence[str]) -> bool:
    return url.partition("?")[0].partition("#")[0].lower().endswith(tuple(f".{name}" for name in formats))


def _element(kind: Kind, sources: Sequence[str], shortcode: Shortcode) -> str:
    """Write the element as WordPress does: a browser that cannot play it shows the link inside."""
    attributes = shortcode.attributes
    kept = "".join(
        f' {name}="{escape(attributes[name])}"' for name in _KEPT if attributes.get(name) and kind == "video"
    )
    kept += "".join(f" {name}" for name in _FLAGS if attributes.get(name) in ("1", "on", "true", name))
    tags = "".join(f'<source src="{escape(url)}">' for url in sources) if len(sources) > 1 else ""
    source = "" if tags else f' src="{escape(sources[0])}"'
    tags += "".join(_TRACK.findall(shortcode.inner or ""))
    return f'<{kind} controls{source}{kept}>{tags}<a href="{escape(sources[0])}">{escape(sources[0])}</a></{kind}>'


def playlist(shortcode: Shortcode, context: Context) -> Sequence[Node]:
    """List the tracks as links; a player of several tracks is a program of WordPress's."""
    kind: Kind = "video" if shortcode.attributes.get("type", "audio") != "audio" else "audio"
    tracks = chosen(shortcode.attributes, context, lambda item: _is_kind(kind, item))
    items = [ListItem((Paragraph((Link(item.url, _track(item, context)),)),)) for item in tracks]
    return (List(items, ordered=True),) if items else ()


def _track(item: Attachment, context: Context) -> Sequence[Inline]:
    """Show the caption of a track where it has one, else its title, as WordPress does."""
    return context.inlines(item.caption) or (Text(item.title or item.url),)


SHORTCODES = {"audio": audio, "video": video, "playlist": playlist}
