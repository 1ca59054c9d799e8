"""Redirects: tidy sets, what each format holds, and that a host which reads the file answers every spelling of every source."""

import csv
import io
import json
from collections.abc import Callable
from importlib.metadata import EntryPoint
from urllib.parse import parse_qsl, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

import redirect_semantics as semantics
from conftest import REPO
from wpmigrate import registry
from wpmigrate.contract import Code, Diagnostic, RedirectOptions, Redirects, Rule
from wpmigrate.errors import UsageError
from wpmigrate.redirects import tidy as tidying
from wpmigrate.redirects.fit import NO_QUERIES, TOO_LONG, diagnose_left, fit
from wpmigrate.redirects.tidy import Dropped, diagnose_dropped, tidy
from wpmigrate.redirects.urls import Source, key_of, location, source_of, spellings, twin

FORMATS = registry.redirect_names()
FIXTURES = REPO / "fixtures" / "redirects"


def rules(*pairs: str) -> list[Rule]:
    return [Rule(*pair.split(" -> ")) for pair in pairs]


def shown(found) -> list[str]:
    return [f"{rule.source} -> {rule.target}" for rule in found]


def why(dropped) -> list[str]:
    return [f"{one.rule.source} -> {one.rule.target}: {one.reason}" for one in dropped]


def files(name: str, given_rules, options: RedirectOptions | None = None) -> dict[str, str]:
    wanted: Redirects = registry.redirects(name)
    return {file.path: file.content.decode() for file in wanted.write(given_rules, options or RedirectOptions())}


# --- addresses ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "path", "query"),
    [
        ("/a/", "/a/", ()),
        ("/?p=12", "/", (("p", "12"),)),
        ("/shop?product=a b&x=", "/shop", (("product", "a b"), ("x", ""))),
        ("/what?/", "/what?/", ()),
        ("/what?/?p=1", "/what?/", (("p", "1"),)),
        ("/?x[]=1&y=a=b", "/", (("x[]", "1"), ("y", "a=b"))),
        ("/c#/", "/c#/", ()),
    ],
)
def test_a_source_is_parted(text: str, path: str, query) -> None:
    assert source_of(text) == Source(path, query)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("/a/", ("/a/",)),
        ("/안/", ("/%EC%95%88/", "/%ec%95%88/", "/안/")),
        ("/it's (1)+2", ("/it's%20(1)+2",)),
        ('/"q"/é', ("/%22q%22/%C3%A9", "/%22q%22/%c3%a9", "/%22q%22/é")),
        ("/100%/a%2Fb", ("/100%25/a%2Fb", "/100%25/a%2fb")),
        ("/a\u3000b", ("/a%E3%80%80b", "/a%e3%80%80b")),
    ],
)
def test_a_path_is_spelt_as_browsers_and_wordpress_do(path: str, found) -> None:
    assert spellings(path) == found


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("/안/", "/%EC%95%88/"),
        ("/c++/#1 $x;{y}/", "/c%2B%2B/%231%20%24x%3B%7By%7D/"),
        ("/a:b/?/", "/a%3Ab/%3F/"),
        ("https://x.example/%EC%95%88/안?a=b&c=d#e", "https://x.example/%EC%95%88/%EC%95%88?a=b&c=d#e"),
        ("https://한국.example:8080/:x", "https://xn--3e0b707e.example:8080/%3Ax"),
        ("http://[::1]/x", "http://[::1]/x"),
        ('https://x.example/"><b>', "https://x.example/%22%3E%3Cb%3E"),
    ],
)
def test_a_location_is_ascii(target: str, found: str) -> None:
    assert location(target) == found


