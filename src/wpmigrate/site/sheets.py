"""Tables that a person edits, as CSV or TOML: read with every fault of theirs named, and written as a first version."""

import csv
import io
import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from wpmigrate.errors import UsageError

FORMATS: Final = (".csv", ".tsv", ".toml")
_MOST: Final = 20
_LARGEST: Final = 2**63
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")
_SEPARATOR = re.compile(r'"?sep=([,;\t])"?[,;\t]*', re.IGNORECASE)
# A spreadsheet would run what begins like this; an apostrophe in front tells it that this is text.
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


class Line(Struct, frozen=True):
    """One row: the line it begins on, and its values by column; an empty value is none."""

    number: int
    values: dict[str, str]


def text_of(path: Path, code: str) -> str:
    """Read a file that a person has written; one that cannot be read, or is not UTF-8, is a UsageError with that code."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {(error.strerror or 'unreadable').lower()}.", code=code) from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not UTF-8: save it as UTF-8.", code=code) from None


class Faults:
    """What is wrong with one file: gathered, so that a person mends all of it at once."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._met: list[tuple[int, str]] = []

    def add(self, line: int, sentence: str) -> None:
        """Note one fault, and the line it stands on."""
        self._met.append((line, sentence))

    def refuse(self, code: str) -> None:
        """Raise a UsageError that says all of them; nothing where there are none."""
        met = sorted(self._met, key=lambda fault: fault[0])
        told = [f"{self.name}, line {line}: {said}" if line else f"{self.name}: {said}" for line, said in met]
        if len(told) > _MOST:
            told[_MOST:] = [f"{self.name}: and {len(told) - _MOST} more."]
        if told:
            raise UsageError("\n".join(told), code=code)


def read_sheet(path: Path, section: str, columns: Sequence[str], faults: Faults) -> list[Line]:
    """Read the rows of a CSV file, or the `[[section]]` tables of a TOML file, whose first column names the thing."""
    text = _text_of(path)
    lines = _toml(text, section, columns, faults) if path.suffix.lower() == ".toml" else _csv(text, columns, faults)
    met: set[str] = set()
    for line in lines:
        key = line.values.get(columns[0], "")
        if not key:
            faults.add(line.number, f"there is no {columns[0]}.")
        elif key in met:
            faults.add(line.number, f"{columns[0]} {key} stands here for the second time.")
        met.add(key)
    return [line for line in lines if line.values.get(columns[0])]


def _text_of(path: Path) -> str:
    """Read a file as UTF-8, or as the UTF-16 that spreadsheets call “Unicode text” and mark as such."""
    try:
        content = path.read_bytes()
        text = content.decode("utf-16" if content.startswith(_WIDE) else "utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.", code="sheet-unreadable") from None
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:  # UTF-16 without its mark, or no text at all
        raise UsageError(f"{path} is not UTF-8: save it as “CSV UTF-8”.", code="sheet-unreadable")
    return text


def _csv(text: str, columns: Sequence[str], faults: Faults) -> list[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    lines: list[Line] = []
    try:
        head = [name.strip().lower() for name in next(filter(_begins_table, reader), [])]
        _check_columns(head, columns, faults, max(reader.line_num, 1))
        if columns[0] not in head:
            return []
        begins = reader.line_num + 1
        for row in reader:
            if any(cell.strip() for cell in row):
                if any(cell.strip() for cell in row[len(head) :]):
                    faults.add(begins, f"there are {len(row)} cells, but {len(head)} columns.")
                given = {name: _bare(cell.strip()) for name, cell in zip(head, row, strict=False) if name in columns}
                lines.append(Line(begins, given))
            begins = reader.line_num + 1
    except csv.Error as error:
        faults.add(reader.line_num, f"this is no CSV: {error}.")
    return lines


def _delimiter(text: str) -> str:
    """Answer what parts cells: as `sep=;` says, which is for spreadsheets, or what the first line with words has most of."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    told = _SEPARATOR.fullmatch(first.strip(" \r\n"))
    return told[1] if told else max(",;\t", key=first.count)


def _begins_table(row: Sequence[str]) -> bool:
    """Say whether a row can be the head: it has words, and they do not name the delimiter."""
    return any(cell.strip() for cell in row) and not row[0].strip().lower().startswith("sep=")


def _check_columns(head: Sequence[str], columns: Sequence[str], faults: Faults, line: int) -> None:
    known = f"the columns are {', '.join(columns)}."
    for name in dict.fromkeys(head):
        if name and name not in columns:
            faults.add(line, f"there is no column {name!r}; {known}")
        if name and head.count(name) > 1:
            faults.add(line, f"the column {name!r} stands there twice.")
    if columns[0] not in head:
        faults.add(line, f"the column {columns[0]!r} is missing; {known}")


def _toml(text: str, section: str, columns: Sequence[str], faults: Faults) -> list[Line]:
    try:
        found = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        told = isinstance(error, tomllib.TOMLDecodeError | RecursionError)
        faults.add(0, f"this is no TOML: {str(error).rstrip('.') if told else 'a number has too many digits'}.")
        return []
    for name in found.keys() - {section}:
        faults.add(0, f"{name!r} is unknown here; write a [[{section}]] for each.")
    tables = found.get(section, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        faults.add(0, f"write [[{section}]], with two brackets, for each.")
        return []
    header = re.compile(rf"[ \t]*\[\[[ \t]*{section}[ \t]*\]\]")
    numbers = [number for number, line in enumerate(text.split("\n"), 1) if header.match(line)]
    if len(numbers) != len(tables):  # one that stands inside of a text
        numbers = [0] * len(tables)
    return [
        Line(number, _values(number, table, columns, faults)) for number, table in zip(numbers, tables, strict=True)
    ]


def _values(number: int, table: Mapping[str, Any], columns: Sequence[str], faults: Faults) -> dict[str, str]:
    given = {}
    for name, value in table.items():
        if name not in columns:
            faults.add(number, f"there is no key {name!r}; the keys are {', '.join(columns)}.")
        elif isinstance(value, list | dict | float) or (type(value) is int and abs(value) > _LARGEST):
            faults.add(number, f"{name} is no text.")
        else:
            given[name] = _said(value)
    return given


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, datetime | date | time) else str(value).strip()


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and _is_formula(cell[1:]) else cell


def write_sheet(suffix: str, section: str, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """Write rows as CSV (with the mark that spreadsheets know UTF-8 by), as TSV or as TOML."""
    if suffix.lower() == ".toml":
        tables = (
            f"[[{section}]]\n" + "".join(f"{name} = {quoted(row[name])}\n" for name in columns if row.get(name))
            for row in rows
        )
        return "\n".join(tables).encode("utf-8", "replace")
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet, delimiter="\t" if suffix.lower() == ".tsv" else ",", lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_text(row.get(name, "")) for name in columns] for row in rows)
    return sheet.getvalue().encode("utf-8-sig", "replace")


def _text(cell: str) -> str:
    return f"'{cell}" if _is_formula(cell) else cell


def _is_formula(cell: str) -> bool:
    """Say whether a cell needs an apostrophe in front; one that has some already gets another, which reading takes off again."""
    return cell.lstrip("'").startswith(_FORMULA)


def quoted(value: str) -> str:
    """Write a basic string of TOML, which escapes what JSON does, and DEL."""
    whole = value.encode("utf-8", "replace").decode()
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")
