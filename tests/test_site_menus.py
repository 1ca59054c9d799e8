import pytest

from site_records import CHANNEL, URL, index_of, post
from wpmigrate.wxr.records import ChannelRecord, TermRecord, TermUse

MENU = TermRecord(taxonomy="nav_menu", slug="main-%eb%a9%94", name="Main &amp; 메", id=9)
TERM = TermRecord(taxonomy="category", slug="dev", name="Dev &amp; Ops", id=2)
SITE = ChannelRecord(base_blog_url=URL, terms=(MENU, TERM))


def entry(number, *, parent=0, order=0, status="publish", menu=MENU.slug, title="", **meta):
    fields = {"type": "custom", "menu_item_parent": str(parent), "url": f"{URL}/x/", **meta}
    return post(
        number,
        type="nav_menu_item",
        title=title,
        status=status,
        menu_order=order,
        link=f"{URL}/entry-{number}/",
        terms=(TermUse("nav_menu", menu, "Main"),) if menu else (),
        meta=tuple((f"_menu_item_{key}", str(value)) for key, value in fields.items()),
    )


def to_post(number, target, **fields):
    return entry(number, **{"type": "post_type", "object": "page", "object_id": target, "url": "", **fields})


def read(tmp_path, *items, channel=SITE):
    with index_of(tmp_path, items, channels=[CHANNEL, channel]) as index:
        menus = {menu.slug: menu for menu in index.menus()}
        reasons = {d.key: d.reason for d in index.decisions() if d.type == "nav_menu_item"}
        found = [(key, one.code.slug) for kind, key, one in index.diagnostics() if kind == "item"]
        return menus, reasons, found


def test_entries_in_order_with_labels_and_targets(tmp_path):
    items = [
        entry(12, order=3, title="C &amp; C", classes='a:2:{i:0;s:1:"a";i:1;s:0:"";}', target="_blank", xfn="me"),
        to_post(11, 1, order=2, parent=12),
        entry(13, order=1, type="taxonomy", object="category", object_id=2, url=""),
        entry(14, order=4, type="post_type_archive", object="book", url=""),
        post(1, title="<em>Page</em> &amp; more", type="page"),
        post(5, type="book", link=f"{URL}/book-shelf/one/"),
    ]
    menus, reasons, found = read(tmp_path, *items)
    menu = menus["main-메"]
    assert (menu.name, menu.id) == ("Main & 메", 9)
    assert [(i.id, i.title, i.url, i.target, i.parent) for i in menu.items] == [
        (13, "Dev & Ops", "", "category/dev", None),
        (11, "Page & more", f"{URL}/post-1/", "1", 12),
        (12, "C & C", f"{URL}/x/", "", None),
        (14, "Book shelf", f"{URL}/book-shelf/", "", None),
    ]
    third = menu.items[2]
    assert (third.classes, third.new_window, third.xfn) == (("a",), True, "me")
    assert set(reasons.values()) == {""}
    assert found == []


@pytest.mark.parametrize("written", ["&", "&amp;", "&#038;", "&#38;"])
def test_an_ampersand_of_an_address_is_one(tmp_path, written):
    menus, _, _ = read(tmp_path, entry(11, url=f"https://x.example/?a=1{written}b=2&copy=3"))
    assert [item.url for item in menus["main-메"].items] == ["https://x.example/?a=1&b=2&copy=3"]


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ({"status": "private"}, "menu-target-kept-out"),
        ({"password": "x"}, "menu-target-kept-out"),
        ({"type": "wp_block"}, "menu-target-kept-out"),
        ({"status": "draft"}, "menu-target-unpublished"),
        ({"status": "future"}, "menu-target-unpublished"),
    ],
)
@pytest.mark.parametrize("label", ["", "My label"])
def test_what_is_not_public_is_not_named_by_a_menu(tmp_path, target, reason, label):
    items = [to_post(11, 1, title=label), entry(12, parent=11, title="Child"), post(1, title="Hidden words", **target)]
    menus, reasons, _ = read(tmp_path, *items)
    assert reasons == {"11": reason, "12": ""}
    assert [(i.title, i.parent) for i in menus["main-메"].items] == [("Child", None)]
    assert "Hidden words" not in str(menus)


def test_targets_that_are_gone(tmp_path):
    items = [
        to_post(11, 77),
        to_post(12, 77, title="Label"),
        entry(13, type="taxonomy", object="category", object_id=5, url=""),
        entry(14, type="taxonomy", object="category", object_id=5, title="Cat", url=""),
    ]
    menus, reasons, found = read(tmp_path, *items)
    assert reasons == {"11": "menu-target-missing", "12": "", "13": "menu-target-missing", "14": ""}
    assert [i.title for i in menus["main-메"].items] == ["Label", "Cat"]
    assert found == [(key, "menu-target-missing") for key in ("11", "12", "13", "14")]


def test_where_a_plugin_shows_the_languages_there_is_no_entry(tmp_path):
    switchers = [entry(11, title="Languages", url="#pll_switcher"), entry(12, title="L", type="wpml_ls_menu_item")]
    menus, reasons, found = read(tmp_path, *switchers, entry(13, title="Tea"))
    assert [one.id for one in menus["main-메"].items] == [13]
    assert (reasons["11"], reasons["12"], found) == ("language-switcher", "language-switcher", [])


def test_orphans_are_left_out(tmp_path):
    items = [entry(1, status="draft", title="A"), entry(2, menu="", title="B"), entry(3, title="C")]
    menus, reasons, _ = read(tmp_path, *items)
    assert reasons == {"1": "orphan-menu-item", "2": "orphan-menu-item", "3": ""}
    assert [i.title for i in menus["main-메"].items] == ["C"]


def test_a_menu_nobody_defined_is_derived(tmp_path):
    menus, _, found = read(tmp_path, entry(1, menu="footer", title="F"), channel=ChannelRecord())
    assert [(m.slug, m.name, len(m.items)) for m in menus.values()] == [("footer", "Main", 1)]
    assert found == []


def test_two_menus_may_share_the_ids_of_their_entries(tmp_path):
    flat = [entry(1, title="A"), entry(2, title="B")]
    deep = [entry(1, title="A", menu="deep"), entry(2, title="B", menu="deep", parent=1)]
    menus, reasons, found = read(tmp_path, *flat, *deep, flat[0])
    assert [(i.id, i.parent) for i in menus["main-메"].items] == [(1, None), (2, None)]
    assert [(i.id, i.parent) for i in menus["deep"].items] == [(1, None), (2, 1)]
    assert reasons == {"1": "", "2": "", "#3": "", "#4": "", "#5": "duplicate"}
    assert found == [("#3", "duplicate-id"), ("#4", "duplicate-id")]


def test_rings_are_cut_and_code_in_urls_is_disarmed(tmp_path):
    items = [
        entry(1, parent=2, title="A"), entry(2, parent=1, title="B"), entry(3, parent=3, title="C"),
        entry(4, title="D", url="javascript:alert(1)"), entry(5, parent=99, title="E"),
    ]  # fmt: skip
    menus, _, found = read(tmp_path, *items)
    shown = menus["main-메"].items
    assert [(i.id, i.parent) for i in shown] == [(1, None), (2, 1), (3, None), (4, None), (5, None)]
    assert shown[3].url == ""
    assert found == [("4", "unsafe-url")]
