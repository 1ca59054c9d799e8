import bz2
import gzip
import lzma
import os
import stat
import struct
import tarfile
import tracemalloc
import unicodedata
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path
from random import Random
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from packed import TREE, add, folder, raw_zip, tarred, zipped
from wpmigrate.errors import InputError
from wpmigrate.media.spellings import clean_name, decode_name, fold, wanted
from wpmigrate.media.stored import Limits, Unreadable
from wpmigrate.media.tars import Tar
from wpmigrate.media.unpacking import unpack
from wpmigrate.media.uploads import open_uploads
from wpmigrate.media.zips import Zip

NFC, NFD = (unicodedata.normalize(form, "서울 지도.jpg") for form in ("NFC", "NFD"))


def read(stored):
    with stored.open() as stream:
        return stream.read()


def found(paths, name):
    with open_uploads(paths if isinstance(paths, list) else [paths]) as uploads:
        stored = uploads.find(name)
        return None if stored is None else (stored.name, stored.form, read(stored))


def troubles(path):
    with open_uploads([path]) as uploads:
        return {(trouble.name, trouble.reason) for trouble in uploads.troubles()}


# --- places of every kind ---------------------------------------------------------------------------------------

UNDER = [
    "",
    "uploads/",
    "wp-content/uploads/",
    "site/public_html/wp-content/uploads/",
    "web/app/uploads/",
    "my backup/",
    "wp-content/blogs.dir/3/files/",
]
PLACES = {
    "folder": lambda tmp, under: folder(tmp / "given", under=under),
    "zip": lambda tmp, under: zipped(tmp / "given.zip", under=under),
    "stored-zip": lambda tmp, under: zipped(tmp / "given.zip", under=under, method=zipfile.ZIP_STORED),
    "tar": lambda tmp, under: tarred(tmp / "given.tar", under=under),
    "dotted-tar": lambda tmp, under: tarred(tmp / "given.tar", under="./" + under),
    "gnu-tar": lambda tmp, under: tarred(tmp / "given.tar", under=under, form=tarfile.GNU_FORMAT),
    "tar.gz": lambda tmp, under: tarred(tmp / "given.tar.gz", under=under, mode="w:gz"),
    "tar.xz": lambda tmp, under: tarred(tmp / "given.txz", under=under, mode="w:xz"),
    "tar.bz2": lambda tmp, under: tarred(tmp / "given.tar.bz2", under=under, mode="w:bz2"),
}


@pytest.mark.parametrize("under", UNDER)
@pytest.mark.parametrize("kind", PLACES)
def test_every_file_is_found_wherever_the_uploads_lie(tmp_path, kind, under):
    with open_uploads([PLACES[kind](tmp_path, under)]) as uploads:
        assert len(uploads) == len(TREE)
        for name, content in TREE.items():
            stored = uploads.find(name)
            assert (stored.name, stored.form, stored.size, read(stored)) == (name, "itself", len(content), content)
        assert uploads.find("2020/03/a.jpg") is None
        assert list(uploads.troubles()) == []


def test_a_flat_uploads_folder_in_a_folder_of_its_own_is_found(tmp_path):
    path = zipped(tmp_path / "a.zip", {"pictures/a.jpg": b"a", "pictures/b/c.jpg": b"c"})
    assert found(path, "a.jpg") == ("a.jpg", "itself", b"a")
    assert found(path, "pictures/b/c.jpg")[2] == b"c"


def test_the_uploads_of_the_site_come_before_those_of_a_backup_in_it(tmp_path):
    tree = {
        "wp-content/uploads/2020/01/a.jpg": b"site",
        "wp-content/uploads/old/wp-content/uploads/2020/01/a.jpg": b"old",
    }
    for place in (folder(tmp_path / "f", tree), zipped(tmp_path / "a.zip", tree)):
        assert found(place, "2020/01/a.jpg")[2] == b"site"


def test_years_on_top_are_the_uploads_even_beside_a_copy_of_a_site(tmp_path):
    tree = {"2020/01/a.jpg": b"this", "backup/wp-content/uploads/2020/01/a.jpg": b"that"}
    for place in (folder(tmp_path / "f", tree), zipped(tmp_path / "a.zip", tree)):
        assert found(place, "2020/01/a.jpg")[2] == b"this"


