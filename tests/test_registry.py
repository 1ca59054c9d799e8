"""Add-ins by name: what the folders hold, what other packages bring, and what is said of clashes and typos."""

import re
from importlib.metadata import EntryPoint
from types import ModuleType

import pytest

from wpmigrate import registry
from wpmigrate.errors import UsageError


@pytest.fixture(autouse=True)
def forget() -> None:
    registry.handlers.cache_clear()
    registry._targets.cache_clear()


def add_entry_points(monkeypatch: pytest.MonkeyPatch, *points: tuple[str, str, str]) -> None:
    made = [EntryPoint(name, value, group) for group, name, value in points]
    monkeypatch.setattr(registry, "entry_points", lambda group: [point for point in made if point.group == group])


def test_the_core_is_there() -> None:
    handlers = registry.handlers()
    assert {"caption", "wp_caption", "gallery", "audio", "video", "playlist", "embed", "code"} <= set(
        handlers.shortcodes
    )
    assert {"core/block", "core/footnotes", "core/latest-posts", "core-embed/youtube"} <= set(handlers.blocks)
    assert handlers.verbatim <= set(handlers.shortcodes)
    assert handlers.providers["youtu.be"] == "youtube"


def test_names_are_what_the_grammars_can_find() -> None:
    handlers = registry.handlers()
    assert [name for name in handlers.shortcodes if not re.fullmatch(r"[A-Za-z0-9_-]+", name)] == []
    assert [
        name for name in handlers.blocks if not re.fullmatch(r"[a-z][a-z0-9_-]*/(?:\*|[a-z][a-z0-9_-]*)", name)
    ] == []


def test_another_package_adds_a_shortcode_a_block_and_a_target(monkeypatch: pytest.MonkeyPatch) -> None:
    add_entry_points(
        monkeypatch,
        ("wpmigrate.shortcodes", "recipe", "builtins:len"),
        ("wpmigrate.blocks", "acme/recipe", "builtins:max"),
        ("wpmigrate.targets", "acme-site", "builtins:min"),
    )
    assert registry.handlers().shortcodes["recipe"] is len
    assert registry.handlers().blocks["acme/recipe"] is max
    assert registry.target("acme-site") is min
    assert "acme-site" in registry.target_names()


@pytest.mark.parametrize("group", ["wpmigrate.shortcodes", "wpmigrate.blocks"])
def test_a_clash_names_the_name_and_an_owner(group: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name = "gallery" if group.endswith("shortcodes") else "core/block"
    add_entry_points(monkeypatch, (group, name, "builtins:len"))
    with pytest.raises(UsageError, match=f"{name}.*builtins:len"):
        registry.handlers()


def test_modules_below_are_found_in_order_and_private_ones_are_not() -> None:
    names = list(registry._module_names("wpmigrate.handlers"))
    assert names == sorted(names)
    assert "wpmigrate.handlers.shortcodes.gallery" in names
    assert not any("._" in name for name in names)


def test_a_typo_gets_the_nearest_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_targets", lambda: {"hugo": "x.hugo", "markdown": "x.markdown"})
    with pytest.raises(UsageError, match="Did you mean 'hugo'"):
        registry.target("hugoo")
    with pytest.raises(UsageError, match="There are: hugo, markdown"):
        registry.target("zzz")


def test_a_target_is_imported_only_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    module = ModuleType("made")
    module.TARGET = "the target"

    def load(name: str) -> ModuleType:
        asked.append(name)
        return module

    monkeypatch.setattr(registry, "_targets", lambda: {"dash-name": "some.dash_name"})
    monkeypatch.setattr(registry.importlib, "import_module", load)
    assert registry.target_names() == ("dash-name",)
    assert asked == []
    assert registry.target("dash-name") == "the target"
    assert asked == ["some.dash_name"]
