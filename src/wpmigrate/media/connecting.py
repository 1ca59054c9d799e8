"""urllib3's connections, under the guard: a socket opens only to an address that was looked at just before.

Proxies named in the environment are not used: behind one, nobody could tell where a request ends up.
"""

import socket
import ssl
import threading
from contextlib import suppress
from pathlib import Path
from typing import Final

from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPResponse, HTTPSConnectionPool, PoolManager, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util.connection import create_connection

from wpmigrate.errors import UsageError
from wpmigrate.media.guard import Guard, Hop

HOSTS: Final = 16


class Lines:
    """The connections that are in use, one per thread, so that another thread can cut them."""

    def __init__(self) -> None:
        self._in_use: dict[int, HTTPConnection] = {}

    def seize(self, connection: HTTPConnection) -> None:
        """Note that this thread uses a connection."""
        self._in_use[threading.get_ident()] = connection

    def leave(self) -> None:
        """Note that this thread uses none."""
        self._in_use.pop(threading.get_ident(), None)

    def cut(self, thread: int) -> None:
        """End what a thread reads or waits for: its next read meets the end of the stream."""
        connection = self._in_use.get(thread)
        sock = connection.sock if connection else None
        if sock is not None:
            with suppress(OSError, ValueError):
                sock.shutdown(socket.SHUT_RDWR)


class Web:
    """Requests of one run. Redirects are answers like others: who asks decides, with the guard, where to go next."""

    def __init__(self, guard: Guard, lines: Lines, *, timeout: Timeout, ca_file: Path | None) -> None:
        self._timeout = timeout
        self._lines = lines
        self._pools = PoolManager(HOSTS, maxsize=8, ssl_context=_certificates(ca_file))
        self._pools.pool_classes_by_scheme = _pool_classes(guard, lines)

    def get(self, hop: Hop, headers: dict[str, str]) -> BaseHTTPResponse:
        """Ask for one hop and answer the response as soon as its headers are there."""
        pool = self._pools.connection_from_host(hop.host, hop.port, hop.scheme)
        return pool.urlopen(
            "GET",
            hop.target,
            headers=headers,
            redirect=False,
            retries=False,
            assert_same_host=False,
            preload_content=False,
            decode_content=False,
            timeout=self._timeout,
        )

    def leave(self) -> None:
        """Note that this thread is done with its answer."""
        self._lines.leave()

    def close(self) -> None:
        """Drop all connections."""
        self._pools.clear()


def _certificates(ca_file: Path | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=ca_file)
    except OSError as error:  # an SSLError is one
        raise UsageError(f"{ca_file} is no file of certificates in PEM form; name another.", code="ca-file") from error


def open_socket(guard: Guard, connection: HTTPConnection) -> socket.socket:
    """Connect to the first address of a host that answers, once all of them have passed the guard."""
    try:
        addresses = guard.addresses(connection.host, connection.port)
    except (socket.gaierror, UnicodeError) as error:
        known = error if isinstance(error, socket.gaierror) else socket.gaierror(str(error))
        raise NameResolutionError(connection.host, connection, known) from error
    last: OSError = OSError("no address")
    for address in addresses:
        try:
            return create_connection((address, connection.port), connection.timeout, None, connection.socket_options)
        except OSError as error:
            last = error
    if isinstance(last, TimeoutError):
        raise ConnectTimeoutError(connection, str(last)) from last
    raise NewConnectionError(connection, str(last)) from last


def _pool_classes(guard: Guard, lines: Lines) -> dict[str, type]:
    class Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return open_socket(guard, self)

        def getresponse(self) -> HTTPResponse:  # type: ignore[override] # urllib3's own differs from http.client's
            lines.seize(self)
            return super().getresponse()

    class Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return open_socket(guard, self)

        def getresponse(self) -> HTTPResponse:  # type: ignore[override] # urllib3's own differs from http.client's
            lines.seize(self)
            return super().getresponse()

    class PlainPool(HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(HTTPSConnectionPool):
        ConnectionCls = Secure

    return {"http": PlainPool, "https": SecurePool}
