from customer360.identity.dbt_inputs import scored_pairs


def model(dbt, session):
    """Every kept pair of records with its evidence: level and weight of each comparison."""
    return scored_pairs(
        records=dbt.ref("int_identity_records").to_arrow_table(),
        hints=dbt.ref("int_identity_hints").to_arrow_table(),
        overrides=dbt.ref("int_identity_overrides").to_arrow_table(),
        companies=dbt.ref("int_companies").to_arrow_table(),
    )
