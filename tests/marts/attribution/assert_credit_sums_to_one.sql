-- For every conversion and model the credit of its touches sums to 1, and its value to the net value.
with credits as (

    select
        company_id,
        conversion_id,
        attribution_model,
        sum(count_credit) as count_credit,
        sum(value_credit) as value_credit
    from {{ ref('fct_attribution_touches') }}
    group by company_id, conversion_id, attribution_model

)

select credits.*
from credits
inner join {{ ref('fct_conversions') }} as conversions
    on
        credits.company_id = conversions.company_id
        and credits.conversion_id = conversions.conversion_id
where
    abs(credits.count_credit - 1) > 1e-9
    -- doubles carry 15 digits: on large amounts 1e-9 is meant as a share
    or abs(credits.value_credit - conversions.net_value) > 1e-9 * greatest(1, abs(conversions.net_value))