def test_wp_content_itself_is_taken(tmp_path):
    tree = {"uploads/2020/01/a.jpg": b"a", "plugins/x/uploads/2020/01/a.jpg": b"plugin", "themes/t/style.css": b""}
    place = folder(tmp_path / "wp-content", tree)
    assert found(place, "2020/01/a.jpg")[2] == b"a"
    assert found(place, "../plugins/x/uploads/2020/01/a.jpg") is None


def test_one_year_of_an_uploads_folder_is_taken(tmp_path):
    folder(tmp_path)
    assert found([tmp_path / "2020", tmp_path / "2021"], "2020/02/a.jpg")[2] == b"february"
    assert found([tmp_path / "2020", tmp_path / "2021"], "2021/12/Photo One.JPG")[2] == b"photo"


def test_the_parts_of_a_media_export_are_one(tmp_path):
    parts = tmp_path / "export"
    parts.mkdir()
    tarred(parts / "media-export-1.tar", {"2019/05/a.jpg": b"one"})
    tarred(parts / "media-export-2.tar", {"2020/06/b.jpg": b"two"})
    for places in ([parts], sorted(parts.iterdir())):
        assert found(places, "2019/05/a.jpg")[2] == b"one"
        assert found(places, "2020/06/b.jpg")[2] == b"two"


def test_of_several_places_the_first_wins_but_a_file_itself_wins_over_a_likeness(tmp_path):
    one = folder(tmp_path / "one", {"2020/01/a.jpg": b"1", "2020/01/B.jpg": b"twin"})
    two = zipped(tmp_path / "two.zip", {"2020/01/a.jpg": b"2", "2020/01/b.jpg": b"exact"})
    assert found([one, two], "2020/01/a.jpg")[2] == b"1"
    assert found([two, one], "2020/01/a.jpg")[2] == b"2"
    assert found([one, two], "2020/01/b.jpg")[2] == b"exact"


def test_streams_are_independent(tmp_path):
    for place in (folder(tmp_path / "f"), zipped(tmp_path / "a.zip"), tarred(tmp_path / "a.tar")):
        with open_uploads([place]) as uploads:
            january, february = uploads.find("2020/01/a.jpg").open(), uploads.find("2020/02/a.jpg").open()
            with january, february:
                assert (january.read(3), february.read(3), january.read(), february.read()) == (
                    b"jan", b"feb", b"uary", b"ruary",
                )  # fmt: skip


# --- spellings --------------------------------------------------------------------------------------------------

SPELLINGS = [
    ("2020/01/a.jpg", "2020/01/a.jpg", "itself"),
    ("/2020/01/a.jpg", "2020/01/a.jpg", "itself"),
    ("2020//01/./a.jpg", "2020/01/a.jpg", "itself"),
    ("2020\\01\\a.jpg", "2020/01/a.jpg", "itself"),
    ("2020/01/A.JPG", "2020/01/a.jpg", "itself"),
    ("2020/01/a.jpg", "2020/01/A.JPG", "itself"),
    (f"2020/01/{NFC}", f"2020/01/{NFD}", "itself"),
    (f"2020/01/{NFD}", f"2020/01/{NFC}", "itself"),
    (f"2020/01/{quote(NFC)}", f"2020/01/{NFC}", "itself"),
    (f"2020/01/{quote(NFC)}", f"2020/01/{NFD}", "itself"),
    (f"2020/01/{NFC}", f"2020/01/{quote(NFC)}", "itself"),
    ("2020/01/ÉTÉ.png", "2020/01/été.png", "itself"),
    ("2020/01/a%20b.jpg", "2020/01/a b.jpg", "itself"),
    ("2020/01/100%.jpg", "2020/01/100%.jpg", "itself"),
    ("sites/3/2020/01/a.jpg", "2020/01/a.jpg", "itself"),
    ("2020/01/x-scaled.jpg", "2020/01/x.jpg", "original"),
    ("2020/01/x-rotated.jpg", "2020/01/x.jpg", "original"),
    ("2020/01/x.jpg", "2020/01/x-scaled.jpg", "original"),
    ("2020/01/x-300x200.jpg", "2020/01/x.jpg", "original"),
    ("2020/01/x-300x200.jpg", "2020/01/x-scaled.jpg", "original"),
    ("2020/01/x-e1700000000-300x200.jpg", "2020/01/x.jpg", "original"),
    ("2020/01/x-e1700000000.jpg", "2020/01/x.jpg", "original"),
    ("2020/01/x.jpg", "2020/01/x-300x200.jpg", "size"),
    ("2020/01/x-scaled.jpg", "2020/01/X-300x200.JPG", "size"),
    ("2020/01/x-150x150.jpg", "2020/01/x-300x200.jpg", "size"),
]


