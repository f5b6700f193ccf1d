from customer360.identity.dbt_inputs import resolution


def model(dbt, session):
    """Every kept pair of records with its evidence, and what was left out for its size."""
    return resolution(
        records=dbt.ref("int_identity_records").to_arrow_table(),
        hints=dbt.ref("int_identity_hints").to_arrow_table(),
        overrides=dbt.ref("int_identity_overrides").to_arrow_table(),
        companies=dbt.ref("int_companies").to_arrow_table(),
        holds=dbt.source("landing", "identity_holds").to_arrow_table(),
    )
