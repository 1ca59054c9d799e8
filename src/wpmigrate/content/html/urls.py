"""Which URLs may leave the program: an allow-list of schemes."""

import re

from selectolax.lexbor import LexborHTMLParser

SCHEMES = frozenset(
    "http https mailto tel ftp ftps sftp sms callto skype whatsapp viber tg magnet irc geo feed webcal xmpp news".split()
)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_SURE = ("https://", "http://", "/", "#")
_HOST_AND_PORT = re.compile(r"(?:localhost|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+):[0-9]{1,5}(?:[/?#]|\Z)")
"""No scheme that runs code has a dot in its name."""
_LINE_ENDS = re.compile(r"[\t\n\r]+")
_EDGES = "".join(map(chr, range(33)))
_IMAGE = re.compile(r"data:image/", re.IGNORECASE)


def clean_url(url: str) -> str:
    """Remove what a browser ignores in a URL: line ends and tabs anywhere, control characters and spaces around it."""
    url = url.strip(_EDGES)
    return _LINE_ENDS.sub("", url) if "\n" in url or "\t" in url or "\r" in url else url


def is_safe(url: str, *, image: bool = False) -> bool:
    """Answer whether a cleaned URL is relative or has an allowed scheme."""
    if url.startswith(_SURE):
        return True
    scheme = _SCHEME.match(url)
    if scheme is None or scheme[1].lower() in SCHEMES:
        return True
    return _HOST_AND_PORT.match(url) is not None or (image and _IMAGE.match(url) is not None)


ADDRESSES = frozenset("href src action formaction data poster background cite xlink:href longdesc".split())
"""The attributes that hold one."""
_OPENS = re.compile(r"<[A-Za-z/!?]")
_TAG = re.compile(r"""</?[A-Za-z](?:[^"'>]|"[^"]*"|'[^']*')*>""")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9.+-]{1,31}:[^\s<>]*)>")


def may_stand(source: str, *, tags: bool = True) -> bool:
    """Say whether source may go out letter by letter: its `tags` are whole, and none, nor an automatic link, leads where code runs."""
    if not _OPENS.search(source):
        return True
    if (
        not tags
        or _OPENS.search(_TAG.sub("", source))
        or not all(is_safe(found[1]) for found in _AUTOLINK.finditer(source))
    ):
        return False
    return all(
        is_safe(clean_url(value or ""), image=name in ("src", "poster"))
        for node in LexborHTMLParser(source, is_fragment=True).css("*")
        for name, value in node.attributes.items()
        if name in ADDRESSES
    )