@pytest.mark.parametrize(("asked", "stored", "form"), SPELLINGS)
@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_name_is_found_however_it_is_spelled(tmp_path, asked, stored, form, pack):
    place = pack(tmp_path / "archive", {stored: b"it", "2020/01/other.jpg": b"no", "2020/02/x.jpg": b"no"})
    assert found(place, asked) == (stored, form, b"it")


def test_the_ladder_prefers_what_is_nearer(tmp_path):
    steps = ["x-300x200.jpg", "X-300x200.jpg", "x.jpg", "x-scaled.jpg", "x-1024x768.jpg", "x-90x99.jpg"]
    for first in range(len(steps)):
        place = zipped(tmp_path / f"{first}.zip", {f"2020/01/{name}": name.encode() for name in steps[first:]})
        assert found(place, "2020/01/x-300x200.jpg")[2] == steps[first].encode()


def test_twins_are_told_apart_when_both_are_there(tmp_path):
    place = tarred(tmp_path / "a.tar", {f"2020/01/{name}": name.encode() for name in ("a.jpg", "A.jpg", NFC, NFD)})
    for name in ("a.jpg", "A.jpg", NFC, NFD):
        assert found(place, f"2020/01/{name}")[2] == name.encode()
    assert found(place, "2020/01/a.JPG")[2] == b"A.jpg"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/",
        ".",
        "..",
        "../a.jpg",
        "2020/../../a.jpg",
        "2020/01/%2e%2e/a.jpg",
        "C:/a.jpg",
        "a\0b",
        "\ud800.jpg",
        "x" * 9999,
    ],
)
def test_an_odd_question_has_no_answer(tmp_path, path):
    place = folder(tmp_path / "in" / "uploads", {"2020/01/b.jpg": b""})
    (tmp_path / "in" / "a.jpg").write_bytes(b"outside")
    with open_uploads([place]) as uploads:
        assert uploads.find(path) is None
        assert uploads.refused(path) == ""


@given(st.text(max_size=30) | st.from_regex(r"(\.\./|/|%2e|%2f|[A-Z]:|\\){0,4}[a-z.]{0,5}", fullmatch=True))
def test_no_spelling_leads_out(path):
    for name in wanted(path):
        assert not name.startswith("/")
        assert ".." not in name.split("/")
        assert clean_name(name) == name


@given(st.text(max_size=20))
def test_unicode_forms_and_case_fold_together(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text)) == fold(fold(text))


@pytest.mark.parametrize("page", ["utf-8", "cp949", "cp437", "cp932", "gb18030", "cp1252", "cp1251"])
def test_a_name_in_an_old_code_page_is_among_its_readings(page):
    text = {"utf-8": "한글", "cp949": "한글 파일", "cp437": "été", "cp932": "写真", "gb18030": "照片", "cp1251": "фото"}
    name = text.get(page, "café")
    assert name in decode_name(name.encode(page))


# --- zip --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("utf-8", "2020/01/서울.jpg"),
        ("cp949", "2020/01/서울.jpg"),
        ("utf-8", "2020/01/café.jpg"),
        ("cp437", "2020/01/café.jpg"),
        ("cp1252", "2020/01/café.jpg"),
        ("cp932", "2020/01/写真.jpg"),
    ],
)
def test_names_that_a_zip_does_not_flag_are_found(tmp_path, page, name):
    assert found(raw_zip(tmp_path / "a.zip", [(name.encode(page), b"it")]), name)[2] == b"it"


def test_a_zip_of_macos_has_no_shadows_and_its_decomposed_names_are_found(tmp_path):
    raw = NFD.encode()
    members = [
        (b"uploads/2020/01/" + raw, b"map"),
        (b"__MACOSX/uploads/2020/01/._" + raw, b"shadow"),
        (b"uploads/.DS_Store", b""),
        (b"uploads/2020/01/._x.jpg", b"shadow"),
    ]
    path = raw_zip(tmp_path / "a.zip", members)
    assert found(path, f"2020/01/{NFC}")[2] == b"map"
    with open_uploads([path]) as uploads:
        assert len(uploads) == 1


