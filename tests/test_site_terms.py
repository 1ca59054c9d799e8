from site_records import CHANNEL, URL, built, index_of, post
from wpmigrate.site.terms import TermBook, cut_rings
from wpmigrate.wxr.records import ChannelRecord, TermRecord, TermUse


def settled(*records, by_name=False):
    book = TermBook()
    for record in records:
        book.define(record, parent_by_name=by_name)
    entries, findings = book.settle()
    return [entry.term for entry in entries], [(key, one.code.slug) for key, one in findings]


def category(slug, name="", parent="", **fields):
    return TermRecord(taxonomy="category", slug=slug, name=name or slug, parent=parent, **fields)


def test_names_are_decoded_once_and_paths_follow_parents():
    terms, findings = settled(category("tech-2", "Tech &amp;amp; Tools", "recipes"), category("recipes"))
    assert [(t.name, t.slug, t.parent, t.path) for t in terms] == [
        ("Tech &amp; Tools", "tech-2", "recipes", "recipes/tech-2"), ("recipes", "recipes", "", "recipes"),
    ]  # fmt: skip
    assert findings == []


def test_old_exports_name_parents_by_name():
    records = [category("a", "B"), category("b", "C"), category("x", parent="B")]
    assert settled(*records, by_name=True)[0][2].parent == "a"
    assert settled(*records)[0][2].parent == "a"
    slugged = [category("a", "B"), category("B", "C"), category("x", parent="B")]
    assert settled(*slugged, by_name=True)[0][2].parent == "a"
    assert settled(*slugged)[0][2].parent == "B"


def test_missing_parents_and_rings_are_cut_and_reported():
    terms, findings = settled(category("x", parent="gone"), category("a", parent="b"), category("b", parent="a"))
    assert [t.path for t in terms] == ["x", "a", "a/b"]
    assert findings == [("category/x", "term-parent-missing"), ("category/a", "term-parent-missing")]


def test_a_term_is_its_taxonomy_and_slug():
    terms, _ = settled(
        category("x", "Old", id=3),
        TermRecord(taxonomy="tag", slug="x", name="Tag"),
        TermRecord(taxonomy="category", slug="x", name="New", id=3),
        TermRecord(taxonomy="category", slug="x", name="Without id"),
    )
    assert [(t.taxonomy, t.name) for t in terms] == [("category", "New"), ("post_tag", "Tag")]


def test_slugs_are_safe_and_unique():
    terms, findings = settled(
        category("F#"), category("f"), category("../../etc"), category("%ea%b0%80"), category("", "이름 하나")
    )
    assert [t.slug for t in terms] == ["F", "f-2", "etc", "가", "이름-하나"]
    assert [code for _, code in findings] == ["slug-changed"] * 3


def test_names_that_generators_would_mix_up_are_ambiguous():
    terms, _ = settled(category("a", "News Letter"), category("b", "news-letter"), category("c", "News"))
    assert [t.ambiguous for t in terms] == [True, True, False]


def test_long_chains_take_linear_time():
    records = [category(f"t{n}", parent=f"t{n - 1}") for n in range(5000)]
    terms, _ = settled(*records)
    assert max(len(t.path) for t in terms) < 400
    ring = {("t", str(n)): ("t", str((n + 1) % 9000)) for n in range(9000)}
    assert len(cut_rings(ring)) == 1


def test_items_find_their_terms(tmp_path):
    channel = ChannelRecord(
        base_blog_url=URL,
        wxr_version="1.0",
        terms=(category("dev-ops", "Dev &amp; Ops", meta=(("color", "red"), ("secret_token", "x"))),),
    )
    uses = (
        TermUse("category", "dev-ops", "Dev &amp; Ops"),
        TermUse("category", "", "Dev &amp; Ops"),
        TermUse("post_tag", "%ea%b0%80", "가나"),
        TermUse("tag", "", "C++ &amp; C#"),
        TermUse("post_format", "post-format-aside", "Aside"),
        TermUse("nav_menu", "main", "Main"),
        TermUse("language", "ko", "한국어"),
        TermUse("destination", "japan", "Japan"),
    )
    item = post(1, terms=uses)
    hidden = post(2, status="private", terms=(TermUse("category", "mole", "Mole"),))
    with index_of(tmp_path, [item, hidden], channels=[channel]) as index:
        made, _ = built(index, item, 1)
        assert [(t.taxonomy, t.slug, t.name) for t in made.terms] == [
            ("category", "dev-ops", "Dev & Ops"), ("post_tag", "가", "가나"),
            ("post_tag", "c-c", "C++ & C#"), ("destination", "japan", "Japan"),
        ]  # fmt: skip
        assert (made.format, made.place.language) == ("aside", "ko")
        assert [(t.taxonomy, t.slug, t.derived) for t in index.terms()] == [
            ("category", "dev-ops", False), ("post_tag", "가", True),
            ("post_tag", "c-c", True), ("destination", "japan", True),
        ]  # fmt: skip
        assert index.terms()[0].meta == {"color": ["red"]}
        found = {(kind, key, one.code.slug) for kind, key, one in index.diagnostics()}
        assert found == {("term", f"{t.taxonomy}/{t.slug}", "term-derived") for t in index.terms() if t.derived}


def test_terms_of_wordpress_itself_are_kept_apart(tmp_path):
    terms = (TermRecord(taxonomy="post_format", slug="post-format-aside"), TermRecord(taxonomy="nav_menu", slug="main"))
    with index_of(tmp_path, [post(1)], channels=[CHANNEL, ChannelRecord(terms=terms)]) as index:
        assert index.terms() == []
        assert [t.taxonomy for t in index.internal_terms()] == ["post_format", "nav_menu"]
        assert [m.slug for m in index.menus()] == ["main"]
