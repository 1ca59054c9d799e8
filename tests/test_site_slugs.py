import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wpmigrate.diagnostics import Code
from wpmigrate.site.slugs import Allocator, decode_slug, item_slug, safe_segment, word_slug

SEGMENTS = [
    ("hello-world", "hello-world"),
    ("UPPER_Case-99", "UPPER_Case-99"),
    ("안녕-세계", "안녕-세계"),
    (unicodedata.normalize("NFD", "안녕-café"), "안녕-café"),
    ("🎉🎊-파티", "🎉🎊-파티"),
    ("👨‍👩‍👧", "👨‍👩‍👧"),
    ("👍🏽-❤️-🇰🇷", "👍🏽-❤️-🇰🇷"),
    ("สวัสดี", "สวัสดี"),
    ("می‌خواهم", "می‌خواهم"),
    ("draft-post.html", "draft-post.html"),
    ("../../etc/x", "etc-x"),
    ("..\\x", "x"),
    ("..", "none"),
    ("...", "none"),
    ("", "none"),
    (".htaccess", "htaccess"),
    ("a/b/c", "a-b-c"),
    ("who? me: *yes*", "who-me-yes"),
    ("a\u202eb\u200bc\x00d\x1fe", "abcde"),
    ("‍a‍-b‌", "a-b"),
    ("CON", "CON-2"),
    ("nul.txt", "nul-2.txt"),
    ("com1", "com1-2"),
    ("console", "console"),
    ("trailing. . ", "trailing"),
    ("a%20b#c", "a-20b-c"),
    ("€100", "100"),
    ("🫨-new", "🫨-new"),
]


@pytest.mark.parametrize(("text", "expected"), SEGMENTS)
def test_safe_segments(text, expected):
    assert safe_segment(text, "none") == expected


def test_a_long_segment_is_cut_between_characters_and_stays_distinct():
    one, two = safe_segment("가나다" * 100, "x"), safe_segment("가나다" * 100 + "라", "x")
    assert one != two
    assert len(one.encode()) <= 180
    assert one[:-9].endswith(("가", "나", "다"))
    family = safe_segment("👨‍👩‍👧‍👦" * 30, "x")
    assert family[:-9] == "👨‍👩‍👧‍👦" * (len(family[:-9]) // 7)
    flags = safe_segment("🇰🇷" * 60, "x")
    assert flags[:-9] == "🇰🇷" * (len(flags[:-9]) // 2)
    assert len(safe_segment("\u0301" * 500, "x").encode()) <= 180


FORBIDDEN = set('/\\:*?"<>|#%') | {chr(n) for n in range(32)}


@given(st.text(max_size=300))
def test_every_segment_is_safe(text):
    segment = safe_segment(text, "none")
    assert segment
    assert len(segment.encode()) <= 180
    assert not FORBIDDEN & set(segment)
    assert not segment.startswith(".")
    assert not segment.endswith((".", " "))
    assert segment.partition(".")[0].upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9"}
    assert safe_segment(segment, "none") == segment
    assert unicodedata.is_normalized("NFC", segment)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("%d8%b3%d9%84%d8%a7%d9%85", "سلام"),
        ("caf%C3%A9", "café"),
        ("%ea%b0%80%d8%b", "가"),
        ("%ea%b0%80%ea%b0", "가"),
        ("100%", "100%"),
        ("nfd-%e1%84%92%e1%85%a1%e1%86%ab", "nfd-한"),
    ],
)
def test_decoding(raw, expected):
    assert decode_slug(raw) == expected


ITEMS = [
    (("hello", "T", "publish", 1), ("hello", None)),
    (("%ea%b0%80", "T", "publish", 1), ("가", None)),
    (("foo__trashed", "T", "trash", 1), ("foo", None)),
    (("foo__trashed", "T", "publish", 1), ("foo__trashed", None)),
    (("index", "T", "publish", 1), ("index-2", Code.SLUG_CHANGED)),
    (("_index", "T", "publish", 1), ("_index-2", Code.SLUG_CHANGED)),
    (("con", "T", "publish", 1), ("con-2", Code.SLUG_CHANGED)),
    (("a/b", "T", "publish", 1), ("a-b", Code.SLUG_CHANGED)),
    (("", "Hello World", "draft", 1), ("hello-world", Code.SLUG_MADE)),
    (("", "한국어 &amp; <em>제목</em>", "draft", 1), ("한국어-제목", Code.SLUG_MADE)),
    (("", "สวัสดี ชาวโลก", "draft", 1), ("สวัสดี-ชาวโลก", Code.SLUG_MADE)),
    (("", "Index", "draft", 1), ("index-2", Code.SLUG_MADE)),
    (("", "", "draft", 123), ("post-123", Code.SLUG_MADE)),
    (("", "!!!", "draft", 123), ("post-123", Code.SLUG_MADE)),
    (("", "CON", "draft", 1), ("con-2", Code.SLUG_MADE)),
    (("", '<a href="x">PEC 32/2020: ¿qué?</a>', "draft", 1), ("pec-32-2020-qué", Code.SLUG_MADE)),
]


@pytest.mark.parametrize(("given", "expected"), ITEMS)
def test_item_slugs(given, expected):
    assert item_slug(*given) == expected


def test_ascii_slugs():
    assert item_slug("%ed%95%9c%ea%b5%ad", "", "publish", 1, "ascii") == ("hangug", None)
    assert item_slug("caf%c3%a9", "", "publish", 1, "ascii") == ("cafe", None)
    assert item_slug("", "한국", "draft", 1, "ascii") == ("hangug", Code.SLUG_MADE)
    assert item_slug("🎉", "", "publish", 7, "ascii")[0] == "post-7"


def test_word_slugs():
    assert word_slug("editor.jane", "x") == "editor-jane"
    assert word_slug("김철수 😀", "x") == "김철수"
    assert word_slug("😀", "author") == "author"


def test_allocation():
    allocator = Allocator()
    wishes = ["a/b.md", "A/B.md", "a/b.md", "p/x/index.md", "p/X/index.md", "p/x/_index.md", "index.md", "index.md"]
    assert [allocator.allocate(wish) for wish in wishes] == [
        "a/b.md", "A/B-2.md", "a/b-3.md", "p/x/index.md", "p/X-2/index.md", "p/x/_index.md", "index.md", "index-2.md",
    ]  # fmt: skip
    same = [unicodedata.normalize("NFC", "é"), unicodedata.normalize("NFD", "é"), "straße", "STRASSE", "ﬁ", "fi"]
    assert [allocator.allocate(wish) != wish for wish in same] == [False, True, False, True, False, True]
    assert allocator.allocate_name("x.y") == "x.y"
    assert allocator.allocate_name("X.y") == "X.y-2"


def test_a_number_that_is_taken_is_stepped_over():
    allocator = Allocator()
    assert [allocator.allocate(wish) for wish in ("a-2.md", "a.md", "a.md", "a-2.md")] == [
        "a-2.md", "a.md", "a-3.md", "a-2-2.md",
    ]  # fmt: skip


@given(st.lists(st.text("aAéE\u0301/.-2", min_size=1, max_size=6), max_size=60))
def test_allocated_paths_never_collide(wishes):
    allocator = Allocator()
    paths = [allocator.allocate(wish) for wish in wishes]
    folded = [unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", path).casefold()) for path in paths]
    assert len(set(folded)) == len(paths)
    again = Allocator()
    assert [again.allocate(wish) for wish in wishes] == paths


def test_many_equal_wishes_take_linear_time():
    allocator = Allocator()
    paths = {allocator.allocate("posts/same/index.md") for _ in range(5000)}
    assert len(paths) == 5000