# --- tidy ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_rules", "kept", "dropped"),
    [
        (["/b -> /2", "/a -> /1"], ["/a -> /1", "/b -> /2"], []),
        (["/a/ -> /1", "/a -> /2"], ["/a/ -> /1"], [f"/a -> /2: {tidying.TAKEN}"]),
        (["/a -> /a/"], [], [f"/a -> /a/: {tidying.SAME}"]),
        (["/a -> /a", "/a -> /b"], [], [f"/a -> /b: {tidying.TAKEN}", f"/a -> /a: {tidying.SAME}"]),
        (["/a -> /b", "/b/ -> /c"], ["/a -> /c", "/b/ -> /c"], []),
        (["/a -> /b", "/b -> /b/"], ["/a -> /b"], [f"/b -> /b/: {tidying.SAME}"]),
        (["/a -> /b", "/b -> /c", "/c -> /d"], ["/a -> /d", "/b -> /d", "/c -> /d"], []),
        (
            ["/a -> /b", "/b -> /a", "/in -> /a", "/x -> /y"],
            ["/x -> /y"],
            [f"{one}: {tidying.RING}" for one in ("/a -> /b", "/b -> /a", "/in -> /a")],
        ),
        (["/?p=1 -> /a", "/a -> /b"], ["/?p=1 -> /b", "/a -> /b"], []),
        (["/?p=1 -> /", "/?p=2 -> /x"], ["/?p=1 -> /", "/?p=2 -> /x"], []),
        (["/?p=1 -> /?p=1&x=2"], [], [f"/?p=1 -> /?p=1&x=2: {tidying.SAME}"]),
        (["/?p=1&x=2 -> /a", "/?x=2&p=1 -> /b"], ["/?p=1&x=2 -> /a"], [f"/?x=2&p=1 -> /b: {tidying.TAKEN}"]),
        (["/a -> /a?x=1"], [], [f"/a -> /a?x=1: {tidying.SAME}"]),
        (["/a -> https://x.example/a"], ["/a -> https://x.example/a"], []),
        (["/A -> /a"], ["/A -> /a"], []),
        (["/a%2Fb -> /a/b"], [], [f"/a%2Fb -> /a/b: {tidying.SAME}"]),
        (["a -> /b", "//a -> /b", "/.. -> /b", "/a\n -> /b", "/\ud800 -> /b"], [], ...),
        (["/a -> b", "/b -> //evil.example", "/c -> javascript:x", "/d -> https://", "/e -> /\n"], [], ...),
    ],
)
def test_a_set_is_tidied(given_rules, kept, dropped) -> None:
    found, left = tidy(rules(*given_rules))
    assert shown(found) == kept
    assert len(left) == len(given_rules) if dropped is ... else why(left) == dropped


def test_a_status_that_redirects_nothing_is_dropped() -> None:
    assert tidy([Rule("/a", "/b", 200)])[1] == [Dropped(Rule("/a", "/b", 200), tidying.ODD_STATUS)]
    assert tidy([Rule("/a", "/b", 308)])[0] == [Rule("/a", "/b", 308)]


def test_only_what_is_lost_is_reported() -> None:
    _, dropped = tidy(rules("/a -> /b", "/a -> /c", "/x -> /x/", "/r -> /s", "/s -> /r", "bad -> /b"))
    assert [(one.code, one.detail) for one in diagnose_dropped(dropped)] == [
        (Code.REDIRECT_NOT_HELD, f"{tidying.ODD_SOURCE}: 'bad'"),
        (Code.REDIRECT_RING, "/r"),
        (Code.REDIRECT_RING, "/s"),
    ]


def test_a_long_chain_is_followed_in_linear_time() -> None:
    chain = [Rule(f"/{at}", f"/{at + 1}") for at in range(20_000)]
    assert {rule.target for rule in tidy(chain)[0]} == {"/20000"}
    ring = [*chain, Rule("/20000", "/0")]
    found, dropped = tidy(ring)
    assert (len(found), len(dropped)) == (0, 20_001)


SEGMENTS = st.one_of(
    st.sampled_from(["a", "A", "b", "안녕", "it's", "c++", "a b", "100%", "f(o)", "x.y", "$1", "{x}", 'q"q', "a;b", "[1]", "a%2Fb", "^|~"]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="/\\\x7f"), min_size=1, max_size=6).filter(
        lambda text: text not in (".", "..")
    ),
)  # fmt: skip
PATHS = st.builds(
    lambda parts, slash: "/" + "/".join(parts) + slash,
    st.lists(SEGMENTS, min_size=1, max_size=3),
    st.sampled_from(["", "/"]),
)
VALUES = st.sampled_from(["1", "2", "12", "안", "a b", "a+b", "x.y", "(1)", "a=b", "$", "'", '"'])
QUERIES = st.builds(
    lambda path, names: path + "?" + "&".join(f"{name}={value}" for name, value in names.items()),
    st.sampled_from(["/", "/", "/shop/", "/shop"]),
    st.dictionaries(st.sampled_from(["p", "cat", "page_id", "m"]), VALUES, min_size=1, max_size=2),
)
TARGETS = st.one_of(PATHS.filter(lambda path: not path.startswith("//")), st.just("https://x.example/안?a=b"))
RULES = st.lists(st.builds(Rule, st.one_of(PATHS, QUERIES), TARGETS), max_size=12)


