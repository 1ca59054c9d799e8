"""Write docs/reference/ and the tables of the README from the code itself: `python docs/reference.py`.

`tests/test_docs_reference.py` fails where they are not what the code says; `pytest --accept` rewrites them too.
"""

import inspect
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import msgspec

import wpmigrate
from wpmigrate import errors, registry
from wpmigrate.cli import main
from wpmigrate.cli.sections import sections
from wpmigrate.cli.settings import settings_of
from wpmigrate.config import Options
from wpmigrate.diagnostics import Code
from wpmigrate.pipeline.export import Export
from wpmigrate.pipeline.schemas import SCHEMAS
from wpmigrate.report.addins import described
from wpmigrate.report.model import Report
from wpmigrate.settings.model import PEOPLE, RULES, TEMPLATES, Setting

DOCS = Path(__file__).resolve().parent
README = DOCS.parent / "README.md"
MADE = "<!-- made from the code by docs/reference.py: change the code, then run it -->"
PLATFORMS = {"markdown": "Markdown for anything else", "mkdocs": "MkDocs with Material", "wordpress": "WordPress again"}
COLUMNS = {
    "drafts": "drafts",
    "scheduled": "dates to come",
    "comments": "comments",
    "menus": "menus",
    "taxonomies": "taxonomies",
}
ROOM = 130
EXIT_CODES = {
    0: "done",
    1: "an internal error, or a ledger that does not balance",
    2: "the call or the configuration cannot be meant",
    3: "done, but some items failed or `--fail-on` was reached; `verify`: something differs; `diff --exit-code`: the two differ",
    4: "the input cannot be read, is refused, or holds no item",
    5: "the output cannot be written, or another run holds it",
    75: "the network was away: try again",
    130: "interrupted (143: told to stop); run the same command to go on",
}
ENVIRONMENT = {
    "NO_COLOR": "any value: no colour",
    "FORCE_COLOR": "any value: colour in a pipe or a file too, such as for `less -R`",
    "WPMIGRATE_DEBUG": "any value: an internal error shows its traceback",
}


_EXAMPLE = """```python
import wpmigrate

report = wpmigrate.convert("export.xml", "site", to="hugo", dry_run=True)
print(report.totals["item"])

with wpmigrate.read("export.xml") as export:
    for item in export:
        print(item.post.title, item.post.date, len(item.comments))
```"""


