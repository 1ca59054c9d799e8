"""Which program wrote an export."""

import re
from collections.abc import Sequence
from typing import Final

from wpmigrate.report.inspection import Software
from wpmigrate.wxr.channel import Head

_VERSION: Final = re.compile(r"(?:\?v=|/v=|/v/|/|\bv?)([0-9]+\.[0-9][\w.-]*|MU)")
_KNOWN: Final = (
    ("wordpress.com", "WordPress.com"),
    ("wordpress.org", "WordPress"),
    ("wordpress", "WordPress"),
    ("squarespace", "Squarespace"),
    ("blogger", "Blogger"),
    ("tumblr", "Tumblr"),
    ("movable type", "Movable Type"),
    ("movabletype", "Movable Type"),
    ("typepad", "TypePad"),
    ("drupal", "Drupal"),
    ("joomla", "Joomla"),
    ("habari", "Habari"),
    ("textpattern", "Textpattern"),
    ("blogengine", "BlogEngine.NET"),
    ("dotclear", "Dotclear"),
    ("serendipity", "Serendipity"),
    ("ghost", "Ghost"),
    ("disqus", "Disqus"),
    ("intensedebate", "IntenseDebate"),
    ("wix", "Wix"),
    ("medium", "Medium"),
    ("substack", "Substack"),
    ("posterous", "Posterous"),
    ("livejournal", "LiveJournal"),
    ("wpmigrate", "wpmigrate"),
)


def software(heads: Sequence[Head], url: str) -> Software:
    """Tell the program by its own word, by the namespaces it uses, or by the address of the site."""
    channels = [head.channel for head in heads]
    generator = next((one.generator for one in channels if one.generator), "")
    version = next((one.wxr_version for one in channels if one.wxr_version), "")
    exported = next((one.pub_date for one in channels if one.pub_date), "")
    folded = generator.lower()
    name = next((name for word, name in _KNOWN if word in folded), "")
    if not name:
        name = _by_traces(heads, url)
    found = _VERSION.search(generator) if name in ("WordPress", "wpmigrate") else None
    return Software(name, found[1] if found else "", generator, version, exported)


def _by_traces(heads: Sequence[Head], url: str) -> str:
    uris = " ".join(uri for head in heads for _, uri in head.namespaces)
    if "disqus" in uris:
        return "Disqus"
    if ".wordpress.com" in url:
        return "WordPress.com"
    if ".squarespace.com" in url:
        return "Squarespace"
    return ""
