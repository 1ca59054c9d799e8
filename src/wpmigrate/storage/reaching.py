"""The way to storage: any that fsspec knows, with the credentials that the environment gives it; each refusal is one sentence."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from errno import EACCES, EDQUOT, ENOSPC, EPERM
from typing import Any, Final

from wpmigrate.errors import InputError, OutputError, UsageError, WpmigrateError
from wpmigrate.storage.urls import is_url, redacted, scheme_of, told

_NO_KEY: Final = frozenset(
    ("NoCredentialsError", "PartialCredentialsError", "TokenRetrievalError", "AuthenticationException", "RefreshError")
)
_SILENT: Final = frozenset(
    (
        "EndpointConnectionError",
        "ConnectTimeoutError",
        "ConnectionClosedError",
        "ReadTimeoutError",
        "ServerTimeoutError",
    )
)
_FORBIDDEN: Final = (401, 403)
"""Statuses of HTTP."""


def reach(url: str) -> tuple[Any, str]:
    """Answer the file system that an address is of, and the path in it."""
    try:
        import fsspec  # noqa: PLC0415 - only who has addresses needs it
    except ImportError:
        raise UsageError(
            f"{told(url)} is an address in storage: pip install 'wpmigrate[remote]', here and on all workers.",
            code="no-remote",
        ) from None
    try:
        system, path = fsspec.url_to_fs(url)
    except ImportError:
        raise UsageError(
            f"{scheme_of(url)}:// needs a library that is not installed: pip install 'wpmigrate[remote]', here and on all workers.",
            code="no-remote",
        ) from None
    except ValueError:
        known = "s3, gs, az, sftp, http and https"
        raise UsageError(
            f"There is no storage {scheme_of(url)}://; there are {known}, and what else fsspec knows.",
            code="unknown-storage",
        ) from None
    return system, path


def libraries(words: Iterable[str]) -> list[str]:
    """Name the modules that the addresses among some words need, for whoever loads them beforehand."""
    schemes = {scheme_of(word) for word in words if is_url(word)}
    if not schemes:
        return []
    from fsspec.registry import known_implementations  # noqa: PLC0415 - only who has addresses needs it

    known = (known_implementations[scheme]["class"] for scheme in sorted(schemes & known_implementations.keys()))
    return [name.rpartition(".")[0] for name in known]


@contextmanager
def reading(url: str) -> Iterator[None]:
    """Turn what storage says while it is read into an InputError."""
    try:
        yield
    except Exception as error:
        match _kind(error):
            case "ours":
                raise
            case "missing":
                raise InputError(f"{told(url)} does not exist: check the address.", code="missing") from None
            case "forbidden":
                raise InputError(_FORBIDDEN_SENTENCE.format(url=told(url)), code="storage-forbidden") from None
            case "silent":
                raise InputError(_SILENT_SENTENCE.format(url=told(url)), code="storage-silent") from None
        raise InputError(_failed(url, error), code="storage-failed") from None


@contextmanager
def writing(url: str) -> Iterator[None]:
    """Turn what storage says while it is written into an OutputError."""
    try:
        yield
    except Exception as error:
        match _kind(error):
            case "ours":
                raise
            case "missing":
                said = f"The place of {told(url)} does not exist: make the bucket or the folder first."
                raise OutputError(said, code="storage-missing") from None
            case "forbidden":
                raise OutputError(_FORBIDDEN_SENTENCE.format(url=told(url)), code="storage-forbidden") from None
            case "silent":
                raise OutputError(_SILENT_SENTENCE.format(url=told(url)), code="storage-silent") from None
        raise OutputError(_failed(url, error), code="storage-failed") from None


_FORBIDDEN_SENTENCE: Final = (
    "The storage refuses {url}: check the credentials that the environment gives, and what they allow."
)
_SILENT_SENTENCE: Final = (
    "The storage of {url} does not answer: check its address and the network, and run the same command again."
)


def _failed(url: str, error: Exception) -> str:
    said = " ".join(redacted(str(error)).split())[:200].rstrip(".")
    return f"The storage failed at {told(url)}: {type(error).__name__}{': ' * bool(said)}{said}."


def _kind(error: BaseException | None) -> str:
    """Sort an error of any library, or of what it was made from; "ours" is none of the storage."""
    if isinstance(error, WpmigrateError) or getattr(error, "errno", None) in (ENOSPC, EDQUOT):
        return "ours"
    while error is not None:
        name, status = type(error).__name__, getattr(error, "status", None)
        if isinstance(error, FileNotFoundError):
            return "missing"
        if name in _NO_KEY or status in _FORBIDDEN or getattr(error, "errno", None) in (EACCES, EPERM):
            return "forbidden"
        if isinstance(error, PermissionError):
            return "forbidden"
        if name in _SILENT or isinstance(error, ConnectionError | TimeoutError) or name.startswith("ClientConnector"):
            return "silent"
        error = error.__cause__
    return "failed"
