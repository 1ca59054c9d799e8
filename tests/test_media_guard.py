"""Where a download may not go: every spelling of a private place, every redirect to one, every name that leads to one."""

import ipaddress
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from misbehaving import Exchange, Misbehaving
from wpmigrate.errors import UsageError
from wpmigrate.media.addresses import refusal
from wpmigrate.media.fetch import Fetcher, FetchOptions, Wanted
from wpmigrate.media.guard import Guard, Hop, RefusedError

REFUSED = [
    # spelt as they are
    ("http://127.0.0.1/a.jpg", "address-loopback"),
    ("http://127.8.9.1/a.jpg", "address-loopback"),
    ("http://127.0.0.1./a.jpg", "address-loopback"),
    ("http://0.0.0.0/", "address-unspecified"),
    ("http://0.1.2.3/", "address-unspecified"),
    ("http://10.1.2.3/", "address-private"),
    ("http://172.16.0.1/", "address-private"),
    ("http://172.31.255.255/", "address-private"),
    ("http://192.168.1.1/", "address-private"),
    ("https://100.64.0.1/", "address-carrier-nat"),
    ("http://169.254.10.1/", "address-link-local"),
    ("http://169.254.169.254/latest/meta-data/", "address-metadata"),
    ("http://169.254.170.2/v2/credentials", "address-metadata"),
    ("http://100.100.100.200/", "address-metadata"),
    ("http://168.63.129.16/", "address-metadata"),
    ("http://192.0.0.192/", "address-metadata"),
    ("http://192.0.0.8/", "address-reserved"),
    ("http://192.0.2.7/", "address-documentation"),
    ("http://198.51.100.7/", "address-documentation"),
    ("http://203.0.113.7/", "address-documentation"),
    ("http://198.18.0.1/", "address-benchmarking"),
    ("http://192.88.99.1/", "address-tunnel"),
    ("http://224.0.0.1/", "address-multicast"),
    ("http://240.0.0.1/", "address-reserved"),
    ("http://255.255.255.255/", "address-reserved"),
    # IPv6
    ("http://[::1]/", "address-loopback"),
    ("http://[0:0:0:0:0:0:0:1]/", "address-loopback"),
    ("http://[::]/", "address-unspecified"),
    ("http://[fe80::1]/", "address-link-local"),
    ("http://[fe80::1%25eth0]/", "url-zone"),
    ("http://[fe80::1%eth0]/", "url-zone"),
    ("http://[fd00:ec2::254]/", "address-metadata"),
    ("http://[fd12:3456::1]/", "address-private"),
    ("http://[fec0::1]/", "address-private"),
    ("http://[ff02::1]/", "address-multicast"),
    ("http://[2001:db8::1]/", "address-documentation"),
    ("http://[3fff::1]/", "address-documentation"),
    ("http://[100::1]/", "address-reserved"),
    ("http://[4000::1]/", "address-reserved"),
    # IPv4 inside IPv6
    ("http://[::ffff:127.0.0.1]/", "address-loopback"),
    ("http://[::ffff:7f00:1]/", "address-loopback"),
    ("http://[::ffff:169.254.169.254]/", "address-metadata"),
    ("http://[::ffff:0:127.0.0.1]/", "address-translated"),
    ("http://[::127.0.0.1]/", "address-reserved"),
    ("http://[64:ff9b::169.254.169.254]/", "address-metadata"),
    ("http://[64:ff9b::10.0.0.1]/", "address-private"),
    ("http://[64:ff9b:1::10.0.0.1]/", "address-translated"),
    ("http://[2002:7f00:1::]/", "address-tunnel"),
    ("http://[2002:a9fe:a9fe::1]/", "address-tunnel"),
    ("http://[2001:0:53aa:64c:0:fbfe:80ff:fffe]/", "address-tunnel"),
    # spelt oddly
    ("http://2130706433/", "url-odd-address"),
    ("http://017700000001/", "url-odd-address"),
    ("http://0x7f000001/", "url-odd-address"),
    ("http://0x7f.1/", "url-odd-address"),
    ("http://127.1/", "url-odd-address"),
    ("http://127.0.1/", "url-odd-address"),
    ("http://0177.0.0.1/", "url-odd-address"),
    ("http://127.0.0.01/", "url-odd-address"),
    ("http://127.0.0.0x1/", "url-odd-address"),
    ("http://0/", "url-odd-address"),
    ("http://0x/", "url-odd-address"),
    ("http://256.256.256.256/", "url-odd-address"),
    ("http://1.2.3.4.5/", "url-odd-address"),
    ("http://１２７.０.０.１/", "address-loopback"),
    ("http://127。0。0。1/", "address-loopback"),
    ("http://①②⑦.⓪.⓪.①/", "address-loopback"),
    ("http://ⓛocalhost/", "host-local"),
    ("http://%31%32%37.0.0.1/", "url-host"),
    ("http://localhost%00.example.com/", "url-host"),
    # names
    ("http://localhost/", "host-local"),
    ("http://LOCALHOST./", "host-local"),
    ("http://anything.localhost/", "host-local"),
    ("http://localhost.localdomain/", "host-local"),
    ("http://printer.local/", "host-local"),
    ("http://vault.corp.internal/", "host-local"),
    ("http://nas.home.arpa/", "host-local"),
    ("http://redis/", "host-local"),
    ("http://metadata.google.internal/computeMetadata/v1/", "address-metadata"),
    ("http://metadata.google.internal./", "address-metadata"),
    # tricks with the parts of a URL
    ("http://good.example@127.0.0.1/", "url-credentials"),
    ("http://user:secret@good.example/", "url-credentials"),
    ("http://@good.example/", "url-credentials"),
    ("http://good.example\\@127.0.0.1/", "url-backslash"),
    ("http:\\\\127.0.0.1\\", "url-backslash"),
    ("http://127.0.0.1\t/", "url-control-character"),
    ("ht\ntp://good.example/", "url-control-character"),
    ("http://good.example/\r\nHost: 127.0.0.1", "url-control-character"),
    ("http://good.example/\x00", "url-control-character"),
    (" http://127.0.0.1/", "url-scheme"),
    ("http://127.0.0.1 .good.example/", "url-host"),
    ("http://127.0.0.1&good.example/", "url-host"),
    ("http://good.example:80:81/", "url-port"),
    ("http://good.example:22/", "url-port"),
    ("http://good.example:0/", "url-port"),
    ("http://good.example:99999/", "url-port"),
    ("http://good.example:+80/", "url-port"),
    ("http://good.example:８０/", "url-port"),
    ("http://[::1", "url-host"),
    ("http://[::1]x/", "url-host"),
    ("http://[v1.fe80]/", "url-host"),
    ("http://::1/", "url-no-host"),
    ("http:///a.jpg", "url-no-host"),
    ("http://./", "url-no-host"),
    ("http://good..example/", "url-host"),
    ("http:good.example/", "url-form"),
    ("http:/127.0.0.1/", "url-form"),
    ("//127.0.0.1/", "url-scheme"),
    ("http://good.example/" + "a" * 8000, "url-too-long"),
    ("http://" + "a" * 64 + ".example/", "url-host"),
    # other schemes
    ("file:///etc/passwd", "url-scheme"),
    ("FILE://localhost/etc/passwd", "url-scheme"),
    ("ftp://good.example/a.jpg", "url-scheme"),
    ("gopher://127.0.0.1:6379/_FLUSHALL", "url-scheme"),
    ("data:image/png;base64,AAAA", "url-scheme"),
    ("javascript:alert(1)", "url-scheme"),
    ("jar:http://good.example!/a", "url-scheme"),
    ("dict://good.example:11211/", "url-scheme"),
    ("/etc/passwd", "url-scheme"),
    ("", "url-scheme"),
]


