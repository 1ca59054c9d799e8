"""What does not fit into memory is still known."""

from hypothesis import given
from hypothesis import strategies as st

from wpmigrate.site.spilling import Spilling

NUMBERS = st.integers(0, 2**64 - 1) | st.sampled_from((0, 1, 2**63, 2**64 - 1))


@given(st.lists(st.tuples(NUMBERS, NUMBERS), max_size=60), st.lists(NUMBERS, max_size=10), st.integers(1, 9))
def test_it_answers_as_a_dictionary(pairs, asked, few):
    spilling, known = Spilling(few), dict[int, int]()
    for key, value in pairs:
        if value % 2:
            spilling[key] = known[key] = value
        else:
            assert spilling.setdefault(key, value) == known.setdefault(key, value)
    for key in (*asked, *known):
        assert spilling.get(key) == known.get(key)


def test_no_more_than_a_few_stay_in_memory():
    spilling = Spilling(10)
    for number in range(1000):
        spilling[number] = number
    assert len(spilling._last) < 10
    assert [spilling.get(number) for number in (0, 500, 999, 1000)] == [0, 500, 999, None]
