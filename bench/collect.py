"""How fast, how politely and in how much memory reports are fetched.

The sites are the fictional ones of the tests, served over real HTTP on loopback by this process, so
the figures hold server and client on one machine. `--sources N` takes the first N of the 48.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import brotli

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "site"), str(ROOT / "tests" / "read")]

from assembly import open_writer  # noqa: E402
from ingest.collect import collect  # noqa: E402
from ingest.errors import FetchError  # noqa: E402
from ingest.fetch.client import Fetcher  # noqa: E402
from ingest.fetch.guard import Guard  # noqa: E402
from ingest.fetch.limits import MEBIBYTE, Limits  # noqa: E402
from ingest.sources import parse  # noqa: E402
from warehouse.home import Home  # noqa: E402

LOOPBACK = "127.0.1.0/24:*"
QUICK = Limits(host_interval_seconds=0.01, backoff_seconds=0.02)


def speed(sources: int) -> None:
    """One run from an empty warehouse, verdicts included, and the run after it."""
    from govsite.world import world  # type: ignore[import-not-found]  # noqa: PLC0415

    with world() as counties, tempfile.TemporaryDirectory() as folder:
        catalogue = {one.id: one for one in parse(counties.cards(), "cards")}
        chosen = list(catalogue)[:sources]
        for name in ("first run", "second run"):
            clock, asked = time.monotonic(), len(counties.web.log)
            with (
                Fetcher(limits=QUICK, guard=Guard([LOOPBACK]), environment={}) as fetcher,
                open_writer(Home(Path(folder))) as writer,
            ):
                writer.begin_run("bench")
                results = collect(writer, sources=chosen, catalogue=catalogue, fetcher=fetcher)
                writer.end_run()
                writer.publish()
            seconds = time.monotonic() - clock
            count = Counter(result.outcome for result in results)
            print(
                f"{name}: {count['new']} reports new, {count['failed']} failed, "
                f"{len(counties.web.log) - asked} requests in {seconds:.1f} s, "
                f"{count['new'] / seconds:.1f} reports a second"
            )


def politeness(interval: float) -> None:
    """What six hosts see of a run with several visitors at once for each."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

    from govsite.web import Reply, Web  # type: ignore[import-not-found]  # noqa: PLC0415

    with Web() as web:
        hosts = [web.add(lambda path, headers: Reply(b"x" * 700)) for _ in range(6)]
        limits = replace(QUICK, host_interval_seconds=interval)
        with (
            Fetcher(limits=limits, guard=Guard([LOOPBACK]), environment={}) as fetcher,
            ThreadPoolExecutor(24) as pool,
        ):
            list(pool.map(fetcher.get, [f"{host.url}/{n}" for n in range(8) for host in hosts]))
        times: dict[str, list[float]] = defaultdict(list)
        for asked in web.log:
            times[asked.host].append(asked.at)
        gaps = [b - a for seen in times.values() for a, b in pairwise(seen)]
        rate = max((len(seen) - 1) / (seen[-1] - seen[0]) for seen in times.values())
        most = max(host.most_at_once for host in hosts)
    print(
        f"interval {interval} s, 24 threads, 6 hosts: at most {rate:.2f} requests a second and "
        f"{most} at once to one host; least gap {min(gaps):.3f} s"
    )


def memory() -> None:
    """The peak of a fresh process that meets bodies over the default limit."""
    for name in ("nothing", "plain", "gzip", "brotli"):
        made = subprocess.run(
            [sys.executable, __file__, "--body", name], capture_output=True, text=True, check=True
        )
        print(made.stdout.strip())


def one_body(name: str) -> None:
    """Fetch a body of 1 GiB (announced by nobody), and say how much memory that took."""
    from govsite.web import Reply, Web  # noqa: PLC0415

    size = 1024 * MEBIBYTE
    bodies: dict[str, Callable[[], Reply]] = {
        "nothing": lambda: Reply(b"x" * 700),
        "plain": lambda: Reply(b"", headers={"Content-Length": str(size)}),
        "gzip": lambda: Reply(_zeros_gzip(), headers={"Content-Encoding": "gzip"}),
        "brotli": lambda: Reply(_zeros_brotli(), headers={"Content-Encoding": "br"}),
    }
    reply = bodies[name]()
    reply.headers.setdefault("Content-Length", str(len(reply.body)))
    with Web() as web:
        host = web.add(lambda path, headers: Reply(status=404) if "robots" in path else reply)
        before = _peak()
        with Fetcher(guard=Guard([LOOPBACK]), limits=QUICK, environment={}) as fetcher:
            try:
                fetcher.get(f"{host.url}/x")
                outcome = "ok"
            except FetchError as error:
                outcome = error.name
    limit = Limits().body_bytes / MEBIBYTE
    print(
        f"{name}: {len(reply.body) / 1024:.0f} KiB sent, {outcome}; peak {_peak():.0f} MiB "
        f"({_peak() - before:.0f} more than before; limit {limit:.0f} MiB)"
    )


def _zeros_gzip() -> bytes:
    """One gzip stream of a gibibyte of zeros, made without holding it."""
    packer, block = zlib.compressobj(9, zlib.DEFLATED, 31), bytes(MEBIBYTE)
    return b"".join(packer.compress(block) for _ in range(1024)) + packer.flush()


def _zeros_brotli() -> bytes:
    """One brotli stream of a gibibyte of zeros."""
    packer, block = brotli.Compressor(quality=3), bytes(MEBIBYTE)
    return bytes(b"".join(packer.process(block) for _ in range(1024)) + packer.finish())


def _peak() -> float:
    """The most memory of this process so far, in MiB (getrusage would count its parent's)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=int, default=48)
    parser.add_argument("--interval", type=float, default=0.5)
    parser.add_argument("--body", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.body:
        one_body(given.body)
        return
    speed(given.sources)
    politeness(given.interval)
    memory()


if __name__ == "__main__":
    main()
