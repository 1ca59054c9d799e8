"""Threads for comment systems, built by hand, and what a system makes of them."""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeAlias
from xml.etree import ElementTree as ET

import yaml

from target_jobs import SITE, comment, place, post_at
from wpmigrate import registry
from wpmigrate.contract import Comment, CommentsJob, Diagnostic, OutputFile, Post, Record, Thread
from wpmigrate.pipeline.commenting import as_deep_as

Files: TypeAlias = dict[str, str]
Pairs: TypeAlias = Iterator[tuple[str, str]]

SYSTEMS = registry.comment_names()
KOREAN = "/2020/01/안녕-세계/"
KOREAN_SENT = "/2020/01/%EC%95%88%EB%85%95-%EC%84%B8%EA%B3%84/"


def thread_of(comments: Sequence[Comment], system: str = "", **given: Any) -> Thread:
    depth = registry.comments(system).depth if system else None
    defaults: dict[str, Any] = {
        "site": SITE,
        "post": post_at(place("안녕-세계", permalink=KOREAN)),
        "url": KOREAN,
        "address": f"{SITE.url}{KOREAN_SENT}",
        "comments": as_deep_as(comments, depth)[0],
        "options": registry.comments(system).options() if system else None,
        "report": list[Diagnostic]().append,
    }
    return Thread(**defaults | given)


def made(system: str, threads: Sequence[Thread]) -> dict[str, str]:
    """Answer the files of a system: path → text."""
    target = registry.comments(system)
    files: dict[str, str] = {}
    records: dict[str, list[bytes]] = {}
    for thread in threads:
        for part in target.write(thread):
            if isinstance(part, Record):
                records.setdefault(part.stream, []).append(part.content)
            else:
                files[part.path] = part.content.decode()
    options = threads[0].options if threads else target.options()
    job = CommentsJob(SITE, SITE.url, options, list[Diagnostic]().append, lambda stream: iter(records.get(stream, ())))
    for file in target.finish(job):
        assert file.path not in files
        content = file.content if isinstance(file, OutputFile) else b"".join(file.parts())
        files[file.path] = content.decode()
    return files


def made_of(system: str, comments: Sequence[Comment], **given: Any) -> dict[str, str]:
    return made(system, [thread_of(comments, system, **given)])


def only(files: dict[str, str]) -> str:
    (text,) = files.values()
    return text


def rows(system: str, files: dict[str, str]) -> list[dict[str, Any]]:
    """Answer the comments of a system that writes JSON, as its importer would see them."""
    if system == "remark42":
        return [json.loads(line) for line in only(files).splitlines()[1:]]
    if system == "isso":
        return [one for thread in json.loads(files["isso.json"]) for one in thread["comments"]]
    found = json.loads(only(files))
    inside = {"waline": lambda: found["data"]["Comment"], "commento": lambda: found["comments"]}
    return inside.get(system, lambda: found)()


def post_of(number: int, slug: str = "", **given: Any) -> Post:
    slug = slug or f"post-{number}"
    return post_at(place(slug, permalink=f"/{slug}/", id=number), **given)


def two(**given: Any) -> list[Comment]:
    """A comment and its reply, with all that is personal."""
    personal = {"email": "reader@x.example", "email_hash": "0" * 32, "ip": "192.0.2.7"}
    return [
        comment(5, "First <b>one</b>.", author="홍길동", url="https://a.example/?x=1&y=2", **personal | given),
        comment(7, "A reply.", author="B", parent=5, depth=1, **given),
    ]


def ids_of(system: str, files: Files) -> list[tuple[str, str]]:
    """Answer each comment's id and that of the one it answers, or an empty string."""
    if system in _KEYS:
        own, parent = _KEYS[system]
        return [(one[own], one.get(parent, "").removeprefix("root")) for one in rows(system, files)]
    return list(_IDS[system](files))


def _of_wxr(text: str, version: str) -> Pairs:
    wp = f"{{http://wordpress.org/export/{version}/}}comment"
    for one in ET.fromstring(text).iter(wp):
        yield one.findtext(f"{wp}_id") or "", (one.findtext(f"{wp}_parent") or "").removeprefix("0")


def _of_disqus_export(files: Files) -> Pairs:
    key = "{http://disqus.com/disqus-internals}id"
    for one in ET.fromstring(only(files)).findall("{http://disqus.com}post"):
        parent = one.find("{http://disqus.com}parent")
        yield one.get(key, ""), "" if parent is None else parent.get(key, "")


def _of_plan(files: Files) -> Pairs:
    for page in json.loads(only(files))["discussions"]:
        for one in page["comments"]:
            yield one["id"], ""
            yield from ((reply["id"], one["id"]) for reply in one["replies"])


def _of_data(files: Files) -> Pairs:
    for text in files.values():
        one = yaml.safe_load(text)
        yield one["_id"], one.get("_parent", "")


_KEYS = {
    "remark42": ("id", "pid"),
    "waline": ("objectId", "pid"),
    "artalk": ("id", "rid"),
    "twikoo": ("_id", "pid"),
    "commento": ("commentHex", "parentHex"),
}
_IDS: dict[str, Callable[[Files], Pairs]] = {
    "isso": lambda files: _of_wxr(files["isso.xml"], "1.2"),
    "disqus": lambda files: _of_wxr(only(files), "1.0"),
    "cusdis": _of_disqus_export,
    "giscus": _of_plan,
    "staticman": _of_data,
}
