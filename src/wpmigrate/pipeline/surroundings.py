"""What every item of a run is converted with, made of its options and of what pass 1 has found: the same in any process."""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from wpmigrate import registry
from wpmigrate.config import (
    Options,
    brings_media,
    front_matter_keys,
    shortcode_rules,
    shows_bodies,
    target_options,
    tells_more,
)
from wpmigrate.most import most_of
from wpmigrate.pipeline.bodies import BodyOptions
from wpmigrate.pipeline.commenting import Commenting, System
from wpmigrate.pipeline.converting import Surroundings
from wpmigrate.pipeline.linking import Linking
from wpmigrate.pipeline.placing import Chosen, Placing
from wpmigrate.pipeline.reading import site_options
from wpmigrate.site.fields import field_rules
from wpmigrate.site.index import SiteIndex

DATA: Final = "data"
"""The word of `comments` for the content target's own data files."""


class AddIns(Struct, frozen=True):
    """The targets of a run by name, and the comment systems that hang on them, each with its options."""

    targets: dict[str, Chosen]
    systems: Sequence[System]


def choose(options: Options) -> AddIns:
    """Load the add-ins that a run asks for, and give each its options."""
    targets = {name: registry.target(name) for name in options.to}
    comments = {name: registry.comments(name) for name in options.comments if name not in (DATA, "none")}
    structs = {name: one.options for name, one in (*targets.items(), *comments.items())}
    typed = target_options(structs, options.target_options)
    several = len(targets) > 1
    chosen = {name: Chosen(name, one, typed[name], f"{name}/" if several else "") for name, one in targets.items()}
    return AddIns(chosen, [System(name, one, typed[name]) for name, one in comments.items()])


def surround(options: Options, add_ins: AddIns, index: SiteIndex, placing: Placing) -> Surroundings:
    """Answer what items are converted with, once their places are known."""
    site, most = index.site(), most_of(options.most)
    linking = Linking(
        index,
        placing,
        add_ins.targets,
        media=brings_media(options),
        hosts=options.old_hosts,
        base=options.base_url,
    )
    return Surroundings(
        index=index,
        site_options=site_options(options),
        handlers=registry.handlers(),
        chosen=add_ins.targets,
        placing=placing,
        linking=linking,
        bodies=BodyOptions(
            options.shortcodes,
            options.markdown,
            options.verify_bodies,
            options.min_fidelity,
            options.math,
            shortcode_rules(options.shortcode_rules),
            embeds=options.embeds,
            views=shows_bodies(options),
            depth=most.depth,
            seconds=most.seconds,
            safe=options.safe,
            anchors=index.lookups.fragments(),
        ),
        fields=field_rules(options.fields),
        only=front_matter_keys(options.front_matter),
        commenting=Commenting(
            add_ins.systems,
            site,
            {name: options.base_url.rstrip("/") or linking.base(name) for name in add_ins.targets},
        ),
        comment_data=not options.comments or DATA in options.comments,
        count_blocks=tells_more(options),
    )
