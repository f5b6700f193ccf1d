"""The result of a build in one line per company, read from the marts."""

from __future__ import annotations

from dataclasses import dataclass

from customer360.warehouse import PostgresWarehouse, Warehouse, WarehouseError
from customer360.warehouse.base import quoted
from customer360.warehouse.opening import duckdb_file

_QUERY = """
    with records as (
        select company_id, count(*) as record_count
        from {marts}.bridge_customer_records group by company_id
    ),
    customers as (
        select
            company_id,
            count(*) as customer_count,
            sum(case when is_contactable_email or is_contactable_sms then 1 else 0 end)
                as contactable_count
        from {marts}.dim_customers group by company_id
    ),
    conversions as (
        select company_id, count(*) as conversion_count
        from {marts}.fct_conversions group by company_id
    ),
    orders as (
        select company_id, count(*) as order_count
        from {marts}.fct_conversions where conversion_type = 'order' group by company_id
    ),
    -- a company's now can move back; the results of a later one are none of today
    newest_runs as (
        select results.company_id, max(results.run_at) as run_at
        from {marts}.fct_quality_results as results
        inner join {marts}.dim_companies as companies
            on results.company_id = companies.company_id and results.run_at <= companies.as_of
        group by results.company_id
    ),
    broken as (
        select results.company_id, count(*) as broken_count
        from {marts}.fct_quality_results as results
        inner join newest_runs
            on results.company_id = newest_runs.company_id and results.run_at = newest_runs.run_at
        where results.status <> 'pass' group by results.company_id
    ),
    rejected as (
        select company_id, count(*) as rejected_count
        from {marts}.rejected_rows group by company_id
    )
    select
        companies.company_id,
        coalesce(records.record_count, 0),
        coalesce(customers.customer_count, 0),
        coalesce(customers.contactable_count, 0),
        coalesce(orders.order_count, 0),
        coalesce(conversions.conversion_count, 0),
        coalesce(broken.broken_count, 0),
        coalesce(rejected.rejected_count, 0)
    from raw.companies as companies
    left join records on companies.company_id = records.company_id
    left join customers on companies.company_id = customers.company_id
    left join conversions on companies.company_id = conversions.company_id
    left join orders on companies.company_id = orders.company_id
    left join broken on companies.company_id = broken.company_id
    left join rejected on companies.company_id = rejected.company_id
    order by companies.company_id
"""


@dataclass(frozen=True)
class CompanySummary:
    company_id: str
    records: int
    customers: int
    #: Customers who may be written to, by e-mail or SMS.
    contactable: int
    orders: int
    #: Conversions of every type the company counts, orders among them.
    conversions: int
    rules_broken: int
    rows_rejected: int


def summarise(warehouse: Warehouse, schema_prefix: str = "") -> list[CompanySummary]:
    """One summary per landed company, in order of company_id.

    Raises WarehouseError where the marts have not been built yet.
    """
    marts = f"{schema_prefix}marts"
    if not warehouse.table_exists(marts, "dim_customers"):
        raise WarehouseError(f"there is no table {marts}.dim_customers yet; run dbt build first")
    return [
        CompanySummary(row[0], *(int(number) for number in row[1:]))
        for row in warehouse.fetch(_QUERY.format(marts=quoted(marts)))
    ]


def place_of(warehouse: Warehouse) -> str:
    """Where the warehouse lies, for people: a file, or a server and its database."""
    if isinstance(warehouse, PostgresWarehouse):
        server = warehouse.connection.info
        return f"PostgreSQL database {server.dbname} on {server.host}:{server.port}"
    return str(duckdb_file())
