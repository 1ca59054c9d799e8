"""Shortcodes for a frame around any page, for a document that shows in a page, and for the face behind an address."""

import hashlib
import re
from collections.abc import Sequence
from html import escape

from wpmigrate.content.html.urls import clean_url, is_safe
from wpmigrate.content.nodes import Image, Link, Paragraph, Text
from wpmigrate.contract import Context, Node, Shortcode

_WEB = re.compile(r"(?:https?:)?//[^\s<>\"']+\Z", re.IGNORECASE)
_KEPT = ("width", "height", "title", "allowfullscreen", "loading")
_DOCUMENTS = (
    "pdf pdf-embedder pdfjs-viewer embeddoc gview google-drive-embed embed-pdf wonderplugin_pdf pdfviewer dg_viewer"
    " embedpdf"
).split()
_FRAMES = ("iframe", "advanced_iframe", "iframe_loader")


def frame(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:
    """Make the frame that the plugin made."""
    url = _address(shortcode)
    if not url:
        return None
    attributes = shortcode.attributes
    kept = "".join(f' {name}="{escape(attributes[name])}"' for name in _KEPT if attributes.get(name))
    return context.blocks(f'<iframe src="{escape(url)}"{kept}></iframe>')


def document(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:  # noqa: ARG001 - a handler's signature
    """Make a link of a document's viewer."""
    url = _address(shortcode)
    if not url or not is_safe(url):
        return None
    name = shortcode.attributes.get("title") or url.partition("?")[0].rstrip("/").rpartition("/")[2] or url
    return (Paragraph((Link(url, (Text(name),)),)),)


def _address(shortcode: Shortcode) -> str:
    attributes = shortcode.attributes
    values = (shortcode.inner or "", *(attributes.get(name, "") for name in ("src", "url", "file", "href", "0")))
    found = (clean_url(value.strip("\"'").replace("&amp;", "&").replace("&#038;", "&")) for value in values)
    return next((url for url in found if _WEB.match(url) or url.startswith("/")), "")


def gravatar(shortcode: Shortcode, context: Context) -> Sequence[Node] | None:  # noqa: ARG001
    """Show the picture that belongs to an address; the address itself was never seen."""
    email = shortcode.attributes.get("email", "").strip().lower()
    if not email:
        return None
    size = shortcode.attributes.get("size", "96")
    digest = hashlib.md5(email.encode(), usedforsecurity=False).hexdigest()
    return (Image(f"https://www.gravatar.com/avatar/{digest}?s={size if size.isdecimal() else 96}"),)


SHORTCODES = {**dict.fromkeys(_FRAMES, frame), **dict.fromkeys(_DOCUMENTS, document), "gravatar": gravatar}
