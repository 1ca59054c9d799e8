"""Lists that WordPress has beside those of terms and authors, and what stands in the way of them."""

from collections.abc import Iterable

from wpmigrate.contract import SiteJob


def taken_urls(job: SiteJob, urls: Iterable[str]) -> set[str]:
    """Answer those of `urls` that are the path of an item, which no list may take."""
    wanted = {_claim(url): url for url in urls}
    return {wanted[claim] for item in job.items() if item.url and (claim := _claim(item.url)) in wanted}


def _claim(url: str) -> str:
    return f"{url.rstrip('/').lower()}/"


def type_lists(job: SiteJob) -> dict[str, list[str]]:
    """Answer the path of each list of a post type's items → the types in it: the folder that their addresses share."""
    found: dict[str, list[str]] = {}
    for item in job.items():
        base, _, deeper = item.url.strip("/").partition("/")
        if deeper and item.place.type not in ("post", "page") and item.place.visibility == "published":
            types = found.setdefault(f"/{base}/", [])
            if item.place.type not in types:
                types.append(item.place.type)
    return found
