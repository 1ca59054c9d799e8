import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpmigrate.media.naming import Names, fold

NFC, NFD = (unicodedata.normalize(form, "서울 지도.jpg") for form in ("NFC", "NFD"))

PLACES = [
    ("2020/01/a.jpg", "2020/01/a.jpg"),
    ("2020/01/IMG_0001.JPG", "2020/01/IMG_0001.JPG"),
    ("2020/01/a b (2).tar.gz", "2020/01/a b (2).tar.gz"),
    ("flat.pdf", "flat.pdf"),
    ("sites/3/2020/01/a.jpg", "sites/3/2020/01/a.jpg"),
    (f"2020/01/{NFC}", f"2020/01/{NFC}"),
    (f"2020/01/{NFD}", f"2020/01/{NFC}"),
    ("2020/01/a#b?c%d.jpg", "2020/01/a-b-c-d.jpg"),
    ("2020/01/%EC%84%9C%EC%9A%B8.jpg", "2020/01/서울.jpg"),
    ("2020/01/%ff.jpg", "2020/01/-ff.jpg"),
    ('2020/01/a<b>:"|*\\c.jpg', "2020/01/a-b-c.jpg"),
    ("2020/01/{{ x }}.jpg", "2020/01/- x -.jpg"),
    ("2020/01/con.jpg", "2020/01/con-.jpg"),
    ("aux/LPT1", "aux-/LPT1-"),
    ("2020/01/console.jpg", "2020/01/console.jpg"),
    ("2020/01/a.jpg. ", "2020/01/a.jpg"),
    ("2020/01/ a.jpg", "2020/01/a.jpg"),
    ("2020/01/.htaccess", "2020/01/htaccess"),
    (".wpmigrate/state.sqlite", "wpmigrate/state.sqlite"),
    ("/2020//01/./../a.jpg", "2020/01/a.jpg"),
    ("2020/01/a\u202egpj.exe", "2020/01/agpj.exe"),
    ("2020/01/a\x07\x85b.jpg", "2020/01/a-b.jpg"),
    ("2020/01/क्‍ष.jpg", "2020/01/क्‍ष.jpg"),
    ("", "file"),
    ("..", "file"),
    ("2020/01/#", "2020/01/-"),
    ("\ud800.jpg", "-.jpg"),
]


@pytest.mark.parametrize(("upload", "path"), PLACES)
def test_a_name_stays_as_it_is_where_it_can(upload, path):
    assert Names().place(upload) == path


def test_the_same_name_in_two_months_is_two_files():
    names = Names()
    assert names.place("2020/01/a.jpg") == "2020/01/a.jpg"
    assert names.place("2020/02/a.jpg") == "2020/02/a.jpg"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2020/01/a.jpg", "2020/01/A.JPG"),
        (f"2020/01/{NFC}", f"2020/01/{NFD}"),
        ("2020/01/a-b.jpg", "2020/01/a#b.jpg"),
        ("2020/01/a?b.jpg", "2020/01/a#b.jpg"),
        ("2020/01/straße.jpg", "2020/01/STRASSE.jpg"),
        ("2020/01/ﬁ.jpg", "2020/01/fi.jpg"),
        ("a b.jpg", "a%20b.jpg"),
        ("con-.jpg", "con.jpg"),
    ],
)
def test_of_two_that_collide_the_first_keeps_its_name(first, second):
    names = Names()
    kept, moved = names.place(first), names.place(second)
    assert kept == Names().place(first)
    assert fold(kept) != fold(moved)
    assert moved.rpartition(".")[2] == second.rpartition(".")[2]
    assert [names.place(second), names.place(first)] == [moved, kept]
    other = Names()
    other.place(first)
    other.place("2019/01/else.jpg")
    assert other.place(second) == moved


def test_a_folder_has_one_spelling():
    names = Names()
    assert names.place("Photos/a.jpg") == "Photos/a.jpg"
    assert names.place("photos/b.jpg") == "Photos/b.jpg"
    assert names.place("PHOTOS/A.jpg") != "Photos/A.jpg"


def test_a_file_and_a_folder_of_one_name_are_two_places():
    for uploads in (["2020/a", "2020/a/b.jpg"], ["2020/a/b.jpg", "2020/a"], ["2020/A/b.jpg", "2020/a", "2020/a/c.jpg"]):
        names = Names()
        placed = [names.place(upload) for upload in uploads]
        assert not [one for one in placed for other in placed if fold(other).startswith(fold(one) + "/")]
        assert len({fold(one) for one in placed}) == len(placed)


@pytest.mark.parametrize("name", ["가" * 200, "a" * 300, "a." * 200, "é" * 150, "क्" * 120])
def test_a_long_name_is_cut_and_keeps_its_extension(name):
    names = Names()
    one, two = names.place(f"2020/01/{name}1.jpg"), names.place(f"2020/01/{name}2.jpg")
    assert one != two
    for path in (one, two):
        assert path.startswith(f"2020/01/{name[:20]}")
        assert path.endswith(".jpg")
        assert len(path.encode()) <= 220


def test_a_path_of_a_thousand_folders_is_short():
    names = Names()
    one, two = names.place("a/" * 1000 + "x.jpg"), names.place("a/" * 1001 + "x.jpg")
    assert len(one) < 100
    assert one != two


odd = st.text(st.sampled_from("aA.b /#%?é\u0301한e:*\\~_-\u202e\0\ud800COMcon12"), max_size=14) | st.text(max_size=12)


@given(st.lists(odd, max_size=12))
def test_every_path_is_safe_and_unique_and_always_the_same(uploads):
    names = Names()
    placed = {upload: names.place(upload) for upload in uploads}
    assert len({fold(path) for path in placed.values()}) == len(placed)
    for upload, path in placed.items():
        assert names.place(upload) == path
        for part in path.split("/"):
            assert part == part.strip(" ").rstrip(".")
            assert not part.startswith(".")
            assert not set(part) & set('<>:"|?*\\#%{}`\0')
            assert 0 < len(part.encode()) <= 255
            assert part == unicodedata.normalize("NFC", part)
    files = {fold(path) for path in placed.values()}
    assert not [path for path in files if any(path.startswith(f"{file}/") for file in files)]
