"""What Obsidian reads in a note beside Markdown: comments, links, tags, block ids, highlights and formulas; and names that it takes."""

import re
import unicodedata
from typing import Final

from wpmigrate.content.nodes import Embed
from wpmigrate.render.dialect import Place
from wpmigrate.render.players import video_of

# An even run of backslashes before a sign leaves it its meaning.
_BARE = r"(?<!\\)(?P<slashes>(?:\\\\)*)"
_HOT = re.compile(
    _BARE + r"(?P<sign>\[(?=[\[!]|\Z)"  # [[links]], callouts
    r"|=(?==)"
    r"|(?<!&)\#(?=[\w/-])"  # tags
    r"|\^(?=\[)|(?:(?<=\s)|\A)\^(?=[A-Za-z0-9-])"  # inline notes, block ids
    r"|\$)"
)
_COMMENT = re.compile("%(?=%)")
_SIZE = re.compile(r"\|(?=\d)")  # the size of a picture
_NO_NAME = re.compile(r'[*"\\/<>:|?#^\[\]]+')
_UNSEEN: Final = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_JOINER: Final = "\u200d"
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?=\.|$)", re.IGNORECASE)
_LONGEST_NAME: Final = 160
_NO_TAG = re.compile(r"[^\w/-]")


def escape_obsidian(text: str, place: Place) -> str:
    """Disarm what Obsidian would read as its own in finished Markdown of one place."""
    if place == "text":
        text = _HOT.sub(r"\g<slashes>\\\g<sign>", text)
        return _SIZE.sub("&#124;", _COMMENT.sub("&#37;", text))
    if place == "html":
        return _COMMENT.sub("&#37;", text)
    return text.replace("[[", "%5B%5B") if place == "url" else text


def embed(node: Embed) -> str | None:
    """Write a video of YouTube as the picture that Obsidian plays."""
    video = video_of(node)
    return f"![](https://www.youtube.com/watch?v={video[1]})" if video and video[0] == "youtube" else None


def note_name(title: str, fallback: str) -> str:
    """Make the name of a note from its title: what no file system, and no link of Obsidian's, can hold becomes a space."""
    seen = (char for char in unicodedata.normalize("NFC", title) if char == _JOINER or _is_seen(char))
    name = " ".join(_NO_NAME.sub(" ", "".join(seen)).split()).strip(". ")
    name = name.encode("utf-8", "replace")[:_LONGEST_NAME].decode("utf-8", "ignore").strip(". ")
    return fallback if not name.strip("-_.") or _RESERVED.match(name) else name


def _is_seen(char: str) -> bool:
    return char in "\t\n\r" or unicodedata.category(char) not in _UNSEEN


def tag_of(name: str, slug: str) -> str:
    """Make a tag, which has no spaces and not only digits: from the name where that says the same, else from the slug."""
    tag = "-".join(name.split())
    if not tag or _NO_TAG.search(tag):
        tag = _NO_TAG.sub("-", slug) or "tag"
    return f"_{tag}" if tag.replace("/", "").isdecimal() else tag
