"""Where a download may go: plain web addresses of public hosts, in the one spelling that nothing reads differently.

The URL is read here and nowhere else (urllib3 gets host, port and path apart), for every hop of a redirect. The host is
resolved once, every answer is looked at, and the connection goes to an address that was looked at: a name that changes
its answer meanwhile (DNS rebinding) gains nothing.
"""

import re
import socket
import unicodedata
from collections.abc import Callable, Iterable
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Final, TypeAlias
from urllib.parse import quote, urljoin

from msgspec import Struct

from wpmigrate.errors import UsageError
from wpmigrate.media.addresses import is_metadata, refusal

Resolve: TypeAlias = Callable[[str, int], list[str]]

LONGEST_URL: Final = 8_000


class RefusedError(Exception):
    """A URL or an address that no download may reach; `reason` is a stable slug."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Hop(Struct, frozen=True):
    """One request's place: `url` is the whole in its one spelling, `target` what the request line says."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def url(self) -> str:
        """The hop as a URL."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.target}"


def resolve(host: str, port: int) -> list[str]:
    """Ask the system for the addresses of a host; raise socket.gaierror where there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[4][0]) for address in found))


class Guard:
    """The rule of one run. `allow_hosts` opens hosts by name, `host` for the web's own ports or `host:port`."""

    def __init__(self, allow_hosts: Iterable[str] = (), resolve: Resolve = resolve) -> None:
        self._allowed = frozenset(_allowed(entry) for entry in allow_hosts)
        self._resolve = resolve

    def hop(self, url: str, base: Hop | None = None) -> Hop:
        """Read a URL, relative to `base` where it is one, or raise RefusedError."""
        _refuse_characters(url)
        try:
            whole = url if base is None or _SCHEME.match(url) else urljoin(base.url, url)
        except ValueError:
            raise RefusedError("url-form") from None
        return self._checked(_read(whole))

    def addresses(self, host: str, port: int) -> list[str]:
        """Answer the addresses to connect to: all that the host has, or RefusedError if one of them is not public."""
        found = self._resolve(host, port)
        opened = self._is_allowed(host, port)
        for address in found:
            reason = refusal(address)
            if reason and (not opened or is_metadata(address)):
                raise RefusedError(reason)
        return found

    def _checked(self, hop: Hop) -> Hop:
        if self._is_allowed(hop.host, hop.port):
            return hop
        if hop.port not in PORTS.values():
            raise RefusedError("url-port")
        if _is_address(hop.host):
            if reason := refusal(hop.host):
                raise RefusedError(reason)
        elif _METADATA_NAME.search(hop.host):
            raise RefusedError("address-metadata")
        elif "." not in hop.host or _LOCAL_NAME.search(hop.host):
            raise RefusedError("host-local")
        return hop

    def _is_allowed(self, host: str, port: int) -> bool:
        return (host, port) in self._allowed or ((host, None) in self._allowed and port in PORTS.values())


def _refuse_characters(url: str) -> None:
    if len(url) > LONGEST_URL:
        raise RefusedError("url-too-long")
    if _CONTROL.search(url):
        raise RefusedError("url-control-character")
    if "\\" in url:
        raise RefusedError("url-backslash")


def _read(url: str) -> Hop:
    scheme, colon, rest = url.partition(":")
    if not colon or scheme.lower() not in PORTS:
        raise RefusedError("url-scheme")
    if not rest.startswith("//"):
        raise RefusedError("url-form")
    authority = _AUTHORITY_END.split(rest[2:], maxsplit=1)[0]
    if "@" in authority:
        raise RefusedError("url-credentials")
    host, port = _split_port(authority)
    scheme = scheme.lower()
    return Hop(scheme, _read_host(host), _read_port(port, scheme), _target(rest[2 + len(authority) :]))


def _split_port(authority: str) -> tuple[str, str]:
    if authority.startswith("["):
        host, bracket, port = authority.partition("]")
        if not bracket or (port and not port.startswith(":")):
            raise RefusedError("url-host")
        return host + bracket, port[1:]
    host, _, port = authority.partition(":")
    return host, port


def _read_port(port: str, scheme: str) -> int:
    if not port:
        return PORTS[scheme]
    if not _DIGITS.fullmatch(port) or not 0 < int(port) < 1 << 16:
        raise RefusedError("url-port")
    return int(port)


def _read_host(host: str) -> str:
    if host.startswith("["):
        return _read_ipv6(host[1:-1])
    host = _in_ascii(host).removesuffix(".")
    if not host:
        raise RefusedError("url-no-host")
    if not _HOST.fullmatch(host) or len(host) > 253:
        raise RefusedError("url-host")
    if _NUMBER_LAST.search(host) and not _is_address(host):
        raise RefusedError("url-odd-address")
    return host


def _read_ipv6(inside: str) -> str:
    if "%" in inside:
        raise RefusedError("url-zone")
    try:
        return str(IPv6Address(inside))
    except AddressValueError:
        raise RefusedError("url-host") from None


def _in_ascii(host: str) -> str:
    """Write a host as DNS has it: browsers fold full-width digits and dots before they look at it, and so must we."""
    if host.isascii():
        return host.lower()
    folded = unicodedata.normalize("NFKC", host).replace("。", ".").lower()
    labels = (label if label.isascii() else f"xn--{label.encode('punycode').decode()}" for label in folded.split("."))
    return ".".join(labels)


def _is_address(host: str) -> bool:
    if ":" in host:
        return True
    try:
        IPv4Address(host)
    except AddressValueError:
        return False
    return True


def _target(rest: str) -> str:
    """Write path and query for the request line: what is encoded stays so, all else that needs it is encoded."""
    rest = _STRAY_PERCENT.sub("%25", rest.partition("#")[0])
    path, mark, query = rest.partition("?")
    encoded = quote(path, safe=_PATH_SAFE, errors="replace") + mark + quote(query, safe=_QUERY_SAFE, errors="replace")
    return encoded if encoded.startswith("/") else f"/{encoded}"


def _allowed(entry: str) -> tuple[str, int | None]:
    try:
        host, port = _split_port(entry if entry.startswith("[") or entry.count(":") < 2 else f"[{entry}]")
        return _read_host(host), _read_port(port, "http") if port else None
    except RefusedError as refused:
        raise UsageError(f"{entry!r} is no host; write a name, or name:port.", code="allow-host") from refused


PORTS: Final = {"http": 80, "https": 443}

_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_AUTHORITY_END: Final = re.compile(r"[/?#]")
_DIGITS: Final = re.compile(r"[0-9]{1,5}")
_HOST: Final = re.compile(r"[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
# What the URL standard reads as an IPv4 address: 2130706433, 0x7f.1, 127.1, 0177.0.0.1 …
_NUMBER_LAST: Final = re.compile(r"(?:\A|\.)(?:[0-9]+|0x[0-9a-f]*)\Z")
_LOCAL_NAME: Final = re.compile(r"(?:\A|\.)(?:localhost|localdomain|local|internal|intranet|lan|home\.arpa)\Z")
_METADATA_NAME: Final = re.compile(r"\A(?:metadata\.google\.internal|instance-data(?:\.ec2\.internal)?)\Z")
_STRAY_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_PATH_SAFE: Final = "/%:@!$&'()*+,;=~-._"
_QUERY_SAFE: Final = _PATH_SAFE + "?"
