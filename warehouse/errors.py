"""What can go wrong between a finished extraction and a published file.

One base class for the stage. A message is one plain sentence that says what is wrong, what is on
disk now, and what to do next; it is shown to people as it stands.
"""

from __future__ import annotations

from collections.abc import Sequence


class WarehouseError(Exception):
    """Base of everything that the warehouse refuses."""


class LockedError(WarehouseError):
    """Another process writes at this moment; trying again later helps."""


class NotPublishedError(WarehouseError):
    """There is no published version yet."""


class DamagedError(WarehouseError):
    """A file of the home can't be opened as a warehouse; `duixian doctor` may mend it."""


class MigrationError(WarehouseError):
    """The file's schema can't be brought to the present one."""


class ChecksFailedError(WarehouseError):
    """The new version didn't pass its own checks; the old one stays.

    `found` are the checks, each with its number of cases.
    """

    def __init__(self, message: str, *, found: Sequence[tuple[str, int]]) -> None:
        super().__init__(message)
        self.found = tuple(found)
        self.names = tuple(name for name, _ in found)


class RefusedReportError(WarehouseError):
    """A report contradicts itself (offsets, year, no text) and isn't stored."""


class RefusedQueryError(WarehouseError):
    """The door lets exactly one reading statement pass; this was another one."""


class QueryLimitError(WarehouseError):
    """A query ran past its limit of time or memory."""


class QueryError(WarehouseError):
    """A reading statement that DuckDB can't run (a wrong name, a wrong type)."""


class ExportError(WarehouseError):
    """The rows can't be written in the wanted format without loss."""


class CorrectionError(WarehouseError):
    """A correction names no observation, no field that can be corrected, or no author.

    `zh` is the same sentence in Chinese: corrections are made in the app by readers of both.
    """

    def __init__(self, message: str, zh: str) -> None:
        super().__init__(message)
        self.zh = zh


class BackupError(WarehouseError):
    """A backup can't be made, or isn't whole."""


class SharedError(WarehouseError):
    """The shared warehouse can't be reached, or this home can't take part in it as it is."""
