"""Media of a whole run: from a folder, a zip or a tar, or downloaded; the same tree whichever way they come."""

import io
import json
import socket
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

import wpmigrate
from report_pages import rows
from wpmigrate.errors import WpmigrateError

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
FILES = {
    "2020/01/jar.png": PNG + b"jar",
    "2020/02/jar.png": PNG + b"another jar",
    "2020/01/한글 (1).png": PNG + b"hangul",
    "2020/01/unused.png": PNG + b"unused",
}
ITEM = """<item><title>{title}</title><link>{site}/{slug}/</link><dc:creator>jane</dc:creator><guid>{site}/?p={id}</guid>
<content:encoded><![CDATA[{body}]]></content:encoded><wp:post_id>{id}</wp:post_id><wp:post_date>2020-01-05 10:00:00</wp:post_date>
<wp:post_date_gmt>2020-01-05 10:00:00</wp:post_date_gmt><wp:post_name>{slug}</wp:post_name><wp:status>{status}</wp:status>
<wp:post_type>{type}</wp:post_type>{more}</item>"""
BODY = (
    '<p><img src="{site}/wp-content/uploads/2020/01/jar-300x200.png" alt="a"> <img src="/wp-content/uploads/2020/02/jar.png" alt="b">'
    ' <a href="{site}/wp-content/uploads/2020/01/%ED%95%9C%EA%B8%80%20(1).png">c</a>'
    ' <img src="{site}/wp-content/uploads/2020/03/gone.png" alt="d"></p>'
)


