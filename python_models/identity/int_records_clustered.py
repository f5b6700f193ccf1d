from customer360.identity.dbt_inputs import record_customers


def model(dbt, session):
    """The customer of each record: records that decisions about pairs hold together."""
    return record_customers(
        records=dbt.ref("int_identity_records").to_arrow_table(),
        pairs=dbt.ref("int_record_pairs_scored").to_arrow_table(),
    )
