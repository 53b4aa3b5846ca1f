"""Decides which addresses may be asked at all.

Anything that a user can type, and anything that a page or a redirect names, could point into our
own network. So an address is judged three times: as written (scheme, credentials, port, odd ways to
write a number), by what its name resolves to, and by connecting to exactly the address that was
judged, so that a second DNS answer (rebinding) changes nothing. `DUIXIAN_ALLOW_HOSTS` opens it for
named hosts.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import httpx

from ingest.errors import FetchError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolver = Callable[[str, int], list[str]]

# Ports where public sites of governments really listen; anything else is allowed by name only.
USUAL_PORTS = frozenset({80, 443, 8080, 8443})

# The last label decides whether a host is a number (the rule of the URL standard).
NUMERIC_HOST = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)\.?", re.IGNORECASE)
PLAIN_HOST = re.compile(rb"[A-Za-z0-9._-]+|\[?[0-9A-Fa-f:.]+(?:%[A-Za-z0-9._-]+)?\]?")
INNER_NAMES = (".localhost", ".local", ".internal", ".lan", ".home.arpa", ".intranet", ".corp")

NAT64 = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))
IPV4_COMPATIBLE = ipaddress.IPv6Network("::/96")
MASK_32 = 0xFFFFFFFF
# Counted as public by the registries or by this Python, yet inner: metadata services of clouds
# (168.63.129.16, 192.0.0.192), protocol assignments, retired relays, documentation.
NEVER_PUBLIC = tuple(
    ipaddress.ip_network(network)
    for network in ("168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24", "3fff::/20")
)


def resolve(host: str, port: int) -> list[str]:
    """Addresses of a host from the system's resolver, each once, in its order.

    Raises:
        FetchError: the name is unknown (`dns`), or the resolver does not answer (transient).

    """
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        raise FetchError(
            f"The name {host} can't be found; check the spelling, or the network if other "
            "addresses fail as well.",
            name="dns",
            transient=error.errno == socket.EAI_AGAIN,
        ) from error
    except UnicodeError as error:
        raise FetchError(
            f"{host!r} is no valid host name; check the address.", name="address"
        ) from error
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


@dataclass(frozen=True, slots=True)
class Allowed:
    """One entry of `DUIXIAN_ALLOW_HOSTS`: a host name or a network; `port` None means any."""

    host: str | None
    network: Network | None
    ports: frozenset[int] | None

    @classmethod
    def parse(cls, entry: str) -> Allowed:
        """Read `host`, `host:port`, `host:*`, `10.0.0.0/8`, `[::1]:8080` or `*.example.org`."""
        body, ports = entry.strip().lower(), USUAL_PORTS
        found = re.fullmatch(r"(\[[^\]]+\](?:/\d+)?|[^:]+)(?::(\d+|\*))?", body)
        if found is None and body.count(":") > 1:
            found = re.fullmatch(r"(.+)()", body)
        if found is None:
            raise _setting(entry)
        host, port = found.group(1), found.group(2)
        if port:
            ports = frozenset() if port == "*" else frozenset({int(port)})
        try:
            network = ipaddress.ip_network(host.replace("[", "").replace("]", ""), strict=False)
        except ValueError:
            if ":" in host or "/" in host:
                raise _setting(entry) from None
            return cls(host.rstrip("."), None, ports or None)
        return cls(None, network, ports or None)

    def covers_port(self, port: int) -> bool:
        """Whether the entry opens this port."""
        return self.ports is None or port in self.ports

    def covers_name(self, host: str) -> bool:
        """Whether the entry names this host."""
        if self.host is None:
            return False
        if self.host.startswith("*."):
            return host.endswith(self.host[1:])
        return host == self.host

    def covers_address(self, address: Address) -> bool:
        """Whether the entry's network holds this address."""
        if self.network is None or self.network.version != address.version:
            return False
        return address in self.network


