"""Pictures, players and files whose addresses stand in the attributes, or are an attachment's."""

import re
from urllib.parse import unquote

from wpmigrate.content.attributed import Attributes, figure, mappings, number, picture, start, text
from wpmigrate.content.bindings import bound_values, with_attributes
from wpmigrate.contract import Attachment, Block, Context

_IMAGE = re.compile(r"<img(?=[\s/>])[^<>]*", re.IGNORECASE)
_SOURCE = re.compile(r"""\ssrc\s*=\s*["']?[^"'\s>]""", re.IGNORECASE)


def image(block: Block, context: Context) -> str | None:
    """Write a picture that stands in the attributes alone; give one of the HTML its number and its bound values."""
    attributes = block.attributes
    values = bound_values(block.name, attributes, context.meta)
    shown = _IMAGE.search(block.html)
    if shown is None or not (_SOURCE.search(shown[0]) or values.get("url")):
        return _image({**attributes, **values}, block, context)
    given = {"src": values.get("url", ""), "alt": values.get("alt", ""), "title": values.get("title", "")}
    attachment = number({**attributes, **values}, "id")
    if attachment > 0 and ("wp-image-" not in block.html or "id" in values):
        given["class"] = f"wp-image-{attachment}"
    return with_attributes(block.html, "img", given) if any(given.values()) else None


def _image(attributes: Attributes, block: Block, context: Context) -> str | None:
    attachment = _attachment(attributes, context)
    url = text(attributes, "url", "src") or (attachment.url if attachment else "")
    if not url:
        return None
    opens = text(attributes, "linkDestination") in ("media", "file")
    shown = picture(
        url,
        alt=text(attributes, "alt") or (attachment.alt if attachment else ""),
        title=text(attributes, "title"),
        attachment=number(attributes, "id"),
        href=text(attributes, "href") or (url if opens else ""),
    )
    return figure("wp-block-image", shown, _caption(block) or (attachment.caption if attachment else ""))


def audio(block: Block, context: Context) -> str | None:
    """Write the player where the HTML has none."""
    return _player("audio", block, context)


def video(block: Block, context: Context) -> str | None:
    """Write the player where the HTML has none, with its poster and its tracks."""
    return _player("video", block, context)


def _player(kind: str, block: Block, context: Context) -> str | None:
    attachment = _attachment(block.attributes, context)
    url = text(block.attributes, "src", "url") or (attachment.url if attachment else "")
    if not url or _has_source(block.html):
        return None
    poster = text(block.attributes, "poster") if kind == "video" else ""
    tracks = "".join(_track(track) for track in mappings(block.attributes, "tracks"))
    player = f"{start(f'{kind} controls', {'src': url, 'poster': poster})}{tracks}</{kind}>"
    return figure(f"wp-block-{kind}", player, _caption(block))


def _has_source(html: str) -> bool:
    return any(_SOURCE.search(tag) for tag in html.split("<") if tag.startswith(("audio", "video", "source", "iframe")))


def _track(track: Attributes) -> str:
    named = {"src": text(track, "src"), "label": text(track, "label"), "srclang": text(track, "srcLang")}
    return start("track", {**named, "kind": text(track, "kind") or "subtitles"}) if named["src"] else ""


def file(block: Block, context: Context) -> str | None:
    """Write the link to a file that stands in the attributes alone."""
    attachment = _attachment(block.attributes, context)
    url = text(block.attributes, "href", "textLinkHref", "url") or (attachment.url if attachment else "")
    if not url or "href=" in block.html:
        return None
    name = text(block.attributes, "fileName") or (attachment.title if attachment else "")
    name = name or unquote(url.partition("?")[0].rstrip("/").rpartition("/")[2]) or url
    return f"<div>{start('a', {'href': url})}{name}</a></div>"


def _attachment(attributes: Attributes, context: Context) -> Attachment | None:
    found = number(attributes, "id")
    return context.attachment(found) if found > 0 else None


def _caption(block: Block) -> str:
    """Answer the caption, which an unfinished block may have in its HTML."""
    written = block.html.partition("<figcaption")[2].partition(">")[2].partition("</figcaption>")[0].strip()
    return written or text(block.attributes, "caption")


BLOCKS = {"core/image": image, "core/audio": audio, "core/video": video, "core/file": file}
