from customer360.lifecycle.dbt_inputs import silence_limits


def model(dbt, session):
    """How long customers may be silent where the company leaves the abandon rule to the models."""
    return silence_limits(
        order_days=dbt.ref("int_customer_order_days").to_arrow_table(),
        parameters=dbt.ref("int_value_parameters").to_arrow_table(),
        settings=dbt.ref("int_company_settings").to_arrow_table(),
        companies=dbt.ref("int_companies").to_arrow_table(),
    )
