"""Compiles the extraction rules with mypyc: `python -m ingest.compiled.build`, or `make fast`.

The rules stay the Python that one reads; their types let mypyc turn them into C, which runs them
more than half as fast again. It takes a minute and a C compiler. Without one nothing changes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from contextlib import suppress
from pathlib import Path

from ingest.compiled import PACKAGE, SHARED, folder, sources

ROOT = PACKAGE.parent.parent
# Types of other packages aren't needed to compile these modules; their errors are for `make lint`.
_TYPES = ["--config-file=", "--follow-imports=silent", "--ignore-missing-imports"]


def compiler() -> str | None:
    """Give the C compiler's path; None where there is none."""
    named = os.environ.get("CC") or (sysconfig.get_config_var("CC") or "cc")
    return shutil.which(named.split()[0])


def build() -> bool:
    """Compile the rules unless they already are; false, with one sentence, where it can't be done.

    Raises `subprocess.CalledProcessError` where the compiler stops on an error.
    """
    made = folder()
    if made.is_dir():
        return True
    if compiler() is None:
        _say("No C compiler here: the extraction rules stay interpreted.")
        return False
    _say("Compiling the extraction rules; this takes a minute.")
    made.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=made.parent) as scratch:
        # In a process of its own: setuptools changes the process that it runs in.
        work = [sys.executable, "-m", __spec__.name, "--into", scratch]
        subprocess.run(work, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        with suppress(OSError):  # another process was quicker
            (Path(scratch) / "lib").rename(made)
    for old in made.parent.glob(f"{sys.implementation.cache_tag}-*"):
        if old != made:
            shutil.rmtree(old, ignore_errors=True)
    return True


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")


def _compile(into: Path) -> None:
    """Write the compiled modules to `into`/lib; the working folder is the repository's."""
    from mypyc.build import mypycify  # noqa: PLC0415 - only where something is built
    from setuptools import Distribution  # noqa: PLC0415
    from setuptools.command.build_ext import build_ext  # noqa: PLC0415

    paths = [str(path.relative_to(ROOT)) for path in sources()]
    modules = mypycify(
        [*_TYPES, *paths],
        opt_level="2",
        debug_level="0",
        multi_file=True,
        target_dir=str(into / "c"),
        group_name=SHARED.removesuffix("__mypyc"),
    )
    step = build_ext(Distribution({"name": "duixian", "ext_modules": modules}))
    step.build_lib, step.build_temp = str(into / "lib"), str(into / "objects")
    step.parallel = os.cpu_count()
    step.ensure_finalized()
    step.run()
    for door in PACKAGE.glob("*/__init__.py"):  # what is found beside a door is of its package
        shutil.copy(door, into / "lib" / door.relative_to(ROOT))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--into"]:
        _compile(Path(sys.argv[2]))
    else:
        build()
