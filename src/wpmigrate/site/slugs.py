"""Slugs: WordPress's own, decoded and safe as a file name; made where there is none; unique in a tree of files."""

import re
import unicodedata
from collections.abc import Callable
from hashlib import blake2b
from typing import Final, Literal
from urllib.parse import quote, unquote, unquote_to_bytes

from slugify import slugify

from wpmigrate.diagnostics import Code
from wpmigrate.site.spilling import Spilling
from wpmigrate.site.titles import plain_title

_LONGEST: Final = 180
_PLAIN = re.compile(r"[a-z0-9_](?:[a-z0-9_-]|\.(?=[a-z0-9_-])){0,99}")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=\.|$)", re.IGNORECASE)
_DASHES = re.compile(r"-{2,}")
_TRASHED: Final = "__trashed"
_JOINERS: Final = frozenset("\u200c\u200d")
# New emoji and ideographs that this Python's Unicode tables do not know yet; all versions must answer the same.
_NEWER: Final = ((0x1F000, 0x1FAFF), (0x20000, 0x3FFFF))
_CUT_ESCAPE: Final = re.compile(
    r"(?<=%[0-9A-Fa-f]{2})%[0-9A-Fa-f]?\Z"
)  # WordPress cuts long slugs, now and then within an escape
_SUFFIXED_FOLDERS: Final = ("index.md", "_index.md", "contents.lr")


def decode_slug(slug: str) -> str:
    """Percent-decode a slug to NFC; bytes that are no UTF-8 (WordPress cut it mid-character) are left out."""
    if "%" in slug:
        slug = _CUT_ESCAPE.sub("", slug)
        try:
            slug = unquote(slug, errors="strict")
        except UnicodeDecodeError:
            slug = unquote_to_bytes(slug).decode("utf-8", "ignore")
    return slug if slug.isascii() else unicodedata.normalize("NFC", slug)


def encode_slug(slug: str) -> str:
    """Write a slug as WordPress stores it."""
    return quote(slug, safe="", errors="replace").lower() if not slug.isascii() else slug


def safe_segment(text: str, fallback: str) -> str:
    """Make one path segment that every file system takes, as near to `text` as can be."""
    if _PLAIN.fullmatch(text) and not _RESERVED.match(text):
        return text
    kept = _kept_characters(unicodedata.normalize("NFC", text))
    if kept != text:
        kept = _DASHES.sub("-", unicodedata.normalize("NFC", kept)).rstrip("-. ")
    kept = kept.lstrip("-.").rstrip(". ")
    reserved = _RESERVED.match(kept)
    if reserved:
        kept = f"{reserved[0]}-2{kept[reserved.end() :]}"
    return _cut(kept) if kept.strip("-_.") else fallback


def item_slug(
    raw: str, title: str, status: str, number: int, style: Literal["wordpress", "ascii"] = "wordpress"
) -> tuple[str, Code | None]:
    """Answer an item's slug, and whether it had to be made or changed. `number` names an item that has no words at all."""
    fallback = f"post-{number}" if number else "untitled"
    decoded = decode_slug(raw)
    wished = decoded.removesuffix(_TRASHED) if status == "trash" else decoded
    if not wished:
        made = _from_words(plain_title(title), style)
        return _no_index(safe_segment(made, fallback)), Code.SLUG_MADE
    if style == "ascii":
        wished = _from_words(wished, style) or fallback
    slug = _no_index(safe_segment(wished, fallback))
    return slug, None if slug == wished else Code.SLUG_CHANGED


def word_slug(text: str, fallback: str) -> str:
    """Make a slug from a name, keeping its script."""
    return safe_segment(_from_words(text, "wordpress"), fallback)


def ascii_word(text: str, fallback: str, longest: int = _LONGEST) -> str:
    """Make a slug in ASCII, for platforms that have no other."""
    word = _from_words(text, "ascii")
    if len(word) > longest:
        mark = blake2b(word.encode(), digest_size=4).hexdigest()
        word = f"{word[: longest - len(mark) - 1].rstrip('-')}-{mark}"
    return word or fallback


def ascii_path(path: str) -> str:
    """Write a path in ASCII; a segment that is not has a mark behind it, which no other segment of the same letters has."""
    if path.isascii():
        return path
    return "/".join(part if part.isascii() else _ascii_segment(part) for part in path.split("/"))


def _ascii_segment(part: str) -> str:
    stem, dot, ending = part.rpartition(".")
    if not (dot and stem and ending.isascii() and ending.isalnum()):
        stem, ending = part, ""
    mark = blake2b(part.encode("utf-8", "replace"), digest_size=2).hexdigest()
    return f"{ascii_word(stem, 'page', _LONGEST // 2)}-{mark}{f'.{ending}' if ending else ''}"


