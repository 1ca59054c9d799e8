"""`wpmigrate convert`."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from wpmigrate.cli import completing
from wpmigrate.cli.completing import offer
from wpmigrate.cli.params import INPUTS, LOGGING, QUIET, cores, pairs, print_json
from wpmigrate.cli.sections import Sectioned
from wpmigrate.cli.settings import configured, merge_settings

if TYPE_CHECKING:
    from wpmigrate.config import Options


@click.command("convert", cls=Sectioned, short_help="Convert an export into the files of one or more platforms.")
@INPUTS
@configured
@click.option("-o", "--output", "out", required=True, type=click.Path(path_type=Path), help="Folder to write into.")
@click.option(
    "--to",
    multiple=True,
    default=("markdown",),
    show_default=True,
    metavar="TARGET",
    shell_complete=offer(completing.targets),
    help="Platform to write for; repeatable. See `wpmigrate targets`.",
)
@click.option("--scaffold", is_flag=True, help="Add the few files that make the platform build at once.")
@click.option("--dry-run", is_flag=True, help="Plan everything, write nothing but --report.")
@click.option(
    "--report",
    "reports",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the report there too: FILE.html, .md, .csv, .json or .txt; repeatable.",
)
@click.option(
    "--report-bodies",
    type=click.Choice(["some", "all", "differing", "none"]),
    default="some",
    show_default=True,
    help="Which bodies an HTML report shows side by side; `some`: the poorest first, as many as fit into 15 MB.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON instead of the summary.")
@click.option(
    "--fail-on",
    type=click.Choice(["loss", "change", "note", "never"]),
    default="never",
    show_default=True,
    help="Exit with 3 when something at least this bad happened.",
)
@click.option("--force", is_flag=True, help="Replace files of ours that a person has edited since.")
@click.option(
    "--prune",
    is_flag=True,
    help="Remove files of earlier runs that this one does not make, unless you have edited them.",
)
@click.option(
    "--timezone",
    metavar="NAME",
    shell_complete=offer(completing.zones),
    help="The site's time zone, such as Europe/London; otherwise the offset found in the export.",
)
@click.option(
    "--slugs",
    type=click.Choice(["wordpress", "ascii"]),
    default="wordpress",
    show_default=True,
    help="Keep WordPress's slugs, or write them in ASCII.",
)
@click.option(
    "--permalinks",
    default="keep",
    show_default=True,
    metavar="PATTERN",
    help="Keep the paths of the old site, or a pattern such as /:year/:month/:slug/.",
)
@click.option(
    "--comments",
    multiple=True,
    metavar="SYSTEM",
    shell_complete=offer(completing.comments),
    help="Write comments for this system, such as isso; `data` (default): as the target's own data; `none`; repeatable.",
)
@click.option(
    "--base-url",
    metavar="URL",
    default="",
    help="The address of the new site where it is another one than the old site's.",
)
@click.option(
    "--redirects",
    multiple=True,
    metavar="FORMAT",
    shell_complete=offer(completing.redirects),
    help="Write redirects from all old addresses, such as nginx or netlify; repeatable. See `wpmigrate targets`.",
)
@click.option(
    "--uploads",
    multiple=True,
    type=click.Path(),
    metavar="PATH",
    help="Where the media files are: the uploads folder, or a zip or tar of it; repeatable.",
)
@click.option(
    "--media",
    type=click.Choice(["auto", "none", "link", "copy", "download"]),
    default="auto",
    show_default=True,
    help="Leave media where they are, point to where you will put them, copy the used ones from --uploads, or download them.",
)
@click.option(
    "--allow-host",
    "allow_hosts",
    multiple=True,
    metavar="HOST[:PORT]",
    help="Download from this host though it is in a private network or on another port; repeatable.",
)
@click.option("--retry-failed", is_flag=True, help="Ask again for downloads that failed for good in an earlier run.")
@click.option(
    "--old-host",
    "old_hosts",
    multiple=True,
    metavar="HOST",
    help="A host the site had before; links to it are links of the site; repeatable.",
)
@click.option(
    "--include",
    multiple=True,
    type=click.Choice(["private", "trash", "password"]),
    help="Write items that are not public, as drafts; repeatable.",
)
@click.option(
    "--personal-data",
    type=click.Choice(["include", "hash"]),
    is_flag=False,
    flag_value="include",
    help="Keep e-mail and IP addresses of authors and commenters; or only a hash of commenters' addresses, for avatars.",
)
@click.option(
    "--post-type",
    "--type",
    "post_types",
    multiple=True,
    metavar="TYPE",
    help="Write only these post types; repeatable.",
)
@click.option(
    "--status",
    "statuses",
    multiple=True,
    metavar="STATUS",
    help="Write only items with this status, such as publish or draft; repeatable.",
)
@click.option("--since", metavar="DATE", help="Write only items of this day and later: 2024-05-31, 2024-05 or 2024.")
@click.option("--until", metavar="DATE", help="Write only items up to this day, month or year, and those of it.")
@click.option(
    "--author",
    "written_by",
    multiple=True,
    metavar="NAME",
    help="Write only what this author wrote: login, slug or name; repeatable.",
)
@click.option(
    "--category",
    "categories",
    multiple=True,
    metavar="NAME",
    help="Write only items of this category: slug or name; repeatable.",
)
@click.option(
    "--tag", "tags", multiple=True, metavar="NAME", help="Write only items with this tag: slug or name; repeatable."
)
@click.option(
    "--term",
    "terms",
    multiple=True,
    metavar="TAXONOMY:NAME",
    help="Write only items with this term of any taxonomy, such as genre:jazz; repeatable.",
)
@click.option("--id", "ids", multiple=True, metavar="ID", help="Write only the item with this id; repeatable.")
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Write only the first N of the items chosen.")
@click.option(
    "--overrides",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Change slugs, statuses, titles, dates and addresses of single items as a CSV or TOML file says.",
)
@click.option(
    "--authors",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Rename, complete and merge authors as a CSV or TOML file says.",
)
@click.option(
    "--field",
    "fields",
    multiple=True,
    metavar="NAME[:ALIAS]",
    help="Put a custom field into front matter; * stands for any characters; repeatable.",
)
@click.option(
    "--fields",
    "front_matter",
    multiple=True,
    metavar="KEY[:NAME],...",
    help="Write only these front matter keys, under other names where you give one; wp.id reaches into a map.",
)
@click.option(
    "--shortcodes",
    type=click.Choice(["keep", "strip"]),
    default="keep",
    show_default=True,
    help="What becomes of shortcodes that nothing here knows.",
)
@click.option(
    "--markdown",
    type=click.Choice(["commonmark", "html2text"]),
    default="commonmark",
    show_default=True,
    help="Write bodies in our own Markdown, or in the style of html2text.",
)
@click.option(
    "--math",
    type=click.Choice(["text", "source"]),
    default="text",
    show_default=True,
    help="Write formulas so that any Markdown shows their source, or as the source itself, for a Markdown that reads formulas.",
)
@click.option(
    "--embeds",
    type=click.Choice(["target", "link", "frame"]),
    default="target",
    show_default=True,
    help="Write films and posts of other sites in the target's own way, as links, or as frames that track the least.",
)
@click.option(
    "--safe",
    is_flag=True,
    help="Remove scripts, event handlers, forms and frames of unknown hosts from bodies, excerpts and comments.",
)
@click.option(
    "--verify-bodies/--no-verify-bodies",
    default=True,
    show_default=True,
    help="Render each body back and compare it with the post.",
)
@click.option(
    "--min-fidelity",
    type=click.FloatRange(0, 1),
    metavar="SHARE",
    help="Keep a body as HTML when less than this share of it would come through, such as 0.99.",
)
@click.option(
    "--set",
    "target_options",
    multiple=True,
    metavar="KEY=VALUE",
    callback=pairs,
    shell_complete=offer(completing.settings),
    help="An option of a target, such as layout=flat; repeatable.",
)
@click.option(
    "--max",
    "most",
    multiple=True,
    metavar="NAME=NUMBER",
    help="Change a limit: item, unpacked (bytes, such as 128M), items, depth, seconds (of one body), ratio, members; repeatable.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=cores,
    metavar="N",
    help="Worker processes that share the work; 1 needs the least memory. [default: the cores there are]",
)
@click.option(
    "--profile",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write there which stage took how long, in all processes: as JSON into FILE.json, else as a table.",
)
@QUIET
@LOGGING
def command(inputs: tuple[str, ...], out: Path, as_json: bool, quiet: bool, **given: Any) -> int:
    """Convert an export into a folder: Markdown for one or more platforms, neutral JSON, and the ledger.

    EXPORT is a .xml, .xml.gz or .zip file, several of them, a folder, or - for stdin.
    """
    from wpmigrate.cli.progress import progress_bar, tell_result  # noqa: PLC0415 - `--help` must not wait for lxml
    from wpmigrate.cli.talking import complain, show  # noqa: PLC0415
    from wpmigrate.config import options_of  # noqa: PLC0415
    from wpmigrate.pipeline.reading import EMPTY  # noqa: PLC0415
    from wpmigrate.pipeline.run import run  # noqa: PLC0415
    from wpmigrate.report.json import encode  # noqa: PLC0415
    from wpmigrate.report.text import summary  # noqa: PLC0415

    options = options_of(inputs, out, **merge_settings(given, quiet=quiet))
    with progress_bar(quiet=quiet) as progress:
        result = run(options, progress)
    if as_json:
        print_json(encode(result))
    elif not quiet:
        steps = _next_steps(options, out)
        show(summary(result, str(out), next_steps=steps, reports=tuple(map(str, options.reports))))
    if not result.totals.get("item"):
        complain(EMPTY, "no-items", result.exit_code)
    tell_result(result)
    return result.exit_code


def _next_steps(options: "Options", out: Path) -> list[str]:
    """Answer what a person does next: with the first target, then with its comments and its redirects."""
    from wpmigrate import registry  # noqa: PLC0415
    from wpmigrate.pipeline.commenting import FOLDER  # noqa: PLC0415
    from wpmigrate.pipeline.redirecting import FOLDER as REDIRECTS  # noqa: PLC0415

    first = options.to[0]
    below = "" if len(options.to) == 1 else f"/{first}"
    systems = [name for name in options.comments if name in registry.comment_names()]
    steps = (
        registry.target(first).next_step.format(folder=f"{out}{below}"),
        *(registry.comments(name).next_step.format(folder=f"{out}/{FOLDER}{below}/{name}") for name in systems),
        *(f"{out}/{REDIRECTS}{below}/{name}: {registry.redirects(name).next_step}" for name in options.redirects),
    )
    return [step for step in steps if step]
