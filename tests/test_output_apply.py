import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from wpmigrate.errors import OutputError, WpmigrateError
from wpmigrate.output import apply
from wpmigrate.output.apply import Output, write_file
from wpmigrate.output.plan import OutputFile
from wpmigrate.output.spool import Spool

FILES = {"a.md": b"first", "posts/b.md": b"second", "posts/deep/c.md": b"", "posts/안녕.md": "둘".encode()}
REPORT = "_wpmigrate/report.json"


def run(root: Path, files=FILES, *, dry_run=False, force=False, **options):
    with Output(root, dry_run=dry_run, force=force, durable=False, **options) as output:
        for path, content in files.items():
            output.put(OutputFile(path, content))
        return list(output.planned()), list(output.stale())


def actions(root: Path, files=FILES, **options):
    return {planned.path: planned.action for planned in run(root, files, **options)[0]}


def tree(root: Path):
    return {
        file.relative_to(root).as_posix(): (file.read_bytes(), file.stat().st_mtime_ns, file.stat().st_ino)
        for file in sorted(root.rglob("*"))
        if file.is_file()
    }


def written(root: Path):
    return {path: content for path, (content, *_) in tree(root).items() if not path.startswith(".wpmigrate/")}


# --- plan and apply ---------------------------------------------------------------------------------------------


def test_a_first_run_writes_every_file(tmp_path):
    assert set(actions(tmp_path / "out").values()) == {"create"}
    assert written(tmp_path / "out") == FILES
    assert (tmp_path / "out/.wpmigrate/.gitignore").read_bytes() == b"*\n"


def test_the_plan_is_in_order_of_path_with_sizes_and_hashes(tmp_path):
    planned, _ = run(tmp_path, {"b": b"xy", "a": b""})
    assert [(file.path, file.bytes, file.sha256[:8]) for file in planned] == [
        ("a", 0, "e3b0c442"),
        ("b", 2, "769a4e6d"),
    ]


def test_a_second_run_touches_nothing(tmp_path):
    run(tmp_path)
    before = tree(tmp_path)
    assert set(actions(tmp_path).values()) == {"same"}
    assert tree(tmp_path) == before


def test_a_changed_file_is_written_and_no_other(tmp_path):
    run(tmp_path)
    before = tree(tmp_path)
    changed = actions(tmp_path, FILES | {"a.md": b"new"})
    assert changed == dict.fromkeys(FILES, "same") | {"a.md": "update"}
    after = tree(tmp_path)
    assert after["a.md"][0] == b"new"
    assert after["posts/b.md"] == before["posts/b.md"]


@pytest.mark.parametrize("new", [FILES["a.md"], b"newer"])
def test_an_edited_file_stays_until_it_is_forced(tmp_path, new):
    run(tmp_path)
    (tmp_path / "a.md").write_bytes(b"mine")
    files = FILES | {"a.md": new}
    beside = {"a.md.new": new} if new != FILES["a.md"] else {}
    for action in ("create", "same"):
        planned = actions(tmp_path, files)
        assert planned["a.md"] == "edited"
        assert planned.get("a.md.new") == (action if beside else None)
        assert written(tmp_path) == FILES | {"a.md": b"mine"} | beside
    assert actions(tmp_path, files, force=True)["a.md"] == "replace"
    assert (tmp_path / "a.md").read_bytes() == new
    assert actions(tmp_path, files)["a.md"] == "same"


def test_a_file_edited_to_what_we_would_write_is_ours_again(tmp_path):
    run(tmp_path)
    (tmp_path / "a.md").write_bytes(b"next")
    assert actions(tmp_path, FILES | {"a.md": b"next"})["a.md"] == "same"
    assert actions(tmp_path, FILES | {"a.md": b"last"})["a.md"] == "update"


