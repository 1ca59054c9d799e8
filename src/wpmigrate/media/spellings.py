"""How the name of an upload may be spelled: by the system that packed it, by WordPress, and in a URL."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final
from urllib.parse import quote, unquote

# What systems call their names in when they do not say: UTF-8 first, then the code pages of zip tools by region.
_CODE_PAGES: Final = ("cp437", "cp949", "cp932", "gb18030", "big5", "cp1252", "cp1251", "cp866")
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_SHADOWS: Final = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_EXTENSION: Final = r"(?=\.[A-Za-z0-9]{2,5}\Z)"
_SIZE: Final = re.compile(rf"-([0-9]{{1,5}})x([0-9]{{1,5}}){_EXTENSION}")
_MADE: Final = re.compile(rf"-(?:scaled|rotated){_EXTENSION}")
_EDITED: Final = re.compile(rf"-e[0-9]{{10,13}}{_EXTENSION}")
_OF_A_NETWORK: Final = re.compile(r"\Asites/[0-9]{1,9}/")


def decode_name(raw: bytes, known: str = "") -> tuple[str, ...]:
    """Answer what a raw name may mean, the likeliest first."""
    if known:
        return (known,)
    try:
        return (raw.decode(),)
    except UnicodeDecodeError:
        pass
    return tuple(dict.fromkeys(text for page in _CODE_PAGES if (text := _decoded(raw, page))))


def _decoded(raw: bytes, page: str) -> str:
    try:
        return raw.decode(page)
    except UnicodeDecodeError:
        return ""


def clean_name(name: str) -> str:
    """Answer the path of a member without `./` and doubled slashes; empty where it leads out or is no name at all."""
    parts = [part for part in name.split("/") if part not in ("", ".")]
    path = "/".join(parts)
    unsafe = name.startswith("/") or _DRIVE.match(path) or "\0" in path or ".." in parts
    return "" if unsafe else path


def is_shadow(name: str) -> bool:
    """Tell the files that macOS and Windows lay beside a user's own."""
    base = name.rpartition("/")[2]
    return name.startswith("__MACOSX/") or "/__MACOSX/" in name or base.startswith("._") or base.lower() in _SHADOWS


def fold(name: str) -> str:
    """Answer what names that differ in case or Unicode form alone have in common."""
    if name.isascii():
        return name.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def forms(name: str) -> tuple[str, ...]:
    """Answer a name and its two Unicode forms."""
    if name.isascii():
        return (name,)
    return tuple(dict.fromkeys((name, unicodedata.normalize("NFC", name), unicodedata.normalize("NFD", name))))


def wanted(path: str) -> Iterator[str]:
    """Yield the ways in which a path below the uploads folder may be spelled there; none where it leads out."""
    clean = clean_name(path.encode("utf-8", "replace").decode().replace("\\", "/").lstrip("/"))
    if not clean:
        return
    decoded = clean_name(unquote(clean))
    spelled = [clean, decoded, *(quote(form) for form in forms(decoded or clean))]
    spelled += [_OF_A_NETWORK.sub("", one) for one in spelled]
    yield from dict.fromkeys(filter(None, spelled))


def originals(name: str) -> Iterator[str]:
    """Yield the names of the pictures that `name` may have been made of, or that were made of it in full size."""
    bare = _SIZE.sub("", name)
    for stem in dict.fromkeys((bare, _MADE.sub("", bare), _EDITED.sub("", bare))):
        before, dot, extension = stem.rpartition(".")
        yield stem
        if dot:
            yield from (f"{before}-{made}.{extension}" for made in ("scaled", "rotated"))


def size_of(name: str) -> tuple[str, int] | None:
    """Answer the name that a size such as `x-300x200.jpg` was cut from, and its area; None for any other name."""
    cut = _SIZE.search(name)
    return (name[: cut.start()] + name[cut.end() :], int(cut[1]) * int(cut[2])) if cut else None
