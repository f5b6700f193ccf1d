with source as (

    select * from {{ source('landing', 'exchange_rates') }}

),

final as (

    select
        company_id,
        rate_date,
        upper(trim(from_currency)) as from_currency,
        upper(trim(to_currency)) as to_currency,
        {{ exact_rate('rate') }} as rate,
        loaded_at
    from source

)

select * from final
