"""How many customers there really are, and which systems know the same people."""

from __future__ import annotations

from customer360.report.marts import ReportMarts

_CUSTOMERS = """
    select
        company_id,
        sum(record_count),
        count(*),
        sum(case when is_contactable_email or is_contactable_sms then 1 else 0 end),
        sum(case when lifecycle_stage in ('adopt', 'advocate') then 1 else 0 end),
        count(distinct case when household_id is not null then household_id end)
    from {marts}.dim_customers
    group by company_id
    order by company_id
"""

_SYSTEMS = """
    with known as (
        select
            company_id, customer_id, source_system, count(*) as record_count,
            count(*) over (partition by company_id, customer_id) as system_count
        from {marts}.bridge_customer_records
        group by company_id, customer_id, source_system
    )
    select
        known.company_id,
        known.source_system,
        sum(known.record_count),
        count(*),
        sum(case
            when customers.is_contactable_email or customers.is_contactable_sms then 1 else 0
        end),
        sum(case when customers.lifecycle_stage in ('adopt', 'advocate') then 1 else 0 end),
        sum(case when known.system_count = 1 then 1 else 0 end)
    from known
    inner join {marts}.dim_customers as customers
        on known.company_id = customers.company_id
        and known.customer_id = customers.customer_id
    group by known.company_id, known.source_system
    order by known.company_id, count(*) desc, known.source_system
"""

_OVERLAPS = """
    with known as (
        select distinct company_id, customer_id, source_system
        from {marts}.bridge_customer_records
    )
    select one.company_id, one.source_system, other.source_system, count(*)
    from known as one
    inner join known as other
        on one.company_id = other.company_id
        and one.customer_id = other.customer_id
        and one.source_system < other.source_system
    group by one.company_id, one.source_system, other.source_system
    order by one.company_id, one.source_system, other.source_system
"""


def base(marts: ReportMarts) -> dict[str, dict]:
    if not marts.has("dim_customers", "bridge_customer_records"):
        return {}
    totals = marts.rows(_CUSTOMERS, ("records", "customers", "contactable", "active", "households"))
    systems = marts.rows(
        _SYSTEMS, ("name", "records", "customers", "contactable", "active", "only")
    )
    overlaps = marts.rows(_OVERLAPS, ("a", "b", "customers"))
    return {
        company: {**row, "systems": systems[company], "overlaps": overlaps[company]}
        for company, (row,) in totals.items()
    }
