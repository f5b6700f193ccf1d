-- No date, in the future, or over 120 years ago.
with customers as (

    select * from {{ ref('stg_unioned__customers') }}

),

final as (

    select
        customers.company_id,
        'birth_date_implausible' as check_name,
        customers.source_system,
        'customers' as model,
        'birth_date' as column_name,
        customers.source_record_id as row_key,
        customers.birth_date_text as value,
        customers.birth_date is null as is_failed
    from customers
    where customers.birth_date_text is not null

)

select * from final
