"""Media that hang on a post, as feeds announce them."""

from typing import Any, Final

from wpmigrate.content.transforms.relink import Resolve
from wpmigrate.contract import Job

_FIELD: Final = "enclosure"
_UNKNOWN: Final = "application/octet-stream"
# WordPress keeps the type beside the address; where a person wrote only that, its ending tells.
_TYPES: Final = {
    "mp3": "audio/mpeg", "m4a": "audio/mp4", "ogg": "audio/ogg", "oga": "audio/ogg", "opus": "audio/ogg", "wav": "audio/wav",
    "flac": "audio/flac", "mp4": "video/mp4", "m4v": "video/mp4", "mov": "video/quicktime", "webm": "video/webm",
    "ogv": "video/ogg", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "gif": "image/gif",
    "webp": "image/webp", "pdf": "application/pdf", "epub": "application/epub+zip", "zip": "application/zip",
}  # fmt: skip


def attachments(job: Job, absolute: Resolve) -> list[dict[str, Any]]:
    """Answer address, type and size of each enclosed file of a post."""
    told = {url: rest for url, *rest in map(_lines, _raw(job))}
    return [_entry(url, told.get(url, []), job.resolve, absolute) for url in job.post.enclosures]


def _raw(job: Job) -> list[str]:
    record = job.record
    return [value for key, value in record.meta if key == _FIELD] + list(record.enclosures)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().split("\n")]


def _entry(url: str, rest: list[str], resolve: Resolve, absolute: Resolve) -> dict[str, Any]:
    size, kind, *_ = (*rest, "", "")
    ending = url.partition("?")[0].rpartition(".")[2].lower()
    entry = {
        "url": absolute(resolve(url, "media"), "media"),
        "mime_type": kind if "/" in kind else _TYPES.get(ending, _UNKNOWN),
        "size_in_bytes": int(size) if size.isascii() and size.isdigit() and len(size) < 16 else 0,
    }
    return {key: value for key, value in entry.items() if value}
