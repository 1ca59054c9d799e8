"""Redirect files as real servers read them: nginx, Apache and Caddy, each on a port of its own in a temporary folder."""

import re
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from install import tool

import redirect_semantics as semantics
from wpmigrate import registry
from wpmigrate.contract import RedirectOptions, Rule
from wpmigrate.redirects.fit import fit
from wpmigrate.redirects.tidy import tidy

pytestmark = pytest.mark.integration
ODD = [
    "/2019/05/안녕-세계/", "/한글 띄어 쓰기/", "/it's/", '/say "hi"/', "/f(o)o/", "/c++/", "/a+b c/", "/100%/", "/50%25/", "/$1/", "/$uri/$args/",
    "/a;b/", "/{x}/", "/}/", "/a{/", "/[1]/", "/^a|b~c/", "/back\\slash", "/back\\\\two/", "/end\\", "/tick`s/", "/<b>/", "/a&b=c/", "/a=b/",
    "/hash#tag/", "/what?/", "/a*b/", "/star*", "/a:b/", "/a,b@c!/", "/default/", "/~user/", "/.hidden/", "/v1.2/", "/page.html", "/feed/",
    "/UPPER/lower/", "/é/ü/ß/", "/🎉/", "/\u1112\u1161\u11ab/", "/" + "가" * 100 + "/", "/" + "a" * 300, "/" + "x/" * 200, "/end", "/include/x;/",
    "/a%2Fb/", "/twice//slashed/", "/${HOME}/${x}/", "/'single/", '/"/', "/\u00a0nbsp/", "/trailing-dot./", "/한/\"'`$;{}\\/", "/hostnames", "/\\.*+?^$/",
]  # fmt: skip
QUERIES = [
    "/?p=12", "/?p=13", "/?page_id=2", "/?cat=3", "/?attachment_id=7", "/?author=1", "/?m=202001", "/?post_type=book&p=20", "/?tag=서울",
    "/?tag=a b", "/?tag=c%2B", "/?tag=x.y", "/?tag=(1)", '/?tag="q"', "/?tag='s'", "/?tag=$1", "/?tag=b\\s", "/?s=", "/shop/?product=x", "/shop?product=y",
]  # fmt: skip
CASE = [
    ("/About/", "/about/"),
    ("/One/", "/1/"),
    ("/one/", "/2/"),
    ("/Ring/", "/gnir/"),
    ("/GNIR/", "/ring/"),
    ("/passes-on/", "/passed/"),
]
TARGETS = ["/new/{}/", "/새/{}/", "/c++ & \"q\" '$1' 100% ;{{}}/{}", "https://elsewhere.example/{}?a=b&c=%EC%95%88#d"]
UNRELATED = [
    "/",
    "/unrelated",
    "/?p=1",
    "/?p=120",
    "/?xp=12",
    "/?q=12",
    "/en",
    "/endx",
    "/2019/05/",
    "/new/1/",
    "/about/",
    "/?p",
    "/%20/",
    "/x/?tag=q",
]


def program(name: str) -> tuple[str, dict[str, str]]:
    """Answer a server, and what it needs to run."""
    server = tool(name)
    return server.command()[0], server.env


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextmanager
def serving(command: Sequence[str], port: int, folder: Path, environment: dict[str, str]) -> Iterator[None]:
    log = folder / "log.txt"
    with log.open("wb") as out:
        server = subprocess.Popen(
            command,
            cwd=folder,
            stdout=out,
            stderr=subprocess.STDOUT,
            env={**environment, "HOME": str(folder)},
        )
    try:
        for _ in range(300):
            assert server.poll() is None, log.read_text("utf-8", "replace")[-3000:]
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        else:
            pytest.fail("the server does not listen")
        yield
    finally:
        server.terminate()
        server.wait(30)


