from customer360.lifecycle.dbt_inputs import abandon_backtests


def model(dbt, session):
    """What each abandon method would have called, judged by the second half of the history."""
    return abandon_backtests(
        order_days=dbt.ref("int_customer_order_days").to_arrow_table(),
        settings=dbt.ref("int_company_settings").to_arrow_table(),
        companies=dbt.ref("int_companies").to_arrow_table(),
    )
