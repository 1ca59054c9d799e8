"""The lists of a site as data for a theme: each with the front matter key and the word that put an item into it."""

from collections.abc import Callable
from typing import Any

from wpmigrate.contract import SiteJob
from wpmigrate.pieces.pages import listed, term_key
from wpmigrate.pieces.terms import term_word

ARCHIVE = "archive"


def list_data(job: SiteJob, key_of: Callable[[str], str], *, by_language: bool = False) -> list[dict[str, Any]]:
    """Answer the facts of every list of a term, an author or a post type; `key_of` answers the front matter key of a taxonomy."""
    words = {term_key(term.taxonomy, term.slug): term_word(term, job.options.terms) for term in job.terms}
    return [
        _entry(facts, words.get(key) or words.get(key.rpartition("@")[0], facts["slug"]), key_of)
        for key, facts in listed(job, by_language=by_language)
    ]


def _entry(facts: dict[str, Any], word: str, key_of: Callable[[str], str]) -> dict[str, Any]:
    if "parent" in facts:
        field = key_of(facts["kind"])
    else:
        field, word = ("authors" if "website" in facts else ARCHIVE), facts["slug"]
    entry = {"field": field, "word": word, **{name: value for name, value in facts.items() if name != "kind"}}
    return {name: value for name, value in entry.items() if value or name == "url"}