def test_the_unicode_field_of_a_zip_says_the_name_if_it_fits(tmp_path):
    def field(of):
        content = b"\1" + struct.pack("<L", zlib.crc32(of)) + "2020/01/서울.jpg".encode()
        return struct.pack("<2H", 0x7075, len(content)) + content

    right = raw_zip(tmp_path / "a.zip", [(b"2020/01/??.jpg", b"it", {"extra": field(b"2020/01/??.jpg")})])
    assert found(right, "2020/01/서울.jpg")[2] == b"it"
    stale = raw_zip(tmp_path / "b.zip", [(b"2020/01/x.jpg", b"it", {"extra": field(b"another")})])
    assert found(stale, "2020/01/x.jpg")[2] == b"it"


def test_backslashes_of_old_windows_tools_are_slashes(tmp_path):
    assert found(raw_zip(tmp_path / "a.zip", [(b"uploads\\2020\\01\\a.jpg", b"a")]), "2020/01/a.jpg")[2] == b"a"


def test_bytes_before_a_zip_do_not_matter(tmp_path):
    path = raw_zip(tmp_path / "a.zip", [(b"2020/01/a.jpg", b"a")], junk=b"PK00")
    assert found(path, "2020/01/a.jpg")[2] == b"a"


def test_a_zip64_is_read(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        with archive.open("2020/01/a.jpg", "w", force_zip64=True) as member:
            member.write(b"large")
        for number in range(3):
            archive.writestr(f"2020/01/{number}.txt", b"")
    assert found(path, "2020/01/a.jpg")[2] == b"large"


def test_a_zip64_directory_is_read(tmp_path):
    extra = struct.pack("<2H3Q", 1, 24, 5, 7, 0)
    path = raw_zip(tmp_path / "a.zip", [(b"2020/01/a.jpg", b"large", {"extra": extra})])
    content = bytearray(path.read_bytes())
    at = content.index(b"PK\1\2")
    content[at + 20 : at + 28] = b"\xff" * 8
    content[at + 42 : at + 46] = b"\xff" * 4
    end = content.index(b"PK\5\6")
    length, start = struct.unpack_from("<2L", content, end + 12)
    more = b"PK\6\6" + struct.pack("<Q2H2L4Q", 44, 45, 45, 0, 0, 1, 1, length, start)
    more += b"PK\6\7" + struct.pack("<LQL", 0, end, 1)
    content[end:end] = more
    at = end + len(more)
    content[at + 8 : at + 20] = b"\xff" * 12
    packed = struct.unpack_from("<L", content, 18)[0]
    content[content.index(extra) + 12 : content.index(extra) + 20] = struct.pack("<Q", packed)
    path.write_bytes(content)
    assert found(path, "2020/01/a.jpg")[2] == b"large"


REFUSED_IN_ZIPS = {
    "../../2020/01/evil.jpg": ({}, "unsafe-name"),
    "/2020/01/evil.jpg": ({}, "unsafe-name"),
    "C:/2020/01/evil.jpg": ({}, "unsafe-name"),
    "2020/01/link.jpg": ({"mode": stat.S_IFLNK | 0o777}, "link"),
    "2020/01/device.jpg": ({"mode": stat.S_IFCHR | 0o666}, "not-a-file"),
    "2020/01/pipe.jpg": ({"mode": stat.S_IFIFO | 0o666}, "not-a-file"),
    "2020/01/locked.jpg": ({"flags": 1}, "encrypted"),
    "2020/01/odd.jpg": ({"method": 99}, "compression"),
    "2020/01/bomb.jpg": ({"size": 3 << 30}, "bomb"),
    "2020/01/cut.jpg": ({"method": 0, "size": 99}, "damaged"),
}


def test_hostile_members_of_a_zip_are_told_and_the_others_are_found(tmp_path):
    members = [(name.encode(), b"content", odd) for name, (odd, _) in REFUSED_IN_ZIPS.items()]
    path = raw_zip(tmp_path / "a.zip", [*members, (b"2020/01/good.jpg", b"good")])
    assert troubles(path) == {(name, reason) for name, (_, reason) in REFUSED_IN_ZIPS.items()}
    assert found(path, "2020/01/good.jpg")[2] == b"good"
    with open_uploads([path]) as uploads:
        for name, (_, reason) in REFUSED_IN_ZIPS.items():
            assert uploads.find(name.replace("../", "")) is None
            if reason != "unsafe-name":
                assert uploads.refused(name) == reason


@pytest.mark.parametrize(
    ("odd", "reason"),
    [({"crc": 1}, "damaged"), ({"size": 3}, "damaged"), ({"size": 5000}, "truncated")],
)
def test_a_member_that_is_not_what_it_declares_is_refused_while_it_is_read(tmp_path, odd, reason):
    path = raw_zip(tmp_path / "a.zip", [(b"2020/01/a.jpg", b"content", odd)])
    with open_uploads([path]) as uploads, uploads.find("2020/01/a.jpg").open() as stream:
        with pytest.raises(Unreadable) as caught:
            stream.read()
        assert caught.value.reason in (reason, "damaged")


def test_a_real_encrypted_zip_flag_is_seen(tmp_path):
    path = zipped(tmp_path / "a.zip")
    content = bytearray(path.read_bytes())
    at = content.index(b"PK\1\2")
    content[at + 8] |= 1
    path.write_bytes(content)
    assert troubles(path) == {("2020/01/a.jpg", "encrypted")}


def test_of_duplicate_members_the_last_counts_and_it_is_told(tmp_path):
    members = [(b"2020/01/a.jpg", b"first"), (b"2020/01/a.jpg", b"last")]
    path = raw_zip(tmp_path / "a.zip", members)
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        for name, content in members:
            add(archive, name.decode(), content)
    for place in (path, tmp_path / "a.tar"):
        assert found(place, "2020/01/a.jpg")[2] == b"last"
        assert troubles(place) == {("2020/01/a.jpg", "duplicate")}


@pytest.mark.parametrize("keep", [10, 60, 0.5, 0.9, -1, -30])
def test_a_cut_zip_is_refused_with_a_sentence(tmp_path, keep):
    path = zipped(tmp_path / "a.zip")
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * keep) if isinstance(keep, float) else keep])
    with pytest.raises(InputError) as caught, open_uploads([path]):
        pass
    assert "a.zip" in caught.value.sentence


