import errno
import io
import os
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest

from wpmigrate.errors import OutputError, WpmigrateError
from wpmigrate.output import apply
from wpmigrate.output.apply import Output
from wpmigrate.output.plan import OutputFile


class Broken(io.BytesIO):
    def read(self, size=-1):
        if self.tell() == len(self.getvalue()):
            raise EOFError("broken")
        return super().read(size)


class Zeros(io.RawIOBase):
    """So many zero bytes, and a last word."""

    def __init__(self, size):
        self.left, self.block = size, bytes(1 << 20)

    def read(self, size=-1):
        if self.left <= 0:
            self.left -= 1
            return b"end" if self.left == -1 else b""
        size = min(size, self.left, len(self.block))
        self.left -= size
        return self.block[:size]


def run(root: Path, files, **options):
    with Output(
        root, dry_run=options.pop("dry_run", False), force=options.pop("force", False), durable=False
    ) as output:
        return {
            path: output.put_stream(path, lambda content=content: io.BytesIO(content)).action
            for path, content in files.items()
        }


def tree(root: Path):
    return {
        file.relative_to(root).as_posix(): (file.read_bytes(), file.stat().st_mtime_ns, file.stat().st_ino)
        for file in sorted(root.rglob("*"))
        if file.is_file()
    }


def written(root: Path):
    return {path: content for path, (content, *_) in tree(root).items() if not path.startswith(".wpmigrate/")}


FILES = {"media/2020/a.jpg": b"one", "media/2020/b.jpg": b"two", "c.jpg": b""}


def test_a_stream_is_planned_and_written_like_a_file(tmp_path):
    assert set(run(tmp_path, FILES).values()) == {"create"}
    assert written(tmp_path) == FILES
    before = tree(tmp_path)
    assert set(run(tmp_path, FILES).values()) == {"same"}
    assert tree(tmp_path) == before
    changed = run(tmp_path, FILES | {"c.jpg": b"new"})
    assert changed == dict.fromkeys(FILES, "same") | {"c.jpg": "update"}
    assert (tmp_path / "c.jpg").read_bytes() == b"new"
    assert not (tmp_path / ".wpmigrate/incoming").exists()
    with Output(tmp_path, dry_run=False, force=False, durable=False) as output:
        assert {output.put(OutputFile(path, content)).action for path, content in FILES.items() if path != "c.jpg"} == {
            "same"
        }


def test_edited_and_foreign_files_stay(tmp_path):
    (tmp_path / "media/2020").mkdir(parents=True)
    (tmp_path / "media/2020/a.jpg").write_bytes(b"theirs")
    run(tmp_path, FILES)
    (tmp_path / "c.jpg").write_bytes(b"mine")
    assert run(tmp_path, FILES) == {"media/2020/a.jpg": "foreign", "media/2020/b.jpg": "same", "c.jpg": "edited"}
    assert run(tmp_path, FILES, force=True)["c.jpg"] == "replace"
    assert written(tmp_path) == FILES | {"media/2020/a.jpg": b"theirs"}


def test_a_dry_run_plans_the_same_and_writes_nothing(tmp_path):
    for before in ({}, FILES | {"c.jpg": b"old"}):
        run(tmp_path / "out", before) if before else None
        seen = tree(tmp_path)
        dry = run(tmp_path / "out", FILES, dry_run=True)
        assert tree(tmp_path) == seen
        assert run(tmp_path / "out", FILES) == dry


@pytest.mark.parametrize("stands", [True, False])
@pytest.mark.parametrize("dry_run", [True, False])
def test_what_reading_raises_passes_and_nothing_is_planned(tmp_path, stands, dry_run):
    if stands:
        run(tmp_path, {"a.jpg": b"old"})
    with Output(tmp_path, dry_run=dry_run, force=False, durable=False) as output:
        with pytest.raises(EOFError):
            output.put_stream("a.jpg", lambda: Broken(b"part"))
        assert not list(output.planned())
        if not dry_run:
            assert not list((tmp_path / ".wpmigrate").glob("incoming/*"))
        assert output.put_stream("a.jpg", lambda: io.BytesIO(b"whole")).action == ("update" if stands else "create")
    assert dry_run or written(tmp_path) == {"a.jpg": b"whole"}


@pytest.mark.parametrize("path", ["../x", "/x", "a//b", ".wpmigrate/x", ".WPMIGRATE/incoming/1", "C:x", ""])
@pytest.mark.parametrize("dry_run", [True, False])
def test_a_path_that_is_no_place_is_refused_before_anything_is_read(tmp_path, path, dry_run):
    with Output(tmp_path, dry_run=dry_run, force=False) as output, pytest.raises(OutputError) as caught:
        output.put_stream(path, lambda: pytest.fail("read"))
    assert caught.value.code == "unsafe-path"


def test_two_streams_for_one_place_are_a_clash(tmp_path):
    with Output(tmp_path, dry_run=False, force=False, durable=False) as output:
        output.put_stream("a/b", lambda: io.BytesIO(b""))
        for path in ("a/b", "a", "a/b/c"):
            with pytest.raises(WpmigrateError) as caught:
                output.put_stream(path, lambda: pytest.fail("read"))
            assert caught.value.code == "clash"


