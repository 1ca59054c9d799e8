"""What a shell offers after an option: names of add-ins, codes, schemas and time zones."""

from collections.abc import Callable, Iterable

import click
from click.shell_completion import CompletionItem

Offer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def targets(*_: object) -> Iterable[tuple[str, str]]:
    """Offer the platforms of `--to`."""
    from wpmigrate import registry  # noqa: PLC0415 - only a shell that asks pays for the add-ins

    return [(name, registry.target(name).summary) for name in registry.target_names()]


def comments(*_: object) -> Iterable[tuple[str, str]]:
    """Offer the comment systems of `--comments`."""
    from wpmigrate import registry  # noqa: PLC0415

    ours = [("data", "the target's own data files"), ("none", "no comments")]
    return ours + [(name, registry.comments(name).summary) for name in registry.comment_names()]


def redirects(*_: object) -> Iterable[tuple[str, str]]:
    """Offer the formats of `--redirects`."""
    from wpmigrate import registry  # noqa: PLC0415

    return [(name, registry.redirects(name).summary) for name in registry.redirect_names()]


def add_ins(*_: object) -> Iterable[tuple[str, str]]:
    """Offer the add-ins of every kind."""
    return [*targets(), *comments()[2:], *redirects()]  # type: ignore[index]


def codes(*_: object) -> Iterable[tuple[str, str]]:
    """Offer every code that `explain` knows."""
    from wpmigrate.diagnostics import Code  # noqa: PLC0415
    from wpmigrate.report.explaining import codes as known  # noqa: PLC0415

    said = {code.slug: code.sentence for code in Code}
    return [(slug, said.get(slug, "")) for slug in known()]


def schemas(*_: object) -> Iterable[tuple[str, str]]:
    """Offer the names of the files that have a schema."""
    from wpmigrate.pipeline.schemas import SCHEMAS  # noqa: PLC0415

    return [(name, "") for name in (*SCHEMAS, "config")]


def zones(*_: object) -> Iterable[tuple[str, str]]:
    """Offer the names of time zones."""
    from zoneinfo import available_timezones  # noqa: PLC0415

    return [(name, "") for name in sorted(available_timezones())]


def settings(ctx: click.Context) -> Iterable[tuple[str, str]]:
    """Offer `KEY=` for each option of the targets and comment systems that the line names so far."""
    from wpmigrate import registry  # noqa: PLC0415

    chosen = [registry.target(name) for name in ctx.params.get("to") or () if name in registry.target_names()]
    chosen += [registry.comments(n) for n in ctx.params.get("comments") or () if n in registry.comment_names()]
    keys = [(key, add_in.summary) for add_in in chosen for key in add_in.options.__struct_fields__]
    return [(f"{key}=", summary) for key, summary in keys]


def offer(found: Callable[[click.Context], Iterable[tuple[str, str]]]) -> Offer:
    """Make what Click asks of a parameter: the names that begin as the word does, with what each is."""

    def complete(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
        return [CompletionItem(name, help=about or None) for name, about in found(ctx) if name.startswith(incomplete)]

    return complete
