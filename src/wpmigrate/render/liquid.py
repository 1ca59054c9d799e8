"""What Liquid reads in a file before Markdown does: outputs and tags, disarmed so that it hands on the text as it was.

A string of Liquid's own that holds the two characters works in every release, also where the front matter cannot switch
Liquid off, and within code as within prose. What Liquid answers is the Markdown as it was written, character by character.
"""

import re

_OPENER = re.compile(r"\{[{%]")
_ESCAPED = re.compile(r'\{\{ "(\{[{%])" \}\}')


def escape_liquid(text: str) -> tuple[str, int]:
    """Disarm Liquid in a finished text; answer it, and how many openers there were."""
    return _OPENER.subn(r'{{ "\g<0>" }}', text) if "{" in text else (text, 0)


def liquid_read(text: str) -> str:
    """Answer what Liquid makes of an escaped text."""
    return _ESCAPED.sub(r"\1", text)
