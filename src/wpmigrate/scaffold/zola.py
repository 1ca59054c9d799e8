"""The configuration of Zola for a migrated site."""

from collections.abc import Sequence
from typing import Any

from wpmigrate.contract import SiteJob
from wpmigrate.render.toml import render_toml
from wpmigrate.scaffold.astro import origin
from wpmigrate.scaffold.looks import LABELS, direction
from wpmigrate.scaffold.plain import locale_of


def configuration(job: SiteJob, taxonomies: Sequence[str]) -> str:
    """Answer the text of `config.toml`; a taxonomy that is not declared stops Zola."""
    site = job.site
    top = {
        "base_url": origin(job.base or site.url),
        "title": site.title.strip() or "(untitled)",
        "description": site.description,
        "default_language": locale_of(site),
        "generate_feeds": True,
        "feed_filenames": ["atom.xml"],
        "feed_limit": 20,
        "taxonomies": [{"name": name, "paginate_by": 10, "feed": True} for name in taxonomies],
    }
    tables: dict[str, dict[str, Any]] = {
        "slugify": {"paths": "safe", "taxonomies": "safe", "anchors": "safe"},  # or Korean becomes Latin letters
        "extra": {"direction": direction(site.language), "labels": LABELS},
    }
    return render_toml(top) + "".join(f"\n[{name}]\n{render_toml(values)}" for name, values in tables.items())
