"""The elements of an export as WordPress writes them, for every parser: well-formed whatever a text holds."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MYSQL = re.compile(r"\d{4}-(?!00)\d\d-(?!00)\d\d \d\d:\d\d:\d\d")
NEVER: Final = "0000-00-00 00:00:00"


def legal(text: str) -> str:
    """Drop what no XML may hold."""
    return _ILLEGAL.sub("", text)


def element(name: str, text: str | int) -> str:
    """Write an element of plain text."""
    escaped = legal(str(text)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<{name}>{escaped}</{name}>".replace("\r", "&#13;")


def quoted(text: str) -> str:
    """Write the value of an attribute."""
    escaped = legal(text).replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    return escaped.replace("\n", "&#10;").replace("\t", "&#9;").replace("\r", "&#13;")


def cdata(name: str, text: str) -> str:
    """Write an element of text as it stands; a carriage return can only stand between two sections."""
    return f"<{name}>{section(text)}</{name}>"


def section(text: str) -> str:
    """Write text as it stands."""
    inside = legal(text).replace("]]>", "]]]]><![CDATA[>").replace("\r", "]]>&#13;<![CDATA[")
    return f"<![CDATA[{inside}]]>"


def fields(name: str, meta: Iterable[tuple[str, str]]) -> str:
    """Write custom fields."""
    return "".join(
        f"<{name}>\n{cdata('wp:meta_key', key)}\n{cdata('wp:meta_value', value)}\n</{name}>\n" for key, value in meta
    )


def mysql_dates(local: str, gmt: str, known: str | None, *, floating: bool) -> tuple[str, str]:
    """Answer the local date and that of GMT as MySQL writes them: as they stand, else from a date that is known.

    A draft has no date of GMT before it is published (`floating`).
    """
    if known is None:
        return local if _MYSQL.fullmatch(local) else NEVER, gmt if _MYSQL.fullmatch(gmt) else NEVER
    moment = datetime.fromisoformat(known)
    here = local if _MYSQL.fullmatch(local) else f"{moment:%Y-%m-%d %H:%M:%S}".zfill(19)
    if _MYSQL.fullmatch(gmt) or (floating and here == local):
        return here, gmt if _MYSQL.fullmatch(gmt) else NEVER
    return here, f"{_in_utc(moment):%Y-%m-%d %H:%M:%S}".zfill(19)


def _in_utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:  # the first and the last day of the calendar
        return moment
