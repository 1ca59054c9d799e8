"""The same item in other languages, as front matter says it."""

from wpmigrate.contract import Job


def translations_of(job: Job) -> dict[str, str] | None:
    """Answer language → address on the new site of what an item is translated to."""
    told = {one.language: job.resolve(one.permalink, "link") for one in job.post.translations if one.permalink}
    return told or None
