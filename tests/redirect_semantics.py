"""How hosts read the files of redirects: small interpreters, each `answer(file, request) -> Location or None`.

A request is a path with a query as it is sent. Netlify's and Cloudflare's rules were learned from their own engines, Vercel's
from its routing library, Apache's from httpd; the real nginx, httpd and Caddy stand in tests/integration/test_redirect_servers.py.
"""

import json
import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl, quote, unquote

import yaml

from wpmigrate.contract import Rule
from wpmigrate.redirects.urls import location, source_of, spellings, twin, value_spellings

Answer = Callable[[str], str | None]
BROWSER = "/!$&'()*+,-.:;=@[]_|~%\\"


def parted(request: str) -> tuple[str, str]:
    path, _, query = request.partition("?")
    return path, query


def netlify(text: str) -> Answer:
    """First match wins; a slash at the end does not count; a query is compared decoded and may hold more."""
    rules = []
    for line in text.splitlines():
        path, *rest = line.split()
        asked = [
            tuple(word.split("=", 1))
            for word in rest[: next(i for i, w in enumerate(rest) if w.startswith(("/", "http")))]
        ]
        assert not re.search(r"\*|/:", path)
        assert not any(value.startswith(":") or not value for _, value in asked)
        rules.append((path.rstrip("/"), set(asked), rest[len(asked)]))
        assert rest[len(asked) + 1 :] == ["301"]

    def answer(request: str) -> str | None:
        path, query = parted(request)
        sent = set(parse_qsl(query, keep_blank_values=True))
        return next((to for at, asked, to in rules if at == path.rstrip("/") and asked <= sent), None)

    return answer


def cloudflare(text: str) -> Answer:
    """Byte for byte, after the URL parser of browsers; more than 2,000 lines and a wildcard are ignored or worse."""
    table: dict[str, str] = {}
    lines = text.splitlines()
    assert len(lines) <= 2000
    for line in lines:
        path, to, status = line.split()
        assert len(line) <= 2000
        assert not re.search(r"\*|:\w", path)
        assert to.startswith(("/", "https://"))
        assert status == "301"
        assert table.setdefault(quote(path, safe=BROWSER), to) == to

    return lambda request: table.get(quote(parted(request)[0], safe=BROWSER))


def vercel(text: str) -> Answer:
    """path-to-regexp over the path as sent, strict and sensitive; `has` over decoded values, whole, as regular expressions."""
    routes = json.loads(text)["redirects"]
    assert len(routes) <= 2048
    rules = [(re.compile(path_to_regexp(r["source"])), r.get("has", []), r["destination"]) for r in routes]

    def answer(request: str) -> str | None:
        path, query = parted(request)
        sent = dict(reversed(parse_qsl(query, keep_blank_values=True)))
        for pattern, has, to in rules:
            if pattern.fullmatch(path) and all(
                one["key"] in sent and re.fullmatch(one["value"], sent[one["key"]]) for one in has
            ):
                return to
        return None

    return answer


def path_to_regexp(source: str) -> str:
    """Escaped characters, `{…}?` and `(pattern)`; anything else special is refused."""
    assert len(source) <= 4096
    made, at = "", 0
    while at < len(source):
        char = source[at]
        if char == "\\":
            made += re.escape(source[at + 1])
            at += 2
        elif source.startswith("{/}?", at):
            made += "(?:/)?"
            at += 4
        elif char == "(":
            end = at + 1
            while source[end] != ")":
                assert source[end] != "("
                end += 2 if source[end] == "\\" else 1
            assert source[at + 1] != "?"
            made += source[at : end + 1]
            at = end + 1
        else:
            assert char not in ":*+?{})", source
            made += re.escape(char)
            at += 1
    return made


def ghost(text: str) -> Answer:
    """Regular expressions over the path as sent, 302 before 301, the first wins; the target replaces what was matched."""
    told = yaml.safe_load(text)
    assert set(map(str, told)) <= {"301", "302"}
    rules = []
    for status in ("302", "301"):
        for source, to in told.get(status, {}).items():
            # what begins with a slash may end in flags, and a slash at the end is taken away
            assert source.startswith(("^\\/", "^(?:"))
            assert source.endswith("\\/?$")
            assert not re.search(r"(?<!\$)(?:\$\$)*\$(?!\$)", to)
            rules.append((re.compile(source.replace("\\/", "/"), re.ASCII), to.replace("$$", "$")))

    def answer(request: str) -> str | None:
        path, _ = parted(request)
        return next((to for pattern, to in rules if pattern.search(path)), None)

    return answer


REWRITE_WORDS = re.compile(r'"((?:[^"\\]|\\.)*)"')


def apache(text: str) -> Answer:
    """Conditions belong to the next rule; the pattern sees the decoded path without its first slash."""
    rules: list[tuple[list[re.Pattern[bytes]], re.Pattern[bytes], str]] = []
    asked: list[re.Pattern[bytes]] = []
    for line in text.splitlines():
        words = REWRITE_WORDS.findall(line)
        if line.startswith("RewriteCond"):
            assert line.startswith("RewriteCond %{QUERY_STRING} ")
            asked.append(re.compile(words[0].encode()))
        elif line.startswith("RewriteRule"):
            assert re.search(r" \[R=301,L,NE(,QSD)?\]$", line)
            assert not re.search(r"(?<!\\)(?:\\\\)*[$%][0-9{]", words[1])
            rules.append((asked, re.compile(words[0].encode()), re.sub(r"\\(.)", r"\1", words[1])))
            asked = []

    def answer(request: str) -> str | None:
        path, query = parted(request)
        decoded = unquote(path, errors="surrogateescape").encode(errors="surrogateescape")[1:]
        for conditions, pattern, to in rules:
            if pattern.search(decoded) and all(one.search(query.encode()) for one in conditions):
                return to
        return None

    return answer


def requests(rule: Rule) -> Iterator[str]:
    """Spell a source in every way that must answer."""
    source = source_of(rule.source)
    value_ways = [value_spellings(value) for _, value in source.query]
    for path in dict.fromkeys((source.path, twin(source.path))):
        for at, spelling in enumerate(spellings(path)):
            pairs = (f"{name}={ways[at % len(ways)]}" for (name, _), ways in zip(source.query, value_ways, strict=True))
            query = "&".join(pairs)
            yield spelling + (f"?{query}" if query else "")
            if query:
                yield f"{spelling}?{query}&utm_source=x"


def expected(rule: Rule) -> str:
    return location(rule.target)
