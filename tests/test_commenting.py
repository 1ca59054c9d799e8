"""Threads on their way to comment systems: how deep they may be, which are held, under which address, and who may be known."""

import json
import re
from hashlib import md5
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

import wpmigrate
from comment_exports import MAIL, SITE, entry, export, said
from comment_jobs import SYSTEMS
from target_jobs import comment
from wpmigrate.contract import Comment
from wpmigrate.errors import UsageError
from wpmigrate.output.parts import stream_of
from wpmigrate.pipeline.commenting import as_deep_as

CHAIN = (said(1), said(2, parent=1), said(3, parent=2), said(4, parent=3))
ITEMS = (
    entry(1, "/2020/01/%EC%95%88%EB%85%95/", *CHAIN, slug="%ec%95%88%eb%85%95"),
    entry(
        2, "/second/", said(5, f'See <a href="{SITE}/2020/01/%ec%95%88%eb%85%95/">that</a>'), said(6, kind="pingback")
    ),
    entry(3, "/hidden/", said(7), status="draft"),
    entry(4, "/picture/", said(8), type="attachment", status="inherit"),
)


def run(folder: Path, *items: str, site: str = SITE, **options: Any) -> Path:
    wpmigrate.convert(export(folder, *(items or ITEMS), site=site), folder / "out", **{"to": "none", **options})
    return folder / "out"


def tree(out: Path) -> dict[str, bytes]:
    """Answer every file but the report, which has the time, and the run's own state."""
    files = {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}
    return {path: text for path, text in files.items() if path != "_wpmigrate/report.json" and path[:2] != ".w"}


def reported(out: Path, code: str) -> dict[str, int]:
    """Answer what was reported with a code: detail → how often."""
    ledger = map(json.loads, (out / "_wpmigrate/ledger.jsonl").read_text("utf-8").splitlines())
    found = [one for row in ledger for one in row.get("degradations", ()) if one["code"] == code]
    totals: dict[str, int] = {}
    for one in found:
        totals[one["detail"]] = totals.get(one["detail"], 0) + one.get("count", 1)
    return totals


def threads(out: Path, folder: str = "isso") -> dict[str, list[dict[str, Any]]]:
    found = json.loads((out / f"_wpmigrate/comments/{folder}/isso.json").read_text("utf-8"))
    return {thread["id"]: thread["comments"] for thread in found}


# --- depth --------------------------------------------------------------------------------------------------------

FORESTS = st.lists(st.integers(0, 12), max_size=25).map(
    lambda parents: [
        comment(number, parent=parent if 0 < parent < number else None) for number, parent in enumerate(parents, 1)
    ]
)


def level(found: dict[int, Comment], number: int) -> int:
    steps, one = 0, found[number]
    while one.parent is not None:
        steps, one = steps + 1, found[one.parent]
    return steps


@given(FORESTS, st.sampled_from([None, 0, 1, 2, 3]))
def test_a_thread_is_as_deep_as_a_system_holds(comments: list[Comment], depth: int | None) -> None:
    held, raised = as_deep_as(comments, depth)
    assert [one.id for one in held] == [one.id for one in comments]
    met: dict[int, Comment] = {}
    for one in held:
        assert one.parent is None or one.parent in met
        met[one.id] = one
        assert one.depth == level(met, one.id)
        assert depth is None or one.depth <= depth
    told = {one.id: one.parent for one in comments}
    assert raised == sum(one.parent != told[one.id] for one in held)
    for one in held:  # each still stands below the one it answered, or below the last above that may have replies
        above = told[one.id]
        while above is not None and above != one.parent:
            assert depth is not None
            assert level(met, above) >= depth
            above = told[above]
        assert above == one.parent


def test_a_reply_to_what_is_left_out_is_a_root_and_is_counted() -> None:
    held, raised = as_deep_as([comment(2, parent=1, depth=1), comment(3, parent=2, depth=2)], None)
    assert [(one.id, one.parent, one.depth) for one in held] == [(2, None, 0), (3, 2, 1)]
    assert raised == 1


def test_what_is_raised_is_reported(tmp_path: Path) -> None:
    out = run(tmp_path, comments=["isso", "disqus"])
    assert reported(out, "replies-raised") == {"isso": 2}


# --- what is held, and where --------------------------------------------------------------------------------------


def test_comments_alone_are_keyed_to_the_old_permalinks(tmp_path: Path) -> None:
    out = run(tmp_path, comments=["isso"])
    assert {path: len(found) for path, found in threads(out).items()} == {
        "/2020/01/%EC%95%88%EB%85%95/": 4,
        "/second/": 1,
    }
    assert not [path for path in tree(out) if not path.startswith("_wpmigrate/")]


