"""What a file is by its first bytes, and whether that is what its name promises."""

import re
from pathlib import PurePosixPath
from typing import Final

HEAD: Final = 4096


def sniff(head: bytes) -> str:
    """Answer the media type that the first bytes show, or an empty string."""
    for pattern, offset, kind in _MAGIC:
        if head.startswith(pattern, offset):
            return kind
    if head.startswith(b"RIFF"):
        return _RIFF.get(head[8:12], "")
    if head[4:8] == b"ftyp":
        return next((kind for brand, kind in _BRANDS if brand in head[8:64]), "video/mp4")
    if _MPEG_AUDIO.match(head):
        return "audio/mpeg"
    return _sniff_text(head)


def is_known(upload: str) -> bool:
    """Tell whether the name of a file promises something that its first bytes can show."""
    return _extension(upload) in _FAMILY


def mismatch(upload: str, head: bytes) -> str:
    """Answer why these bytes cannot be the file of that name, or an empty string.

    A picture with the ending of another picture type passes: WordPress and every browser show it. Sound and video
    may begin with anything but a page of text, or a document.
    """
    extension = _extension(upload)
    kind, found = _FAMILY.get(extension, ""), sniff(head)
    if found == "text/html" and extension not in _PAGES:
        return "html-instead"
    if not kind or (found and _family(found) == kind):
        return ""
    if kind == "media" and not found and _BINARY.search(head):
        return ""
    return "wrong-content"


def _extension(upload: str) -> str:
    return PurePosixPath(upload).suffix[1:].lower()


def _family(kind: str) -> str:
    if kind == "image/svg+xml":
        return "svg"
    general = kind.partition("/")[0]
    return {"image": "image", "audio": "media", "video": "media"}.get(general, kind)


def _sniff_text(head: bytes) -> str:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    while text.startswith(b"<!--"):
        _, ended, after = text.partition(b"-->")
        text = after.lstrip() if ended else b""
    if text.startswith((b"<?xml", b"<svg", b"<!doctype svg")):
        return _sniff_xml(text)
    return "text/html" if _HTML.match(text) else ""


def _sniff_xml(text: bytes) -> str:
    if b"<svg" in text:
        return "image/svg+xml"
    return "text/html" if b"<html" in text else "text/xml"


def _families(table: str) -> dict[str, str]:
    return {extension: line.split()[0] for line in table.strip().splitlines() for extension in line.split()[1:]}


_MAGIC: Final = (
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"GIF87a", 0, "image/gif"),
    (b"GIF89a", 0, "image/gif"),
    (b"BM", 0, "image/bmp"),
    (b"II*\x00", 0, "image/tiff"),
    (b"MM\x00*", 0, "image/tiff"),
    (b"\x00\x00\x01\x00", 0, "image/x-icon"),
    (b"\x00\x00\x00\x0cjP  \r\n", 0, "image/jp2"),
    (b"\xff\x0a", 0, "image/jxl"),
    (b"\x00\x00\x00\x0cJXL \r\n", 0, "image/jxl"),
    (b"%PDF-", 0, "application/pdf"),
    (b"PK\x03\x04", 0, "application/zip"),
    (b"PK\x05\x06", 0, "application/zip"),
    (b"\x1f\x8b", 0, "application/gzip"),
    (b"Rar!\x1a\x07", 0, "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", 0, "application/x-7z-compressed"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, "application/x-ole-storage"),
    (b"ID3", 0, "audio/mpeg"),
    (b"fLaC", 0, "audio/flac"),
    (b"OggS", 0, "audio/ogg"),
    (b"MThd", 0, "audio/midi"),
    (b"\x1a\x45\xdf\xa3", 0, "video/webm"),
    (b"FLV\x01", 0, "video/x-flv"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", 0, "video/x-ms-asf"),
    (b"\x00\x00\x01\xba", 0, "video/mpeg"),
    (b"\x00\x00\x01\xb3", 0, "video/mpeg"),
    (b"moov", 4, "video/quicktime"),
    (b"mdat", 4, "video/quicktime"),
    (b"wide", 4, "video/quicktime"),
)
_RIFF: Final = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}
_BRANDS: Final = (
    (b"avif", "image/avif"),
    (b"avis", "image/avif"),
    (b"heic", "image/heic"),
    (b"heix", "image/heic"),
    (b"mif1", "image/heif"),
    (b"M4A ", "audio/mp4"),
    (b"qt  ", "video/quicktime"),
)
_MPEG_AUDIO: Final = re.compile(rb"\xff[\xe2-\xe7\xf2-\xff][\x00-\xef]")
_HTML: Final = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|script|style|h1|div|p|br|table|b|a|center)[\s>/]"
)
_BINARY: Final = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_PAGES: Final = frozenset("htm html xhtml xht php txt text md xml rss atom".split())

_FAMILY: Final = _families("""
image jpg jpeg jpe jfif png apng gif webp avif heic heif bmp tif tiff ico jp2 jxl
svg svg
media mp3 m4a m4b aac ogg oga opus wav flac mid midi wma mp4 m4v mov qt webm mkv ogv avi wmv asf flv mpg mpeg mpe 3gp 3g2
application/pdf pdf
application/zip zip docx xlsx pptx docm xlsm pptm odt ods odp epub kmz jar key numbers pages
application/gzip gz tgz svgz
application/vnd.rar rar
application/x-7z-compressed 7z
application/x-ole-storage ppt pot pps xls xla xlt msg
""")
