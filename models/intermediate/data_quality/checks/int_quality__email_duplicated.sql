-- One address on several records of one system; the rows of this check are addresses.
with customers as (

    select * from {{ ref('stg_unioned__customers') }}
    where email_key is not null

),

final as (

    select
        company_id,
        'email_duplicated' as check_name,
        source_system,
        'customers' as model,
        'email' as column_name,
        min({{ binary_order('source_record_id') }}) as row_key,
        email_key as value,
        count(*) > 1 as is_failed
    from customers
    group by company_id, source_system, email_key

)

select * from final
