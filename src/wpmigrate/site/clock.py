"""The site's clock: which instant a pair of local and GMT dates means, and the offset a reader saw."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wpmigrate.diagnostics import Code
from wpmigrate.errors import UsageError
from wpmigrate.wxr.dates import parse_date, rfc3339

_FURTHEST: Final = 14 * 60
_FIXED = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2})(?::?([0-5]\d))?")


class Clock:
    """Turns an export's dates into RFC 3339. Without a zone, an item keeps its own difference from GMT."""

    def __init__(self, offset: int = 0, zone: tzinfo | None = None) -> None:
        self._offset = timezone(timedelta(minutes=offset))
        self._zone = zone

    def resolve(self, local: str, gmt: str, published: str = "") -> tuple[str | None, Code | None]:
        """Answer the date and what is poorer about it: GMT first, then local, then the feed's own date."""
        instant, wall = parse_date(gmt), parse_date(local)
        if instant is not None:
            return self._shown(instant, wall), None
        if wall is not None:
            if wall.tzinfo is not None:
                return self._written(wall, wall.tzinfo), None
            return self._written(wall.replace(tzinfo=self._zone or self._offset), None), Code.DATE_LOCAL_ONLY
        instant = parse_date(published)
        if instant is not None:
            return self._shown(instant, None), None
        return None, Code.DATE_MISSING

    def _shown(self, instant: datetime, wall: datetime | None) -> str:
        own = difference(instant, wall) if wall else None
        if wall is not None and own is not None and self._zone is None:
            naive = wall.replace(tzinfo=None) if wall.tzinfo else wall
            return f"{naive.isoformat()}{_fixed(own)}"
        return self._written(instant if instant.tzinfo else instant.replace(tzinfo=UTC), self._offset)

    def _written(self, moment: datetime, shown_in: tzinfo | None) -> str:
        wanted = self._zone or shown_in
        try:
            return rfc3339(moment.astimezone(wanted) if wanted else moment)
        except OverflowError:  # the first and the last day of the calendar
            return rfc3339(moment)


@lru_cache(maxsize=128)
def _fixed(minutes: int) -> str:
    """Write an offset as dates end with it."""
    return datetime.min.replace(tzinfo=timezone(timedelta(minutes=minutes))).isoformat()[19:]


def difference(instant: datetime, wall: datetime) -> int | None:
    """Answer minutes east of UTC if `wall` can be the local time of `instant`, else None."""
    if wall.tzinfo is not None:
        offset = wall.utcoffset()
        return None if offset is None else int(offset.total_seconds() // 60)
    apart = wall - (instant.replace(tzinfo=None) if instant.tzinfo else instant)
    minutes, rest = divmod(apart.days * 86_400 + apart.seconds, 60)
    return None if rest or minutes % 15 or abs(minutes) > _FURTHEST else minutes


def offset_of(local: str, gmt: str) -> int | None:
    """Answer the difference of a pair of MySQL dates in minutes, or None where it tells nothing."""
    instant, wall = parse_date(gmt), parse_date(local)
    return None if instant is None or wall is None else difference(instant, wall)


def zone_of(name: str | None) -> tzinfo | None:
    """Look up what --timezone names: an IANA zone or a fixed offset such as +09:00."""
    if not name:
        return None
    fixed = _FIXED.fullmatch(name)
    if fixed:
        size = int(fixed[2]) * 60 + int(fixed[3] or 0)
        if size <= _FURTHEST:
            return timezone(timedelta(minutes=-size if fixed[1] == "-" else size))
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UsageError(
            f"--timezone {name!r} is no time zone; use a name such as Asia/Seoul or an offset such as +09:00.",
            code="unknown-timezone",
        ) from None