@given(RULES)
def test_a_tidy_set_has_each_source_once_and_no_step_after_the_first(given_rules) -> None:
    found, dropped = tidy(given_rules)
    assert len(found) + len(dropped) == len(given_rules)
    keys = [key_of(source_of(rule.source)) for rule in found]
    assert len(set(keys)) == len(keys)
    plain = {path for path, query in keys if not query}
    assert not [rule for rule in found if key_of(source_of(rule.target))[0] in plain]
    assert tidy(found) == (found, [])
    assert [rule.source for rule in tidy(reversed(found))[0]] == [rule.source for rule in found]


# --- what hosts answer ------------------------------------------------------------------------------------------------

HOSTS: dict[str, tuple[str, Callable[[str], semantics.Answer]]] = {
    "netlify": ("_redirects", semantics.netlify),
    "cloudflare": ("_redirects", semantics.cloudflare),
    "vercel": ("vercel.json", semantics.vercel),
    "apache": (".htaccess", semantics.apache),
    "ghost": ("redirects.yaml", semantics.ghost),
}
PROBES = ["/", "/zzz", "/a/zzz/", "/?p=99", "/?pp=1", "/?xp=1", "/shop/?cat=99", "/zzz?p=1", "/a/b/c/d/"]


@pytest.mark.parametrize("name", HOSTS)
@given(RULES)
def test_every_spelling_of_every_source_is_answered_and_nothing_else(name: str, given_rules) -> None:
    held, _ = fit(registry.redirects(name), tidy(given_rules)[0])
    file, reader = HOSTS[name]
    answer = reader(files(name, held)[file])
    most = {rule.source: rule for rule in held}
    for rule in most.values():
        for request in semantics.requests(rule):
            assert answer(request) in _right(rule, request, held), request
    for probe in PROBES:
        if not any(_answers(rule, probe) for rule in held):
            assert answer(probe) is None


def _right(rule: Rule, request: str, held) -> set[str]:
    """A request with two names may belong to two rules of one name each; any of these is right."""
    same = {semantics.expected(other) for other in held if _answers(other, request) and _weight(other) >= _weight(rule)}
    return {semantics.expected(rule)} | same if _weight(rule) else {semantics.expected(rule)}


def _weight(rule: Rule) -> int:
    return len(source_of(rule.source).query)


def _answers(rule: Rule, request: str) -> bool:
    path, query = semantics.parted(request)
    at, asked = key_of(source_of(rule.source))
    return (unquote(path).rstrip("/") or "/") == at and set(asked) <= set(parse_qsl(query, keep_blank_values=True))


# --- what formats hold -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "source", "target", "held"),
    [
        ("cloudflare", "/?p=12", "/a/", False),
        ("cloudflare", "/a*b/", "/a/", False),
        ("cloudflare", "/a:b/", "/a/", False),
        ("cloudflare", "/a:/", "/a/", True),
        ("cloudflare", "/a/", "http://x.example/", False),
        ("cloudflare", "/a/", "https://x.example/", True),
        ("cloudflare", "/" + "안" * 250, "/a/", False),
        ("netlify", "/a*b/", "/a/", False),
        ("netlify", "/:a/", "/a/", False),
        ("netlify", "/a//b/", "/a/", False),
        ("netlify", "/a:b/", "/a/", True),
        ("netlify", "/?tag=a b", "/a/", False),
        ("netlify", "/?tag=:x", "/a/", False),
        ("netlify", "/?tag=", "/a/", False),
        ("vercel", "/?tag=", "/a/", False),
        ("vercel", "/?" + "&".join(f"a{n}=1" for n in range(17)), "/a/", False),
        ("vercel", "/" + "안" * 500, "/a/", False),
        ("nginx", "/?a[]=1", "/a/", False),
        ("nginx", "/?a=1&A=2", "/a/", False),
        ("nginx", "/?tag=", "/a/", False),
        ("apache", "/a%2Fb/", "/a/", False),
        ("apache", "/what?/", "/a/", False),
        ("apache", "/" + "안" * 86, "/a/", False),
        ("caddy", "/?tag=", "/a/", False),
        ("apache", "/?tag=", "/a/", True),
        ("caddy", "/{$HOME}/", "/a/", False),
        ("caddy", "/a`\\b/", "/a/", False),
        ("caddy", "/?a=1&a=2", "/a/", False),
        ("github-pages", "/?p=12", "/a/", False),
        ("github-pages", "/a:b/", "/a/", False),
        ("github-pages", "/" + "안" * 86, "/a/", False),
        ("github-pages", "/a/b.jpg", "/a/", False),
        ("github-pages", "/a/v1.2", "/a/", False),
        ("github-pages", "/a/v1.2/", "/a/", True),
        ("github-pages", "/a/b.html", "/a/", True),
        ("csv", "/?a[]=1&a[]=2", "/a/", True),
        ("json", "/{$HOME}/*:x", "/a/", True),
    ],
)
def test_what_a_format_cannot_hold_is_left_with_a_reason(name: str, source: str, target: str, held: bool) -> None:
    rule = Rule(source, target)
    found, left = fit(registry.redirects(name), [rule])
    assert (found == [rule]) is held
    assert bool(left) is not held
    assert all(one.reason for one in left)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_leaves_out_what_is_too_long_and_counts_it(name: str) -> None:
    long = [Rule(f"/{at}{'a' * 2000}", "/b") for at in range(3)]
    _, left = fit(registry.redirects(name), [*long, Rule("/x", "/y")])
    assert list(diagnose_left(name, left)) == [Diagnostic(Code.REDIRECT_NOT_HELD, f"{name}: {TOO_LONG}", 3)]


