from customer360.identity.dbt_inputs import resolution_of


def model(dbt, session):
    """Identifiers that tie nobody, with the reason."""
    return resolution_of(
        records=dbt.ref("int_identity_records").to_arrow_table(),
        hints=dbt.ref("int_identity_hints").to_arrow_table(),
        overrides=dbt.ref("int_identity_overrides").to_arrow_table(),
        companies=dbt.ref("int_companies").to_arrow_table(),
    ).blocked
