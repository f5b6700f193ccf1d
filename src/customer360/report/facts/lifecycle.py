"""Where customers stand, how they moved, who came back, what they are worth."""

from __future__ import annotations

from customer360.report.marts import ReportMarts, month

_NOW = """
    select company_id, stage, count(*)
    from {marts}.fct_lifecycle_intervals
    where valid_to is null
    group by company_id, stage
"""

_MONTH_ENDS = f"""
    select company_id, {month("month")}, stage, count(*)
    from {{marts}}.fct_customer_months
    group by 1, 2, 3
    order by 1, 2, 3
"""

_FLOWS = f"""
    with moves as (
        select
            company_id, valid_from, stage as to_stage,
            lag(stage) over (partition by company_id, customer_id order by valid_from) as from_stage
        from {{marts}}.fct_lifecycle_intervals
    )
    select company_id, {month("valid_from")}, from_stage, to_stage, count(*)
    from moves
    where from_stage is not null
    group by 1, 2, 3, 4
    order by 1, 2, 3, 4
"""

_FUNNEL = f"""
    select company_id, {month("month")}, from_stage, to_stage, entered, converted
    from {{marts}}.fct_funnel_conversion
    order by 1, 2, 3, 4
"""

_COHORTS = f"""
    select company_id, {month("cohort_month")}, period, cohort_size, retained
    from {{marts}}.fct_retention_cohorts
    order by 1, 2, 3
"""

_VALUES = """
    select
        company_id, value_band, count(*), sum(historic_value), sum(predicted_value_12m)
    from {marts}.fct_customer_value
    group by company_id, value_band
    order by company_id, value_band
"""


def lifecycle(marts: ReportMarts) -> dict[str, dict]:
    flows = marts.rows(_FLOWS, ("month", "from", "to", "customers"))
    month_ends = marts.rows(_MONTH_ENDS, ("month", "stage", "customers"))
    funnel = marts.rows(_FUNNEL, ("month", "from", "to", "entered", "converted"))
    cohorts = marts.rows(_COHORTS, ("month", "period", "size", "retained"))
    values = marts.rows(_VALUES, ("band", "customers", "historic", "predicted"))
    return {
        company: {
            "now": {row["stage"]: row["customers"] for row in stages},
            "month_ends": month_ends[company],
            "flows": flows[company],
            "funnel": funnel[company],
            "cohorts": cohorts[company],
            "values": values[company],
        }
        for company, stages in marts.rows(_NOW, ("stage", "customers")).items()
    }
