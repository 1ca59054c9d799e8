import tracemalloc

import pytest

from packed import folder, raw_zip
from wpmigrate.diagnostics import Code
from wpmigrate.errors import OutputError
from wpmigrate.media.gather import Tally, gather
from wpmigrate.media.naming import Names
from wpmigrate.media.uploads import open_uploads
from wpmigrate.media.uses import BLOCK, Used, Uses
from wpmigrate.output.apply import Output
from wpmigrate.output.plan import PlannedFile

# --- uses -------------------------------------------------------------------------------------------------------


def test_each_upload_is_listed_once_in_order_of_path():
    with Uses() as uses:
        uses.add("2020/02/b.jpg", "https://x.test/b.jpg", "file", "7")
        uses.add("2020/01/a.jpg", "https://x.test/a-300x200.jpg", "image", "5")
        uses.add("2020/02/b.jpg", "https://x.test/b.jpg?w=3", "image", "5")
        uses.add("2020/02/b.jpg", "https://x.test/b.jpg", "image", "7")
        assert list(uses) == [
            Used("2020/01/a.jpg", "https://x.test/a-300x200.jpg", "image", 1, ("5",)),
            Used("2020/02/b.jpg", "https://x.test/b.jpg", "image", 3, ("7", "5")),
        ]
        assert len(uses) == 2
        uses.add("2020/03/c.mp3", "", "audio", "#9")
        assert [used.upload for used in uses][-1] == "2020/03/c.mp3"


def test_a_thing_that_asks_often_is_one_that_uses_it():
    with Uses() as uses:
        for key in ("5", "5", "5", "7", "7", "9"):
            uses.add("logo.png", "https://x.test/logo.png", "image", key)
        assert [used.count for used in uses] == [3]


def test_only_the_first_users_are_named():
    with Uses() as uses:
        for number in range(50):
            uses.add("logo.png", "https://x.test/logo.png", "image", str(number))
        assert list(uses) == [Used("logo.png", "https://x.test/logo.png", "image", 50, ("0", "1", "2"))]


def test_odd_text_is_text():
    with Uses() as uses:
        uses.add("\ud800'\0;--.jpg", "\udfff", "file", "")
        assert [used.upload for used in uses] == ["?'\0;--.jpg"]


