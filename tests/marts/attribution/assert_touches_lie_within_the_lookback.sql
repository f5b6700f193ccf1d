-- No credit for a touch after its conversion, of another customer, or older than the lookback.
select credits.*
from {{ ref('fct_attribution_touches') }} as credits
inner join {{ ref('int_conversion_lookbacks') }} as lookbacks
    on
        credits.company_id = lookbacks.company_id
        and credits.conversion_id = lookbacks.conversion_id
inner join {{ ref('fct_touches') }} as touches
    on
        credits.company_id = touches.company_id
        and credits.touch_id = touches.touch_id
where
    touches.touched_at > credits.converted_at
    or touches.touched_at < {{ add_days('credits.converted_at', '-lookbacks.lookback_days') }}
    or credits.customer_id is null
    or touches.customer_id is null
    or touches.customer_id != credits.customer_id
