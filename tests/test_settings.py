"""wpmigrate.toml: what it says counts, flags win over it, and what is wrong with it is told."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import click
import jsonschema
import pytest
from click.testing import CliRunner, Result

from conftest import REPO
from wpmigrate import registry
from wpmigrate.cli import main
from wpmigrate.cli.convert import command as convert
from wpmigrate.cli.settings import settings_of
from wpmigrate.errors import UsageError
from wpmigrate.settings.reading import read_settings

EXPORT = REPO / "fixtures" / "london-korean" / "export.xml"
DOCS = (REPO / "docs" / "config.md").read_text("utf-8")


def call(*args: object) -> Result:
    return CliRunner().invoke(main, [str(arg) for arg in args])


def tree(folder: Path) -> dict[str, bytes]:
    """Answer every file of a run, but for what names its call."""
    left_out = ("report.json", ".wpmigrate")
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part in left_out for part in path.parts)
    }


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


FLAGS = [
    "--to", "hugo", "--set", "layout=flat", "--set", "hugo.front_matter=toml", "--permalinks", "/:year/:slug/", "--comments", "isso",
    "--no-verify-bodies", "--redirects", "nginx", "--redirects", "csv", "--personal-data", "hash", "--include", "private",
    "--field", "rating:stars", "--min-fidelity", "0.5", "--old-host", "old.example", "--limit", "20", "--shortcodes", "strip", "-o", "a",
]  # fmt: skip


def test_what_init_writes_is_the_same_as_its_flags(here: Path) -> None:
    assert call("init", EXPORT, *FLAGS, "-q").exit_code == 0
    assert call("convert", EXPORT, "--no-config", *FLAGS, "-q").exit_code == 0
    told = call("convert", EXPORT, "-o", "b")
    assert told.exit_code == 0, told.output
    assert "options are taken from wpmigrate.toml" in told.output
    assert tree(here / "a") == tree(here / "b")
    assert any(path.endswith(".md") for path in tree(here / "b"))


def test_flags_win_over_the_file(here: Path) -> None:
    Path("wpmigrate.toml").write_text(
        '[convert]\nto = "hugo"\noutput = "a"\npermalinks = "/:slug/"\n[targets.hugo]\nlayout = "flat"\n', "utf-8"
    )
    assert call("convert", EXPORT, "-q").exit_code == 0
    assert call("convert", EXPORT, "--to", "jekyll", "-o", "b", "-q").exit_code == 0
    assert call("convert", EXPORT, "--set", "layout=bundle", "-o", "c", "-q").exit_code == 0
    assert call("convert", EXPORT, "--set", "hugo.layout=bundle", "-o", "d", "-q").exit_code == 0
    assert not list(here.glob("a/content/**/index.md"))
    assert list(here.glob("b/_posts/*.md"))
    assert list(here.glob("c/content/**/index.md"))
    assert tree(here / "c") == tree(here / "d")


def test_the_file_is_left_out_when_asked(here: Path) -> None:
    Path("wpmigrate.toml").write_text("[convert]\nto = 3\n", "utf-8")
    assert call("convert", EXPORT, "-o", "a", "-q").exit_code == 2
    assert call("convert", EXPORT, "-o", "a", "-q", "--no-config").exit_code == 0
    both = call("convert", EXPORT, "-o", "a", "--no-config", "--config", "wpmigrate.toml")
    assert (both.exit_code, "contradict" in both.output) == (2, True)
    assert call("convert", EXPORT, "-o", "a", "--config", "none.toml").exit_code == 2


def test_paths_count_from_the_folder_of_the_file(here: Path) -> None:
    (here / "conf").mkdir()
    (here / "conf" / "uploads").mkdir()
    (here / "conf" / "authors.csv").write_text("login,name\n", "utf-8")
    (here / "conf" / "mine.toml").write_text(
        '[convert]\noutput = "out"\nuploads = "uploads"\nmedia = "link"\nauthors = "authors.csv"\n', "utf-8"
    )
    assert call("convert", EXPORT, "--config", "conf/mine.toml", "-q").exit_code == 0
    assert (here / "conf" / "out" / "_wpmigrate").is_dir()


def test_rules_fields_and_authors_are_followed(here: Path) -> None:
    login = re.search(r"<wp:author_login><!\[CDATA\[([a-z]+)\]\]>", EXPORT.read_text("utf-8"))[1]
    Path("wpmigrate.toml").write_text(
        f'[shortcodes]\ngallery = "strip"\n"vc_*" = "unwrap"\nsu_button = {{ template = "<b>{{content}}</b>" }}\n'
        f'[fields]\nrating = "stars"\n"_event_*" = "*"\n[authors]\n{login} = {{ name = "Somebody Else", slug = "somebody" }}\n',
        "utf-8",
    )
    result = call("convert", EXPORT, "-o", "out", "--json")
    assert result.exit_code == 0, result.output
    written = b"".join(tree(here / "out").values()).decode("utf-8", "replace")
    assert "Somebody Else" in written
    codes = [one["code"] for one in json.loads(result.output[result.output.index("{") :])["diagnostics"]]
    assert "shortcode-left-out" in codes
    again = call("convert", EXPORT, "-o", "two", "--field", "rating", "--authors", "none.csv")
    assert again.exit_code == 2
    assert "none.csv" in again.output


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[convert]\ntomezone = 'x'", "line 2: there is no option 'tomezone' in [convert]. Did you mean 'timezone'?"),
        ("[convert]\ndry_run = true", "Did you mean 'dry-run'?"),
        ("[convert]\nslugs = 'asci'", "line 2: slugs cannot be 'asci'; it is wordpress or ascii. Did you mean 'ascii'?"),
        ("[convert]\nscaffold = 'yes'", "line 2: scaffold is true or false, not 'yes'."),
        ("[convert]\nlimit = 0", "limit is at least 1."),
        ("[convert]\nlimit = 1.5", "limit is a whole number, not 1.5."),
        ("[convert]\nlimit = true", "limit is a whole number, not true."),
        ("[convert]\nmin-fidelity = 2", "min-fidelity is at most 1."),
        ("[convert]\nto = [3]", "to is a text, or a list of texts, not 3."),
        ("[convert]\ntimezone = ['a']", "timezone is a text, not ['a']."),
        ("convert = 3", "convert is a table: write [convert], and its keys below."),
        ("comments = ['isso']", "The option comments stands below [convert]."),
        ("to = 'hugo'", "Write it below [convert]: to is an option."),
        ("too = 'hugo'", "line 1: there is no table or key 'too' here. Did you mean the option 'to', below [convert]?"),
        ("[covert]\nto = 'hugo'", "line 1: there is no table or key 'covert' here. Did you mean 'convert'?"),
        ("[targets.hgo]\nlayout = 'flat'", "there is no [targets.hgo]. Did you mean 'hugo'?"),
        ("[targets]\nhugo = 3", "hugo is a table: write [targets.hugo]"),
        ("[targets.hugo]\nlayot = 'flat'", "line 2: there is no option 'layot' in [targets.hugo]. Did you mean 'layout'?"),
        ("[targets.hugo]\nlayout = 'flt'", "layout in [targets.hugo] has a value it cannot have"),
        ("[targets.hugo]\ncustom_fields = 'yes'", "custom_fields in [targets.hugo] has a value it cannot have"),
        ("[comments.disqs]", "there is no [comments.disqs]. Did you mean 'disqus'?"),
        ("[shortcodes]\na = 'keeep'", "Did you mean 'keep'?"),
        ("[shortcodes]\na = { templat = 'x' }", "Did you mean 'template'?"),
        ("[shortcodes]\na = { template = 3 }", "needs a text for template."),
        ("[shortcodes]\na = 3", 'is "keep", "strip", "unwrap", { template'),
        ("[fields]\nrating = 3", "rating in [fields] is the name it gets in front matter, or true."),
        ("[fields]\n'a*' = 'b**'", "is not NAME or NAME:ALIAS"),
        ("[authors]\njane = 'Jane'", "jane in [authors] is a table"),
        ("[authors]\njane = { nam = 'Jane' }", "there is no 'nam' for the author jane in [authors]. Did you mean 'name'?"),
        ("[authors]\njane = { name = 3 }", "name of the author jane in [authors] is no text."),
        ("[convert", "is no TOML"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place_and_the_nearest_name(text: str, told: str) -> None:
    Path("wpmigrate.toml").write_text(text, "utf-8")
    result = call("convert", EXPORT, "-o", "out")
    assert result.exit_code == 2
    assert told in result.output
    assert "wpmigrate.toml" in result.output
    assert "[bad-config]" in result.output
    assert "Traceback" not in result.output
    assert not Path("out").exists()


def test_all_faults_are_told_at_once() -> None:
    Path("wpmigrate.toml").write_text("[convert]\na = 1\nb = 2\n[fields]\nc = 3\n", "utf-8")
    shown = call("convert", EXPORT, "-o", "out").output
    assert [f"line {number}:" in shown for number in (2, 3, 5)] == [True, True, True]


@pytest.mark.parametrize("content", [b"\xff\xfe[\x00", b"a = '\xff'"])
def test_what_is_no_text_is_refused(content: bytes) -> None:
    Path("wpmigrate.toml").write_bytes(content)
    result = call("convert", EXPORT, "-o", "out")
    assert result.exit_code == 2
    assert "wpmigrate.toml" in result.output


@pytest.mark.parametrize("setting", settings_of(convert), ids=lambda one: one.name)
def test_every_option_of_convert_is_a_key(setting, here: Path) -> None:
    flag = next(option for option in convert.params if option.name == setting.field)
    assert isinstance(flag, click.Option)
    assert setting.help == flag.help
    values = {"switch": True, "integer": 3, "number": 0.5}
    value = values.get(setting.kind, setting.choices[0] if setting.choices else "x")
    Path("one.toml").write_text(
        f"[convert]\n{setting.name} = {json.dumps([value] if setting.many else value)}\n", "utf-8"
    )
    read = read_settings(Path("one.toml"), settings_of(convert)).options
    assert list(read) == [setting.field]
    assert read[setting.field] == ((value,) if setting.many else value)


def first_version() -> str:
    result = call("init", EXPORT, "--file", "-", *[part for name in registry.target_names() for part in ("--to", name)],
                  *[part for name in registry.comment_names() for part in ("--comments", name)])  # fmt: skip
    assert result.exit_code == 0, result.output
    return result.output


def test_every_key_stands_in_the_first_version_and_counts_once_its_mark_is_gone() -> None:
    text = first_version()
    assert tomllib.loads(text)["convert"].keys() == {"to", "comments"}
    for setting in settings_of(convert):
        assert re.search(rf"^#?{re.escape(setting.name)} = ", text, re.MULTILINE), setting.name
        assert setting.help.split()[0] in text
    loose = re.sub(r'^#(?=["\w])', "", text, flags=re.MULTILINE)
    assert loose.count("\n") == text.count("\n")
    Path("loose.toml").write_text(loose, "utf-8")
    settings = read_settings(Path("loose.toml"), settings_of(convert))
    assert settings.options.keys() == {one.field for one in settings_of(convert)}
    for name in registry.target_names():
        assert settings.targets.get(name, {}).keys() == set(registry.target(name).options.__struct_fields__)
    assert settings.shortcodes
    assert settings.authors
    schema = json.loads(call("schema", "config").output)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(tomllib.loads(loose), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"convert": {"tomezone": "x"}}, schema)


def test_the_file_is_documented() -> None:
    for table in ("[convert]", "[targets.hugo]", "[comments.disqus]", "[shortcodes]", "[fields]", "[authors]"):
        assert table in DOCS
    for word in (
        "--config",
        "--no-config",
        "keep",
        "strip",
        "unwrap",
        "template",
        "markdown",
        "merge_into",
        "schema config",
    ):
        assert word in DOCS


@pytest.mark.parametrize("block", re.findall(r"```toml\n(.*?)```", DOCS, re.DOTALL))
def test_what_the_documentation_shows_is_read(block: str) -> None:
    Path("shown.toml").write_text(block, "utf-8")
    assert read_settings(Path("shown.toml"), settings_of(convert)) is not None


# --- init


def test_init_never_replaces_a_file_and_asks_nobody(here: Path) -> None:
    Path("wpmigrate.toml").write_text("mine", "utf-8")
    refused = call("init", EXPORT)
    assert (refused.exit_code, "--force" in refused.output) == (2, True)
    assert Path("wpmigrate.toml").read_text("utf-8") == "mine"
    done = subprocess.run(
        [sys.executable, "-m", "wpmigrate", "init", EXPORT, "--force", "--ask"],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    assert "--ask asks on a terminal only" in done.stderr
    assert "wpmigrate convert" in done.stdout
    assert tomllib.loads(Path("wpmigrate.toml").read_text("utf-8"))["convert"] == {}
    closed = [
        sys.executable,
        "-c",
        "import os, sys; os.close(0); sys.argv = ['wpmigrate', *sys.argv[1:]]; from wpmigrate.cli import main; main()",
    ]
    done = subprocess.run(
        [*closed, "init", EXPORT, "--force", "--ask"], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--to", "hgo"], "hugo"),
        (["--set", "layot=flat"], "layot"),
        (["--permalinks", "nothing"], "--permalinks"),
        (["--min-fidelity", "3"], "3"),
    ],
)
def test_init_refuses_flags_that_convert_refuses(args: list[str], told: str) -> None:
    result = call("init", EXPORT, *args)
    assert result.exit_code == 2
    assert told in result.output
    assert not Path("wpmigrate.toml").exists()


def test_init_writes_paths_as_seen_from_the_file(here: Path) -> None:
    (here / "conf").mkdir()
    (here / "up").mkdir()
    assert (
        call(
            "init", EXPORT, "--file", "conf/w.toml", "--uploads", "up", "--media", "link", "-o", "site", "-q"
        ).exit_code
        == 0
    )
    found = tomllib.loads((here / "conf" / "w.toml").read_text("utf-8"))["convert"]
    assert (found["uploads"], found["output"]) == (["../up"], "../site")
    assert call("convert", EXPORT, "--config", "conf/w.toml", "-q").exit_code == 0
    assert (here / "site" / "_wpmigrate").is_dir()


def test_init_asks_with_examples_of_the_export(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wpmigrate.cli.init._is_terminal", lambda: True)
    result = CliRunner().invoke(main, ["init", str(EXPORT), "--ask"], input="hugo\nflat\n3\ny\n")
    assert result.exit_code == 0, result.output
    text = Path("wpmigrate.toml").read_text("utf-8")
    found = tomllib.loads(text)
    assert found["convert"] == {"to": ["hugo"], "permalinks": "/:year/:month/:slug/", "scaffold": True}
    assert found["targets"]["hugo"] == {"layout": "flat"}
    assert re.search(r"hugo +content/\S+/index\.md", result.output)
    assert re.search(r"flat +content/\S+\.md", result.output)
    assert re.search(r"/:year/:month/:slug/ +/\d{4}/\d\d/\S+/", result.output)


def test_init_puts_no_secret_into_the_file(tmp_path: Path) -> None:
    text = first_version()
    assert not re.findall(r"[\w.]+@[\w.]+\.[a-z]{2,}", text)


def test_a_settings_error_is_a_usage_error() -> None:
    with pytest.raises(UsageError):
        read_settings(Path("none.toml"), settings_of(convert))
