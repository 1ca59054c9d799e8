"""The options of a long command under headings, in `--help` and in the reference."""

from collections.abc import Iterator
from typing import Final

import click

OTHERS: Final = "Other options"

SECTIONS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "convert": {
        "What comes out": (
            "out", "to", "scaffold", "comments", "redirects", "target_options", "base_url", "permalinks", "slugs", "timezone",
        ),
        "Try first, and look": (
            "dry_run", "reports", "report_bodies", "as_json", "fail_on", "force", "prune", "verify_bodies", "min_fidelity",
        ),
        "Which items": (
            "post_types", "statuses", "since", "until", "written_by", "categories", "tags", "terms", "ids", "limit",
            "include", "personal_data",
        ),
        "Items and authors one by one": ("overrides", "authors", "fields", "front_matter"),
        "Media and links": ("uploads", "media", "allow_hosts", "retry_failed", "old_hosts"),
        "Settings in a file": ("config", "no_config"),
        "Bodies": ("shortcodes", "embeds", "markdown", "math", "safe"),
        "What it may cost": ("jobs", "most", "profile"),
    },
}  # fmt: skip
SECTIONS["init"] = SECTIONS["convert"]
SECTIONS["bulk"] = {
    "Which sites": ("out", "manifest", "shard", "jobs", "site_timeout", "site_memory"),
    **SECTIONS["convert"],
}
"""Command → heading → parameters; a parameter that stands nowhere comes under the others."""


class Sectioned(click.Command):
    """A command whose help has more than one list of options."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write each list under its heading."""
        for heading, params in sections(self, ctx):
            options = (param.get_help_record(ctx) for param in params if isinstance(param, click.Option))
            records = [record for record in options if record is not None]
            if records:
                with formatter.section(heading):
                    formatter.write_dl(records)


def sections(command: click.Command, ctx: click.Context) -> Iterator[tuple[str, list[click.Parameter]]]:
    """Answer the parameters of a command under their headings, in order."""
    params = {param.name: param for param in command.get_params(ctx)}
    for heading, names in SECTIONS.get(command.name or "", {}).items():
        yield heading, [params.pop(name) for name in names if name in params]
    yield OTHERS if command.name in SECTIONS else "Options", list(params.values())
