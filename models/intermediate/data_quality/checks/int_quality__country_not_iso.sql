-- A name, or a code in lower case, instead of an ISO 3166 code.
with customers as (

    select * from {{ ref('stg_unioned__customers') }}

),

final as (

    select
        customers.company_id,
        'country_not_iso' as check_name,
        customers.source_system,
        'customers' as model,
        'country' as column_name,
        customers.source_record_id as row_key,
        customers.country as value,
        coalesce(customers.landing_flags like '%country:not_iso_code%', false) as is_failed
    from customers
    where customers.country is not null

)

select * from final
