from customer360.identity.dbt_inputs import blocked_identifiers


def model(dbt, session):
    """Identifiers on records that tie nobody, with the reason."""
    return blocked_identifiers(
        records=dbt.ref("int_identity_records").to_arrow_table(),
        companies=dbt.ref("int_companies").to_arrow_table(),
    )
