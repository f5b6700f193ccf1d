"""The steward's work list: broken rules, and the rows that break them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import streamlit as st
from words import in_words, said

from customer360.publish.cells import plain_cell
from marts import Company, query

_RULES = """
    select rule_id, check_name, source_system, column_name, checked_rows, failed_rows, failed_share,
        threshold, status, owner
    from marts.fct_quality_results as results
    where
        company_id = ?
        -- the history keeps rules that nobody asks any more
        and run_at <= (select as_of from marts.dim_companies where company_id = results.company_id)
    qualify run_at = max(run_at) over ()
    order by status = 'pass', failed_share desc, rule_id
"""
_FAILURES = """
    select source_system, source_record_id, "column", value, severity, owner
    from marts.fct_quality_failures
    where company_id = ? and rule_id = ?
    order by source_system, source_record_id
    limit 1000
"""
_SHARES = {
    "Failed share": st.column_config.ProgressColumn(format="percent", min_value=0, max_value=1),
    "Allowed": st.column_config.NumberColumn(format="percent"),
}


def quality_page(file: Path, company: Company) -> None:
    st.header("Data quality")
    rules = rules_of_today(file, company.company_id)
    broken = rules[rules["status"] != "pass"]
    st.caption(f"{len(broken)} of {len(rules)} rules are broken. Personal values are masked.")
    st.dataframe(_shown(rules), width="stretch", hide_index=True, column_config=_SHARES)
    failing = rules[rules["failed_rows"] > 0]
    if failing.empty:
        st.success("No row breaks a rule.")
        return
    rule = st.selectbox(
        "Rows that break", list(failing["rule_id"]), format_func=rule_name, key="rule"
    )
    rows = query(file, _FAILURES, company.company_id, rule)
    st.dataframe(in_words(rows), width="stretch", hide_index=True)
    st.download_button(
        "Download as CSV",
        # A spreadsheet must not take a value for a formula.
        rows.fillna("").astype(str).map(plain_cell).to_csv(index=False),
        file_name=f"{company.company_id}_work_list.csv",
        mime="text/csv",
    )


def rules_of_today(file: Path, company_id: str) -> pd.DataFrame:
    """The rules of the company's own now, the broken ones first."""
    return query(file, _RULES, company_id)


def rule_name(rule_id: str) -> str:
    """email_missing:erp as Email missing in erp."""
    name, _, system = rule_id.partition(":")
    return f"{said(name)} in {system}" if system else said(name)


def _shown(rules: pd.DataFrame) -> pd.DataFrame:
    """What a steward reads of each rule: the worst first, most of the names in words."""
    shown = pd.DataFrame(
        {
            "Status": rules["status"],
            "Rule": rules["rule_id"].map(rule_name),
            "Failed share": rules["failed_share"],
            "Failed": rules["failed_rows"],
            "Of": rules["checked_rows"],
            "Allowed": rules["threshold"],
            "Column": rules["column_name"],
            "Owner": rules["owner"],
        }
    )
    return shown.dropna(axis="columns", how="all")
