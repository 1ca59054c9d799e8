"""The geometry of figures: bars stand inside, stacks add up, labels have room."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpmigrate.report.html_plots import HEIGHT, MOST_SERIES, WIDTH, bars, columns

COUNTS = st.dictionaries(
    st.text(max_size=30), st.dictionaries(st.text(max_size=9), st.integers(0, 10**7), max_size=8), max_size=80
)


def number(text):
    return int(text.replace(",", ""))


@given(COUNTS)
def test_columns_stand_inside_and_add_up(counts):
    plot = columns("years", "Items per year", counts, "items")
    for bar in plot.bars:
        assert 0 <= bar.x <= bar.x + bar.width <= WIDTH + 0.1
        assert -0.1 <= bar.y <= bar.y + bar.height <= HEIGHT
    assert len(plot.series) <= MOST_SERIES
    told = {row[0]: sum(map(number, row[1:])) for row in plot.table}
    assert told == {key: sum(numbers.values()) for key, numbers in counts.items()}
    assert all(0 <= tick.at <= HEIGHT for tick in plot.up)
    assert len(plot.up) <= 6


@given(st.lists(st.tuples(st.text(max_size=50), st.integers(0, 10**9), st.integers(0, 5)), max_size=30))
def test_bars_stand_inside(counts):
    plot = bars("statuses", "Statuses", counts, "items")
    assert all(0 <= bar.x + bar.width <= plot.width and bar.y + bar.height <= plot.height for bar in plot.bars)
    assert [number(row[1]) for row in plot.table] == [count for _, count, _ in counts]


@pytest.mark.parametrize(("years", "shown"), [(3, 3), (20, 10), (60, 60)])
def test_labels_below_columns_have_room(years, shown):
    plot = columns("years", "", {str(1990 + year): {"post": year} for year in range(years)}, "items")
    places = [tick.at for tick in plot.across]
    assert len(places) <= shown
    assert all(after - before >= 35 for before, after in pairwise(places))


def test_months_are_labelled_by_year():
    months = {f"{year}-{month:02}": {"comments": 1} for year in range(2006, 2024) for month in range(1, 13)}
    labels = [tick.label for tick in columns("months", "", months, "comments").across]
    assert labels[0] == "2006"
    assert all(len(label) == 4 for label in labels)
    assert 6 <= len(labels) <= 12


def test_many_types_are_counted_together():
    counts = {"2024": {f"type-{place}": place for place in range(1, 10)}}
    plot = columns("years", "", counts, "items")
    assert plot.series == ["type-9", "type-8", "type-7", "type-6", "others"]
    assert plot.table == [("2024", "9", "8", "7", "6", "15")]
