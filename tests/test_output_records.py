"""Streams of records, and what a run does with targets that take many items in one file."""

from hypothesis import given
from hypothesis import strategies as st

from wpmigrate.output.records import Records


@given(st.lists(st.tuples(st.sampled_from("abc"), st.binary(max_size=40))))
def test_each_stream_answers_its_own_in_order(added):
    with Records() as records:
        for stream, content in added:
            records.add(stream, content)
        for stream in "abcd":
            assert list(records.read(stream)) == [content for name, content in added if name == stream]


def test_readers_go_on_beside_each_other_and_writing():
    with Records() as records:
        for number in range(4):
            records.add("a", bytes([number]))
            records.add("b", bytes([number + 100]))
        met = []
        for one, other in zip(records.read("a"), records.read("b"), strict=True):
            records.add("c", one + other)
            met.append(next(records.read("a")) + one + other)
        assert met == [bytes([0, n, n + 100]) for n in range(4)]
        assert list(records.read("c")) == [bytes([n, n + 100]) for n in range(4)]


def test_nothing_was_added():
    with Records() as records:
        assert list(records.read("a")) == []
