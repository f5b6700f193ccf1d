-- A text that can be no phone number in the person's country.
with customers as (

    select * from {{ ref('stg_unioned__customers') }}

),

records as (

    select * from {{ ref('int_identity_records') }}

),

final as (

    select
        customers.company_id,
        'phone_invalid' as check_name,
        customers.source_system,
        'customers' as model,
        'phone' as column_name,
        customers.source_record_id as row_key,
        customers.phone as value,
        records.phone_e164 is null as is_failed
    from customers
    inner join records
        on
            customers.company_id = records.company_id
            and customers.source_system = records.source_system
            and customers.source_record_id = records.source_record_id
    where customers.phone is not null

)

select * from final
