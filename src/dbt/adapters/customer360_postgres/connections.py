"""Connections as dbt-postgres makes them, settled, with the landed data in place."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from typing import Any

import psycopg2
from dbt.adapters.contracts.connection import Connection
from dbt.adapters.postgres.connections import PostgresConnectionManager, PostgresCredentials
from dbt_common.exceptions import DbtRuntimeError

from customer360.dbt_plugins.connection_keys import give_keys_to_libpq
from customer360.dbt_plugins.demo_setting import settle_demo
from customer360.privacy.salt import SaltError
from customer360.warehouse import PostgresWarehouse, WarehouseError
from customer360.warehouse.postgres_warehouse import settle_session


class Customer360PostgresCredentials(PostgresCredentials):
    @property
    def type(self) -> str:
        return "customer360_postgres"


class Customer360PostgresConnectionManager(PostgresConnectionManager):
    TYPE = "customer360_postgres"

    def __init__(self, profile: Any, mp_context: Any) -> None:
        super().__init__(profile, mp_context)
        self._demo_lock = threading.Lock()
        self._demo_is_settled = False
        self._for_this_run = ExitStack()
        try:
            give_keys_to_libpq()
        except SaltError as error:
            raise DbtRuntimeError(str(error)) from error

    def open(self, connection: Connection) -> Connection:
        """Open as dbt-postgres does; before the first use of a run, settle the demo companies.

        dbt reaches ``open`` through the manager of the run, so this one may keep state although the
        method it replaces belongs to the class.
        """
        super().open(connection)
        settle_session(connection.handle)
        with self._demo_lock:
            if not self._demo_is_settled:
                self._settle_demo(connection)
                self._demo_is_settled = True
        return connection

    @staticmethod
    def _settle_demo(connection: Connection) -> None:
        try:
            settle_demo(PostgresWarehouse(connection.handle))
        except (ValueError, WarehouseError) as error:
            raise DbtRuntimeError(str(error)) from error
        connection.handle.commit()

    def keep_other_builds_out(self) -> None:
        """Hold a lock until the run ends; DbtRuntimeError where another build holds it.

        dbt closes its connections between the nodes, and the lock with them, so this is one more.
        """
        connection = self.get_thread_connection()
        place = connection.handle.info.dsn_parameters
        own = psycopg2.connect(**place, password=connection.credentials.password)
        lock = PostgresWarehouse(own, closes_connection=True)
        self._for_this_run.callback(lock.close)
        settle_session(own)
        try:
            task = f"build of {connection.credentials.schema}"
            self._for_this_run.enter_context(lock.only_one(task))
        except WarehouseError as error:
            self._for_this_run.close()
            raise DbtRuntimeError(str(error)) from error

    def cleanup_all(self) -> None:
        """The end of a run, also of one that was interrupted."""
        self._for_this_run.close()
        super().cleanup_all()
