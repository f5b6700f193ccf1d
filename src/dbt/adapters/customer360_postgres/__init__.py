"""dbt's Postgres adapter plus Python models, which run in the dbt process on DuckDB.

Everything else (seeds, grants, contracts, indexes, incremental strategies) is dbt-postgres.
"""

from dbt.adapters.base import AdapterPlugin

from dbt.adapters.customer360_postgres.connections import (
    Customer360PostgresConnectionManager,
    Customer360PostgresCredentials,
)
from dbt.adapters.customer360_postgres.impl import Customer360_PostgresAdapter
from dbt.include import customer360_postgres

__all__ = [
    "Customer360PostgresConnectionManager",
    "Customer360PostgresCredentials",
    "Customer360_PostgresAdapter",
    "Plugin",
]

Plugin = AdapterPlugin(
    adapter=Customer360_PostgresAdapter,
    credentials=Customer360PostgresCredentials,
    include_path=customer360_postgres.PACKAGE_PATH,
    dependencies=["postgres"],
)