def test_more_members_than_the_limit_are_refused(tmp_path):
    with pytest.raises(InputError, match="more than 3 files"):
        list(Zip(zipped(tmp_path / "a.zip"), Limits(members=3)).scan())


# --- tar --------------------------------------------------------------------------------------------------------


def test_hostile_members_of_a_tar_are_told_and_the_others_are_found(tmp_path):
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        add(archive, "../../2020/01/evil.jpg", b"x")
        add(archive, "/2020/01/evil.jpg", b"x")
        add(archive, "2020/01/link.jpg", type=tarfile.SYMTYPE, linkname="/etc/passwd")
        add(archive, "2020/01/hard.jpg", type=tarfile.LNKTYPE, linkname="/etc/passwd")
        add(archive, "2020/01/device.jpg", type=tarfile.CHRTYPE)
        add(archive, "2020/01/pipe.jpg", type=tarfile.FIFOTYPE)
        add(archive, "2020/01", type=tarfile.DIRTYPE)
        add(archive, "2020/01/good.jpg", b"good")
        add(archive, "2020/01/twin.jpg", type=tarfile.LNKTYPE, linkname="2020/01/good.jpg")
    assert troubles(path) == {
        ("../../2020/01/evil.jpg", "unsafe-name"),
        ("/2020/01/evil.jpg", "unsafe-name"),
        ("2020/01/link.jpg", "link"),
        ("2020/01/hard.jpg", "link"),
        ("2020/01/device.jpg", "not-a-file"),
        ("2020/01/pipe.jpg", "not-a-file"),
    }
    assert found(path, "2020/01/good.jpg")[2] == b"good"
    assert found(path, "2020/01/twin.jpg")[2] == b"good"


@pytest.mark.parametrize("form", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT])
def test_long_and_foreign_names_of_tars_are_read(tmp_path, form):
    names = {
        f"2020/01/{'가' * 60}.jpg": b"1",
        f"2020/01/{'a' * 180}.jpg": b"2",
        f"2020/01/{NFD}": b"3",
        "2020/01/z.jpg": b"4",
    }
    path = tarred(tmp_path / "a.tar", names, form=form)
    for name, content in names.items():
        assert found(path, name)[2] == content


def test_a_sparse_member_is_told(tmp_path):
    path = tarred(tmp_path / "a.tar", {"2020/01/a.jpg": b"a" * 600, "2020/01/b.jpg": b"b"}, form=tarfile.GNU_FORMAT)
    content = bytearray(path.read_bytes())
    content[156:157] = tarfile.GNUTYPE_SPARSE
    content[148:156] = b" " * 8
    content[148:155] = b"%06o\0" % sum(content[:512])
    path.write_bytes(content)
    assert troubles(path) == {("2020/01/a.jpg", "sparse")}
    assert found(path, "2020/01/b.jpg")[2] == b"b"


