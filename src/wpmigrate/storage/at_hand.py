"""What lies in storage as files of this machine, for the time of a run."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import structs

from wpmigrate.config import Options
from wpmigrate.output.disk import temporary_space
from wpmigrate.scratch import scratch_folder
from wpmigrate.storage.copying import Copy, Progress
from wpmigrate.storage.fetching import expand, fetch
from wpmigrate.storage.urls import is_url, leaf


@contextmanager
def at_hand(options: Options, progress: Progress = lambda *_: None) -> Iterator[Options]:
    """Answer options of which every input and the output are here. What the block has written is stored when it ends well."""
    if not options.stored and not any(map(is_url, options.inputs)):
        yield options
        return
    with temporary_space(), scratch_folder() as place:
        here = structs.replace(options, inputs=tuple(_fetched(options.inputs, place / "inputs", progress)))
        if not options.stored:
            yield here
            return
        copy = Copy(options.stored, place)
        copy.bring(progress)
        yield structs.replace(here, output=copy.root, stored="")
        if not options.dry_run:
            copy.store(progress)


def _fetched(inputs: Sequence[str], place: Path, progress: Progress) -> Iterator[str]:
    """Bring the inputs that are elsewhere, each in a folder of its own, so that it keeps its name."""
    words = [url for word in inputs for url in (expand(word) if is_url(word) else (word,))]
    for number, word in enumerate(words, 1):
        if not is_url(word):
            yield word
            continue
        file = place / str(number) / (leaf(word) or "export")
        file.parent.mkdir(parents=True)
        fetch(word, file)
        progress("Fetching", number, len(words))
        yield str(file)
