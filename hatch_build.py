"""Compile the modules that every body passes through, where mypy and a C compiler are at hand.

One source, two ways to run it: `pip install .` compiles what `COMPILED` names with mypyc and puts the results beside the
Python files; where that is not possible it says so and installs the Python files alone, which do the same more slowly.
An editable install compiles nothing. WPMIGRATE_PURE=1 asks for Python alone.
"""

import os
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COMPILED = {
    "content": "markup elements autop code smilies paste math embeds historic attributes footnotes depth blocks shortcodes parse",
    "content/html": (
        "__init__ walk space inline lists tables images figures blocks dom urls addresses backgrounds prose raw embeds code"
    ),
    "content/transforms": "relink relink_html",
    "render": (
        "flow shown outline tags escape inline markdown marks lists tables text html telling comments spans fidelity tree"
        " frontmatter"
    ),
    "wxr": "plain",
    "site": "hosts permalinks originals links files slugs clock facts posts titles script",
}
"""Folder below the package → modules that take most of a run's time."""


class CompilingHook(BuildHookInterface[Any]):
    """Adds compiled modules to a wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile for a wheel that is installed as it is."""
        if version == "editable" or os.environ.get("WPMIGRATE_PURE", "") not in ("", "0"):
            return
        try:
            made = compile_modules(Path(self.root), Path(mkdtemp(prefix="wpmigrate-build-")))
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever is missing, Python alone works
            self.app.display_warning(
                f"wpmigrate runs as plain Python, which is slower: nothing was compiled ({error})."
            )
            return
        build_data["pure_python"] = False
        build_data["infer_tag"] = True
        build_data["force_include"].update(made)


def sources() -> list[str]:
    """List the modules to compile, from the folder `src`."""
    return [f"wpmigrate/{folder}/{name}.py" for folder, names in COMPILED.items() for name in names.split()]


def compile_modules(root: Path, build: Path) -> dict[str, str]:
    """Compile in `build`; answer each file made and where it belongs in the wheel."""
    from mypyc.build import mypycify  # noqa: PLC0415 - a build may have neither
    from setuptools import Distribution  # noqa: PLC0415

    here = Path.cwd()
    arguments, sys.argv = sys.argv, ["build"]
    os.chdir(root / "src")
    try:
        modules = mypycify(
            [
                "--python-version",
                f"{sys.version_info[0]}.{sys.version_info[1]}",
                "--ignore-missing-imports",
                *sources(),
            ],
            opt_level="2",
            debug_level="0",
            target_dir=str(build),
            group_name="wpmigrate",
        )
        command = Distribution({"name": "wpmigrate", "ext_modules": modules}).get_command_obj("build_ext")
        command.build_lib, command.build_temp = str(build / "lib"), str(build / "temp")  # type: ignore[union-attr]
        command.ensure_finalized()  # type: ignore[union-attr]
        command.run()  # type: ignore[union-attr]
    finally:
        os.chdir(here)
        sys.argv = arguments
    made = [file for file in (build / "lib").rglob("*") if file.suffix in (".so", ".pyd")]
    return {str(file): file.relative_to(build / "lib").as_posix() for file in made}
