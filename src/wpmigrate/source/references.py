"""Entities and character references outside CDATA, as XML wants them."""

import re
from html.entities import html5

from wpmigrate.diagnostics import Code
from wpmigrate.source.repair import Repairs

_REFERENCE = re.compile(
    rb"&(?:(amp|lt|gt|quot|apos);|#([0-9]{1,10});|#[xX]([0-9a-fA-F]{1,8});|([A-Za-z][A-Za-z0-9]{1,31};))?"
)
_XML_ONLY = {b"&": b"&amp;", b"<": b"&lt;", b">": b"&gt;"}


def mend_references(text: bytes, offset: int, repairs: Repairs) -> bytes:
    """Turn HTML entities into characters, drop references to what XML forbids and escape ampersands that stand alone."""
    if b"&" not in text:
        return text
    return _REFERENCE.sub(lambda match: _mend(match, offset + match.start(), repairs), text)


def escape(text: bytes) -> bytes:
    """Escape markup in text that stands outside CDATA."""
    return text.replace(b"<", b"&lt;").replace(b">", b"&gt;")


def _mend(match: re.Match[bytes], offset: int, repairs: Repairs) -> bytes:
    if match[1]:
        return match[0]
    if match[4]:
        return _named(match[0], match[4].decode(), offset, repairs)
    if not (match[2] or match[3]):
        repairs.note(Code.BARE_AMPERSAND, offset)
        return b"&amp;"
    number = int(match[2]) if match[2] else int(match[3], 16)
    if is_allowed(number):
        return b"&#%d;" % number
    repairs.note(Code.CONTROL_CHARACTERS, offset)
    return b""


def _named(whole: bytes, name: str, offset: int, repairs: Repairs) -> bytes:
    character = html5.get(name)
    if character is None:
        repairs.note(Code.BARE_AMPERSAND, offset)
        return b"&amp;" + whole[1:]
    repairs.note(Code.NAMED_ENTITY, offset)
    plain = character.encode()
    return _XML_ONLY.get(plain, plain)


def is_allowed(number: int) -> bool:
    """Tell whether XML allows a character."""
    return number in (9, 10, 13) or 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0x10000 <= number < 0x110000
