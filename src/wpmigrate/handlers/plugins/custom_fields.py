"""Meta Box, Pods, Toolset Types and Carbon Fields: fields under the names that somebody gave them.

Checked against field lists and readers in public repositories: Toolset (`wpcf-…`; relations `_wpcf_belongs_<type>_id`), Pods
(`_pods_<name>` holds the ids of a relation to `<name>`), Carbon Fields (`_name|||0|value`, older `_crb_…`; complex fields as
`_rows|title|0|0|value`), Meta Box (plain names, several rows of one key; groups serialized).
"""

import re
from collections.abc import Mapping
from typing import Any

from wpmigrate.contract import About, Noise, Plugin
from wpmigrate.wxr.php import decode

_CARBON = re.compile(
    r"_([a-z0-9_-]+)\|([a-z0-9_:|-]*)\|([0-9:]*)\|([0-9]+)\|(value|_type|id|type|subtype|_empty)", re.IGNORECASE
)
_BELONGS = re.compile(r"_wpcf_belongs_(.+)_id")


def toolset(about: About) -> Mapping[str, Any]:
    """Answer the fields of Toolset Types without their prefix, and the posts that a post belongs to."""
    found: dict[str, Any] = {}
    for key, values in about.post.meta.items():
        belongs = _BELONGS.fullmatch(key)
        if key.startswith("wpcf-") and values:
            found[key.removeprefix("wpcf-")] = values[0] if len(values) == 1 else list(values)
        elif belongs and str(values[0]).isdecimal() and len(str(values[0])) < 12:
            told = about.facts.reference("post", int(str(values[0])))
            if told:
                found[f"belongs_to_{belongs[1]}"] = {"id": told.id, "title": told.title, "url": told.url}
    return {"toolset": found} if found else {}


def pods(about: About) -> Mapping[str, Any]:
    """Answer the relations of Pods, resolved to posts, media and people."""
    found: dict[str, Any] = {}
    for key, values in about.post.meta.items():
        name = key.removeprefix("_pods_")
        if key.startswith("_pods_") and values:
            ids = decode(str(about.facts.meta(key)))[0]
            listed = list(ids.values()) if isinstance(ids, Mapping) else ids if isinstance(ids, list) else [ids]
            numbers = [int(str(one)) for one in listed if str(one).isdecimal() and len(str(one)) < 12]
            told = [about.facts.reference("post", number) for number in numbers]
            known = [{"id": one.id, "title": one.title, "url": one.url} for one in told if one]
            if known:
                found[name] = known
    return {"pods": found} if found else {}


def carbon(about: About) -> Mapping[str, Any]:
    """Answer the fields of Carbon Fields: rows of complex fields as lists of maps."""
    found: dict[str, Any] = {}
    for key, values in about.post.meta.items():
        match = _CARBON.fullmatch(key)
        if match is None or match[5] != "value" or not values:
            continue
        name, inner, rows = match[1], match[2].rpartition("|")[2], match[3]
        if not inner:
            found.setdefault(name, []).append(values[0])
            continue
        place = int(rows.partition(":")[0] or 0) if (rows.partition(":")[0] or "0").isdecimal() else 0
        listed = found.setdefault(name, [])
        if place < 500:
            listed.extend({} for _ in range(place + 1 - len(listed)))
            if isinstance(listed[place], dict):
                listed[place][inner] = values[0]
    told = {
        name: value[0] if len(value) == 1 and not isinstance(value[0], dict) else value for name, value in found.items()
    }
    return {"carbon": told} if told else {}


def _by_beginning(about: About) -> Mapping[str, Any]:
    return {**toolset(about), **pods(about), **carbon(about)}


BEGINNINGS = dict.fromkeys(("wpcf-", "_wpcf_belongs_", "_pods_", "_crb_"), _by_beginning)
NOISE = Noise(keys=("_wpcf_conditional", "wpcf-fields", "_wptoolset_checkbox", "_toolset_associations", "_rwmb_last_saved"),
              prefixes=("_wpcf_conditional", "_views_", "_wpv_", "_toolset_edit", "_wptoolset_"),
              types=("view", "view-template", "cred-form", "cred-user-form", "wp-types-group", "dd_layouts", "meta-box", "mb-post-type",
                     "mb-taxonomy", "mb-relationship", "mb-settings-page", "_pods_template", "_pods_pod", "_pods_field",
                     "_pods_group"))  # fmt: skip


def _plugin(name: str, kept: str, left: str) -> Plugin:
    return Plugin(name=name, group="Fields", kept=kept, left=left, fixture="facts/custom-fields.md")


PLUGINS = (
    _plugin(
        "Toolset Types",
        "fields without their prefix; the posts that a post belongs to, resolved",
        "views, layouts, forms; relations in tables",
    ),
    _plugin(
        "Pods", "fields by name; relations to posts and media, resolved", "fields in tables of their own, templates"
    ),
    _plugin("Meta Box", "fields by name, groups as structures", "definitions, which stand in code"),
    _plugin("Carbon Fields", "fields by name, rows of complex fields as lists", "definitions, which stand in code"),
)
