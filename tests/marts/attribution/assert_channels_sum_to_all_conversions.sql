-- Under every model the channels' conversions and their value sum to those of the type.
with credited as (

    select
        company_id,
        conversion_type,
        attribution_model,
        sum(conversions) as conversions,
        sum(conversion_value) as conversion_value
    from {{ ref('fct_attribution_channels') }}
    group by company_id, conversion_type, attribution_model

),

expected as (

    {% for attribution_model in ['markov_order_1', 'markov_order_2', 'markov_order_3', 'shapley'] %}
    select
        company_id,
        conversion_type,
        '{{ attribution_model }}' as attribution_model,
        count(*) as conversions,
        coalesce(sum(net_value_reporting), 0) as conversion_value
    from {{ ref('fct_conversions') }}
    group by company_id, conversion_type
    {{ "union all" if not loop.last }}
    {% endfor %}

)

select
    expected.company_id as expected_company_id,
    credited.company_id as credited_company_id,
    expected.attribution_model,
    expected.conversions as expected_conversions,
    credited.conversions as credited_conversions
from expected
full outer join credited
    on
        expected.company_id = credited.company_id
        and expected.conversion_type = credited.conversion_type
        and expected.attribution_model = credited.attribution_model
where
    expected.company_id is null
    or credited.company_id is null
    or abs(expected.conversions - credited.conversions) > 1e-9 * expected.conversions
    or abs(expected.conversion_value - credited.conversion_value)
    > 1e-9 * greatest(1, abs(expected.conversion_value))
