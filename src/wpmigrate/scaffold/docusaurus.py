"""The facts of a site that the configuration for Docusaurus reads."""

from typing import Any

from wpmigrate.contract import SiteJob
from wpmigrate.scaffold.astro import told_of
from wpmigrate.scaffold.plain import posts_page_url


def site_facts(job: SiteJob, *, front: bool) -> dict[str, Any]:
    """Answer the content of `site.json`; `front` says that a page stands where else the blog begins."""
    bases = {name: getattr(job.options, f"{name}_base").strip("/") for name in ("tag", "author")}
    return {**told_of(job.site, job.base), "bases": bases, "frontPage": front, "postsPage": posts_page_url(job)}
