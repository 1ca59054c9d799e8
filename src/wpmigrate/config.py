"""What a run is asked to do: typed options, the same from the command line and from Python."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeAlias

import msgspec
from msgspec import Meta, Struct

from wpmigrate.content.rules import Rule, Rules
from wpmigrate.errors import UsageError
from wpmigrate.media.guard import Guard
from wpmigrate.most import most_of
from wpmigrate.report.model import Level, check_reports
from wpmigrate.site.fields import field_rules
from wpmigrate.site.patterns import KEEP, check_pattern
from wpmigrate.storage.urls import is_url, is_web, told

Bodies: TypeAlias = Literal["some", "all", "differing", "none"]
Engine: TypeAlias = Literal["commonmark", "html2text"]
Include: TypeAlias = Literal["private", "trash", "password"]


_LISTS: Final = frozenset(
    (
        "to",
        "old_hosts",
        "redirects",
        "comments",
        "uploads",
        "allow_hosts",
        "post_types",
        "statuses",
        "written_by",
        "categories",
        "tags",
        "terms",
        "ids",
        "fields",
        "front_matter",
        "most",
        "reports",
    )
)


_PLACES: Final = frozenset(("uploads", "overrides", "authors"))
"""Options that name files of this machine."""

_OF_A_CALL: Final = frozenset(
    (
        "inputs",
        "output",
        "stored",
        "dry_run",
        "force",
        "prune",
        "retry_failed",
        "allow_hosts",
        "fail_on",
        "reports",
        "report_bodies",
        "profile",
        "jobs",
    )
)
"""Options that say nothing about what is written."""


class Options(Struct, frozen=True):
    """One run. Safe by default: what was not public is kept out, personal data too, and no file of others is touched.

    `stored` is the address of the output folder where that is in storage; `output` is then of no account.
    """

    inputs: tuple[str, ...]
    output: Path
    to: tuple[str, ...] = ("markdown",)
    dry_run: bool = False
    force: bool = False
    prune: bool = False
    scaffold: bool = False
    timezone: str | None = None
    slugs: Literal["wordpress", "ascii"] = "wordpress"
    permalinks: str = KEEP
    old_hosts: tuple[str, ...] = ()
    redirects: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    base_url: Annotated[str, Meta(pattern=r"^(https?://[^\s/?#\[\]]+(/[^\s?#]*)?)?$")] = ""
    uploads: tuple[str, ...] = ()
    media: Literal["auto", "none", "link", "copy", "download"] = "auto"
    allow_hosts: tuple[str, ...] = ()
    retry_failed: bool = False
    include: frozenset[Include] = frozenset()
    personal_data: bool | Literal["include", "hash"] | None = None
    post_types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    written_by: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    limit: Annotated[int, Meta(ge=1)] | None = None
    overrides: Path | None = None
    authors: Path | None = None
    fields: tuple[str, ...] = ()
    front_matter: tuple[str, ...] = ()
    shortcodes: Literal["keep", "strip"] = "keep"
    shortcode_rules: Mapping[str, Any] = {}
    author_edits: Mapping[str, Mapping[str, str]] = {}
    markdown: Engine = "commonmark"
    math: Literal["text", "source"] = "text"
    embeds: Literal["target", "link", "frame"] = "target"
    safe: bool = False
    verify_bodies: bool = True
    min_fidelity: Annotated[float, Meta(ge=0, le=1)] | None = None
    target_options: Mapping[str, Any] = {}
    fail_on: Level = "never"
    reports: tuple[Path, ...] = ()
    report_bodies: Bodies = "some"
    profile: Path | None = None
    most: tuple[str, ...] = ()
    jobs: Annotated[int, Meta(ge=1)] = 1
    stored: str = ""


def brings_media(options: Options) -> bool:
    """Answer whether used uploads have new addresses: unless told otherwise, where somebody said where they lie."""
    return options.media in ("link", "copy", "download") or (options.media == "auto" and bool(options.uploads))


def tells_more(options: Options) -> bool:
    """Answer whether a report of this run tells more than its sums."""
    return any(path.suffix.lower() in (".html", ".md", ".csv") for path in options.reports)


def shows_bodies(options: Options) -> bool:
    """Answer whether a report of this run shows bodies side by side."""
    return options.report_bodies != "none" and any(path.suffix.lower() == ".html" for path in options.reports)


def recorded(options: Options) -> dict[str, Any]:
    """Answer the options that shape what a run writes and are not the default, for its report; a path from the root is its name alone."""
    plain = Options((), Path())
    asked = {name: getattr(options, name) for name in Options.__struct_fields__ if name not in _OF_A_CALL}
    told = {name: value for name, value in asked.items() if value != getattr(plain, name) or name == "to"}
    for name in _PLACES & told.keys():
        value = told[name]
        told[name] = tuple(map(_named, value)) if isinstance(value, tuple) else _named(value)
    return {name: msgspec.to_builtins(sorted(v) if isinstance(v, frozenset) else v) for name, v in told.items()}


def _named(path: str | Path) -> str:
    return Path(path).name if Path(path).is_absolute() else Path(path).as_posix()


def options_of(inputs: Sequence[str | Path], output: str | Path, **given: Any) -> Options:
    """Turn loose arguments into Options; an unknown or ill-typed one is a UsageError."""
    unknown = given.keys() - set(Options.__struct_fields__)
    if unknown:
        near = get_close_matches(min(unknown), Options.__struct_fields__, 1)
        meant = f"Did you mean {near[0]!r}? The" if near else "The"
        raise UsageError(
            f"There is no option {min(unknown)!r}. {meant} options are {', '.join(Options.__struct_fields__)}.",
            code="unknown-option",
        )
    given |= {name: _listed(given[name]) for name in _LISTS & given.keys()}
    try:
        options = msgspec.convert({**given, "inputs": (), "output": ""}, Options, strict=False, dec_hook=_path)
    except msgspec.ValidationError as error:
        if "$.base_url" in str(error):
            raise UsageError(
                f"--base-url {given['base_url']!r} is no address of a site; write https://www.example.org, with a path if it has one.",
                code="option-value",
            ) from None
        raise UsageError(f"An option has a value it cannot have: {error}.", code="option-value") from None
    check_pattern(options.permalinks)
    most_of(options.most)
    field_rules(options.fields)
    front_matter_keys(options.front_matter)
    shortcode_rules(options.shortcode_rules)
    Guard(options.allow_hosts)
    check_reports(options.reports)
    if not options.to or len(set(options.to)) != len(options.to):
        raise UsageError("--to needs at least one target, and each only once.", code="option-value")
    if options.safe and "wordpress" in options.to:
        raise UsageError(
            "--safe cannot be had with --to wordpress, which writes bodies as they stand: leave one of them out.",
            code="option-value",
        )
    if options.media == "copy" and not options.uploads:
        raise UsageError(
            "--media copy needs --uploads: say where the media files are, or use --media download.", code="no-uploads"
        )
    if is_url(str(output)) and is_web(str(output)):
        raise UsageError(
            f"{told(str(output))} cannot be written to: name a folder, or an address such as s3://bucket/folder.",
            code="option-value",
        )
    place = {"stored": output, "output": Path()} if is_url(str(output)) else {"output": Path(output)}
    return msgspec.structs.replace(options, inputs=tuple(map(str, inputs)), **place)


def front_matter_keys(asked: Iterable[str]) -> dict[str, str]:
    """Read `title,date,categories:tags`: the front matter keys that are wanted, and the names they shall have."""
    found: dict[str, str] = {}
    for pair in (pair.strip() for text in asked for pair in text.split(",")):
        name, colon, alias = pair.partition(":")
        if not name or (colon and not alias):
            raise UsageError(
                f"--fields {pair!r} is not KEY or KEY:NAME, such as date or categories:tags.", code="bad-field"
            )
        found[name] = alias or name
    if len(set(found.values())) < len(found):
        raise UsageError("--fields gives two front matter keys one name.", code="bad-field")
    return found


def shortcode_rules(given: Mapping[str, Any]) -> Rules:
    """Read rules for shortcodes: `"strip"`, or `{"template": "…"}`; names may hold `*`."""
    try:
        return Rules({name: _rule(wish) for name, wish in given.items()})
    except (msgspec.ValidationError, TypeError):
        raise UsageError(
            'A rule of shortcode_rules is "keep", "strip", "unwrap", {"template": "…"} or {"markdown": "…"}.',
            code="option-value",
        ) from None


def _rule(wish: Any) -> Rule:
    if isinstance(wish, str):
        return msgspec.convert({"kind": wish}, Rule)
    if isinstance(wish, Mapping) and len(wish) == 1:
        ((kind, text),) = wish.items()
        wish = {"kind": kind, "text": text}
    return msgspec.convert(wish, Rule)


def target_options(structs: Mapping[str, type], given: Mapping[str, Any]) -> dict[str, Any]:
    """Build each target's options from `key=value` pairs; `hugo.layout` is Hugo's alone, `layout` any target's that has it."""
    shares: dict[str, dict[str, Any]] = {name: {} for name in structs}
    for key, value in given.items():
        owner, dot, field = key.rpartition(".")
        takers = [n for n, struct in structs.items() if field in _fields(struct) and (not dot or n == owner)]
        if not takers:
            known = ", ".join(f"{name}.{f}" for name, struct in structs.items() for f in _fields(struct)) or "none"
            near = get_close_matches(field, {f for struct in structs.values() for f in _fields(struct)}, 1)
            meant = f" Did you mean {near[0]!r}?" if near else ""
            raise UsageError(
                f"No target of this run has an option {key!r}; known: {known}.{meant}", code="unknown-option"
            )
        for name in takers:
            shares[name][field] = value
    return {name: _typed(structs[name], name, share) for name, share in shares.items()}


def _typed(struct: type, name: str, share: dict[str, Any]) -> Any:
    try:
        return msgspec.convert(share, struct, strict=False)
    except msgspec.ValidationError as error:
        raise UsageError(f"An option of {name} has a value it cannot have: {error}.", code="option-value") from None


def _fields(struct: type) -> tuple[str, ...]:
    return tuple(field.name for field in msgspec.structs.fields(struct))


def _listed(value: object) -> object:
    """Let one word, or one number, stand for a list of it."""
    if isinstance(value, str | int | Path):
        return (str(value),)
    return tuple(map(str, value)) if isinstance(value, Iterable) else value


def _path(kind: type, value: object) -> object:
    return Path(str(value)) if kind is Path else value
