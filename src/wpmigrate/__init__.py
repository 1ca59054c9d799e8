"""Get a site out of WordPress: nothing is lost, nothing becomes more public, and the ledger proves it.

Three functions are the library: `convert` is the whole tool, `read` gives a site and its items to a script,
`body_to_markdown` converts one body.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from wpmigrate.pipeline.body import body_to_markdown
    from wpmigrate.pipeline.run import convert, read

__version__ = "0.1.0"
__all__ = ["__version__", "body_to_markdown", "convert", "read"]

_HOMES = {
    "body_to_markdown": "wpmigrate.pipeline.body",
    "convert": "wpmigrate.pipeline.run",
    "read": "wpmigrate.pipeline.run",
}


def __getattr__(name: str) -> Any:
    """Import the library's functions when first asked for, so that `wpmigrate --help` stays quick."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 - only paid for by those who ask

    return getattr(import_module(_HOMES[name]), name)
