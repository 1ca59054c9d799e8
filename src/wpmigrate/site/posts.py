"""A post as it is written: every reference resolved, what cannot be is reported."""

from collections.abc import Callable, Iterator

from wpmigrate.diagnostics import Code, Diagnostic
from wpmigrate.model import Attachment, Place, Post, TermRef
from wpmigrate.site.authors import molongui_uses
from wpmigrate.site.fields import ADDRESS, decoded_fields, every, first
from wpmigrate.site.index import SiteIndex
from wpmigrate.site.permalinks import safe_url
from wpmigrate.site.places import former_path
from wpmigrate.site.slugs import decode_slug, item_slug
from wpmigrate.site.terms import INTERNAL_TAXONOMIES, fold_taxonomy
from wpmigrate.site.titles import plain_title
from wpmigrate.wxr.records import ItemRecord, TermUse

Report = Callable[[Diagnostic], None]


def build_post(item: ItemRecord, place: Place, index: SiteIndex, report: Report) -> Post:
    """Build the public record of one item, and report what came out poorer."""
    _report_place(item, place, index, report)
    fields = decoded_fields(item.meta, personal_data=index.options.personal_data)
    if fields.left_out:
        names = ", ".join(ADDRESS.sub("…", name) for name in fields.left_out)
        report(Diagnostic(Code.META_LEFT_OUT, names, len(fields.left_out)))
    if fields.broken:
        report(Diagnostic(Code.UNREADABLE_META, ", ".join(fields.broken), len(fields.broken)))
    modified, _ = index.clock.resolve(item.modified, item.modified_gmt)
    return Post(
        place=place,
        title=plain_title(item.title),
        authors=_authors(item, index, report),
        status=item.status or "draft",
        date=place.date,
        modified=modified,
        excerpt=item.excerpt or item.description,
        terms=tuple(_terms(item, index)),
        format=next((_format(use) for use in item.terms if use.taxonomy == "post_format"), ""),
        sticky=item.sticky,
        menu_order=item.menu_order,
        parent=item.parent or None,
        template=_template(item),
        featured_image=_featured(item, index, report),
        old_slugs=_old_slugs(item, place, index),
        guid=item.guid,
        link=item.link,
        comment_status=item.comment_status,
        ping_status=item.ping_status,
        enclosures=tuple(dict.fromkeys(_enclosures(item))),
        translations=index.translations(place),
        meta=fields.kept,
    )


def _report_place(item: ItemRecord, place: Place, index: SiteIndex, report: Report) -> None:
    """Report what the light facts of pass 1 had to make up."""
    _, code = item_slug(item.slug, item.title, item.status, item.id or place.ordinal, index.options.slugs)
    if code is not None:
        report(Diagnostic(code, place.slug))
    _, code = index.clock.resolve(item.date, item.date_gmt, item.pub_date)
    drafted = place.visibility == "draft"
    if code is not None and not drafted:
        report(Diagnostic(code))
    found = index.ancestry(place).found if item.parent else None
    if found is not None:
        report(found)


def _authors(item: ItemRecord, index: SiteIndex, report: Report) -> tuple[str, ...]:
    named = molongui_uses(item.meta)
    uses = named or tuple(use for use in item.terms if use.taxonomy == "author")
    alone = named or (_whole_byline(item, uses) and not _is_among(item.creator, uses, index))
    authors = index.author_of("" if alone else item.creator, uses)
    missing = [author.login for author in authors if author.placeholder]
    if missing:
        report(Diagnostic(Code.AUTHOR_MISSING, ", ".join(missing)))
    return tuple(author.login for author in authors)


def _whole_byline(item: ItemRecord, uses: tuple[TermUse, ...]) -> bool:
    """Say whether the terms name everybody: Co-Authors Plus and PublishPress Authors show nobody else."""
    return any(use.slug.startswith("cap-") for use in uses) or any(key == "ppma_authors_name" for key, _ in item.meta)


def _is_among(creator: str, uses: tuple[TermUse, ...], index: SiteIndex) -> bool:
    named = {author.login for author in index.author_of("", uses)}
    return any(author.login in named for author in index.author_of(creator))


def _terms(item: ItemRecord, index: SiteIndex) -> Iterator[TermRef]:
    met = set()
    for use in item.terms:
        if fold_taxonomy(use.taxonomy) not in INTERNAL_TAXONOMIES:
            term = index.term_ref(use)
            if (term.taxonomy, term.slug) not in met:
                met.add((term.taxonomy, term.slug))
                yield term


def _featured(item: ItemRecord, index: SiteIndex, report: Report) -> Attachment | None:
    told = first(item.meta, "_thumbnail_id").strip()
    if not told.isascii() or not told.isdigit() or not int(told[:19]):
        return None
    attachment = index.featured(int(told[:19]))
    if attachment is None:
        known = index.lookups.numbered(int(told[:19]))
        code = Code.THUMBNAIL_KEPT_OUT if known and known.type == "attachment" else Code.THUMBNAIL_MISSING
        report(Diagnostic(code, f"id {told[:19]}"))
    return attachment


def _old_slugs(item: ItemRecord, place: Place, index: SiteIndex) -> tuple[str, ...]:
    """List former slugs, but those that another item has now, or had too: a redirect from there would be a guess."""
    decoded = dict.fromkeys(decode_slug(slug) for slug in every(item.meta, "_wp_old_slug"))
    former = [slug for slug in decoded if slug and slug != place.slug]
    if not place.permalink:
        return tuple(former)
    return tuple(s for s in former if not index.is_claimed(former_path(place.permalink, s), place.ordinal))


def _enclosures(item: ItemRecord) -> Iterator[str]:
    """List enclosed media: the field holds URL, length and type on lines of their own."""
    for told in (*every(item.meta, "enclosure"), *item.enclosures):
        url = told.strip().partition("\n")[0].strip()
        if url and safe_url(url):
            yield url


def _template(item: ItemRecord) -> str:
    template = first(item.meta, "_wp_page_template")
    return "" if template == "default" else template


def _format(use: TermUse) -> str:
    return (use.slug or use.name).removeprefix("post-format-").lower()
