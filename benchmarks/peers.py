"""What is compared: wpmigrate, the tools that package registries hold, and the least that reading an export costs.

Each tool gets the options that let it do most of what wpmigrate does: Markdown, every kind of post, comments where it knows them.
None may ask the network, so none downloads pictures. Where a tool waits for nothing we do not let it, and its `note` says so.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, Literal, TypeAlias

from msgspec import Struct

Kind: TypeAlias = Literal["ours", "floor", "pip", "npm"]

# Its 25 ms between two files would be all that is measured; its manual says to change them here.
_NO_DELAY: Final = "require('wordpress-export-to-markdown/src/settings').markdown_file_write_delay = 0\n"
_HEXO_SITE: Final = {
    "_config.yml": "title: Blog\n",
    "package.json": '{"hexo": {"version": "8.1.2"}, "dependencies": {"hexo": "8.1.2", "hexo-migrator-wordpress": "2.1.2"}}\n',
}


class Tool(Struct, frozen=True, kw_only=True):
    """One line of the comparison.

    `command` may hold {tool}, its folder, {export} and {python}. `files` are put into its folder when it is installed, `site` into
    the folder of its output, in which it runs. `pages` says which files of its output hold posts. What says `done` has done its
    work, whether it ends or not.
    """

    name: str
    kind: Kind
    command: Sequence[str]
    packages: Sequence[str] = ()
    pages: str = ""
    files: Mapping[str, str] = {}
    site: Mapping[str, str] = {}
    done: str = ""
    note: str = ""

    @property
    def title(self) -> str:
        """What it is called in a table: with the release of its first package."""
        release = self.packages[0].replace("==", " ").replace("@", " ") if self.packages else ""
        return release or self.name


_CONVERT: Final = "{python} -m wpmigrate convert {export} -o site --to markdown --include private -q"


def _ours(name: str, *more: str) -> Tool:
    return Tool(name=name, kind="ours", command=(*_CONVERT.split(), *more), pages="site/**/*.md")


OURS: Final = "wpmigrate"
ONE_JOB: Final = "wpmigrate --jobs 1"
FLOOR: Final = "lxml iterparse"

TOOLS: Final = {
    tool.name: tool
    for tool in (
        Tool(name=FLOOR, kind="floor", command=("{python}", "-m", "benchmarks.floor", "{export}")),
        _ours(OURS),
        _ours(ONE_JOB, "--jobs", "1"),
        Tool(
            name="nikola",
            kind="pip",
            packages=("Nikola==8.3.3", "html2text==2025.4.15", "phpserialize==1.3", "jinja2==3.1.6", "markdown==3.11.3"),
            command=(
                "{tool}/bin/nikola", "import_wordpress", "-o", "site", "--no-downloads", "--export-comments", "--html2text",
                "{export}",
            ),
            pages="site/**/*.md",
        ),
        Tool(
            name="wordpress-export-to-markdown",
            kind="npm",
            packages=("wordpress-export-to-markdown@2.2.2",),
            command=(
                "node", "-r", "{tool}/no-delay.cjs", "{tool}/node_modules/wordpress-export-to-markdown/index.js",
                "--wizard=false", "--input={export}", "--output=site", "--include-other-types=true", "--post-folders=false",
                "--save-attached-images=false", "--save-scraped-images=false",
            ),
            pages="site/**/*.md",
            files={"no-delay.cjs": _NO_DELAY},
            note="its settings let it wait 25 ms after each file; here 0",
        ),
        Tool(
            name="pelican",
            kind="pip",
            packages=("pelican==4.12.0", "beautifulsoup4==4.14.2", "lxml==6.1.3", "feedparser==6.0.12", "pypandoc_binary==1.17"),
            command=("{tool}/bin/pelican-import", "--wpfile", "-m", "markdown", "-o", "site", "{export}"),
            pages="site/**/*.md",
        ),
        Tool(
            name="hexo-migrator-wordpress",
            kind="npm",
            packages=("hexo-migrator-wordpress@2.1.2", "hexo@8.1.2"),
            command=("node", "{tool}/node_modules/hexo/bin/hexo", "migrate", "wordpress", "{export}"),
            pages="source/**/*.md",
            site=_HEXO_SITE,
            done="posts migrated.",
            note="never ends after it has said that it is done; ended then",
        ),
    )
}  # fmt: skip
"""Every tool by its name, in the order of a table before anything is measured."""


def environment(tool: Tool, folder: Path) -> dict[str, str]:
    """Answer the environment in which a tool runs.

    Python may keep what it compiles: pip has compiled the other tools as it installed them, ours runs from its source.
    """
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[1])}
    env.pop("PYTHONDONTWRITEBYTECODE", None)
    if tool.kind in ("pip", "npm"):
        env.pop("PYTHONPATH")
    pandoc = next(folder.glob("lib/*/site-packages/pypandoc/files"), None)
    if pandoc is not None:
        env["PATH"] = f"{pandoc}{os.pathsep}{env['PATH']}"
    return env | ({"NODE_PATH": str(folder / "node_modules")} if tool.kind == "npm" else {})


def command_of(tool: Tool, folder: Path, export: Path) -> list[str]:
    """Answer the command line of a tool."""
    return [word.format(tool=folder, export=export, python=sys.executable) for word in tool.command]


def furnish(tool: Tool, folder: Path, out: Path) -> None:
    """Put into an empty output folder what a tool wants to find there."""
    for name, content in tool.site.items():
        (out / name).write_text(content, "utf-8")
    if tool.site:
        (out / "source").mkdir()
        (out / "node_modules").symlink_to(folder / "node_modules")
