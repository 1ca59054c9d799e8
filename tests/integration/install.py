"""Installs the tools of `recipes.py` into one cache folder, and hands them to the tests.

    python tests/integration/install.py quick      what takes a few minutes in all
    python tests/integration/install.py all        ghost, docusaurus and waline too
    python tests/integration/install.py jekyll …   some

The folder is `.tools/` in the repository, or what WPMIGRATE_TOOLS names. A tool is installed again when its recipe changes.
"""

import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from recipes import QUIET, RECIPES

REPO = Path(__file__).resolve().parents[2]
AT_ONCE = 3  # downloads overlap with unpacking
BINS = {
    "pip": ("bin",),
    "npm": ("node_modules/.bin",),
    "apt": ("root/usr/bin", "root/usr/sbin"),
    "ghost": (".",),
}
# Where Debian's Ruby looks, below / and below a folder into which its packages were unpacked.
RUBY = {
    "RUBYLIB": ("usr/lib/ruby/vendor_ruby", "usr/lib/*-gnu/ruby/vendor_ruby/*", "usr/lib/ruby/[0-9]*", "usr/lib/*-gnu/ruby/[0-9]*"),
    "GEM_PATH": ("usr/lib/ruby/gems/*", "usr/share/rubygems-integration/*", "usr/lib/*-gnu/rubygems-integration/*", "var/lib/gems/*"),
    "LD_LIBRARY_PATH": ("usr/lib/*-gnu",),
}  # fmt: skip


class Tool(NamedTuple):
    """An installed tool: where it is, and the environment in which it runs."""

    name: str
    folder: Path
    env: dict[str, str]

    def program(self, name: str) -> str:
        """Answer the path of one program of this tool, or of a tool that it needs."""
        found = shutil.which(name, path=self.env["PATH"])
        return found or str(self.folder / name)

    def command(self, *arguments: object) -> list[str]:
        """Answer the command line that runs the tool with some arguments."""
        return [*map(self.program, RECIPES[self.name].main), *map(str, arguments)]

    def run(self, *arguments: object, cwd: Path, check: bool = True, **env: str) -> subprocess.CompletedProcess[str]:
        """Run the tool and answer what it said; a failure shows the end of it."""
        done = subprocess.run(
            self.command(*arguments), cwd=cwd, env={**self.env, **env}, capture_output=True, text=True, check=False
        )
        assert not check or done.returncode == 0, f"{self.name}: exit {done.returncode}\n{said(done)[-4000:]}"
        return done

    def lend_modules(self, site: Path) -> None:
        """Let a site use the npm packages of this tool; what its package.json names must be among them."""
        there = self.folder / "node_modules"
        manifest = site / "package.json"
        told = json.loads(manifest.read_text("utf-8")) if manifest.exists() else {}
        wanted = {**told.get("dependencies", {}), **told.get("devDependencies", {})}
        missing = sorted(name for name in wanted if not (there / name).exists())
        assert not missing, f"package.json names what recipes.py does not install for {self.name}: {missing}"
        # a folder of its own, because generators keep what they remember of a site in it
        (site / "node_modules").mkdir()
        for package in there.iterdir():
            if package.name == ".bin" or not package.name.startswith("."):
                (site / "node_modules" / package.name).symlink_to(package)


def said(done: subprocess.CompletedProcess[str]) -> str:
    return f"{done.stdout}{done.stderr}"


def tool(name: str) -> Tool:
    """Answer a tool to a test. A missing one skips the test, or fails it where all tools must be there."""
    import pytest

    if is_complete(name):
        return tool_at(name)
    word = f"{name} is not installed: python tests/integration/install.py {name}"
    if os.environ.get("WPMIGRATE_REQUIRE_TOOLS") == "1":
        pytest.fail(word, pytrace=False)
    return pytest.skip(word)


def tools_folder() -> Path:
    return Path(os.environ.get("WPMIGRATE_TOOLS") or REPO / ".tools").resolve()