@pytest.mark.parametrize("keep", [512, 700, 1024, 1500, 2048, 2300])
def test_a_cut_tar_gives_what_is_whole(tmp_path, keep):
    tree = {"2020/01/a.jpg": b"a" * 500, "2020/01/b.jpg": b"b" * 600}
    path = tarred(tmp_path / "a.tar", tree, form=tarfile.USTAR_FORMAT)
    path.write_bytes(path.read_bytes()[:keep])
    for name, content, end in (("2020/01/a.jpg", b"a" * 500, 1012), ("2020/01/b.jpg", b"b" * 600, 2136)):
        assert found(path, name) == ((name, "itself", content) if keep >= end else None)
    assert {reason for _, reason in troubles(path)} == {"truncated"}


@pytest.mark.parametrize("header", [b"\xff" * 512, b"x" * 512])
def test_a_damaged_header_ends_a_tar_and_is_told(tmp_path, header):
    path = tarred(tmp_path / "a.tar", {"2020/01/a.jpg": b"a", "2020/01/b.jpg": b"b"}, form=tarfile.USTAR_FORMAT)
    content = path.read_bytes()
    path.write_bytes(content[:1024] + header + content[1536:])
    assert found(path, "2020/01/a.jpg")[2] == b"a"
    assert troubles(path) == {("", "damaged")}


def raw_header(name, size_field, kind=b"0"):
    header = bytearray(tarfile.TarInfo(name).tobuf(tarfile.GNU_FORMAT))
    header[124:136] = size_field
    header[156:157] = kind
    header[148:156] = b" " * 8
    header[148:155] = b"%06o\0" % sum(header)
    return bytes(header)


@pytest.mark.parametrize(
    ("size_field", "reason"),
    [
        (b"\xff" * 12, "damaged"),
        (b"\xff" * 4 + b"\xff" * 6 + b"\xfe\x00", "damaged"),
        (b"\x80" + b"\x7f" * 11, "truncated"),
        (b"77777777777\0", "truncated"),
    ],
)
def test_a_negative_or_monstrous_size_ends_a_tar(tmp_path, size_field, reason):
    path = tmp_path / "a.tar"
    path.write_bytes(raw_header("2020/01/a.jpg", size_field) * 3)
    assert {why for _, why in troubles(path)} == {reason} | ({"truncated"} if reason == "truncated" else set())


@pytest.mark.parametrize("kind", [b"x", b"L", b"g"])
def test_two_thousand_nested_extension_headers_are_one_walk(tmp_path, kind):
    path = tmp_path / "a.tar"
    path.write_bytes(
        raw_header("n", b"00000000000\0", kind) * 2000 + raw_header("2020/01/a.jpg", b"00000000000\0") + bytes(1024)
    )
    assert found(path, "2020/01/a.jpg")[2] == b""


def test_an_extension_header_of_gigabytes_is_not_read(tmp_path):
    path = tmp_path / "a.tar"
    with path.open("wb") as file:
        file.write(raw_header("n", b"77777777777\0", b"x"))
        file.truncate(8 << 30)
    assert troubles(path) == {("", "damaged")}


@pytest.mark.parametrize(
    "records", [b"0 path=x\n", b"999999999 path=x\n", b"path=x", b"-5 path=x\n", b"7 path\n", b"\0" * 30]
)
def test_odd_pax_records_harm_nobody(tmp_path, records):
    path = tmp_path / "a.tar"
    extended = raw_header("x", b"%011o\0" % len(records), b"x") + records.ljust(512, b"\0")
    path.write_bytes(extended + raw_header("2020/01/a.jpg", b"00000000001\0") + b"a".ljust(512, b"\0") + bytes(1024))
    with open_uploads([path]) as uploads:
        assert len(uploads) == 1


