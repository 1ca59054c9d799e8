"""The table of plugins in the docs: what is kept of each, what is not, and the case that shows it."""

from collections.abc import Iterable
from typing import Final, get_args

from wpmigrate.traces import Group, Plugin

_HEAD: Final = """# Plugins

What becomes of what plugins leave in an export. Nothing here has to be asked for: whatever is there is read. What is not kept
stands in the report, with a code of [diagnostics](diagnostics.md) and the number of times.

- A **page builder's** page is read from where the builder keeps it, be it the body or a field, and comes out as headings, text,
  pictures, films, links and tables in their order.
- **Search engines'** fields are `description`, `robots` and `seo` in front matter (and Ghost's own), with the plugin's variables filled in.
- **Structures** (products, events, recipes, fields of ACF …) stand in `records` of `_wpmigrate/posts.jsonl`; `--field product`,
  `--field event.start` or `--field acf.subtitle:subtitle` puts one into front matter.
- **Noise** is left out and counted, by plugin, as [`plugin-noise`](diagnostics/plugin-noise.md).
- A **shortcode that nothing here knows** stays as it stands, unless an address in it is known for a film or post;
  every report (`remains` in `report.json`) and `wpmigrate inspect` rank what remains by the number of posts. A rule for one is a line
  below [`[shortcodes]`](config.md) of `wpmigrate.toml`, such as `box = "unwrap"`; what a line cannot say is a function in a package of
  yours, by the entry-point group `wpmigrate.shortcodes` ([adding a target](adding-a-target.md) shows such a package).
- What says by its **name** that it was not for everybody (`[paid_content]`, a block `acme/restricted`) is kept out too, and
  [reported](diagnostics/members-only.md); a rule of yours goes before that.

This page is generated from the handlers (`pytest --accept` writes it again); the case of each plugin is a file below `fixtures/`.
"""


def plugin_page(plugins: Iterable[Plugin]) -> str:
    """Write docs/plugins.md: a table for each group, plugins by name."""
    known = sorted(plugins, key=lambda plugin: plugin.name.casefold())
    parts = [_HEAD]
    for group in get_args(Group):
        rows = [_row(plugin) for plugin in known if plugin.group == group]
        if rows:
            parts.append(
                "\n".join((f"## {group}\n", "| plugin | kept | not kept | case |", "| --- | --- | --- | --- |", *rows))
                + "\n"
            )
    return "\n".join(parts)


def _row(plugin: Plugin) -> str:
    return f"| {plugin.name} | {plugin.kept} | {plugin.left} | `{plugin.fixture}` |"
