"""Attachments: the record of a media file, from the fields of its item."""

import re
from typing import Final

from wpmigrate.model import Attachment
from wpmigrate.site.fields import first
from wpmigrate.site.permalinks import absolute, path_of, safe_url
from wpmigrate.site.slugs import item_slug
from wpmigrate.site.titles import plain_name, plain_title
from wpmigrate.wxr.records import ItemRecord

# The export does not hold WordPress's own post_mime_type, and the machine's table of types would differ between machines.
_MIME_BY_EXTENSION: Final = {
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "jpe": "image/jpeg", "gif": "image/gif", "png": "image/png",
    "webp": "image/webp", "avif": "image/avif", "svg": "image/svg+xml", "bmp": "image/bmp", "tif": "image/tiff",
    "tiff": "image/tiff", "ico": "image/x-icon", "heic": "image/heic", "mp3": "audio/mpeg", "m4a": "audio/mpeg",
    "ogg": "audio/ogg", "oga": "audio/ogg", "wav": "audio/wav", "flac": "audio/flac", "mid": "audio/midi",
    "mp4": "video/mp4", "m4v": "video/mp4", "mov": "video/quicktime", "webm": "video/webm", "ogv": "video/ogg",
    "avi": "video/avi", "wmv": "video/x-ms-wmv", "mpg": "video/mpeg", "mpeg": "video/mpeg", "flv": "video/x-flv",
    "3gp": "video/3gpp", "pdf": "application/pdf", "zip": "application/zip", "gz": "application/x-gzip",
    "rar": "application/rar", "7z": "application/x-7z-compressed", "doc": "application/msword", "txt": "text/plain",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "rtf": "application/rtf",
    "xls": "application/vnd.ms-excel", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint", "csv": "text/csv", "epub": "application/epub+zip", "vtt": "text/vtt",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation", "ics": "text/calendar",
    "odt": "application/vnd.oasis.opendocument.text", "json": "application/json", "xml": "application/xml",
}  # fmt: skip
# The first of each is the file's own; those of its sizes follow. A broken serialisation can still be read so.
_WIDTH = re.compile(r's:5:"width";(?:i:|s:\d+:")(\d{1,6})[";]')
_HEIGHT = re.compile(r's:6:"height";(?:i:|s:\d+:")(\d{1,6})[";]')
_UPLOADS: Final = "/uploads/"


def build_attachment(item: ItemRecord, site_url: str) -> Attachment:
    """Read what an attachment item says; its date and author wait until the whole site is known."""
    url = absolute(item.attachment_url or item.guid, site_url)
    file = _upload_path(first(item.meta, "_wp_attached_file"), url)
    metadata = first(item.meta, "_wp_attachment_metadata")
    slug, _ = item_slug(item.slug, item.title, item.status, item.id)
    return Attachment(
        id=item.id,
        url=safe_url(url),
        title=plain_title(item.title),
        slug=slug,
        alt=plain_name(first(item.meta, "_wp_attachment_image_alt")),
        caption=item.excerpt,
        description=item.content,
        file=file,
        mime=_mime(file or url),
        width=_size(_WIDTH, metadata),
        height=_size(_HEIGHT, metadata),
        parent=item.parent or None,
        menu_order=item.menu_order,
        permalink=path_of(item.link, site_url),
    )


def _upload_path(told: str, url: str) -> str:
    """Answer the path below the uploads folder; some sites store it as a path of the server, which is nobody's business."""
    path = told.replace("\\", "/") if told else url.partition("?")[0]
    _, found, inside = path.partition(_UPLOADS)
    if found:
        return inside
    relative = told and not path.startswith("/") and ":" not in path
    return path if relative else path.rpartition("/")[2] if told else ""


def _mime(path: str) -> str:
    extension = path.partition("?")[0].rpartition(".")[2].lower()
    return _MIME_BY_EXTENSION.get(extension, "")


def _size(pattern: re.Pattern[str], metadata: str) -> int | None:
    found = pattern.search(metadata)
    return int(found[1]) or None if found else None
