"""What a user may meet stands in the documentation: every diagnostic, command and option, and only commands that exist."""

import re
from pathlib import Path

import click
import pytest

from conftest import REPO
from wpmigrate import registry
from wpmigrate.cli import main

README = (REPO / "README.md").read_text("utf-8")
PAGES = [REPO / "README.md", REPO / "CONTRIBUTING.md", *sorted((REPO / "docs").rglob("*.md"))]
MANUAL = "\n".join(page.read_text("utf-8") for page in PAGES)
COMMANDS = {name: main.get_command(click.Context(main), name) for name in main.list_commands(click.Context(main))}
OPTIONS = [
    pytest.param(name, option, id=f"{name} {option.opts[-1]}")
    for name, command in COMMANDS.items()
    for option in command.params
    if isinstance(option, click.Option)
]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_documented(name: str) -> None:
    assert COMMANDS[name].help
    assert re.search(rf"`(?:wpmigrate )?{name}\b|wpmigrate {name}\b", MANUAL)


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_an_option_is_documented(name: str, option: click.Option) -> None:
    assert option.help
    assert all(re.search(rf"(?<![\w-]){re.escape(spelling)}(?![\w-])", MANUAL) for spelling in option.opts)


@pytest.mark.parametrize("name", sorted(set(re.findall(r"^\$ make (\w+)", README, re.MULTILINE))))
def test_a_make_command_exists(name: str) -> None:
    assert re.search(rf"^{name}:", (REPO / "Makefile").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("line", re.findall(r"wpmigrate (?:{})\b[^\n`]*".format("|".join(COMMANDS)), README))
def test_a_command_line_uses_what_exists(line: str) -> None:
    command = COMMANDS[line.split()[1]]
    known = {spelling for option in command.params for spelling in option.opts} | {"-h", "--help"}
    used = set(re.findall(r"(?<=\s)--?[a-z][\w-]*", line.partition("#")[0]))
    assert used <= known


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPO)))
def test_a_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(((?!https?:|mailto:|#)[^)#\s]+)", page.read_text("utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPO)))
def test_a_link_into_a_page_leads_to_a_heading(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|mailto:)([^)#\s]*\.md|)#([^)\s]+)\)", page.read_text("utf-8"))
    assert [link for link in links if link[1] not in _anchors(page.parent / link[0] if link[0] else page)] == []


def _anchors(page: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("name", [name for name in registry.target_names() if name != "none"])
def test_a_target_and_its_options_are_documented(name: str) -> None:
    page = (REPO / "docs" / "targets" / f"{name}.md").read_text("utf-8")
    options = registry.target(name).options
    assert [one for one in options.__struct_fields__ if f"`{one}`" not in page] == []
    assert f"[`{name}`](targets/{name}.md)" in (REPO / "docs" / "targets.md").read_text("utf-8")


@pytest.mark.parametrize("name", registry.comment_names())
def test_a_comment_system_is_documented(name: str) -> None:
    assert f"`{name}`" in (REPO / "docs" / "comments.md").read_text("utf-8")


@pytest.mark.parametrize("named", sorted(set(re.findall(r"`(tests/\w+\.py::\w+)`", MANUAL))))
def test_a_test_that_the_manual_names_is_there(named: str) -> None:
    file, _, name = named.partition("::")
    assert re.search(rf"^def {name}\(", (REPO / file).read_text("utf-8"), re.MULTILINE)
