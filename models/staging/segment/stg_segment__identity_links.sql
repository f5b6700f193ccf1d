-- Which person was seen on which browser or device, from the first time on.
with events as (

    {% for table in ['identifies', 'pages', 'screens', 'tracks'] -%}
    select
        company_id,
        source_system,
        anonymous_id,
        user_id,
        timestamp,
        _fivetran_synced
    from {{ source('segment', table) }}
    {{ "union all" if not loop.last }}
    {% endfor %}

),

final as (

    select
        company_id,
        source_system,
        'anonymous_id' as id_type_a,
        anonymous_id as id_value_a,
        'external_customer_id' as id_type_b,
        user_id as id_value_b,
        min(timestamp) as observed_at,
        'login' as link_type,
        {{ unknown_columns(['confidence']) }},
        max(_fivetran_synced) as loaded_at
    from events
    where anonymous_id is not null and user_id is not null
    group by company_id, source_system, anonymous_id, user_id

)

select * from final