def ask(port: int, requests: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Answer (status, Location without our own host) for each request, over one connection that is kept."""
    with socket.create_connection(("127.0.0.1", port), 30) as wire, wire.makefile("rb") as answers:
        for request in requests:
            wire.sendall(f"GET {request} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode())
            status = int(answers.readline().split()[1])
            fields: dict[str, str] = {}
            while line := answers.readline().strip():
                name, _, value = line.decode().partition(":")
                fields[name.lower()] = value.strip()
            answers.read(int(fields.get("content-length", 0)))
            assert fields.get("connection", "").lower() != "close", (request, status)
            yield status, re.sub(rf"^http://localhost:{port}", "", fields.get("location", ""))


def made_rules(count: int, extra: Sequence[tuple[str, str]] = ()) -> list[Rule]:
    sources = [
        *ODD,
        *QUERIES,
        *(f"/2020/{at:05}-{'긴' if at % 2 else 'long'}-이름/" for at in range(count - len(ODD) - len(QUERIES))),
    ]
    made = [Rule(source, TARGETS[at % len(TARGETS)].format(at)) for at, source in enumerate(sources)]
    return [*made, *(Rule(*pair) for pair in extra)]


def check(name: str, port: int, rules: Sequence[Rule], held: Sequence[Rule]) -> None:
    asked = [(request, rule) for rule in held for request in semantics.requests(rule)]
    wrong = []
    for (request, rule), (status, place) in zip(asked, ask(port, [request for request, _ in asked]), strict=True):
        if (status, place.removesuffix("?utm_source=x")) != (rule.status, semantics.expected(rule)):
            wrong.append((request, status, place, semantics.expected(rule)))
    assert not wrong, f"{name}: {len(wrong)} of {len(asked)}: {wrong[:12]}"
    for request, (status, place) in zip(UNRELATED, ask(port, UNRELATED), strict=True):
        assert status in (200, 404), (request, status, place)


def prepared(name: str, rules: Sequence[Rule], folder: Path, leaves: int) -> Sequence[Rule]:
    wanted = registry.redirects(name)
    tidied, dropped = tidy(rules)
    assert not dropped
    held, left = fit(wanted, tidied)
    assert len(left) == leaves, left
    for file in wanted.write(held, RedirectOptions()):
        (folder / file.path).write_bytes(file.content)
    return held


NGINX = """\
daemon off; master_process off; pid nginx.pid; error_log stderr;
events {{ worker_connections 64; }}
http {{
  access_log off; keepalive_requests 1000000; large_client_header_buffers 4 32k;
  client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
  include {folder}/redirects-map.conf;
  server {{
    listen 127.0.0.1:{port}; root {folder}/site;
    include {folder}/redirects-server.conf;
  }}
}}
"""


@pytest.mark.parametrize("count", [len(ODD) + len(QUERIES), 5000])
def test_nginx(count: int, tmp_path: Path) -> None:
    found, environment = program("nginx")
    rules = made_rules(count, CASE)
    held = prepared("nginx", rules, tmp_path, 1)
    port = free_port()
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("home", "utf-8")
    (tmp_path / "nginx.conf").write_text(NGINX.format(folder=tmp_path, port=port), "utf-8")
    command = [found, "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
    tested = subprocess.run([*command, "-t"], env=environment, capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stderr[-2000:]
    complaints = [
        line
        for line in tested.stderr.splitlines()
        if "[" in line
        and '"user" directive' not in line
        and "default error log" not in line
        and "could not open" not in line
    ]
    assert not complaints
    with serving(command, port, tmp_path, environment):
        check("nginx", port, rules, held)
        further = ["/passes-on?a=1&b=2", "/END?x", "/one/?x", "/ONE"]
        end = semantics.expected(next(rule for rule in held if rule.source == "/end"))
        assert [place for _, place in ask(port, further)] == ["/passed/?a=1&b=2", end, "/2/?x", ""]


APACHE = """\
ServerRoot {folder}
Listen 127.0.0.1:{port}
ServerName localhost
PidFile {folder}/pid
ErrorLog /dev/stderr
LogLevel error
Mutex file:{folder} default
DefaultRuntimeDir {folder}
MaxKeepAliveRequests 0
LimitRequestLine 32000
LoadModule mpm_event_module {modules}/mod_mpm_event.so
LoadModule authz_core_module {modules}/mod_authz_core.so
LoadModule rewrite_module {modules}/mod_rewrite.so
LoadModule dir_module {modules}/mod_dir.so
DocumentRoot {folder}/site
<Directory {folder}/site>
  AllowOverride All
  Require all granted
</Directory>
"""


def test_apache(tmp_path: Path) -> None:
    found, environment = program("apache2")
    modules = Path(found).parents[1] / "lib/apache2/modules"
    rules = made_rules(300, CASE)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("home", "utf-8")
    held = prepared("apache", rules, tmp_path / "site", 5)
    port = free_port()
    conf = tmp_path / "httpd.conf"
    conf.write_text(APACHE.format(folder=tmp_path, port=port, modules=modules), "utf-8")
    with serving([found, "-D", "FOREGROUND", "-f", str(conf)], port, tmp_path, environment):
        check("apache", port, rules, held)


CADDY = """\
{{
    admin off
    auto_https off
}}
http://localhost:{port} {{
    import {folder}/redirects.caddy
    respond 404
}}
"""


def test_caddy(tmp_path: Path) -> None:
    found, environment = program("caddy")
    rules = made_rules(1000, CASE)
    held = prepared("caddy", rules, tmp_path, 2)
    port = free_port()
    conf = tmp_path / "Caddyfile"
    conf.write_text(CADDY.format(folder=tmp_path, port=port), "utf-8")
    with serving([found, "run", "--adapter", "caddyfile", "--config", str(conf)], port, tmp_path, environment):
        check("caddy", port, rules, held)
