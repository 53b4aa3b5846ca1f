"""Runs a function in a forked process that can be killed, limited or put under another user."""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Tell = Callable[[str], None]


@dataclass
class Child:
    """A running child; what it told stands in `lines()` after its end."""

    pid: int
    pipe: int
    told: bytes = b""

    def kill(self) -> None:
        """End it at once, as a loss of power would."""
        os.kill(self.pid, signal.SIGKILL)

    def wait_until_told(self, lines: int) -> None:
        """Wait until it has told so many lines (or ended)."""
        while self.told.count(b"\n") < lines and (piece := os.read(self.pipe, 65_536)):
            self.told += piece

    def wait(self) -> tuple[int, list[str]]:
        """Exit code (negative: the signal) and the lines that it told before its end."""
        while piece := os.read(self.pipe, 65_536):
            self.told += piece
        os.close(self.pipe)
        _, status = os.waitpid(self.pid, 0)
        whole = self.told.decode().rpartition("\n")[0]
        return os.waitstatus_to_exitcode(status), whole.splitlines()


def start(work: Callable[..., Any], *arguments: Any) -> Child:
    """Run `work(tell, *arguments)` in a child; `tell` sends a line that survives a kill."""
    read_end, write_end = os.pipe()
    pid = os.fork()
    if pid:
        os.close(write_end)
        return Child(pid, read_end)
    os.close(read_end)
    code = 1
    try:
        work(lambda line: os.write(write_end, f"{line}\n".encode()), *arguments)
        code = 0
    except BaseException:
        os.write(write_end, f"error {traceback.format_exc()!r}\n".encode())
    finally:
        os._exit(code)
