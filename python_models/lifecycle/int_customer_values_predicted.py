from customer360.lifecycle.dbt_inputs import predicted_values


def model(dbt, session):
    """What each customer and prospect is likely to order in the coming year."""
    return predicted_values(
        customers=dbt.ref("int_lifecycle_first_seen").to_arrow_table(),
        order_days=dbt.ref("int_customer_order_days").to_arrow_table(),
        parameters=dbt.ref("int_value_parameters").to_arrow_table(),
        companies=dbt.ref("int_companies").to_arrow_table(),
    )
