from customer360.identity.dbt_inputs import junk_identifiers


def model(dbt, session):
    """Identifiers that people fill in where they have none, on whatever row they stand."""
    return junk_identifiers(identifiers=dbt.ref("int_identifiers_observed").to_arrow_table())
