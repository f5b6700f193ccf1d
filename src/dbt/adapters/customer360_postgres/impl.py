"""The adapter: dbt-postgres with a place to run Python models."""

from __future__ import annotations

import traceback
from typing import Any

from dbt.adapters.base import available
from dbt.adapters.base.impl import log_code_execution
from dbt.adapters.contracts.connection import AdapterResponse
from dbt.adapters.postgres.impl import PostgresAdapter
from dbt_common.exceptions import DbtRuntimeError

from dbt.adapters.customer360_postgres.connections import Customer360PostgresConnectionManager
from dbt.adapters.customer360_postgres.python_models import run_python_model


class Customer360_PostgresAdapter(PostgresAdapter):
    # dbt finds this module by the lower-cased name of the class, hence the underscore.

    ConnectionManager = Customer360PostgresConnectionManager

    @log_code_execution
    def submit_python_job(
        self, parsed_model: dict[str, Any], compiled_code: str
    ) -> AdapterResponse:
        """Run a Python model; its rows wait in a temporary table of this very connection.

        The materialization then selects from that table, so the swap of old and new table is one
        transaction with all hooks and grants, exactly as for a SQL model.
        """
        connection = self.connections.get_thread_connection()
        with self.connections.exception_handler(f"Python model {parsed_model['unique_id']}"):
            if not connection.transaction_open:
                self.connections.begin()
            try:
                row_count = run_python_model(connection.handle, parsed_model, compiled_code)
            except Exception as error:
                trace = "".join(traceback.format_exception(error))
                raise DbtRuntimeError(f"Python model failed:\n{trace}") from error
        return AdapterResponse(_message=f"PYTHON {row_count}", rows_affected=row_count)

    @available.parse_none
    def keep_other_builds_out(self) -> None:
        """Macro only_one_build: no second build of the same schemas until this run ends."""
        self.connections.keep_other_builds_out()