def reason(url: str, base: Hop | None = None, *allow: str) -> str:
    with pytest.raises(RefusedError) as refused:
        Guard(allow).hop(url, base)
    return refused.value.reason


@pytest.mark.parametrize(("url", "expected"), REFUSED, ids=[ascii(url)[:60] for url, _ in REFUSED])
def test_each_form_is_refused_for_a_reason(url: str, expected: str) -> None:
    assert reason(url) == expected


def test_there_are_enough_forms() -> None:
    assert len(dict(REFUSED)) == len(REFUSED) >= 60


@pytest.fixture(scope="module")
def redirected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str]]:
    """What came of a redirect to each form that can stand in a header."""
    forms = [url for url, _ in REFUSED if reason_of(url) not in {"url-control-character", "url-too-long"} and url]
    with Misbehaving() as server:

        def send(exchange: Exchange) -> None:
            exchange.to(forms[int(exchange.path[1:])], "302 Found" if len(exchange.path) % 2 else "301 Moved")

        server.troubles |= {f"/{number}": send for number in range(len(forms))}
        options = FetchOptions(
            tmp_path_factory.mktemp("folder"), allow_hosts=(f"127.0.0.1:{server.port}",), delay=0.0, per_host=4
        )
        with Fetcher(options) as fetcher:
            wanted = [Wanted(server.url(f"/{number}"), f"{number}.jpg") for number in range(len(forms))]
            answers = [(answer.outcome, answer.reason) for answer in fetcher.fetch_all(wanted)]
        return dict(zip(forms, answers, strict=True))