class Allocator:
    """Makes paths unique as every file system compares them: without case, and whatever the Unicode form."""

    def __init__(self) -> None:
        self._next = Spilling()
        """The number that comes next for each path that is taken."""

    def allocate(self, path: str) -> str:
        """Answer the path of a file, or the first free one with a number before its extension, and take it."""
        return self._take(path, _numbered_file)

    def allocate_name(self, name: str) -> str:
        """Answer a name, or the first free one with a number at its end, and take it."""
        return self._take(name, _numbered_name)

    def _take(self, wished: str, numbered: Callable[[str, int], str]) -> str:
        key = _fold(wished)
        number = self._next.get(key)
        if number is None:
            self._next[key] = 2
            return wished
        while self._next.get(taken := _fold(free := numbered(wished, number))) is not None:
            number += 1
        self._next[taken] = 2
        self._next[key] = number + 1
        return free


def _fold(path: str) -> int:
    folded = path.lower() if path.isascii() else _folded(path)
    return int.from_bytes(blake2b(folded.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def _folded(path: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", path).casefold())


def _numbered_name(name: str, number: int) -> str:
    return f"{name}-{number}"


def _numbered_file(path: str, number: int) -> str:
    folder, slash, name = path.rpartition("/")
    if slash and folder and name in _SUFFIXED_FOLDERS:
        return f"{folder}-{number}/{name}"
    stem, dot, extension = name.rpartition(".")
    return f"{folder}{slash}{stem}-{number}.{extension}" if dot and stem else f"{path}-{number}"


def _from_words(text: str, style: Literal["wordpress", "ascii"]) -> str:
    if style == "ascii":
        return str(slugify(text, entities=False, decimal=False, hexadecimal=False))
    # slugify's own pattern would cut words of Thai and Hindi at their vowel marks.
    words = "".join(char if _is_word(char) else "-" for char in text)
    return str(
        slugify(words, entities=False, decimal=False, hexadecimal=False, allow_unicode=True, regex_pattern=_DASHES)
    )


def _is_word(char: str) -> bool:
    return char.isalnum() or (
        ord(char) > 0x2FF and unicodedata.category(char)[0] == "M" and not "\ufe00" <= char <= "\ufe0f"
    )


def _kept_characters(text: str) -> str:
    return "".join(
        char if _is_kept(char) or (char in _JOINERS and _joins(text, at)) else "-" if _parts_words(char) else ""
        for at, char in enumerate(text)
    )


def _is_kept(char: str) -> bool:
    if char.isascii():
        return char.isalnum() or char in "-_."
    category = unicodedata.category(char)
    if category[0] in "LMN" or category == "So":
        return True
    point = ord(char)
    return 0x1F3FB <= point <= 0x1F3FF or (category == "Cn" and any(low <= point <= high for low, high in _NEWER))


def _parts_words(char: str) -> bool:
    return unicodedata.category(char)[0] in "PSZ" or char in "\t\n\r"


def _joins(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and _is_joined(text[at - 1]) and _is_joined(text[at + 1])


def _is_joined(char: str) -> bool:
    return _is_kept(char) and char not in "-_."


def _cut(slug: str) -> str:
    """Cut a slug that is too long at the edge of what a reader takes for a character, and tell such slugs apart."""
    raw = slug.encode("utf-8", "replace")
    if len(raw) <= _LONGEST:
        return slug
    mark = blake2b(raw, digest_size=4).hexdigest()
    head = raw[: _LONGEST - len(mark) - 1].decode("utf-8", "ignore")
    at = len(head)
    while at and _continues(slug, at):
        at -= 1
    return f"{(slug[:at] if at else head).rstrip('-.')}-{mark}"


def _continues(text: str, at: int) -> bool:
    """Say whether a reader sees the characters before and after `at` as one."""
    before, after = text[at - 1], text[at]
    if after in _JOINERS or before == "\u200d" or unicodedata.category(after)[0] == "M":
        return True
    if _is_flag(after):
        run = next((n for n in range(at) if not _is_flag(text[at - 1 - n])), at)
        return run % 2 == 1
    return "\U0001f3fb" <= after <= "\U0001f3ff" or "\u1160" <= after <= "\u11ff"


def _is_flag(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _no_index(slug: str) -> str:
    """Generators give these names a meaning of their own, and a folder must not be called like another item's file."""
    if slug.casefold().endswith(".md"):
        slug = f"{slug[:-3]}-md"
    return f"{slug}-2" if slug.casefold() in ("index", "_index") else slug
