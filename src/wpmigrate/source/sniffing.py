"""What a file is that is no export, said so that its owner knows what to do."""

import re
from typing import BinaryIO

from wpmigrate.errors import InputError
from wpmigrate.source.window import Window

_HEAD = 1 << 16
_EXPORT_SIGNS = re.compile(rb"wordpress\.org/export/|<(?:wp|wxr):[a-z]|xmlns:dsq=")
_SHAPES = re.compile(rb"<(?:rss|item)[\s>]")
_PROPOSAL = re.compile(rb"""<rss\s[^<>]{0,4000}?:version\s{0,9}=\s{0,9}["']1\.3["']""")
_UNVERSIONED = re.compile(rb"""xmlns:([A-Za-z]{1,20})\s{0,9}=\s{0,9}["']https?://wordpress\.org/export/["']""")
_SITE = "export the site again in Tools → Export and pass the .xml file"
_KINDS = (
    (r"(?is)\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html)", "a web page, perhaps the login page", "html"),
    (r"(?s).{0,4000}?(?:-- (?:MySQL|MariaDB|phpMyAdmin) |CREATE TABLE |INSERT INTO )", "a database dump", "sql"),
    (r"(?s)%PDF-|\x89PNG|\xff\xd8\xff|GIF8|.{0,300}?\0", "a binary file", "binary"),
    (r"\s*[\[{]", "JSON", "json"),
    (r"(?s)\s*(?:<\?xml.{0,300}?\?>\s*)?<disqus[\s>]", "a Disqus export", "disqus"),
    (r"(?s)\s*(?:<\?xml.{0,300}?\?>\s*){0,3}<feed[\s>]", "an Atom feed or a Blogger export", "atom"),
    (r"(?s)\s*(?:<\?xml.{0,300}?\?>\s*){0,3}<(?:urlset|sitemapindex)[\s>]", "a sitemap", "sitemap"),
    (r"(?s).{0,8000}?<rss[\s>]", "a plain RSS feed, which holds the newest posts only", "rss-feed"),
    (r"\s*(?:<\?xml|<[A-Za-z])", "some other XML", "other-xml"),
)
_PATTERNS = tuple((re.compile(pattern.encode("latin-1")), what, code) for pattern, what, code in _KINDS)


def refuse_foreign(file: BinaryIO, name: str) -> None:
    """Raise unless the file is, or at least holds, a WXR document."""
    window = Window(file)
    head = window.peek(0, _HEAD)
    if not window.length or not head.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise InputError(f"{name} is empty: {_SITE}.", code="empty")
    shaped = window.search(_SHAPES, 0) is not None
    if not shaped or window.search(_EXPORT_SIGNS, 0) is None:
        raise _foreign(head, name)
    if _is_proposal(head):
        raise InputError(
            f"{name} is WXR 1.3, a proposal that WordPress never adopted: export with WordPress itself, which writes 1.2.",
            code="wxr-1.3",
        )


def _is_proposal(head: bytes) -> bool:
    bound = _UNVERSIONED.search(head)
    renamed = bound and re.search(rb"<%b:(?:id|user|meta|site_url|type)[\s>]" % bound[1], head)
    return renamed is not None or _PROPOSAL.search(head) is not None


def _foreign(head: bytes, name: str) -> InputError:
    for pattern, what, code in _PATTERNS:
        if pattern.match(head):
            return InputError(f"{name} is not a WordPress export but {what}: {_SITE}.", code=code)
    return InputError(f"{name} is not a WordPress export: {_SITE}.", code="not-wxr")
