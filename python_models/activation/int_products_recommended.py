from customer360.recommendations import recommendations


def model(dbt, session):
    """The next best products of each customer, with the reason for each."""
    return recommendations(
        companies=dbt.ref("int_companies").to_arrow_table(),
        customers=dbt.ref("int_lifecycle_first_seen").to_arrow_table(),
        products=dbt.ref("int_products").to_arrow_table(),
        order_products=dbt.ref("int_order_products").to_arrow_table(),
        purchases=dbt.ref("int_purchases").to_arrow_table(),
        wishes=dbt.ref("int_interests").to_arrow_table(),
    )
