import json
from hashlib import sha256
from io import BytesIO

from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct

from wpmigrate.output.spool import BLOCK, Spool

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)


def content(spool):
    target = BytesIO()
    spool.copy(target)
    return target.getvalue()


@given(st.lists(values, max_size=5))
def test_every_record_is_one_line_for_every_reader(records):
    with Spool() as spool:
        for record in records:
            spool.write(record)
        written = content(spool)
        assert [json.loads(line) for line in written.decode().splitlines()] == records
        assert (spool.count, spool.bytes, spool.sha256) == (len(records), len(written), sha256(written).hexdigest())


def test_equal_mappings_are_equal_bytes():
    with Spool() as spool:
        spool.write({"b": 1, "a": 2})
        spool.write({"a": 2, "b": 1})
        first, second = content(spool).splitlines()
    assert first == second


def test_a_struct_keeps_the_order_of_its_fields():
    class Post(Struct):
        title: str
        id: int

    with Spool() as spool:
        spool.write(Post("하나", 1))
        assert content(spool) == '{"title":"하나","id":1}\n'.encode()


def test_a_spool_takes_more_after_it_was_copied():
    with Spool() as spool:
        for number in range(BLOCK + 1):
            spool.write(number)
        assert content(spool).count(b"\n") == BLOCK + 1
        spool.write("last")
        assert content(spool).endswith(b'\n"last"\n')
        assert spool.bytes == len(content(spool))
