"""Core blocks that show what WordPress makes at view time, from the rest of the site or for the reader at hand."""

from collections.abc import Sequence

from wpmigrate.contract import Block, Code, Context, Node

_NAMES = """
archives avatar calendar categories comment-author-avatar comment-author-name comment-content comment-date
comment-edit-link comment-reply-link comment-template comments comments-pagination comments-pagination-next
comments-pagination-numbers comments-pagination-previous comments-query-loop comments-title home-link latest-comments
latest-posts legacy-widget loginout navigation navigation-area page-list page-list-item pattern post-author
post-author-biography post-author-name post-comment post-comments post-comments-count post-comments-form
post-comments-link post-content post-date post-excerpt post-featured-image post-navigation-link post-template post-terms
post-time-to-read post-title query query-no-results query-pagination query-pagination-next query-pagination-numbers
query-pagination-previous query-title query-total read-more rss search site-logo site-tagline site-title tag-cloud
template-part term-count term-description term-name term-template terms-query widget-group
"""


def dynamic(block: Block, context: Context) -> Sequence[Node]:
    """Report what a migrated page cannot show, and leave nothing."""
    context.report(Code.BLOCK_DYNAMIC, block.name)
    return ()


BLOCKS = {f"core/{name}": dynamic for name in _NAMES.split()}
