"""Finds the compiled form of the extraction rules and puts it before the interpreted one.

`make fast` compiles `ingest/extract` with mypyc into the virtual environment (`build.py`). What was
compiled counts only while the sources are, byte for byte, those that it was made from: an edited
rule is at once read from its source again, and no one ever runs rules that they can't see.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "extract"
SHARED = "duixian__mypyc"  # the library that holds the code; the modules are doors to it
SUFFIX: str = sysconfig.get_config_var("EXT_SUFFIX")


def sources(package: Path = PACKAGE) -> list[Path]:
    """The modules that are compiled: all below `package` but the doors, in the order of names."""
    return sorted(path for path in package.rglob("*.py") if path.name != "__init__.py")


def fingerprint(package: Path = PACKAGE) -> str:
    """A hash over names and bytes of the sources: what compiled rules must have been made from."""
    digest = hashlib.sha256()
    for path in [*sources(package), package.parent / "model.py"]:
        name = path.relative_to(package.parent).as_posix()
        digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def folder() -> Path:
    """Where rules compiled from the present sources lie in this environment, if they were made.

    The name says from what and for which Python, so a folder that is there can be used as it is.
    """
    name = f"{sys.implementation.cache_tag}-{fingerprint()[:16]}"
    return Path(sys.prefix) / "lib" / "duixian" / name


def with_compiled(search: Iterable[str]) -> list[str]:
    """Give the folders where the modules of `ingest.extract` are looked for.

    `search` alone where nothing fits: nothing compiled, made from other sources or for another
    Python, unreadable, or switched off by DUIXIAN_COMPILED=0.
    """
    folders = list(search)
    if os.environ.get("DUIXIAN_COMPILED") == "0":
        return folders
    try:
        made = folder()
        _load_shared(made)
    except (OSError, ImportError):
        return folders
    return [str(made / "ingest" / "extract"), *folders]


def in_use() -> bool:
    """Whether this process runs the compiled rules."""
    return SHARED in sys.modules


def _load_shared(made: Path) -> None:
    """Import the shared library by its place, so that `sys.path` stays as it is."""
    spec = importlib.util.spec_from_file_location(SHARED, made / f"{SHARED}{SUFFIX}")
    if spec is None or spec.loader is None:
        raise ImportError(f"{SHARED} can't be loaded")
    module = importlib.util.module_from_spec(spec)
    sys.modules[SHARED] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[SHARED]
        raise
