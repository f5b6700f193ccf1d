"""The review queue: two customers that may be one person, and a decision about them."""

from __future__ import annotations

from pathlib import Path

import altair as alt
import pandas as pd
import streamlit as st
from decisions import CANNOT_LINK, MUST_LINK, Decision, decide, decided, overrides_file, pair_of
from words import said

from marts import Company, query

_QUEUE = """
    select review_rank, record_key_a, record_key_b, customer_id_a, customer_id_b,
        match_probability, net_revenue
    from marts.fct_identity_reviews
    where company_id = ?
    order by review_rank
"""
_PEOPLE = """
    select customer_id, full_name, email, phone, cast(birth_date as varchar) as birth_date, street,
        postal_code, city, country, record_count, order_count, net_revenue
    from marts.dim_customers
    where company_id = ? and customer_id in (?, ?)
"""
_LINK = """
    select * from marts.fct_identity_links
    where company_id = ? and record_key_a = ? and record_key_b = ?
"""
_SAME = "same"
#: What says nothing about who somebody is.
_NUMBERS = ("record_count", "order_count", "net_revenue")


def review_page(file: Path, company: Company) -> None:
    st.header("Review queue")
    queue = query(file, _QUEUE, company.company_id)
    known = decided(company.company_id)
    is_open = [
        pair_of(row.record_key_a, row.record_key_b) not in known for row in queue.itertuples()
    ]
    waiting = queue[is_open]
    st.caption(
        f"{len(waiting)} proposed merges wait, most money at stake first; {len(known)} decided."
        " A decision always wins in the next build."
    )
    if waiting.empty:
        st.success("Nothing waits for a decision.")
        return
    rank = st.selectbox(
        "Proposal",
        list(waiting["review_rank"]),
        format_func=lambda one: _title(waiting[waiting["review_rank"] == one].iloc[0], company),
        key="proposal",
    )
    proposal = waiting[waiting["review_rank"] == rank].iloc[0]
    people = query(
        file, _PEOPLE, company.company_id, proposal.customer_id_a, proposal.customer_id_b
    )
    narrow = {_SAME: st.column_config.TextColumn(width=50)}
    st.dataframe(
        _side_by_side(people, proposal), width="stretch", height="content", column_config=narrow
    )
    _ask(company, proposal)
    st.subheader("The evidence")
    st.caption("In bits, factors of two: what lies right of zero speaks for one person.")
    link = query(file, _LINK, company.company_id, proposal.record_key_a, proposal.record_key_b)
    if not link.empty:
        st.altair_chart(_drawn(evidence(link.iloc[0])), width="stretch")


def evidence(link: pd.Series) -> pd.DataFrame:
    """Comparison, level and bits of each comparison that says something, and their sum."""
    parts = [name.removesuffix("_weight") for name in link.index if name.endswith("_weight")]
    rows = [("before comparing", "", link["prior_weight"])]
    rows += [
        (part.replace("_", " "), link[f"{part}_level"], link[f"{part}_weight"])
        for part in parts
        if f"{part}_level" in link.index and link[f"{part}_weight"]
    ]
    rows.append(("together", link["decision"], link["match_weight"]))
    return pd.DataFrame(rows, columns=["comparison", "level", "bits"])


def _drawn(parts: pd.DataFrame) -> alt.Chart:
    """A bar for each comparison, its number beside its name."""
    rows = zip(parts["comparison"], parts["level"].fillna(""), parts["bits"], strict=True)
    parts = parts.assign(
        name=[
            f"{said(comparison)}{level and ': '}{level.replace('_', ' ')}  {bits:+.2f}"
            for comparison, level, bits in rows
        ],
        speaks=["for" if bits > 0 else "against" for bits in parts["bits"]],
    )
    colours = alt.Scale(domain=["for", "against"], range=["#2f8f5b", "#c8473d"])
    return (
        alt.Chart(parts)
        .mark_bar()
        .encode(
            alt.Y("name", sort=None, title=None, axis=alt.Axis(labelLimit=320)),
            alt.X("bits", title=None),
            alt.Color("speaks", scale=colours, legend=None),
        )
        .properties(height=26 * len(parts) + 30)
    )


def _title(proposal: pd.Series, company: Company) -> str:
    return (
        f"{proposal.review_rank}. {proposal.record_key_a} and {proposal.record_key_b}:"
        f" {proposal.match_probability:.0%}, {proposal.net_revenue:,.0f} {company.currency}"
    )


def _side_by_side(people: pd.DataFrame, proposal: pd.Series) -> pd.DataFrame:
    table = people.set_index("customer_id").reindex(
        [proposal.customer_id_a, proposal.customer_id_b]
    )
    table.index = [proposal.record_key_a, proposal.record_key_b]
    # One column per person; texts, because a column of a table has one type.
    sides = table.T.map(lambda value: "" if pd.isna(value) else str(value))
    first, second = (sides.iloc[:, place] for place in (0, 1))
    agrees = (first == second) & (first != "")
    differs = (first != second) & (first != "") & (second != "")
    sides.insert(0, _SAME, agrees.map({True: "=", False: ""}).mask(differs, "≠"))
    sides.loc[list(_NUMBERS), _SAME] = ""
    return sides.rename(index=said)


def _ask(company: Company, proposal: pd.Series) -> None:
    reason = st.text_input("Why (kept with the decision)", key=f"reason_{proposal.review_rank}")
    same, different, _ = st.columns([1, 1, 3])
    if same.button("One person", type="primary", width="stretch"):
        _keep(company, proposal, MUST_LINK, reason)
    if different.button("Two people", width="stretch"):
        _keep(company, proposal, CANNOT_LINK, reason)
    st.caption(f"Written to {overrides_file(company.company_id)}; customer360 land brings it in.")


def _keep(company: Company, proposal: pd.Series, link: str, reason: str) -> None:
    decide(
        company.company_id,
        Decision(proposal.record_key_a, proposal.record_key_b, link, reason.strip()),
    )
    st.rerun()
