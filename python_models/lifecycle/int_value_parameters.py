from customer360.lifecycle.dbt_inputs import fitted_parameters


def model(dbt, session):
    """The parameters of the models of purchases and values, fitted for each company."""
    return fitted_parameters(
        order_days=dbt.ref("int_customer_order_days").to_arrow_table(),
        companies=dbt.ref("int_companies").to_arrow_table(),
        settings=dbt.ref("int_company_settings").to_arrow_table(),
    )
