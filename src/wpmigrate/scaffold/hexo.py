"""The configuration of Hexo for a migrated site, and the facts that the starter theme reads."""

from typing import Any, Final

from wpmigrate.contract import SiteJob
from wpmigrate.render.frontmatter import render_yaml
from wpmigrate.scaffold.astro import origin
from wpmigrate.scaffold.looks import LABELS, direction
from wpmigrate.scaffold.plain import locale_of, posts_page_url
from wpmigrate.scaffold.zones import zone_name

_UPLOADS: Final = "wp-content/uploads/**"


def configuration(job: SiteJob) -> str:
    """Answer the text of `_config.yml`."""
    site = job.site
    told = {
        "title": site.title.strip() or "(untitled)",
        "description": site.description,
        "language": locale_of(site),
        "timezone": zone_name(site),
        "url": origin(job.base or site.url),
        "permalink": ":year/:month/:title/",
        "theme": "plain",
        "per_page": 10,
        **_SETTINGS,
    }
    return render_yaml(told)


_SETTINGS: Final[dict[str, Any]] = {
    # Nothing is shown before its date, nor with the date of a file.
    "future": False,
    "updated_option": "empty",
    # Media go out as they are, whatever they are called.
    "include": [_UPLOADS],
    "skip_render": [_UPLOADS],
    "syntax_highlighter": False,
    "external_link": {"enable": False},
    # WordPress's texts: a line end is no break, a bare address no link, a colon no definition.
    "marked": {"breaks": False, "autolink": False, "descriptionLists": False, "mangle": False},
    "feed": {"type": "rss2", "path": "feed.xml", "limit": 20, "content": True},
}


def theme_facts(job: SiteJob) -> str:
    """Answer the text of the theme's own configuration."""
    return render_yaml(
        {"direction": direction(job.site.language), "posts_page": posts_page_url(job), "labels": dict(LABELS)}
    )
