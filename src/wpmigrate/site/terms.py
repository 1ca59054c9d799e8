"""Terms: defined in the channel or derived from the items that use them, with their place in the hierarchy."""

from collections import Counter
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.model import Term
from wpmigrate.site.fields import decoded_fields
from wpmigrate.site.slugs import Allocator, decode_slug, safe_segment, word_slug
from wpmigrate.site.titles import plain_name
from wpmigrate.wxr.records import TermRecord

INTERNAL_TAXONOMIES: Final = frozenset(
    (
        "nav_menu", "author", "language", "term_language", "post_translations", "term_translations", "post_format",
        "wp_theme", "wp_template_part_area", "wp_pattern_category", "link_category", "elementor_library_type",
        "elementor_library_category", "elementor_font_type", "product_type", "product_visibility",
        "translation_priority", "amp_validation_error",
    )
)  # fmt: skip
_DEEPEST: Final = 50

Key = tuple[str, str]


class Entry(Struct, frozen=True):
    """A term with the words items use for it: the decoded slug as it stood, which `term.slug` may not be."""

    term: Term
    raw: str


class TermBook:
    """The terms of the channels of one site."""

    def __init__(self) -> None:
        self._records: dict[Key, TermRecord] = {}
        self._names: dict[Key, str] = {}
        self._derived: set[Key] = set()
        self._by_name: set[Key] = set()

    def define(self, record: TermRecord, *, parent_by_name: bool) -> None:
        """Take a term of a channel; the same one of another part replaces it unless it says less."""
        taxonomy = fold_taxonomy(record.taxonomy)
        slug = decode_slug(record.slug) or word_slug(plain_name(record.name), "term")
        key = (taxonomy, slug)
        known = self._records.get(key)
        if known is not None and known.id and not record.id:
            return
        self._records[key] = replace(record, taxonomy=taxonomy)
        self._names.setdefault((taxonomy, plain_name(record.name)), slug)
        (self._by_name.add if parent_by_name else self._by_name.discard)(key)

    def keys(self) -> frozenset[Key]:
        """List taxonomy and decoded slug of the terms that are defined."""
        return frozenset(self._records)

    def find(self, taxonomy: str, slug: str, name: str) -> str | None:
        """Answer the raw slug of a defined term: by slug, or by name where an item gives no slug."""
        decoded = decode_slug(slug)
        if decoded:
            return decoded if (taxonomy, decoded) in self._records else None
        return self._names.get((taxonomy, plain_name(name)))

    def derive(self, taxonomy: str, slug: str, name: str) -> None:
        """Take a term that an item uses and no channel defines."""
        if self.find(taxonomy, slug, name) is None:
            self.define(TermRecord(taxonomy=taxonomy, slug=slug, name=name or decode_slug(slug)), parent_by_name=False)
            self._derived.add((taxonomy, self.find(taxonomy, slug, name) or ""))

    def settle(self) -> tuple[list[Entry], list[tuple[str, Diagnostic]]]:
        """Answer every term with slug, parent and path, and what is poorer about them."""
        findings: list[tuple[Key, Diagnostic]] = []
        slugs = self._public_slugs(findings)
        parents = self._parents(findings)
        twins = self._twins()
        terms = ((key, self._term(key, record, slugs, parents)) for key, record in self._records.items())
        entries = [Entry(replace(term, ambiguous=twins[_label(key[0], term.name)] > 1), key[1]) for key, term in terms]
        findings += [(key, Diagnostic(Code.TERM_DERIVED)) for key in self._records if key in self._derived]
        shown = [(key, one) for key, one in findings if key[0] not in INTERNAL_TAXONOMIES]
        return entries, [(f"{safe_taxonomy(taxonomy)}/{slugs[taxonomy, raw]}", one) for (taxonomy, raw), one in shown]

    def _twins(self) -> Counter[Key]:
        return Counter(_label(key[0], record.name or key[1]) for key, record in self._records.items())

    def _public_slugs(self, findings: list[tuple[Key, Diagnostic]]) -> dict[Key, str]:
        allocator = Allocator()
        slugs = {}
        for key, record in self._records.items():
            safe = safe_segment(key[1], f"term-{record.id}" if record.id else "term")
            slugs[key] = allocator.allocate_name(f"{key[0]}\n{safe}").rpartition("\n")[2]
            if slugs[key] != key[1]:
                findings.append((key, Diagnostic(Code.SLUG_CHANGED, slugs[key])))
        return slugs

    def _parents(self, findings: list[tuple[Key, Diagnostic]]) -> dict[Key, Key]:
        parents: dict[Key, Key] = {}
        for key, record in self._records.items():
            if record.parent:
                parent = self._parent(key, record.parent)
                if parent is None:
                    findings.append((key, Diagnostic(Code.TERM_PARENT_MISSING)))
                else:
                    parents[key] = parent
        ringed = Diagnostic(Code.TERM_PARENT_MISSING, "terms were each other's parents")
        findings += [(key, ringed) for key in cut_rings(parents)]
        return parents

    def _parent(self, key: Key, word: str) -> Key | None:
        """Find a parent: WXR 1.0 gives its name, later versions its slug; files of other producers mix them."""
        taxonomy = key[0]
        by_slug = (taxonomy, decode_slug(word))
        by_name = (taxonomy, self._names.get((taxonomy, plain_name(word)), ""))
        order = (by_name, by_slug) if key in self._by_name else (by_slug, by_name)
        return next((one for one in order if one in self._records), None)

    def _term(self, key: Key, record: TermRecord, slugs: dict[Key, str], parents: dict[Key, Key]) -> Term:
        path = [slugs[key]]
        above = parents.get(key)
        while above is not None and len(path) < _DEEPEST:
            path.append(slugs[above])
            above = parents.get(above)
        parent = parents.get(key)
        return Term(
            taxonomy=safe_taxonomy(key[0]),
            slug=slugs[key],
            name=plain_name(record.name) or key[1],
            path="/".join(reversed(path)),
            id=record.id or None,
            parent=slugs[parent] if parent else "",
            description=record.description,
            meta=decoded_fields(record.meta).kept,
            derived=key in self._derived,
        )


def _label(taxonomy: str, name: str) -> Key:
    """Answer what generators that make addresses of names take a term for."""
    return taxonomy, "".join(plain_name(name).casefold().replace("-", " ").split())


def fold_taxonomy(taxonomy: str) -> str:
    """Old exports call the taxonomy of tags `tag`."""
    return "post_tag" if taxonomy == "tag" else taxonomy or "category"


def safe_taxonomy(taxonomy: str) -> str:
    """Answer a taxonomy's name as it may stand in a path or a front matter key."""
    return safe_segment(taxonomy, "taxonomy")


def cut_rings(parents: dict[Key, Key]) -> list[Key]:
    """Take the parent from one term of each ring, the first that is met, and say which."""
    done: set[Key] = set()
    cut: list[Key] = []
    for start in list(parents):
        trail: set[Key] = set()
        at: Key | None = start
        while at is not None and at not in done and at not in trail:
            trail.add(at)
            at = parents.get(at)
        if at is not None and at in trail:
            del parents[at]
            cut.append(at)
        done |= trail
    return cut