def test_links_and_folders_in_the_way_are_what_they_are_for_a_file(tmp_path):
    victim = tmp_path / "victim"
    victim.write_bytes(b"keep")
    root = tmp_path / "out"
    root.mkdir()
    (root / "a.jpg").symlink_to(victim)
    (root / "folder").mkdir()
    (root / "linked").symlink_to(tmp_path, target_is_directory=True)
    assert run(root, {"a.jpg": b"x"}, force=True) == {"a.jpg": "foreign"}
    with pytest.raises(OutputError, match="A folder stands where"):
        run(root, {"folder": b"x"})
    with pytest.raises(OutputError, match="is a link"):
        run(root, {"linked/a.jpg": b"x"})
    assert victim.read_bytes() == b"keep"


def test_a_planted_staging_link_is_no_way_out(tmp_path):
    outside, root = tmp_path / "outside", tmp_path / "out"
    outside.mkdir()
    (outside / "1").write_bytes(b"keep")
    (root / ".wpmigrate").mkdir(parents=True)
    (root / ".wpmigrate/incoming").symlink_to(outside, target_is_directory=True)
    with pytest.raises(OutputError, match="is a link"):
        run(root, {"a.jpg": b"x"})
    assert (outside / "1").read_bytes() == b"keep"


def test_batches_take_their_places_as_they_fill(tmp_path, monkeypatch):
    monkeypatch.setattr(apply, "BATCH_STAGED", 6)
    with Output(tmp_path, dry_run=False, force=False, durable=True) as output:
        for number in range(5):
            output.put_stream(f"{number}.jpg", lambda: io.BytesIO(b"abc"))
        assert len(written(tmp_path)) == 4
        output.put(OutputFile("page.md", b"text"))
    assert len(written(tmp_path)) == 6


def test_another_disk_below_the_output_folder_is_reached(tmp_path, monkeypatch):
    real = os.replace

    def replace(source, target, **options):
        if Path(source).parent.name == "incoming":
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return real(source, target, **options)

    monkeypatch.setattr(os, "replace", replace)
    run(tmp_path, FILES)
    assert written(tmp_path) == FILES
    assert set(run(tmp_path, FILES).values()) == {"same"}


@pytest.mark.parametrize("place", ["os.open", "wpmigrate.output.disk._write_all"])
def test_a_full_disk_is_one_sentence_and_leaves_nothing(tmp_path, monkeypatch, place):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    with Output(tmp_path, dry_run=False, force=False, durable=False) as output:
        monkeypatch.setattr(place, full)
        with pytest.raises(OutputError, match="disk is full") as caught:
            output.put_stream("a.jpg", lambda: io.BytesIO(b"x"))
        monkeypatch.undo()
    assert caught.value.code == "disk-full"
    assert written(tmp_path) == {}


def test_300_megabytes_pass_through_a_little_memory(tmp_path):
    size = 300 << 20
    tracemalloc.start()
    with Output(tmp_path, dry_run=False, force=False, durable=False) as output:
        planned = output.put_stream("film.mp4", lambda: Zeros(size))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 << 20
    assert planned.bytes == size + 3
    film = tmp_path / "film.mp4"
    assert film.stat().st_size == size + 3
    with film.open("rb") as stream:
        stream.seek(size - 2)
        assert stream.read() == b"\0\0end"
    film.unlink()


KILL = """
import io, os, sys
from pathlib import Path
from wpmigrate.output import apply
operation, left = sys.argv[2], int(sys.argv[3])
apply.BATCH_FILES = 3
real = getattr(os, operation)
def kill(*arguments, **options):
    global left
    if not left:
        os._exit(9)
    left -= 1
    return real(*arguments, **options)
with apply.Output(Path(sys.argv[1]), dry_run=False, force=False, durable=False) as output:
    setattr(os, operation, kill)
    for number in range(2, 9):
        output.put_stream(f"posts/{number}.jpg", lambda: io.BytesIO(b"new %d" % number))
"""
OLD = {f"posts/{number}.jpg": b"old %d" % number for number in range(6)}
NEW = {f"posts/{number}.jpg": b"new %d" % number for number in range(2, 9)}


@pytest.mark.parametrize(("operation", "stop"), [("fdopen", 0), ("fdopen", 4), ("replace", 0), ("replace", 4)])
@pytest.mark.parametrize("before", [{}, OLD])
def test_a_kill_tears_nothing_and_the_next_run_cleans_up(tmp_path, operation, stop, before):
    run(tmp_path, before)
    killed = subprocess.run([sys.executable, "-c", KILL, tmp_path, operation, str(stop)], check=False)
    assert killed.returncode == 9
    assert all(content in {before.get(path), NEW.get(path)} for path, content in written(tmp_path).items()), (
        "a torn file"
    )
    planned = run(tmp_path, NEW, dry_run=True)
    assert set(planned.values()) <= {"create", "update", "same"}, "a file of ours taken for a person's"
    assert run(tmp_path, NEW) == planned
    assert written(tmp_path) == before | NEW
    assert not (tmp_path / ".wpmigrate/incoming").exists()
    assert set(run(tmp_path, NEW).values()) == {"same"}


def test_an_exception_of_the_caller_leaves_no_staged_file(tmp_path):
    def convert():
        with Output(tmp_path, dry_run=False, force=False, durable=False) as output:
            output.put_stream("a.jpg", lambda: io.BytesIO(b"x"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        convert()
    assert written(tmp_path) == {}
    assert not (tmp_path / ".wpmigrate/incoming").exists()
    assert run(tmp_path, {"a.jpg": b"x"}) == {"a.jpg": "create"}
