from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpmigrate.wxr.dates import parse_date, rfc3339

DATES = [
    ("2024-01-05 19:01:01", "2024-01-05T19:01:01"),
    ("  2024-01-05 19:01:01\n", "2024-01-05T19:01:01"),
    ("2024-01-05", "2024-01-05T00:00:00"),
    ("2018-10-20 19:57:357", "2018-10-20T19:57:35"),
    ("2018-10-20 19:57:75", "2018-10-20T19:57:59"),
    ("2018-10-20 9:57", "2018-10-20T09:57:00"),
    ("2024/01/05 19:01:01", "2024-01-05T19:01:01"),
    ("2024-01-05T19:01:01", "2024-01-05T19:01:01"),
    ("2024-01-05T19:01:01Z", "2024-01-05T19:01:01+00:00"),
    ("2024-01-05T19:01:01.123+09:00", "2024-01-05T19:01:01+09:00"),
    ("2024-01-05 19:01:01 -0530", "2024-01-05T19:01:01-05:30"),
    ("Fri, 05 Jan 2024 10:01:01 +0000", "2024-01-05T10:01:01+00:00"),
    ("Fri, 5 Jan 2024 10:01 EST", "2024-01-05T10:01:00-05:00"),
    ("05 January 2024 10:01:01 GMT", "2024-01-05T10:01:01+00:00"),
    ("Tue Mar 01 2022 10:20:30 GMT+0900 (Korean Standard Time)", "2022-03-01T10:20:30+09:00"),
    ("Mar 1, 2022", "2022-03-01T00:00:00"),
    ("1969-07-20 20:17:40", "1969-07-20T20:17:40"),
    ("0001-01-01 00:00:00", "0001-01-01T00:00:00"),
    ("0000-00-00 00:00:00", None),
    ("-0001-11-30 00:00:00", None),
    ("Mon, 30 Nov -0001 00:00:00 +0000", None),
    ("2023-02-30 10:00:00", None),
    ("2023-13-01 10:00:00", None),
    ("2023-01-01 25:00:00", None),
    ("Fri, 05 Foo 2024 10:01:01 +0000", None),
    ("yesterday", None),
    ("٢٠٢٤-٠١-٠٥", "2024-01-05T00:00:00"),
    ("", None),
    ("1" * 200, None),
]


@pytest.mark.parametrize(("text", "expected"), DATES)
def test_spellings(text, expected):
    moment = parse_date(text)
    assert (moment.isoformat() if moment else None) == expected


@given(st.text(max_size=200))
def test_any_text_is_a_date_or_none(text):
    moment = parse_date(text)
    assert moment is None or 1 <= moment.year <= 9999


@given(st.datetimes(), st.sampled_from(["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"]))
def test_what_mysql_writes_is_read_back(moment, pattern):
    text = moment.replace(microsecond=0).isoformat(sep="T" if "T" in pattern else " ")
    assert parse_date(text) == moment.replace(microsecond=0)


@given(st.datetimes(), st.integers(-14 * 60, 14 * 60))
def test_rfc3339_is_read_back(moment, minutes):
    aware = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    assert parse_date(rfc3339(aware)) == aware


def test_offsets_with_seconds_are_rounded():
    odd = datetime(1900, 1, 1, 12, 0, 0, tzinfo=timezone(timedelta(hours=8, minutes=27, seconds=52)))
    assert rfc3339(odd) == "1900-01-01T12:00:08+08:28"
