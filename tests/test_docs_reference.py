"""The reference, the README's tables and the picture of a terminal are what the code says now, and say all of it."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest

from conftest import REPO
from wpmigrate import errors, registry
from wpmigrate.cli.settings import settings_of
from wpmigrate.config import Options
from wpmigrate.diagnostics import Code
from wpmigrate.pipeline.schemas import SCHEMAS
from wpmigrate.settings.model import PEOPLE, RULES, TEMPLATES

DOCS = REPO / "docs"


def program(name: str) -> ModuleType:
    """Load one of the programs that make the documentation."""
    spec = importlib.util.spec_from_file_location(f"docs_{name}", DOCS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


reference = program("reference")
PAGES = reference.pages()


def made(name: str) -> str:
    return PAGES[DOCS / "reference" / f"{name}.md"]


def test_no_page_tells_of_what_is_no_more(accept: bool) -> None:
    if accept:
        reference.write()
    assert set((DOCS / "reference").glob("*.md")) <= PAGES.keys()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_page_is_what_the_code_says(path: Path, accept: bool) -> None:
    if accept:
        reference.write()
    assert path.is_file(), "run `python docs/reference.py`"
    assert path.read_text("utf-8") == PAGES[path], "run `python docs/reference.py`"


def test_the_readme_has_its_made_parts() -> None:
    text = (REPO / "README.md").read_text("utf-8")
    for name, make in reference.PARTS.items():
        assert f"<!-- {name}: made by docs/reference.py -->\n{make()}\n<!-- /{name} -->" in text


@pytest.mark.parametrize("name", reference.commands())
def test_a_command_has_its_page(name: str) -> None:
    command = reference.commands()[name]
    told = made(name)
    for option in command.params:
        if isinstance(option, click.Option) and not option.hidden:
            for spelling in (*option.opts, *option.secondary_opts):
                assert re.search(rf"`{re.escape(spelling)}[ `]", told), spelling
    assert f"[`{name}`]({name}.md)" in made("index")


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("target-options", [f"## {name}\n" for name in registry.target_names()]),
        ("comment-options", [f"## {name}\n" for name in registry.comment_names()]),
        ("redirect-formats", [f"| `{name}` |" for name in registry.redirect_names()]),
        ("diagnostics", [f"[`{code.slug}`](" for code in Code]),
        ("files", [f"## {name}\n" for name in SCHEMAS]),
        ("python", [f"`{name}`" for name in Options.__struct_fields__]),
        ("config", [f"| `{one.name}` |" for one in settings_of(reference.commands()["convert"])]),
        ("config", [f"`{word}`" for word in (*RULES, *TEMPLATES, *PEOPLE)]),
        ("handlers", [f"`[{name}]`" for name in registry.handlers().shortcodes]),
        ("handlers", [f"`{name}`" for name in registry.handlers().blocks]),
    ],
)
def test_everything_with_a_name_is_in_the_reference(page: str, names: list[str]) -> None:
    assert [name for name in names if name not in made(page)] == []


def test_every_option_of_an_add_in_is_in_the_reference() -> None:
    for page, load, names in (
        ("target-options", registry.target, registry.target_names()),
        ("comment-options", registry.comments, registry.comment_names()),
    ):
        for name in names:
            section = made(page).partition(f"## {name}\n")[2].partition("\n## ")[0]
            options = load(name).options.__struct_fields__
            assert [one for one in options if f"| `{one}` |" not in section] == []


def test_every_exit_code_is_explained() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    assert {kind.exit_code for kind in kinds} <= reference.EXIT_CODES.keys()
    assert all(f"| {number} |" in made("index") for number in reference.EXIT_CODES)


def test_every_variable_is_explained() -> None:
    used = {
        name
        for path in (REPO / "src").rglob("*.py")
        for name in re.findall(r"environ(?:\.get\(|\[)\"([A-Z_]+)\"", path.read_text("utf-8"))
    }
    assert used - {"TERM"} <= reference.ENVIRONMENT.keys()


def test_the_picture_of_a_terminal_shows_what_it_shows_now(accept: bool) -> None:
    picture = program("terminal_picture")
    if accept:
        picture.PICTURE.write_text(picture.draw(), "utf-8")
    assert words(picture.PICTURE.read_text("utf-8")) == words(picture.draw()), "run `python docs/terminal_picture.py`"


def words(svg: str) -> list[str]:
    """Answer the text of a picture; another release of rich may draw it otherwise."""
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)
