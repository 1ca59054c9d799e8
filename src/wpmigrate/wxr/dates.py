"""Dates as exports spell them: MySQL, ISO 8601, RFC 822 and what JavaScript prints. What is no date is None."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import Final

_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_ZONES: Final = {"z": 0, "ut": 0, "utc": 0, "gmt": 0, "est": -300, "edt": -240, "cst": -360, "cdt": -300,
                 "mst": -420, "mdt": -360, "pst": -480, "pdt": -420}  # fmt: skip

_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})\d{0,9}(?:[.,]\d{1,9})?)?"
_OFFSET = r"(?P<zone>[A-Za-z]{1,5})?(?P<offset>[+-]\d{2}:?\d{2})?"
_ISO = re.compile(rf"(?P<year>\d{{4}})[-/](?P<month>\d{{1,2}})[-/](?P<day>\d{{1,2}})(?:[Tt ] ?{_CLOCK} ?{_OFFSET})?")
_RFC = re.compile(
    rf"(?:[A-Za-z]{{3,9}},? )?(?P<day>\d{{1,2}})[ -](?P<name>[A-Za-z]{{3,9}})[ -](?P<year>\d{{4}})(?: {_CLOCK} ?{_OFFSET})?"
)
_JAVASCRIPT = re.compile(
    rf"(?:[A-Za-z]{{3,9}},? )?(?P<name>[A-Za-z]{{3,9}}) (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})(?: {_CLOCK} ?{_OFFSET})?"
    r"(?: ?\([^()]{0,60}\))?"
)
_LONGEST: Final = 120


@lru_cache(maxsize=1024)
def parse_date(text: str) -> datetime | None:
    """Parse one date of an export: aware where it names its zone, naive where not, None where it is no date."""
    text = text.strip()
    if len(text) == 19 and text[10] == " ":
        try:
            return datetime.fromisoformat(text)
        except ValueError:
            pass  # a zero date, or a hand-edited one: the patterns below are lenient
    if not text or len(text) > _LONGEST:
        return None
    for pattern, read in _PATTERNS:
        match = pattern.fullmatch(text)
        if match:
            return read(match)
    return None


def rfc3339(moment: datetime) -> str:
    """Write an aware date to the second, its offset rounded to whole minutes as RFC 3339 wants it."""
    offset = moment.utcoffset() or timedelta()
    if offset.seconds % 60:
        minutes = round(offset.total_seconds() / 60)
        moment = moment.astimezone(timezone(timedelta(minutes=minutes)))
    return moment.isoformat(timespec="seconds")


def _dated(match: re.Match[str]) -> datetime | None:
    return _build(match, int(match["month"]))


def _named(match: re.Match[str]) -> datetime | None:
    month = _MONTHS.get(match["name"][:3].lower())
    return _build(match, month) if month else None


def _build(match: re.Match[str], month: int) -> datetime | None:
    """Put the parts together; seconds that no clock shows are cut to the last it does."""
    try:
        naive = datetime(  # noqa: DTZ001 - a MySQL date names no zone; the site's clock gives it one
            int(match["year"]), month, int(match["day"]),
            int(match["hour"] or 0), int(match["minute"] or 0), min(int(match["second"] or 0), 59),
        )  # fmt: skip
    except ValueError:
        return None
    minutes = _minutes(match["zone"], match["offset"])
    return naive if minutes is None else naive.replace(tzinfo=timezone(timedelta(minutes=minutes)))


def _minutes(zone: str | None, offset: str | None) -> int | None:
    if offset:
        size = int(offset[1:3]) * 60 + int(offset[-2:])
        return None if size >= 24 * 60 else size * (-1 if offset[0] == "-" else 1)
    return _ZONES.get(zone.lower()) if zone else None


_PATTERNS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], datetime | None]], ...]] = (
    (_ISO, _dated),
    (_RFC, _named),
    (_JAVASCRIPT, _named),
)