def test_50_000_uses_are_cheap():
    tracemalloc.start()
    with Uses() as uses:
        for number in range(50_000):
            uses.add(f"2020/01/{number % 20_000}.jpg", "https://x.test/a.jpg", "image", str(number // 5))
        assert len(uses._waiting) < BLOCK
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 4 << 20
        assert len(uses) == 20_000
        assert sum(used.count for used in uses) == 50_000


# --- gather -----------------------------------------------------------------------------------------------------


class Gathered:
    """What a run of `gather` said."""

    def __init__(self, uses, place, output, names=None):
        self.reports, self.settled = [], {}
        with open_uploads([place]) as uploads:
            self.tally = gather(
                uses,
                uploads,
                names or Names(),
                lambda path, stream: output.put_stream(f"static/{path}", stream),
                lambda used, diagnostic: self.reports.append((used.upload, diagnostic.code, diagnostic.detail)),
                lambda upload, *told: self.settled.__setitem__(upload, told),
            )


def used(*uploads):
    return [Used(upload, f"https://x.test/{upload}", "image", 1, ("12",)) for upload in uploads]


def run(tmp_path, place, *uploads, **options):
    with Output(tmp_path / "out", dry_run=False, force=False, durable=False, **options) as output:
        return Gathered(used(*uploads), place, output)


def test_what_is_used_is_brought_and_what_is_missing_is_told(tmp_path):
    place = folder(tmp_path / "uploads")
    told = run(tmp_path, place, "2020/01/a.jpg", "2020/02/a.jpg", "2020/02/gone.jpg")
    assert told.tally == Tally(found=2, missing=1, bytes=15)
    assert (tmp_path / "out/static/2020/01/a.jpg").read_bytes() == b"january"
    assert (tmp_path / "out/static/2020/02/a.jpg").read_bytes() == b"february"
    assert not (tmp_path / "out/static/flat.pdf").exists()
    assert told.settled == {
        "2020/01/a.jpg": ("written", "static/2020/01/a.jpg", ""),
        "2020/02/a.jpg": ("written", "static/2020/02/a.jpg", ""),
        "2020/02/gone.jpg": ("failed", "", "media-missing"),
    }
    assert told.reports == [("2020/02/gone.jpg", Code.MEDIA_MISSING, "2020/02/gone.jpg, first used by 12")]
    again = run(tmp_path, place, "2020/01/a.jpg")
    assert (again.tally, again.reports) == (Tally(found=1, bytes=7), [])


def test_a_changed_name_and_a_smaller_size_are_told(tmp_path):
    place = folder(tmp_path / "uploads", {"2020/01/a#b.jpg": b"x", "2020/01/c-300x200.jpg": b"small"})
    told = run(tmp_path, place, "2020/01/a#b.jpg", "2020/01/c.jpg")
    assert (tmp_path / "out/static/2020/01/a-b.jpg").read_bytes() == b"x"
    assert (tmp_path / "out/static/2020/01/c.jpg").read_bytes() == b"small"
    assert told.reports == [
        ("2020/01/a#b.jpg", Code.MEDIA_RENAMED, "2020/01/a#b.jpg → 2020/01/a-b.jpg"),
        ("2020/01/c.jpg", Code.MEDIA_SMALLER, "2020/01/c.jpg: 2020/01/c-300x200.jpg"),
    ]


def test_a_damaged_or_locked_member_is_told_and_leaves_nothing(tmp_path):
    members = [
        (b"2020/01/bad.jpg", b"content" * 9999, {"crc": 1}),
        (b"2020/01/good.jpg", b"good"),
        (b"2020/01/locked.jpg", b"x", {"flags": 1}),
    ]
    place = raw_zip(tmp_path / "a.zip", members)
    told = run(tmp_path, place, "2020/01/bad.jpg", "2020/01/good.jpg", "2020/01/locked.jpg")
    assert told.tally == Tally(found=1, unreadable=2, bytes=4)
    assert [(upload, code) for upload, code, _ in told.reports] == [
        ("2020/01/bad.jpg", Code.MEDIA_UNREADABLE),
        ("2020/01/locked.jpg", Code.MEDIA_UNREADABLE),
    ]
    assert told.settled["2020/01/bad.jpg"] == ("failed", "", "damaged")
    assert told.settled["2020/01/locked.jpg"] == ("failed", "", "encrypted")
    files = [file for file in (tmp_path / "out").rglob("*") if file.is_file() and ".wpmigrate" not in file.parts]
    assert files == [tmp_path / "out/static/2020/01/good.jpg"]
    assert not (tmp_path / "out/.wpmigrate/incoming").exists()


def test_files_of_others_in_the_way_are_told(tmp_path):
    place = folder(tmp_path / "uploads")
    run(tmp_path, place, "2020/02/a.jpg")
    folder(tmp_path / "out", {"static/2020/01/a.jpg": b"theirs", "static/2020/02/a.jpg": b"edited"})
    told = run(tmp_path, place, "2020/01/a.jpg", "2020/02/a.jpg")
    assert [code for _, code, _ in told.reports] == [Code.FOREIGN_FILE_KEPT, Code.EDITED_FILE_KEPT]
    assert told.settled["2020/01/a.jpg"] == ("skipped", "", "path-taken")
    assert told.settled["2020/02/a.jpg"][0] == "written"


@pytest.mark.parametrize("code", ["clash", "name-too-long", "disk-full"])
def test_a_file_without_a_place_is_told_and_a_full_disk_stops(tmp_path, code):
    def refuse(path, stream):
        raise OutputError("No.", code=code)

    settled = []
    with open_uploads([folder(tmp_path / "uploads")]) as uploads:

        def go():
            return gather(
                used("2020/01/a.jpg"), uploads, Names(), refuse, lambda *_: None, lambda *told: settled.append(told)
            )

        if code == "disk-full":
            with pytest.raises(OutputError):
                go()
        else:
            assert go().found == 1
            assert settled == [("2020/01/a.jpg", "failed", "", "unplaced")]


def test_anything_that_finds_will_do():
    class Nowhere:
        def find(self, path, /):
            return None

        def refused(self, path, /):
            return ""

    def put(path, stream):
        return PlannedFile(path, len(stream().read()), "", "create")

    assert gather(used("a", "b"), Nowhere(), Names(), put, lambda *_: None, lambda *_: None) == Tally(missing=2)
