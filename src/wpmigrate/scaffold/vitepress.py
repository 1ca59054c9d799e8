"""The facts of a site that the starter theme for VitePress reads."""

from collections.abc import Sequence
from typing import Any

from wpmigrate.contract import SiteJob
from wpmigrate.scaffold.astro import told_of
from wpmigrate.scaffold.plain import posts_page_url


def site_facts(job: SiteJob, folders: Sequence[str]) -> dict[str, Any]:
    """Answer the content of `site.json`; `folders` are those of the content."""
    return {**told_of(job.site, job.base), "folders": list(folders), "postsPage": posts_page_url(job)}
