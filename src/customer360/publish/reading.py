"""Opens a published file so that a reader can read its tables and do nothing else."""

from __future__ import annotations

from pathlib import Path

import duckdb

#: DuckDB's settings for a BI tool's connection: no file beside this one, and no way back.
LOCKED_DOWN = {"enable_external_access": "false", "lock_configuration": "true"}


def open_published(file: Path | str) -> duckdb.DuckDBPyConnection:
    """A connection that refuses to write, to read other files and to change its settings.

    Open one for each query, or each page: an open connection keeps reading the file it opened,
    also after a newer one was published.
    """
    return duckdb.connect(str(file), read_only=True, config=dict(LOCKED_DOWN))
