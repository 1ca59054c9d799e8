"""Several languages of one site: which an item is in, what it is a translation of, and items that hold several at once.

qTranslate keeps all languages in one field: `[:en]Tea[:ko]차[:]`, or `<!--:en-->Tea<!--:--><!--:ko-->차<!--:-->`. Such an item
becomes one item for each language it has a body in: the first keeps its id, the others stand where qTranslate shows them,
below `/<language>/`.
"""

import re
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from wpmigrate.site.fields import first
from wpmigrate.site.script import language_field, primary
from wpmigrate.wxr.records import ItemRecord

STRIDE: Final = 1 << 40
"""The editions of an item have its ordinal and a multiple of this."""
_STARTS: Final = ("[:", "<!--:", "{:")
_CODE: Final = r"[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?"
_TAG: Final = re.compile(rf"<!--:({_CODE})?-->|\[:({_CODE})?\]|\{{:({_CODE})?\}}")
_WITHIN: Final = re.compile(rf"(?<![\w)\]])\[:{_CODE}\].*?\[:\]|<!--:{_CODE}-->.*?<!--:-->", re.DOTALL)
_GROUPS: Final = ("_wpml_import_translation_group", "_original_post", "_icl_translation_of")
_ONE_TEXT: Final = frozenset(("attachment", "nav_menu_item", "revision", "wp_block", "wp_navigation", "guest-author"))


def told_language(item: ItemRecord) -> str:
    """Answer the language that a multilingual plugin gives an item, as a file name can hold it."""
    told = next((use.slug for use in item.terms if use.taxonomy == "language"), "") or language_field(item.meta)
    return told.lower().replace("_", "-")


def kin_of(item: ItemRecord) -> str:
    """Answer the name that an item shares with its translations, or nothing."""
    shared = next((use.slug for use in item.terms if use.taxonomy == "post_translations"), "")
    return shared or next((told for key in _GROUPS if (told := first(item.meta, key).strip())), "")


def is_several(text: str) -> bool:
    """Say whether a field holds several languages: somewhere one begins and ends, or it begins with the mark of one and another follows.

    One mark alone is something else, such as the `{:toc}` of other tools.
    """
    if "[:" not in text and "<!--:" not in text and "{:" not in text:
        return False
    if _WITHIN.search(text):
        return True
    text = text.lstrip()
    found = _TAG.match(text) if text.startswith(_STARTS) else None
    return found is not None and any(found.groups()) and _TAG.search(text, found.end()) is not None


def texts(text: str) -> dict[str, str]:
    """Answer language → text of a field; what stands outside of the marks is in all of them."""
    marks = list(_TAG.finditer(text))
    languages = dict.fromkeys(code.lower() for mark in marks if (code := mark[1] or mark[2] or mark[3]))
    found: dict[str, list[str]] = {language: [] for language in languages}
    current, at = "", 0
    for mark in [*marks, None]:
        piece = text[at : mark.start() if mark else len(text)]
        for language in (current,) if current else languages:
            found[language].append(piece)
        current, at = ((mark[1] or mark[2] or mark[3] or "").lower(), mark.end()) if mark else ("", at)
    return {language: "".join(pieces).strip() for language, pieces in found.items()}


def editions(item: ItemRecord, home: str, site_url: str) -> Iterator[tuple[str, ItemRecord]]:
    """Yield language → item, the one that keeps the id first; an item of one language is itself, its language unsaid."""
    if not any(map(is_several, (item.title, item.content, item.excerpt))):
        yield "", item
        return
    languages = _languages(item, primary(home))
    if item.type in _ONE_TEXT:
        languages = languages[:1]
    for number, language in enumerate(languages):
        one = _in_language(item, language, languages)
        yield language, one if number == 0 else _beside(one, language, site_url)


def edition(item: ItemRecord, number: int, home: str, site_url: str) -> ItemRecord:
    """Answer one edition of an item by its place among them."""
    found = [one for _, one in editions(item, home, site_url)]
    return found[min(number, len(found) - 1)]


def in_home_language(text: str, home: str) -> str:
    """Answer a name in the site's own language, or in the first it has."""
    if not text or not is_several(text):
        return text
    found = texts(text)
    return found.get(primary(home)) or next((one for one in found.values() if one), "")


def _languages(item: ItemRecord, home: str) -> list[str]:
    """List the languages that an item has a body in, or a title where its body is of all."""
    telling = next(text for text in (item.content, item.title, item.excerpt) if is_several(text))
    found = [language for language, text in texts(telling).items() if text] or list(texts(telling))
    return sorted(found, key=lambda language: language != home)


def _in_language(item: ItemRecord, language: str, languages: list[str]) -> ItemRecord:
    def said(text: str, *, instead: bool) -> str:
        if not is_several(text):
            return text
        found = texts(text)
        others = (found[one] for one in (*languages, *found) if found.get(one)) if instead else iter(())
        return found.get(language) or next(others, "")

    return replace(
        item,
        title=said(item.title, instead=True),
        content=said(item.content, instead=False),
        excerpt=said(item.excerpt, instead=False),
        meta=tuple((key, said(value, instead=True)) for key, value in item.meta),
        terms=tuple(replace(use, name=said(use.name, instead=True)) for use in item.terms),
    )


def _beside(item: ItemRecord, language: str, site_url: str) -> ItemRecord:
    """Answer an edition that stands beside the one that keeps the id, the old addresses and the comments."""
    root = site_url.rstrip("/")
    link = (
        f"{root}/{language}{item.link[len(root) :]}"
        if root and item.link.startswith(root) and "?" not in item.link
        else ""
    )
    return replace(item, link=link, guid="", comments=())
