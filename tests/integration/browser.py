"""A real Chromium, driven by Playwright, that tells of everything a page does beyond showing itself."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from install import tool

ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--font-render-hinting=none",
)  # fmt: skip
WIDTHS = (1280, 390)
SCHEMES = ("light", "dark")


@dataclass
class Seen:
    """A page and what it did: errors and warnings of its console, requests, dialogs, and scripts of strangers that ran."""

    page: Any
    trouble: list[str] = field(default_factory=list)

    def quiet(self) -> None:
        assert self.trouble == []
        assert self.page.evaluate("window.ran || 0") == 0


@contextmanager
def chromium() -> Iterator[Any]:
    """Start the browser; what it keeps of a run is gone with it."""
    library = tool("playwright").folder.glob("lib/python*/site-packages")
    sys.path += [str(folder) for folder in library if str(folder) not in sys.path]
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=tool("chromium").program("chromium"), args=list(ARGUMENTS), env=tool("chromium").env
        )
        yield browser
        browser.close()


@contextmanager
def opened(browser: Any, file: Path, *, width: int = 1280, scheme: str = "light", **options: Any) -> Iterator[Seen]:
    """Open a file, with a window of this width, and listen."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", **options
    )
    context.add_init_script("window.ran = 0; window.xss = () => { window.ran++; }; window.alert = window.xss;")
    page = context.new_page()
    page.set_default_timeout(20_000)
    seen = Seen(page)
    address = file.resolve().as_uri()
    page.on(
        "console",
        lambda said: seen.trouble.append(f"{said.type}: {said.text}") if said.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: seen.trouble.append(f"error: {error}"))
    page.on("dialog", lambda one: (seen.trouble.append(f"dialog: {one.message}"), one.dismiss()))
    page.on(
        "request",
        lambda asked: (
            None
            if asked.url.partition("#")[0] in (address, "data:,")
            else seen.trouble.append(f"asked for {asked.url}")
        ),
    )
    page.goto(address)
    yield seen
    context.close()


def until(page: Any, expression: str, arg: Any = None) -> None:
    """Wait until something is true of a page; Playwright's own way of asking is refused by a page that allows no eval."""
    for _ in range(400):
        if page.evaluate(expression, arg):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came true: {expression}")


def violations(page: Any) -> list[str]:
    """Answer what axe finds wrong with a page."""
    if not page.evaluate("'axe' in window"):
        page.evaluate((tool("axe").folder / "node_modules/axe-core/axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [
        f"{one['id']}: {node['html'][:150]} {node['failureSummary'][:300]}"
        for one in found
        for node in one["nodes"][:3]
    ]
