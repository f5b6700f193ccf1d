"""The people side of customer360: review proposed merges, look at a person, work off bad data.

Run it with `make app`; README.md beside this file says how it finds its data.
"""

from __future__ import annotations

import streamlit as st
from customer_page import customer_page
from quality_page import quality_page
from review_page import review_page

from marts import MartsError, companies, open_file

st.set_page_config(page_title="customer360", layout="wide")

PAGES = {
    "Review queue": review_page,
    "Customer": customer_page,
    "Data quality": quality_page,
}


def main() -> None:
    st.sidebar.title("customer360")
    try:
        file = open_file()
    except MartsError as error:
        st.error(str(error))
        st.stop()
    names = companies(file)
    company = st.sidebar.selectbox(
        "Company", list(names), format_func=lambda one: names[one].name, key="company"
    )
    page = st.sidebar.radio("Page", list(PAGES), key="page")
    if company is None:
        st.info("No company has been built yet: dbt build, then customer360 publish.")
        st.stop()
    st.sidebar.caption(f"As of {names[company].as_of}. Read from {file.name}.")
    PAGES[page](file, names[company])


main()