@pytest.mark.parametrize(("suffix", "pack"), [("gz", gzip.compress), ("xz", lzma.compress), ("bz2", bz2.compress)])
def test_a_cut_compressed_tar_gives_what_is_whole(tmp_path, suffix, pack):
    noise = [Random(number).randbytes(200_000) for number in range(8)]
    plain = tarred(tmp_path / "a.tar", {f"2020/01/{n}.jpg": content for n, content in enumerate(noise)})
    packed = pack(plain.read_bytes())
    path = tmp_path / f"b.tar.{suffix}"
    path.write_bytes(packed[:-150_000])
    assert found(path, "2020/01/0.jpg")[2] == noise[0]
    assert found(path, "2020/01/7.jpg") is None
    assert "truncated" in {reason for _, reason in troubles(path)}


def test_several_streams_in_one_compressed_file_are_one(tmp_path):
    plain = tarred(tmp_path / "a.tar").read_bytes()
    for suffix, pack in (("gz", gzip.compress), ("xz", lzma.compress), ("bz2", bz2.compress)):
        path = tmp_path / f"b.tar.{suffix}"
        path.write_bytes(pack(plain[:700]) + pack(plain[700:]))
        assert found(path, "2021/12/Photo One.JPG")[2] == b"photo"


def test_a_compressed_bomb_is_refused(tmp_path):
    path = tmp_path / "a.tar.gz"
    with gzip.open(path, "wb") as out:
        out.write(raw_header("2020/01/a.jpg", b"77777777777\0"))
        for _ in range(12):
            out.write(bytes(1 << 20))
    with pytest.raises(InputError, match="far more than an archive of its size"), open_uploads([path]):
        pass
    with pytest.raises(InputError):
        unpack(path, tmp_path / "copy", b"\x1f\x8b", Limits(total=1 << 20, ratio=10_000))


# --- folders ----------------------------------------------------------------------------------------------------


def test_links_are_followed_inside_and_never_out(tmp_path):
    root = folder(tmp_path / "uploads")
    (tmp_path / "secret.jpg").write_bytes(b"secret")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "b.jpg").write_bytes(b"secret")
    (root / "2020/01/in.jpg").symlink_to(root / "2020/02/a.jpg")
    (root / "2020/01/out.jpg").symlink_to(tmp_path / "secret.jpg")
    (root / "2020/01/up.jpg").symlink_to("../../../secret.jpg")
    (root / "2020/01/gone.jpg").symlink_to("nothing")
    (root / "2020/01/ring.jpg").symlink_to("ring.jpg")
    (root / "2020/03").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    (root / "2020/04").symlink_to(root, target_is_directory=True)
    os.mkfifo(root / "2020/01/pipe.jpg")
    with open_uploads([root]) as uploads:
        assert read(uploads.find("2020/01/in.jpg")) == b"february"
        assert uploads.find("2020/01/out.jpg") is None
        assert uploads.find("2020/03/b.jpg") is None
        assert uploads.refused("2020/01/out.jpg") == "link"
        assert {(trouble.name, trouble.reason) for trouble in uploads.troubles()} == {
            ("2020/01/out.jpg", "link"), ("2020/01/up.jpg", "link"), ("2020/03", "link"), ("2020/04", "link"),
            ("2020/01/gone.jpg", "unreadable"), ("2020/01/ring.jpg", "link"), ("2020/01/pipe.jpg", "not-a-file"),
        }  # fmt: skip


def test_an_uploads_folder_that_is_a_link_out_of_the_site_is_told(tmp_path):
    folder(tmp_path / "shared")
    content = tmp_path / "site" / "wp-content"
    content.mkdir(parents=True)
    (content / "uploads").symlink_to(tmp_path / "shared", target_is_directory=True)
    assert troubles(tmp_path / "site") == {("wp-content/uploads", "link")}
    assert found(content / "uploads", "2020/01/a.jpg")[2] == b"january"


def test_what_takes_the_place_of_a_file_after_the_walk_is_refused(tmp_path):
    root = folder(tmp_path / "uploads")
    (tmp_path / "secret").write_bytes(b"secret")
    with open_uploads([root]) as uploads:
        stored = uploads.find("2020/01/a.jpg")
        for make, reason in (
            (lambda file: file.symlink_to(tmp_path / "secret"), "unreadable"),
            (os.mkfifo, "not-a-file"),
            (lambda file: file.write_bytes(b"january and more"), "larger-than-declared"),
            (lambda file: file.write_bytes(b"jan"), "truncated"),
            (lambda file: None, "unreadable"),
        ):
            (root / "2020/01/a.jpg").unlink(missing_ok=True)
            make(root / "2020/01/a.jpg")
            with pytest.raises(Unreadable) as caught:
                read(stored)
            assert caught.value.reason == reason