class Uploads(BaseHTTPRequestHandler):
    """The old site: uploads and nothing else."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        from urllib.parse import unquote

        path = unquote(self.path).removeprefix("/wp-content/uploads/")
        self.asked.append(path)
        content = FILES.get(path)
        self.send_response(200 if content else 404)
        self.send_header("Content-Type", "image/png" if content else "text/html")
        self.send_header("Content-Length", str(len(content or b"gone")))
        self.end_headers()
        self.wfile.write(content or b"gone")

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def old_site() -> Iterator[str]:
    Uploads.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Uploads)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def export(folder: Path, site: str) -> Path:
    more = "<wp:attachment_url>{site}/wp-content/uploads/{file}</wp:attachment_url><wp:post_parent>1</wp:post_parent>"
    attachments = [
        ITEM.format(title=file, slug=f"a{n}", id=10 + n, body="", status="inherit", type="attachment", site=site, more=more.format(site=site, file=file))
        for n, file in enumerate(FILES)
    ]  # fmt: skip
    post = ITEM.format(
        title="Jars", slug="jars", id=1, body=BODY.format(site=site), status="publish", type="post", site=site, more=""
    )
    path = folder / "export.xml"
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Jars</title>'
        f"<link>{site}</link><wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>{site}</wp:base_site_url>"
        f"<wp:base_blog_url>{site}</wp:base_blog_url>{post}{''.join(attachments)}</channel></rss>",
        "utf-8",
    )
    return path


def folder_of(folder: Path) -> Path:
    for file, content in FILES.items():
        (folder / "uploads" / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / "uploads" / file).write_bytes(content)
    return folder / "uploads"


def zip_of(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "u.zip", "w") as archive:
        for file, content in FILES.items():
            archive.writestr(f"wp-content/uploads/{file}", content)
    return folder / "u.zip"


def tar_of(folder: Path) -> Path:
    with tarfile.open(folder / "u.tar.gz", "w:gz") as archive:
        for file, content in FILES.items():
            entry = tarfile.TarInfo(file)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return folder / "u.tar.gz"


def media_of(out: Path, folder: str = "uploads") -> dict[str, bytes]:
    root = out / folder
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in sorted(root.rglob("*")) if file.is_file()}


USED = {name: FILES[name] for name in ("2020/01/jar.png", "2020/02/jar.png", "2020/01/한글 (1).png")}


@pytest.mark.parametrize("packed", [folder_of, zip_of, tar_of])
def test_used_uploads_are_copied_and_pages_point_at_them(
    packed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_socket(*_: Any, **__: Any) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", no_socket)
    out = tmp_path / "out"
    report = wpmigrate.convert(export(tmp_path, "https://old.example"), out, uploads=[packed(tmp_path)])
    assert media_of(out) == USED
    assert (report.totals["media"].read, report.totals["media"].written, report.totals["media"].failed) == (4, 3, 1)
    text = (out / "posts/jars.md").read_text("utf-8")
    assert "![a](../uploads/2020/01/jar.png) ![b](../uploads/2020/02/jar.png)" in text
    assert "[c](../uploads/2020/01/%ED%95%9C%EA%B8%80%20(1).png)" in text
    assert report.fidelity is not None
    assert report.fidelity.whole == 1


def test_the_report_says_how_many_items_use_a_file(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    wpmigrate.convert(
        export(tmp_path, "https://old.example"), tmp_path / "out", to=["hugo", "markdown"], reports=page, dry_run=True,
        uploads=[folder_of(tmp_path)],
    )  # fmt: skip
    used = {row[0]: row[3] for row in rows(page.read_text("utf-8"))["media"]}
    assert used == {**dict.fromkeys(USED, 1), "2020/03/gone.png": 1, "2020/01/unused.png": 0}


def test_downloads_make_the_same_tree_and_are_not_asked_for_twice(tmp_path: Path, old_site: str) -> None:
    out = tmp_path / "out"
    given = export(tmp_path, old_site)
    host = old_site.removeprefix("http://")
    report = wpmigrate.convert(given, out, to="hugo", media="download", allow_hosts=[host])
    assert media_of(out, "static/wp-content/uploads") == USED
    assert (report.totals["media"].written, report.totals["media"].failed, report.exit_code) == (3, 1, 3)
    rows = [json.loads(line) for line in (out / "_wpmigrate/ledger.jsonl").read_text("utf-8").splitlines()]
    assert {row["id"]: row.get("reason") for row in rows if row["kind"] == "media" and row["outcome"] == "failed"} == {"2020/03/gone.png": "http-404"}  # fmt: skip
    asked = len(Uploads.asked)
    again = wpmigrate.convert(given, out, to="hugo", media="download", allow_hosts=[host])
    assert len(Uploads.asked) == asked
    assert {file.action for file in again.plan if "uploads" in file.path} == {"same"}
    assert again.totals["media"] == report.totals["media"]


def test_a_private_host_is_not_asked_unless_named(tmp_path: Path, old_site: str) -> None:
    report = wpmigrate.convert(export(tmp_path, old_site), tmp_path / "out", media="download")
    assert Uploads.asked == []
    assert report.totals["media"].failed == 4


def test_a_dry_run_asks_nobody(tmp_path: Path, old_site: str) -> None:
    host = old_site.removeprefix("http://")
    out = tmp_path / "out"
    report = wpmigrate.convert(export(tmp_path, old_site), out, media="download", allow_hosts=[host], dry_run=True)
    assert Uploads.asked == []
    assert report.totals["media"].skipped == 4
    assert not out.exists()


def test_uploads_at_hand_are_not_downloaded(tmp_path: Path, old_site: str) -> None:
    host = old_site.removeprefix("http://")
    report = wpmigrate.convert(export(tmp_path, old_site), tmp_path / "out", media="download", uploads=[folder_of(tmp_path)], allow_hosts=[host])  # fmt: skip
    assert Uploads.asked == ["2020/03/gone.png"]
    assert report.totals["media"].written == 3


@pytest.mark.parametrize("media", ["link", "none"])
def test_media_that_stay_where_they_are(media: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    report = wpmigrate.convert(export(tmp_path, "https://old.example"), out, media=media)
    text = (out / "posts/jars.md").read_text("utf-8")
    assert not (out / "uploads").exists()
    assert ("![a](../uploads/2020/01/jar.png)" in text) is (media == "link")
    assert ("https://old.example/wp-content/uploads/2020/01/jar.png" in text) is (media == "none")
    assert ("media" in report.totals) is (media == "link")


def test_addresses_in_custom_fields_are_led_too(tmp_path: Path) -> None:
    given = export(tmp_path, "https://old.example")
    meta = "".join(
        f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key><wp:meta_value><![CDATA[{value}]]></wp:meta_value></wp:postmeta>"
        for key, value in (
            ("more", "https://old.example/?p=1#x"),
            ("box", '<a href="/jars/">jars</a>'),
            ("plain", "a b"),
        )
    )
    text = given.read_text("utf-8")
    given.write_text(text.replace("</wp:post_type></item>", f"</wp:post_type>{meta}</item>", 1), "utf-8")
    wpmigrate.convert(given, tmp_path / "out", to="hugo", fields=["more", "box", "plain"])
    page = (tmp_path / "out/content/posts/jars/index.md").read_text("utf-8")
    assert 'more: "/jars/#x"' in page
    assert 'box: "<a href=\\"/jars/\\">jars</a>"' in page
    assert 'plain: "a b"' in page


def test_uploads_that_are_not_there_stop_the_run_before_it_writes(tmp_path: Path) -> None:
    export = tmp_path / "export.xml"
    export.write_text("<rss/>", "utf-8")
    with pytest.raises(WpmigrateError, match="does not exist: --uploads is the old site's"):
        wpmigrate.convert(export, tmp_path / "out", uploads=[tmp_path / "nowhere"])
    assert not (tmp_path / "out").exists()
