"""The house as a test: who may import whom, who opens files, and how long a file and a function may be."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from conftest import REPO

SOURCE = REPO / "src" / "wpmigrate"
MODULES = sorted(SOURCE.rglob("*.py"))
MODULE_LINES = 400
FUNCTION_LINES = 60

# Lower never imports higher. A name is a package, or one module of it that stands lower than the rest.
LEVELS = {
    "errors": 0,
    "diagnostics": 0,
    "model": 0,
    "traces": 0,
    "most": 0,
    "faults": 0,
    "scratch": 0,
    "content.nodes": 1,
    "output.plan": 1,
    "registry": 1,
    "source": 2,
    "wxr": 2,
    "site": 2,
    "content": 2,
    "render": 2,
    "media": 2,
    "pieces": 2,
    "scaffold": 2,
    "contract": 2,
    "redirects": 2,
    "handlers": 3,
    "targets": 3,
    "config": 4,
    "settings": 4,
    "report": 4,
    "output": 4,
    "pipeline": 4,
    "bulk": 4,
    "storage": 4,
    "cli": 5,
}
# Within layer 2 the arrows count, and add-ins never see each other. `wpmigrate` alone is the package's own version.
ARROWS = {
    "source": set(),
    "wxr": {"source"},
    "site": {"source", "wxr"},
    "content": set(),
    "render": {"content"},
    "media": {"source", "site"},
    "pieces": {"wxr", "site", "contract", "content", "render"},
    "scaffold": {"contract", "content", "render", "pieces"},
    "contract": {"wxr", "content", "render"},
    "redirects": {"contract"},
    "handlers": set(),
    "targets": set(),
}
UNSEEN = {"render": {"model"}}
ONLY_IN = {
    "click": {"cli"},
    "rich": {"cli"},
    "lxml": {"source", "wxr"},
    "xml": {"source", "wxr"},
    "socket": {"media"},
    "ssl": {"media"},
    "http": {"media"},
    "urllib.request": {"media"},
    "urllib3": {"media"},
    "requests": {"media"},
    "distributed": {"bulk"},
    "dask": {"bulk"},
    "fsspec": {"storage"},
    "s3fs": {"storage"},
}
OPENERS = {
    "source",
    "site",
    "config",
    "settings",
    "output",
    "media",
    "registry",
    "report",
    "bulk",
    "storage",
    "scratch",
}
OPENING = {
    "fdopen",
    "read_text",
    "read_bytes",
    "write_text",
    "write_bytes",
    "mkdir",
    "unlink",
    "rmdir",
    "touch",
}
MODES = {"r", "w", "a", "x", "rb", "wb", "ab", "xb", "r+b", "rt", "wt"}
VAGUE = ("util", "helper", "manager", "common", "misc")


def unit(module: str) -> str:
    """Name the part of the house a dotted module (without `wpmigrate.`) belongs to."""
    return next((name for name in LEVELS if module == name or module.startswith(name + ".")), module.partition(".")[0])


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def running_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Walk what runs: the body of `if TYPE_CHECKING` does not."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.If) and isinstance(child.test, ast.Name) and child.test.id == "TYPE_CHECKING":
            continue
        yield child
        yield from running_nodes(child)


def imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in running_nodes(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path.name}:{node.lineno}: imports name their whole path"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def allowed(importer: str, imported: str) -> bool:
    if importer == imported:
        return True
    if imported not in LEVELS or imported in UNSEEN.get(importer, ()):
        return False
    if LEVELS[imported] == LEVELS[importer]:
        return importer not in ARROWS or imported in ARROWS[importer]
    return LEVELS[imported] < LEVELS[importer]


def opens(call: ast.Call) -> bool:
    """Tell a call that reaches a file: `open(…)`, `path.open("rb")`, `path.read_text()`, but not `stack.open(tag)`."""
    called = call.func
    if isinstance(called, ast.Name):
        return called.id == "open" or called.id in OPENING
    if not isinstance(called, ast.Attribute):
        return False
    mode = call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else None
    return called.attr in OPENING or (called.attr == "open" and (not call.args or mode in MODES or len(call.args) > 1))


def with_path(paths: list[Path]) -> list[object]:
    return [pytest.param(path, id=dotted(path) or "wpmigrate") for path in paths]


INNER = [path for path in MODULES if path not in (SOURCE / "__init__.py", SOURCE / "__main__.py")]


@pytest.mark.parametrize("path", with_path(INNER))
def test_no_import_against_the_layers(path: Path) -> None:
    importer = unit(dotted(path))
    assert importer in LEVELS, f"{importer} has no place in the house"
    wrong = []
    for line, name in imports(path):
        package, _, inner = name.partition(".")
        ours = package == "wpmigrate" and inner not in ("", "__version__")
        if ours and not allowed(importer, unit(inner)):
            wrong.append(f"line {line}: {importer} imports {unit(inner)}")
    assert not wrong


@pytest.mark.parametrize("package", ["handlers", "targets"])
def test_add_ins_never_import_each_other(package: str) -> None:
    wrong = [
        f"{dotted(path)}:{line}: {name}"
        for path in (SOURCE / package).rglob("*.py")
        for line, name in imports(path)
        if name.startswith(("wpmigrate.handlers", "wpmigrate.targets"))
    ]
    assert not wrong


@pytest.mark.parametrize("path", with_path(MODULES))
def test_libraries_stay_where_they_belong(path: Path) -> None:
    wrong = [
        f"line {line}: {name}"
        for line, name in imports(path)
        for library, homes in ONLY_IN.items()
        if f"{name}.".startswith(f"{library}.") and unit(dotted(path)) not in homes
    ]
    assert not wrong


@pytest.mark.parametrize("path", with_path([p for p in MODULES if dotted(p).split(".")[0] not in OPENERS]))
def test_only_the_named_packages_open_files(path: Path) -> None:
    calls = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]
    assert not [f"line {call.lineno}" for call in calls if opens(call)]


@pytest.mark.parametrize("path", sorted((SOURCE / "report" / "templates").iterdir()), ids=lambda path: path.name)
def test_the_files_of_a_page_stay_short(path: Path) -> None:
    assert path.read_text("utf-8").count("\n") <= MODULE_LINES


@pytest.mark.parametrize("path", with_path(MODULES))
def test_files_and_functions_stay_short(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.count("\n") <= MODULE_LINES
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    long = {f.name: f.end_lineno - f.lineno + 1 for f in functions if f.end_lineno - f.lineno + 1 > FUNCTION_LINES}
    assert not long


@pytest.mark.parametrize("path", with_path(MODULES))
def test_a_file_name_is_a_promise(path: Path) -> None:
    assert not [word for word in VAGUE if word in path.stem]


def test_the_layers_are_seen_to_bite() -> None:
    assert not allowed("wxr", "content")
    assert not allowed("render", "model")
    assert not allowed("source", "cli")
    assert not allowed("content", "site")
    assert allowed("contract", "content")
    assert allowed("site", "wxr")
    assert allowed("cli", "pipeline")
    assert allowed("render", "content")
    assert not allowed("content", "render")
    assert unit("output.plan") == "output.plan"
    assert unit("output.apply") == "output"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("open(p)", True),
        ("p.open()", True),
        ("p.open('rb')", True),
        ("gzip.open(p, 'rb')", True),
        ("p.read_text()", True),
        ("stack.open(name)", False),
        ("read(p)", False),
    ],
)
def test_what_opens_a_file_is_told(source: str, expected: bool) -> None:
    assert opens(ast.parse(source, mode="eval").body) is expected
