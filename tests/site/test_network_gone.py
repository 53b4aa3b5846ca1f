"""The network goes away in mid-run: what was stored stays, and the next run gets the rest."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from govsite.runs import run_once
from govsite.web import Host, Reply
from govsite.world import World

from warehouse import checks
from warehouse.connect import open_reading
from warehouse.doctor import Doctor
from warehouse.home import Home

# Lists, a report of several pages, a PDF and a Word attachment, and a list found from a home page.
SOURCES = ["x01", "x02", "x03", "x11", "x25"]
# What a network that is gone looks like, by the names of the failures.
NETWORK = {"reset", "refused", "unreachable", "robots_unreachable"}


class Cut:
    """All sites of the sources at once: up, or gone after so many more requests."""

    def __init__(self, counties: World) -> None:
        self._lock = threading.Lock()
        self._left = 1_000_000
        self._closing: threading.Thread | None = None
        self.hosts = [counties.hosts[int(name[1:]) - 1] for name in SOURCES]
        for host in self.hosts:
            host._answer = self._through(host._answer)

    def _through(self, answer):
        def cut(path: str, headers: dict[str, str]) -> Reply:
            reply = answer(path, headers)
            with self._lock:
                self._left -= 1
                if self._left == 0:
                    self._closing = threading.Thread(target=self._close)
                    self._closing.start()
            # Connections that are open die in the middle of their answer.
            return reply if self._left > 0 else Reply(reply.body or b"x" * 100, fault="reset")

        return cut

    def _close(self) -> None:
        for host in self.hosts:
            host.close()

    def after(self, requests: int) -> None:
        self._left = requests

    def mend(self) -> None:
        if self._closing is not None:
            self._closing.join()  # the run may end before the last site is down
        self._left = 1_000_000
        for host in self.hosts:
            _open(host)


def _open(host: Host) -> None:
    """Bring a site up at its old address; a port that another program borrowed comes back."""
    for attempt in range(40):
        try:
            host.open()
        except OSError:
            if attempt == 39:
                raise
            time.sleep(0.5)
        else:
            return


@pytest.mark.slow
@pytest.mark.parametrize("requests", [2, 9, 17, 26])
def test_a_run_that_loses_its_network_loses_no_report(
    counties: World, tmp_path: Path, requests: int
) -> None:
    cut = Cut(counties)
    sound = run_once(counties.cards(), tmp_path / "sound", SOURCES)
    assert len(sound.held) == 3 * len(SOURCES)
    path = tmp_path / "home"
    cut.after(requests)
    lost = run_once(counties.cards(), path, SOURCES)
    assert set(lost.held) < set(sound.held)
    failed = lost.named("failed")
    assert failed
    assert all(str(one.error).endswith(".") for one in failed)
    usual = {row[2] for row in sound.fetches}
    assert {row[2] for row in lost.fetches} - usual <= NETWORK
    cut.mend()
    after = run_once(counties.cards(), path, SOURCES)
    assert after.held == sound.held
    assert after.named("failed") == []
    assert Doctor(Home(path)).examine() == []
    with open_reading(Home(path).published()) as connection:
        assert all(one.passed for one in checks.run(connection, everything=True))
