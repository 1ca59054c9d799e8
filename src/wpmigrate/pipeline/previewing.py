"""Where an item of an export would lie on the new site, for who has to choose."""

from msgspec import Struct

from wpmigrate import registry
from wpmigrate.config import Options, target_options
from wpmigrate.model import Place
from wpmigrate.pipeline.placing import Chosen, holds, standing
from wpmigrate.pipeline.reading import Progress, read_index
from wpmigrate.scratch import scratch_folder
from wpmigrate.source.opening import open_inputs


class Sample(Struct, frozen=True):
    """A published item of the export."""

    place: Place
    title: str


def sample(options: Options, progress: Progress = lambda *_: None) -> Sample | None:
    """Answer a published post with an address of its own, else any item that is written."""
    with (
        scratch_folder() as folder,
        open_inputs(options.inputs) as source,
        read_index(source, folder, options, progress).index as index,
    ):
        written = [Sample(place, title) for place, _, title in index.listing()]
    public = [one for one in written if one.place.visibility == "published"]
    posts = [one for one in public if one.place.type == "post" and one.place.permalink]
    return next(iter([*posts, *public, *written]), None)


def preview(one: Sample, target: str, permalinks: str = "keep", **options: str) -> tuple[str, str]:
    """Answer the path of the sample and its address with a target; both are empty where that has no file for it."""
    found = registry.target(target)
    typed = target_options({target: found.options}, options)[target]
    if not holds(found.holds, one.place):
        return "", ""
    return standing(Chosen(target, found, typed, ""), one.place, one.title, permalinks)