@pytest.mark.parametrize(("name", "limit"), [("cloudflare", 2000), ("vercel", 2048)])
def test_rules_over_the_limit_of_a_host_are_left(name: str, limit: int) -> None:
    many = [Rule(f"/{at}", "/new") for at in range(limit + 5)]
    found, left = fit(registry.redirects(name), many)
    assert (len(found), len(left)) == (limit, 5)
    assert [(one.code, one.count) for one in diagnose_left(name, left)] == [(Code.REDIRECT_NOT_HELD, 5)]
    assert len(fit(registry.redirects(name), many, RedirectOptions(limit=3))[0]) == 3


def test_queries_are_counted_where_a_host_has_none() -> None:
    _, left = fit(registry.redirects("cloudflare"), rules("/?p=1 -> /a", "/?p=2 -> /b", "/a*b -> /c", "/d -> /e"))
    counted = {one.detail: one.count for one in diagnose_left("cloudflare", left)}
    assert counted == {
        f"cloudflare: {NO_QUERIES}": 2,
        "cloudflare: its path has a character that the host reads as a wildcard": 1,
    }


def test_cloudflare_gives_every_rule_a_line_before_any_a_second() -> None:
    heard: list[Diagnostic] = []
    many = [Rule(f"/안{at}/", "/new") for at in range(3)]
    made = files("cloudflare", many, RedirectOptions(limit=5, report=heard.append))["_redirects"].splitlines()
    assert len(made) == 5
    assert all(f"/%ec%95%88{at}/ /new 301" in made for at in range(3))
    assert [(one.code, one.count) for one in heard] == [(Code.REDIRECT_NOT_HELD, 7)]


@pytest.mark.parametrize("name", FORMATS)
@given(RULES)
def test_every_format_writes_whatever_it_holds(name: str, given_rules) -> None:
    held, left = fit(registry.redirects(name), tidy(given_rules)[0])
    made = files(name, held)
    assert len(made) == len({path.lower() for path in made}) or name == "github-pages"
    if name == "csv":
        rows = list(csv.reader(io.StringIO(made["redirects.csv"], newline="")))
        assert rows[0] == ["source", "target", "status"]
        assert [row[1:] for row in rows[1:]] == [[location(rule.target), "301"] for rule in held]
        assert all(cell.isascii() and cell[0] in "/h3" for row in rows[1:] for cell in row)
    if name == "json":
        found = json.loads(made["redirects.json"])
        assert [Source(one["path"], tuple(map(tuple, one.get("query", [])))) for one in found] == [
            source_of(rule.source) for rule in held
        ]
        assert not left


def test_a_page_that_redirects_shows_no_markup_of_its_target() -> None:
    made = files("github-pages", rules('/a/ -> https://x.example/"><script>?a&b', "/old.HTML -> /b", "/ -> /blog/"))
    assert list(made) == ["a/index.html", "old.HTML", "index.html"]
    assert "<script" not in made["a/index.html"]
    assert 'url=https://x.example/%22%3E%3Cscript%3E?a&amp;b"' in made["a/index.html"]


