"""Two readers that share no code read the same: XML against expat, on bytes as they stand and as they were repaired; PHP against phpserialize."""

import html
import re
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import phpserialize
import pytest

from bad_inputs import READ
from conftest import REPO
from exports import read_paths
from test_wxr_php import plain
from two_parsers import told_by_expat, told_by_lxml
from wpmigrate.wxr import elements
from wpmigrate.wxr.php import unserialize

EXPORTS = [file for file in sorted((REPO / "fixtures").rglob("export.xml")) if b"<!DOCTYPE" not in file.read_bytes()]
META = re.compile(r"<wp:meta_value>(?:<!\[CDATA\[)?([abdiOs]:.*?[;}])(?:\]\]>)?</wp:meta_value>", re.DOTALL)
NO_OBJECTS = re.compile(r"(?:^|[;{])[OCERr]:")


def compared(file: Path) -> Iterator[tuple[bytes, bool]]:
    """Read a file; answer each piece of XML that was parsed strictly, and whether both parsers told the same of it."""
    found: list[tuple[bytes, bool]] = []
    real = elements._strict

    def strict(raw: bytes, namespaces: elements.Namespaces) -> object:
        element = real(raw, namespaces)
        if element is not None:
            opening, closing = elements._envelope(namespaces)
            found.append((raw, told_by_expat(opening + raw + closing) == told_by_lxml(element.getparent())))
        return element

    with patch.object(elements, "_strict", strict), patch("wpmigrate.wxr.items.read_surely", lambda *_: None):
        read_paths([file])
    return iter(found)


@pytest.mark.parametrize("file", EXPORTS, ids=[file.parent.name for file in EXPORTS])
def test_exports_read_the_same(file: Path) -> None:
    pieces = list(compared(file))
    assert [raw[:300] for raw, same in pieces if not same] == []
    assert len(pieces) >= 2


@pytest.mark.parametrize("bad", READ, ids=[bad.name for bad in READ])
def test_damaged_exports_read_the_same_once_they_are_repaired(bad, tmp_path: Path) -> None:
    file = tmp_path / bad.file
    file.write_bytes(bad.content)
    pieces = list(compared(file))
    assert [raw[:300] for raw, same in pieces if not same] == []
    assert pieces


def test_a_difference_would_be_seen() -> None:
    """The comparison itself: text, attributes, order and names count, comments do not."""
    whole = told_by_expat(b'<a xmlns:x="u"><x:b c="1">t<!-- y -->u</x:b>v</a>')
    assert whole == [("<", "a"), ("<", "{u}b", ("c", "1")), ("text", "tu"), (">",), ("text", "v"), (">",)]
    for other in (
        b'<a xmlns:x="u"><x:b c="2">tu</x:b>v</a>',
        b'<a xmlns:x="w"><x:b c="1">tu</x:b>v</a>',
        b'<a xmlns:x="u">v<x:b c="1">tu</x:b></a>',
    ):
        assert told_by_lxml(elements.etree.fromstring(other)) != whole


def serialised() -> list[str]:
    """List the values that the bundled exports hold, as WordPress and its plugins wrote them."""
    found: set[str] = set()
    for file in EXPORTS:
        text = file.read_text("utf-8", "replace")
        found |= {html.unescape(value) if "<![CDATA[" not in text else value for value in META.findall(text)}
    return sorted(value for value in found if not NO_OBJECTS.search(value))


def test_values_of_plugins_read_the_same() -> None:
    compared_values = 0
    for value in serialised():
        try:
            expected = phpserialize.loads(value.encode(), decode_strings=True)
        except ValueError:  # lengths that a search and replace has made wrong: ours alone reads those
            continue
        assert plain(unserialize(value)) == plain(expected), value
        compared_values += 1
    assert compared_values > 10
