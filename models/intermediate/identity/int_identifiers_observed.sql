with who_identifiers as (

    select * from {{ ref('int_who_identifiers') }}

),

stated_links as (

    select * from {{ ref('int_stated_identity_links') }}

),

observed as (

    select
        company_id,
        id_type,
        id_value,
        first_seen_at,
        last_seen_at
    from who_identifiers

    {% for side in ['a', 'b'] -%}
    union all

    select
        company_id,
        id_type_{{ side }} as id_type,
        -- what can be no address names nobody
        case
            when id_type_{{ side }} = 'email' then {{ email_key('id_value_' ~ side) }}
            else id_value_{{ side }}
        end as id_value,
        observed_at as first_seen_at,
        observed_at as last_seen_at
    from stated_links
    {% endfor %}

),

final as (

    select
        company_id,
        id_type,
        id_value,
        min(first_seen_at) as first_seen_at,
        max(last_seen_at) as last_seen_at
    from observed
    where id_value is not null
    group by company_id, id_type, id_value

)

select * from final
