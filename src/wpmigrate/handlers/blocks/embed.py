"""Embed blocks that hold their URL in attributes alone, or one of an unknown site; other HTML shows it on a line of its own."""

from collections.abc import Sequence
from html import unescape

from wpmigrate.content.attributed import text
from wpmigrate.content.nodes import Embed, Figure
from wpmigrate.contract import Block, Context, Node

_OLD = """
amazon-kindle animoto cloudup collegehumor crowdsignal dailymotion facebook flickr funnyordie hulu imgur instagram issuu
kickstarter meetup-com mixcloud photobucket pinterest polldaddy reddit reverbnation screencast scribd slideshare smugmug
soundcloud speaker speaker-deck spotify ted tiktok tumblr twitter videopress vimeo wolfram-cloud wordpress wordpress-tv
youtube
"""


def embed(block: Block, context: Context) -> Sequence[Node] | None:
    """Embed the page that the attributes name where the HTML names none."""
    url = text(block.attributes, "url")
    if "<iframe" in block.html or not url.startswith(("http://", "https://")):
        return None
    shown = context.embed(url)
    if "://" in block.html and (isinstance(shown, Embed) or url not in unescape(block.html)):
        return None
    written = block.html.partition("<figcaption")[2].partition(">")[2].partition("</figcaption>")[0]
    words = context.inlines(written or text(block.attributes, "caption"))
    return (Figure((shown,), words, "embed"),) if words else (shown,)


BLOCKS = {"core/embed": embed, **{f"core-embed/{name}": embed for name in _OLD.split()}}
