"""JSON Schemas of what importers read, after the fields that their sources declare."""

from typing import Any

TEXT = {"type": "string"}
NAME = {"type": "string", "minLength": 1}
WHOLE = {"type": "integer"}
YES_NO = {"type": "boolean"}
RFC3339 = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$"}
HEX = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def exact(fields: dict[str, Any], *optional: str) -> dict[str, Any]:
    """Let an object have these fields and no others."""
    required = [name for name in fields if name not in optional]
    return {"type": "object", "properties": fields, "required": required, "additionalProperties": False}


def listed(fields: dict[str, Any], *optional: str) -> dict[str, Any]:
    return {"type": "array", "minItems": 1, "items": exact(fields, *optional)}


_REMARK_USER = exact({"name": NAME, "id": NAME, "picture": TEXT, "ip": TEXT, "admin": {"const": False}})
_REMARK_META = exact({"version": {"const": 1}, "users": {"const": []}, "posts": {"const": []}})
_REMARK = exact(
    {
        "id": NAME, "pid": TEXT, "text": NAME, "orig": TEXT, "user": _REMARK_USER,
        "locator": exact({"site": NAME, "url": {"type": "string", "pattern": "^https?://[!-~]+$"}}),
        "score": WHOLE, "vote": WHOLE, "time": RFC3339, "imported": {"const": True}, "title": NAME,
    }
)  # fmt: skip
_BOOL_TEXT = {"enum": ["true", "false"]}
_ARTRAN = {
    "id": NAME, "rid": TEXT, "content": NAME, "ua": TEXT, "ip": TEXT, "is_collapsed": _BOOL_TEXT, "is_pending": {"const": "false"},
    "is_pinned": _BOOL_TEXT, "vote_up": TEXT, "vote_down": TEXT,
    "created_at": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \+0000$"}, "updated_at": NAME, "nick": NAME,
    "email": TEXT, "link": TEXT, "badge_name": TEXT, "badge_color": TEXT, "page_key": {"type": "string", "pattern": "^/[!-~]*$"},
    "page_title": NAME, "page_admin_only": _BOOL_TEXT, "site_name": NAME, "site_urls": {"type": "string", "pattern": "^https?://[^/]+"},
}  # fmt: skip
_TWIKOO = {
    "_id": NAME, "nick": NAME, "mail": TEXT, "mailMd5": TEXT, "link": TEXT, "ua": TEXT, "ip": TEXT, "comment": NAME,
    "url": {"type": "string", "pattern": "^/[!-~]*$"}, "href": NAME, "isSpam": {"const": False}, "master": {"const": False},
    "pid": NAME, "rid": NAME, "created": WHOLE, "updated": WHOLE, "like": {"const": []},
}  # fmt: skip
_WALINE = {
    "objectId": NAME, "nick": NAME, "mail": TEXT, "link": TEXT, "comment": NAME, "ip": TEXT, "ua": TEXT, "url": NAME,
    "status": {"const": "approved"}, "pid": NAME, "rid": NAME, "insertedAt": RFC3339, "createdAt": RFC3339, "updatedAt": RFC3339,
}  # fmt: skip
_COMMENTO = {
    "commentHex": HEX, "domain": NAME, "url": NAME, "commenterHex": HEX, "markdown": NAME, "html": NAME,
    "parentHex": {"anyOf": [HEX, {"const": "root"}]}, "score": WHOLE, "state": {"const": "approved"}, "creationDate": RFC3339,
    "direction": {"const": 0}, "deleted": {"const": False},
}  # fmt: skip
_COMMENTER = {
    "commenterHex": HEX, "email": {"type": "string", "pattern": "^[^@]+@[^@]+$"}, "name": NAME,
    "link": {"type": "string", "pattern": "^(https://.+|undefined)$"}, "photo": {"type": "string", "pattern": "^(https://.+|undefined)$"},
    "provider": {"const": "commento"}, "joinDate": RFC3339, "isModerator": YES_NO,
}  # fmt: skip
_ISSO = {
    "id": WHOLE, "author": NAME, "email": {"type": ["string", "null"]}, "website": {"type": ["string", "null"]}, "remote_addr": NAME,
    "created": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$"}, "text": NAME,
}  # fmt: skip

SCHEMAS: dict[str, dict[str, Any]] = {
    "remark42": {"anyOf": [_REMARK_META, _REMARK]},
    "artalk": listed(_ARTRAN),
    "twikoo": listed(_TWIKOO, "pid", "rid"),
    "waline": exact(
        {
            "type": {"const": "waline"},
            "version": {"const": 1},
            "time": WHOLE,
            "tables": {"const": ["Comment", "Counter", "Users"]},
            "data": exact({"Comment": listed(_WALINE, "pid", "rid"), "Counter": {"const": []}, "Users": {"const": []}}),
        }
    ),
    "commento": exact({"version": {"const": 1}, "comments": listed(_COMMENTO), "commenters": listed(_COMMENTER)}),
    "isso": listed({"id": {"type": "string", "pattern": "^/[!-~]*$"}, "title": NAME, "comments": listed(_ISSO)}),
}
