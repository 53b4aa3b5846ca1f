"""The version of the extraction rules, so that a stored report says which rules read it.

It is the package's version with a digest over the rules and the vocabulary: whoever changes a
line of either gets another version, without having to remember a number.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

_FOLDER = Path(__file__).resolve().parent


@cache
def extractor_version() -> str:
    """The version as text, such as 0.1.0+3f9a1c52."""
    return (
        f"{version('duixian')}+{_digest('extract/**/*.py', 'reference/*.tsv', 'reference/*.toml')}"
    )


@cache
def vocabulary_version() -> str:
    """The state of the indicators, their names and the units."""
    return _digest(*(f"reference/{name}.tsv" for name in ("indicators", "name_parts", "units")))


def _digest(*patterns: str) -> str:
    """Eight hexadecimal digits over the names and contents of the files."""
    digest = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in _FOLDER.glob(pattern)}):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]
