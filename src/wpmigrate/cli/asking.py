"""The questions of `wpmigrate init --ask`: few, each with what an answer would mean for an item of the export."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import click

_PERMALINKS: Final = ("keep", "/:slug/", "/:year/:month/:slug/", "/:year/:month/:day/:slug/", "/:type/:slug/")
_LAYOUT: Final = "layout"


def ask(given: dict[str, Any], options: dict[str, Any], sample: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Ask for what no flag has said; answer the flags and the options of targets with the answers added."""
    from wpmigrate import registry  # noqa: PLC0415 - only paid for by those who are asked

    if sample is not None:
        click.echo(f"Examples are of “{sample.title}”, {sample.place.permalink or sample.place.slug}.\n", err=True)
    if "to" not in given:
        names = [name for name in registry.target_names() if name != "none"]
        given["to"] = (_choose("Which platform shall it be?", names, "markdown", _paths(sample)),)
    target = given["to"][0]
    layouts = _layouts(target)
    if len(given["to"]) == 1 and layouts and not {_LAYOUT, f"{target}.{_LAYOUT}"} & options.keys():
        shown = _paths(sample, lambda name: (target, "keep", {_LAYOUT: name}))
        options[f"{target}.{_LAYOUT}"] = _choose("How shall the files lie?", layouts, layouts[0], shown)
    if "permalinks" not in given:
        chosen = {_LAYOUT: options[f"{target}.{_LAYOUT}"]} if f"{target}.{_LAYOUT}" in options else {}
        shown = _addresses(sample, lambda pattern: (target, pattern, chosen))
        given["permalinks"] = _choose("Which addresses shall items have?", _PERMALINKS, "keep", shown)
    if "scaffold" not in given:
        text = "Shall the few files be added that make the platform build at once?"
        given["scaffold"] = click.confirm(text, default=True, err=True)
    return given, options


def _choose(text: str, choices: Sequence[str], default: str, shown: Mapping[str, str] | Callable[[str], str]) -> str:
    """List the choices, each with its example, and take one by name or number."""
    click.echo(text, err=True)
    for number, name in enumerate(choices, 1):
        example = shown(name) if callable(shown) else shown.get(name, "")
        click.echo(f"  {number:>2}  {name:<26} {example}".rstrip(), err=True)
    numbers = {str(number): name for number, name in enumerate(choices, 1)}
    kind = click.Choice([*choices, *numbers])
    answer = click.prompt("Name or number", default=default, type=kind, show_choices=False, err=True)
    return numbers.get(answer, answer)


Question = Callable[[str], tuple[str, str, dict[str, str]]]


def _alone(name: str) -> tuple[str, str, dict[str, str]]:
    return name, "keep", {}


def _paths(sample: Any, question: Question = _alone) -> Callable[[str], str]:
    return lambda name: _previewed(sample, question(name))[0]


def _addresses(sample: Any, question: Question) -> Callable[[str], str]:
    return lambda name: _previewed(sample, question(name))[1]


def _previewed(sample: Any, asked: tuple[str, str, dict[str, str]]) -> tuple[str, str]:
    from wpmigrate.pipeline.previewing import preview  # noqa: PLC0415

    target, permalinks, options = asked
    return preview(sample, target, permalinks, **options) if sample is not None else ("", "")


def _layouts(target: str) -> list[str]:
    """List the layouts of a target, its own one first."""
    from wpmigrate import registry  # noqa: PLC0415
    from wpmigrate.report.addins import described  # noqa: PLC0415

    option = described(registry.target(target))["options"].get(_LAYOUT)
    return list(_first(option["default"], option["choices"])) if option else []


def _first(default: str, choices: Sequence[str]) -> Iterator[str]:
    yield default
    yield from (choice for choice in choices if choice != default)
