"""A warehouse in memory with the same schema, for comparing two files without touching a home."""

from __future__ import annotations

import duckdb

from warehouse import migrate, rows
from warehouse.rows import StoredReport, StoreResult
from warehouse.store import Refresh
from warehouse.vocabulary import Reference, put_reference
from warehouse.working import Install


class MemoryWarehouse:
    """Takes reports like a `Writer` and answers on `connection`; nothing is published."""

    def __init__(
        self,
        *,
        install: Install | None = None,
        refresh: Refresh | None = None,
        reference: Reference | None = None,
    ) -> None:
        self.connection = duckdb.connect(":memory:")
        self._refresh = refresh
        migrate.migrate(self.connection)
        if reference is not None:
            put_reference(self.connection, reference)
        if install is not None:
            install(self.connection)

    def store(self, report: StoredReport) -> StoreResult:
        """Write one report with its verdicts; raises RefusedReportError."""
        self.connection.execute("BEGIN")
        try:
            result = rows.store(self.connection, report)
            if self._refresh is not None:
                self._refresh(self.connection, [report.region_code])
            self.connection.execute("COMMIT")
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        return result