def test_what_no_system_has_a_place_for_is_reported(tmp_path: Path) -> None:
    out = run(tmp_path, comments=["isso", "waline"])
    for system in ("isso", "waline"):
        assert {why: count for why, count in reported(out, "comments-not-held").items() if why.startswith(system)} == {
            f"{system}: the page is not published": 1,
            f"{system}: links that other sites announced": 1,
            f"{system}: the page of an attachment": 1,
        }
    assert "/hidden/" not in "".join(text.decode() for path, text in tree(out).items() if "/comments/" in path)


def test_a_page_without_a_path_is_reported_as_that(tmp_path: Path) -> None:
    out = run(tmp_path, entry(9, "/?p=9", said(1)), comments=["isso"])
    assert reported(out, "comments-not-held") == {"isso: the page has no path of its own": 1}
    assert not list((out / "_wpmigrate").rglob("isso.*"))


def test_a_page_without_a_path_has_one_on_the_new_site(tmp_path: Path) -> None:
    out = run(tmp_path, entry(9, "/?p=9", said(1)), to="hugo", comments=["isso"])
    assert len(threads(out)) == 1


def test_a_moved_page_has_its_new_address(tmp_path: Path) -> None:
    out = run(tmp_path, to="hugo", comments=["isso"], permalinks="/:year/:slug/")
    assert set(threads(out)) == {"/2020/%EC%95%88%EB%85%95/", "/2020/item-2/"}
    assert "https://old.example/2020/안녕/" in unquote(threads(out)["/2020/item-2/"][0]["text"])


@pytest.mark.parametrize(
    ("site", "base_url", "expected"),
    [
        (SITE, "https://new.example", "https://new.example/second/"),
        (SITE, "https://new.example/blog/", "https://new.example/blog/second/"),
        (f"{SITE}/blog", "", f"{SITE}/blog/second/"),
        (f"{SITE}/blog", "https://new.example", "https://new.example/second/"),
    ],
)
def test_the_base_of_the_new_site_counts(tmp_path: Path, site: str, base_url: str, expected: str) -> None:
    items = (entry(2, "", said(5), link=f"{site}/second/"),)
    out = run(tmp_path, *items, site=site, comments=["remark42", "waline"], base_url=base_url)
    line = (out / "_wpmigrate/comments/remark42/remark42.json").read_text().splitlines()[1]
    assert json.loads(line)["locator"]["url"] == expected
    waline = json.loads((out / "_wpmigrate/comments/waline/waline.json").read_text())
    assert f"https://{re.match('https?://([^/]+)', expected)[1]}{waline['data']['Comment'][0]['url']}" == expected


def test_an_escaped_slash_stays_one(tmp_path: Path) -> None:
    out = run(tmp_path, entry(2, "/a%2Fb/c%20d%3F/", said(5)), comments=["isso"])
    assert list(threads(out)) == ["/a%2Fb/c%20d%3F/"]


@pytest.mark.parametrize("target", ["none", "hugo"])
def test_links_of_comments_are_whole_addresses_of_the_new_site(tmp_path: Path, target: str) -> None:
    out = run(tmp_path, to=target, comments=["isso"], base_url="https://new.example")
    assert "https://new.example/2020/01/안녕/" in unquote(threads(out)["/second/"][0]["text"])


def test_links_of_comments_stay_where_the_target_has_no_addresses(tmp_path: Path) -> None:
    out = run(tmp_path, to="markdown", comments=["isso"])
    assert f"({SITE}/2020/01/안녕/)" in unquote(threads(out)["/second/"][0]["text"])


def test_several_targets_have_a_folder_each(tmp_path: Path) -> None:
    out = run(tmp_path, to=["hugo", "markdown"], comments=["isso", "staticman"])
    folders = {tuple(path.split("/")[2:4]) for path in tree(out) if path.startswith("_wpmigrate/comments/")}
    assert folders == {(target, system) for target in ("hugo", "markdown") for system in ("isso", "staticman")}
    assert threads(out, "hugo/isso").keys() == threads(out, "markdown/isso").keys()


# --- options ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("comments", "data", "isso"),
    [
        ((), True, False),
        (("none",), False, False),
        (("data",), True, False),
        (("isso",), False, True),
        (("isso", "data"), True, True),
    ],
)
def test_data_files_and_systems_are_chosen_apart(
    tmp_path: Path, comments: tuple[str, ...], data: bool, isso: bool
) -> None:
    files = tree(run(tmp_path, to="hugo", comments=comments))
    assert any(path.startswith("data/comments/") for path in files) is data
    assert any(path.startswith("_wpmigrate/comments/isso/") for path in files) is isso
    assert b'"Text."' in files["_wpmigrate/comments.jsonl"]


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_system_is_no_target(tmp_path: Path, system: str) -> None:
    with pytest.raises(UsageError, match=f"--comments {system}"):
        run(tmp_path, to=system)
    assert not (tmp_path / "out").exists()


