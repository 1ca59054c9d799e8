"""Inputs: whatever a user holds becomes plain bytes, or one sentence says what it is and what to do."""

import gzip
import hashlib
import io
import struct
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from exports import BODY, DECLARATION, HEAD, RSS, document, item, read_bytes, read_paths
from wpmigrate.errors import InputError
from wpmigrate.source.archive import Limits
from wpmigrate.source.opening import open_inputs

ONE, TWO = document(item(1), item(2)), document(item(3))


def zipped(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, raw in members.items():
            archive.writestr(name, raw)
    return out.getvalue()


def ids(export) -> list[int]:
    return [record.id for record in export.items]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (ONE, [1, 2]),
        (gzip.compress(ONE), [1, 2]),
        (gzip.compress(ONE[:400]) + gzip.compress(ONE[400:]), [1, 2]),
        (gzip.compress(ONE) + b"\0\0\0\0", [1, 2]),
        (gzip.compress(ONE) + b"junk", [1, 2]),
        (zipped({"site.002.xml": TWO, "site.001.xml": ONE}), [1, 2, 3]),
        (
            zipped({"../../evil.xml": ONE, "notes.txt": b"x", "__MACOSX/._a.xml": b"\0\5\x16\7", "._a.xml": b"\0"}),
            [1, 2],
        ),
        (zipped({"a.xml": ONE}, zipfile.ZIP_STORED), [1, 2]),
    ],
)
def test_magic_decides_and_not_the_name(raw, expected, tmp_path):
    export = read_bytes(tmp_path, raw, "export.dat")
    assert ids(export) == expected
    assert [given.name for given in export.inputs] == ["export.dat"]
    assert export.inputs[0].sha256 == hashlib.sha256(raw).hexdigest()
    assert export.inputs[0].bytes == len(ONE) + (len(TWO) if 3 in expected else 0)
    assert not (tmp_path.parent / "evil.xml").exists()


def test_several_files_count_on(tmp_path):
    for name, raw in (
        ("b.xml", ONE),
        ("a.xml.gz", gzip.compress(TWO)),
        ("c.zip", zipped({"x.xml": TWO})),
        ("d.txt", b"no"),
    ):
        (tmp_path / name).write_bytes(raw)
    export = read_paths([tmp_path])
    assert ids(export) == [3, 1, 2, 3]
    assert export.names == ["a.xml.gz", "b.xml", "c.zip:x.xml"]
    assert [(span.file, span.document, span.ordinal) for span in export.spans if span.ordinal] == [
        (0, 0, 1), (1, 1, 2), (1, 1, 3), (2, 2, 4),
    ]  # fmt: skip
    assert ids(read_paths([tmp_path / "b.xml", str(tmp_path / "c.zip")])) == [1, 2, 3]


def test_standard_input(monkeypatch):
    class Stdin:
        buffer = io.BytesIO(gzip.compress(ONE))

    monkeypatch.setattr(sys, "stdin", Stdin)
    export = read_paths(["-"])
    assert ids(export) == [1, 2]
    assert export.inputs[0].name == "standard input"


def test_spans_can_be_read_again_in_any_order_and_spools_go(tmp_path):
    path = tmp_path / "x.zip"
    path.write_bytes(zipped({"a.xml": ONE, "b.xml": TWO}))
    with open_inputs([path]) as source:
        spans = list(source.spans())
        assert list(source.spans()) == spans
        assert [source.read(span)[:6] for span in reversed(spans) if span.ordinal] == [b"<item>"] * 3
        assert [span.document for span in source.documents()] == [0, 1]
        spools = [part.path for part in source.parts]
        assert all(spool.exists() for spool in spools)
    assert not any(spool.exists() for spool in spools)


