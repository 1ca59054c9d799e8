"""JSON Feed 1.1 as a JSON Schema, from its specification: strict, so that a key nobody knows is an error."""

from typing import Any

from jsonschema import Draft202012Validator

TEXT = {"type": "string", "minLength": 1}
WEB = {"type": "string", "pattern": r"^https?://[^\s/]+(/\S*)?$"}
DATE = {
    "type": "string",
    "pattern": r"^\d{4}-(0\d|1[0-2])-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)$",
}
LANGUAGE = {"type": "string", "pattern": r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$"}
OWN = {"^_[^.]+$": {"type": "object"}}


def object_of(required: tuple[str, ...] = (), **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": list(required),
        "properties": properties,
        "patternProperties": OWN,
        "additionalProperties": False,
    }


AUTHOR = object_of(name=TEXT, url=WEB, avatar=WEB) | {"minProperties": 1}
ATTACHMENT = object_of(
    ("url", "mime_type"),
    url=WEB,
    mime_type={"type": "string", "pattern": r"^[\w.+-]+/[\w.+-]+$"},
    title=TEXT,
    size_in_bytes={"type": "integer", "minimum": 0},
    duration_in_seconds={"type": "number", "minimum": 0},
)
ITEM = object_of(
    ("id",),
    id=TEXT,
    url=WEB,
    external_url=WEB,
    title=TEXT,
    content_html={"type": "string"},
    content_text={"type": "string"},
    summary=TEXT,
    image=WEB,
    banner_image=WEB,
    date_published=DATE,
    date_modified=DATE,
    authors={"type": "array", "items": AUTHOR, "minItems": 1},
    tags={"type": "array", "items": TEXT, "uniqueItems": True, "minItems": 1},
    language=LANGUAGE,
    attachments={"type": "array", "items": ATTACHMENT, "minItems": 1},
) | {"anyOf": [{"required": ["content_html"]}, {"required": ["content_text"]}]}
FEED = object_of(
    ("version", "title", "items"),
    version={"const": "https://jsonfeed.org/version/1.1"},
    title=TEXT,
    home_page_url=WEB,
    feed_url=WEB,
    description=TEXT,
    user_comment=TEXT,
    next_url=WEB,
    icon=WEB,
    favicon=WEB,
    authors={"type": "array", "items": AUTHOR, "minItems": 1},
    language=LANGUAGE,
    expired={"type": "boolean"},
    hubs={"type": "array", "items": object_of(("type", "url"), type=TEXT, url=WEB)},
    items={"type": "array", "items": ITEM},
)

VALIDATOR = Draft202012Validator(FEED)


def faults(feed: Any) -> list[str]:
    """Answer where a feed is not as the specification says."""
    found = [f"{error.json_path}: {error.message[:200]}" for error in VALIDATOR.iter_errors(feed)]
    ids = [item.get("id") for item in feed.get("items", [])]
    return found + (["an id stands twice"] if len(set(ids)) < len(ids) else [])
