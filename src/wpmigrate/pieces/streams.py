"""Files of many records, written as they are read, and text that XML can hold."""

import re
from collections.abc import Iterator
from functools import partial
from html import escape
from typing import Any, Final

import msgspec

from wpmigrate.contract import CommentsJob, Record, Streamed

_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_BREAKS: Final = (
    ("\x85".encode(), rb"\u0085"),
    ("\u2028".encode(), rb"\u2028"),
    ("\u2029".encode(), rb"\u2029"),
)


def json_record(stream: str, value: Any) -> Record:
    """Make a record of JSON in one line, whatever a reader takes for the end of one."""
    content = msgspec.json.encode(value)
    for char, sequence in _LINE_BREAKS:
        content = content.replace(char, sequence)
    return Record(stream, content)


def streamed(
    job: CommentsJob, stream: str, path: str, opening: str, closing: str, between: str = ",\n"
) -> Iterator[Streamed]:
    """Yield the file of a stream's records, unless there are none."""
    if next(iter(job.records(stream)), None) is not None:
        yield Streamed(path, partial(around, job, stream, opening, closing, between))


def around(job: CommentsJob, stream: str, opening: str, closing: str, between: str = "\n") -> Iterator[bytes]:
    """Yield records with something between them, before the first and after the last."""
    yield opening.encode()
    separator = b""
    for record in job.records(stream):
        yield separator + record
        separator = between.encode()
    yield closing.encode()


def element(name: str, text: str) -> str:
    """Write an element of XML."""
    return f"<{name}>{escape(xml_text(text), quote=False)}</{name}>"


def cdata(name: str, text: str) -> str:
    """Write an element of XML whose text stands as it is."""
    return f"<{name}><![CDATA[{xml_text(text).replace(']]>', ']]]]><![CDATA[>')}]]></{name}>"


def xml_text(text: str) -> str:
    """Leave out the characters that no XML can hold."""
    return _NO_XML.sub("", text)
