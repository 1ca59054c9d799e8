"""A share of the fuzzing of `python -m fuzz` (tests/fuzz): inputs that nobody would write, and promises that hold for all."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from exports import Export, document, item
from wpmigrate.errors import WpmigrateError
from wpmigrate.registry import Handlers
from wpmigrate.render.fidelity import Proof
from wpmigrate.source.scanner import Span
from wpmigrate.wxr.elements import _strict as real_strict

layers = pytest.importorskip("fuzz.layers")
running = pytest.importorskip("fuzz.running", exc_type=ImportError)
from fuzz.seeds import SEEDS  # noqa: E402

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the harness forks")
HERE = Path(__file__).parent
ONCE_BROKEN = sorted(path for path in (HERE / "fuzz" / "regressions").iterdir() if path.suffix != ".md")


def test_twenty_thousand_inputs_break_no_promise(tmp_path: Path) -> None:
    call = [sys.executable, "-m", "fuzz", "--executions", "20000", "--keep", str(tmp_path)]
    ran = subprocess.run(call, cwd=HERE, capture_output=True, text=True, check=False)
    assert ran.returncode in {0, 1}, ran.stderr
    told = json.loads(ran.stdout)
    assert told["found"] == []
    assert told["executions"] == sum(told["layers"].values()) == 20_000
    assert set(told["layers"]) == {"export", "file", "body", "comment", "php", "fields", "run"}


@pytest.mark.parametrize("path", ONCE_BROKEN, ids=lambda path: path.name)
def test_what_once_broke_is_whole(path: Path) -> None:
    layers.check(path.name.partition("-")[0], path.read_bytes())


def fall(*_: object, **__: object) -> object:
    raise ZeroDivisionError


PLANTED: dict[str, tuple[str, bytes, str, Callable, str]] = {
    "a scanner that raises": ("export", document(item(1)), "read_raw", fall, "ZeroDivisionError"),
    "a scanner that loses an item": ("export", document(item(1)), "read_raw", lambda _: Export(spans=[Span("item", 0, 0, 0, 9, 2)]), "items are counted"),
    "a parser that loses a text": ("export", document(item(1, title=b"Q & A")), "_strict", lambda raw, names: real_strict(raw.replace(b"Q", b""), names), "expat and lxml"),
    "a parser that takes what is no XML": ("export", document(item(1)), "_strict", lambda raw, names: etree.fromstring(b"<a><b/></a>")[0], "expat and lxml"),
    "a writer that lets code run": ("body", b"<p>x</p>", "render_markdown", lambda *_: "[x](<java&#115;cript:y>)", "<a href"),
    "a handler that raises": ("body", b"[gallery]", "HANDLERS", Handlers(shortcodes={"gallery": fall}), "a handler failed"),
    "a proof of nothing": ("body", b"<p>x</p>", "prove", lambda *_: Proof(1, 1, 1.5), "a proof that proves"),
    "a comment that runs": ("comment", b"x", "safe_html", lambda *_: "<script>x</script>", "<script>"),
    "a comment with a handler": ("comment", b"x", "safe_html", lambda *_: "<b onclick=x>y</b>", "onclick="),
    "a number read wrongly": ("php", b"i:5;", "unserialize", lambda _: 6, "comes back as"),
    "a text written wrongly": ("php", b"x;y", "serialize", lambda _: "a:0:{}", "comes back as"),
    "front matter read otherwise": ("fields", b"a\0yes", "render_yaml", lambda _: "a: yes", "is read as"),
    "a sentence that blames us": ("file", b"x", "read_paths", lambda _: (_ for _ in ()).throw(WpmigrateError("No.")), "no sentence"),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    layer, content, place, fault, told = PLANTED[name]
    monkeypatch.setattr(layers, place, fault)
    with pytest.raises(Exception) as raised:
        layers.check(layer, content)
    assert told in f"{type(raised.value).__name__} {raised.value}"


def spin(_: bytes) -> None:
    while True:
        pass


ENDLESS = {
    "Hang": spin,
    "MemoryError": lambda _: bytearray(1 << 30),
    "ended with -11": lambda _: os.kill(os.getpid(), signal.SIGSEGV),
}


@pytest.mark.parametrize("told", ENDLESS)
def test_time_memory_and_crashes_are_findings(told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(layers.LAYERS, "php", ENDLESS[told])
    monkeypatch.setattr(running, "SECONDS", 0.2)
    found = running.fuzz(2, 8, 0, "php", tmp_path)["found"]
    assert told in found[0]["broke"]
    assert Path(found[0]["file"]).read_bytes() or told != "Hang"


def test_what_broke_is_made_small(tmp_path: Path) -> None:
    assert running.smallest(b"much text < and > more text", lambda part: b"<" in part and b">" in part) == b"<>"


def test_an_input_can_be_made_again() -> None:
    wheel = [one for one in SEEDS for _ in range(one.weight)]
    made = [running.made(8, number, wheel, SEEDS) for number in (1, 7, 400)]
    assert made == [running.made(8, number, wheel, SEEDS) for number in (1, 7, 400)]
    assert len({content for _, content in made}) == 3
    assert len({one.name for one in SEEDS}) >= 30
