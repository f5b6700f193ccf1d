from customer360.identity.households import households


def model(dbt, session):
    """The household of each customer who shares an address or a contact with another."""
    return households(dbt.ref("int_customer_places").to_arrow_table())
