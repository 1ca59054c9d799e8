"""Every redirect as JSON, for scripts: the old path decoded, its query parted, the new address in ASCII."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from wpmigrate.contract import OutputFile, RedirectOptions, Redirects, Rule
from wpmigrate.redirects.urls import location, source_of


def write_json(rules: Sequence[Rule], _: RedirectOptions) -> Iterator[OutputFile]:
    """Write `redirects.json`, a list with one line for each rule."""
    lines = ",\n".join(json.dumps(_redirect(rule), ensure_ascii=False) for rule in rules)
    yield OutputFile("redirects.json", f"[\n{lines}\n]\n".encode() if lines else b"[]\n")


def _redirect(rule: Rule) -> Mapping[str, Any]:
    source = source_of(rule.source)
    asked = {"query": [list(pair) for pair in source.query]} if source.query else {}
    return {"path": source.path, **asked, "target": location(rule.target), "status": rule.status}


REDIRECTS: Final = Redirects(
    summary="A list for scripts: redirects.json",
    write=write_json,
    next_step="Read redirects.json with a script of your own.",
)
