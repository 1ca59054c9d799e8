"""Embed blocks that hold their URL in attributes alone; those with HTML show it on a line of its own, where it is found."""

from collections.abc import Sequence

from wpmigrate.contract import Block, Context, Node

_OLD = """
amazon-kindle animoto cloudup collegehumor crowdsignal dailymotion facebook flickr funnyordie hulu imgur instagram issuu
kickstarter meetup-com mixcloud photobucket polldaddy reddit reverbnation screencast scribd slideshare smugmug soundcloud
speaker speaker-deck spotify ted tiktok tumblr twitter videopress vimeo wordpress wordpress-tv youtube
"""


def embed(block: Block, context: Context) -> Sequence[Node] | None:
    """Embed the page the attributes name."""
    url = block.attributes.get("url")
    if block.html.strip():
        return None
    return (context.embed(url),) if isinstance(url, str) and url.startswith(("http://", "https://")) else ()


BLOCKS = {"core/embed": embed, **{f"core-embed/{name}": embed for name in _OLD.split()}}