# --- Markdown -----------------------------------------------------------------------------------------------------


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Write a table; a pipe in a cell is escaped."""
    lines = [list(head), None, *map(list, rows)]
    width = len(lines[0] or ())
    return "\n".join("|" + "---|" * width if line is None else f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def code(text: str) -> str:
    """Write a code span."""
    return f"`{text}`" if text else ""


def page(title: str, *parts: str) -> str:
    """Write one page of the reference."""
    return "\n\n".join([f"# {title}", MADE, *(part.strip("\n") for part in parts if part)]) + "\n"


# --- commands -----------------------------------------------------------------------------------------------------


def commands() -> dict[str, click.Command]:
    """Answer every command, in the order of `--help`."""
    found = {name: main.get_command(click.Context(main), name) for name in main.list_commands(click.Context(main))}
    return {name: command for name, command in found.items() if command is not None}


def command_page(name: str, command: click.Command) -> str:
    """Tell all about one command."""
    context = click.Context(command, info_name=f"wpmigrate {name}")
    usage = command.get_usage(context).removeprefix("Usage: ")
    parts = [f"```text\n{' '.join(usage.split())}\n```", *_help(command)]
    for heading, params in sections(command, context):
        rows = [
            _option(option, context)
            for option in params
            if isinstance(option, click.Option) and "--help" not in option.opts
        ]
        if rows:
            parts += [f"## {heading}", table(("option", "meaning"), rows)]
    return page(f"wpmigrate {name}", *parts)


def _help(command: click.Command) -> Iterator[str]:
    """Write the paragraphs of a help; one that a backspace protects is code."""
    for paragraph in inspect.cleandoc(command.help or "").split("\n\n"):
        if paragraph.startswith("\b\n"):
            yield f"```text\n{paragraph.partition(chr(10))[2]}\n```"
        else:
            yield " ".join(paragraph.split())


def _option(option: click.Option, context: click.Context) -> tuple[str, str]:
    """Say how an option is spelled and what it means; its choices stand with the meaning, where a pipe is no column."""
    spelled, meaning = option.get_help_record(context) or ("", "")
    meaning = re.sub(r"\s+\[(default|required|0)(.*?)\]", r" (\1\2)", meaning)
    names, _, choices = re.sub(r"  .*", "", spelled).strip().partition(" [")
    if choices and isinstance(option.type, click.Choice):
        meaning += f" One of {', '.join(code(str(choice)) for choice in option.type.choices)}."
    return ", ".join(code(name) for name in names.replace(" / ", ", ").split(", ")), meaning


def commands_page() -> str:
    """List the commands, exit codes and variables."""
    rows = [(f"[`{name}`]({name}.md)", _first(command)) for name, command in commands().items()]
    return page(
        "Commands",
        "`wpmigrate COMMAND --help` says the same on your terminal, `wpmigrate completion SHELL` makes your shell complete it.",
        table(("command", "what it does"), rows),
        "## Exit codes",
        table(("code", "meaning"), ((str(number), words) for number, words in EXIT_CODES.items())),
        "## Environment variables",
        table(("variable", "meaning"), ((code(name), words) for name, words in ENVIRONMENT.items())),
        "Results are on stdout; progress and errors on stderr. Nothing ever asks: a script without a terminal comes to its end.",
    )


def _first(command: click.Command) -> str:
    return " ".join((command.short_help or command.help or "").partition("\n\n")[0].split())


# --- add-ins ------------------------------------------------------------------------------------------------------


def targets_page() -> str:
    """Tell the options and limits of every target."""
    return page(
        "Options of targets",
        "`--set key=value` sets an option of every target that has it, `--set hugo.key=value` of one. "
        "`wpmigrate targets NAME` says the same.",
        *(_add_in(name, registry.target(name)) for name in registry.target_names()),
    )


def comments_page() -> str:
    """Tell the options and limits of every comment system."""
    return page(
        "Options of comment systems",
        "`--comments NAME` chooses one; what each needs stands in [comments](../comments.md).",
        *(_add_in(name, registry.comments(name)) for name in registry.comment_names()),
    )


def redirects_page() -> str:
    """Tell what every format of redirects can say."""
    rows = []
    for name in registry.redirect_names():
        form = registry.redirects(name)
        limit = f"{form.limit:,}" if form.limit else "any number"
        rows.append((code(name), form.summary, "yes" if form.queries else "no", limit, form.next_step))
    return page(
        "Formats of redirects",
        "`--redirects NAME` chooses one; [redirects](../redirects.md) says what leads where.",
        table(("format", "what", "addresses with a query", "rules", "where it goes"), rows),
    )


def _add_in(name: str, add_in: Any) -> str:
    told = described(add_in)
    rows = [
        (code(key), code(_spelled(one["default"])), ", ".join(map(code, one["choices"])))
        for key, one in told["options"].items()
    ]
    parts = [
        f"## {name}",
        told["summary"] + ".",
        told.get("explained", "") if rows else "",
        table(("option", "default", "choices"), rows) if rows else "",
        *(f"- Limit: {sentence.rstrip('.')}." for sentence in told.get("not_held", ())),
        *(f"- Needs: {sentence.rstrip('.')}." for sentence in told.get("needs", ())),
        f"- Next: {told['next_step'].replace('{folder}', 'DIR')}" if told.get("next_step") else "",
    ]
    joined = "\n\n".join(part for part in parts if part)
    return re.sub(r"(?m)(^- .*)\n\n(?=- )", r"\1\n", joined)


def _spelled(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def handlers_page() -> str:
    """List the shortcodes, blocks and hosts of embeds that are understood."""
    known = registry.handlers()
    return page(
        "Shortcodes, blocks and embeds",
        "What is not in these lists stays as it stands and is reported; [blocks](../blocks.md) says what becomes of each block of the "
        "editor, [diagnostics](diagnostics.md) what the report calls the rest.",
        "## Shortcodes",
        ", ".join(f"`[{name}]`" for name in sorted(known.shortcodes)),
        "## Blocks",
        ", ".join(map(code, sorted(known.blocks))),
        "## Blocks that WordPress makes when a page is viewed",
        table(("block", "what a visitor saw"), ((code(name), known.dynamic[name]) for name in sorted(known.dynamic))),
        "## Hosts of embeds",
        ", ".join(map(code, sorted(known.providers))),
    )


def diagnostics_page() -> str:
    """List every code with its sentence and advice."""
    rows = [(_code_link(one.slug), one.severity.name.lower(), one.sentence, one.advice) for one in Code]
    return page(
        "Codes of diagnostics",
        "What the report says of things that came out poorer, the worst first where it counts.",
        table(("code", "severity", "what it says", "what to do"), rows),
    )


def _code_link(slug: str) -> str:
    one = f"diagnostics/{slug}.md"
    where = f"../{one}" if (DOCS / one).is_file() else f"../diagnostics.md#{slug}"
    return f"[`{slug}`]({where})"


# --- files and Python ---------------------------------------------------------------------------------------------


def files_page() -> str:
    """Tell the fields of every file we write, from its JSON Schema."""
    parts = []
    for name, kind in SCHEMAS.items():
        schema = msgspec.json.schema(kind)
        parts.append(f"## {name}")
        root, rest = schema.pop("$ref", "").rpartition("/")[2], schema.get("$defs", {})
        if root in rest:
            parts.append(_struct(rest.pop(root)))
        for part, struct in rest.items():
            parts += [f"### {name}: {part}", _struct(struct)]
    return page(
        "Files and their schemas",
        "`wpmigrate schema NAME` prints the JSON Schema of each of these; of a `.jsonl` file it is the schema of one line. "
        "[The ledger](../ledger.md) explains the two that every run ends with, [compatibility](../compatibility.md) what may change.",
        *parts,
    )


def _struct(schema: Mapping[str, Any]) -> str:
    described_as = " ".join(str(schema.get("description", "")).split())
    required = schema.get("required", ())
    rows = [
        (code(name), _type(one), "always" if name in required else "")
        for name, one in schema.get("properties", {}).items()
    ]
    return "\n\n".join(part for part in (described_as, table(("field", "type", "there"), rows) if rows else "") if part)


def _type(schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(map(_type, schema["anyOf"]))
    if "enum" in schema:
        return ", ".join(code(str(value)) for value in schema["enum"])
    kind = schema.get("type", "any")
    if kind == "array":
        inner = schema.get("items") or (schema.get("prefixItems") or [{}])[0]
        return f"list of {_type(inner)}" if isinstance(inner, Mapping) else "list"
    if kind == "object" and isinstance(schema.get("additionalProperties"), Mapping):
        return f"map to {_type(schema['additionalProperties'])}"
    return str(kind)


def config_page() -> str:
    """Tell every key of wpmigrate.toml."""
    rows = [(code(one.name), _kind(one), one.help) for one in settings_of(commands()["convert"])]
    tables = {f"targets.{name}": registry.target(name).options for name in registry.target_names()}
    tables |= {f"comments.{name}": registry.comments(name).options for name in registry.comment_names()}
    options = [(code(f"[{name}]"), ", ".join(map(code, kind.__struct_fields__))) for name, kind in tables.items()]
    return page(
        "Keys of wpmigrate.toml",
        "`wpmigrate init EXPORT` writes a first one, with every key as a comment; `wpmigrate schema config` prints its JSON Schema. "
        "A flag wins over the file; a key that is not in these lists is an error that names the nearest one. "
        "[The file](../config.md) is explained by examples.",
        "## [convert]",
        "The options of [`wpmigrate convert`](convert.md), by the names of their flags. One that can be repeated takes a list.",
        table(("key", "value", "meaning"), rows),
        "## Tables of targets and comment systems",
        "Their [options](target-options.md), where the run writes for them.",
        table(("table", "keys"), (row for row in options if row[1])),
        "## [shortcodes]",
        "A rule for each shortcode that you name (`*` stands for any characters): "
        + ", ".join(map(code, RULES))
        + ", or a table with one of "
        + ", ".join(map(code, TEMPLATES))
        + ".",
        "## [fields]",
        "Custom fields for front matter, and the names that they get there.",
        "## [authors]",
        "For each login a table with " + ", ".join(map(code, PEOPLE)) + ".",
    )


def _kind(one: Setting) -> str:
    words = ", ".join(map(code, one.choices)) or {"switch": "`true` or `false`"}.get(one.kind, one.kind)
    return f"list of {words}" if one.many else words


def python_page() -> str:
    """Tell the public names of the package."""
    parts = []
    for name in wpmigrate.__all__:
        found = getattr(wpmigrate, name)
        if name.startswith("__") or not callable(found):
            continue
        title = f"## wpmigrate.{name}"
        if inspect.isclass(found):
            parts += [title, _class(found)]
        else:
            parts += [title, f"```python\n{name}{_signature(found)}\n```", _doc(found)]
    for found in (Export, Report, Options):
        parts += [f"## {found.__name__}", _class(found)]
    parts += ["## Errors", "`from wpmigrate.errors import WpmigrateError` catches all of them."]
    parts += [f"```text\n{inspect.cleandoc(errors.__doc__ or '')}\n```"]
    return page(
        "Python",
        _EXAMPLE,
        "These names are the library; [compatibility](../compatibility.md) says how long they stay. All else may move.",
        *parts,
    )


def _class(found: type) -> str:
    parts = [_doc(found)]
    for name, member in inspect.getmembers(found):
        if not name.startswith("_") and inspect.isfunction(member):
            parts.append(f"- `{name}{_signature(member)}`: {_doc(member)}")
        elif not name.startswith("_") and isinstance(member, property):
            parts.append(f"- `{name}`: {_doc(member)}")
    if fields := getattr(found, "__struct_fields__", ()):
        parts.insert(1, "Fields: " + ", ".join(map(code, fields)) + ".")
    return re.sub(r"(?m)(^- .*)\n\n(?=- )", r"\1\n", "\n\n".join(part for part in parts if part))


def _signature(found: Any) -> str:
    text = str(inspect.signature(found))
    return re.sub(r"(?:[a-z_]+\.)+([A-Za-z]\w*)", r"\1", text)


def _doc(found: Any) -> str:
    return inspect.cleandoc(found.__doc__ or "")


# --- README -------------------------------------------------------------------------------------------------------


def moves_to_where() -> str:
    """Write the README's table: every platform, what has a place there, and what has not."""
    rows = []
    for name in registry.target_names():
        target = registry.target(name)
        if target.bodies:
            platform = PLATFORMS.get(name) or target.summary.partition(": ")[0]
            marks = ["✓" if getattr(target.holds, field) else "–" for field in COLUMNS]
            rows.append(
                (f"[{platform}](docs/targets/{name}.md)", code(name), *marks, _cannot(name, target.holds.limits))
            )
    return table(("platform", "`--to`", *COLUMNS.values(), "cannot hold, or holds otherwise"), rows)


