"""One person: the golden record and everything that happened, newest first."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st
from words import in_words, said

from marts import Company, query

_SEARCH = """
    select customer_id, full_name, email, phone, city, lifecycle_stage, order_count, net_revenue
    from marts.dim_customers
    where company_id = ?
        and (
            ? = ''
            or contains(lower(concat_ws(' ', full_name, email, phone, customer_id)), lower(?))
        )
    order by net_revenue desc nulls last, customer_id
    limit 50
"""
_CUSTOMER = "select * from marts.dim_customers where company_id = ? and customer_id = ?"
_RECORDS = """
    select source_system, source_record_id, linked_by, confidence
    from marts.bridge_customer_records
    where company_id = ? and customer_id = ?
    order by source_system, source_record_id
"""
#: What happened -> a query with the columns happened_at, what, detail.
_TIMELINE = {
    "touch": """
        select touched_at as happened_at, touch_type as what,
            concat_ws(', ', channel, campaign_id) as detail
        from marts.fct_touches
    """,
    "order": """
        select converted_at as happened_at, conversion_type as what,
            concat_ws(', ', cast(net_value as varchar) || ' ' || currency, order_channel) as detail
        from marts.fct_conversions
    """,
    "stage": """
        select valid_from as happened_at, 'became ' || stage as what, entered_by as detail
        from marts.fct_lifecycle_intervals
    """,
    "consent": """
        select valid_from as happened_at, channel || ' ' || status as what, source as detail
        from marts.fct_consent_intervals
    """,
}


def customer_page(file: Path, company: Company) -> None:
    st.header("Customer")
    words = st.text_input("Name, e-mail, phone or id", key="search").strip()
    found = query(file, _SEARCH, company.company_id, words, words)
    if found.empty:
        st.info("Nobody is called so.")
        return
    names = {row.customer_id: _called(row) for row in found.itertuples()}
    chosen = st.selectbox(
        f"{len(names)} found, most revenue first",
        list(names),
        format_func=names.get,
        key="customer",
    )
    _facts(query(file, _CUSTOMER, company.company_id, chosen).iloc[0], company)
    st.subheader("Timeline")
    kinds = st.multiselect("Show", list(_TIMELINE), default=list(_TIMELINE), key="kinds")
    events = timeline(file, company.company_id, chosen, kinds)
    _months(events)
    st.dataframe(in_words(events), width="stretch", hide_index=True)
    st.subheader("Source records")
    records = query(file, _RECORDS, company.company_id, chosen)
    st.dataframe(in_words(records), width="stretch", hide_index=True, height="content")


def timeline(file: Path, company_id: str, customer_id: str, kinds: list[str]) -> pd.DataFrame:
    """Columns happened_at (UTC), kind, what, detail; newest first."""
    parts = [
        query(file, f"{_TIMELINE[kind]} where company_id = ? and customer_id = ?", *key).assign(
            kind=kind
        )
        for kind in kinds
        for key in [(company_id, customer_id)]
    ]
    columns = ["happened_at", "kind", "what", "detail"]
    if not parts:
        return pd.DataFrame(columns=columns)
    events = pd.concat(parts, ignore_index=True)
    return events.sort_values(["happened_at", "kind", "what"], ascending=False)[columns]


def _months(events: pd.DataFrame) -> None:
    """What happened, by month and kind."""
    if events.empty:
        return
    months = events["happened_at"].dt.to_period("M").dt.to_timestamp()
    counted = pd.crosstab(months, events["kind"])
    st.bar_chart(counted, height=180, x_label="", y_label="events", color=_colours(counted))


def _colours(counted: pd.DataFrame) -> list[str]:
    of_kinds = {"touch": "#8a94a6", "order": "#34568b", "stage": "#c2902e", "consent": "#2f8f5b"}
    return [of_kinds[kind] for kind in counted.columns]


def _called(row) -> str:
    name = row.full_name or row.email or row.phone or row.customer_id
    return f"{name}, {row.city}" if row.city else str(name)


def _facts(customer: pd.Series, company: Company) -> None:
    first = st.columns(4)
    first[0].metric("Stage", said(customer.lifecycle_stage))
    first[1].metric("Orders", f"{customer.order_count:,}")
    first[2].metric(f"Net revenue, {company.currency}", f"{customer.net_revenue or 0:,.0f}")
    first[3].metric("Records", f"{customer.record_count:,}")
    may = [name for name in ("email", "sms") if customer[f"is_contactable_{name}"]]
    st.write(f"May be contacted by **{' and '.join(may)}**." if may else "May not be contacted.")
    known = customer.drop(["company_id"]).dropna()
    with st.expander("The golden record"):
        st.dataframe(
            pd.DataFrame(
                {"Attribute": known.index.map(said), "Value": known.astype(str).to_numpy()}
            ),
            width="stretch",
            hide_index=True,
        )
