"""Variables in texts for search engines: `%%title%% %%sep%% %%sitename%%` as the page's reader saw it."""

import re
from collections.abc import Callable, Mapping
from typing import Final

from wpmigrate.content.parts import About

Values = Mapping[str, Callable[[About], str]]

_SEPARATOR: Final = "-"
_SPACE: Final = re.compile(r"\s+")
_DANGLING: Final = re.compile(r"^(?:[-–—|•·»:]\s)+|(?:\s[-–—|•·»:])+$")
_REPEATED: Final = re.compile(r"(\s[-–—|•·»:])(?:\s[-–—|•·»:])+(?=\s)")


def expand(text: str, pattern: re.Pattern[str], names: Mapping[str, str], about: About) -> tuple[str, list[str]]:
    """Fill in the variables that `pattern` finds (its first group is the name), and answer those that nobody knows.

    `names` is the plugin's word → ours (VALUES). What a missing value leaves behind, such as a separator at the end, goes too.
    """
    unknown: list[str] = []

    def value(found: re.Match[str]) -> str:
        name, _, argument = found[1].replace("(", " ", 1).rstrip(")").partition(" ")
        ours = names.get(name)
        if ours is not None:
            return VALUES[ours](about)
        for prefix in ("cf_", "_cf_", "custom_field-", "customfield"):
            if name.startswith(prefix):
                return about.facts.meta(argument or name.removeprefix(prefix))
        unknown.append(found[0])
        return ""

    made = pattern.sub(value, text)
    if made == text:
        return text.strip(), unknown
    line = _REPEATED.sub(r"\1", _SPACE.sub(" ", made).strip())
    return _DANGLING.sub("", line).strip(), unknown


def _terms(taxonomy: str, most: int = 0) -> Callable[[About], str]:
    def names(about: About) -> str:
        found = [term.name for term in about.post.terms if term.taxonomy == taxonomy]
        return ", ".join(found[:most] if most else found)

    return names


def _primary(about: About) -> str:
    terms = [term for term in about.post.terms if term.taxonomy == "category"]
    numbers = (about.facts.meta(key) for key in _PRIMARY)
    chosen = next((about.facts.reference("category", int(one)) for one in numbers if one.isdecimal()), None)
    if chosen is not None:
        return chosen.title
    return terms[0].name if terms else ""


def _excerpt(about: About) -> str:
    return _SPACE.sub(" ", re.sub(r"<[^<>]*>", "", about.post.excerpt)).strip() or about.words()


def _date(start: int, end: int) -> Callable[[About], str]:
    return lambda about: (about.post.date or "")[start:end]


def _keyword(about: About) -> str:
    told = (about.facts.meta(key) for key in _KEYWORDS)
    return next((text.partition(",")[0].strip() for text in told if text), "")


def _parent(about: About) -> str:
    found = about.facts.reference("post", about.post.parent) if about.post.parent else None
    return found.title if found else ""


_PRIMARY: Final = ("_yoast_wpseo_primary_category", "rank_math_primary_category", "_seopress_robots_primary_cat")
_KEYWORDS: Final = ("_yoast_wpseo_focuskw", "rank_math_focus_keyword", "_seopress_analysis_target_kw")

VALUES: Final[Values] = {
    "title": lambda about: about.post.title,
    "site": lambda about: about.site.title,
    "tagline": lambda about: about.site.description,
    "separator": lambda _: _SEPARATOR,
    "excerpt": _excerpt,
    "written excerpt": lambda about: about.post.excerpt,
    "category": _primary,
    "categories": _terms("category"),
    "tag": _terms("post_tag", 1),
    "tags": _terms("post_tag"),
    "author": lambda about: about.authors[0] if about.authors else "",
    "id": lambda about: str(about.post.place.id or ""),
    "type": lambda about: about.post.place.type,
    "date": _date(0, 10),
    "modified": lambda about: (about.post.modified or "")[:10],
    "year": _date(0, 4),
    "month": _date(5, 7),
    "day": _date(8, 10),
    "keyword": _keyword,
    "parent": _parent,
    "nothing": lambda _: "",
}