@pytest.mark.parametrize("force", [False, True])
def test_a_foreign_file_is_never_touched(tmp_path, force):
    (tmp_path / "a.md").write_bytes(b"a site that was here before")
    assert actions(tmp_path, force=force)["a.md"] == "foreign"
    assert actions(tmp_path, force=force)["a.md"] == "foreign"
    assert written(tmp_path) == FILES | {"a.md": b"a site that was here before"}


def test_a_deleted_file_is_made_again(tmp_path):
    run(tmp_path)
    (tmp_path / "a.md").unlink()
    assert actions(tmp_path)["a.md"] == "create"
    assert written(tmp_path) == FILES


def test_without_its_manifest_a_tree_is_recognised_by_its_bytes(tmp_path):
    run(tmp_path)
    shutil.rmtree(tmp_path / ".wpmigrate")
    assert set(actions(tmp_path).values()) == {"same"}
    assert actions(tmp_path, FILES | {"a.md": b"new"})["a.md"] == "update"


def test_files_that_are_no_longer_made_are_listed_and_left(tmp_path):
    run(tmp_path)
    assert run(tmp_path, {"a.md": b"first"})[1] == sorted(FILES)[1:]
    (tmp_path / "posts/b.md").unlink()
    assert run(tmp_path, {"a.md": b"first"})[1] == ["posts/deep/c.md", "posts/안녕.md"]


def prune(root: Path, files, *, everything: bool, dry_run: bool = False) -> list[str]:
    with Output(root, dry_run=dry_run, force=False, durable=False) as output:
        for path, content in files.items():
            output.put(OutputFile(path, content))
        return output.prune(everything=everything)


def test_only_files_of_ours_that_nobody_edited_are_pruned(tmp_path):
    run(tmp_path)
    (tmp_path / "posts/b.md").write_bytes(b"mine")
    (tmp_path / "posts/deep/other.md").write_bytes(b"not ours")
    fewer = {"a.md": b"first"}
    before = tree(tmp_path)
    assert prune(tmp_path, fewer, everything=False) == []
    gone = ["posts/deep/c.md", "posts/안녕.md"]
    assert prune(tmp_path, fewer, everything=True, dry_run=True) == gone
    assert tree(tmp_path) == before
    assert prune(tmp_path, fewer, everything=True) == gone
    assert written(tmp_path) == {"a.md": b"first", "posts/b.md": b"mine", "posts/deep/other.md": b"not ours"}
    assert run(tmp_path, fewer)[1] == ["posts/b.md"]


def test_a_folder_that_is_empty_goes_with_its_last_file(tmp_path):
    run(tmp_path, {"a.md": b"", "x/y/z.md": b""})
    assert prune(tmp_path, {"a.md": b""}, everything=True) == ["x/y/z.md"]
    assert not (tmp_path / "x").exists()


def test_a_new_version_goes_when_its_file_is_as_it_says(tmp_path):
    run(tmp_path)
    (tmp_path / "a.md").write_bytes(b"mine")
    newer = FILES | {"a.md": b"newer"}
    assert prune(tmp_path, newer, everything=False) == []
    assert (tmp_path / "a.md.new").read_bytes() == b"newer"
    (tmp_path / "a.md").write_bytes(b"newer")
    assert prune(tmp_path, newer, everything=False) == ["a.md.new"]
    assert written(tmp_path) == newer


def test_batches_are_written_as_they_fill(tmp_path, monkeypatch):
    monkeypatch.setattr(apply, "BATCH_FILES", 2)
    with Output(tmp_path, dry_run=False, force=False, durable=True) as output:
        for number in range(5):
            output.put(OutputFile(f"{number}.md", b"text"))
        assert len(written(tmp_path)) == 4
        monkeypatch.setattr(apply, "BATCH_BYTES", 3)
        output.put(OutputFile("big.md", b"more"))
        assert len(written(tmp_path)) == 6
    assert set(actions(tmp_path, {"4.md": b"text", "big.md": b"more"}).values()) == {"same"}


