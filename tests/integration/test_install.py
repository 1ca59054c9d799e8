"""The installer of tools itself, with a tool that is made on the spot."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import install
import pytest
from recipes import RECIPES, Recipe

MADE = Recipe("made", ("made==1",), ("made",), ("works",))


@pytest.fixture(autouse=True)
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let the table hold one tool, a script; answer a list of its installs."""
    done: list[str] = []

    def make(name: str, folder: Path) -> None:
        done.append(name)
        (folder / "made").write_text('#!/bin/sh\n[ "$1" = works ] && echo "$FLAVOUR"\n', "utf-8")
        (folder / "made").chmod(0o755)

    monkeypatch.setenv("WPMIGRATE_TOOLS", str(tmp_path / "tools"))
    monkeypatch.delenv("WPMIGRATE_REQUIRE_TOOLS", raising=False)
    monkeypatch.setitem(RECIPES, "made", MADE)
    monkeypatch.setitem(install.KINDS, "made", make)
    monkeypatch.setitem(install.BINS, "made", (".",))
    return done


def test_a_tool_is_installed_once_by_many_at_once(runs: list[str], tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as workers:
        list(workers.map(install.install, ["made"] * 8))
    assert runs == ["made"]
    assert install.tool("made").run("works", cwd=tmp_path, FLAVOUR="sweet").stdout == "sweet\n"


def test_a_tool_is_installed_again_when_its_recipe_or_one_it_needs_changes(
    runs: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(RECIPES, "needing", MADE._replace(needs=("made",)))
    install.install("needing")
    monkeypatch.setitem(RECIPES, "made", MADE._replace(packages=("made==2",)))
    assert not install.is_complete("needing")
    install.install("needing")
    assert runs == ["made", "needing"] * 2


def test_a_tool_that_does_not_run_is_not_complete(runs: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RECIPES, "made", MADE._replace(proof=("fails",)))
    assert "exit 1" in install.attempt("made")
    assert runs == ["made", "made"]
    assert not install.is_complete("made")


def test_a_missing_tool_skips_a_test_or_fails_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(pytest.skip.Exception, match=r"install\.py made"):
        install.tool("made")
    monkeypatch.setenv("WPMIGRATE_REQUIRE_TOOLS", "1")
    with pytest.raises(pytest.fail.Exception, match=r"install\.py made"):
        install.tool("made")


def test_a_site_may_ask_only_for_modules_that_are_pinned(tmp_path: Path) -> None:
    install.install("made")
    (tmp_path / "tools/made/node_modules/known").mkdir(parents=True)
    (tmp_path / "package.json").write_text(json.dumps({"dependencies": {"known": "1", "unknown": "1"}}), "utf-8")
    with pytest.raises(AssertionError, match="unknown"):
        install.tool("made").lend_modules(tmp_path)
    (tmp_path / "package.json").write_text(json.dumps({"devDependencies": {"known": "1"}}), "utf-8")
    install.tool("made").lend_modules(tmp_path)
    assert (tmp_path / "node_modules/known").is_dir()


def test_words_of_the_command_line() -> None:
    assert "ghost" not in install.chosen_names(["quick"])
    assert set(install.chosen_names(["all"])) == set(RECIPES)
    assert install.chosen_names(["hugo", "hugo"]) == ["hugo"]
    with pytest.raises(SystemExit, match="no recipe for huge"):
        install.chosen_names(["huge"])
