"""The plan of a run that is over is a sequence like any other, wherever it lies."""

import pickle

import pytest

from wpmigrate.output.plan import PlannedFile
from wpmigrate.output.planned import Planned

FILES = tuple(PlannedFile(f"posts/글-{number:05}.md", number, f"{number:064x}", "create") for number in range(12_345))


@pytest.mark.parametrize("count", [0, 1, 499, 500, 501, 12_345])
def test_it_is_a_sequence(count):
    files = FILES[:count]
    planned = Planned(iter(files))
    assert tuple(planned) == files
    assert len(planned) == count
    assert bool(planned) == bool(count)
    assert [planned[place] for place in (-1, 0, count // 2) if count] == [
        files[place] for place in (-1, 0, count // 2) if count
    ]
    assert planned[3:9] == list(files[3:9])
    with pytest.raises(IndexError):
        planned[count]


def test_it_is_equal_to_the_same_files():
    assert Planned(FILES) == FILES
    assert Planned(FILES) == Planned(FILES)
    assert hash(Planned(FILES)) == hash(Planned(FILES))
    assert Planned(FILES) != FILES[1:]
    assert Planned(FILES[:2]) != FILES[1:3]
    assert Planned(FILES) != 5
    assert pickle.loads(pickle.dumps(Planned(FILES[:700]))) == FILES[:700]


def test_two_readers_do_not_disturb_each_other():
    planned = Planned(FILES)
    assert [one == two for one, two in zip(planned, planned, strict=True)] == [True] * len(FILES)
