"""What the intervals of the lifecycle cost, as a ratio to sorting and writing their events.

    python benchmarks/lifecycle_intervals.py [--customers 1000000] [--method fixed_days]

Makes one company with six events a customer (orders, refunds, carts, tiers), runs the project's own
models from these tables to fct_lifecycle_intervals in DuckDB, and sets their CPU time against a
scan, sort and write of the same events.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
from collections.abc import Callable
from pathlib import Path

import duckdb
from dbt.cli.main import dbtRunner

from customer360.project import PROJECT_ROOT

#: The models that are timed, in the order in which they are built.
TIMED = (
    "int_lifecycle_rules",
    "int_order_day_silences",
    "int_lifecycle_orders",
    "int_lifecycle_purchases",
    "int_lifecycle_attempts",
    "int_loyalty_events",
    "int_loyalty_states",
    "int_lifecycle_tiers",
    "int_lifecycle_referrals",
    "int_lifecycle_moments",
    "int_lifecycle_stages",
    "int_lifecycle_intervals",
    "fct_lifecycle_intervals",
)

#: One row for each event: 53 % orders, 6 % of them refunded, 42 % carts, 5 % tiers.
EVENTS = """
    create table events as
    select
        'acme' as company_id,
        md5(cast(hash(event * 7 + 1) % {customers} as varchar)) as customer_id,
        md5(cast(event as varchar)) as event_id,
        case
            when hash(event * 3 + 2) % 100 < 53 then 'order'
            when hash(event * 3 + 2) % 100 < 95 then 'cart'
            else 'tier'
        end as kind,
        timestamp '2022-01-01' + (hash(event * 11 + 3) % 94608000)::bigint * interval '1 second'
            as occurred_at,
        (hash(event * 13 + 4) % 100 < 6) as is_refunded,
        cast(hash(event * 17 + 5) % 20000 / 100.0 as numeric(18, 2)) as value
    from range(cast({events} as bigint)) as numbers(event)
"""

INPUTS = """
    create table intermediate.int_orders_valued as
    select company_id, customer_id, 'shop' as source_system, event_id as order_id, 'paid' as status,
        occurred_at as ordered_at, cast(occurred_at as date) as order_date,
        value as net_value_reporting,
        case when is_refunded then occurred_at + interval 9 day end as fully_refunded_at
    from events where kind = 'order';
    create table intermediate.int_whos_resolved as
    select distinct customer_id as who_key, customer_id from events;
    create table staging.stg_unioned__cart_events as
    select company_id, customer_id as who_key, 'added' as event_type, occurred_at
    from events where kind = 'cart';
    create table staging.stg_unioned__loyalty_events as
    select company_id, 'club' as source_system, event_id as loyalty_event_id,
        customer_id as who_key, customer_id as loyalty_id, 'tier_changed' as event_type,
        case when value < 50 then 'gold' else 'silver' end as tier, 0 as points,
        cast(null as varchar) as reward_id, cast(null as numeric(18, 2)) as reward_cost,
        cast(null as varchar) as order_id, occurred_at
    from events where kind = 'tier';
    create table staging.stg_unioned__crm_stages as
    select company_id, customer_id as who_key, occurred_at from events where false;
    create table staging.stg_unioned__campaign_members as
    select company_id, customer_id as who_key, kind as status, occurred_at as status_at
    from events where false;
    create table intermediate.int_touches_classified as
    select company_id, customer_id, kind as channel, kind as touch_type, occurred_at as touched_at
    from events where false;
    create table intermediate.int_lifecycle_first_seen as
    select company_id, customer_id, min(occurred_at) as first_seen_at from events group by all;
    create table intermediate.int_companies as
    select 'acme' as company_id, 'UTC' as time_zone, 'EUR' as currency,
        timestamp '2025-01-01' as as_of;
    create table intermediate.int_company_currencies as
    select company_id, currency, date '1900-01-01' as valid_from, cast(null as date) as valid_to
    from intermediate.int_companies;
    create table intermediate.int_company_settings as
    select 'acme' as company_id, setting, value, date '1900-01-01' as valid_from,
        cast(null as date) as valid_to
    from (values ('abandon_method', '{method}'), ('abandon_days', '180'), ('advocate_orders', '5'),
        ('attempt_expiry_days', '30'), ('abandon_p_alive', '0.5'), ('tiers', 'silver,gold'))
        as settings(setting, value);
    create table intermediate.int_value_parameters as
    select 'acme' as company_id, date '1950-01-01' as valid_from, 100000 as repeat_customer_count,
        0.6 as r, 60.0 as alpha_days, 0.9 as a, 2.0 as b;
    create table intermediate.int_silence_limits as
    select 'acme' as company_id, date '1950-01-01' as valid_from, cast(0 as bigint) as repeats,
        cast(0 as bigint) as recency_days, cast(0 as bigint) as silence_days where false;
    create table intermediate.int_customer_order_days as
    select company_id, customer_id, order_date, count(*) as order_count
    from intermediate.int_orders_valued group by all;