def folder_of(name: str) -> Path:
    return tools_folder() / name


def pin(name: str) -> str:
    """Answer all that an installed tool depends on, as text: it is stale when this is not what was written down."""
    recipe = RECIPES[name]
    return json.dumps([recipe, sys.version_info[:2] if recipe.kind == "pip" else 0, [pin(one) for one in recipe.needs]])


def is_complete(name: str) -> bool:
    try:
        return (folder_of(name) / "complete.json").read_text("utf-8") == pin(name)
    except OSError:
        return False


def tool_at(name: str) -> Tool:
    """Answer a tool that is there, or is just being made."""
    recipe, folder = RECIPES[name], folder_of(name)
    needed = [tool_at(one) for one in recipe.needs]
    env = {**os.environ, **QUIET}
    for one in needed:
        env |= {key: value for key, value in one.env.items() if key != "PATH" and value != os.environ.get(key)}
    env |= {key: value.format(folder=folder) for key, value in recipe.env.items()}
    paths = [str(folder / place) for place in BINS[recipe.kind]]
    paths += [str(one.folder / place) for one in needed for place in BINS[RECIPES[one.name].kind]]
    env["PATH"] = os.pathsep.join([*paths, os.environ["PATH"]])
    if (folder / "root").is_dir():
        env |= debian_paths(folder / "root")
    if recipe.kind in ("npm", "ghost"):
        env["NODE_PATH"] = str(folder / "node_modules")
    return Tool(name, folder, env)


def debian_paths(root: Path) -> dict[str, str]:
    """Answer what unpacked programs need to find their libraries, and what is installed beside them."""
    found = {}
    for variable, patterns in RUBY.items():
        bases = (root,) if variable == "LD_LIBRARY_PATH" else (root, Path("/"))
        found[variable] = ":".join(str(path) for base in bases for one in patterns for path in sorted(base.glob(one)))
    return found


def install(name: str) -> float:
    """Install a tool and those it needs, unless they are there; answer the seconds it took."""
    for one in RECIPES[name].needs:
        install(one)
    with locked(name):
        if is_complete(name):
            return 0.0
        started, folder = time.monotonic(), folder_of(name)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        KINDS[RECIPES[name].kind](name, folder)
        prove(name)
        (folder / "complete.json").write_text(pin(name), "utf-8")
        return time.monotonic() - started


