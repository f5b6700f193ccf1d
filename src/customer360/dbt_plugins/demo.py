"""dbt-duckdb plugin: settles the demo when dbt opens the file, gives each connection its keys.

Named in profiles.yml. The same happens for PostgreSQL in its adapter's ``open``.
"""

from __future__ import annotations

from dbt.adapters.duckdb.plugins import BasePlugin
from dbt_common.exceptions import DbtRuntimeError
from duckdb import DuckDBPyConnection

from customer360.dbt_plugins.connection_keys import VARIABLE, connection_keys
from customer360.dbt_plugins.demo_setting import settle_demo
from customer360.privacy.salt import SaltError
from customer360.warehouse import DuckDBWarehouse, WarehouseError


class Plugin(BasePlugin):
    def configure_connection(self, conn: DuckDBPyConnection) -> None:
        """Called once per database that dbt opens, before any statement of the run."""
        try:
            settle_demo(DuckDBWarehouse(conn))
        except (ValueError, WarehouseError) as error:
            raise DbtRuntimeError(str(error)) from error

    def configure_cursor(self, cursor: DuckDBPyConnection) -> None:
        """Called for every thread's connection."""
        try:
            keys = connection_keys()
        except SaltError as error:
            raise DbtRuntimeError(str(error)) from error
        for name, key in keys.items():
            cursor.execute(f"set variable {VARIABLE}{name} = ?", [key])
