"""An item as it stands in the export, less what is nobody's to publish: for targets that write exports again."""

from collections.abc import Iterator, Sequence
from typing import Final

from msgspec.structs import replace

from wpmigrate.model import Attachment, Author
from wpmigrate.site.fields import public_fields
from wpmigrate.site.index import SiteIndex
from wpmigrate.site.options import SiteOptions
from wpmigrate.site.selection import SHARED_TYPES, Decision
from wpmigrate.site.slugs import encode_slug
from wpmigrate.site.terms import fold_taxonomy
from wpmigrate.site.threads import shown_records
from wpmigrate.wxr.php import serialize
from wpmigrate.wxr.records import CommentRecord, ItemRecord, TermUse

Meta = tuple[tuple[str, str], ...]

_UNKNOWN: Final = "Unknown author"
_KEPT_NOISE: Final = frozenset(
    ("_thumbnail_id", "_wp_page_template", "footnotes", "_wp_old_date", "_elementor_edit_mode")
)
_KEPT_PREFIXES: Final = ("_oembed_",)


def public_record(
    item: ItemRecord, authors: Sequence[Author], old_slugs: Sequence[str], options: SiteOptions
) -> ItemRecord:
    """Answer a written post with the comments that are shown, and its own bookkeeping where that means something."""
    slugs = tuple(("_wp_old_slug", encode_slug(slug)) for slug in old_slugs)
    return replace(_common(item, authors, options), meta=slugs + _kept(item.meta, options))


def public_attachment(
    item: ItemRecord, attachment: Attachment, authors: Sequence[Author], options: SiteOptions
) -> ItemRecord:
    """Answer a written media file: of its fields what its public record holds."""
    meta: Meta = (("_wp_attached_file", attachment.file),) if attachment.file else ()
    if attachment.width and attachment.height:
        size = {"width": attachment.width, "height": attachment.height, "file": attachment.file}
        meta += (("_wp_attachment_metadata", serialize(size)),)
    alt = tuple(pair for pair in item.meta if pair[0] == "_wp_attachment_image_alt")
    return replace(_common(item, authors, options), attachment_url=attachment.url, meta=meta + alt)


def public_block(item: ItemRecord, options: SiteOptions) -> ItemRecord:
    """Answer a block that bodies share."""
    return replace(_common(item, (), options), meta=_kept(item.meta, options), comments=())


def other_record(item: ItemRecord, decision: Decision, index: SiteIndex) -> tuple[ItemRecord, Attachment | None] | None:
    """Answer what is known of a media file or a shared block that is written, or None for anything else."""
    if decision.outcome == "attachment":
        attachment = index.attachment_at(decision.ordinal)
        authors = index.author_of(item.creator)
        return None if attachment is None else (public_attachment(item, attachment, authors, index.options), attachment)
    shared = decision.reason == "internal-type" and item.type in SHARED_TYPES
    if shared and item.status == "publish" and not item.password:
        return public_block(item, index.options), None
    return None


def creator_of(authors: Sequence[Author]) -> str:
    """Answer the login of who created an item, or nothing where nobody knows."""
    first = next(iter(authors), None)
    return "" if first is None or (first.placeholder and first.name == _UNKNOWN) else first.login


def _common(item: ItemRecord, authors: Sequence[Author], options: SiteOptions) -> ItemRecord:
    return replace(
        item,
        creator=creator_of(authors),
        terms=(*_terms(item), *(TermUse("author", f"cap-{one.login}", one.name) for one in authors[1:])),
        comments=tuple(_public_comment(one, options) for one in shown_records(item)),
        unknown=(),
    )


def _terms(item: ItemRecord) -> Iterator[TermUse]:
    for use in item.terms:
        if use.taxonomy != "author":
            yield replace(use, taxonomy=fold_taxonomy(use.taxonomy))


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