def test_a_truncated_gzip_keeps_what_was_read(tmp_path):
    raw = document(
        *(
            item(n, bytes(zlib.crc32(b"%d" % k) % 90 + 33 for k in range(n * 700, n * 700 + 700)).replace(b"]", b""))
            for n in range(1, 9)
        )
    )
    packed = gzip.compress(raw)
    export = read_bytes(tmp_path, packed[: len(packed) // 2])
    assert export.kinds[-1] == "broken"
    assert "truncated-file" in export.repairs
    assert len(export.items) > 1


HTML = b"<!DOCTYPE html>\n<html><body><form id='loginform'></form></body></html>"
REFUSED = {
    "empty": (b"", "empty"),
    "blank": (b" \n\n", "empty"),
    "login page": (HTML, "html"),
    "dump": (b"-- MySQL dump 10.13\n\nCREATE TABLE `wp_posts` (id int);", "sql"),
    "feed": (
        b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>x</title></item></channel></rss>',
        "rss-feed",
    ),
    "atom": (b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"></feed>', "atom"),
    "sitemap": (b'<?xml version="1.0"?><urlset></urlset>', "sitemap"),
    "disqus": (b'<?xml version="1.0"?><disqus xmlns="http://disqus.com"></disqus>', "disqus"),
    "json": (b'{"posts": []}', "json"),
    "image": (b"\x89PNG\r\n\x1a\n\0\0", "binary"),
    "other": (b"<books></books>", "other-xml"),
    "text": (b"Dear diary", "not-wxr"),
    "zip without xml": (zipped({"photo.jpg": b"x"}), "no-xml-in-zip"),
    "damaged zip": (zipped({"a.xml": ONE})[:200], "damaged-archive"),
    "damaged gzip": (b"\x1f\x8b\x08\0garbage", "damaged-archive"),
    "page in a zip": (zipped({"a.xml": HTML}), "html"),
    "1.3": (
        document(item(1), rss=b'<rss version="2.0" xmlns:wxr="http://wordpress.org/export/" wxr:version="1.3">'),
        "wxr-1.3",
    ),
    "1.3 by names": (
        b'<rss xmlns:wxr="http://wordpress.org/export/"><channel><wxr:user></wxr:user><item><wxr:id>1</wxr:id></item></channel></rss>',
        "wxr-1.3",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_export_is_named(name, tmp_path):
    raw, code = REFUSED[name]
    with pytest.raises(InputError) as refused:
        read_bytes(tmp_path, raw, "thing.xml")
    assert (refused.value.code, refused.value.exit_code) == (code, 4)
    assert refused.value.sentence.startswith("thing.xml")
    assert ": " in refused.value.sentence


def test_missing_unnamed_and_empty_folder(tmp_path):
    for paths, code in (([tmp_path / "no.xml"], "missing"), ([], "no-input"), ([tmp_path], "empty-folder")):
        with pytest.raises(InputError) as refused:
            read_paths(paths)
        assert refused.value.code == code


def test_archives_made_to_fill_a_disk(tmp_path):
    bomb = document(item(1, b"a" * (11 << 20)))
    for raw in (gzip.compress(bomb), zipped({"a.xml": bomb})):
        with pytest.raises(InputError) as refused:
            read_bytes(tmp_path, raw)
        assert refused.value.code == "archive-too-large"
    path = tmp_path / "x.zip"
    path.write_bytes(zipped({f"{n}.xml": ONE for n in range(6)}))
    for limits, code in ((Limits(members=5), "archive-too-many"), (Limits(total=3000), "archive-too-large")):
        with pytest.raises(InputError) as refused, open_inputs([path], limits=limits):
            pass
        assert refused.value.code == code


def test_overlapping_members_are_refused(tmp_path):
    raw = bytearray(zipped({"a.xml": ONE, "b.xml": ONE}, zipfile.ZIP_STORED))
    second = raw.rindex(b"PK\x01\x02")
    struct.pack_into("<I", raw, second + 42, 0)
    with pytest.raises(InputError) as refused:
        read_bytes(tmp_path, bytes(raw))
    assert refused.value.code == "archive-overlap"


def test_a_locked_member_is_refused(tmp_path):
    raw = bytearray(zipped({"a.xml": ONE}))
    raw[6] |= 1
    raw[raw.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(InputError) as refused:
        read_bytes(tmp_path, bytes(raw))
    assert refused.value.code == "damaged-archive"


TEXT = "Crème brûlée – “한강”"
WESTERN = "Crème brûlée – “tea” €5"


def declared(name: str, text: str) -> str:
    raw = document(item(1, b"BODY")).decode()
    return raw.replace('encoding="UTF-8"', f'encoding="{name}"').replace("BODY", text)


@pytest.mark.parametrize(
    ("raw", "text", "codes"),
    [
        (declared("UTF-16", TEXT).encode("utf-16"), TEXT, set()),
        (declared("UTF-8", TEXT).encode("utf-16-be"), TEXT, {"false-encoding"}),
        (declared("utf-8", TEXT).encode("utf-16"), TEXT, {"false-encoding"}),
        (declared("windows-1252", WESTERN).encode("cp1252"), WESTERN, set()),
        (declared("ISO-8859-1", WESTERN).encode("cp1252"), WESTERN, set()),
        (declared("ISO-8859-1", TEXT).encode(), TEXT, {"false-encoding"}),
        (declared("GBK", "伦敦的文化").encode("gbk"), "伦敦的文化", set()),
        (declared("GBK", "伦敦的文化").encode(), "伦敦的文化", {"false-encoding"}),
        (declared("euc-kr", "런던의 한국 문화").encode("euc-kr"), "런던의 한국 문화", set()),
        (declared("Shift_JIS", "ロンドン").encode("shift_jis"), "ロンドン", set()),
        (declared("ISO-2022-JP", "ロンドン").encode("iso-2022-jp"), "ロンドン", set()),
        (declared("ISO-8859-1", "plain").encode(), "plain", set()),
        (declared("utf8mb4", TEXT).encode(), TEXT, set()),
        (declared("rot13", TEXT).encode(), TEXT, set()),
        (
            declared("ISO-8859-1", TEXT * 4 + "\u0092").encode().replace(b"\xc2\x92", b"\x92"),
            TEXT * 4 + "’",
            {"false-encoding", "invalid-utf8"},
        ),
        (declared("UTF-8", WESTERN).encode("cp1252"), WESTERN, {"invalid-utf8"}),
    ],
)
def test_encodings(raw, text, codes, tmp_path):
    export = read_bytes(tmp_path, raw)
    assert [record.content for record in export.items] == [text]
    assert set(export.repairs) == codes


def test_a_pipe_is_read_once(tmp_path):
    import os
    import threading

    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(ONE,))
    writer.start()
    assert ids(read_paths([pipe])) == [1, 2]
    writer.join()


def test_the_sign_of_an_export_may_come_late(tmp_path):
    rss = b'<rss version="2.0"><channel><item><title>x</title><content:encoded><![CDATA[%b]]></content:encoded>' % (
        BODY * 9000
    )
    raw = DECLARATION + rss + b"<wp:post_id>7</wp:post_id></item></channel></rss>"
    assert ids(read_bytes(tmp_path, raw)) == [7]
    assert RSS not in raw
    assert HEAD not in raw


SHARED = Path(__file__).parents[2] / "shared/data"


@pytest.mark.skipif(not SHARED.exists(), reason="the shared exports are not here")
@pytest.mark.parametrize(
    ("name", "items", "comments"), [("wordpress/kitchen", 88, 26), ("third-party/theme-unit-test", 186, 33)]
)
def test_real_exports(name, items, comments):
    export = read_paths([SHARED / f"{name}.xml"])
    assert len(export.items) == items
    assert sum(len(record.comments) for record in export.items) == comments


BROKEN = {
    "bad-utf8": {"invalid-utf8": 12271},
    "bare-amp": {"bare-ampersand": 15764},
    "bom": {"byte-order-mark": 0},
    "charref-ctl": {"control-characters": 15724},
    "ctl-in-cdata": {"control-characters": 12271},
    "doubled": {"several-documents": 23301},
    "https-ns": {},
    "leading-newline": {"junk-before": 0},
    "no-version": {},
    "nul-in-cdata": {"control-characters": 12271},
    "ok": {},
    "other-prefix": {},
    "php-warning-first": {"junk-before": 0},
    "php-warning-middle": {"junk-between": 8097},
    "raw-meta": {"unescaped-markup": 15760},
    "trailing-html": {"junk-after": 23301},
    "undeclared-prefix": {"undeclared-prefix": 504},
    "unsplit-cdata-end": {"unsplit-cdata-end": 8262},
}
EXPECTED = "lorem ipsum dolor\n" * 400


@pytest.mark.skipif(not SHARED.exists(), reason="the shared exports are not here")
@pytest.mark.parametrize("name", BROKEN)
def test_one_defect_each(name):
    export = read_paths([SHARED / f"broken/{name}.xml"])
    assert {code: offset for code, (offset, _) in export.repairs.items()} == BROKEN[name]
    assert len(export.items) == (6 if name == "doubled" else 3)
    added = {"bad-utf8": "é\xa0", "unsplit-cdata-end": " ]]> "}.get(name, "")
    for number, record in enumerate(export.items):
        mended = record.content.replace(added, "") if added else record.content
        assert mended == EXPECTED
        assert len(record.content) == 7200 + (len(added) if number == 1 else 0)


@pytest.mark.skipif(not SHARED.exists(), reason="the shared exports are not here")
def test_truncated_and_refused():
    export = read_paths([SHARED / "broken/truncated.xml"])
    assert export.kinds == ["head", "item", "item", "broken"]
    assert [record.content for record in export.items] == [EXPECTED] * 2
    with pytest.raises(InputError) as refused:
        read_paths([SHARED / "broken/doctype.xml"])
    assert refused.value.code == "doctype"
