{#- A silence of more than 54 years is never; so large a number is easy to add to a timestamp. -#}
{%- set never_days = 20000 -%}

with order_days as (

    select * from {{ ref('int_customer_order_days') }}

),

-- where the days are fixed there is nothing to work out for each order
rules as (

    select * from {{ ref('int_lifecycle_rules') }}
    where abandon_method != 'fixed_days'

),

ruled_companies as (

    select distinct company_id from rules

),

limits as (

    select * from {{ ref('int_silence_limits') }}

),

numbered as (

    select
        order_days.company_id,
        order_days.customer_id,
        order_days.order_date,
        row_number() over (
            partition by order_days.company_id, order_days.customer_id
            order by order_days.order_date
        ) - 1 as repeats,
        min(order_days.order_date) over (
            partition by order_days.company_id, order_days.customer_id
        ) as first_order_date,
        lag(order_days.order_date) over (
            partition by order_days.company_id, order_days.customer_id
            order by order_days.order_date
        ) as previous_order_date
    from order_days
    inner join ruled_companies
        on order_days.company_id = ruled_companies.company_id

),

ruled as (

    select
        numbered.*,
        {{ days_between('numbered.first_order_date', 'numbered.order_date') }} as recency_days,
        rules.abandon_method,
        rules.abandon_p_alive,
        rules.parameters_from,
        rules.r,
        rules.alpha_days,
        rules.a,
        rules.b
    from numbered
    inner join rules
        on
            numbered.company_id = rules.company_id
            and {{ is_valid_on('rules', 'numbered.order_date') }}

),

-- three times the customer's own median gap so far, whatever rule held when a gap ended; who bought
-- on one day only has none
gap_silences as (

    select
        ruled.company_id,
        ruled.customer_id,
        ruled.order_date,
        72 * percentile_cont(0.5) within group (
            order by {{ days_between('earlier.previous_order_date', 'earlier.order_date') }}
        ) as silence_hours
    from ruled
    inner join numbered as earlier
        on
            ruled.company_id = earlier.company_id
            and ruled.customer_id = earlier.customer_id
            and ruled.order_date >= earlier.order_date
    where
        ruled.abandon_method = 'individual_gap'
        and earlier.previous_order_date is not null
    group by ruled.company_id, ruled.customer_id, ruled.order_date

),

-- the age at which P(alive) falls to the company's limit, in closed form
model_ages as (

    select
        company_id,
        customer_id,
        order_date,
        recency_days,
        (alpha_days + recency_days)
        * exp(least(ln((1 / abandon_p_alive - 1) * (b + repeats) / a) / (r + repeats), 10))
        - alpha_days as age_days
    from ruled
    where abandon_method = 'p_alive'

),

model_silences as (

    select
        company_id,
        customer_id,
        order_date,
        -- an order is a sign of life for a day at least; a hair above a whole day is that day
        24 * greatest(ceil(least(age_days - recency_days, {{ never_days }}) - 1e-6), 1) as silence_hours
    from model_ages

),

limit_silences as (

    select
        ruled.company_id,
        ruled.customer_id,
        ruled.order_date,
        24 * limits.silence_days as silence_hours
    from ruled
    inner join limits
        on
            ruled.company_id = limits.company_id
            and ruled.parameters_from = limits.valid_from
            and ruled.repeats = limits.repeats
            and ruled.recency_days = limits.recency_days
    where ruled.abandon_method = 'auto'

),

final as (

    select
        company_id,
        customer_id,
        order_date,
        'individual_gap' as abandon_method,
        cast(silence_hours as integer) as silence_hours
    from gap_silences

    union all

    select
        company_id,
        customer_id,
        order_date,
        'p_alive' as abandon_method,
        cast(silence_hours as integer) as silence_hours
    from model_silences

    union all

    select
        company_id,
        customer_id,
        order_date,
        'auto' as abandon_method,
        cast(silence_hours as integer) as silence_hours
    from limit_silences

)

select * from final
