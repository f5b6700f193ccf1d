from customer360.attribution.dbt_inputs import removal_effects


def model(dbt, session):
    """What the chains of orders 2 and 3 lose without each channel."""
    past_all_channels = "from_channel is null and to_channel is null"
    untouched = dbt.ref("int_channel_transitions").filter(past_all_channels)
    return removal_effects(
        grams=dbt.ref("int_channel_grams").to_arrow_table(),
        untouched=untouched.to_arrow_table(),
        orders=(2, 3),
    )
