"""Settings: `DUIXIAN_*` variables, or the same names in lower case in a `duixian.toml`.

A variable of the environment wins over the file. The file is read once at start-up, by the command
and by the app; everything else only looks at the environment.
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

FILE = "duixian.toml"


class SettingsError(ValueError):
    """The settings file can't be used; the message says where and what to do."""


def apply_file(path: Path = Path(FILE)) -> None:
    """Put the file's values into the environment where no variable says otherwise.

    `home = "/srv/duixian"` becomes DUIXIAN_HOME. Lists are joined by commas, true and false become
    1 and 0. Raises SettingsError where the file is no TOML or holds a table.
    """
    if not path.is_file():
        return
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not valid TOML ({error}): mend it or remove it.") from error
    for key, value in values.items():
        os.environ.setdefault(f"DUIXIAN_{key.upper()}", _as_text(path, key, value))


def _as_text(path: Path, key: str, value: object) -> str:
    """A value of the file as the environment would carry it."""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, list):
        return ",".join(str(item) for item in value)
    if isinstance(value, str | int | float):
        return str(value)
    raise SettingsError(f"{path}: `{key}` must be a text, a number, true, false or a list.")
