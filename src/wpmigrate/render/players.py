"""Videos that many platforms have a component of their own for: which one an embed shows."""

import re
from typing import Final

from wpmigrate.content.nodes import Embed

# Nothing but the video: a moment to start at or a list to go on with is more than most components can say.
_YOUTUBE = re.compile(
    r"(?:https?:)?//(?:(?:www\.|m\.)?youtube(?:-nocookie)?\.com/(?:watch\?v=|embed/|v/|shorts/)|youtu\.be/)([\w-]{11})"
    r"(?:[?&](?:feature=[\w.-]*|rel=0|version=3|si=[\w-]*|fs=1|hd=1|showsearch=0|showinfo=1|iv_load_policy=1|wmode=transparent"
    r"|hl=[\w-]*|autohide=2))*/?",
    re.ASCII,
)
_VIMEO = re.compile(r"(?:https?:)?//(?:www\.|player\.)?vimeo\.com/(?:video/)?([0-9]{5,12})/?", re.ASCII)
_VIDEOS: Final = (("youtube", _YOUTUBE), ("vimeo", _VIMEO))


def video_of(node: Embed) -> tuple[str, str] | None:
    """Answer site (`youtube` or `vimeo`) and id of the video that an embed shows and says nothing more about."""
    for site, form in _VIDEOS:
        found = form.fullmatch(node.url.replace("&amp;", "&").replace("&#038;", "&"))
        if found:
            return site, found[1]
    return None
