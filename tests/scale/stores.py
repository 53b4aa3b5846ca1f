"""A shared warehouse that isn't founded yet, and `duixian` in processes of its own around it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warehouse import Home, open_published
from warehouse.lake import Lake

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"


COMPARED = ("attainment", "target_change", "observation", "statement", "claim", "section")


def answers(home: Path) -> dict[str, list[Any]]:
    """All rows of what people ask, without the numbers of reports and observations."""
    found = {}
    with open_published(Home(home)) as connection:
        for table in COMPARED:
            columns = [row[0] for row in connection.execute(f"DESCRIBE {table}").fetchall()]
            told = [f'"{name}"' for name in columns if not name.endswith(("report_id", "ation_id"))]
            found[table] = connection.execute(
                f"SELECT {', '.join(told)} FROM {table} ORDER BY ALL"
            ).fetchall()
    return found


@dataclass(frozen=True)
class Store:
    """Where the catalogue and the files lie."""

    address: str
    data: Path

    @property
    def lake(self) -> Lake:
        """The same for a writer in this process."""
        return Lake(self.address, str(self.data))

    def environment(self, home: Path) -> dict[str, str]:
        """What a process of `home` needs to take part."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("DUIXIAN_")}
        return kept | {
            "DUIXIAN_HOME": str(home),
            "DUIXIAN_WAREHOUSE": self.address,
            "DUIXIAN_WAREHOUSE_DATA": str(self.data),
        }

    def start(self, home: Path, *words: str) -> subprocess.Popen[str]:
        """Start `duixian` in a process of its own."""
        return subprocess.Popen(
            [sys.executable, str(ROOT / "cli.py"), *words],
            env=self.environment(home), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    def run(self, home: Path, *words: str) -> str:
        """Run `duixian` to its end; fails with what it printed."""
        return finished(self.start(home, *words))


def finished(process: subprocess.Popen[str]) -> str:
    """What a process printed, once it ended well."""
    printed, _ = process.communicate(timeout=240)
    assert process.returncode == 0, printed
    return printed
