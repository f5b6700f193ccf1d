-- Who was logged in on which browser, from the first time it was seen.
with events as (

    select * from {{ source('ga4', 'event') }}
    where user_id is not null and user_pseudo_id is not null

),

final as (

    select
        company_id,
        source_system,
        'anonymous_id' as id_type_a,
        user_pseudo_id as id_value_a,
        'external_customer_id' as id_type_b,
        user_id as id_value_b,
        min(timestamp) as observed_at,
        'login' as link_type,
        {{ unknown_columns(['confidence']) }},
        max(_fivetran_synced) as loaded_at
    from events
    group by company_id, source_system, user_pseudo_id, user_id

)

select * from final
