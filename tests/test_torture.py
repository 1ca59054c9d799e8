"""A share of the torture of `python -m torture` (tests/torture): runs that are killed or fail, and the runs after them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the harness forks")
SHARE = {
    "states": ["--posts", "3"],
    "kills": ["--posts", "20", "--number", "40"],
    "instants": ["--posts", "40", "--number", "20"],
    "interrupts": ["--posts", "40", "--number", "20"],
    "faults": ["--posts", "10", "--number", "100"],
}


@pytest.mark.parametrize("way", SHARE)
def test_the_next_run_heals_all(way: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "torture", way, *SHARE[way]],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode in {0, 1}, ran.stderr
    told = json.loads(ran.stdout)
    assert told["broken"] == []
    assert told["tried"] == int(SHARE[way][-1]) or (way == "states" and told["tried"] > told["states"] > 50)
