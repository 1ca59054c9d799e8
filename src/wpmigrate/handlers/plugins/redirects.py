"""Redirects that stand in the fields of a post: its address leads elsewhere.

Checked against Page Links To (`_links_to`, aaemnnosttv and markjaquith's page-links-to), Quick Page/Post Redirect
(`_pprredirect_url` with `_pprredirect_active`) and Genesis (`redirect`, which The SEO Framework reads too).
"""

from collections.abc import Mapping
from typing import Any

from wpmigrate.contract import About, Noise, Plugin


def _redirect(value: str, _: About) -> Mapping[str, Any]:
    return {"redirect": value.strip()} if value.strip().startswith(("http://", "https://", "/")) else {}


def _quick(value: str, about: About) -> Mapping[str, Any]:
    return _redirect(value, about) if about.facts.meta("_pprredirect_active") == "1" else {}


PARTS = ("redirect_rule",)
FACTS = {"_links_to": _redirect, "redirect": _redirect, "_pprredirect_url": _quick}
NOISE = Noise(
    keys=("_links_to_target", "_pprredirect_active", "_pprredirect_rewritelink", "_pprredirect_newwindow", "_pprredirect_relnofollow",
          "_pprredirect_type", "_pprredirect_meta_secs", "_pprredirect_casesensitive"),
    types=("redirect_rule",),
)  # fmt: skip
PLUGIN = Plugin(
    name="Page Links To, Quick Page/Post Redirect, Safe Redirect Manager, Genesis redirects",
    group="Search engines",
    kept="where the address of a post leads; redirects that are items; both in the files of `--redirects`",
    left="patterns (reported), whether a new window opens",
    fixture="facts/seo.md",
)
