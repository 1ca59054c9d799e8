import pytest

from wpmigrate.output.plan import decide

NEW, OLD, THEIRS = "new", "old", "theirs"


@pytest.mark.parametrize(
    ("on_disk", "ours", "plain", "forced"),
    [
        (None, None, "create", "create"),
        (None, OLD, "create", "create"),
        (NEW, None, "same", "same"),
        (NEW, OLD, "same", "same"),
        (NEW, NEW, "same", "same"),
        (OLD, OLD, "update", "update"),
        (THEIRS, OLD, "edited", "replace"),
        (THEIRS, NEW, "edited", "replace"),
        (THEIRS, None, "foreign", "foreign"),
    ],
)
def test_every_meeting_of_new_old_and_edited(on_disk, ours, plain, forced):
    assert decide(NEW, on_disk, ours, force=False) == plain
    assert decide(NEW, on_disk, ours, force=True) == forced
