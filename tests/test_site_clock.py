import pytest

from wpmigrate.diagnostics import Code
from wpmigrate.errors import UsageError
from wpmigrate.site.clock import Clock, offset_of, zone_of

ZERO = "0000-00-00 00:00:00"
CASES = [
    ("2020-01-05 08:00:00", "2020-01-04 23:00:00", "", "2020-01-05T08:00:00+09:00", None),
    ("2024-07-01 12:00:00", "2024-07-01 11:00:00", "", "2024-07-01T12:00:00+01:00", None),
    ("2024-07-01 12:00:00", "2024-07-01 11:07:00", "", "2024-07-01T20:07:00+09:00", None),
    ("2024-07-01 12:00:00", "2024-06-20 11:00:00", "", "2024-06-20T20:00:00+09:00", None),
    (ZERO, "2024-07-01 11:00:00", "", "2024-07-01T20:00:00+09:00", None),
    ("2024-07-01 12:00:00", ZERO, "", "2024-07-01T12:00:00+09:00", Code.DATE_LOCAL_ONLY),
    ("2024-07-01T12:00:00+02:00", "", "", "2024-07-01T12:00:00+02:00", None),
    (ZERO, ZERO, "Mon, 01 Jul 2024 11:00:00 +0000", "2024-07-01T20:00:00+09:00", None),
    (ZERO, ZERO, "Mon, 30 Nov -0001 00:00:00 +0000", None, Code.DATE_MISSING),
    ("", "", "", None, Code.DATE_MISSING),
    ("0001-01-01 05:00:00", "0001-01-01 00:00:00", "", "0001-01-01T05:00:00+05:00", None),
    ("", "9999-12-31 23:00:00", "", "9999-12-31T23:00:00+00:00", None),
    ("0001-01-01 00:00:00", "0001-01-01 09:00:00", "", "0001-01-01T00:00:00-09:00", None),
]


@pytest.mark.parametrize(("local", "gmt", "published", "expected", "code"), CASES)
def test_gmt_first_then_local_then_the_feed(local, gmt, published, expected, code):
    assert Clock(540).resolve(local, gmt, published) == (expected, code)


def test_a_zone_follows_its_rules():
    clock = Clock(0, zone_of("America/New_York"))
    assert clock.resolve("2024-03-10 02:30:00", "2024-03-10 07:30:00")[0] == "2024-03-10T03:30:00-04:00"
    assert clock.resolve("2024-01-10 02:30:00", ZERO)[0] == "2024-01-10T02:30:00-05:00"
    assert Clock(0, zone_of("Asia/Seoul")).resolve("", "1900-01-01 00:00:00")[0] == "1900-01-01T08:28:00+08:28"


@pytest.mark.parametrize("name", ["+09:00", "UTC+9", "GMT+0900"])
def test_fixed_offsets(name):
    assert Clock(0, zone_of(name)).resolve("", "2024-01-01 00:00:00")[0] == "2024-01-01T09:00:00+09:00"


@pytest.mark.parametrize("name", ["Mars/Olympus", "../../etc/passwd", "/etc/localtime", "+99:00", "a\0b"])
def test_no_zone(name):
    with pytest.raises(UsageError, match="--timezone"):
        zone_of(name)


def test_offset_of():
    assert offset_of("2024-01-01 05:30:00", "2024-01-01 00:00:00") == 330
    assert offset_of("2024-01-01 05:31:00", "2024-01-01 00:00:00") is None
    assert offset_of(ZERO, "2024-01-01 00:00:00") is None
