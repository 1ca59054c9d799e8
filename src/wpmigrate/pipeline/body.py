"""One body, without an export around it."""

from wpmigrate import registry
from wpmigrate.content.parse import parse_body
from wpmigrate.render.markdown import render_markdown


def body_to_markdown(body: str, *, autop: bool = True) -> str:
    """Convert one WordPress body to CommonMark with GFM tables, strikethrough and footnotes.

    `autop` gives a classic body its paragraphs, as WordPress does; a body of blocks never needs it. What would come
    from the rest of the export (galleries by id, reusable blocks) stays as it stands.
    """
    parsed = parse_body(body, handlers=registry.handlers(), report=lambda _: None, autop=autop)
    return render_markdown(parsed.document)
