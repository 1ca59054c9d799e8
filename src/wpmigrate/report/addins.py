"""What a platform or a comment system says of itself: its options with their defaults, and what it cannot hold."""

import inspect
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

import msgspec

from wpmigrate.contract import Capabilities, Comments, NoOptions, Target

_ABSENT: Final = {
    "posts": "posts",
    "pages": "pages",
    "drafts": "drafts",
    "scheduled": "a date to come (scheduled posts are drafts)",
    "comments": "comments",
    "menus": "menus",
    "taxonomies": "taxonomies beside categories and tags",
    "raw_html": "HTML in bodies",
    "languages": "several languages: what is not in the site's own stands among the rest, with its language in the front matter",
}


def described(add_in: Target | Comments) -> dict[str, Any]:
    """Answer summary, options and limits as JSON can say them."""
    said = {
        "summary": add_in.summary,
        "explained": "" if add_in.options is NoOptions else inspect.cleandoc(add_in.options.__doc__ or ""),
        "options": _options(add_in.options),
        "not_held": _not_held(add_in),
        "needs": [add_in.setting] if isinstance(add_in, Target) and add_in.setting else [],
        "next_step": add_in.next_step,
    }
    return {name: value for name, value in said.items() if value or name == "options"}


def _options(options: type) -> dict[str, dict[str, Any]]:
    made, hints = options(), get_type_hints(options)
    return {
        field.name: {
            "default": msgspec.to_builtins(getattr(made, field.name)),
            "choices": _choices(hints[field.name]),
        }
        for field in msgspec.structs.fields(options)
    }


def _choices(hint: Any) -> list[str]:
    if hint is bool:
        return ["false", "true"]
    return [str(choice) for choice in get_args(hint)] if get_origin(hint) is Literal else []


def _not_held(add_in: Target | Comments) -> list[str]:
    if isinstance(add_in, Comments):
        return [] if add_in.depth is None else [_depth(add_in.depth)]
    held: Capabilities = add_in.holds
    return [words for name, words in _ABSENT.items() if not getattr(held, name)] + list(held.limits)


def _depth(levels: int) -> str:
    return (
        f"more than {levels} level{'s' if levels > 1 else ''} of replies"
        if levels
        else "threads (all comments are flat)"
    )
