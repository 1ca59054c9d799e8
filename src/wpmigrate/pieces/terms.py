"""Terms as front matter says them, and where their lists stand."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal, TypeAlias

from wpmigrate.contract import Term
from wpmigrate.model import TermRef

TermWords: TypeAlias = Literal["names", "slugs"]
PLURALS: Final = {"category": "categories", "post_tag": "tags"}
_USUAL_BASES: Final = {"category": "category_base", "post_tag": "tag_base"}


def terms_by_key(
    terms: Sequence[TermRef], words: TermWords = "names", keys: Mapping[str, str] = PLURALS
) -> dict[str, list[str]]:
    """Answer front matter key → the words of an item's terms; a taxonomy without a key of its own has its name."""
    found: dict[str, list[str]] = {}
    for term in terms:
        found.setdefault(keys.get(term.taxonomy, term.taxonomy), []).append(term_word(term, words))
    return found


def term_word(term: Term | TermRef, words: TermWords = "names") -> str:
    """Answer the word that stands for a term, which no other term of its taxonomy has."""
    if words == "slugs":
        return term.slug
    return f"{term.name} ({term.slug})" if term.ambiguous else term.name


def term_url(term: Term, options: Any) -> str:
    """Answer where WordPress lists a term: `options` may tell `category_base` and `tag_base`, which no export does."""
    base = getattr(options, _USUAL_BASES.get(term.taxonomy, ""), "") or {"post_tag": "tag"}.get(
        term.taxonomy, term.taxonomy
    )
    return f"{edition_path(term)}/{base.strip('/')}/{term.path}/"


def edition_path(term: Term) -> str:
    """Answer what the address of a term begins with that is used in other languages than the site's own alone."""
    return f"/{term.editions[0]}" if term.editions and "" not in term.editions else ""
