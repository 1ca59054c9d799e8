"""What Nikola reads before Markdown does: shortcodes, disarmed wherever a text only shows them.

It looks for `{{%` in the whole body, in code too, and stops the build at what it cannot read; an escape that it would undo
cannot hold half a shortcode, so code with one is said in HTML.
"""

import re
from typing import Final

from wpmigrate.render.dialect import Place
from wpmigrate.render.hugo import html_code

# Two braces may meet what follows only when the pieces of a line are joined: so their second one, or a first one alone.
_BRACE = re.compile(r"(?:(?<=\{)|\A)\{(?=%|\Z)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
ESCAPES: Final = ("{&#123;", "&#123;&#123;")
"""What an escaped shortcode looks like in Markdown."""


def escape_shortcodes(text: str, place: Place) -> str:
    """Disarm what Nikola would read as its own in finished Markdown of one place.

    Control characters, which its XML cannot hold, become the character that stands for one.
    """
    text = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)
    if "{" not in text:
        return text
    if place == "code":
        return html_code(text) if "{{%" in text else text
    return _BRACE.sub("%7B" if place == "url" else "&#123;", text)