def test_nginx_tells_paths_apart_that_differ_by_case_alone() -> None:
    made = files("nginx", rules("/About/ -> /about/", "/X -> /1", "/x -> /2", "/y -> /3"))["redirects-map.conf"]
    assert '"~^/About/$" "/about/$is_args$args";' in made
    assert '"~^/X$" "/1$is_args$args";' in made
    assert '"~^/x$" "/2$is_args$args";' in made
    assert '"/y" "/3$is_args$args";' in made


@pytest.mark.parametrize(("length", "keys", "bucket"), [(10, 3, None), (60, 3, 128), (300, 3, 512), (10, 3000, 128)])
def test_nginx_gets_room_where_its_defaults_are_too_small(length: int, keys: int, bucket: int | None) -> None:
    made = files("nginx", [Rule(f"/{at:0{length - 1}}", "/new") for at in range(keys)])["redirects-map.conf"]
    assert (f"map_hash_bucket_size {bucket};" in made) if bucket else ("map_hash" not in made)


# --- the registry and the golden files ----------------------------------------------------------------------------------


def test_formats_are_no_targets_and_targets_no_formats() -> None:
    assert set(FORMATS) >= {
        "apache",
        "caddy",
        "cloudflare",
        "csv",
        "ghost",
        "github-pages",
        "json",
        "netlify",
        "nginx",
        "vercel",
    }
    assert set(FORMATS) & set(registry.target_names()) <= {"ghost"}  # whose redirects no other host reads
    assert "hugo" in registry.target_names()


def test_another_package_adds_a_format(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("acme", "builtins:min", "wpmigrate.redirects")
    monkeypatch.setattr(registry, "entry_points", lambda group: [point] if group == point.group else [])
    registry._redirects.cache_clear()
    assert registry.redirects("acme") is min
    assert "acme" in registry.redirect_names()
    registry._redirects.cache_clear()


def test_a_typo_in_a_format_gets_the_nearest_name() -> None:
    with pytest.raises(UsageError, match=r"No redirect format is called 'ngnix'\. Did you mean 'nginx'") as caught:
        registry.redirects("ngnix")
    assert caught.value.code == "unknown-redirect-format"


GOLDEN = [
    Rule("/2019/05/안녕-세계/", "/posts/안녕-세계/"),
    Rule("/about-us/", "/about/"),
    Rule("/About-Us/team/", "/about/team/"),
    Rule("/page.html", "/pages/page/"),
    Rule("/it's (really) 100%/", "/c++/"),
    Rule("/$price;{a}/", "/a:b/"),
    Rule('/say-"hi"\\there', "/hi/"),
    Rule("/a*b/", "/ab/"),
    Rule("/gone/", "https://elsewhere.example/안?from=old#top"),
    Rule("/for-now/", "/later/", 302),
    Rule("/old-chain/", "/about-us/"),
    Rule("/?p=12", "/posts/안녕-세계/"),
    Rule("/?p=13", "/about/"),
    Rule("/?cat=3", "/categories/news/"),
    Rule("/?attachment_id=7", "/posts/안녕-세계/"),
    Rule("/?post_type=book&p=20", "/books/neuromancer/"),
    Rule("/?tag=서울", "/tags/서울/"),
    Rule("/feed/", "/index.xml"),
    Rule("/ring/", "/gnir/"),
    Rule("/gnir/", "/ring/"),
]  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
def test_golden_files(name: str, accept: bool) -> None:
    wanted = registry.redirects(name)
    held, left = fit(wanted, tidy(GOLDEN)[0])
    made = {file.path: file.content.decode() for file in wanted.write(held, RedirectOptions())}
    made["left-out.txt"] = "".join(f"{one.rule.source}: {one.reason}\n" for one in left)
    folder = FIXTURES / name
    if accept:
        for path, text in made.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, "utf-8", newline="")
    there = {str(path.relative_to(folder)): path for path in sorted(folder.rglob("*")) if path.is_file()}
    assert there.keys() == made.keys()
    for path, text in made.items():
        assert there[path].read_bytes().decode() == text, path


def test_the_twin_of_a_path() -> None:
    assert [twin(path) for path in ("/", "/a", "/a/")] == ["/", "/a/", "/a"]
