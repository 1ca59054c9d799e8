"""Inputs that are damaged, hostile or no export at all, each as the smallest file that shows it."""

import gzip
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from exports import BODY, DECLARATION, RSS, TAIL, document, item, three

WHOLE = document(item(1), item(2), item(3))
PUBLISHED = b"<wp:status>publish</wp:status>"
META = (
    b"<wp:postmeta><wp:meta_key><![CDATA[%b]]></wp:meta_key><wp:meta_value><![CDATA[%b]]></wp:meta_value></wp:postmeta>"
)


class Refused(NamedTuple):
    """An input that ends the run: its exit code and the code of the sentence."""

    name: str
    content: bytes
    exit: int
    code: str
    file: str = "export.xml"


class Read(NamedTuple):
    """An input that is read all the same: how many items are written, and the codes that the report must have."""

    name: str
    content: bytes
    written: int
    codes: frozenset[str]
    exit: int = 0
    file: str = "export.xml"


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def many_members(number: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for at in range(number):
            archive.writestr(f"{at}.xml", b"")
    return made.getvalue()


def locked(content: bytes) -> bytes:
    """Set the bit that says a zip's members are encrypted."""
    packed = bytearray(zipped({"export.xml": content}))
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        packed[packed.index(sign) + flags] |= 1
    return bytes(packed)


def overlapping() -> bytes:
    """Let the second entry of the directory point into the first member."""
    packed = bytearray(zipped({"a.xml": WHOLE, "b.xml": WHOLE}))
    second = packed.rindex(b"PK\x01\x02")
    packed[second + 42 : second + 46] = (1).to_bytes(4, "little")
    return bytes(packed)


def without(part: bytes, whole: bytes = WHOLE) -> bytes:
    assert part in whole
    return whole.replace(part, b"")


def doctype(subset: bytes) -> bytes:
    return DECLARATION + b"<!DOCTYPE rss [" + subset + b"]>\n" + WHOLE.removeprefix(DECLARATION)


LAUGHS = b"".join(b'<!ENTITY l%d "%b">' % (at + 1, b"&l%d;" % at * 10) for at in range(9))

REFUSED = [
    Refused("empty file", b"", 4, "empty"),
    Refused("blanks only", b" \n\t\r\n", 4, "empty"),
    Refused("NULs only", b"\0" * 5000, 4, "empty"),
    Refused("login page", b"<!DOCTYPE html><html><body>Log in</body></html>", 4, "html"),
    Refused("page after a comment", b"<!-- cached --><html><body>x</body></html>", 4, "html"),
    Refused("database dump", b"-- MySQL dump 10.13\nCREATE TABLE wp_posts (id int);", 4, "sql"),
    Refused("inserts", b"INSERT INTO `wp_posts` VALUES (1);", 4, "sql"),
    Refused("picture", b"\x89PNG\r\n\x1a\n" + bytes(200), 4, "binary"),
    Refused("PDF", b"%PDF-1.7\n" + bytes(200), 4, "binary"),
    Refused("random bytes", bytes(range(256)) * 20, 4, "binary"),
    Refused("JSON", b'{"posts": []}', 4, "json"),
    Refused("Disqus's own", b'<?xml version="1.0"?><disqus><thread/></disqus>', 4, "disqus"),
    Refused("Blogger", b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"/>', 4, "atom"),
    Refused("sitemap", b'<?xml version="1.0"?><urlset><url/></urlset>', 4, "sitemap"),
    Refused("plain feed", b'<?xml version="1.0"?><rss version="2.0"><channel><item/></channel></rss>', 4, "rss-feed"),
    Refused("other XML", b'<?xml version="1.0"?><book/>', 4, "other-xml"),
    Refused("prose", b"Dear reader, this is no export.", 4, "not-wxr"),
    Refused(
        "WXR 1.3",
        WHOLE.replace(b"<rss ", b'<rss xmlns:w="http://wordpress.org/export/" w:version="1.3" '),
        4,
        "wxr-1.3",
    ),
    Refused("billion laughs", doctype(b'<!ENTITY l0 "ha">' + LAUGHS), 4, "doctype"),
    Refused("external entity", doctype(b'<!ENTITY x SYSTEM "file:///etc/passwd">'), 4, "doctype"),
    Refused("parameter entity", doctype(b'<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;'), 4, "doctype"),
    Refused(
        "external DTD",
        WHOLE.replace(b"<rss ", b'<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd"><rss ', 1),
        4,
        "doctype",
    ),
    Refused("lower-case doctype", WHOLE.replace(b"<rss ", b"<!doctype rss><rss ", 1), 4, "doctype"),
    Refused("no items", document(), 4, "no-items"),
    Refused("zip without XML", zipped({"readme.txt": b"hello"}), 4, "no-xml-in-zip", "export.zip"),
    Refused("zip cut off", zipped({"export.xml": WHOLE})[:-30], 4, "damaged-archive", "export.zip"),
    Refused(
        "zip with a wrong checksum",
        zipped({"export.xml": WHOLE}, zipfile.ZIP_STORED).replace(b"Post 2", b"Post X"),
        4,
        "damaged-archive",
        "export.zip",
    ),
    Refused("zip that is locked", locked(WHOLE), 4, "damaged-archive", "export.zip"),
    Refused("zip whose members overlap", overlapping(), 4, "archive-overlap", "export.zip"),
    Refused("zip of ten thousand and one", many_members(10_001), 4, "archive-too-many", "export.zip"),
    Refused("zip bomb", zipped({"export.xml": bytes(30 << 20)}), 4, "archive-too-large", "export.zip"),
    Refused("gzip bomb", gzip.compress(bytes(30 << 20)), 4, "archive-too-large", "export.xml.gz"),
    Refused("gzip that is none", b"\x1f\x8b\x08" + b"garbage" * 9, 4, "damaged-archive", "export.xml.gz"),
    Refused("gzip of a page", gzip.compress(b"<html></html>"), 4, "html", "export.xml.gz"),
]


def read(name: str, content: bytes, *codes: str, written: int = 3, exit: int = 0, file: str = "export.xml") -> Read:  # noqa: A002
    return Read(name, content, written, frozenset(codes), exit, file)


def picture(metadata: bytes) -> bytes:
    """Make the middle item an attachment whose metadata are what they should not be."""
    file = META % (b"_wp_attached_file", b"2020/01/a.jpg")
    made = item(2, extra=file + META % (b"_wp_attachment_metadata", metadata)).replace(b"[post]", b"[attachment]")
    return three(
        made.replace(
            b"<wp:post_id>",
            b"<wp:attachment_url>https://blog.example/wp-content/uploads/2020/01/a.jpg</wp:attachment_url><wp:post_id>",
        )
    )


DEEP = 1200
READ = [
    read("nothing wrong", WHOLE),
    read("NUL in a body", three(item(2, b"a\0b")), "control-characters"),
    read("escape in a title", three(item(2, title=b"a\x1b[31mb")), "control-characters"),
    read("forbidden reference", three(item(2, title=b"a&#8;b")), "control-characters"),
    read("surrogate reference", three(item(2, title=b"a&#xD800;b"))),
    read("Latin-1 byte", three(item(2, b"caf\xe9")), "invalid-utf8"),
    read("half a character", three(item(2, b"\xed\x95")), "invalid-utf8"),
    read("overlong UTF-8", three(item(2, b"a\xc0\xafb")), "invalid-utf8"),
    read("bare ampersand", three(item(2, title=b"Q & A")), "bare-ampersand"),
    read("named entity", three(item(2, title=b"a&nbsp;b")), "named-entity"),
    read("unknown entity", three(item(2, title=b"a&nothing;b"))),
    read("markup in a title", three(item(2, title=b"a <b>b</b> c")), "unescaped-markup"),
    read("end of a section in a section", three(item(2, b"a ]]> b")), "unsplit-cdata-end"),
    read("section without an end", three(item(2).replace(b"]]></content", b"</content")), "unclosed-cdata"),
    read("tags that cross", three(item(2).replace(b"</dc:creator>", b"</dc:crator>")), written=3),
    read("prefix that nobody declared", three(item(2, extra=b"<x:y>1</x:y>")), "undeclared-prefix"),
    read("element that nobody knows", three(item(2, extra=b"<wp:novel>1</wp:novel>")), "unknown-element"),
    read("item that ends in the middle", WHOLE[: WHOLE.index(b"Post 3") + 3], "truncated-file", written=2, exit=3),
    read("cut in a section", WHOLE[: WHOLE.rindex(b"Kimchi") + 3], "truncated-file", written=2, exit=3),
    read("cut after an item", WHOLE[: WHOLE.rindex(b"</item>") + 8]),
    read("no head at all", DECLARATION + RSS + b"<channel>" + item(1) + item(2) + item(3) + TAIL),
    read("PHP warning first", b"<br />\n<b>Warning</b>: x in /a.php on line 1\n" + WHOLE, "junk-before"),
    read("PHP warning between", document(item(1), b"<br/><b>Notice</b>: y\n", item(2), item(3)), "junk-between"),
    read("page after the end", WHOLE + b"<script>x</script></html>", "junk-after"),
    read("mark of byte order", b"\xef\xbb\xbf" + WHOLE, "byte-order-mark"),
    read("UTF-16", WHOLE.decode().replace("UTF-8", "UTF-16").encode("utf-16")),
    read("UTF-16 that says UTF-8", WHOLE.decode().encode("utf-16"), "false-encoding"),
    read(
        "two documents",
        WHOLE + WHOLE.replace(b"?p=", b"?p=1").replace(b"p-", b"p-1").replace(b"_id>", b"_id>1"),
        "several-documents",
        written=6,
    ),
    read("version that is a word", WHOLE.replace(b">1.2<", b">one<"), "unusual-version"),
    read("no version", without(b"<wp:wxr_version>1.2</wp:wxr_version>"), "unusual-version"),
    read("author that is not there", three(item(2).replace(b"[mina]", b"[ghost]")), "author-missing"),
    read(
        "date that is none",
        three(item(2, extra=PUBLISHED + b"<wp:post_date>0000-00-00 00:00:00</wp:post_date>")),
        "date-missing",
    ),
    read(
        "date of a year long gone",
        three(item(2, extra=PUBLISHED + b"<wp:post_date>-0001-11-30 00:00:00</wp:post_date>")),
        "date-missing",
    ),
    read("slug that climbs", three(item(2).replace(b"[p-2]", b"[../../../etc/cron.d/x]"))),
    read("slug with a NUL", three(item(2).replace(b"[p-2]", b"[a%00b]"))),
    read("slug of a thousand letters", three(item(2).replace(b"[p-2]", b"[" + "한".encode() * 1000 + b"]"))),
    read("slug that Windows keeps", three(item(2).replace(b"[p-2]", b"[con]"))),
    read("same slug twice", three(item(2).replace(b"[p-2]", b"[p-1]")), "path-changed"),
    read(
        "same id twice",
        document(item(1), item(2), item(2).replace(b"p-2", b"p-9").replace(b"Post 2", b"Other")),
        "duplicate-id",
    ),
    read("id that is no number", three(item(2).replace(b"<wp:post_id>2<", b"<wp:post_id>two<"))),
    read("id beyond all numbers", three(item(2).replace(b"<wp:post_id>2<", b"<wp:post_id>" + b"9" * 400 + b"<"))),
    read(
        "parent of itself",
        three(item(2, extra=b"<wp:post_parent>2</wp:post_parent>").replace(b"[post]", b"[page]")),
        "parent-cycle",
    ),
    read(
        "serialised value with too few entries",
        three(item(2, extra=META % (b"colours", b'a:2:{s:1:"a";i:1;}'))),
        "unreadable-meta",
    ),
    read("serialised object", picture(b'O:8:"Evil":1:{s:1:"a";i:1;}')),
    read(
        "serialised without end",
        three(item(2, extra=META % (b"colours", b"a:1:{i:0;" * 5000))),
        "unreadable-meta",
    ),
    read("body nested too deep", three(item(2, b"<div>" * DEEP + b"x" + b"</div>" * DEEP)), "body-too-deep"),
    read("ten thousand open shortcodes", three(item(2, b"[gallery " * 10_000))),
    read("ten thousand open blocks", three(item(2, b"<!-- wp:group -->" * 10_000)), "body-too-deep"),
    read("a block's attributes cut off", three(item(2, b'<!-- wp:image {"id": -->x<!-- /wp:image -->'))),
    read(
        "ten thousand attributes", three(item(2, b"<p " + b" ".join(b"a%d=1" % at for at in range(10_000)) + b">x</p>"))
    ),
    read(
        "ten thousand elements",
        three(item(2, extra=b"".join(b"<wp:e%d/>" % at for at in range(10_000)))),
        "unknown-element",
    ),
    read("address that is none", three(item(2).replace(b"https://blog.example/?p=2", b"http://[::1"))),
    read("script in an address", three(item(2, b'<a href="javascript:alert(1)">x</a>')), "unsafe-url"),
    read(
        "zip of two parts and a shadow",
        zipped({"__MACOSX/._a.xml": b"x", "b/2.xml": document(item(2), item(3)), "b/1.xml": document(item(1))}),
        file="export.zip",
    ),
    read("zip with paths that climb", zipped({"../../evil.xml": WHOLE}), file="export.zip"),
    read(
        "gzip cut off",
        gzip.compress(document(*(item(n, BODY + str(n).encode()) for n in range(1, 400))))[:-2000],
        "truncated-file",
        written=-1,
        exit=3,
        file="export.xml.gz",
    ),
    read("gzip with NULs after it", gzip.compress(WHOLE) + bytes(512), file="export.xml.gz"),
    read("two gzips in one", gzip.compress(WHOLE[:700]) + gzip.compress(WHOLE[700:]), file="export.xml.gz"),
    read("gzip called XML", gzip.compress(WHOLE)),
]

Make = Callable[[Path], None]
