"""Days and zones, for generators that show a moment in the zone of the site and not in the one it was written in."""

from datetime import datetime, timedelta, timezone
from typing import Final

from wpmigrate.contract import Site

_HOUR: Final = 60


def zone_name(site: Site) -> str:
    """Name the zone of a site; one that only knows its distance from GMT has a name that counts to the west."""
    hours = _whole_hours(site) // _HOUR
    return site.timezone or (f"Etc/GMT{-hours:+d}" if hours else "Etc/UTC")


def shown_day(date: str | None, site: Site) -> str | None:
    """Answer the day of a date, as its author saw it, where the zone of the site would show another."""
    if not date or site.timezone:
        return None
    try:
        shown = datetime.fromisoformat(date).astimezone(timezone(timedelta(minutes=_whole_hours(site))))
    except (ValueError, OverflowError):
        return None
    return None if shown.date().isoformat() == date[:10] else date[:10]


def clock_time(date: str | None, site: Site) -> str:
    """Say a date as the clock of the zone that `zone_name` names showed it, for readers that know no offsets."""
    if not date:
        return ""
    moment = datetime.fromisoformat(date)
    try:
        shown = moment if site.timezone else moment.astimezone(timezone(timedelta(minutes=_whole_hours(site))))
    except OverflowError:  # the first and the last day of the calendar
        shown = moment
    return shown.isoformat(" ")[:19]


def _whole_hours(site: Site) -> int:
    return 0 if site.offset % _HOUR or abs(site.offset) > _FURTHEST else site.offset


_FURTHEST: Final = 12 * _HOUR
