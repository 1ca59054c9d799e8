"""Make docs/pictures/ from a real run: the report of the bundled blog, as a real Chromium shows it.

python tests/integration/install.py playwright chromium
python docs/make_pictures.py
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

REPO = Path(__file__).resolve().parents[1]
EXPORT = REPO / "fixtures/london-korean/export.xml"
PICTURES = REPO / "docs/pictures"
MOST_BYTES = 150_000

sys.path[:0] = [str(REPO / "tests" / "integration")]

from browser import chromium, opened  # noqa: E402 - the path above leads there


def top(_: Any) -> None:
    """Show the page as it opens."""


def post(page: Any) -> None:
    """Open a post with something to see on both sides."""
    page.locator("#posts").scroll_into_view_if_needed()
    page.locator("#posts .open").first.wait_for()
    page.locator("#posts input[type=search]").fill("판소리 공연 후기")
    page.wait_for_timeout(500)
    page.locator("#posts .open").first.click()
    page.locator("#post-note:not(:empty)").wait_for()


def ledger(page: Any) -> None:
    """Show the ledger, filtered by a finding."""
    page.locator("#losses [data-code]").first.click()
    page.locator("#ledger .chips button").wait_for()


SHOTS: dict[str, tuple[int, int, str, Callable[[Any], None]]] = {
    "report-light": (1280, 900, "light", top),
    "report-dark": (1280, 900, "dark", top),
    "report-post": (1280, 900, "light", post),
    "report-ledger-dark": (1280, 900, "dark", ledger),
    "report-narrow": (390, 844, "light", top),
    "report-narrow-dark": (390, 844, "dark", post),
}


def main() -> int:
    """Take every picture, and refuse one that is too large to keep."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        report = Path(folder) / "report.html"
        command = [sys.executable, "-m", "wpmigrate", "convert", EXPORT, "-o", f"{folder}/site", "--to", "hugo", "-q"]
        subprocess.run([*map(str, command), "--dry-run", "--report", str(report)], check=True)
        for name, (width, height, scheme, act) in SHOTS.items():
            with opened(browser, report, width=width, scheme=scheme) as seen:
                seen.page.set_viewport_size({"width": width, "height": height})
                act(seen.page)
                seen.page.screenshot(path=PICTURES / f"{name}.png")
                seen.quiet()
            pressed(PICTURES / f"{name}.png")
    return 0


def pressed(file: Path) -> None:
    """Press a picture to 256 colours, which a page of text does not miss."""
    from PIL import Image  # noqa: PLC0415 - only this script needs it

    with Image.open(file) as shot:
        shot.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(file, optimize=True)
    if file.stat().st_size > MOST_BYTES:
        raise SystemExit(f"{file.name} has {file.stat().st_size} bytes, more than {MOST_BYTES}")
    print(f"{file.name:24} {file.stat().st_size:>7} bytes")  # noqa: T201


if __name__ == "__main__":
    sys.exit(main())