def test_a_spool_is_planned_and_written_like_a_file(tmp_path):
    for action in ("create", "same"):
        with Spool() as spool, Output(tmp_path, dry_run=False, force=False, durable=False) as output:
            spool.write({"title": "하나"})
            planned = output.put_spool("posts.jsonl", spool)
        assert (planned.action, planned.bytes) == (action, spool.bytes)
    assert (tmp_path / "posts.jsonl").read_text("utf-8") == '{"title":"하나"}\n'
    assert actions(tmp_path, {"posts.jsonl": '{"title":"하나"}\n'.encode()}) == {"posts.jsonl": "same"}


def test_the_report_is_written_in_every_run_and_planned_in_none(tmp_path):
    for content in (b"1", b"2"):
        with Output(tmp_path, dry_run=False, force=False, durable=False) as output:
            output.put(OutputFile("a.md", b"first"))
            output.write_always(REPORT, [content])
            assert [file.path for file in output.planned()] == ["a.md"]
        assert written(tmp_path) == {"a.md": b"first", REPORT: content}
    assert run(tmp_path, {})[1] == ["a.md"]


def test_a_named_file_is_written_whole_and_through_a_link(tmp_path):
    write_file(tmp_path / "new" / "report.json", b"1")
    (tmp_path / "link").symlink_to(tmp_path / "new/report.json")
    write_file(tmp_path / "link", b"2")
    assert (tmp_path / "link").is_symlink()
    assert written(tmp_path) == {"link": b"2", "new/report.json": b"2"}
    with pytest.raises(OutputError, match="A folder stands where"):
        write_file(tmp_path / "new", b"3")


# --- the dry run ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [{}, FILES, FILES | {"a.md": b"old", "gone.md": b""}])
def test_a_dry_run_writes_nothing_and_plans_what_the_real_run_does(tmp_path, before):
    root = tmp_path / "site" / "out"
    if before:
        run(root, before)
        (root / "posts/b.md").write_bytes(b"edited")
        (root / "foreign.md").write_bytes(b"foreign")
    files = FILES | {"foreign.md": b"ours"}
    seen = tree(tmp_path)
    with Output(root, dry_run=True, force=False) as output, Spool() as spool:
        for path, content in files.items():
            output.put(OutputFile(path, content))
        output.put_spool("rows.jsonl", spool)
        output.write_always(REPORT, [b"{}"])
        dry = list(output.planned()), list(output.stale())
    assert tree(tmp_path) == seen
    assert root.exists() == bool(before)
    assert run(root, files | {"rows.jsonl": b""}) == dry


def test_a_dry_run_refuses_what_the_real_run_would_refuse(tmp_path):
    (tmp_path / "posts").write_bytes(b"a file")
    for dry_run in (True, False):
        with pytest.raises(OutputError, match="needs a folder") as caught:
            run(tmp_path, dry_run=dry_run)
        assert (caught.value.code, caught.value.exit_code) == ("not-a-folder", 5)


# --- ways out and things in the way -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/etc/x",
        "../x",
        "a/../../x",
        "a/./b",
        "a//b",
        "a/",
        ".",
        "a\\..\\b",
        "C:x",
        "a\0b",
        "a\nb",
        "\ud800",
        "..",
        ".wpmigrate/x",
        ".WPmigrate/x",
    ],
)
@pytest.mark.parametrize("dry_run", [True, False])
def test_a_path_that_is_no_place_in_the_folder_is_refused(tmp_path, path, dry_run):
    with pytest.raises(OutputError) as caught:
        run(tmp_path / "out", {path: b"x"}, dry_run=dry_run)
    assert caught.value.code == "unsafe-path"
    assert not written(tmp_path / "out")


@pytest.mark.parametrize("path", ["xx:y.md", "...", "..a", "a..", ".hidden", "~", "-rf", "con", "%2e%2e/x"])
def test_an_odd_name_is_a_name(tmp_path, path):
    run(tmp_path, {path: b"x"})
    assert written(tmp_path) == {path: b"x"}


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_linked_folder_is_no_way_out(tmp_path, dry_run):
    outside, root = tmp_path / "outside", tmp_path / "out"
    outside.mkdir()
    root.mkdir()
    (root / "posts").symlink_to(outside, target_is_directory=True)
    with pytest.raises(OutputError, match="is a link to another place"):
        run(root, dry_run=dry_run)
    assert not list(outside.iterdir())