def reason_of(url: str) -> str:
    return dict(REFUSED)[url]


# What means something else in a header: a path of the same host, its scheme, spaces that do not count.
IN_A_HEADER = {
    "/etc/passwd": ("failed", "http-404"),
    "//127.0.0.1/": ("refused", "address-loopback"),
    " http://127.0.0.1/": ("refused", "address-loopback"),
}


def test_a_redirect_to_each_form_is_refused(redirected: dict[str, tuple[str, str]]) -> None:
    assert len(redirected) >= 100
    for url, answer in redirected.items():
        assert answer == IN_A_HEADER.get(url, ("refused", reason_of(url))), url


READ = [
    ("http://good.example", "http://good.example/"),
    ("HTTP://Good.Example:80/A.jpg#top", "http://good.example/A.jpg"),
    ("https://good.example:443/?p=1", "https://good.example/?p=1"),
    ("https://good.example:80/", "https://good.example:80/"),
    ("http://good.example./a.jpg", "http://good.example/a.jpg"),
    ("http://good.example/그림 1.jpg", "http://good.example/%EA%B7%B8%EB%A6%BC%201.jpg"),
    ("http://good.example/%ea%b7%b8.jpg", "http://good.example/%ea%b7%b8.jpg"),
    ("http://good.example/100%.jpg", "http://good.example/100%25.jpg"),
    ("http://good.example/a(1)[2].jpg?x=[y]&z=a b", "http://good.example/a(1)%5B2%5D.jpg?x=%5By%5D&z=a%20b"),
    ("http://good.example?a", "http://good.example/?a"),
    ("http://한국.example/", "http://xn--3e0b707e.example/"),
    ("http://straße.example/", "http://xn--strae-oqa.example/"),
    ("http://my_site.example/", "http://my_site.example/"),
    ("http://8.8.8.8/a.jpg", "http://8.8.8.8/a.jpg"),
    ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
    ("http://[64:ff9b::8.8.8.8]/", "http://[64:ff9b::808:808]/"),
]


@pytest.mark.parametrize(("url", "expected"), READ)
def test_public_urls_are_read_in_one_spelling(url: str, expected: str) -> None:
    hop = Guard().hop(url)
    assert hop.url == expected
    assert Guard().hop(hop.url) == hop


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("/b.jpg", "http://good.example/b.jpg"),
        ("b.jpg", "http://good.example/x/b.jpg"),
        ("../b.jpg", "http://good.example/b.jpg"),
        ("//other.example/b.jpg", "http://other.example/b.jpg"),
        ("https://other.example/b.jpg", "https://other.example/b.jpg"),
        ("?v=2", "http://good.example/x/a.jpg?v=2"),
    ],
)
def test_a_redirect_is_read_from_where_it_stands(location: str, expected: str) -> None:
    base = Guard().hop("http://good.example/x/a.jpg")
    assert Guard().hop(location, base).url == expected


def names(**answers: list[str]) -> Guard:
    return Guard(("wiki.intra.net", "odd.intra.net:8080"), lambda host, _: answers[host.partition(".")[0]])


@pytest.mark.parametrize(
    ("host", "answer", "expected"),
    [
        ("127-0-0-1.dashed.test", ["127.0.0.1"], "address-loopback"),
        ("rebound.test", ["93.184.216.34", "10.0.0.1"], "address-private"),
        ("six.test", ["2606:4700::1111", "fe80::1%eth0"], "address-link-local"),
        ("mapped.test", ["::ffff:192.168.0.1"], "address-private"),
        ("cloud.test", ["169.254.169.254"], "address-metadata"),
        ("wiki.intra.net", ["fd00:ec2::254"], "address-metadata"),
        ("odd.test", ["not an address"], "address-unreadable"),
    ],
)
def test_a_name_is_as_good_as_its_worst_address(host: str, answer: list[str], expected: str) -> None:
    guard = names(**{host.partition(".")[0]: answer})
    with pytest.raises(RefusedError) as refused:
        guard.addresses(host, 80)
    assert refused.value.reason == expected


