from customer360.standardise import phones


def model(dbt, session):
    """Each phone number as landed beside its E.164 form, null where it can be no number."""
    observed = dbt.ref("int_phones_observed").to_arrow_table()
    standardised = phones(observed["phone"], observed["country_code"])
    return observed.append_column("phone_e164", standardised["phone"]).append_column(
        "is_valid", standardised["is_valid"]
    )