def test_a_linked_output_folder_is_the_choice_of_its_owner(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to(tmp_path / "real", target_is_directory=True)
    run(tmp_path / "out")
    assert written(tmp_path / "real") == FILES


def test_a_linked_file_is_not_ours_and_is_never_written_through(tmp_path):
    victim = tmp_path / "victim"
    victim.write_bytes(b"keep me")
    root = tmp_path / "out"
    root.mkdir()
    (root / "a.md").symlink_to(victim)
    assert actions(root, force=True)["a.md"] == "foreign"
    (root / "a.md").unlink()
    run(root)
    (root / "a.md").unlink()
    (root / "a.md").symlink_to(victim)
    assert actions(root)["a.md"] == "edited"
    assert actions(root, force=True)["a.md"] == "replace"
    assert (root / "a.md").read_bytes() == b"first"
    assert victim.read_bytes() == b"keep me"


def test_a_link_planted_under_a_temporary_name_is_not_followed(tmp_path):
    from wpmigrate.output.disk import temporary

    victim = tmp_path / "victim"
    victim.write_bytes(b"keep me")
    temporary(tmp_path / "a.md").symlink_to(victim)
    run(tmp_path)
    assert victim.read_bytes() == b"keep me"
    assert (tmp_path / "a.md").read_bytes() == b"first"


def test_a_pipe_is_left_alone(tmp_path):
    os.mkfifo(tmp_path / "a.md")
    assert actions(tmp_path)["a.md"] == "foreign"


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_folder_where_a_file_belongs_is_refused(tmp_path, dry_run):
    (tmp_path / "a.md").mkdir()
    with pytest.raises(OutputError, match=r"A folder stands where the file .*a\.md belongs"):
        run(tmp_path, dry_run=dry_run)


def test_an_output_folder_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "out").write_bytes(b"")
    for dry_run in (True, False):
        with pytest.raises(OutputError, match="needs a folder"):
            run(tmp_path / "out", dry_run=dry_run)


@pytest.mark.parametrize("paths", [["a", "a"], ["a", "a/b"], ["a/b/c", "a/b"], ["a/b", "x", "a"]])
@pytest.mark.parametrize("dry_run", [True, False])
def test_two_files_for_one_place_are_a_bug_of_ours(tmp_path, paths, dry_run):
    with Output(tmp_path, dry_run=dry_run, force=False) as output:
        for path in paths[:-1]:
            output.put(OutputFile(path, b""))
        with pytest.raises(WpmigrateError, match="planned for one place") as caught:
            output.put(OutputFile(paths[-1], b""))
    assert caught.value.exit_code == 1


def test_names_that_only_begin_alike_are_two_places(tmp_path):
    run(tmp_path, {"a": b"", "a.md": b"", "a-b/c": b"", "a0": b"", "ab": b""})


# --- failures of the disk, and kills -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("ENOSPC", "disk-full"),
        ("EACCES", "no-permission"),
        ("EROFS", "read-only"),
        ("ENAMETOOLONG", "name-too-long"),
        ("EIO", "cannot-write"),
    ],
)
@pytest.mark.parametrize("operation", ["open", "replace"])
def test_what_the_disk_refuses_is_one_sentence(tmp_path, monkeypatch, number, code, operation):
    import errno

    def refuse(*_, **__):
        raise OSError(getattr(errno, number), os.strerror(getattr(errno, number)))

    run(tmp_path, {"a.md": b"old"})
    monkeypatch.setattr(os, operation, refuse)
    with pytest.raises(OutputError) as caught:
        run(tmp_path)
    assert (caught.value.code, caught.value.exit_code) == (code, 5)
    assert "a.md" in caught.value.sentence
    assert caught.value.sentence.endswith(".")
    assert "Errno" not in caught.value.sentence


