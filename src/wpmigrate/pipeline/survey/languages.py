"""In which languages a site speaks, by what its channel and its multilingual plugin tell."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from wpmigrate.report.inspection import Language
from wpmigrate.site.script import language_field, primary
from wpmigrate.site.selection import INTERNAL_TYPES
from wpmigrate.wxr.records import ChannelRecord, ItemRecord

_QTRANSLATE: Final = re.compile(r"\[:([a-z]{2})\]|<!--:([a-z]{2})-->")
_FIELD_PLUGINS: Final = {
    "_icl_lang_code": "WPML",
    "_wpml_import_language_code": "WPML",
    "_wpml_language": "WPML",
    "_pll_language": "Polylang",
    "_locale": "Bogo",
}


class LanguageTally:
    """Counts that grow while the items pass."""

    def __init__(self) -> None:
        self._channel = ""
        self._told: Counter[tuple[str, str]] = Counter()

    def see_channel(self, channel: ChannelRecord) -> None:
        """Take the language of a channel, and those that Polylang's terms name."""
        self._channel = self._channel or channel.language
        for term in channel.terms:
            if term.taxonomy == "language" and term.slug:
                self._told[term.slug, "Polylang"] += 0

    def see(self, item: ItemRecord) -> None:
        """Count the languages of one item."""
        for use in item.terms:
            if use.taxonomy == "language" and use.slug:
                self._told[use.slug, "Polylang"] += 1
        for key, _ in item.meta:
            if key in _FIELD_PLUGINS and item.type not in INTERNAL_TYPES:  # a form of Contact Form 7 has a _locale too
                self._see_field(item)
                break
        # Two looks for one character are quicker than one for two; qTranslate's comments are older than blocks.
        body = item.content
        bracketed = "[" in body and "[:" in body
        commented = "<!--:" in item.title or ("<!--" in body and "<!-- wp:" not in body and "<!--:" in body)
        if bracketed or commented or "[:" in item.title:
            found = _QTRANSLATE.findall(f"{item.title}\n{body}")
            self._told.update({(square or comment, "qTranslate") for square, comment in found})

    def _see_field(self, item: ItemRecord) -> None:
        code = language_field(item.meta)
        if code:
            plugin = next(_FIELD_PLUGINS[key] for key, _ in item.meta if key in _FIELD_PLUGINS)
            self._told[code, plugin] += 1

    def languages(self) -> tuple[Language, ...]:
        """List the languages: the channel's, then those of plugins, the most frequent first."""
        return tuple(self._listed())

    def _listed(self) -> Iterator[Language]:
        if self._channel:
            yield Language(self._channel, "the channel")
        for (code, plugin), count in sorted(self._told.items(), key=lambda pair: (-pair[1], pair[0])):
            yield Language(code, plugin, count)

    def several(self) -> bool:
        """Say whether the site speaks more than one language."""
        codes = {primary(code) for code, _ in self._told} | ({primary(self._channel)} - {""})
        return len(codes) > 1
