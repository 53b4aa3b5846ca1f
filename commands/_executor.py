"""Where `reextract` reads: in processes of this machine, or on the workers of a Dask cluster.

Both are executors of `concurrent.futures`, so nothing else knows the difference. Workers that know
other rules than this machine would mix two readings in one warehouse; they are refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TYPE_CHECKING

import click

from ingest.version import extractor_version
from warehouse.errors import WarehouseError

if TYPE_CHECKING:
    from distributed import Client

SCHEME = "dask://"
# A scheduler that doesn't answer by then isn't there.
CONNECT_SECONDS = 10
# A worker that dies takes its text along; a second one may read it.
RETRIES = 1


@contextmanager
def executor(address: str | None, jobs: int) -> Iterator[Executor]:
    """Processes of this machine, or the workers behind `dask://HOST:PORT`."""
    if address is None:
        # Forking would copy the open database into every worker.
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
            yield pool
        return
    with _client(address) as client:
        _check_workers(client, address)
        with client.get_executor(pure=False, retries=RETRIES) as pool:
            yield pool


def _client(address: str) -> Client:
    if not address.startswith(SCHEME):
        raise click.UsageError("Write --executor dask://HOST:PORT, the scheduler's address.")
    try:
        from distributed import Client  # noqa: PLC0415 - an extra that one machine never needs
    except ImportError as error:
        raise WarehouseError(
            "Reading on a Dask cluster needs `pip install 'duixian[dask]'`; leave --executor away "
            "to read on this machine."
        ) from error
    try:
        return Client(address.replace(SCHEME, "tcp://"), timeout=CONNECT_SECONDS)
    except (OSError, ValueError) as error:
        raise WarehouseError(
            f"No Dask scheduler answers at {address}; start it with `dask scheduler`, or leave "
            "--executor away to read on this machine."
        ) from error


def _check_workers(client: Client, address: str) -> None:
    """Raise where there is no worker, or one that doesn't read by the rules of this machine."""
    try:
        versions = set(client.run(extractor_version).values())
    except ImportError as error:
        raise WarehouseError(
            f"A worker at {address} has no Duixian; install the same release there as here."
        ) from error
    if not versions:
        raise WarehouseError(
            f"The scheduler at {address} has no workers; start some with `dask worker HOST:PORT`."
        )
    others = versions - {extractor_version()}
    if others:
        raise WarehouseError(
            f"A worker at {address} reads by the rules {min(others)}, this machine by "
            f"{extractor_version()}; install the same release on both."
        )
