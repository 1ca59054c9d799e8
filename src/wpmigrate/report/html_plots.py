"""The geometry of plots: where each bar of a figure stands. A template draws them (`templates/plots.html`)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

WIDTH: Final = 420
HEIGHT: Final = 190
MOST_SERIES: Final = 5
OTHER: Final = "others"

_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 8, 10, 24
_ROW: Final = 27
LABELS: Final = 168
_NUMBERS: Final = 56
_LONGEST: Final = 27
_MOST_ROWS: Final = 12


class Bar(Struct, frozen=True):
    """A rectangle in the colour of a series; `told` is what it says to who points at it."""

    x: float
    y: float
    width: float
    height: float
    series: int
    told: str


class Tick(Struct, frozen=True):
    """A label on an axis, and where it stands."""

    at: float
    label: str


class Plot(Struct, frozen=True):
    """One figure. `table` is the same in numbers: a head, and rows."""

    name: str
    title: str
    bars: Sequence[Bar]
    head: Sequence[str]
    table: Sequence[Sequence[str]]
    series: Sequence[str] = ()
    across: Sequence[Tick] = ()
    up: Sequence[Tick] = ()
    rows: Sequence[Tick] = ()
    ends: Sequence[tuple[float, float, str]] = ()
    width: int = WIDTH
    height: int = HEIGHT
    summary: str = ""


def columns(name: str, title: str, counts: Mapping[str, Mapping[str, int]], unit: str, *, label: str = "") -> Plot:
    """Draw columns side by side, each a stack of series: `counts` is by column, then by series."""
    series = _series(counts)
    stacks = [(key, _stack(numbers, series)) for key, numbers in counts.items()]
    highest = max((sum(stack) for _, stack in stacks), default=0)
    top, step = _scale(highest)
    room, tall = WIDTH - _LEFT - _RIGHT, HEIGHT - _TOP - _BOTTOM
    each = room / max(len(stacks), 1)
    bars: list[Bar] = []
    for place, (key, stack) in enumerate(stacks):
        y = float(HEIGHT - _BOTTOM)
        for number, count in enumerate(stack):
            height = tall * count / top
            y -= height
            if count:
                told = f"{key}: {count:,} {series[number] if len(series) > 1 else unit}"
                x = _LEFT + place * each + min(each * 0.12, 4)
                bars.append(Bar(_r(x), _r(y), _r(max(each - min(each * 0.24, 8), 0.6)), _r(height), number, told))
    up = [Tick(_r(HEIGHT - _BOTTOM - tall * value / top), f"{value:,}") for value in range(0, top + 1, step)]
    peak = max(stacks, key=lambda pair: sum(pair[1]), default=("", []))
    return Plot(
        name=name,
        title=title,
        bars=bars,
        head=(label or name, *(series if len(series) > 1 else (unit,))),
        table=[(key, *(f"{count:,}" for count in stack)) for key, stack in stacks],
        series=series if len(series) > 1 else (),
        across=_across([key for key, _ in stacks], each),
        up=up,
        summary=f"Most in {peak[0]}: {sum(peak[1]):,} {unit}." if peak[0] else "",
    )


def bars(name: str, title: str, counts: Sequence[tuple[str, int, int]], unit: str, *, label: str = "") -> Plot:
    """Draw one bar below the other: label, number, and the number of its colour."""
    shown = list(counts[:_MOST_ROWS])
    highest = max((number for _, number, _ in shown), default=0) or 1
    room = WIDTH - LABELS - _NUMBERS
    drawn: list[Bar] = []
    rows: list[Tick] = []
    ends: list[tuple[float, float, str]] = []
    for place, (words, number, colour) in enumerate(shown):
        width = max(room * number / highest, 1.5 if number else 0)
        drawn.append(Bar(LABELS, place * _ROW + 5, _r(width), _ROW - 10, colour, f"{words}: {number:,} {unit}"))
        rows.append(Tick(place * _ROW + _ROW / 2 + 4, _short(words)))
        ends.append((_r(LABELS + width + 6), place * _ROW + _ROW / 2 + 4, f"{number:,}"))
    return Plot(
        name=name,
        title=title,
        bars=drawn,
        head=(label or name, unit),
        table=[(words, f"{number:,}") for words, number, _ in counts],
        rows=rows,
        ends=ends,
        height=max(len(shown), 1) * _ROW + 4,
    )


def _series(counts: Mapping[str, Mapping[str, int]]) -> list[str]:
    total: Counter[str] = Counter()
    for numbers in counts.values():
        total.update(numbers)
    names = [name for name, _ in sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))]
    return names if len(names) <= MOST_SERIES else [*names[: MOST_SERIES - 1], OTHER]


def _stack(numbers: Mapping[str, int], series: Sequence[str]) -> list[int]:
    named = [numbers.get(name, 0) for name in series]
    if series and series[-1] == OTHER:
        named[-1] = sum(numbers.values()) - sum(named[:-1])
    return named


def _scale(highest: int) -> tuple[int, int]:
    """Answer the top of an axis and the step between its labels: at most five, at round numbers."""
    step = 1
    while step * 4 < highest:
        digits = str(step)
        step = step * 2 if digits[0] in "15" else step * 5 // 2
    return max(-(-highest // step), 1) * step, step


def _across(keys: Sequence[str], each: float) -> list[Tick]:
    """Label as many columns as there is room for; of months, the first of a year."""
    wide = max((len(key) for key in keys), default=1) * 7 + 12
    every = max(-(-wide // max(int(each), 1)), 1)
    if keys and len(keys[0]) == 7:  # 2019-04
        years = [place for place, key in enumerate(keys) if key.endswith("-01")] or [0]
        every = max(-(-40 * len(years) // (WIDTH - _LEFT)), 1)
        return [Tick(_r(_LEFT + (place + 0.5) * each), keys[place][:4]) for place in years[::every]]
    return [Tick(_r(_LEFT + (place + 0.5) * each), _short(keys[place])) for place in range(0, len(keys), every)]


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"


def _r(number: float) -> float:
    return round(number, 2)