def _cannot(name: str, limits: Iterable[str]) -> str:
    """Say what fits into a cell, and where the rest stands."""
    sentences = [one.rstrip(".") for one in limits]
    shown: list[str] = []
    for sentence in sentences:
        if shown and len("; ".join([*shown, sentence])) > ROOM:
            break
        shown.append(sentence)
    more = len(sentences) - len(shown)
    if not sentences:
        return "nothing else that we know of"
    return "; ".join(shown) + (f"; [{more} more](docs/reference/target-options.md#{name})" if more else "")


def comments_line() -> str:
    """Name every comment system and format of redirects."""
    systems = ", ".join(map(code, registry.comment_names()))
    formats = ", ".join(map(code, registry.redirect_names()))
    return f"Comments go to {systems}. Redirects come as {formats}."


PARTS = {"targets": moves_to_where, "others": comments_line}


def readme() -> str:
    """Answer the README with its made parts made anew."""
    text = README.read_text("utf-8")
    for name, make in PARTS.items():
        begin, end = f"<!-- {name}: made by docs/reference.py -->\n", f"<!-- /{name} -->"
        before, _, rest = text.partition(begin)
        _, closed, after = rest.partition(end)
        if closed:
            text = f"{before}{begin}{make()}\n{end}{after}"
    return text


