"""What Hexo reads in a body beside Markdown: Nunjucks, its mark of an excerpt, and lists of definitions after a break.

Nunjucks has no escape that is the same in prose and in code, so a body that shows its braces switches it off.
"""

import re

from wpmigrate.render.dialect import Place

_OPENER = re.compile(r"\{[{%#]")
_DEFINITION = re.compile(r"\A:(?=\s|\Z)")
_MORE = re.compile(r"<!--( ?more ?)-->", re.IGNORECASE)


def escape_hexo(text: str, place: Place) -> str:
    """Disarm what Hexo would read as its own in finished Markdown of one place."""
    if place == "text":
        return _DEFINITION.sub("&#58;", text)
    # A comment that only looks like the mark may stand in HTML, where nobody sees one more space of it.
    return _MORE.sub(r"<!-- \1 -->", text) if place == "html" else text


def openers(body: str) -> int:
    """Count what Nunjucks would take for the start of its own syntax, in code too."""
    return len(_OPENER.findall(body)) if "{" in body else 0
