"""nginx: maps from the decoded path, and from that with the arguments a rule names, to the new address.

`$uri` is decoded, so that one key stands for every spelling of a path. Arguments are compared as they are sent. nginx
compares keys without regard to case; where that would mix two rules up, the key is a regular expression.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeAlias

from wpmigrate.contract import OutputFile, RedirectOptions, Redirects, Rule
from wpmigrate.redirects.urls import Source, decoded, is_absolute, location, merged, source_of, twin, value_spellings

QUERY: Final = "its query has a name that nginx has no variable for"
EMPTY: Final = "nginx cannot tell a name without a value from no name"
_Table: TypeAlias = tuple[tuple[str, ...], int]
_NAME: Final = re.compile(r"[A-Za-z0-9_]+")
_SPECIAL: Final = re.compile(r"([\\^$.*+?()\[\]{}|])")
_LINE: Final = 64
_NODE: Final = 8
_DEFAULT_KEYS: Final = 2048
_MANY: Final = 10_000
_HEAD: Final = """\
# Redirects from the addresses of the old site. Include this file inside of `http {{ … }}`,
# and the other one, {server}, inside of `server {{ … }}`.
"""
_HASH: Final = """\
# Long and many keys need room. If your configuration has these lines already, keep the larger number.
map_hash_bucket_size {bucket};
map_hash_max_size {keys};
"""
_SERVER: Final = "redirects-server.conf"


def write_nginx(rules: Sequence[Rule], _: RedirectOptions) -> Iterator[OutputFile]:
    """Write the maps for `http` and the lines for `server` that use them."""
    exact = _by_case(rules)
    tables: dict[_Table, dict[str, str]] = defaultdict(dict)
    for rule in rules:
        source = source_of(rule.source)
        names = tuple(sorted({name for name, _ in source.query}))
        for key in _keys(source, exact=_path(source) in exact):
            tables[names, rule.status].setdefault(key, _value(rule, source))
    ordered = sorted(tables.items(), key=lambda one: (-len(one[0][0]), one[0]))
    maps = [_map(at, names, table) for at, ((names, _), table) in enumerate(ordered, 1)]
    head = _HEAD.format(server=_SERVER) + _room([table for _, table in ordered])
    yield OutputFile("redirects-map.conf", "\n".join((head, *maps)).encode())
    uses = (_use(at, status) for at, ((_, status), _) in enumerate(ordered, 1))
    yield OutputFile(_SERVER, "".join(("# Include this file inside of `server { … }`.\n", *uses)).encode())


def _path(source: Source) -> str:
    return merged(decoded(source.path)).rstrip("/") or "/"


def _by_case(rules: Sequence[Rule]) -> frozenset[str]:
    """Answer the paths that differ from another path of the rules by case alone."""
    met: dict[str, set[str]] = defaultdict(set)
    sources = {_path(source_of(rule.source)) for rule in rules}
    targets = {_path(source_of(rule.target)) for rule in rules if not is_absolute(rule.target)}
    for path in sources | targets:
        met[_folded(path)].add(path)
    return frozenset(path for path in sources if len(met[_folded(path)]) > 1)


def _folded(path: str) -> str:
    return path.encode().lower().decode()  # ASCII alone, as nginx does it


def _keys(source: Source, *, exact: bool) -> Iterator[str]:
    query = _queries(source)
    path = merged(decoded(source.path))
    for way in dict.fromkeys((path, twin(path))):
        for asked in query:
            yield _quoted("~^" + _SPECIAL.sub(r"\\\1", way + asked) + "$" if exact else way + asked)


def _queries(source: Source) -> Sequence[str]:
    """List the spellings of the arguments in the order of their names, as the map's first line asks for them."""
    found = [""]
    for name, value in sorted(source.query):
        found = [f"{start}&{name}={way}" for start in found for way in _values(value)]
    return [one.replace("&", "?", 1) for one in found]


def _values(value: str) -> Sequence[str]:
    return tuple({_folded(way): way for way in reversed(value_spellings(value))}.values())


def _value(rule: Rule, source: Source) -> str:
    target = location(rule.target)
    passed_on = "" if source.query or "?" in target or "#" in target else "$is_args$args"
    return _quoted(target) + passed_on if not passed_on else f'"{target}{passed_on}"'


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _map(at: int, names: Sequence[str], table: Mapping[str, str]) -> str:
    asked = "&".join(f"{name}=$arg_{name}" for name in names)
    first = f'map "$uri{"?" if asked else ""}{asked}" $wordpress_redirect_{at} {{\n    default "";\n'
    return first + "".join(f"    {key} {value};\n" for key, value in table.items()) + "}\n"


def _use(at: int, status: int) -> str:
    return f"if ($wordpress_redirect_{at}) {{\n    return {status} $wordpress_redirect_{at};\n}}\n"


def _room(tables: Iterable[Mapping[str, str]]) -> str:
    """Give nginx's hashes the room that these keys need, where its defaults are too small."""
    sized = [(len(key.encode()), len(table)) for table in tables for key in table]
    longest, keys = max((size for size, _ in sized), default=0), max((count for _, count in sized), default=0)
    needed = longest + 4 * _NODE
    if needed <= _LINE and keys <= _DEFAULT_KEYS // 2:
        return ""
    needed *= 4 if keys > _MANY else 1  # so that unlucky keys fit beside each other
    bucket = max(_LINE * 2, 1 << (needed - 1).bit_length())
    return _HASH.format(bucket=bucket, keys=max(_DEFAULT_KEYS, 1 << (2 * keys - 1).bit_length()))


def _refuses(rule: Rule) -> str:
    query = source_of(rule.source).query
    if any(not value for _, value in query):
        return EMPTY
    sayable = all(_NAME.fullmatch(name) for name, _ in query) and len({name.lower() for name, _ in query}) == len(query)
    return "" if sayable else QUERY


REDIRECTS: Final = Redirects(
    summary="nginx: two files to include",
    write=write_nginx,
    refuses=_refuses,
    next_step="Include redirects-map.conf in the http block and redirects-server.conf in the server block of nginx.",
)
