"""The outline of what a reader is shown: lists with the number and depth of each item, rows with their cells, and the rest."""

from collections.abc import Mapping

from msgspec import Struct

from wpmigrate.content.html.lists import list_marker

_LONGEST_NUMBER = 9


class _List(Struct):
    ordered: bool
    number: int
    pictures: bool
    marker: str = ""
    items: int = 0


class _Row(Struct):
    cells: int = 0
    shows: bool = False


class Outline:
    """Entries in order; lists and tables that are open."""

    def __init__(self) -> None:
        self.entries: list[str] = []
        self._lists: list[_List] = []
        self._rows: list[_Row] = []

    def add(self, entry: str) -> None:
        """Enter a heading, a quote, a rule, a code block."""
        self.entries.append(entry)

    def saw_text(self) -> None:
        """Note that the row at hand shows something."""
        if self._rows:
            self._rows[-1].shows = True

    def start_list(self, name: str, given: Mapping[str, str]) -> None:
        """Open a list; the grid of a gallery is none to a reader."""
        marker = list_marker(given) if name == "ol" and given else ""
        pictures = "gallery" in given.get("class", "")
        self._lists.append(_List(name == "ol", _number(given.get("start", ""), 1), pictures, marker))

    def end_list(self) -> None:
        """Close the innermost list."""
        if self._lists:
            self._lists.pop()

    def item(self, given: Mapping[str, str]) -> None:
        """Enter an item with the number a reader sees, and how deep it stands."""
        if "blocks-gallery-item" in given.get("class", "") or not self._lists or self._lists[-1].pictures:
            return
        inner = self._lists[-1]
        number = _number(given.get("value", ""), inner.number)
        inner.number = number + 1
        inner.items += 1
        depth = 1 + sum(outer.items > 0 for outer in self._lists[:-1])  # a list right in a list is that list
        self.entries.append(f"item {number}{inner.marker} at {depth}" if inner.ordered else f"item at {depth}")

    def start_table(self) -> None:
        """Open a table."""
        self._rows.append(_Row())

    def start_row(self) -> None:
        """Open a row."""
        if self._rows:
            self._rows[-1] = _Row()

    def cell(self) -> None:
        """Count a cell."""
        if self._rows:
            self._rows[-1].cells += 1

    def end_row(self) -> None:
        """Enter the row, unless it shows nothing."""
        if self._rows and self._rows[-1].shows:
            self.entries.append(f"row of {self._rows[-1].cells}")

    def end_table(self) -> None:
        """Close the innermost table; the cell it stands in shows something."""
        if self._rows:
            self._rows.pop()
        self.saw_text()


def _number(text: str, default: int) -> int:
    digits = text.strip()
    return int(digits) if digits.lstrip("-").isdecimal() and len(digits) <= _LONGEST_NUMBER else default
