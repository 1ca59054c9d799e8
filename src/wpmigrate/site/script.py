"""The language a text shows by its script, where that is another than the site's."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from wpmigrate.site.titles import plain_title

_FIELDS: Final = frozenset(
    ("_icl_lang_code", "_wpml_import_language_code", "_wpml_language", "_pll_language", "_locale")
)
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")
_WINDOW: Final = 2500
_LONGEST: Final = 2000
_FEWEST: Final = 20
_SHARE: Final = 0.6
_RARE: Final = 250

_SCRIPTS: Final = {
    "hangul": re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]+"),
    "han": re.compile("[\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d]+"),
    "cyrillic": re.compile("[\u0400-\u052f]+"),
    "arabic": re.compile("[\u0620-\u064a\u066e-\u06d3\u0750-\u077f]+"),
    "hebrew": re.compile("[\u05d0-\u05ea]+"),
    "greek": re.compile("[\u0370-\u03ff\u1f00-\u1fff]+"),
    "thai": re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]+"),
    "devanagari": re.compile("[\u0900-\u0963\u0970-\u097f]+"),
}
# The bytes that begin a character of those scripts in UTF-8, and some others: never fewer than there are such letters.
_LEADS: Final = bytes(byte for byte in range(0xCD, 0xF0) if byte != 0xE2)
# Bytes that begin nothing but letters of one script.
_SURE: Final = {
    "hangul": b"\xeb\xec", "han": bytes(range(0xE5, 0xEA)), "cyrillic": b"\xd0\xd1\xd2\xd3", "greek": b"\xce\xcf",
}  # fmt: skip
_NOT_LATIN: Final = re.compile("[\u0370-\u1fff\u3005-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff66-\uff9d]+")
# Letters that only one language of a script has, the most telling first; the last one of a script needs none.
_LANGUAGES: Final = {
    "hangul": (("ko", ""),),
    "han": (("ja", "[\u3041-\u30fa\uff66-\uff9d]"), ("zh", "")),
    "cyrillic": (
        ("uk", "[їєґЇЄҐ]"), ("be", "[ўЎ]"), ("kk", "[әқңұӘҚҢҰ]"), ("mk", "[ѓќѕЃЌЅ]"), ("sr", "[ђћџјљњЂЋЏЈЉЊ]"),
        ("ru", "[ыэёЫЭЁ]"), ("bg", "[ъЪѝ]"), ("ru", ""),
    ),
    "arabic": (("ur", "[ٹڈڑںے]"), ("fa", "[پچژگ]"), ("ar", "")),
    "hebrew": (("he", ""),),
    "greek": (("el", ""),),
    "thai": (("th", ""),),
    "devanagari": (("hi", ""),),
}  # fmt: skip
_HOMES: Final = {
    "ko": "hangul", "ja": "han", "zh": "han", "yue": "han", "ru": "cyrillic", "uk": "cyrillic", "be": "cyrillic",
    "bg": "cyrillic", "mk": "cyrillic", "sr": "cyrillic", "kk": "cyrillic", "ky": "cyrillic", "mn": "cyrillic",
    "tg": "cyrillic", "tt": "cyrillic", "ba": "cyrillic", "sah": "cyrillic", "ar": "arabic", "ary": "arabic",
    "arz": "arabic", "fa": "arabic", "ur": "arabic", "ps": "arabic", "ckb": "arabic", "ug": "arabic", "sd": "arabic",
    "azb": "arabic", "he": "hebrew", "yi": "hebrew", "el": "greek", "th": "thai", "hi": "devanagari",
    "mr": "devanagari", "ne": "devanagari", "sa": "devanagari",
}  # fmt: skip


def foreign_language(title: str, body: str, site_language: str) -> str:
    """Answer the language of a text most of whose letters are of another script than the site's language, else nothing."""
    if not site_language:
        return ""
    head = body[:_WINDOW]
    at_home = _HOMES.get(primary(site_language), "")
    most, fewest = _bounds(title, head, _SURE.get(at_home, b""))
    if most < _FEWEST * _SHARE or fewest > most / 2:
        return ""
    home = _SCRIPTS.get(at_home)
    odd = _hidden(title) + _hidden(head)
    if odd < _FEWEST * _SHARE or (home and len(_all(home, head)) > odd / 2):
        return ""
    text = plain_title(f"{title}\n{head}")[:_LONGEST]
    script, found = max(((name, _all(one, text)) for name, one in _SCRIPTS.items()), key=lambda pair: len(pair[1]))
    letters = sum(map(str.isalpha, text)) + sum(not char.isalpha() for char in found)  # vowel signs stand on letters
    if letters < _FEWEST or len(found) < letters * _SHARE or _HOMES.get(primary(site_language)) == script:
        return ""
    return next(language for language, letter in _LANGUAGES[script] if not letter or _has(text, letter))


def language_field(meta: Iterable[tuple[str, str]]) -> str:
    """Answer the language that a multilingual plugin keeps in a field: WPML, Polylang, Bogo."""
    told = next((value.strip().replace("_", "-") for key, value in meta if key in _FIELDS), "")
    return told if _TAG.fullmatch(told) else ""


@lru_cache(maxsize=64)
def primary(language: str) -> str:
    """Answer the language of a tag without its country: `ko` of `ko-KR`."""
    return re.split("[-_]", language.strip().lower(), maxsplit=1)[0]


def _bounds(title: str, head: str, sure: bytes) -> tuple[int, int]:
    """Answer what `_hidden` of both surely does not exceed, and how many letters of home there surely are in `head`."""
    most, fewest = title.count("&#") + head.count("&#"), 0
    if not title.isascii():
        raw = title.encode("utf-8", "surrogatepass")
        most += len(raw) - len(raw.translate(None, _LEADS))
    if not head.isascii():
        raw = head.encode("utf-8", "surrogatepass")
        most += len(raw) - len(raw.translate(None, _LEADS))
        fewest = len(raw) - len(raw.translate(None, sure)) if sure else 0
    return most, fewest


def _hidden(text: str) -> int:
    """Count what is, or may be, a letter of another script than Latin, before anything is decoded."""
    return (0 if text.isascii() else len(_all(_NOT_LATIN, text))) + text.count("&#")


def _all(letters: re.Pattern[str], text: str) -> str:
    return "".join(letters.findall(text))


def _has(text: str, letter: str) -> bool:
    """Say whether a letter stands there more often than in a quoted name: one makes no language."""
    return len(re.findall(letter, text)) * _RARE >= len(text)
