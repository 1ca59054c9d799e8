"""An item as it stands in the export, less what is nobody's to publish: for targets that write exports again."""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from wpmigrate.model import Attachment, Author, Post
from wpmigrate.site.fields import first, public_fields
from wpmigrate.site.index import SiteIndex
from wpmigrate.site.options import SiteOptions
from wpmigrate.site.permalinks import safe_url
from wpmigrate.site.selection import SHARED_TYPES, Decision
from wpmigrate.site.slugs import decode_slug, encode_slug
from wpmigrate.site.terms import INTERNAL_TAXONOMIES, fold_taxonomy
from wpmigrate.site.threads import shown_records
from wpmigrate.site.titles import plain_name, stored_name
from wpmigrate.wxr.php import serialize
from wpmigrate.wxr.records import CommentRecord, ItemRecord, TermUse

Meta = tuple[tuple[str, str], ...]

_UNKNOWN: Final = "Unknown author"
_KEPT_NOISE: Final = frozenset(
    ("_thumbnail_id", "_wp_page_template", "footnotes", "_wp_old_date", "_elementor_edit_mode")
)
_KEPT_PREFIXES: Final = ("_oembed_",)


def public_record(item: ItemRecord, post: Post, authors: Sequence[Author], index: SiteIndex) -> ItemRecord:
    """Answer a written post with the comments that are shown, and its own bookkeeping where that means something."""
    slugs = tuple(("_wp_old_slug", encode_slug(slug)) for slug in post.old_slugs)
    own = replace(item, id=_own_id(item, post.place.key))
    return replace(_common(own, authors, index), meta=slugs + _kept(item.meta, index.options))


def _own_id(item: ItemRecord, key: str) -> int:
    """Answer an item's id, or none where another item had it first: importers take the two for one."""
    return item.id if key == str(item.id) else 0


def public_attachment(
    item: ItemRecord, attachment: Attachment, authors: Sequence[Author], index: SiteIndex
) -> ItemRecord:
    """Answer a written media file: of its fields what its public record holds."""
    meta: Meta = (("_wp_attached_file", attachment.file),) if attachment.file else ()
    if attachment.width and attachment.height:
        size = {"width": attachment.width, "height": attachment.height, "file": attachment.file}
        meta += (("_wp_attachment_metadata", serialize(size)),)
    alt = tuple(pair for pair in item.meta if pair[0] == "_wp_attachment_image_alt")
    return replace(_common(item, authors, index), attachment_url=attachment.url, meta=meta + alt)


def public_block(item: ItemRecord, index: SiteIndex) -> ItemRecord:
    """Answer a block that bodies share."""
    return replace(_common(item, (), index), meta=_kept(item.meta, index.options), comments=())


def public_entry(item: ItemRecord, index: SiteIndex) -> ItemRecord:
    """Answer an entry of a menu, in the menu that shows it and hung where it is shown."""
    words = {plain_name(word) for use in item.terms for word in (decode_slug(use.slug), use.name)}
    shown = index.menu_entries(item.id)
    menu, entry = next((pair for pair in shown if {pair[0].slug, pair[0].name} & words), (None, None))
    told = {
        "_menu_item_menu_item_parent": str((entry and entry.parent) or 0),
        "_menu_item_url": safe_url(first(item.meta, "_menu_item_url")),
    }
    return replace(
        _common(item, index.author_of(item.creator), index),
        meta=tuple((key, told.get(key, value)) for key, value in item.meta if key.startswith("_menu_item_")),
        terms=(TermUse("nav_menu", encode_slug(menu.slug), stored_name(menu.name)),) if menu else (),
        comments=(),
    )


def other_record(item: ItemRecord, decision: Decision, index: SiteIndex) -> tuple[ItemRecord, Attachment | None] | None:
    """Answer what is written of a media file, an entry of a menu or a shared block, or None for anything else."""
    if decision.outcome == "menu":
        return public_entry(item, index), None
    if decision.outcome == "attachment":
        attachment = index.attachment_at(decision.ordinal)
        authors = index.author_of(item.creator)
        own = replace(item, id=_own_id(item, decision.key))
        return None if attachment is None else (public_attachment(own, attachment, authors, index), attachment)
    shared = decision.reason == "internal-type" and item.type in SHARED_TYPES
    if shared and item.status == "publish" and not item.password:
        return public_block(item, index), None
    return None


def creator_of(authors: Sequence[Author]) -> str:
    """Answer the login of who created an item, or nothing where nobody knows."""
    first = next(iter(authors), None)
    return "" if first is None or (first.placeholder and first.name == _UNKNOWN) else first.login


def _common(item: ItemRecord, authors: Sequence[Author], index: SiteIndex) -> ItemRecord:
    return replace(
        item,
        creator=creator_of(authors),
        terms=(*_terms(item, index), *(TermUse("author", f"cap-{one.login}", one.name) for one in authors[1:])),
        comments=tuple(_public_comment(one, index.options) for one in shown_records(item)),
        unknown=(),
    )


def _terms(item: ItemRecord, index: SiteIndex) -> Iterator[TermUse]:
    """List the terms of an item under the slugs and names that they are written with."""
    for use in item.terms:
        if fold_taxonomy(use.taxonomy) not in INTERNAL_TAXONOMIES:
            term = index.term_ref(use)
            yield TermUse(term.taxonomy, encode_slug(term.slug), stored_name(term.name))
        elif use.taxonomy != "author":
            yield use


def _kept(meta: Meta, options: SiteOptions) -> Meta:
    noise = tuple(pair for pair in meta if pair[0] in _KEPT_NOISE or pair[0].startswith(_KEPT_PREFIXES))
    return noise + public_fields(meta, personal_data=options.personal_data)


def _public_comment(comment: CommentRecord, options: SiteOptions) -> CommentRecord:
    personal = options.personal_data
    return replace(
        comment,
        email=comment.email if personal else "",
        ip=comment.ip if personal else "",
        meta=public_fields(comment.meta, personal_data=personal, hidden=False),
    )
