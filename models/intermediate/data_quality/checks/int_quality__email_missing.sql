-- Nobody can write to them. A row that was rejected because it names nobody has no e-mail either.
with customers as (

    select * from {{ ref('stg_unioned__customers') }}

),

rejected_rows as (

    select * from {{ ref('stg_landing__rejected_rows') }}

),

final as (

    select
        company_id,
        'email_missing' as check_name,
        source_system,
        'customers' as model,
        'email' as column_name,
        source_record_id as row_key,
        email as value,
        email is null as is_failed
    from customers

    union all

    select
        company_id,
        'email_missing' as check_name,
        source_system,
        'customers' as model,
        'email' as column_name,
        source_record_id as row_key,
        cast(null as {{ dbt.type_string() }}) as value,
        true as is_failed
    from rejected_rows
    where table_name = 'customers' and is_without_identity

)

select * from final