def pages() -> dict[Path, str]:
    """Answer every page of the reference and the README, as the code says them now."""
    made = {
        "index": commands_page(),
        "target-options": targets_page(),
        "comment-options": comments_page(),
        "redirect-formats": redirects_page(),
        "handlers": handlers_page(),
        "diagnostics": diagnostics_page(),
        "files": files_page(),
        "config": config_page(),
        "python": python_page(),
    }
    made |= {name: command_page(name, command) for name, command in commands().items()}
    made_pages = {DOCS / "reference" / f"{name}.md": text for name, text in made.items()}
    return made_pages | {DOCS / "reference" / ".nav.yml": order(), README: readme()}


def order() -> str:
    """Answer in which order the pages stand in the site."""
    others = [
        "target-options",
        "comment-options",
        "redirect-formats",
        "diagnostics",
        "handlers",
        "config",
        "files",
        "python",
    ]
    names = ["index", *commands(), *others]
    return "nav:\n" + "".join(f"  - {name}.md\n" for name in names)


def write() -> None:
    """Write what has changed, and remove pages of what is no more."""
    wanted = pages()
    for path, text in wanted.items():
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
    for path in set((DOCS / "reference").glob("*.md")) - wanted.keys():
        path.unlink()


if __name__ == "__main__":
    write()
    sys.stdout.write("docs/reference/ and README.md are as the code is.\n")
