"""`[audio]`, `[video]` and `[playlist]`."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Literal

from wpmigrate.content.html.urls import clean_url, is_safe
from wpmigrate.content.nodes import Link, List, ListItem, Media, Paragraph, Text
from wpmigrate.contract import Attachment, Code, Context, Node, Shortcode

Kind = Literal["audio", "video"]

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
    return (Media(kind, sources, _element(kind, sources, shortcode.attributes)),)


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


def _element(kind: Kind, sources: Sequence[str], attributes: Mapping[str, str]) -> str:
    """Write the element as WordPress does: a browser that cannot play it shows the link inside."""
    kept = "".join(
        f' {name}="{escape(attributes[name])}"' for name in _KEPT if attributes.get(name) and kind == "video"
    )
    kept += "".join(f" {name}" for name in _FLAGS if attributes.get(name) in ("1", "on", "true", name))
    tags = "".join(f'<source src="{escape(url)}">' for url in sources) if len(sources) > 1 else ""
    source = "" if tags else f' src="{escape(sources[0])}"'
    return f'<{kind} controls{source}{kept}>{tags}<a href="{escape(sources[0])}">{escape(sources[0])}</a></{kind}>'


def playlist(shortcode: Shortcode, context: Context) -> Sequence[Node]:
    """List the tracks as links; a player of several tracks is a program of WordPress's."""
    kind: Kind = "video" if shortcode.attributes.get("type") == "video" else "audio"
    tracks = _wanted(shortcode.attributes, context) or _hanging(kind, context)
    items = [ListItem((Paragraph((Link(item.url, (Text(item.title or item.url),)),)),)) for item in tracks]
    return (List(items, ordered=True),) if items else ()


def _wanted(attributes: Mapping[str, str], context: Context) -> Sequence[Attachment]:
    found: list[Attachment] = []
    for part in (attributes.get("ids") or attributes.get("include") or "").replace(",", " ").split():
        item = context.attachment(int(part)) if part.isdecimal() and len(part) < 12 else None
        if item is None:
            context.report(Code.GALLERY_IMAGE_MISSING, part[:20])
        else:
            found.append(item)
    return found


SHORTCODES = {"audio": audio, "video": video, "playlist": playlist}
