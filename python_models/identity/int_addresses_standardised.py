from customer360.standardise import address_keys


def model(dbt, session):
    """Each address as landed beside a key that does not mind spelling, script or word order."""
    observed = dbt.ref("int_addresses_observed").to_arrow_table()
    keys = address_keys(observed["street"], observed["place"])
    return observed.append_column("address_key", keys)