"""

SORTED = """
    create table sorted_events as
    select * from events order by company_id, customer_id, occurred_at
"""


def compiled_models(folder: Path, database: Path) -> dict[str, tuple[str, str, str]]:
    """Model -> its schema, materialization and SQL."""
    os.environ.update(CUSTOMER360_DUCKDB=str(database), CUSTOMER360_DEMO="false")
    place = ["--project-dir", str(PROJECT_ROOT), "--profiles-dir", str(PROJECT_ROOT)]
    place += ["--target-path", str(folder / "target"), "--log-path", str(folder / "logs")]
    result = dbtRunner().invoke(["--log-level", "none", "compile", "--select", *TIMED, *place])
    if not result.success:
        raise SystemExit(f"dbt compile failed: {result.exception}")
    nodes = [entry.node for entry in result.result.results]
    return {
        node.name: (node.schema, node.config.materialized, node.compiled_code) for node in nodes
    }


def cpu_seconds(work: Callable[[], object]) -> float:
    before = resource.getrusage(resource.RUSAGE_SELF)
    work()
    after = resource.getrusage(resource.RUSAGE_SELF)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--customers", type=int, default=1_000_000)
    parser.add_argument(
        "--method", default="fixed_days", choices=("fixed_days", "individual_gap", "p_alive")
    )
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        # dbt names the database after the file
        (folder / "parsed").mkdir()
        models = compiled_models(folder, folder / "parsed" / "customer360.duckdb")
        with duckdb.connect(str(folder / "customer360.duckdb")) as connection:
            run(connection, models, arguments.customers, arguments.method)


def run(connection, models, customers: int, method: str) -> None:
    connection.execute("set preserve_insertion_order = false")
    for schema in ("intermediate", "staging", "marts"):
        connection.execute(f"create schema {schema}")
    connection.execute(EVENTS.format(customers=customers, events=6 * customers))
    connection.execute(INPUTS.format(method=method))
    baseline = cpu_seconds(lambda: connection.execute(SORTED))
    print(f"{6 * customers:,} events of {customers:,} customers, {method}")
    print(f"scan, sort and write of the events: {baseline:.2f} s of CPU")
    total = 0.0
    for name in TIMED:
        schema, materialized, sql = models[name]
        kind = "view" if materialized == "view" else "table"
        statement = f"create {kind} {schema}.{name} as {sql}"
        seconds = cpu_seconds(lambda statement=statement: connection.execute(statement))
        total += seconds
        print(f"  {name:28} {seconds:6.2f} s")
    rows = connection.execute("select count(*) from marts.fct_lifecycle_intervals").fetchone()[0]
    print(f"{rows:,} intervals: {total:.2f} s of CPU, {total / baseline:.2f} times the events")


if __name__ == "__main__":
    main()
