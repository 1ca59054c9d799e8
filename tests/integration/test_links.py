"""Real exports, built by the real Hugo: every link and picture of the built site leads somewhere, and every old address too."""

import csv
import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from install import tool
from test_redirect_servers import NGINX, ask, free_port, program, serving

import redirect_semantics as semantics
import wpmigrate
from crawl import BuiltSite, host_of
from wpmigrate.redirects.urls import spellings

pytestmark = pytest.mark.integration
REPO = Path(__file__).parents[2]
FOLDER = REPO / "fixtures/permalinks-subdirectory/export.xml"
SHARED = REPO.parent / "shared/data"
EXPORTS = {
    "blog": REPO / "fixtures/london-korean/export.xml",
    "kitchen": SHARED / "wordpress/kitchen.xml",
    "theme-test": SHARED / "third-party/theme-unit-test.xml",
}
TRUTHS = {"blog": REPO / "fixtures/london-korean/truth.json", "kitchen": SHARED / "wordpress/kitchen.truth.json"}
"""What WordPress itself says of the same sites."""
THEIR_OWN = {"#3fgfhgfh", "/2024/01/classic-paragraphs-without-p-tags/#frag"}
"""Anchors that led nowhere on the old site either."""


class Built:
    """An export as a built site, with every upload that an attachment names."""

    def __init__(self, export: Path, folder: Path, **options: object) -> None:
        with wpmigrate.read(export) as read:
            self.old = read.site.url
            files = {a.file or unquote(urlsplit(a.url).path).lstrip("/") for a in read._reading.index.attachments()}
        uploads = folder / "uploads.zip"
        with zipfile.ZipFile(uploads, "w") as archive:
            for file in sorted(files):
                archive.writestr(f"wp-content/uploads/{file}", b"\x89PNG\r\n\x1a\n" + file.encode())
        self.out = folder / "site"
        self.report = wpmigrate.convert(export, self.out, to="hugo", scaffold=True, uploads=[uploads], **options)
        tool("hugo").run("--source", self.out, cwd=self.out)
        self.site = BuiltSite(self.out / "public", self.old)

    def told(self, code: str) -> set[str]:
        """Answer the addresses that the ledger says lead nowhere."""
        lines = (self.out / "_wpmigrate/ledger.jsonl").read_text("utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        return {d["detail"] for row in rows for d in row.get("degradations", ()) if d["code"] == code}


@pytest.fixture(scope="module", params=EXPORTS)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    export = EXPORTS[request.param]
    if not export.exists():
        pytest.skip("the shared exports are not here")
    return Built(export, tmp_path_factory.mktemp(request.param), redirects=["netlify", "csv", "nginx"])


def test_no_link_of_the_built_site_is_broken_but_those_that_are_listed(built: Built) -> None:
    listed = built.told("broken-link") | built.told("link-to-unpublished") | THEIR_OWN
    missing = {detail.partition(",")[0] for detail in built.told("media-missing")}
    broken = {
        reference.url
        for reference in built.site.references()
        if built.site.broken(reference)
        and reference.url not in listed
        and not any(unquote(reference.url).endswith(f"/{name}") for name in missing)
    }
    assert broken == set()


def test_no_link_leads_to_the_old_host_but_those_that_are_listed(built: Built) -> None:
    listed = built.told("broken-link") | built.told("link-to-unpublished")
    host = host_of(built.old)
    canonical = {"link", "refresh", "script"}  # Hugo writes its own base there, which is the site's
    old = {r.url for r in built.site.references() if r.tag not in canonical and host_of(r.url) == host}
    pages = {url for url in old if built.site.file_of(urlsplit(url).path) is None}
    assert pages - listed == set()


def published(built: Built) -> list[dict]:
    rows = (built.out / "_wpmigrate/posts.jsonl").read_text("utf-8").splitlines()
    places = [json.loads(row)["place"] for row in rows]
    return [place for place in places if place["visibility"] == "published" and place.get("permalink")]


def test_every_old_permalink_answers(built: Built) -> None:
    rows = (built.out / "_wpmigrate/posts.jsonl").read_text("utf-8").splitlines()
    places = [json.loads(row)["place"] for row in rows]
    published = [
        place["permalink"] for place in places if place["visibility"] == "published" and place.get("permalink")
    ]
    assert len(published) > 20
    assert [path for path in published if built.site.file_of(path) is None] == []


def rules(built: Built) -> list[tuple[str, str]]:
    text = (built.out / "_wpmigrate/redirects/csv/redirects.csv").read_text("utf-8-sig")
    return [(unquote(row["source"]), unquote(row["target"])) for row in csv.DictReader(text.splitlines())]


def asked(path: str) -> list[str]:
    """Answer how visitors may ask for an old address."""
    path, mark, query = path.partition("?")
    return [f"{spelling}{mark}{quote(query, safe='=&')}" for spelling in spellings(path)]


def test_every_target_of_a_redirect_answers(built: Built) -> None:
    assert len(rules(built)) > 20
    gone = {target for _, target in rules(built) if built.site.file_of(urlsplit(target).path) is None}
    missing = {detail.partition(",")[0] for detail in built.told("media-missing")}
    assert {target for target in gone if not any(target.endswith(f"/{name}") for name in missing)} == unused(
        built, gone
    )


def unused(built: Built, gone: set[str]) -> set[str]:
    """Answer the uploads that no page shows: an attachment page may lead to one that was not brought along."""
    used = {unquote(urlsplit(reference.url).path) for reference in built.site.references()}
    return {target for target in gone if target.startswith("/wp-content/uploads/") and target not in used}


def test_every_source_answers_as_netlify_reads_it(built: Built) -> None:
    answer = semantics.netlify((built.out / "_wpmigrate/redirects/netlify/_redirects").read_text("utf-8"))
    for source, target in rules(built):
        for request in asked(source):
            assert unquote(answer(request) or "") == target, request


@pytest.mark.parametrize("name", TRUTHS)
def test_old_addresses_lead_where_wordpress_says(name: str, tmp_path: Path) -> None:
    if not EXPORTS[name].exists():
        pytest.skip("the shared exports are not here")
    built = Built(EXPORTS[name], tmp_path, redirects=["netlify"])
    answer = semantics.netlify((built.out / "_wpmigrate/redirects/netlify/_redirects").read_text("utf-8"))
    posts = json.loads(TRUTHS[name].read_text("utf-8"))["posts"]
    truth = {int(post["id"]): post for post in (posts.values() if isinstance(posts, dict) else posts)}
    public = {number: path_of(post) for number, post in truth.items() if is_public(post)}
    for number, new in public.items():
        word = "page_id" if truth[number]["type"] == "page" else "p"
        assert built.site.file_of(new) is not None, new
        assert unquote(answer(f"/?{word}={number}") or "") == new, number
        for slug in dict(truth[number].get("meta") or {}).get("_wp_old_slug", ()):
            former = f"{new.rstrip('/').rpartition('/')[0]}/{unquote(slug)}/"
            assert unquote(answer(quote(former)) or "") == new, former
    pictures = [post for post in truth.values() if post["type"] == "attachment"]
    for post in pictures:
        leads = {unquote(answer(old) or "") for old in (quote(path_of(post)), f"/?attachment_id={post['id']}")}
        parent = public.get(post["parent"], "")
        assert len(leads) == 1, post["permalink"]
        for new in leads - {parent, ""}:
            file = dict(post.get("meta") or {}).get("_wp_attached_file", [new.removeprefix("/wp-content/uploads/")])
            assert new == f"/wp-content/uploads/{file[0]}"
            assert built.site.file_of(new) is not None
        assert leads != {""} or not parent, post["permalink"]
    assert len(public) > 25
    assert len(pictures) > 5


def path_of(post: dict) -> str:
    return unquote(urlsplit(post["permalink"]).path)


def is_public(post: dict) -> bool:
    shown = post["type"] not in ("attachment", "nav_menu_item", "wp_block", "wp_navigation", "wp_template")
    return shown and post["status"] == "publish" and not post.get("password") and post.get("public", True)


def test_every_source_answers_in_a_real_nginx(built: Built, tmp_path: Path) -> None:
    found, environment = program("nginx")
    port = free_port()
    for name in ("redirects-map.conf", "redirects-server.conf"):
        shutil.copy(built.out / "_wpmigrate/redirects/nginx" / name, tmp_path / name)
    (tmp_path / "site").symlink_to(built.site.folder)
    (tmp_path / "nginx.conf").write_text(NGINX.format(folder=tmp_path, port=port), "utf-8")
    command = [found, "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
    subprocess.run([*command, "-t"], env=environment, capture_output=True, check=True)
    wanted = [(request, target) for source, target in rules(built) for request in asked(source)]
    with serving(command, port, tmp_path, environment):
        for (request, target), (status, location) in zip(wanted, ask(port, [one for one, _ in wanted]), strict=True):
            assert (status, unquote(location)) == (301, target), request
        pages = [place["permalink"] for place in published(built)]
        answers = list(ask(port, [quote(page) for page in pages]))
        assert [page for page, (status, _) in zip(pages, answers, strict=True) if status != 200] == []


def test_media_lie_where_pages_point(built: Built) -> None:
    assert built.report.totals["media"].failed == len(built.told("media-missing"))
    assert built.report.totals["media"].written > 0


def test_with_a_pattern_old_permalinks_lead_to_the_new_ones(tmp_path: Path) -> None:
    built = Built(EXPORTS["blog"], tmp_path, permalinks="/p/:year/:slug/", redirects=["csv"])
    moved = dict(rules(built))
    places = [place for place in published(built) if place["type"] in ("post", "page")]
    assert len(places) > 20
    for place in places:
        new = moved[place["permalink"]]
        assert new.startswith("/p/")
        assert built.site.file_of(new) is not None
        assert built.site.file_of(place["permalink"]) is not None  # Hugo's alias
    broken = {reference.url for reference in built.site.references() if built.site.broken(reference)}
    assert broken <= {urlsplit(url).path for url in built.told("broken-link")}


@pytest.mark.parametrize(("base", "folder"), [("", "/notes"), ("https://new.example/", "")])
def test_a_site_in_a_folder_of_its_host(base: str, folder: str, tmp_path: Path) -> None:
    built = Built(FOLDER, tmp_path, redirects=["csv", "netlify"], base_url=base)
    site = BuiltSite(built.site.folder, base or built.old)
    listed = built.told("broken-link") | built.told("link-to-unpublished")
    own = [r for r in site.references() if r.url.startswith((site.base, "/")) and not r.url.startswith("//")]
    assert len(own) > 50
    assert {r.url for r in own if r.url.startswith("/") and not r.url.startswith(f"{folder}/")} == set()
    broken = {r.url for r in own if site.broken(r)} - listed
    assert {url for url in broken if not url.endswith("#deck")} == set()  # which the other post never had
    answer = semantics.netlify((built.out / "_wpmigrate/redirects/netlify/_redirects").read_text("utf-8"))
    moved = dict(rules(built))
    for place in published(built):
        old, new = f"/notes{place['permalink']}", f"{folder}{place['permalink']}"
        assert site.file_of(new.removeprefix(folder)) is not None
        assert old == new or moved[old] == new
        if place["type"] in ("post", "page"):
            number = f"/notes/?{'page_id' if place['type'] == 'page' else 'p'}={place['id']}"
            assert unquote(answer(number) or "") == new
        if not folder:  # Hugo's alias, for a host that knows no redirects
            assert site.file_of(old) is not None
