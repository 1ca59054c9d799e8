"""Plugins for several authors and for guests; what they keep is read in `site/authors.py`, before any body is.

Checked against Co-Authors Plus (type `guest-author`, fields `cap-…`, taxonomy `author` with `cap-` slugs), PublishPress Authors
(the same taxonomy; `user_id`, `user_url`, `description` as term meta) and Molongui Authorship (`_molongui_author` = `user-3` or
`guest-12`, type `guest_author`, fields `_molongui_guest_author_…`) in plugin copies and importers of public repositories.
"""

from wpmigrate.content.packs import made_at_view, table_of
from wpmigrate.contract import Noise, Plugin

SHORTCODES = table_of(
    made_at_view("the box of an author"),
    "author_box publishpress_authors_box publishpress_authors_list molongui_author_box molongui_author_list coauthors author-avatars"
    " simple_author_box sab starbox wpautbox",
)
NOISE = Noise(
    keys=("_molongui_main_author", "_molongui_author", "_molongui_author_box_display", "_molongui_author_box_position", "ppma_authors_name",
          "ppma_disable_author_box"),
    prefixes=("_molongui_", "molongui_", "ppma_"),
    types=("guest_author", "ppma_boxes", "ppmacf_field"),
)  # fmt: skip
PLUGINS = tuple(
    Plugin(name=name, group="Authors and languages", kept=kept, left=left, fixture="plugins/authors.md")
    for name, kept, left in (
        (
            "Co-Authors Plus",
            "all authors of a post in order, guests with address and words about them",
            "the author box (reported)",
        ),
        (
            "PublishPress Authors",
            "all authors of a post in order, guests with address and words about them",
            "boxes, custom fields of authors",
        ),
        (
            "Molongui Authorship",
            "users and guests as a post names them, guests with address and words about them",
            "boxes, counts",
        ),
    )
)
