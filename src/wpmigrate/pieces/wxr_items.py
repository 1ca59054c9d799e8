"""Items of an export, with their terms, custom fields and comments, in the order of WordPress's own elements."""

from collections.abc import Iterator, Sequence
from typing import Final

from wpmigrate.contract import CommentRecord, ItemRecord, TermUse
from wpmigrate.pieces.wxr import cdata, element, fields, mysql_dates, quoted, section

# The parent of a reply to what is not in the export. WordPress shows such a reply below all others, whatever its parent is
# called; under the old id it would hang on the comment that the new site gives that id, so it gets one that no site reaches.
NOT_THERE: Final = 2**31 - 1


def item_element(record: ItemRecord, date: str | None, modified: str | None, *, floating: bool) -> str:
    """Write one item; `date` and `modified` stand in where the export's own are none."""
    local, gmt = mysql_dates(record.date, record.date_gmt, date, floating=floating)
    changed, changed_gmt = mysql_dates(record.modified, record.modified_gmt, modified, floating=False)
    lines = [
        cdata("title", record.title),
        element("link", record.link),
        element("pubDate", record.pub_date),
        cdata("dc:creator", record.creator),
        f'<guid isPermaLink="false">{element("guid", record.guid).removeprefix("<guid>")}',
        "<description></description>",
        cdata("content:encoded", record.content),
        cdata("excerpt:encoded", record.excerpt or record.description),
        element("wp:post_id", record.id) if record.id else "",
        cdata("wp:post_date", local),
        cdata("wp:post_date_gmt", gmt),
        cdata("wp:post_modified", changed),
        cdata("wp:post_modified_gmt", changed_gmt),
        cdata("wp:comment_status", record.comment_status),
        cdata("wp:ping_status", record.ping_status),
        cdata("wp:post_name", record.slug),
        cdata("wp:status", record.status),
        element("wp:post_parent", record.parent),
        element("wp:menu_order", record.menu_order),
        cdata("wp:post_type", record.type),
        cdata("wp:post_password", record.password),
        element("wp:is_sticky", int(record.sticky)),
        cdata("wp:attachment_url", record.attachment_url) if record.attachment_url else "",
        *map(_use, record.terms),
        fields("wp:postmeta", (*record.meta, *_enclosed(record))).rstrip("\n"),
        *_comments(record.comments),
    ]
    return "<item>\n" + "\n".join(filter(None, lines)) + "\n</item>\n"


def _use(use: TermUse) -> str:
    return f'<category domain="{quoted(use.taxonomy)}" nicename="{quoted(use.slug)}">{section(use.name)}</category>'


def _enclosed(record: ItemRecord) -> list[tuple[str, str]]:
    """List the enclosures that stand beside the custom fields, where WordPress would not look for them."""
    return [("enclosure", text) for text in record.enclosures if ("enclosure", text) not in record.meta]


def _comments(comments: Sequence[CommentRecord]) -> Iterator[str]:
    there = {comment.id for comment in comments}
    for comment in comments:
        yield _comment(comment, comment.parent if comment.parent in there or comment.parent <= 0 else NOT_THERE)


def _comment(comment: CommentRecord, parent: int) -> str:
    lines = [
        element("wp:comment_id", comment.id),
        cdata("wp:comment_author", comment.author),
        cdata("wp:comment_author_email", comment.email),
        element("wp:comment_author_url", comment.url),
        cdata("wp:comment_author_IP", comment.ip),
        cdata("wp:comment_date", comment.date),
        cdata("wp:comment_date_gmt", comment.date_gmt),
        cdata("wp:comment_content", comment.content),
        cdata("wp:comment_approved", "1"),
        cdata("wp:comment_type", comment.type),
        element("wp:comment_parent", parent),
        element("wp:comment_user_id", comment.user_id),
        fields("wp:commentmeta", comment.meta).rstrip("\n"),
    ]
    return "<wp:comment>\n" + "\n".join(filter(None, lines)) + "\n</wp:comment>"