def test_names_that_are_no_utf8_are_found(tmp_path):
    root = folder(tmp_path / "uploads")
    Path(os.fsdecode(os.fsencode(root) + b"/2020/01/" + "사진.jpg".encode("cp949"))).write_bytes(b"photo")
    assert found(root, "2020/01/사진.jpg")[2] == b"photo"


@pytest.mark.parametrize(
    "content",
    [b"", b"<html>", b"Rar!\x1a\x07\0", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8bnonsense", gzip.compress(b"x" * 600, mtime=0)],
)
def test_what_is_no_archive_is_refused_with_a_sentence(tmp_path, content):
    path = tmp_path / "given.bin"
    path.write_bytes(content)
    with pytest.raises(InputError, match="neither a folder nor a zip or tar archive"), open_uploads([path]):
        pass


def test_a_place_that_is_not_there_is_refused_with_a_sentence(tmp_path):
    with pytest.raises(InputError, match="does not exist"), open_uploads([tmp_path / "nothing"]):
        pass
    with pytest.raises(InputError, match="neither a folder nor a file"), open_uploads(["/dev/zero"]):
        pass


def test_an_empty_folder_has_nothing(tmp_path):
    assert found(tmp_path, "2020/01/a.jpg") is None
    assert found([], "2020/01/a.jpg") is None


def test_a_missing_zstandard_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.import_module", lambda name: (_ for _ in ()).throw(ImportError(name)))
    path = tmp_path / "a.tar.zst"
    path.write_bytes(b"\x28\xb5\x2f\xfd" + b"x" * 600)
    with pytest.raises(InputError, match="needs the Python package zstandard"), open_uploads([path]):
        pass


# --- size -------------------------------------------------------------------------------------------------------


EMPTY = bytearray(raw_header("", b"00000000001\0"))
EMPTY[148:156] = b" " * 8


def plain_member(name):
    """Make a member of one byte, far faster than tarfile does."""
    raw = name.encode()
    total = sum(EMPTY) + sum(raw)
    return (
        raw.ljust(100, b"\0") + bytes(EMPTY[100:148]) + b"%06o\0 " % total + bytes(EMPTY[156:]) + b"x".ljust(512, b"\0")
    )


def test_memory_stays_flat_while_names_are_read(tmp_path):
    tree = {f"2020/01/picture-{number}.jpg": b"" for number in range(3000)}
    for holder in (
        Zip(zipped(tmp_path / "a.zip", tree)),
        Tar(tarred(tmp_path / "a.tar", tree, form=tarfile.USTAR_FORMAT)),
    ):
        tracemalloc.start()
        assert sum(1 for _ in holder.scan()) == 3000
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 500_000


@pytest.mark.parametrize("kind", ["zip", "tar"])
def test_20_000_members_are_found(tmp_path, kind):
    names = [f"20{number % 20:02}/{number % 12 + 1:02}/picture-{number}.jpg" for number in range(20_000)]
    if kind == "zip":
        path = raw_zip(tmp_path / "a.zip", ((name.encode(), b"x", {"method": 0}) for name in names))
    else:
        path = tmp_path / "a.tar"
        path.write_bytes(b"".join(plain_member(name) for name in names) + bytes(1024))
    with open_uploads([path]) as uploads:
        assert len(uploads) == 20_000
        assert all(uploads.find(name).name == name for name in names[::40])
        assert not any(uploads.find(f"2000/01/missing-{number}.jpg") for number in range(500))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=600), st.integers(0, 3000), st.sampled_from([zipped, tarred]))
def test_a_damaged_archive_never_raises_but_a_sentence(tmp_path, patch, at, pack):
    path = pack(tmp_path / "archive")
    content = bytearray(path.read_bytes())
    content[at : at + len(patch)] = patch
    path.write_bytes(content)
    with suppress(InputError), open_uploads([path]) as uploads:
        list(uploads.troubles())
        for name in TREE:
            if stored := uploads.find(name):
                with suppress(Unreadable):
                    assert len(read(stored)) == stored.size


def test_a_wrong_checksum_of_a_compressed_tar_is_told(tmp_path):
    path = tarred(tmp_path / "a.tar.gz", mode="w:gz")
    content = bytearray(path.read_bytes())
    content[-6] ^= 1
    path.write_bytes(content)
    assert troubles(path) == {("", "damaged")}
    assert found(path, "2020/01/a.jpg")[2] == b"january"
