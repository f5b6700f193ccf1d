-- A touch of a customer whom the source had not created yet.
with touches as (

    select * from {{ ref('stg_unioned__touches') }}

),

customers as (

    select * from {{ ref('stg_unioned__customers') }}
    where created_at is not null

),

final as (

    select
        touches.company_id,
        'touch_before_customer_created' as check_name,
        touches.source_system,
        'touches' as model,
        'occurred_at' as column_name,
        touches.touch_id as row_key,
        cast(touches.occurred_at as {{ dbt.type_string() }}) as value,
        touches.occurred_at < customers.created_at as is_failed
    from touches
    inner join customers
        on
            touches.company_id = customers.company_id
            and touches.source_system = customers.source_system
            and touches.source_customer_id = customers.source_record_id

)

select * from final
