"""Core blocks that show what WordPress makes at view time, from the rest of the site or for the reader at hand.

Each is reported with what a visitor saw there; words and pictures that stand inside of one by themselves stay.
"""

import re
from collections.abc import Mapping, Sequence
from html import escape

from wpmigrate.content.attributed import mapping, number, paragraphs, start, text
from wpmigrate.contract import Block, Code, Context, Node

_TAGS = re.compile(r"<(?!(?:img|audio|video|iframe|svg|object)[\s/>])/?[A-Za-z][^<>]*>", re.IGNORECASE)


def dynamic(block: Block, context: Context) -> str | None:
    """Report what a migrated page cannot show, and keep what it holds itself."""
    _report(block, context)
    return None if _TAGS.sub("", block.html).strip() else ""


def no_results(block: Block, context: Context) -> str:
    """Report what nobody saw while there was anything to list."""
    _report(block, context)
    return ""


def rss(block: Block, context: Context) -> str:
    """Leave a link to the feed whose entries stood here."""
    _report(block, context)
    url = text(block.attributes, "feedURL")
    return f"<p>{start('a', {'href': url})}{escape(url)}</a></p>" if url else ""


def navigation(block: Block, context: Context) -> Sequence[Node] | str | None:
    """List the links that stand in the block, or in the menu it refers to."""
    if "<li" in block.html:
        return f"<ul>{block.html}</ul>"
    ref = number(block.attributes, "ref") or number(block.attributes, "navigationMenuId")
    if ref > 0 and context.reusable(ref) is not None:
        return context.reused(ref, lambda body: f"<ul>{body}</ul>")
    return dynamic(block, context)


def page_list(block: Block, context: Context) -> str | None:
    """List the pages that stand in the block; WordPress shows those there are."""
    if "<li" not in block.html:
        return dynamic(block, context)
    _report(block, context)
    return f"<ul>{block.html}</ul>"


def legacy_widget(block: Block, context: Context) -> str:
    """Write the text of a widget that holds one; any other is a program of WordPress."""
    raw = mapping(mapping(block.attributes, "instance"), "raw")
    title, content = text(raw, "title"), text(raw, "text", "content")
    if not content:
        _report(block, context)
        return ""
    return (f"<h2>{title}</h2>" if title else "") + paragraphs(content)


def _report(block: Block, context: Context) -> None:
    slug = text(block.attributes, "slug")
    named = f" ({slug[:60]})" if slug and block.name in ("core/pattern", "core/template-part") else ""
    context.report(Code.BLOCK_DYNAMIC, f"{block.name}: {DYNAMIC[block.name]}{named}")


DYNAMIC: Mapping[str, str] = {
    "core/archives": "a list of months with links to their posts",
    "core/avatar": "the picture of an author or commenter",
    "core/breadcrumbs": "the way from the home page to this one, as links",
    "core/calendar": "a calendar of the days with posts",
    "core/categories": "a list of the categories",
    "core/comment-author-avatar": "the picture of a commenter",
    "core/comment-author-name": "the name of a commenter",
    "core/comment-content": "the text of a comment",
    "core/comment-date": "the date of a comment",
    "core/comment-edit-link": "a link to edit a comment, for those who may",
    "core/comment-reply-link": "a link to answer a comment",
    "core/comment-template": "the comments, each with what the block says of one",
    "core/comments": "the comments of the post",
    "core/comments-pagination": "links to more comments",
    "core/comments-pagination-next": "a link to newer comments",
    "core/comments-pagination-numbers": "numbered links to pages of comments",
    "core/comments-pagination-previous": "a link to older comments",
    "core/comments-query-loop": "the comments of the post",
    "core/comments-title": "the number of comments, as a heading",
    "core/form": "a form to fill in",
    "core/form-input": "a field of a form",
    "core/form-submission-notification": "what a form says once it is sent",
    "core/form-submit-button": "the button that sends a form",
    "core/home-link": "a link to the home page",
    "core/icon": "an icon",
    "core/latest-comments": "a list of the newest comments",
    "core/latest-posts": "a list of the newest posts",
    "core/legacy-widget": "a widget of the sidebar",
    "core/loginout": "a link to log in or out",
    "core/navigation": "a menu of the site",
    "core/navigation-area": "a menu of the site",
    "core/page-list": "a list of the pages",
    "core/pattern": "a pattern of the theme or of a plugin",
    "core/post-author": "the author of the post",
    "core/post-author-biography": "what the author says of themselves",
    "core/post-author-name": "the name of the post's author",
    "core/post-comment": "one comment",
    "core/post-comments": "the comments of the post, and the form for new ones",
    "core/post-comments-count": "the number of comments",
    "core/post-comments-form": "the form for new comments",
    "core/post-comments-link": "a link to the comments",
    "core/post-content": "the text of a post",
    "core/post-date": "the date of the post",
    "core/post-excerpt": "the excerpt of the post",
    "core/post-featured-image": "the featured image of the post",
    "core/post-navigation-link": "a link to the post before or after",
    "core/post-template": "a list of posts, each with what the block says of one",
    "core/post-terms": "the categories or tags of the post",
    "core/post-time-to-read": "how long the post takes to read",
    "core/post-title": "the title of the post",
    "core/query": "a list of posts that a query found",
    "core/query-no-results": "what stood here while no post was found",
    "core/query-pagination": "links to more posts of the list",
    "core/query-pagination-next": "a link to the next posts of the list",
    "core/query-pagination-numbers": "numbered links to pages of the list",
    "core/query-pagination-previous": "a link to the posts before in the list",
    "core/query-title": "the title of the archive or search",
    "core/query-total": "the number of posts found",
    "core/read-more": "a link to the whole post",
    "core/rss": "the newest entries of a feed",
    "core/search": "a search form",
    "core/site-logo": "the logo of the site",
    "core/site-tagline": "the tagline of the site",
    "core/site-title": "the title of the site",
    "core/tag-cloud": "a cloud of tags",
    "core/template-part": "a part of the theme, such as its header",
    "core/term-count": "the number of posts of a term",
    "core/term-description": "the description of a category or tag",
    "core/term-name": "the name of a category or tag",
    "core/term-template": "a list of terms, each with what the block says of one",
    "core/terms-query": "a list of categories or tags",
}

BLOCKS = {
    **dict.fromkeys(DYNAMIC, dynamic),
    "core/legacy-widget": legacy_widget,
    "core/navigation": navigation,
    "core/page-list": page_list,
    "core/query-no-results": no_results,
    "core/rss": rss,
}
