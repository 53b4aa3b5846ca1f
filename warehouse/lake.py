"""Reaches the shared warehouse: a DuckLake, with its catalogue in PostgreSQL and Parquet files.

DUIXIAN_WAREHOUSE is what DuckDB's own ATTACH takes (`ducklake:postgres:dbname=… host=…`), so that
anybody can attach the same store by hand. Where the files lie (a folder, `s3://…`) is written into
the catalogue by whoever founds it; only there DUIXIAN_WAREHOUSE_DATA is needed. Passwords stay with
PostgreSQL's own means (PGPASSWORD, ~/.pgpass) and S3 keys with AWS's variables.
"""

from __future__ import annotations

import importlib.util
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb
from tenacity import Retrying, retry_if_exception_message, stop_after_attempt, wait_random

from warehouse.errors import SharedError

Connection = duckdb.DuckDBPyConnection

# The name under which the shared warehouse is attached while reports are exchanged.
NAME = "shared"
PREFIX = "ducklake:"
EXTENSIONS = ("ducklake", "postgres_scanner")
# Tries of a commit that only lost the race for the next snapshot's number; DuckLake's own are 10.
COMMIT_TRIES = 50
# Of two homes that found the store at one moment one fails, and finds it the next time.
_FOUNDING = Retrying(
    retry=retry_if_exception_message(match="(?s).*(duplicate key|already exists)"),
    wait=wait_random(0.5, 2),
    stop=stop_after_attempt(5),
    reraise=True,
)
# AWS's variables and what DuckDB calls them.
S3 = {
    "AWS_ACCESS_KEY_ID": "KEY_ID",
    "AWS_SECRET_ACCESS_KEY": "SECRET",
    "AWS_SESSION_TOKEN": "SESSION_TOKEN",
    "AWS_REGION": "REGION",
}


@dataclass(frozen=True, slots=True)
class Lake:
    """The address of a shared warehouse; `data` is only needed by the home that founds it."""

    address: str
    data: str | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Lake | None:
        """The shared warehouse that the settings name; None where each home is its own."""
        address = environment.get("DUIXIAN_WAREHOUSE", "").strip()
        if not address:
            return None
        if not address.startswith(PREFIX) or address == PREFIX:
            raise SharedError(
                "DUIXIAN_WAREHOUSE must have the form `ducklake:postgres:dbname=NAME host=HOST`; "
                "leave it empty for a warehouse of this home alone."
            )
        return cls(address, environment.get("DUIXIAN_WAREHOUSE_DATA") or None)

    @property
    def shown(self) -> str:
        """The address without a password, for messages."""
        return _without_password(self.address)

    @contextmanager
    def attached(self, connection: Connection) -> Iterator[None]:
        """Attach the store as `shared` for the length of a `with`, outside any transaction."""
        _load(connection)
        data = f" (DATA_PATH {_quoted(_data_path(self.data))})" if self.data else ""
        try:
            _FOUNDING(connection.execute, f"ATTACH {_quoted(self.address)} AS {NAME}{data}")
        except duckdb.Error as error:
            raise self._explained(error) from error
        try:
            yield
        except duckdb.Error as error:
            raise SharedError(
                f"The shared warehouse {self.shown} failed "
                f"({_without_password(_first_line(error))}); what was "
                "ingested is kept here, run `duixian sync` when it is mended."
            ) from error
        finally:
            with suppress(duckdb.Error):  # of a connection that broke
                connection.execute(f"DETACH {NAME}")

    def _explained(self, error: duckdb.Error) -> SharedError:
        told = _without_password(_first_line(error))
        if "data_path is not set" in told:
            return SharedError(
                f"{self.shown} holds no shared warehouse yet; set DUIXIAN_WAREHOUSE_DATA to a "
                "folder or an s3:// address for its files, once, and run `duixian sync`."
            )
        return SharedError(
            f"The shared warehouse {self.shown} can't be reached ({told}); what was ingested is "
            "kept here and goes out with the next `duixian sync`."
        )


def _load(connection: Connection) -> None:
    """Load the extensions from their wheels, or those that DuckDB has installed by itself."""
    try:
        for name in EXTENSIONS:
            connection.execute(f"LOAD {_quoted(_wheel(name) or name)}")
        if os.environ.get("AWS_ACCESS_KEY_ID"):
            connection.execute(f"LOAD {_quoted(_wheel('httpfs') or 'httpfs')}")
            connection.execute(_s3_secret(os.environ))
    except duckdb.Error as error:
        raise SharedError(
            f"DuckDB {duckdb.__version__} can't load what a shared warehouse needs "
            f"({_first_line(error)}); install it with `pip install 'duixian[scale]'`."
        ) from error
    connection.execute(f"SET ducklake_max_retry_count = {COMMIT_TRIES}")
    # DuckDB draws its own bar for statements of some seconds, into whatever a command prints.
    connection.execute("SET enable_progress_bar = false")


def _wheel(name: str) -> str | None:
    """The extension's file in its wheel, if that is installed and of this DuckDB's release."""
    spec = importlib.util.find_spec(f"duckdb_extension_{name}")
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(spec.submodule_search_locations[0]) / "extensions" / f"v{duckdb.__version__}"
    return next((str(path) for path in folder.glob("*.duckdb_extension")), None)


def _s3_secret(environment: Mapping[str, str]) -> str:
    given = {S3[key]: environment[key] for key in S3 if environment.get(key)}
    scheme, sign, endpoint = environment.get("AWS_ENDPOINT_URL", "").partition("://")
    if sign:
        # A store of one's own (MinIO and the like) is addressed by path, and often without TLS.
        given |= {"ENDPOINT": endpoint, "URL_STYLE": "path"}
        given |= {"USE_SSL": "false"} if scheme == "http" else {}
    options = ", ".join(f"{key} {_quoted(value)}" for key, value in given.items())
    return f"CREATE OR REPLACE SECRET duixian_s3 (TYPE s3, {options})"


def _data_path(data: str) -> str:
    """A folder as an absolute path that exists; an address as it is."""
    if "://" in data:
        return data if data.endswith("/") else f"{data}/"
    folder = Path(data).expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SharedError(
            f"The folder {folder} can't be made ({error.strerror}); set DUIXIAN_WAREHOUSE_DATA to "
            "one that all who write can reach."
        ) from error
    return f"{folder}/"


def _without_password(text: str) -> str:
    return re.sub(r"""(password\s*=\s*)('[^']*'|[^\s"]+)|(:)[^:@/\s]+(?=@)""", r"\1\3…", text)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0].rstrip(".")