class Guard:
    """Refuses addresses that no public report has; knows the exceptions of this installation."""

    def __init__(self, allow: Iterable[str] = (), resolver: Resolver = resolve) -> None:
        self._allow = tuple(Allowed.parse(entry) for entry in allow if entry.strip())
        self._resolve = resolver

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Guard:
        """Return the guard of `DUIXIAN_ALLOW_HOSTS` (commas or spaces between hosts)."""
        return cls(re.split(r"[,\s]+", environment.get("DUIXIAN_ALLOW_HOSTS", "")))

    def check(self, url: str) -> httpx.URL:
        """Return the parsed address, judged as it is written; nothing is resolved yet.

        Raises:
            FetchError: `address`, `scheme`, `credentials`, `port` or `private_address`.

        """
        parsed = _parse(url)
        host, port = host_of(parsed), port_of(parsed)
        if parsed.userinfo:
            raise FetchError(
                "The address holds a user name or password; give it without them.",
                name="credentials",
            )
        literal = _literal(host)
        if not self._port_allowed(host, literal, port):
            raise FetchError(
                f"Port {port} of {host} is unusual for a public site; if it is right, add "
                f"{host}:{port} to DUIXIAN_ALLOW_HOSTS.",
                name="port",
            )
        if self._name_allowed(host, port):
            return parsed
        if literal is not None:
            self._judge(host, port, literal)
        elif NUMERIC_HOST.fullmatch(host):
            raise FetchError(
                f"{host} is an unusual way to write an address; write a name or four plain "
                "numbers.",
                name="private_address",
            )
        elif "." not in host.rstrip(".") or f".{host.rstrip('.')}".endswith(INNER_NAMES):
            raise _private(host, port, host)
        return parsed

    def addresses(self, host: str, port: int) -> list[str]:
        """Return the addresses of a host that may be connected to, all of them judged.

        One inner address among several condemns them all: that is how rebinding looks.

        Raises:
            FetchError: `private_address`, or `dns` where the name is unknown.

        """
        host = host.strip("[]").lower()
        literal = _literal(host)
        found = [str(literal)] if literal is not None else self._resolve(host, port)
        if not self._name_allowed(host.rstrip("."), port):
            for address in found:
                self._judge(host, port, ipaddress.ip_address(address.split("%")[0]))
        return found

    def _judge(self, host: str, port: int, address: Address) -> None:
        """Refuse an address of an inner network unless its network is allowed."""
        if is_public(address):
            return
        if not any(
            entry.covers_address(address) and entry.covers_port(port) for entry in self._allow
        ):
            raise _private(host, port, str(address))

    def _name_allowed(self, host: str, port: int) -> bool:
        """Whether the installation opened this host at this port."""
        return any(entry.covers_name(host) and entry.covers_port(port) for entry in self._allow)

    def _port_allowed(self, host: str, literal: Address | None, port: int) -> bool:
        """Whether this port is usual, or opened for this host."""
        if port in USUAL_PORTS or self._name_allowed(host, port):
            return True
        return literal is not None and any(
            entry.covers_address(literal) and entry.covers_port(port) for entry in self._allow
        )


def is_public(address: Address) -> bool:
    """Whether an address belongs to the public Internet, also where IPv6 wraps an IPv4 one."""
    if any(address in network for network in NEVER_PUBLIC):
        return False
    if isinstance(address, ipaddress.IPv6Address):
        inner = _embedded(address)
        if inner is not None:
            return is_public(inner)
        if address.is_site_local:
            return False
    return address.is_global and not (
        address.is_multicast or address.is_reserved or address.is_unspecified
    )


def _embedded(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 form leads to; None for a plain IPv6 address."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if any(address in network for network in NAT64) or (
        address in IPV4_COMPATIBLE and int(address) > 1
    ):
        return ipaddress.IPv4Address(int(address) & MASK_32)
    return None


def host_of(url: httpx.URL) -> str:
    """Return the host in its plain form: lower case, IDNA, without brackets or the final dot."""
    return url.raw_host.decode("ascii").strip("[]").rstrip(".").lower()


def port_of(url: httpx.URL) -> int:
    """Return the port, also where the scheme implies it."""
    return (443 if url.scheme == "https" else 80) if url.port is None else url.port


def _parse(url: str) -> httpx.URL:
    """Return the address as parts, refused where it is no web address."""
    try:
        parsed = httpx.URL(url.strip())
    except (httpx.InvalidURL, ValueError, UnicodeError) as error:
        raise FetchError(
            f"{url[:200]!r} is no address; give one that begins with http:// or https://.",
            name="address",
        ) from error
    if parsed.scheme not in {"http", "https"}:
        raise FetchError(
            f"Addresses of the kind {parsed.scheme or 'without http'}: are not fetched; give one "
            "that begins with http:// or https://, or a file.",
            name="scheme",
        )
    if not PLAIN_HOST.fullmatch(parsed.raw_host):
        raise FetchError(f"{url[:200]!r} names no valid host; check the address.", name="address")
    return parsed


def _literal(host: str) -> Address | None:
    """Return the address that a host spells out in its usual form; None for a name."""
    try:
        return ipaddress.ip_address(host.strip("[]").split("%")[0])
    except ValueError:
        return None


def _setting(entry: str) -> FetchError:
    """Return the refusal of an entry that can't be read."""
    return FetchError(
        f"DUIXIAN_ALLOW_HOSTS holds {entry!r}; write host, host:port or a network.",
        name="setting",
    )


def _private(host: str, port: int, address: str) -> FetchError:
    """Return the refusal of an inner address."""
    shown = host if address == host else f"{host} ({address})"
    return FetchError(
        f"{shown} is not on the public Internet, so it is not fetched; if it is meant, add "
        f"{host}:{port} to DUIXIAN_ALLOW_HOSTS.",
        name="private_address",
    )