def test_a_system_that_is_not_there_is_answered_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="remark42") as stopped:
        run(tmp_path, comments=["remark"])
    assert stopped.value.code == "unknown-comment-system"
    assert not (tmp_path / "out").exists()


def test_a_system_has_options(tmp_path: Path) -> None:
    options = {"remark42.site": "jars", "layout": "hugo"}
    out = run(tmp_path, comments=["remark42", "staticman"], target_options=options)
    assert '"site":"jars"' in (out / "_wpmigrate/comments/remark42/remark42.json").read_text()
    assert (out / "_wpmigrate/comments/staticman/data/comments/wp-1").is_dir()
    with pytest.raises(UsageError, match=r"remark42\.site"):
        run(tmp_path, comments=["remark42"], target_options={"place": "x"})


# --- personal data ------------------------------------------------------------------------------------------------

HASH = md5(MAIL.lower().encode(), usedforsecurity=False).hexdigest()
PERSONAL = {None: (False, False), "hash": (False, True), "include": (True, True)}


@pytest.mark.parametrize(("asked", "expected"), PERSONAL.items())
@pytest.mark.parametrize("target", ["none", "hugo"])
def test_nobody_is_known_who_was_not_asked_for(
    tmp_path: Path, target: str, asked: str | None, expected: tuple[bool, bool]
) -> None:
    out = run(tmp_path, to=target, comments=[*SYSTEMS, "data"], personal_data=asked)
    for file in out.rglob("*"):
        if not file.is_file():
            continue
        raw = file.read_bytes().lower()
        addresses, hashes = expected
        assert addresses or MAIL.lower().encode() not in raw, file
        assert addresses or not re.search(rb"(?<!commenter-)[a-z0-9.]+@[a-z]+\.example", raw), file
        assert addresses or b"198.51.100." not in raw, file
        assert hashes or HASH.encode() not in raw, file
    for system in ("twikoo", "staticman"):
        text = b"".join(text for path, text in tree(out).items() if f"/comments/{system}/" in path)
        assert (HASH.encode() in text) is expected[1]
    waline = (out / "_wpmigrate/comments/waline/waline.json").read_text()
    assert (MAIL in waline and "198.51.100.1" in waline) is expected[0]


# --- runs ---------------------------------------------------------------------------------------------------------


def test_a_dry_run_plans_what_is_written_and_a_second_run_writes_nothing(tmp_path: Path) -> None:
    source, out = export(tmp_path, *ITEMS), tmp_path / "out"
    planned = wpmigrate.convert(source, out, to=["none", "hugo"], comments=SYSTEMS, dry_run=True)
    assert not out.exists()
    real = wpmigrate.convert(source, out, to=["none", "hugo"], comments=SYSTEMS)
    assert planned.plan == real.plan
    assert tree(out).keys() == {file.path for file in real.plan}
    before = tree(out)
    stamps = {path: (out / path).stat().st_mtime_ns for path in before}
    again = wpmigrate.convert(source, out, to=["none", "hugo"], comments=SYSTEMS)
    assert {file.action for file in again.plan} == {"same"}
    assert tree(out) == before
    assert {path: (out / path).stat().st_mtime_ns for path in before} == stamps
    wpmigrate.convert(source, tmp_path / "other", to=["none", "hugo"], comments=SYSTEMS)
    assert tree(tmp_path / "other") == before


def test_an_edited_file_of_a_system_stays(tmp_path: Path) -> None:
    out = run(tmp_path, comments=["waline"])
    file = out / "_wpmigrate/comments/waline/waline.json"
    file.write_text("mine")
    assert run(tmp_path, comments=["waline"]) == out
    assert file.read_text() == "mine"
    run(tmp_path, comments=["waline"], force=True)
    assert file.read_text() != "mine"


@given(st.lists(st.binary(max_size=50), max_size=8), st.lists(st.integers(1, 60), min_size=1, max_size=5))
def test_pieces_are_one_stream(parts: list[bytes], sizes: list[int]) -> None:
    stream = stream_of(lambda: iter(parts))
    read, at = b"", 0
    while chunk := stream.read(sizes[at % len(sizes)]):
        read, at = read + chunk, at + 1
    assert read == b"".join(parts)