def test_a_name_that_is_too_long_is_refused_before_anything_is_written(tmp_path):
    for dry_run in (True, False):
        with pytest.raises(OutputError) as caught:
            run(tmp_path, {"안" * 100: b""}, dry_run=dry_run)
        assert caught.value.code == "name-too-long"


OLD = {f"posts/{number}.md": b"old %d" % number for number in range(6)}
NEW = {f"posts/{number}.md": b"new %d" % number for number in range(2, 9)}


def assert_mends_itself(root: Path, before):
    found = {path: content for path, content in written(root).items() if not path.endswith(".wpmigrate")}
    assert all(content in {before.get(path), NEW.get(path)} for path, content in found.items()), "a torn file"
    planned = run(root, NEW, dry_run=True)[0]
    assert {file.action for file in planned} <= {"create", "update", "same"}, "a file of ours taken for a person's"
    assert run(root, NEW)[0] == planned
    assert written(root) == before | NEW
    before_again = tree(root)
    assert set(actions(root, NEW).values()) == {"same"}
    assert tree(root) == before_again


@pytest.mark.parametrize("operation", ["open", "replace", "write"])
@pytest.mark.parametrize("before", [{}, OLD])
def test_an_error_at_any_file_operation_tears_nothing(tmp_path, monkeypatch, operation, before):
    monkeypatch.setattr(apply, "BATCH_FILES", 3)
    real = getattr(os, operation)
    for stop in range(len(NEW)):
        root = tmp_path / str(stop)
        run(root, before)
        left = [stop]

        def fail(*arguments, left=left, **options):
            if not left[0]:
                raise KeyboardInterrupt
            left[0] -= 1
            return real(*arguments, **options)

        with monkeypatch.context() as patch:
            patch.setattr(os, operation, fail)
            with pytest.raises(KeyboardInterrupt):
                run(root, NEW)
        assert not [path for path in written(root) if path.endswith(".wpmigrate")]
        assert_mends_itself(root, before)


KILL = """
import os, sys
from pathlib import Path
from wpmigrate.output import apply
from wpmigrate.output.plan import OutputFile
operation, left = sys.argv[2], int(sys.argv[3])
apply.BATCH_FILES = 3
real = getattr(os, operation)
def kill(*arguments, **options):
    global left
    if not left:
        os._exit(9)
    left -= 1
    return real(*arguments, **options)
setattr(os, operation, kill)
with apply.Output(Path(sys.argv[1]), dry_run=False, force=False, durable=False) as output:
    for number in range(2, 9):
        output.put(OutputFile(f"posts/{number}.md", b"new %d" % number))
"""


@pytest.mark.parametrize(
    ("operation", "stop"), [("write", 1), ("write", 4), ("replace", 0), ("replace", 4), ("replace", 6)]
)
@pytest.mark.parametrize("before", [{}, OLD])
def test_a_kill_tears_nothing_and_the_next_run_cleans_up(tmp_path, operation, stop, before):
    run(tmp_path, before)
    killed = subprocess.run([sys.executable, "-c", KILL, tmp_path, operation, str(stop)], check=False)
    assert killed.returncode == 9
    if operation == "replace":
        assert [path for path in written(tmp_path) if path.endswith(".wpmigrate")]
    assert_mends_itself(tmp_path, before)


def test_what_a_killed_run_meant_to_write_is_not_ours_until_it_stands(tmp_path):
    subprocess.run([sys.executable, "-c", KILL, tmp_path, "replace", "0"], check=False)
    (tmp_path / "posts/2.md").write_bytes(b"a person's")
    assert actions(tmp_path, NEW)["posts/2.md"] == "foreign"
    run(tmp_path, {})
    assert not [path for path in written(tmp_path) if path.endswith(".wpmigrate")]


