-- An address that no mail can reach.
with customers as (

    select * from {{ ref('stg_unioned__customers') }}

),

final as (

    select
        customers.company_id,
        'email_invalid' as check_name,
        customers.source_system,
        'customers' as model,
        'email' as column_name,
        customers.source_record_id as row_key,
        customers.email as value,
        customers.email_key is null as is_failed
    from customers
    where customers.email is not null

)

select * from final
