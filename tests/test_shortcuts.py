"""What is skipped for speed must never change an answer: each shortcut is held against the long way."""

import posixpath
import signal
from collections import Counter
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import REPO
from wpmigrate.config import options_of
from wpmigrate.contract import OutputFile
from wpmigrate.errors import WpmigrateError
from wpmigrate.output.apply import Output
from wpmigrate.output.plan import PlannedFile
from wpmigrate.output.tree import Tree
from wpmigrate.pipeline.budget import budget, wound_up
from wpmigrate.pipeline.keys import CommentKeys
from wpmigrate.pipeline.linking import _SAFE, _relative
from wpmigrate.pipeline.reading import read_index
from wpmigrate.site import script
from wpmigrate.site.marks import Marks
from wpmigrate.source.opening import open_inputs

LONDON = REPO / "fixtures/london-korean/export.xml"
LETTERS = st.text(
    st.sampled_from("a é&#;한글가힣ㄱ漢字かアабвґ ελληνικά שלום ไทย हि\u1e00\u2019\uac00\ud800\U0001f600")
)
NAMES = st.lists(st.sampled_from(["a", "b", "한", "a.md", "x y"]), min_size=1, max_size=4).map("/".join)


@given(things=st.lists(st.text()), others=st.lists(st.text()))
def test_what_has_no_mark_was_never_met(things, others):
    marks = Marks(things)
    assert all(thing in marks for thing in things)
    assert not marks.lacks(*others) or not set(others) & set(things)


@given(title=LETTERS, head=LETTERS, home=st.sampled_from(sorted(script._SURE)))
def test_the_bounds_of_a_script_hold(title, head, home):
    most, fewest = script._bounds(title, head, script._SURE[home])
    assert most >= script._hidden(title) + script._hidden(head)
    assert fewest <= len(script._all(script._SCRIPTS[home], head))


def test_every_sure_byte_begins_letters_of_its_script_alone():
    for name, leads in script._SURE.items():
        for point in (*range(0x80, 0xD800), *range(0xE000, 0x10000)):
            if chr(point).encode()[0] in leads:
                assert script._SCRIPTS[name].match(chr(point)), f"U+{point:04X} is no {name}"


@given(path=NAMES, standing=NAMES)
def test_a_relative_address_is_the_one_that_leads_there(path, standing):
    expected = posixpath.relpath(f"/{path}", posixpath.dirname(f"/{standing}"))
    assert _relative(path, standing) == quote(expected, safe=_SAFE)


@given(paths=st.lists(NAMES, max_size=8))
def test_the_plan_refuses_what_a_list_would_refuse(paths):
    tree, taken = Tree(), list[str]()
    for path in paths:
        clashes = any(path == one or one.startswith(f"{path}/") or path.startswith(f"{one}/") for one in taken)
        if clashes:
            with pytest.raises(WpmigrateError):
                tree.add(PlannedFile(path, 0, "", "create"))
        else:
            tree.add(PlannedFile(path, 0, "", "create"))
            taken.append(path)
    assert [file.path for file in tree] == sorted(taken)
    tree.close()


@given(numbers=st.lists(st.sampled_from(["1", "2", "3", "0", ""]), max_size=12))
def test_no_two_comments_have_one_name(numbers):
    keys = CommentKeys()
    given_names = [keys.key(number, "7") for number in numbers]
    keys.close()
    assert len(set(given_names)) == len(given_names)
    assert {name for name in given_names if "/" not in name} == set(numbers) - {"0", ""}


def test_an_item_that_is_not_read_again_had_nothing_to_say(tmp_path):
    options = options_of([LONDON], ".")
    with open_inputs(options.inputs) as source:
        reading = read_index(source, tmp_path, options, lambda *_: None)
        told = Counter[bool]()
        for decision in list(reading.index.decisions()):
            read = reading.again(decision)
            assert read.item is not None
            assert decision.mute == (read.is_plain and not read.item.comments)
            told[decision.mute] += 1
        reading.index.close()
    assert set(told) == {True, False}


def test_rows_read_ahead_are_the_rows_themselves(tmp_path):
    options = options_of([LONDON], ".")
    with open_inputs(options.inputs) as source:
        index = read_index(source, tmp_path, options, lambda *_: None).index
        ahead = {one.ordinal: (index.location(one.ordinal), index.place(one.ordinal)) for one in index.decisions()}
        index._ahead = {}
        assert ahead == {ordinal: (index.location(ordinal), index.place(ordinal)) for ordinal in ahead}
        index.close()


def test_a_folder_that_becomes_a_link_is_met_in_the_next_batch(tmp_path, monkeypatch):
    monkeypatch.setattr("wpmigrate.output.apply.BATCH_FILES", 2)
    root, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    elsewhere.mkdir()
    with Output(root, dry_run=False, force=False) as output:
        for name in ("a", "b"):
            output.put(OutputFile(f"posts/{name}.md", b"x"))
        (root / "posts").rename(tmp_path / "moved")
        (root / "posts").symlink_to(elsewhere)
        with pytest.raises(WpmigrateError, match="link"):
            output.put(OutputFile("posts/c.md", b"x"))
    assert list(elsewhere.iterdir()) == []


def test_the_stopwatch_leaves_the_signal_as_it_was():
    before = signal.getsignal(signal.SIGVTALRM)
    with wound_up():
        inside = signal.getsignal(signal.SIGVTALRM)
        with budget(60):
            assert signal.getsignal(signal.SIGVTALRM) is inside
        assert signal.getitimer(signal.ITIMER_VIRTUAL)[0] == 0
    with budget(60):
        assert signal.getsignal(signal.SIGVTALRM) is inside
    assert signal.getsignal(signal.SIGVTALRM) == before


def test_a_file_is_written_in_full_however_little_the_system_takes_at_a_time(tmp_path: Path, monkeypatch):
    import os

    real = os.write
    monkeypatch.setattr(os, "write", lambda number, content: real(number, content[:3]))
    with Output(tmp_path, dry_run=False, force=False) as output:
        output.put(OutputFile("a.md", b"0123456789"))
    assert (tmp_path / "a.md").read_bytes() == b"0123456789"
