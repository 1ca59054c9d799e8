"""PHP's serialize() format, read: bounded, no object is ever made, and byte lengths that are wrong are forgiven.

What was read is written again as PHP writes it.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

_DEPTH = 64
_NODES = 100_000
_INTEGER = re.compile(rb"[+-]?[0-9]{1,20};")
_FLOAT = re.compile(rb"(?:[+-]?[0-9]{1,400}(?:\.[0-9]{0,400})?(?:[eE][+-]?[0-9]{1,4})?|-?INF|NAN);")
_BOOLEAN = re.compile(rb"[01];")
_COUNT = re.compile(rb"([0-9]{1,10}):")
_LOOKS = re.compile(r"(?:N;\Z|b:[01];\Z|[id]:[-+0-9.INFAeE]{1,400};\Z|[sE]:[0-9]{1,10}:\"|[aOC]:[0-9]{1,10}:)")
_WHOLE = re.compile(r"(?:0|-?[1-9][0-9]{0,17})")
_ODD = {"inf": "INF", "-inf": "-INF", "nan": "NAN"}
_STRING_END = re.compile(rb'";(?=[sidbNaOCrRE]:?|\}|\Z)')


def unserialize(text: str) -> object:
    """Decode a serialised value; raise ValueError where it is none. Objects become dicts with `__class__`."""
    reader = _Reader(text.encode("utf-8", "surrogatepass"))
    value = reader.value(0)
    if reader.place != len(reader.raw):
        raise ValueError("bytes follow the value")
    return value


def decode(value: str) -> tuple[Any, bool]:
    """Answer what `value` means and whether that could be told: plain text is itself, a damaged value too, but False.

    What it answers can be said in JSON: keys of PHP's arrays are text.
    """
    bare = value.strip()
    if not _LOOKS.match(bare) or bare[-1] not in ";}":
        return value, True
    try:
        return _sayable(unserialize(bare)), True
    except ValueError:
        return value, False


def serialize(value: Any) -> str:
    """Write what `decode` answered, so that it answers the same again; text stays text where that is plain."""
    if isinstance(value, str) and decode(value) == (value, True):
        return value
    return _serialized(value)


def _serialized(value: Any) -> str:
    match value:
        case None:
            return "N;"
        case bool():
            return f"b:{int(value)};"
        case int():
            return f"i:{value};"
        case float():
            return f"d:{_ODD.get(str(value), repr(value))};"
        case list() | tuple():
            return _pairs_written(enumerate(value), len(value))
        case dict():
            return _pairs_written(value.items(), len(value))
        case _:
            text = str(value)
            return f's:{len(text.encode("utf-8", "surrogatepass"))}:"{text}";'


def _pairs_written(pairs: Iterable[tuple[Any, Any]], count: int) -> str:
    inside = "".join(f"{_key(key)}{_serialized(value)}" for key, value in pairs)
    return f"a:{count}:{{{inside}}}"


def _key(key: Any) -> str:
    """Write a key as PHP keeps it: a whole number is one, even where it was text."""
    return f"i:{key};" if _WHOLE.fullmatch(str(key)) else _serialized(str(key))


def _sayable(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _sayable(inner) for key, inner in value.items()}
    return [_sayable(inner) for inner in value] if isinstance(value, list) else value


class _Reader:
    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.place = 0
        self._nodes = 0

    def value(self, depth: int) -> Any:
        """Read one value; a reference, which points at another one, is None."""
        self._nodes += 1
        if depth > _DEPTH or self._nodes > _NODES:
            raise ValueError("nested too deeply, or too much")
        kind = self.raw[self.place : self.place + 2]
        read = self._READERS.get(kind)
        if read is None:
            raise ValueError("no such type")
        self.place += 2
        return read(self, depth)

    def _match(self, pattern: re.Pattern[bytes]) -> re.Match[bytes]:
        match = pattern.match(self.raw, self.place)
        if match is None:
            raise ValueError("not as PHP writes it")
        self.place = match.end()
        return match

    def _expect(self, mark: bytes) -> None:
        if not self.raw.startswith(mark, self.place):
            raise ValueError("not as PHP writes it")
        self.place += len(mark)

    def _null(self, _: int) -> None:
        return None

    def _boolean(self, _: int) -> bool:
        return self._match(_BOOLEAN)[0] == b"1;"

    def _integer(self, _: int) -> int:
        return int(self._match(_INTEGER)[0][:-1])

    def _reference(self, _: int) -> None:
        self._match(_INTEGER)

    def _float(self, _: int) -> float:
        return float(self._match(_FLOAT)[0][:-1])

    def _string(self, _: int) -> str:
        return self._quoted(b'";')

    def _quoted(self, closing: bytes) -> str:
        length = int(self._match(_COUNT)[1])
        self._expect(b'"')
        end = self.place + length
        if not self.raw.startswith(closing, end):
            end = self._real_end(closing)
        text = self.raw[self.place : end].decode("utf-8", "replace")
        self.place = end + len(closing)
        return text

    def _real_end(self, closing: bytes) -> int:
        """Find the end of a string whose length is wrong, as after a search and replace in the database."""
        found = _STRING_END.search(self.raw, self.place) if closing == b'";' else None
        if found is None:
            raise ValueError("a string without end")
        return found.start()

    def _array(self, depth: int) -> Any:
        pairs = self._pairs(depth)
        return list(pairs.values()) if list(pairs) == list(range(len(pairs))) else pairs

    def _pairs(self, depth: int) -> dict[Any, Any]:
        count = int(self._match(_COUNT)[1])
        self._expect(b"{")
        pairs: dict[Any, Any] = {}
        for _ in range(count):
            key = self.value(depth + 1)
            if type(key) not in {int, str}:
                raise ValueError("a key that is neither number nor string")
            pairs[key] = self.value(depth + 1)
        self._expect(b"}")
        return pairs

    def _object(self, depth: int) -> dict[Any, Any]:
        name = self._quoted(b'":')
        # Private and protected properties carry their class between NULs.
        fields = {str(key).rpartition("\0")[2]: value for key, value in self._pairs(depth).items()}
        return {"__class__": name, **fields}

    def _custom(self, _: int) -> dict[str, Any]:
        name = self._quoted(b'":')
        length = int(self._match(_COUNT)[1])
        self._expect(b"{")
        inside = self.raw[self.place : self.place + length]
        self.place += length
        self._expect(b"}")
        return {"__class__": name, "__serialized__": inside.decode("utf-8", "replace")}

    _READERS: ClassVar[dict[bytes, Callable[["_Reader", int], Any]]] = {
        b"N;": _null,
        b"b:": _boolean,
        b"i:": _integer,
        b"d:": _float,
        b"s:": _string,
        b"E:": _string,
        b"a:": _array,
        b"O:": _object,
        b"C:": _custom,
        b"r:": _reference,
        b"R:": _reference,
    }
