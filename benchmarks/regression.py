"""Tell when converting has become dearer: `make regression`. Nothing here is measured in seconds.

The processor's instructions are counted for converting a fixed small export, and for a fixed loop of plain Python. How many
loops one conversion costs is nearly the same on any machine and however busy it is; `limit.toml` says how many it may cost.
`--accept` writes a new limit a tenth above what it costs now: after a change that makes it cheaper, or one that is worth its price.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from benchmarks.exports import write_export

LIMIT: Final = Path(__file__).with_name("limit.toml")
POSTS: Final = 100
_ROOM: Final = 1.1
_REPO: Final = Path(__file__).resolve().parents[1]
_COUNTER: Final = ("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")
_COUNTED: Final = re.compile(r"I\s+refs:\s+([\d,]+)")
_LIMIT_TEXT: Final = """\
# Loops of plain Python that one conversion of the fixed export may cost (benchmarks/regression.py); `--accept` writes this.
loops = {loops:.3f}
"""


def main(words: Sequence[str]) -> int:
    """Count, and hold what was counted against the limit."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.regression", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--accept", action="store_true", help="write a new limit")
    asked = parser.parse_args(words)
    if shutil.which("valgrind") is None:
        sys.stderr.write("valgrind is not installed, which counts instructions: apt-get install valgrind.\n")
        return 2
    loops = cost()
    if asked.accept:
        LIMIT.write_text(_LIMIT_TEXT.format(loops=loops * _ROOM), "utf-8")
    limit = float(tomllib.loads(LIMIT.read_text("utf-8"))["loops"])
    sys.stdout.write(f"A conversion costs {loops:.3f} loops of plain Python; the limit is {limit:.3f}.\n")
    if loops > limit:
        sys.stdout.write(
            f"That is {loops / limit - 1:.1%} too dear. `wpmigrate convert --profile` says which stage it is; "
            "if it is worth its price: python -m benchmarks.regression --accept\n"
        )
    return int(loops > limit)


def cost() -> float:
    """Answer how many loops of plain Python a conversion costs."""
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder) / "export.xml"
        write_export(export, POSTS)
        conversion = ("wpmigrate", "convert", str(export), "--include", "private", "--jobs", "1", "-q", "-o")
        _run([sys.executable, "-m", *conversion, f"{folder}/first"])  # compiles what is imported
        return _instructions(*conversion, f"{folder}/out") / _instructions("benchmarks.loop")


def _instructions(module: str, *more: str) -> int:
    said = _run([*_COUNTER, sys.executable, "-m", module, *more])
    found = _COUNTED.search(said)
    if found is None:
        raise SystemExit(f"valgrind counted nothing: {said[-800:].strip()}")
    return int(found[1].replace(",", ""))


def _run(command: Sequence[str]) -> str:
    env = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONPATH": str(_REPO)}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # what is compiled once is not counted
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command[-12:])} ended with {done.returncode}: {done.stderr[-800:].strip()}")
    return done.stderr


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
