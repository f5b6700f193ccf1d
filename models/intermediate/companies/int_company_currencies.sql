with settings as (

    select * from {{ ref('int_company_settings') }}

),

final as (

    select
        company_id,
        value as currency,
        valid_from,
        valid_to
    from settings
    where setting = 'currency'

)

select * from final
