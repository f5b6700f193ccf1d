"""Reads the marts for the report; one that has not been built has no rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from customer360.visible import visible
from customer360.warehouse import Warehouse, WarehouseError
from customer360.warehouse.base import quoted

#: Values as JSON can hold them.
Plain = str | int | float | bool | None


class ReportMarts:
    """The marts of one warehouse, with ``schema_prefix`` before the schema's name.

    Raises WarehouseError where no mart has been built.
    """

    def __init__(self, warehouse: Warehouse, schema_prefix: str = "") -> None:
        self.warehouse = warehouse
        self.schema_prefix = schema_prefix
        self._schema = f"{schema_prefix}marts"
        if not self._has_been_built("dim_companies"):
            raise WarehouseError(
                f"there is no table {self._schema}.dim_companies yet; run dbt build first"
            )

    def rows(self, query: str, names: Iterable[str]) -> dict[str, list[dict[str, Plain]]]:
        """Rows by company, none for a company without. The query's first column is company_id,
        then comes one column per name; ``{marts}`` stands for the schema.

        There are no rows at all where a mart of the query has not been built: a selection of
        models may leave some out.
        """
        found: dict[str, list[dict[str, Plain]]] = defaultdict(list)
        if not all(map(self._has_been_built, marts_of(query))):
            return found
        keys = list(names)
        for company_id, *values in self.warehouse.fetch(query.format(marts=quoted(self._schema))):
            found[company_id].append(dict(zip(keys, map(plain, values), strict=True)))
        return found

    def _has_been_built(self, mart: str) -> bool:
        return self.warehouse.table_exists(self._schema, mart)


def marts_of(query: str) -> list[str]:
    """Names of the marts that a query of this package reads."""
    return re.findall(r"\{marts\}\.(\w+)", query)


def plain(value: Any) -> Plain:
    """A value of the database as JSON can hold it; months become YYYY-MM by the queries."""
    if isinstance(value, Decimal | float):
        # The last digits of a sum follow the order in which a warehouse adds.
        number = float(value if isinstance(value, Decimal) else f"{value:.12g}")
        # A sum of whole numbers is whole, whichever type a warehouse gives it.
        return int(number) if number.is_integer() else number
    if isinstance(value, datetime | date):
        return value.isoformat()
    # A name must not turn the direction of the sentence that it stands in.
    return visible(value) if isinstance(value, str) else value


def month(column: str) -> str:
    """SQL for the month of a day as YYYY-MM, the same text on both warehouses."""
    return (
        f"cast(extract(year from {column}) as varchar) || '-' ||"
        f" right('0' || cast(extract(month from {column}) as varchar), 2)"
    )
