import pytest
from msgspec.structs import replace

from site_records import CHANNEL, URL, built, index_of, post, slugs
from wpmigrate.model import Attachment
from wpmigrate.site.attachments import build_attachment
from wpmigrate.site.fields import decoded_fields
from wpmigrate.site.index import SiteOptions

PRIVATE = ("akismet_history", "_billing_email", "customer_email", "_customer_user_agent", "my_password", "author_ip")
NOISE = (
    "_edit_lock",
    "_edit_last",
    "_pingme",
    "_encloseme",
    "_oembed_abc",
    "_wp_old_slug",
    "_thumbnail_id",
    "footnotes",
)


def test_fields_are_decoded_and_what_is_private_is_named_only():
    meta = [("a", "1"), ("a", 'a:1:{s:1:"k";s:3:"é\r";}'), ("b", "s:9:broken"), ("_yoast_wpseo_title", "T"), ("", "x")]
    meta += [(key, "secret words") for key in (*PRIVATE, *NOISE)]
    fields = decoded_fields(meta)
    assert fields.kept["_yoast_wpseo_title"] == ["T"]
    assert fields.kept["a"] == ["1", {"k": "é\r"}]
    assert fields.kept.keys() == {"a", "b", "_yoast_wpseo_title"}
    assert fields.left_out == PRIVATE
    asked = decoded_fields(meta, personal_data=True)
    assert asked.left_out == ("akismet_history",)


def test_a_value_that_is_an_address_is_nobodys_to_publish(tmp_path):
    people = 'a:2:{s:4:"name";s:2:"Al";s:7:"contact";s:15:"al@example.test";}'
    meta = (
        ("contact", "a@example.test"),
        ("who", "Al <al@example.test>"),
        ("people", people),
        ("words", "ask a@example.test"),
    )
    fields = decoded_fields(meta)
    assert fields.kept == {"people": [{"name": "Al"}], "words": ["ask a@example.test"]}
    assert fields.left_out == ("contact", "who")
    assert decoded_fields(meta, personal_data=True).kept["contact"] == ["a@example.test"]
    item = post(1, meta=(("_stcr@_reader@mail.example", "2021|Y"),))
    with index_of(tmp_path, [item]) as index:
        _, found = built(index, item, 1)
    assert [one.detail for one in found] == ["_stcr@_…"]


def test_left_out_fields_are_reported_once(tmp_path):
    item = post(1, meta=(("akismet_x", "1"), ("user_email", "a@example.test"), ("_edit_last", "1"), ("x", "1")))
    with index_of(tmp_path, [item]) as index:
        made, found = built(index, item, 1)
    assert made.meta == {"x": ["1"]}
    assert [(one.code.slug, one.detail, one.count) for one in found] == [("meta-left-out", "akismet_x, user_email", 2)]


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ("4", []),
        (" 4 ", []),
        ("9", ["thumbnail-missing"]),
        ("5", ["thumbnail-kept-out"]),
        ("1", ["thumbnail-missing"]),
        ("", []),
        ("0", []),
        ("x", []),
        ("²", []),
    ],
)
def test_featured_images(tmp_path, told, found):
    item = post(1, meta=(("_thumbnail_id", told),))
    image = post(4, type="attachment", status="inherit", attachment_url=f"{URL}/a.jpg")
    hidden = post(5, type="attachment", status="private", attachment_url=f"{URL}/b.jpg")
    with index_of(tmp_path, [item, image, hidden]) as index:
        made, diagnostics = built(index, item, 1)
    assert slugs(diagnostics) == found
    assert (made.featured_image is not None) == (told.strip() == "4")


def test_a_featured_image_on_a_private_post_is_shown_as_wordpress_does(tmp_path):
    item = post(1, meta=(("_thumbnail_id", "4"),))
    told = {"title": "Secret plan", "content": "Nobody shall read this.", "excerpt": "Nor this.", "parent": 3}
    image = post(4, type="attachment", status="inherit", attachment_url=f"{URL}/a.jpg", **told)
    described = replace(image, meta=(("_wp_attachment_image_alt", "A plan on a table"),))
    with index_of(tmp_path, [item, post(3, status="private"), described]) as index:
        made, diagnostics = built(index, item, 1)
        listed = list(index.attachments())
    assert made.featured_image == Attachment(id=4, url=f"{URL}/a.jpg", alt="A plan on a table", mime="image/jpeg")
    assert (diagnostics, listed) == ([], [])


