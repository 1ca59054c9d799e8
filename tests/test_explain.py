"""`explain`: every code that a person may meet has a page, each says what it is, why, and what to do, and all are indexed."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from conftest import REPO
from wpmigrate import errors
from wpmigrate.cli import main
from wpmigrate.diagnostics import Code
from wpmigrate.report.explaining import FAMILIES, codes, describe, every, explain, listing

SOURCE = REPO / "src" / "wpmigrate"
INDEX = REPO / "docs" / "diagnostics.md"
PAGES = {one.code: one for one in every()}
EXITS = {name: kind.exit_code for name, kind in vars(errors).items() if isinstance(kind, type)}
SLUG = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+-?|[a-z]+")

# Where the reasons of skipped and failed things come from, and words in those rooms that look like one and are none.
REASON_ROOMS = (
    "bulk/converting", "bulk/run", "media/addresses", "media/crew", "media/fetch", "media/folders", "media/gather", "media/guard", "media/kinds", "media/stored", "media/tars",
    "media/transfer", "media/uploads", "media/zips", "pipeline/media", "pipeline/packing", "pipeline/writing", "site/authors", "site/filters", "site/menus",
    "site/overrides", "site/selection", "site/settle", "site/threads",
)  # fmt: skip
NO_REASON = {
    "utf-8", "latin-1", "wp-content", "x-gzip", "not-tried", "post-trashed", "auto-draft", "filtered-by-",
    # post types that plugins keep for themselves
    "acf-field", "acf-field-group", "acf-post-type", "acf-taxonomy", "acf-ui-options-page", "elementor-hf", "fl-builder-template", "guest-author",
    "mc4wp-form", "scheduled-action", "sfwd-transactions", "wp-types-group", "wp-types-term-group", "wp-types-user-group",
    "evo-tix", "happyforms-message", "mec-books", "mt-payments", "sfwd-assignment", "sfwd-essays",
}  # fmt: skip


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def strings(node: ast.AST) -> Iterator[str]:
    return (one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str))


def error_codes() -> dict[str, set[int]]:
    """Every code that an exception is raised with, and its exit codes."""
    found: dict[str, set[int]] = {"internal": {1}}
    for path in SOURCE.rglob("*.py"):
        module = tree(path)
        names = {
            target.id: one.value
            for one in ast.walk(module)
            if isinstance(one, ast.AnnAssign | ast.Assign)
            for target in (one.targets if isinstance(one, ast.Assign) else [one.target])
            if isinstance(target, ast.Name)
        }
        for call in (one for one in ast.walk(module) if isinstance(one, ast.Call)):
            kind = call.func.id if isinstance(call.func, ast.Name) else ""
            for word in call.keywords if kind in EXITS else ():
                value = names.get(word.value.id) if isinstance(word.value, ast.Name) else word.value
                if word.arg == "code" and isinstance(value, ast.Constant):
                    found.setdefault(value.value, set()).add(EXITS[kind])
    for code in complaints():
        found.setdefault(code, set())
    for sheet in ("overrides", "author_sheet"):
        found |= {one: {2} for one in strings(tree(SOURCE / f"site/{sheet}.py")) if re.fullmatch("bad-[a-z]+", one)}
    for kind in ("target", "comment system", "redirect format"):
        found.setdefault(f"unknown-{kind.replace(' ', '-')}", set()).add(2)
    from wpmigrate.output import disk
    from wpmigrate.source import sniffing

    for code, _ in (*disk.OS_SENTENCES.values(), *disk.SQLITE_SENTENCES.values()):
        found.setdefault(code, set()).add(5)
    for *_, code in sniffing._KINDS:
        found.setdefault(code, set()).add(4)
    return found


def complaints() -> set[str]:
    """The codes that the command line itself says."""
    calls = (one for one in ast.walk(tree(SOURCE / "cli/__init__.py")) if isinstance(one, ast.Call))
    said = (one.args[1] for one in calls if isinstance(one.func, ast.Name) and one.func.id == "complain")
    return {one.value for one in said if isinstance(one, ast.Constant)}


def reasons() -> set[str]:
    """Every reason, found by its form: hyphenated words of the rooms that make reasons, and what is passed as one."""
    found: set[str] = set()
    for room in REASON_ROOMS:
        module = tree(SOURCE / f"{room}.py")
        found |= {one for one in strings(module) if "-" in one and SLUG.fullmatch(one)} - NO_REASON
        for call in (one for one in ast.walk(module) if isinstance(one, ast.Call)):
            passed = [word.value for word in call.keywords if word.arg == "reason"]
            name = call.func.id if isinstance(call.func, ast.Name) else ""
            if name in ("Unreadable", "FailureError", "RefusedError"):
                passed += call.args[:1]
            for value in passed:
                found |= {one for one in strings(value) if SLUG.fullmatch(one)} - {"post", "written"}
    tables = ("_refusal", "_LINKS", "_FAILURES", "reason")
    for room in ("media/zips", "media/tars", "media/transfer"):
        for node in ast.walk(tree(SOURCE / f"{room}.py")):
            targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
            named = getattr(node, "name", None) or getattr(targets[0], "id", None)
            if named in tables:
                found |= {one for one in strings(node) if SLUG.fullmatch(one)}
    errors_too = {code for code, exits in error_codes().items() if exits}
    return {
        one for one in found if one not in errors_too or (one in PAGES and any("reason" in k for k in PAGES[one].kinds))
    }


@pytest.mark.parametrize("code", Code, ids=lambda code: code.slug)
def test_a_diagnostic_is_explained(code: Code) -> None:
    assert PAGES[code.slug].kinds[0] == code.severity.name.lower()
    assert explain(code.slug).sentence == code.sentence


@pytest.mark.parametrize(("code", "exits"), sorted(error_codes().items()))
def test_an_error_is_explained_with_its_exit_code(code: str, exits: set[int]) -> None:
    said = {int(kind.rpartition(" ")[2]) for kind in explain(code).kinds if kind.startswith("error")}
    assert exits <= said


@pytest.mark.parametrize("code", sorted(reasons()))
def test_a_reason_is_explained(code: str) -> None:
    found = explain(code)
    assert any(kind.startswith("reason of what") or kind in ("loss", "change") for kind in found.kinds)


def test_reasons_are_found_in_their_rooms() -> None:
    assert {
        "status-trash",
        "comment-spam",
        "bomb",
        "http-429",
        "address-metadata",
        "url-port",
        "truncated",
        "left-to-you",
    } <= reasons()
    assert len(reasons()) > 60


@pytest.mark.parametrize(
    "code", ["filtered-by-category", "post-status-private", "http-404", "address-documentation", "url-zone"]
)
def test_a_code_of_a_family_has_the_page_of_the_family(code: str) -> None:
    assert explain(code).text == PAGES[next(one for one in FAMILIES if code.startswith(f"{one}-"))].text


def test_no_page_is_of_a_code_that_is_not_there() -> None:
    known = {code.slug for code in Code} | error_codes().keys() | reasons() | set(FAMILIES)
    tables = {"address-private", "address-loopback", "kept", "stripped", "merged", "duplicate", "parent-kept-out"}
    written = "\n".join(path.read_text("utf-8") for path in SOURCE.rglob("*.py"))
    assert all(one.removeprefix("address-") in written for one in tables)
    assert set(codes()) - known - tables == set()


@pytest.mark.parametrize("code", codes())
def test_a_page_says_what_why_and_what_to_do(code: str) -> None:
    one = PAGES[code]
    assert len(one.text.split()) >= 9
    assert one.example
    assert not re.search(r"[*\[\]]\(", describe(one))


@pytest.mark.parametrize("code", codes())
def test_a_page_names_only_options_that_exist(code: str) -> None:
    commands = [main.get_command(click.Context(main), name) for name in main.list_commands(click.Context(main))]
    known = {spelling for command in commands for option in command.params for spelling in option.opts} | {"--sparse"}
    advice = next((one.advice for one in Code if one.slug == code), "")
    said = PAGES[code]
    assert set(re.findall(r"(?<![\w!-])--[a-z][a-z-]+", f"{advice} {said.text} {said.example}")) <= known


def test_every_reason_of_real_runs_is_explained(tmp_path: Path) -> None:
    import wpmigrate

    for case in sorted((REPO / "fixtures").glob("*/export.xml")):
        try:
            report = wpmigrate.convert(case, tmp_path / "none", dry_run=True, media="link")
        except wpmigrate.errors.WpmigrateError as error:
            explain(error.code)
            continue
        for kinds in (report.skips, report.failures):
            for reason in (reason for numbers in kinds.values() for reason in numbers):
                explain(reason)


def test_the_command_explains_lists_and_suggests() -> None:
    def call(*args: str):
        return CliRunner().invoke(main, ["explain", *args])

    assert call("raw-html").output.startswith("raw-html: note\n\n")
    assert call("[no-items]").output.startswith("no-items: error, exit code 4")
    listed = call().output
    assert all(re.search(rf"^  {re.escape(code)}(-…)? ", listed, re.MULTILINE) for code in codes())
    assert listed.index("Losses") < listed.index("Changes") < listed.index("Errors")
    assert max(map(len, listing().splitlines())) <= 80
    assert all(len(line) <= 80 for code in codes() for line in describe(explain(code)).splitlines() if " " in line)
    wrong = call("raw-htlm")
    assert wrong.exit_code == 2
    assert "Did you mean raw-html" in wrong.stderr
    assert {one["code"] for one in json.loads(call("--json").output)} == set(codes())


def test_json_obeys_its_schema() -> None:
    import jsonschema

    schema = json.loads(CliRunner().invoke(main, ["schema", "explanation"]).output)
    jsonschema.validate(json.loads(CliRunner().invoke(main, ["explain", "raw-html", "--json"]).output), schema)


def index() -> str:
    """docs/diagnostics.md: an introduction, and every page with its first sentence."""
    head = INDEX.read_text("utf-8").partition("\n## ")[0]
    sections = []
    for group in listing(9999).strip().split("\n\n"):
        title, *lines = group.split("\n")
        entries = [re.sub(r"^  ([a-z0-9.-]+?)(-…)? +(.*)", r"- [\1\2](diagnostics/\1.md): \3", line) for line in lines]
        sections.append(f"## {title}\n\n" + "\n".join(entries))
    return f"{head}\n" + "\n\n".join(sections) + "\n"


def test_the_index_of_the_documentation_is_complete(accept: bool) -> None:
    if accept:
        INDEX.write_text(index(), "utf-8")
    assert INDEX.read_text("utf-8") == index()


def test_the_pages_go_into_the_package() -> None:
    import tomllib

    wheel = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["force-include"] == {"docs/diagnostics": "wpmigrate/explanations"}
