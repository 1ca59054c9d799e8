"""Where an upload goes: its own path, made safe for every file system and every URL, and unique."""

import re
import unicodedata
from hashlib import blake2b
from typing import Final
from urllib.parse import unquote

from wpmigrate.site.spilling import Spilling

_LONGEST_NAME: Final = 200
_LONGEST_PATH: Final = 700
_LONGEST_EXTENSION: Final = 16
_JOINERS: Final = "\u200c\u200d"
# Forbidden on Windows, with a meaning of its own in a URL, or the start of a template's tag.
_HOSTILE: Final = re.compile(r'[<>:"|?*\\#%{}`\x00-\x1f\x7f-\x9f]+')
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=\.|\Z)", re.IGNORECASE)


class Names:
    """The paths of a run's uploads. Ask in the order of the export: of two that collide the first keeps its name."""

    def __init__(self) -> None:
        self._owners = Spilling()
        self._folders: dict[int, str] = {}

    def place(self, upload: str) -> str:
        """Answer the path of an upload, always the same one, and never that of another."""
        decoded = _decoded(upload)
        *folders, name = [safe_name(part) for part in _parts(decoded)] or ["file"]
        owner = _number(upload)
        if len("/".join((*folders, name)).encode()) > _LONGEST_PATH:
            folders, name = folders[:2], _marked(_cut_name(name, _LONGEST_NAME // 2), owner)
        return self._claim(self._folder(folders) + name, owner)

    def _folder(self, parts: list[str]) -> str:
        """Answer a folder in the spelling it was first met in: a case-blind file system makes one folder of two."""
        above = ""
        for part in parts:
            key = _number(fold(above + part))
            if key not in self._folders:
                self._folders[key] = self._claim(above + part, _number(f"{fold(above + part)}/")) + "/"
            above = self._folders[key]
        return above

    def _claim(self, path: str, owner: int) -> str:
        wished, turn = path, 0
        while self._owners.setdefault(_number(fold(path)), owner) != owner:
            turn += 1
            folder, slash, name = wished.rpartition("/")
            path = f"{folder}{slash}{_marked(name, owner, turn)}"
        return path


def safe_name(name: str) -> str:
    """Make one segment of a path safe, as near to what it was as can be, its extension kept."""
    if name.isascii() and _PLAIN.fullmatch(name) and not _RESERVED.match(name):
        return name
    text = _HOSTILE.sub("-", unicodedata.normalize("NFC", name))
    if not text.isascii():
        text = "".join(char for char in text if char in _JOINERS or unicodedata.category(char) not in _UNSEEN)
        text = unicodedata.normalize("NFC", text)
    text = text.strip(" ").lstrip(".").strip(" ").rstrip(". ") or "file"
    if reserved := _RESERVED.match(text):
        text = f"{reserved[0]}-{text[reserved.end() :]}"
    return text if len(text.encode()) <= _LONGEST_NAME else _marked(_cut_name(text, _LONGEST_NAME - 9), _number(name))


def fold(path: str) -> str:
    """Answer what paths have in common that some file system takes for one."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", path).casefold())


def _parts(upload: str) -> list[str]:
    return [part for part in upload.split("/") if part.strip(". ")]


def _decoded(upload: str) -> str:
    try:
        text = unquote(upload, errors="strict") if "%" in upload else upload
    except UnicodeDecodeError:
        text = upload
    return text.encode("utf-8", "replace").decode()


def _marked(name: str, owner: int, turn: int = 1) -> str:
    """Tell a name from others by a mark made of its own upload, so that it does not depend on who came first."""
    mark = f"{owner:016x}"[-8:] + (f"-{turn}" if turn > 1 else "")
    stem, extension = _split(name)
    return f"{stem}-{mark}{extension}"


def _cut_name(name: str, longest: int) -> str:
    stem, extension = _split(name)
    room = longest - len(extension.encode())
    cut = stem.encode()[:room].decode("utf-8", "ignore")
    while cut and len(cut) < len(stem) and unicodedata.category(stem[len(cut)])[0] == "M":
        cut = cut[:-1]
    return f"{cut.rstrip('. ') or 'file'}{extension}"


def _split(name: str) -> tuple[str, str]:
    stem, dot, extension = name.rpartition(".")
    short = dot and stem and len(extension.encode()) < _LONGEST_EXTENSION
    return (stem, f".{extension}") if short else (name, "")


def _number(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_PLAIN: Final = re.compile(r"[A-Za-z0-9_-](?:[A-Za-z0-9_-]|[. ](?=[A-Za-z0-9_-])){0,99}")