def test_an_opened_host_may_be_private_at_its_ports() -> None:
    guard = names(wiki=["10.0.0.1"], odd=["10.0.0.2"])
    assert guard.addresses("wiki.intra.net", 443) == ["10.0.0.1"]
    assert guard.addresses("odd.intra.net", 8080) == ["10.0.0.2"]
    assert guard.hop("http://odd.intra.net:8080/").port == 8080
    with pytest.raises(RefusedError):
        guard.addresses("odd.intra.net", 80)
    assert reason("http://wiki.intra.net:8080/", None, "wiki.intra.net") == "url-port"
    assert Guard(["[::1]:81"]).hop("http://[::1]:81/").host == "::1"
    assert Guard(["::1"]).hop("http://[::1]/").host == "::1"
    assert Guard(["LocalHost"]).hop("http://localhost/").host == "localhost"
    assert reason("http://2130706433/", None, "127.0.0.1") == "url-odd-address"


@pytest.mark.parametrize("entry", ["", "http://intra.net", "intra.net:none", "2130706433", "a b", "user@intra.net"])
def test_a_host_to_open_must_be_one(entry: str) -> None:
    with pytest.raises(UsageError):
        Guard([entry])


def test_the_connection_goes_to_the_address_that_was_looked_at(tmp_path: Path) -> None:
    """A name whose answer turns private after the first look: nobody looks a second time."""
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["169.254.169.254"]

    with Misbehaving() as server:
        options = FetchOptions(
            tmp_path, allow_hosts=(f"rebinding.test:{server.port}",), resolve=rebinding, threads=1, delay=0.0
        )
        with Fetcher(options) as fetcher:
            url = f"http://rebinding.test:{server.port}/good.jpg"
            (fetched,) = fetcher.fetch_all([Wanted(url, "good.jpg")])
        assert (fetched.outcome, asked) == ("fetched", ["rebinding.test"])
        assert server.asked["/good.jpg"][0]["host"] == f"rebinding.test:{server.port}"


def test_a_name_that_leads_to_a_private_address_opens_no_socket(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("a socket was opened"))
    options = FetchOptions(tmp_path, resolve=lambda *_: ["127.0.0.1"], delay=0.0)
    with Fetcher(options) as fetcher:
        urls = ["http://127.0.0.1.nip.example/a.jpg", "https://10-0-0-1.sslip.example/a.jpg"]
        answers = list(fetcher.fetch_all([Wanted(url, "a.jpg") for url in urls]))
    assert [(a.outcome, a.reason, a.attempts) for a in answers] == [("refused", "address-loopback", 1)] * 2


def test_proxies_of_the_environment_are_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Misbehaving() as server:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, server.url("/"))
        options = FetchOptions(tmp_path, resolve=lambda *_: [], retries=0)
        with Fetcher(options) as fetcher:
            (answer,) = fetcher.fetch_all([Wanted("http://good.example/a.jpg", "a.jpg")])
        assert (answer.reason, dict(server.asked)) == ("no-connection", {})


@given(st.text(max_size=60) | st.from_regex(r"https?:/{0,3}[\[\]:@%./?#\\0-9a-fx１。]{0,30}", fullmatch=True))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        hop = Guard().hop(text)
    except RefusedError:
        return
    assert hop.scheme in {"http", "https"}
    assert hop.target.startswith("/")
    assert hop.target.isascii()
    assert Guard().hop(hop.url) == hop


@given(st.ip_addresses())
def test_what_python_calls_private_is_never_reached(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    if address.is_private or address.is_loopback or address.is_link_local or address.is_multicast:
        assert refusal(str(address))
        assert v6_forms_are_refused(address)


def v6_forms_are_refused(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if address.version == 6:
        return True
    forms = (0xFFFF << 32, 0x64FF9B << 96, 0, 0xFFFF << 48)
    return all(refusal(str(ipaddress.IPv6Address(form | int(address)))) for form in forms)
