"""Which IP addresses a download may reach: the public ones. Everything else has a reason.

Own tables, from IANA's special-purpose registries: what `ipaddress` calls global changed between Python releases, and it
lets IPv4 addresses pass that hide in IPv6 ones.
"""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final


def refusal(address: str) -> str:
    """Answer why an address may not be reached, or an empty string."""
    try:
        ip = ip_address(address)
    except ValueError:
        return "address-unreadable"
    if isinstance(ip, IPv4Address):
        return _refusal_v4(ip)
    if ip.scope_id is not None:
        return "address-link-local"
    return _refusal_v6(ip)


def is_metadata(address: str) -> bool:
    """Tell the addresses where clouds hand out keys: not even a host that the user has opened may lead there."""
    return refusal(address) == "address-metadata"


def _refusal_v4(ip: IPv4Address) -> str:
    return next((reason for network, reason in _V4 if ip in network), "")


def _refusal_v6(ip: IPv6Address) -> str:
    for network, reason in _V6:
        if ip in network:
            return reason
    for network, shift in _HIDING_V4:
        if ip in network:
            return _refusal_v4(IPv4Address((int(ip) >> shift) & 0xFFFFFFFF))
    return "" if ip in _UNICAST else "address-reserved"


def _networks_v4(table: str) -> tuple[tuple[IPv4Network, str], ...]:
    return tuple((IPv4Network(line.split()[0]), f"address-{line.split()[1]}") for line in table.strip().splitlines())


def _networks_v6(table: str) -> tuple[tuple[IPv6Network, str], ...]:
    return tuple((IPv6Network(line.split()[0]), f"address-{line.split()[1]}") for line in table.strip().splitlines())


# The first row that holds an address names the reason.
_V4: Final = _networks_v4("""
169.254.169.254/32 metadata
169.254.170.2/32 metadata
169.254.170.23/32 metadata
100.100.100.200/32 metadata
168.63.129.16/32 metadata
192.0.0.192/32 metadata
0.0.0.0/8 unspecified
10.0.0.0/8 private
100.64.0.0/10 carrier-nat
127.0.0.0/8 loopback
169.254.0.0/16 link-local
172.16.0.0/12 private
192.0.0.0/24 reserved
192.0.2.0/24 documentation
192.31.196.0/24 reserved
192.52.193.0/24 reserved
192.88.99.0/24 tunnel
192.168.0.0/16 private
192.175.48.0/24 reserved
198.18.0.0/15 benchmarking
198.51.100.0/24 documentation
203.0.113.0/24 documentation
224.0.0.0/4 multicast
240.0.0.0/4 reserved
""")
_V6: Final = _networks_v6("""
fd00:ec2::254/128 metadata
fd00:ec2::23/128 metadata
fd20:ce::254/128 metadata
::/128 unspecified
::1/128 loopback
::ffff:0:0:0/96 translated
64:ff9b:1::/48 translated
100::/64 reserved
2001::/23 tunnel
2001:db8::/32 documentation
2002::/16 tunnel
3fff::/20 documentation
5f00::/16 reserved
fc00::/7 private
fe80::/10 link-local
fec0::/10 private
ff00::/8 multicast
""")
# IPv4-mapped, and NAT64 (behind which an IPv6-only network reaches every IPv4 host): as good as the address inside.
_HIDING_V4: Final = (
    (IPv6Network("::ffff:0:0/96"), 0),
    (IPv6Network("64:ff9b::/96"), 0),
)
_UNICAST: Final = IPv6Network("2000::/3")
