"""A writer of its own: stores a changed report and publishes, again and again, until it is stopped.

    python -m tests.app.publish_again HOME

Prints the number of each version that it published, and ends when its input closes.
"""

from __future__ import annotations

import select
import sys
from pathlib import Path

import compare
from tests.app import world
from warehouse.home import Home
from warehouse.store import Writer

# Seconds between two publications; an ingest of real reports publishes far less often.
PAUSE = 4.0
# The region whose report changes each time; what tests look at is another one.
CHANGING = 3


def main(path: str) -> None:
    with Writer(
        Home(Path(path)),
        install=compare.install,
        refresh=compare.refresh,
        reference=world.reference(),
    ) as writer:
        version = 0
        while not select.select([sys.stdin], [], [], PAUSE)[0]:
            version += 1
            writer.store(world.report(CHANGING, 2026, extra=f"这是第{version}次改写。"))
            sys.stdout.write(f"{writer.publish().version}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
