"""Exports and sites in storage: what a run reads, stores, keeps and removes there, and what is said when it cannot."""

import gzip
import sys
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

import wpmigrate
from exports import document, item
from misbehaving import Exchange, Misbehaving, missing
from test_jobs import tree
from wpmigrate.bulk.manifest import read_manifest
from wpmigrate.bulk.run import Bulk, run_bulk
from wpmigrate.bulk.sites import find_sites
from wpmigrate.cli.convert import command as convert
from wpmigrate.cli.settings import settings_of
from wpmigrate.errors import InputError, OutputError, UsageError, WpmigrateError
from wpmigrate.output.state import SEAL, STATE
from wpmigrate.storage import fetching
from wpmigrate.storage.urls import above, below, is_url, leaf, redacted, told


@pytest.fixture
def memory() -> Iterator[object]:
    system = fsspec.filesystem("memory")
    system.store.clear()
    system.pseudo_dirs[:] = [""]
    yield system
    system.store.clear()


def export(*bodies: str) -> bytes:
    return document(*(item(number, body.encode()) for number, body in enumerate(bodies, 1)))


def brought(system, root: str, place: Path) -> Path:
    for name in system.find(root):
        file = place / name.removeprefix(f"{root}/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(system.cat_file(name))
    return place


def test_a_site_in_storage_is_what_it_would_be_on_a_disk(memory, tmp_path: Path) -> None:
    memory.pipe_file("/in/blog.xml.gz", gzip.compress(export("One.", "Two.")))
    report = wpmigrate.convert("memory://in/blog.xml.gz", "memory://out", to=("hugo", "jsonfeed"), redirects="nginx")
    assert [one.name for one in report.inputs] == ["blog.xml.gz"]
    (tmp_path / "blog.xml").write_bytes(export("One.", "Two."))
    wpmigrate.convert(tmp_path / "blog.xml", tmp_path / "here", to=("hugo", "jsonfeed"), redirects="nginx")
    there = brought(memory, "/out", tmp_path / "there")
    assert tree(there) == tree(tmp_path / "here")
    assert (there / STATE).read_bytes() == (tmp_path / "here" / STATE).read_bytes()
    assert (there / SEAL).read_bytes() == (tmp_path / "here" / SEAL).read_bytes()


def stored(memory, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """List what is put from now on, in its order."""
    paths: list[str] = []
    real = type(memory).put_file

    def put_file(self, lpath, rpath, **given):
        paths.append(str(rpath).removeprefix("memory://"))
        return real(self, lpath, rpath, **given)

    monkeypatch.setattr(type(memory), "put_file", put_file)
    return paths


def test_only_what_has_changed_is_stored_and_the_seal_is_the_last(memory, monkeypatch: pytest.MonkeyPatch) -> None:
    memory.pipe_file("/blog.xml", export("One.", "Two."))
    paths = stored(memory, monkeypatch)
    wpmigrate.convert("memory://blog.xml", "memory://out")
    assert (paths[0], paths[-1]) == (f"/out/{STATE}", f"/out/{SEAL}")
    paths.clear()
    wpmigrate.convert("memory://blog.xml", "memory://out")
    assert [path for path in paths if not path.endswith("report.json")] == []
    memory.pipe_file("/blog.xml", export("One.", "Two, and more."))
    wpmigrate.convert("memory://blog.xml", "memory://out")
    assert "/out/posts/p-2.md" in paths
    assert "/out/posts/p-1.md" not in paths
    of_the_state = [path for path in paths if "/.wpmigrate/" in path]
    assert of_the_state == [f"/out/{name}" for name in (STATE, STATE, SEAL)]
    assert paths[0] != paths[-1] == f"/out/{SEAL}"


def test_files_of_others_and_edited_ones_are_kept(memory) -> None:
    memory.pipe_file("/blog.xml", export("One.", "Two.", "Three."))
    memory.pipe_file("/out/posts/p-2.md", b"Somebody's own.\n")
    memory.pipe_file("/out/notes.txt", b"Mine.\n")
    report = wpmigrate.convert("memory://blog.xml", "memory://out")
    assert memory.cat_file("/out/posts/p-2.md") == b"Somebody's own.\n"
    assert [file.path for file in report.plan if file.action == "foreign"] == ["posts/p-2.md"]
    memory.pipe_file("/out/posts/p-1.md", b"Edited.\n")
    memory.pipe_file("/blog.xml", export("One, changed.", "Two."))
    wpmigrate.convert("memory://blog.xml", "memory://out", prune=True)
    assert memory.cat_file("/out/posts/p-1.md") == b"Edited.\n"
    assert b"One, changed." in memory.cat_file("/out/posts/p-1.md.new")
    assert not memory.exists("/out/posts/p-3.md"), "what we wrote and make no more is pruned"
    assert memory.cat_file("/out/notes.txt") == b"Mine.\n"
    assert memory.cat_file("/out/posts/p-2.md") == b"Somebody's own.\n"


@pytest.mark.parametrize("after", [0, 1, 3, 6, 8])
def test_a_run_that_breaks_off_while_it_stores_is_gone_on_with(
    memory, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    memory.pipe_file("/blog.xml", export("One.", "Two.", "Three."))
    wpmigrate.convert("memory://blog.xml", "memory://out")
    memory.pipe_file("/blog.xml", export("One, changed.", "Two, changed.", "Three.", "Four."))
    paths = stored(memory, monkeypatch)
    counted = type(memory).put_file

    def break_off(self, lpath, rpath, **given):
        if len(paths) >= after:
            raise ConnectionResetError("Connection reset by peer")
        return counted(self, lpath, rpath, **given)

    with monkeypatch.context() as patch:
        patch.setattr(type(memory), "put_file", break_off)
        with pytest.raises(OutputError) as stopped:
            wpmigrate.convert("memory://blog.xml", "memory://out")
    assert stopped.value.code == "storage-silent"
    assert not memory.exists(f"/out/{SEAL}"), "a state without seal is one whose run was stopped"
    report = wpmigrate.convert("memory://blog.xml", "memory://out")
    assert not [file for file in report.plan if file.action in ("edited", "foreign")]
    (tmp_path / "blog.xml").write_bytes(memory.cat_file("/blog.xml"))
    wpmigrate.convert(tmp_path / "blog.xml", tmp_path / "here")
    assert tree(brought(memory, "/out", tmp_path / "there")) == tree(tmp_path / "here")


def test_a_dry_run_stores_nothing(memory, monkeypatch: pytest.MonkeyPatch) -> None:
    memory.pipe_file("/blog.xml", export("One."))
    wpmigrate.convert("memory://blog.xml", "memory://out")
    memory.pipe_file("/blog.xml", export("One, changed."))
    paths = stored(memory, monkeypatch)
    report = wpmigrate.convert("memory://blog.xml", "memory://out", dry_run=True)
    assert paths == []
    assert [file.path for file in report.plan if file.action == "update"][-1] == "posts/p-1.md"


def test_what_a_word_means_in_storage(memory) -> None:
    for name in ("a.xml", "b.xml.gz", "notes.txt", "parts/1.xml", "parts/2.xml", "_bulk/c.xml", ".d.xml"):
        memory.pipe_file(f"/all/{name}", export("One."))
    found = {site.name: site.exports for site in find_sites(["memory://all"])}
    parts = ("memory://all/parts/1.xml", "memory://all/parts/2.xml")
    assert found == {"a": ("memory://all/a.xml",), "b": ("memory://all/b.xml.gz",), "parts": parts}
    assert [site.name for site in find_sites(["memory://all/*.xml*"])] == ["a", "b"]
    assert find_sites(["memory://all/a.xml"])[0].weight() == len(export("One."))
    with pytest.raises(InputError, match=r"Nothing is called memory://all/\*\.zip"):
        find_sites(["memory://all/*.zip"])
    memory.makedirs("/nothing")
    with pytest.raises(InputError, match="memory://nothing is a folder without exports") as refused:
        find_sites(["memory://nothing"])
    assert refused.value.code == "empty-folder"


def test_a_manifest_names_addresses(tmp_path: Path) -> None:
    manifest = tmp_path / "sites.csv"
    manifest.write_text("export,name\nhttps://a.example/x.xml?sig=1,x\nblog.xml,\ns3://b/p-1.xml;s3://b/p-2.xml,\n")
    found = {site.name: site.exports for site in read_manifest(manifest, settings_of(convert))}
    assert found == {
        "x": ("https://a.example/x.xml?sig=1",),
        "blog": (str(tmp_path / "blog.xml"),),
        "b": ("s3://b/p-1.xml", "s3://b/p-2.xml"),
    }


def test_many_sites_in_storage(tmp_path: Path) -> None:
    given, root = tmp_path / "given", tmp_path / "there"
    given.mkdir()
    for name in ("a", "b"):
        (given / f"{name}.xml").write_bytes(export(name))
    (given / "c.xml").write_bytes(b"<html></html>")
    out = root.as_uri()
    call = Bulk(sites=find_sites([given.as_uri()]), stored=out)
    report = run_bulk(call)
    assert (report.done, report.quarantined, report.worst[0].exports) == (2, 1, (f"{given.as_uri()}/c.xml",))
    assert sorted(path.stem for path in (root / "_bulk/sites").iterdir()) == ["a", "b", "c"]
    assert "<title>3 sites" in (root / "_bulk/report.html").read_text("utf-8")
    (given / "c.xml").write_bytes(export("Mended."))
    (given / "a.xml").write_bytes(export("Longer now."))
    done: list[str] = []
    report = run_bulk(call, tell=lambda one: done.append(one.name))
    assert (sorted(done), report.done, report.kept) == (["a", "c"], 3, 1)
    wpmigrate.convert(given / "c.xml", tmp_path / "here")
    assert tree(root / "c") == tree(tmp_path / "here")


def test_exports_of_the_web_are_fetched_once_more_where_that_helps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "PAUSE", 0.0)
    whole = export("From the web.")

    def breaks_off_once(exchange: Exchange) -> None:
        if exchange.count > 1 or "range" in exchange.headers:
            return exchange.whole(whole)
        exchange.head("200 OK", f"Content-Length: {len(whole)}")
        exchange.send(whole[:200])
        return exchange.close()

    with Misbehaving() as server:
        server.troubles["/blog.xml?sig=secret"] = breaks_off_once
        wpmigrate.convert(server.url("/blog.xml?sig=secret"), tmp_path / "out")
        assert "From the web." in (tmp_path / "out/posts/p-1.md").read_text("utf-8")
        refused = {"/none.jpg": "missing", "/forbidden.jpg": "storage-forbidden", "/gone.jpg": "storage-failed"}
        for path in refused:
            server.troubles[f"{path}?sig=secret"] = server.troubles.get(path, missing)
        urls = {server.url(path): code for path, code in refused.items()}
        for url, code in {**urls, "http://127.0.0.1:9/x.xml": "storage-silent"}.items():
            with pytest.raises(InputError) as stopped:
                wpmigrate.convert(f"{url}?sig=secret", tmp_path / "no")
            assert stopped.value.code == code
            assert "secret" not in stopped.value.sentence


def test_what_is_missing_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="There is no storage s4://") as refused:
        wpmigrate.convert("s4://bucket/blog.xml", tmp_path / "out")
    assert refused.value.code == "unknown-storage"
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(UsageError) as refused:
        wpmigrate.convert("sftp://me:hidden@host/blog.xml", tmp_path / "out")
    assert refused.value.code == "no-remote"
    assert refused.value.sentence == (
        "sftp://me@host/blog.xml is an address in storage: pip install 'wpmigrate[remote]', here and on all workers."
    )


def test_a_full_disk_here_is_no_fault_of_the_storage(memory, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    memory.pipe_file("/blog.xml", export("One."))

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(memory), "get_file", full)
    with pytest.raises(WpmigrateError) as stopped:
        wpmigrate.convert("memory://blog.xml", tmp_path / "out")
    assert stopped.value.code == "disk-full"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("s3://bucket/a.xml", True),
        ("sftp://me@host/a.xml", True),
        ("C:/exports/a.xml", False),
        ("C://exports/a.xml", False),
        ("exports/a.xml", False),
        ("-", False),
        ("s3://", False),
    ],
)
def test_which_words_are_addresses(word: str, expected: bool) -> None:
    assert is_url(word) is expected


def test_addresses_are_told_without_what_is_secret() -> None:
    assert told("sftp://me:p@ss:word@host/a b.xml") == "sftp://me@host/a b.xml"
    assert told("https://a.example/x.xml?X-Amz-Signature=abc#top") == "https://a.example/x.xml"
    assert told("s3://bucket/what?.xml") == "s3://bucket/what?.xml"
    assert told("abfs://box@account/x.xml") == "abfs://box@account/x.xml"
    assert told("exports/x.xml?y") == "exports/x.xml?y"
    assert (
        redacted("410, url='https://a.example/x?k=v' (ftp://u:p@h/y)") == "410, url='https://a.example/x' (ftp://u@h/y)"
    )
    assert (leaf("https://a.example/b/x.xml?a=/c"), leaf("s3://b/c/")) == ("x.xml", "c")
    assert (above("s3://b/c/d.xml"), below("s3://b/c/", "d")) == ("s3://b/c", "s3://b/c/d")
