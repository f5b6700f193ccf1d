"""One small interface to the warehouse, the same on DuckDB and PostgreSQL."""

from customer360.warehouse.base import Warehouse, WarehouseError
from customer360.warehouse.duckdb_warehouse import DuckDBWarehouse
from customer360.warehouse.opening import (
    ENGINE_ERRORS,
    TARGETS,
    chosen_target,
    duckdb_file,
    open_duckdb_source,
    open_warehouse,
)
from customer360.warehouse.postgres_warehouse import PostgresWarehouse

__all__ = [
    "ENGINE_ERRORS",
    "TARGETS",
    "DuckDBWarehouse",
    "PostgresWarehouse",
    "Warehouse",
    "WarehouseError",
    "chosen_target",
    "duckdb_file",
    "open_duckdb_source",
    "open_warehouse",
]