@contextmanager
def locked(name: str) -> Iterator[None]:
    """Let one process at a time install a tool; the others find it made."""
    tools_folder().mkdir(parents=True, exist_ok=True)
    with (tools_folder() / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def sh(command: Sequence[object], folder: Path, env: dict[str, str] | None = None) -> str:
    """Run one step of an install; what it says is shown when it fails."""
    line = list(map(str, command))
    done = subprocess.run(line, cwd=folder, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(line)[:300]}: exit {done.returncode}\n{said(done)[-3000:]}")
    return done.stdout


def prove(name: str) -> None:
    made, proof = tool_at(name), RECIPES[name].proof
    if proof:
        sh(made.command(*proof), made.folder, made.env)


def from_pip(name: str, folder: Path) -> None:
    venv.create(folder, with_pip=False, symlinks=True)
    pip = [sys.executable, "-m", "pip", "--python", folder / "bin/python", "install", "-q", "--no-compile"]
    sh([*pip, *RECIPES[name].packages], folder)


def from_npm(name: str, folder: Path) -> None:
    recipe, env = RECIPES[name], tool_at(name).env
    pins = dict(package.rsplit("@", 1) for package in recipe.packages)
    (folder / "package.json").write_text(json.dumps({"private": True, "dependencies": pins}), "utf-8")
    sh(["npm", "install", "--silent", "--no-package-lock"], folder, env)
    for (
        package
    ) in recipe.compiled:  # at once from source: a ready one would come from a host that need not be reachable
        build = env | {"npm_config_build_from_source": "true"}
        sh(["npm", "rebuild", "--foreground-scripts", package], folder, build)


def from_apt(name: str, folder: Path) -> None:
    """Unpack Debian's packages and what they need beyond what is installed; install them if they do not run like that."""
    try:
        unpack(RECIPES[name].packages, folder)
        prove(name)
    except RuntimeError:
        if os.geteuid():
            raise
        shutil.rmtree(folder / "root", ignore_errors=True)
        options = ["-qq", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=600"]
        sh(["apt-get", "install", *options, *RECIPES[name].packages], folder)


def unpack(packages: Sequence[str], folder: Path) -> None:
    wanted = ["apt-get", "install", "--simulate", "-qq", "--no-install-recommends", *packages]
    with locked("apt"):
        try:
            plan = sh(wanted, folder)
        except RuntimeError:  # a new machine has no lists of packages yet
            sh(["apt-get", "update", "-qq"], folder)
            plan = sh(wanted, folder)
    chosen = dict(re.findall(r"^Inst (\S+) .*?\((\S+)", plan, re.MULTILINE))
    if missing := [package for package in packages if package not in chosen]:
        sh(["apt-get", "download", "-qq", *missing], folder)  # installed here already
    if chosen:
        sh(["apt-get", "download", "-qq", *(f"{package}={release}" for package, release in chosen.items())], folder)
    root = folder / "root"
    for package in sorted(folder.glob("*.deb")):
        sh(["dpkg-deb", "-x", package, root], folder)
        package.unlink()
    for file in root.glob("usr/share/rubygems-integration/all/gems/sassc-*/lib/sassc/native.rb"):
        # the one library that is named by its whole path
        file.write_text(file.read_text("utf-8").replace('"/usr/lib/', f'"{root}/usr/lib/'), "utf-8")


def from_ghost(name: str, folder: Path) -> None:
    """Ghost can only be the root project of an install, with the package manager that it names."""
    env = tool_at(name).env | {"COREPACK_ENABLE_STRICT": "0"}
    app = folder / "app"
    app.mkdir()
    sh(["npm", "pack", "--silent", *RECIPES[name].packages], folder, env)
    sh(["tar", "xzf", next(folder.glob("ghost-*.tgz")), "--strip-components=1", "-C", app], folder)
    options = ["--prod", "--frozen-lockfile", "--store-dir", folder / "store"]
    sh(["pnpm", "install", *options, "--config.manage-package-manager-versions=false"], app, env)
    shutil.rmtree(folder / "store")  # what was needed of it is linked


KINDS: dict[str, Callable[[str, Path], None]] = {
    "pip": from_pip,
    "npm": from_npm,
    "apt": from_apt,
    "ghost": from_ghost,
}


def chosen_names(words: Sequence[str]) -> list[str]:
    """Answer the tools that some words of the command line mean, each once."""
    groups = {"quick": [name for name, one in RECIPES.items() if not one.slow], "all": list(RECIPES)}
    names = [name for word in words for name in groups.get(word, [word])]
    if unknown := [name for name in names if name not in RECIPES]:
        raise SystemExit(f"no recipe for {', '.join(unknown)}; there are: quick, all, {', '.join(RECIPES)}")
    return list(dict.fromkeys(names))


def attempt(name: str) -> str:
    """Install a tool, a second time if a registry did not answer the first; answer what went wrong."""
    problem = ""
    for _ in range(2):
        try:
            took = install(name)
        except (RuntimeError, OSError) as found:
            problem = f"{name}: {found}"
        else:
            print(f"{name:12} {f'{took:6.1f} s' if took else 'is there'}", flush=True)
            return ""
    print(f"{name:12} FAILED", flush=True)
    return problem


def main(words: Sequence[str]) -> int:
    started = time.monotonic()
    with ThreadPoolExecutor(AT_ONCE) as workers:
        problems = [word for word in workers.map(attempt, chosen_names(words or ["quick"])) if word]
    print(f"{time.monotonic() - started:.0f} s in all, in {tools_folder()}", *problems, sep="\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
