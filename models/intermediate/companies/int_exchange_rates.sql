with exchange_rates as (

    select * from {{ ref('stg_landing__exchange_rates') }}

),

-- a stated pair also tells its inverse, where the company does not state that one itself
both_directions as (

    select
        company_id,
        rate_date,
        from_currency,
        to_currency,
        rate,
        1 as preference
    from exchange_rates

    union all

    select
        company_id,
        rate_date,
        to_currency as from_currency,
        from_currency as to_currency,
        {{ exact_rate(safe_divide('1', 'rate')) }} as rate,
        2 as preference
    from exchange_rates
    where rate > 0

),

ranked as (

    select
        *,
        row_number() over (
            partition by company_id, from_currency, to_currency, rate_date
            order by preference
        ) as preference_rank
    from both_directions

),

final as (

    select
        company_id,
        from_currency,
        to_currency,
        rate,
        rate_date as valid_from,
        lead(rate_date) over (
            partition by company_id, from_currency, to_currency
            order by rate_date
        ) as valid_to
    from ranked
    where preference_rank = 1

)

select * from final
