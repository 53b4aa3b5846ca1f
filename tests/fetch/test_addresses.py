"""Addresses inside our own network are refused, however they are written."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

import pytest
from govsite.web import Reply, Web

from ingest.errors import FetchError
from ingest.fetch.client import Fetcher
from ingest.fetch.guard import Guard, is_public

# Refused as written or by what they resolve to; the name of the refusal beside each.
REFUSED = [
    ("http://127.0.0.1/", "private_address"),
    ("http://127.0.0.1:8080/", "private_address"),
    ("http://localhost/", "private_address"),
    ("http://LOCALHOST./", "private_address"),
    ("http://app.localhost/", "private_address"),
    ("http://printer.local/", "private_address"),
    ("http://metadata.google.internal/", "private_address"),
    ("http://intranet/", "private_address"),
    ("http://0.0.0.0/", "private_address"),
    ("http://0/", "private_address"),
    ("http://10.1.2.3/", "private_address"),
    ("http://172.16.0.1/", "private_address"),
    ("http://192.168.1.1/", "private_address"),
    ("http://169.254.169.254/latest/meta-data/", "private_address"),
    ("http://100.100.100.200/latest/meta-data/", "private_address"),
    ("http://168.63.129.16/metadata/instance", "private_address"),
    ("http://192.0.0.192/opc/v1/instance/", "private_address"),
    ("http://100.64.0.1/", "private_address"),
    ("http://198.18.0.1/", "private_address"),
    ("http://224.0.0.1/", "private_address"),
    ("http://255.255.255.255/", "private_address"),
    ("http://2130706433/", "private_address"),
    ("http://0x7f000001/", "private_address"),
    ("http://0x7f.0.0.1/", "private_address"),
    ("http://0177.0.0.1/", "address"),
    ("http://017700000001/", "private_address"),
    ("http://127.1/", "private_address"),
    ("http://127.0.1/", "private_address"),
    ("http://１２７.０.０.１/", "address"),
    ("http://①②⑦.⓪.⓪.①/", "address"),
    ("http://127。0。0。1/", "private_address"),
    ("http://[::1]/", "private_address"),
    ("http://[::]/", "private_address"),
    ("http://[0:0:0:0:0:0:0:1]/", "private_address"),
    ("http://[::ffff:127.0.0.1]/", "private_address"),
    ("http://[::ffff:7f00:1]/", "private_address"),
    ("http://[::127.0.0.1]/", "private_address"),
    ("http://[64:ff9b::7f00:1]/", "private_address"),
    ("http://[64:ff9b:1::a00:1]/", "private_address"),
    ("http://[2002:7f00:1::]/", "private_address"),
    ("http://[fe80::1]/", "private_address"),
    ("http://[fc00::1]/", "private_address"),
    ("http://[fd00:ec2::254]/", "private_address"),
    ("http://[fec0::1]/", "private_address"),
    ("http://[ff02::1]/", "private_address"),
    ("http://[::ffff:0:127.0.0.1]/", "private_address"),
    ("http://[fe80::1%25eth0]/", "private_address"),
    ("http://[3fff::1]/", "private_address"),
    ("file:///etc/passwd", "scheme"),
    ("FILE:///etc/passwd", "scheme"),
    ("ftp://example.org/", "scheme"),
    ("gopher://example.org/", "scheme"),
    ("data:text/html,x", "scheme"),
    ("javascript:alert(1)", "scheme"),
    ("//example.org/", "scheme"),
    ("/etc/passwd", "scheme"),
    ("", "scheme"),
    ("http://", "address"),
    ("http:///x", "address"),
    ("http://exa mple.org/", "address"),
    ("http://[::1/", "address"),
    ("http://example.org:99999/", "port"),
    ("http://example.org:0/", "port"),
    ("http://user@example.org/", "credentials"),
    ("http://user:secret@127.0.0.1/", "credentials"),
    ("http://example.org@127.0.0.1/", "credentials"),
    ("http://example.org:22/", "port"),
    ("http://example.org:25/", "port"),
    ("http://example.org:6379/", "port"),
    ("https://example.org:9200/", "port"),
]


def judge(url: str) -> None:
    guard = Guard()
    parsed = guard.check(url)
    guard.addresses(parsed.host, parsed.port or 80)


@pytest.mark.parametrize(("url", "name"), REFUSED)
def test_refused(url: str, name: str) -> None:
    with pytest.raises(FetchError) as refusal:
        judge(url)
    assert refusal.value.name == name
    assert not refusal.value.transient


@pytest.mark.parametrize(
    "url", ["http://www.example.org/x", "https://93.184.216.34/", "http://[2606:4700::1111]/"]
)
def test_public_addresses_pass(url: str) -> None:
    Guard().check(url)


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.7", "::1", "fd00::1", "169.254.169.254"])
def test_a_name_that_leads_inside_is_refused(address: str) -> None:
    guard = Guard(resolver=lambda host, port: ["93.184.216.34", address])
    with pytest.raises(FetchError, match="not on the public Internet"):
        guard.addresses("www.example.org", 80)


def test_the_judged_address_is_the_one_connected_to(
    web: Web, fetcher: Callable[..., Fetcher]
) -> None:
    """Rebinding: the first answer is harmless, every later one leads to the server."""
    host = web.pages({"/": Reply(b"secret")})
    answers = iter(["192.0.2.1"])
    guard = Guard(
        [f"www.example.org:{host.port}"],
        resolver=lambda name, port: [next(answers, host.name)],
    )
    assert guard.addresses("www.example.org", host.port) == ["192.0.2.1"]
    asked: list[str] = []

    def rebinding(name: str, port: int) -> list[str]:
        asked.append(name)
        return ["93.184.216.34"] if len(asked) == 1 else [host.name]

    strict = Guard(resolver=rebinding)
    strict.check("http://www.example.org:8080/")
    assert strict.addresses("www.example.org", 8080) == ["93.184.216.34"]
    with pytest.raises(FetchError, match="not on the public Internet"):
        fetcher(guard=strict).get("http://www.example.org:8080/")
    assert web.log == []


def test_a_redirect_inside_is_refused(web: Web, fetcher: Callable[..., Fetcher]) -> None:
    targets = [
        "http://127.0.0.1:1/",
        "file:///etc/passwd",
        "http://[::1]/",
        "http://2130706433/",
        "//169.254.169.254/latest",
    ]
    host = web.pages(
        {f"/{i}": Reply(status=302, headers={"Location": to}) for i, to in enumerate(targets)}
    )
    names = []
    for index in range(len(targets)):
        with pytest.raises(FetchError) as refusal:
            fetcher().get(f"{host.url}/{index}")
        names.append(refusal.value.name)
    assert names == ["port", "scheme", "private_address", "private_address", "private_address"]


@pytest.mark.parametrize(
    ("entry", "url", "passes"),
    [
        ("127.0.0.1", "http://127.0.0.1/", True),
        ("127.0.0.1", "http://127.0.0.1:9000/", False),
        ("127.0.0.1:9000", "http://127.0.0.1:9000/", True),
        ("127.0.0.1:*", "http://127.0.0.1:12345/", True),
        ("127.0.0.1", "http://127.0.0.2/", False),
        ("10.0.0.0/8", "http://10.9.8.7/", True),
        ("10.0.0.0/8", "http://192.168.0.1/", False),
        ("[::1]:8080", "http://[::1]:8080/", True),
        ("::1", "http://[::1]/", True),
        ("intranet", "http://intranet/", True),
        ("*.county.internal", "http://www.county.internal/", True),
        ("*.county.internal", "http://other.internal/", False),
    ],
)
def test_the_setting_opens_exactly_what_it_names(entry: str, url: str, passes: bool) -> None:
    guard = Guard([entry])
    if passes:
        guard.check(url)
    else:
        with pytest.raises(FetchError):
            guard.check(url)


def test_an_unreadable_setting_says_so() -> None:
    with pytest.raises(FetchError, match="DUIXIAN_ALLOW_HOSTS"):
        Guard(["a:b:c"])


def test_public_is_judged_through_ipv6_wrappings() -> None:
    assert is_public(ipaddress.ip_address("::ffff:93.184.216.34"))
    assert not is_public(ipaddress.ip_address("::ffff:10.0.0.1"))


def test_an_unknown_name_is_told_apart() -> None:
    with pytest.raises(FetchError) as failure:
        Guard().addresses("no-such-name.invalid", 80)
    assert failure.value.name == "dns"