def test_what_took_the_place_of_our_files_stops_no_run_that_does_not_need_it(tmp_path):
    subprocess.run([sys.executable, "-c", KILL, tmp_path, "replace", "4"], check=False)
    shutil.rmtree(tmp_path / "posts")
    (tmp_path / "posts").write_bytes(b"a file now")
    assert run(tmp_path, {"a.md": b"first"})[1] == []
    (tmp_path / "a.md").unlink()
    (tmp_path / "a.md").mkdir()
    assert run(tmp_path, {"b.md": b""})[1] == []


# --- the manifest -----------------------------------------------------------------------------------------------


def test_two_runs_at_once_are_refused_and_the_first_is_named(tmp_path):
    with Output(tmp_path, dry_run=False, force=False) as first:
        first.put(OutputFile("a.md", b"first"))
        with pytest.raises(
            OutputError, match=rf"Another run \(process {os.getpid()} on .+, since .+ UTC\) is writing"
        ) as caught:
            run(tmp_path)
        assert caught.value.code == "locked"
        assert actions(tmp_path, dry_run=True)["a.md"] == "create"
    run(tmp_path)


@pytest.mark.parametrize("dry_run", [True, False])
@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"no database" * 100, "state-damaged"),
        ("PRAGMA user_version = 99", "state-newer"),
        ("CREATE TABLE cats (name)", "state-foreign"),
    ],
)
def test_a_manifest_that_cannot_be_read_stops_the_run(tmp_path, dry_run, content, code):
    file = tmp_path / ".wpmigrate/state.sqlite"
    file.parent.mkdir()
    if isinstance(content, bytes):
        file.write_bytes(content)
    else:
        db = sqlite3.connect(file)
        db.execute(content)
        db.close()
    with pytest.raises(OutputError) as caught:
        run(tmp_path, dry_run=dry_run)
    assert caught.value.code == code
    assert "state.sqlite" in caught.value.sentence
    assert not written(tmp_path)


def test_an_empty_manifest_is_no_manifest(tmp_path):
    (tmp_path / ".wpmigrate").mkdir()
    (tmp_path / ".wpmigrate/state.sqlite").touch()
    assert set(actions(tmp_path, dry_run=True).values()) == {"create"}
    assert set(actions(tmp_path).values()) == {"create"}


def test_a_linked_state_folder_is_refused(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "out").mkdir()
    (tmp_path / "out/.wpmigrate").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    with pytest.raises(OutputError, match="is a link"):
        run(tmp_path / "out")
    assert not list((tmp_path / "elsewhere").iterdir())


KILL_IN_COMMIT = """
import os, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute("PRAGMA cache_size = 1")
db.execute("BEGIN")
db.execute("DELETE FROM files")
db.executemany("INSERT INTO files VALUES (?, ?, ?)", ((f"p{i}", "x" * 64, "y" * 64) for i in range(2000)))
os._exit(9)
"""


def test_a_kill_while_the_manifest_is_written_is_rolled_back(tmp_path):
    run(tmp_path)
    file = tmp_path / ".wpmigrate/state.sqlite"
    subprocess.run([sys.executable, "-c", KILL_IN_COMMIT, file], check=False)
    assert Path(f"{file}-journal").exists()
    before = tree(tmp_path)
    assert set(actions(tmp_path, dry_run=True).values()) == {"same"}
    assert tree(tmp_path) == before
    assert actions(tmp_path, FILES | {"a.md": b"new"})["a.md"] == "update"
    assert not Path(f"{file}-journal").exists()
    assert set(actions(tmp_path, FILES | {"a.md": b"new"}).values()) == {"same"}


def test_an_exception_of_the_caller_passes_and_the_next_run_goes_on(tmp_path):
    def convert():
        with Output(tmp_path, dry_run=False, force=False, durable=False) as output:
            output.put(OutputFile("a.md", b"first"))
            output.flush()
            output.put(OutputFile("posts/b.md", b"second"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        convert()
    assert written(tmp_path) == {"a.md": b"first"}
    assert actions(tmp_path) == dict.fromkeys(FILES, "create") | {"a.md": "same"}