def test_old_slugs_that_are_another_ones_are_no_redirect(tmp_path):
    old = ("_wp_old_slug", "shared")
    items = [
        post(1, meta=(("_wp_old_slug", "%ea%b0%80"), ("_wp_old_slug", "post-2"), ("_wp_old_slug", "post-1"), old)),
        post(2),
        post(3, meta=(old, ("_wp_old_slug", "mine"))),
        post(4, link=f"{URL}/sub/post-4/", meta=(old,)),
        post(5, status="draft", link=f"{URL}/?p=5", meta=(old,)),
    ]
    with index_of(tmp_path, items) as index:
        former = [built(index, item, n)[0].old_slugs for n, item in enumerate(items, 1)]
    assert former == [("가",), (), ("mine",), ("shared",), ("shared",)]


def test_scalars(tmp_path):
    item = post(
        1,
        title="<b>T</b> &amp;amp; U",
        excerpt="Short &amp; <em>raw</em>",
        sticky=True,
        menu_order=4,
        parent=9,
        modified="2024-02-01 09:00:00",
        modified_gmt="2024-02-01 00:00:00",
        meta=(("_wp_page_template", "default"), ("enclosure", "https://ex.com/a.mp3\n123\naudio/mpeg\n")),
        enclosures=("https://ex.com/a.mp3\n123\naudio/mpeg", "https://ex.com/b.mp3", "javascript:x"),
    )
    with index_of(tmp_path, [item]) as index:
        made, found = built(index, item, 1)
    assert (made.title, made.excerpt, made.sticky, made.menu_order) == (
        "T &amp; U",
        "Short &amp; <em>raw</em>",
        True,
        4,
    )
    assert (made.date, made.modified) == ("2024-01-05T19:01:01+09:00", "2024-02-01T09:00:00+09:00")
    assert (made.template, made.enclosures) == ("", ("https://ex.com/a.mp3", "https://ex.com/b.mp3"))
    assert found == []


def test_drafts_need_no_date_and_make_their_slug(tmp_path):
    zero = "0000-00-00 00:00:00"
    draft = post(1, status="draft", slug="", date=zero, date_gmt=zero, link=f"{URL}/?p=1")
    undated = post(2, date=zero, date_gmt=zero)
    with index_of(tmp_path, [draft, undated], options=SiteOptions(slugs="ascii")) as index:
        made, found = built(index, draft, 1)
        assert (made.date, made.place.slug, made.place.permalink, slugs(found)) == (None, "post-1", "", ["slug-made"])
        assert slugs(built(index, undated, 2)[1]) == ["date-missing"]


ATTACHMENTS = [
    ({"attachment_url": f"{URL}/wp-content/uploads/2013/05/a.JPG"}, ("2013/05/a.JPG", "image/jpeg")),
    ({"guid": f"{URL}/wp-content/uploads/b.png"}, ("b.png", "image/png")),
    ({"attachment_url": "/wp-content/uploads/c.pdf"}, ("c.pdf", "application/pdf")),
    ({"attachment_url": "https://s.files.example/d.mp4?w=1024"}, ("", "video/mp4")),
    ({"meta": (("_wp_attached_file", "/home/httpd/vhosts/x/uploads/2008/08/e.jpg"),)}, ("2008/08/e.jpg", "image/jpeg")),
    ({"meta": (("_wp_attached_file", "C:\\www\\f.gif"),)}, ("f.gif", "image/gif")),
    ({"meta": (("_wp_attached_file", "2013/05/g.webp"),)}, ("2013/05/g.webp", "image/webp")),
]


@pytest.mark.parametrize(("fields", "expected"), ATTACHMENTS)
def test_attachment_files(fields, expected):
    made = build_attachment(post(1, type="attachment", **fields), URL)
    assert (made.file, made.mime) == expected
    assert made.url.startswith("https://")


def test_attachment_texts():
    item = post(
        1,
        title="A &amp; B",
        excerpt="Caption <em>x</em>",
        content="Description",
        meta=(
            ("_wp_attachment_image_alt", 'A "q" &amp; <Seoul>'),
            (
                "_wp_attachment_metadata",
                'a:2:{s:5:"width";i:1200;s:6:"height";s:3:"800";s:5:"sizes";a:1:{s:5:"width";i:3;}}',
            ),
        ),
    )
    made = build_attachment(item, URL)
    assert (made.title, made.alt, made.caption, made.description) == (
        "A & B",
        'A "q" & <Seoul>',
        "Caption <em>x</em>",
        "Description",
    )
    assert (made.width, made.height) == (1200, 800)
    assert CHANNEL.title == "Blog"
