"""`wpmigrate inspect`."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from wpmigrate.cli.params import INPUTS, LOGGING, print_json
from wpmigrate.cli.talking import show
from wpmigrate.errors import UsageError

if TYPE_CHECKING:
    from wpmigrate.report.inspection import Inspection

_REPORTS: Final = (".html", ".md", ".json", ".txt")


@click.command("inspect")
@INPUTS
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option(
    "--report",
    "reports",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write all that was found there too: FILE.html, .md, .json or .txt; repeatable.",
)
@click.option(
    "--suggest",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write what the export suggests for wpmigrate.toml, as `wpmigrate init` does.",
)
@click.option(
    "--overrides",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write a first version of the file that convert takes as --overrides: .csv, .tsv or .toml.",
)
@click.option(
    "--authors",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write a first version of the file that convert takes as --authors: .csv, .tsv or .toml.",
)
@LOGGING
def command(
    inputs: tuple[str, ...],
    as_json: bool,
    reports: tuple[Path, ...],
    suggest: Path | None,
    overrides: Path | None,
    authors: Path | None,
) -> int:
    """Say what an export holds, in seconds: plugins, types, blocks, shortcodes, fields, media, people, damage.

    Nothing is written but the files that are named; --suggest, --overrides and --authors never replace one that is there.
    """
    from wpmigrate.cli.progress import progress_bar  # noqa: PLC0415 - `--help` must not wait for lxml
    from wpmigrate.config import options_of  # noqa: PLC0415
    from wpmigrate.pipeline.inspecting import FirstVersions, inspect  # noqa: PLC0415

    _refuse(reports, suggest)
    with progress_bar(quiet=as_json) as progress:
        found = inspect(options_of(inputs, "."), progress, FirstVersions(overrides, authors))
    if as_json or reports or suggest:
        found = _with_suggestion(found)
    for path in reports:
        _write(path, _written(found, path.suffix.lower()))
    if suggest is not None:
        _write(suggest, found.suggested.encode())
    if as_json:
        print_json(_written(found, ".json"))
    else:
        show(_written(found, ".txt").decode())
    return 0


def _refuse(reports: tuple[Path, ...], suggest: Path | None) -> None:
    for path in reports:
        if path.suffix.lower() not in _REPORTS:
            raise UsageError(f"--report {path.name}: a report is a {', '.join(_REPORTS)} file.", code="report-format")
    if suggest is not None and suggest.exists():
        raise UsageError(f"{suggest} is there already, and may be edited: name another file.", code="file-exists")


def _with_suggestion(found: "Inspection") -> Any:
    """Add the file of settings that `wpmigrate init` would write."""
    from msgspec.structs import replace  # noqa: PLC0415

    from wpmigrate.cli.convert import command as convert  # noqa: PLC0415
    from wpmigrate.cli.settings import settings_of  # noqa: PLC0415
    from wpmigrate.pipeline.survey.suggesting import suggestions  # noqa: PLC0415
    from wpmigrate.settings.writing import first_settings  # noqa: PLC0415

    known = settings_of(convert)
    return replace(found, suggested=first_settings(known, {}, {}, ("markdown",), (), suggestions(found)))


def _written(found: "Inspection", suffix: str) -> bytes:
    """Answer what was found as the suffix of a file asks."""
    import msgspec  # noqa: PLC0415

    from wpmigrate.pipeline.survey.suggesting import suggestions  # noqa: PLC0415
    from wpmigrate.report import inspection_html, inspection_markdown, inspection_text  # noqa: PLC0415

    if suffix == ".json":
        encoded: bytes = msgspec.json.format(msgspec.json.encode(found), indent=2)
        return encoded + b"\n"
    if suffix == ".html":
        return inspection_html.page(found).encode()
    if suffix == ".md":
        return inspection_markdown.document(found).encode()
    return inspection_text.describe(found, suggestions(found)).encode()


def _write(path: Path, content: bytes) -> None:
    from wpmigrate.output.apply import write_file  # noqa: PLC0415

    write_file(path, content)
