"""The pictures of the kitchen: from a folder, a zip, a tar and a server of this machine they make one and the same tree."""

import http.server
import shutil
import socket
import tarfile
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

import wpmigrate
from wpmigrate.render.addresses import addresses

pytestmark = pytest.mark.integration
KITCHEN = Path(__file__).parents[3] / "shared/data/wordpress/kitchen.xml"
OLD = "https://blog.example.test"
UPLOADS = "/wp-content/uploads/"
PNG = b"\x89PNG\r\n\x1a\n"
_BEGINNINGS = {".pdf": b"%PDF-1.7\n", ".mp3": b"ID3\x03\x00\x00\x00\x00\x00\x00", ".mp4": b"\x00\x00\x00\x18ftypmp42"}


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        return


@pytest.fixture(scope="module")
def uploads(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the uploads of the old site: a file for each attachment, which says its own name."""
    if not KITCHEN.exists():
        pytest.skip("the shared exports are not here")
    root = tmp_path_factory.mktemp("old")
    with wpmigrate.read(KITCHEN) as read:
        files = {a.file or unquote(urlsplit(a.url).path).lstrip("/") for a in read._reading.index.attachments()}
    assert len(files) > 5
    for file in files:
        at = root / "wp-content/uploads" / file
        at.parent.mkdir(parents=True, exist_ok=True)
        at.write_bytes(_BEGINNINGS.get(at.suffix, PNG) + file.encode())
    return root


@pytest.fixture
def server(uploads: Path) -> Iterator[str]:
    handler = partial(Quiet, directory=str(uploads))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as serving:
        thread = threading.Thread(target=serving.serve_forever, daemon=True)
        thread.start()
        yield f"127.0.0.1:{serving.server_port}"
        serving.shutdown()
        thread.join()


def brought(out: Path) -> dict[str, bytes]:
    root = out / f"static{UPLOADS}"
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in root.rglob("*") if file.is_file()}


def shown(out: Path) -> set[str]:
    """Answer the uploads that the bodies lead to."""
    texts = [file.read_text("utf-8") for file in (out / "content").rglob("*.md")]
    paths = {unquote(urlsplit(url).path) for text in texts for url in addresses(text)}
    return {path.removeprefix(UPLOADS) for path in paths if path.startswith(UPLOADS)}


def packed(uploads: Path, folder: Path, kind: str) -> Path:
    if kind == "folder":
        return uploads / "wp-content/uploads"
    if kind == "zip":
        return Path(shutil.make_archive(str(folder / "u"), "zip", uploads))
    with tarfile.open(folder / "u.tar.gz", "w:gz") as archive:
        archive.add(uploads / "wp-content/uploads", "uploads")
    return folder / "u.tar.gz"


@pytest.fixture
def from_folder(uploads: Path, tmp_path: Path) -> dict[str, bytes]:
    wpmigrate.convert(KITCHEN, tmp_path / "folder", to="hugo", uploads=[packed(uploads, tmp_path, "folder")])
    return brought(tmp_path / "folder")


@pytest.mark.parametrize("kind", ["folder", "zip", "tar"])
def test_uploads_at_hand_need_no_network(
    kind: str, uploads: Path, from_folder: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_socket(*_: Any, **__: Any) -> None:
        raise AssertionError("a socket was opened")

    given = packed(uploads, tmp_path, kind)
    monkeypatch.setattr(socket, "socket", no_socket)
    out = tmp_path / "out"
    report = wpmigrate.convert(KITCHEN, out, to="hugo", uploads=[given], jobs=1)
    assert brought(out) == from_folder
    at_hand = {
        file.relative_to(uploads / "wp-content/uploads").as_posix() for file in uploads.rglob("*") if file.is_file()
    }
    assert len(shown(out) & at_hand) > 5
    assert [file for file in shown(out) & at_hand if not from_folder[file].endswith(file.encode())] == []
    assert len(shown(out) - at_hand) <= report.totals["media"].failed


def test_downloads_make_the_same_tree(server: str, from_folder: dict[str, bytes], tmp_path: Path) -> None:
    export = tmp_path / "export.xml"
    export.write_bytes(KITCHEN.read_bytes().replace(OLD.encode(), f"http://{server}".encode()))
    out = tmp_path / "out"
    wpmigrate.convert(export, out, to="hugo", media="download", allow_hosts=[server])
    assert brought(out) == from_folder
